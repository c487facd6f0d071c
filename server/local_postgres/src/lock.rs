//! One process runs a cluster: a lock on a file in the data folder, which the kernel frees when that process dies.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::Kind;

/// The right to run the cluster.
#[derive(Debug)]
pub struct Lock(File);

impl Lock {
    /// Takes the lock; none when another process holds it.
    pub fn take(data_dir: &Path, kind: Kind) -> Result<Option<Lock>> {
        let path = path(data_dir, kind);
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = opened.with_context(|| format!("cannot open {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
        file.set_len(0)?;
        writeln!(file, "{}", std::process::id())?;
        Ok(Some(Lock(file)))
    }

    /// The beginning of a sentence that tells who holds it.
    pub fn taken(data_dir: &Path, kind: Kind) -> String {
        let holder = fs::read_to_string(path(data_dir, kind)).unwrap_or_default();
        format!(
            "the private PostgreSQL in {} is already run by process {}",
            data_dir.display(),
            holder.trim()
        )
    }

    /// Frees it at once. Closing the file would not do: a process that is just being spawned may hold a copy.
    pub fn release(self) -> Result<()> {
        self.0.unlock().context("cannot free the lock of the private PostgreSQL")
    }
}

fn path(data_dir: &Path, kind: Kind) -> PathBuf {
    data_dir.join(format!("{}.lock", kind.name()))
}
