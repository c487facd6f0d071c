//! The real program on a private PostgreSQL of its own, with a small city in it.
use local_postgres::Cluster;
use sqlx::{ConnectOptions, PgConnection, postgres::PgConnectOptions};
use std::path::{Path, PathBuf};
use uuid::Uuid;
pub use zicha_bench::{
    client::{Client, first_cell},
    portal::Program,
};

/// What stands as long as the test runs.
pub struct Place {
    /// Files of the portal, and of the cluster.
    pub folder: PathBuf,
    /// The database.
    pub url: String,
    cluster: Option<Cluster>,
}

impl Place {
    /// A durable cluster, and 60 units with 300 issues.
    pub async fn new() -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("faults-{}", Uuid::now_v7()));
        let cluster = Cluster::start(&folder).unwrap();
        let url = cluster.url("zicha").unwrap();
        let place = Self { folder, url, cluster: Some(cluster) };
        let filling = std::process::Command::new(portal())
            .args(["bench-data", "--units", "60", "--issues", "300"])
            .env("ZICHA_DATABASE_URL", &place.url)
            .env("ZICHA_DATA_DIR", &place.folder)
            .output()
            .unwrap();
        assert!(filling.status.success(), "{}", String::from_utf8_lossy(&filling.stderr));
        place
    }

    /// The portal on it.
    pub async fn portal(&self, settings: &[(&str, &str)]) -> Program {
        Program::portal(portal(), &self.folder, &self.url, settings).await.unwrap()
    }

    /// Past all policies, for looking.
    pub async fn database(&self) -> PgConnection {
        self.url.parse::<PgConnectOptions>().unwrap().connect().await.unwrap()
    }

    /// Stops the database.
    pub fn stop_database(&mut self) {
        self.cluster.take().unwrap().stop().unwrap();
    }

    /// Starts it again where it was.
    pub fn start_database(&mut self) {
        self.cluster = Some(Cluster::start(&self.folder).unwrap());
    }

    /// A kept file.
    pub fn file(&self, sha256: &str) -> PathBuf {
        self.folder.join("files").join(&sha256[..2]).join(sha256)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(self.cluster.take());
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

fn portal() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_zicha"))
}
