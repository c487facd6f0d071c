//! A private PostgreSQL over the server programs installed on this machine: one folder, a Unix socket, no port.
//! It is started and stopped here, taken over from a predecessor that was killed, and never mixed up with another.

mod binaries;
mod lock;
mod login;
mod place;
mod server;
mod settings;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use binaries::Binaries;
use lock::Lock;
use place::Place;
use server::Server;

/// What the cluster is for. The two kinds stand beside each other in a data folder and never touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Keeps its data, durably.
    Lasting,
    /// Is made anew at each start, fast rather than durable, and removed when it stops. For tests.
    Throwaway,
}

impl Kind {
    /// The name of its folder, its lock and its note inside the data folder.
    fn name(self) -> &'static str {
        match self {
            Kind::Lasting => "postgres",
            Kind::Throwaway => "postgres-throwaway",
        }
    }
}

/// A running cluster. It stops when the value is stopped or dropped, unless another process runs it.
#[derive(Debug)]
pub struct Cluster {
    server: Server,
    kind: Kind,
    /// Held by the process that runs the cluster; a guest has none.
    lock: Option<Lock>,
}

impl Cluster {
    /// Starts the lasting cluster of `data_dir`, and makes both when they do not exist.
    ///
    /// As root the server runs as the owner of its data, at first the user `postgres`; where that user cannot enter
    /// `data_dir`, the data stand in the user's home and a file in `data_dir` notes where.
    ///
    /// # Errors
    /// When another process runs it, when no server program is installed, or when it does not start.
    pub fn start(data_dir: &Path) -> Result<Cluster> {
        Cluster::start_alone(data_dir, Kind::Lasting)
    }

    /// Starts an empty cluster in `data_dir` that is removed when it stops.
    ///
    /// # Errors
    /// As [`Cluster::start`].
    pub fn throwaway(data_dir: &Path) -> Result<Cluster> {
        Cluster::start_alone(data_dir, Kind::Throwaway)
    }

    /// Starts the cluster, or uses it as a guest while another process runs it.
    ///
    /// # Errors
    /// As [`Cluster::start`], and when the other process does not bring it up within two minutes.
    pub fn start_or_join(data_dir: &Path, kind: Kind) -> Result<Cluster> {
        let data_dir = &place::data_folder(data_dir)?;
        let patience = Instant::now() + Duration::from_secs(120);
        loop {
            if let Some(lock) = Lock::take(data_dir, kind)? {
                return Cluster::run(data_dir, kind, lock);
            }
            if let Some(server) = Server::running(data_dir, kind)? {
                return Ok(Cluster { server, kind, lock: None });
            }
            if Instant::now() > patience {
                bail!("{}, and its database does not answer", Lock::taken(data_dir, kind));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn start_alone(data_dir: &Path, kind: Kind) -> Result<Cluster> {
        let data_dir = &place::data_folder(data_dir)?;
        match Lock::take(data_dir, kind)? {
            Some(lock) => Cluster::run(data_dir, kind, lock),
            None => bail!("{}; stop it first, or choose another folder", Lock::taken(data_dir, kind)),
        }
    }

    fn run(data_dir: &Path, kind: Kind, lock: Lock) -> Result<Cluster> {
        let place = Place::settle(data_dir, kind)?;
        let binaries = Binaries::find(if kind == Kind::Lasting { place.major()? } else { None })?;
        let server = Server::new(place, binaries)?;
        server.halt().context("a server left behind by an earlier start does not stop")?;
        if kind == Kind::Throwaway {
            server.place.wipe()?;
        }
        // From here on the value's own drop cleans up when a step fails.
        let cluster = Cluster { server, kind, lock: Some(lock) };
        cluster.server.start(kind)?;
        Ok(cluster)
    }

    /// The address of a database in this cluster, which is created (UTF-8, `C.UTF-8`) when it does not exist. sqlx
    /// and libpq both read it.
    ///
    /// # Errors
    /// When the name is not made of `a-z`, `0-9` and `_`, or when the server does not answer.
    pub fn url(&self, database: &str) -> Result<String> {
        self.server.ensure_database(database)?;
        Ok(self.server.url(database))
    }

    /// Stops the cluster and waits for its end; sessions that are still open are cut off. A guest leaves it running.
    ///
    /// # Errors
    /// When the server does not end.
    pub fn stop(mut self) -> Result<()> {
        self.end()
    }

    fn end(&mut self) -> Result<()> {
        let Some(lock) = self.lock.take() else { return Ok(()) };
        self.server.halt()?;
        if self.kind == Kind::Throwaway {
            self.server.place.remove()?;
        }
        lock.release()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            eprintln!("the private PostgreSQL: {error:#}");
        }
    }
}
