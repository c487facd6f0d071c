//! Finds the server programs. Distributions keep them off the PATH, a folder per major version.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

/// The oldest major version that is tried out.
const OLDEST: u32 = 15;
const PROGRAMS: [&str; 4] = ["initdb", "pg_ctl", "postgres", "psql"];

/// A folder with the programs of one server version.
#[derive(Debug)]
pub struct Binaries {
    folder: PathBuf,
    major: u32,
}

impl Binaries {
    /// The programs of the major version that made the data, or the newest ones for a new cluster.
    pub fn find(major: Option<u32>) -> Result<Binaries> {
        let found: Vec<Binaries> = candidates().into_iter().filter_map(Binaries::at).collect();
        let fit = found.into_iter().filter(|b| major.map_or(b.major >= OLDEST, |m| m == b.major));
        match (fit.max_by_key(|b| b.major), major) {
            (Some(binaries), _) => Ok(binaries),
            (None, None) => bail!(
                "no PostgreSQL server, version {OLDEST} or newer, is installed; on Debian: apt-get install postgresql"
            ),
            (None, Some(major)) => bail!(
                "the data were made by PostgreSQL {major}, whose server is not installed; on Debian: apt-get install \
                 postgresql-{major}"
            ),
        }
    }

    /// The path of one of the programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn at(folder: PathBuf) -> Option<Binaries> {
        if !PROGRAMS.iter().all(|name| is_program(&folder.join(name))) {
            return None;
        }
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let version = text.split_whitespace().nth(2)?;
        let major = version.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
        Some(Binaries { folder, major })
    }
}

/// Every folder in which server programs may be, links resolved.
fn candidates() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for (parent, prefix, rest) in
        [("/usr/lib/postgresql", "", "bin"), ("/usr", "pgsql-", "bin"), ("/usr/libexec", "postgresql", "")]
    {
        for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(prefix) {
                folders.push(entry.path().join(rest));
            }
        }
    }
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let linked =
        std::env::split_paths(&path).filter_map(|folder| fs::canonicalize(folder.join("pg_ctl")).ok());
    folders.extend(linked.filter_map(|program| program.parent().map(Path::to_path_buf)));
    folders
}

/// An executable that is not a script: wrappers start another server, or ask for a cluster of the distribution.
fn is_program(path: &Path) -> bool {
    let mut head = [0; 2];
    let executable =
        fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0);
    executable && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head != *b"#!"
}
