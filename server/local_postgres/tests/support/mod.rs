//! What the tests of both faces need: a folder, a question to a database, the number of a server.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// A folder that the user `postgres` can enter, unlike the usual temporary folder of root.
pub fn open_folder() -> TempDir {
    tempfile::Builder::new().permissions(Permissions::from_mode(0o755)).tempdir_in("/tmp").unwrap()
}

/// What the database answers.
pub fn ask(url: &str, sql: &str) -> String {
    let output = Command::new("psql").args([url, "-XAtqc", sql]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Ends the lasting server of a data folder as a power cut would.
pub fn kill_server(data_dir: &Path) {
    let text = fs::read_to_string(data_dir.join("postgres/data/postmaster.pid")).unwrap();
    let pid = text.lines().next().unwrap().parse().unwrap();
    kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
}
