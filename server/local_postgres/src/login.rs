//! The user who runs the server: ourselves, or, as PostgreSQL refuses root, the user `postgres`.

use std::fs::{self, DirBuilder, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, lchown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A user's ids, and whether we have to become that user.
#[derive(Clone, Copy, Debug)]
pub struct Login {
    uid: u32,
    gid: u32,
    switch: bool,
}

impl Login {
    /// Who runs a new cluster.
    pub fn for_new() -> Result<Login> {
        let euid = rustix::process::geteuid();
        if !euid.is_root() {
            return Ok(Login { uid: euid.as_raw(), gid: rustix::process::getegid().as_raw(), switch: false });
        }
        let (uid, gid, _) = postgres_user()?;
        Ok(Login { uid, gid, switch: true })
    }

    /// Who runs a cluster that stands in `folder`: its owner, whom only root may become.
    pub fn owner_of(folder: &Path) -> Result<Login> {
        let meta = fs::metadata(folder).with_context(|| format!("cannot look at {}", folder.display()))?;
        let (uid, gid) = (meta.uid(), meta.gid());
        let euid = rustix::process::geteuid();
        if euid.as_raw() != uid && !euid.is_root() {
            bail!("{} belongs to another user (uid {uid}): start as that user or as root", folder.display());
        }
        Ok(Login { uid, gid, switch: euid.is_root() })
    }

    /// The folder in which the clusters of this user may stand when it cannot enter the one that was asked for.
    pub fn refuge(&self) -> Result<Option<PathBuf>> {
        if !self.switch {
            return Ok(None);
        }
        let (uid, _, home) = postgres_user()?;
        Ok((uid == self.uid).then_some(home))
    }

    /// A command run by this user in `folder`, with nothing of our environment or terminal.
    pub fn command(&self, program: impl AsRef<Path>, folder: &Path) -> Command {
        let mut command = Command::new(program.as_ref());
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C").stdin(Stdio::null());
        command.current_dir(folder).process_group(0);
        if self.switch {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Whether this user can get into `folder`.
    pub fn can_enter(&self, folder: &Path) -> Result<bool> {
        // The new process changes its user first and its folder then: a closed folder is an error of the spawn.
        match self.command("true", folder).status() {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(false),
            Err(error) => Err(error).with_context(|| format!("cannot look into {}", folder.display())),
        }
    }

    /// Makes a folder that only this user (and root) can enter.
    pub fn make_private(&self, folder: &Path) -> Result<()> {
        let made = DirBuilder::new().mode(0o700).create(folder);
        made.with_context(|| format!("cannot make the folder {}", folder.display()))?;
        self.own(folder)
    }

    /// Makes a private folder with a new name in `parent`.
    pub fn make_new(&self, parent: &Path, prefix: &str) -> Result<PathBuf> {
        let made = tempfile::Builder::new()
            .prefix(prefix)
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(parent);
        let folder = made.with_context(|| format!("cannot make a folder in {}", parent.display()))?;
        self.own(folder.path())?;
        Ok(folder.keep())
    }

    /// Whether `folder` is really a folder, this user's, and closed to others.
    pub fn has_private(&self, folder: &Path) -> bool {
        fs::symlink_metadata(folder).is_ok_and(|meta| {
            meta.is_dir() && meta.uid() == self.uid && meta.permissions().mode() & 0o777 == 0o700
        })
    }

    fn own(&self, folder: &Path) -> Result<()> {
        if self.switch {
            lchown(folder, Some(self.uid), Some(self.gid))
                .with_context(|| format!("cannot give {} to the user of the server", folder.display()))?;
        }
        Ok(())
    }
}

/// User id, group id and home of the user `postgres`.
fn postgres_user() -> Result<(u32, u32, PathBuf)> {
    let output = Command::new("getent").args(["passwd", "postgres"]).output().context("cannot run getent")?;
    let line = String::from_utf8_lossy(&output.stdout).into_owned();
    let fields: Vec<&str> = line.trim().split(':').collect();
    let &[_, _, uid, gid, _, home, _] = fields.as_slice() else {
        bail!(
            "PostgreSQL refuses to run as root, and there is no user postgres; on Debian: apt-get install postgresql"
        );
    };
    Ok((uid.parse()?, gid.parse()?, PathBuf::from(home)))
}
