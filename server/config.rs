//! Every setting, typed, read once: `ZICHA_…` in the environment or the same keys in a TOML file.
use crate::base::{calendar::Zone, mail::Mailer, webhook::Webhooks};
use anyhow::Context;
use figment::{
    Figment,
    providers::{Env, Format, Toml},
};
use serde::Deserialize;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

/// The settings as they are named outside: `LISTEN` is `ZICHA_LISTEN` or `listen = …`.
pub const HELP: &str = "Settings (environment ZICHA_…, or the same names in the file given by --config):
  DATABASE_URL     PostgreSQL; none: a private server of this program under DATA_DIR
  DATA_DIR         files and the private database (.local; as root /var/lib/zicha)
  LISTEN           address and port (127.0.0.1:8080)
  METRICS_LISTEN   address and port for Prometheus, not for the public: /metrics (none)
  DRAIN            seconds between being not ready and the end, on SIGTERM (3)
  PUBLIC_URL       address that people type (http://LISTEN); https:// makes cookies secure
  TIME_ZONE        zone of the organisation (Asia/Shanghai)
  TRUSTED_PROXIES  addresses whose X-Forwarded-For is believed, separated by commas (none)
  SMTP_URL         smtps://user:password@host, or smtp://host:587?tls=required for STARTTLS (none: mails are
                   written to DATA_DIR/mail)
  CA_FILE          certificates (PEM) that mail server and robots may be known by, beside those of the system (none)
  MAIL_FROM        sender of mails (zicha@localhost)
  ROBOT_HOSTS      hosts that robots may be called at beside those of WeCom, DingTalk and Feishu, separated by commas:
                   host, host:port, or host:port=address for one inside your network (none)
  POOL             most connections to the database, of each of two pools (8)
  DEMO_PASSWORD    password of the sample accounts (a random one)
  LOG              text or json, then levels, such as json,info,sqlx=warn (text,info)
Secrets may stand in a file: ZICHA_DATABASE_URL_FILE, ZICHA_SMTP_URL_FILE.";

#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    database_url: Option<String>,
    database_url_file: Option<PathBuf>,
    data_dir: Option<PathBuf>,
    listen: String,
    metrics_listen: Option<String>,
    drain: u64,
    public_url: Option<String>,
    time_zone: String,
    trusted_proxies: String,
    smtp_url: Option<String>,
    smtp_url_file: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    mail_from: String,
    robot_hosts: String,
    pool: u32,
    demo_password: Option<String>,
    log: String,
}

impl Default for Raw {
    fn default() -> Self {
        Self {
            database_url: None,
            database_url_file: None,
            data_dir: None,
            listen: "127.0.0.1:8080".into(),
            metrics_listen: None,
            drain: 3,
            public_url: None,
            time_zone: "Asia/Shanghai".into(),
            trusted_proxies: String::new(),
            smtp_url: None,
            smtp_url_file: None,
            ca_file: None,
            mail_from: "zicha@localhost".into(),
            robot_hosts: String::new(),
            pool: 8,
            demo_password: None,
            log: "text,info".into(),
        }
    }
}

/// The settings, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// None: the private Postgres under `data_dir`.
    pub database_url: Option<String>,
    /// Where files live.
    pub data_dir: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where to tell figures.
    pub metrics_listen: Option<SocketAddr>,
    /// Between being not ready and the end.
    pub drain: Duration,
    /// What people type, without a slash at the end.
    pub public_url: String,
    /// The organisation's zone.
    pub zone: Zone,
    /// Whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// How mails leave.
    pub mailer: Mailer,
    /// How robots are called.
    pub webhooks: Webhooks,
    /// Connections of each pool.
    pub pool: u32,
    /// For the sample accounts; none: a random one.
    pub demo_password: Option<String>,
    /// Whether the log is JSON.
    pub log_json: bool,
    /// Levels of the log.
    pub log_levels: String,
}

impl Config {
    /// Reads environment and file.
    ///
    /// # Errors
    /// Names the setting, its value and what is allowed.
    pub fn read(file: Option<&Path>) -> anyhow::Result<Self> {
        let mut figment = Figment::new();
        if let Some(file) = file {
            anyhow::ensure!(file.is_file(), "--config {}: no such file", file.display());
            figment = figment.merge(Toml::file_exact(file));
        }
        let raw: Raw =
            figment.merge(Env::prefixed("ZICHA_")).extract().map_err(|e| anyhow::anyhow!("{e}"))?;
        Self::check(raw)
    }

    fn check(raw: Raw) -> anyhow::Result<Self> {
        let bad = |name: &str, value: &str, allowed: &str| anyhow::anyhow!("{name} = {value:?}: {allowed}");
        let listen = raw
            .listen
            .parse()
            .map_err(|_| bad("LISTEN", &raw.listen, "an address and port such as 127.0.0.1:8080"))?;
        let metrics_listen = raw
            .metrics_listen
            .as_deref()
            .map(|at| {
                at.parse()
                    .map_err(|_| bad("METRICS_LISTEN", at, "an address and port such as 127.0.0.1:9090"))
            })
            .transpose()?;
        if raw.drain > 600 {
            return Err(bad("DRAIN", &raw.drain.to_string(), "0 to 600"));
        }
        let zone = raw
            .time_zone
            .parse()
            .map_err(|_| bad("TIME_ZONE", &raw.time_zone, "such as Asia/Shanghai or +08:00"))?;
        let public_url = raw.public_url.unwrap_or_else(|| format!("http://{}", raw.listen));
        if !public_url.starts_with("http://") && !public_url.starts_with("https://") {
            return Err(bad("PUBLIC_URL", &public_url, "begins with https:// or http://"));
        }
        if !(1..=200).contains(&raw.pool) {
            return Err(bad("POOL", &raw.pool.to_string(), "1 to 200"));
        }
        let proxies = raw.trusted_proxies.split(',').map(str::trim).filter(|p| !p.is_empty());
        let trusted_proxies = proxies
            .map(|p| p.parse().map_err(|_| bad("TRUSTED_PROXIES", p, "addresses separated by commas")))
            .collect::<Result<_, _>>()?;
        let (kind, levels) = raw.log.split_once(',').unwrap_or((&raw.log, "info"));
        if !["text", "json"].contains(&kind) {
            return Err(bad("LOG", &raw.log, "text or json, then levels: json,info"));
        }
        let secret = |name: &str, file: Option<PathBuf>, value: Option<String>| match file {
            Some(f) => std::fs::read_to_string(&f)
                .map(|text| Some(text.trim().to_owned()))
                .map_err(|e| bad(name, &f.to_string_lossy(), &e.to_string())),
            None => Ok(value),
        };
        let database_url = secret("DATABASE_URL_FILE", raw.database_url_file, raw.database_url)?;
        let certificates = raw
            .ca_file
            .as_deref()
            .map(|file| std::fs::read(file).with_context(|| format!("CA_FILE = {file:?}")))
            .transpose()?;
        let smtp_url = secret("SMTP_URL_FILE", raw.smtp_url_file, raw.smtp_url)?;
        Ok(Self {
            database_url,
            data_dir: raw.data_dir.unwrap_or_else(default_data_dir),
            listen,
            metrics_listen,
            drain: Duration::from_secs(raw.drain),
            public_url: public_url.trim_end_matches('/').to_owned(),
            zone,
            trusted_proxies,
            mailer: Mailer::new(smtp_url.as_deref(), &raw.mail_from, certificates.as_deref())?,
            webhooks: Webhooks::new(&raw.robot_hosts, certificates.as_deref())?,
            pool: raw.pool,
            demo_password: raw.demo_password,
            log_json: kind == "json",
            log_levels: levels.to_owned(),
        })
    }

    /// The defaults, for a program put together by a test.
    ///
    /// # Panics
    /// Never: the sender is an address, and no host is named.
    pub fn for_tests() -> Self {
        Self {
            database_url: None,
            data_dir: PathBuf::new(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics_listen: None,
            drain: Duration::ZERO,
            public_url: "http://127.0.0.1:8080".into(),
            zone: Zone::default(),
            trusted_proxies: Vec::new(),
            mailer: Mailer::new(None, "zicha@localhost", None).expect("an address"),
            webhooks: Webhooks::new("", None).expect("no hosts"),
            pool: 4,
            demo_password: None,
            log_json: false,
            log_levels: "warn".into(),
        }
    }

    /// Whether people come over HTTPS.
    pub fn https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// As root the `postgres` user must reach it, and cannot enter a private home.
fn default_data_dir() -> PathBuf {
    use std::os::unix::fs::MetadataExt;
    let root = std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
    if root { "/var/lib/zicha".into() } else { ".local".into() }
}
