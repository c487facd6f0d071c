//! The server itself: made by initdb, started and stopped by pg_ctl, asked by psql.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail, ensure};

use crate::Kind;
use crate::binaries::Binaries;
use crate::place::{self, Place, SOCKET};
use crate::settings;

/// The login that owns everything; the folder of the socket is what keeps others out.
const SUPERUSER: &str = "postgres";
/// Prints the ids of the processes of a cluster: named postgres, with PGDATA ($1) as their folder. It is run by the
/// server's own user, because root in a container may not see where the processes of others stand.
const PROCESSES: &str = r#"
for process in /proc/[0-9]*; do
    [ "$process/cwd" -ef "$1" ] && read -r name < "$process/comm" && [ "$name" = postgres ] && echo "${process#/proc/}"
done; true"#;

/// A server at its place, running or not.
#[derive(Debug)]
pub struct Server {
    /// Where it stands.
    pub place: Place,
    binaries: Binaries,
    sockets: PathBuf,
}

impl Server {
    /// The server of a place, with a folder for its socket.
    pub fn new(place: Place, binaries: Binaries) -> Result<Server> {
        let sockets = place.sockets()?;
        Ok(Server { place, binaries, sockets })
    }

    /// The server that another process runs in `data_dir`; none while it does not answer.
    pub fn running(data_dir: &Path, kind: Kind) -> Result<Option<Server>> {
        let Some(place) = Place::find(data_dir, kind)? else { return Ok(None) };
        let Some(major) = place.major()? else { return Ok(None) };
        let server = Server::new(place, Binaries::find(Some(major))?)?;
        Ok(server.ask("postgres", "select 1").is_ok().then_some(server))
    }

    /// Starts it and waits until it answers; makes it when it has no data.
    pub fn start(&self, kind: Kind) -> Result<()> {
        if self.place.major()?.is_none() {
            self.init(kind)?;
        }
        if !self.place.logs().try_exists()? {
            self.place.login.make_private(&self.place.logs())?;
        }
        let begun = SystemTime::now();
        let mut start = self.pg_ctl();
        // Recovery after a crash may take long: 10 minutes.
        start.args(["-w", "-t", "600", "-l", "log/start.log", "-o", &settings::options(kind, &self.sockets)]);
        // Not .output(): the server inherits the pipe and never closes it.
        let status = start.arg("start").stdout(Stdio::null()).stderr(Stdio::null()).status();
        let status = status.context("cannot run pg_ctl")?;
        ensure!(status.success(), "PostgreSQL does not start: {}", self.complaints(begun));
        Ok(())
    }

    /// Stops it, and waits for all its processes. Nothing happens where none runs.
    pub fn halt(&self) -> Result<()> {
        for (mode, patience) in [("fast", 60), ("immediate", 20)] {
            let processes = self.processes()?;
            if processes.is_empty() {
                break;
            }
            // Only a process of ours is told to stop: after a crash the number may be a stranger's. What pg_ctl says
            // does not count: it fails on a server that is just dying.
            if self.postmaster().is_some_and(|pid| processes.contains(&pid)) {
                let mut stop = self.pg_ctl();
                stop.args(["-w", "-m", mode, "-t", &patience.to_string(), "stop"]);
                let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
            }
            let end = Instant::now() + Duration::from_secs(patience);
            while !self.processes()?.is_empty() && Instant::now() < end {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        let left = self.processes()?;
        ensure!(left.is_empty(), "the PostgreSQL processes {left:?} in {} go on", self.place.home.display());
        // Left by a crash. Their number may belong to someone else by now, or to a process that nobody buries, and the
        // server would then refuse to start.
        let marks = [self.place.data().join("postmaster.pid"), self.sockets.join(format!("{SOCKET}.lock"))];
        marks.iter().try_for_each(|mark| place::remove_file(mark))
    }

    /// Creates the database when it does not exist.
    pub fn ensure_database(&self, name: &str) -> Result<()> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        ensure!(
            !name.is_empty() && name.len() <= 63 && name.chars().all(plain),
            "{name:?} cannot name a database"
        );
        let exists = || self.ask("postgres", &format!("select 1 from pg_database where datname = '{name}'"));
        if exists()?.is_empty() {
            let create =
                format!("create database \"{name}\" template template0 encoding 'UTF8' locale 'C.UTF-8'");
            let created = self.ask("postgres", &create);
            // Somebody else may have been faster.
            if exists()?.is_empty() {
                created?;
            }
        }
        Ok(())
    }

    /// The address of a database. `localhost` stands for a host that is given as a folder.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{SUPERUSER}@localhost/{database}?host={}", self.sockets.display())
    }

    fn init(&self, kind: Kind) -> Result<()> {
        // Made under another name: a start that is cut off leaves no half cluster.
        let part = self.place.home.join("data.part");
        if part.try_exists()? {
            fs::remove_dir_all(&part)?;
        }
        let mut initdb = self.command("initdb");
        initdb.args(["--pgdata=data.part", "--encoding=UTF8", "--locale=C.UTF-8", "--username", SUPERUSER]);
        initdb.args(["--auth-local=trust", "--auth-host=reject", "--data-checksums", "--no-instructions"]);
        if kind == Kind::Throwaway {
            initdb.arg("--no-sync");
        }
        said(initdb.output().context("cannot run initdb")?).context("cannot make the cluster")?;
        fs::rename(&part, self.place.data())?;
        Ok(())
    }

    /// What psql answers, without decoration.
    fn ask(&self, database: &str, sql: &str) -> Result<String> {
        let mut psql = self.command("psql");
        psql.arg("--host").arg(&self.sockets).args(["--username", SUPERUSER, "--dbname", database]);
        psql.args(["--no-psqlrc", "--no-password", "--quiet", "--tuples-only", "--no-align", "-c", sql]);
        said(psql.output().context("cannot run psql")?)
    }

    fn command(&self, program: &str) -> Command {
        self.place.login.command(self.binaries.program(program), &self.place.home)
    }

    fn pg_ctl(&self) -> Command {
        // Paths within the home: pg_ctl puts them into a shell's line in double quotes as they are.
        let mut command = self.command("pg_ctl");
        command.args(["--pgdata", "data"]);
        command
    }

    fn processes(&self) -> Result<Vec<u32>> {
        let mut shell = self.place.login.command("/bin/sh", &self.place.home);
        let output =
            shell.args(["-c", PROCESSES, "sh"]).arg(self.place.data()).stderr(Stdio::null()).output();
        let listed = said(output.context("cannot run /bin/sh")?).context("cannot list the processes")?;
        listed.lines().map(|line| line.parse().context("cannot list the processes")).collect()
    }

    fn postmaster(&self) -> Option<u32> {
        let text = fs::read_to_string(self.place.data().join("postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse().ok()
    }

    /// The fatal lines that were written since `begun`, and where to read on.
    fn complaints(&self, begun: SystemTime) -> String {
        let logs = self.place.logs();
        let mut said = String::new();
        for entry in fs::read_dir(&logs).into_iter().flatten().flatten() {
            if entry.metadata().and_then(|meta| meta.modified()).is_ok_and(|changed| changed >= begun) {
                let text = fs::read_to_string(entry.path()).unwrap_or_default();
                let fatal =
                    text.lines().rev().filter(|line| line.contains("FATAL") || line.contains("PANIC"));
                fatal.take(2).for_each(|line| said.extend([line, "; "]));
            }
        }
        format!("{said}see {}", logs.display())
    }
}

/// What a program wrote, or its complaint as an error.
fn said(output: Output) -> Result<String> {
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
