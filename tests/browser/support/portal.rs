//! The real binary on a free port, with a database and a data folder of its own; both go when it ends. Or the same within this
//! process, on a clock that the journey moves.
use super::Said;
use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, postgres::PgConnectOptions};
use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use uuid::Uuid;
use zicha::{
    base::{
        jobs::{come_round, work_off},
        serve::serve,
    },
    config::Config,
    features::{JOBS, ROUNDS},
    start::{self, Private, Started},
};

pub struct Portal {
    /// Address without a slash at its end.
    pub url: String,
    /// The one-time link of a portal without an administrator.
    pub setup_link: String,
    /// What it said so far.
    pub said: Said,
    running: Running,
    database: Database,
    folder: PathBuf,
}

enum Running {
    Binary(Child),
    Here(tokio::task::JoinHandle<()>),
}

/// The time of a portal within this process, and its worker.
pub struct Time {
    started: Started,
    clock: Arc<AtomicI64>,
}

impl Time {
    /// The day comes, at 10:32 in Shanghai, and the worker looks at what it brings.
    pub async fn comes(&self, day: &str) {
        let at: DateTime<Utc> = format!("{day}T02:32:00Z").parse().unwrap();
        self.clock.store(at.timestamp_millis(), Ordering::Relaxed);
        come_round(&self.started.app, ROUNDS).await.unwrap();
        work_off(&self.started.app, JOBS).await.unwrap();
    }
}

impl Portal {
    /// One whose clock the journey moves.
    pub async fn within() -> (Self, Time) {
        let database = Database::create().await;
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(&database.name);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let config = Config {
            database_url: Some(database.url.clone()),
            data_dir: folder.clone(),
            public_url: url.clone(),
            ..Config::for_tests()
        };
        let clock = Arc::new(AtomicI64::new(0));
        let hands = clock.clone();
        let mut started = start::start(config, Private::Shared).await.unwrap();
        started.app = started.app.with_clock(Arc::new(move || {
            DateTime::from_timestamp_millis(hands.load(Ordering::Relaxed)).unwrap()
        }));
        let serving = tokio::spawn(serve(listener, zicha::app(started.app.clone()), std::future::pending()));
        let (setup_link, said, running) = (String::new(), Said::default(), Running::Here(serving));
        (Self { url, setup_link, said, running, database, folder }, Time { started, clock })
    }

    /// Starts one, and waits until it answers.
    pub async fn start() -> Self {
        let database = Database::create().await;
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(&database.name);
        for _ in 0..10 {
            let port = free_port();
            let mut process = Command::new(env!("CARGO_BIN_EXE_zicha"))
                .arg("serve")
                .env_clear()
                .env("PATH", "/usr/bin:/bin")
                .env("ZICHA_DATABASE_URL", &database.url)
                .env("ZICHA_DATA_DIR", &folder)
                .env("ZICHA_LISTEN", format!("127.0.0.1:{port}"))
                .env("ZICHA_LOG", "text,info")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let said = Said::listen(process.stderr.take().unwrap());
            let link = said.wait(|all| all.lines().find(|l| l.contains("/setup/")).map(str::to_owned));
            if let Some(setup_link) = link {
                return Self {
                    url: format!("http://127.0.0.1:{port}"),
                    setup_link,
                    said,
                    running: Running::Binary(process),
                    database,
                    folder,
                };
            }
            process.kill().ok();
            process.wait().ok();
            // Between looking for a port and taking it, another test may have been quicker.
            assert!(said.all().contains("in use"), "zicha serve did not start:\n{}", said.all());
        }
        panic!("no port of this machine stays free");
    }

    /// Past all policies: for making what a journey does not tell of, and for looking.
    pub async fn database(&self) -> sqlx::PgConnection {
        self.database.options.connect().await.unwrap()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        match &mut self.running {
            Running::Binary(process) => {
                process.kill().ok();
                process.wait().ok();
            }
            Running::Here(serving) => serving.abort(),
        }
        std::fs::remove_dir_all(&self.folder).ok();
        self.database.drop_in_a_thread();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

struct Database {
    name: String,
    url: String,
    server: PgConnectOptions,
    options: PgConnectOptions,
}

impl Database {
    async fn create() -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "where tests make their databases, as sqlx::test reads it"
        )]
        let url = std::env::var("DATABASE_URL");
        let url = url.expect("DATABASE_URL says where tests make their databases; `make test` sets it");
        let name = format!("zicha_browser_{}", Uuid::now_v7().simple());
        let server: PgConnectOptions = url.parse().unwrap();
        let mut conn = server.connect().await.unwrap();
        conn.execute(AssertSqlSafe(format!("create database {name}"))).await.unwrap();
        conn.close().await.unwrap();
        let (address, options) = url.split_once('?').unwrap_or((&url, ""));
        let (host, _) = address.rsplit_once('/').unwrap();
        let url = format!("{host}/{name}?{options}");
        let options = url.parse().unwrap();
        Self { name, url, server, options }
    }

    /// A test that fails unwinds through here, within a runtime that must not be blocked by itself.
    fn drop_in_a_thread(&self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let mut conn = server.connect().await.unwrap();
                conn.execute(AssertSqlSafe(format!("drop database {name} with (force)"))).await.unwrap();
            });
        });
        if dropping.join().is_err() {
            eprintln!("the database {} was not dropped", self.name);
        }
    }
}
