//! Runs a command beside a cluster and hands on signals and the exit status, so that the cluster is always stopped.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};

use anyhow::{Context, Result};
use local_postgres::{Cluster, Kind};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::SignalsInfo;
use signal_hook::iterator::exfiltrator::WithOrigin;

/// Added to the number of a signal, it makes the exit status that shells use.
const BY_SIGNAL: i32 = 128;
/// The exit status that shells use for a command that cannot be run.
const NOT_FOUND: u8 = 127;

/// The exit status of `command`, run with `DATABASE_URL` while the cluster is up.
pub fn exec(data_dir: &Path, kind: Kind, database: &str, command: &[OsString]) -> Result<u8> {
    // Before the start: from here on no signal ends this process before the cluster is stopped.
    let mut signals = SignalsInfo::<WithOrigin>::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    let cluster = Cluster::start_or_join(data_dir, kind)?;
    let url = cluster.url(database)?;
    let interrupted = signals.pending().next();
    let status = match (interrupted, command) {
        (Some(origin), _) => shell_status(BY_SIGNAL + origin.signal),
        (None, []) => 0,
        (None, [program, arguments @ ..]) => {
            match Command::new(program).args(arguments).env("DATABASE_URL", url).spawn() {
                Ok(child) => status_of(wait(child, signals)?),
                Err(error) => {
                    eprintln!("local-postgres: cannot run {}: {error}", program.display());
                    NOT_FOUND
                }
            }
        }
    };
    cluster.stop()?;
    Ok(status)
}

/// Waits for the command. A signal sent to us alone is handed on; one from the terminal has reached it as well.
fn wait(mut child: Child, mut signals: SignalsInfo<WithOrigin>) -> Result<ExitStatus> {
    let pid = Pid::from_child(&child);
    let handle = signals.handle();
    let forwarder = std::thread::spawn(move || {
        for origin in &mut signals {
            if let (Some(_), Some(signal)) = (origin.process, Signal::from_named_raw(origin.signal)) {
                let _ = kill_process(pid, signal);
            }
        }
    });
    // The command's number stays its own until it is reaped, which is after the last signal.
    while let Err(rustix::io::Errno::INTR) =
        waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT)
    {}
    handle.close();
    let _ = forwarder.join();
    child.wait().context("cannot wait for the command")
}

fn status_of(status: ExitStatus) -> u8 {
    let by_signal = || BY_SIGNAL + status.signal().unwrap_or_default();
    shell_status(status.code().unwrap_or_else(by_signal))
}

fn shell_status(status: i32) -> u8 {
    u8::try_from(status).unwrap_or(1)
}
