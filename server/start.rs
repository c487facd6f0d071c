//! From settings to a working program: the database found or started, migrated, and filled with what the program ships.
use crate::{
    MIGRATOR,
    base::{calendar::Calendar, db::Db, files::Files},
    config::Config,
    features::checklists,
    state::App,
};
use anyhow::Context;
use local_postgres::{Cluster, Kind};
use sqlx::{ConnectOptions, Connection, postgres::PgConnectOptions};
use std::sync::Arc;

/// The running parts. The private database stops when this is dropped.
pub struct Started {
    /// The program.
    pub app: App,
    /// The login that owns the tables.
    pub login: PgConnectOptions,
    _cluster: Option<Cluster>,
}

/// How the private Postgres is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Private {
    /// A second one on the same folder is refused: serving.
    Own,
    /// Beside a server that runs already: commands.
    Shared,
}

/// Finds or starts the database, migrates it, and puts the program together.
///
/// # Errors
/// When the database cannot be reached or started, or a migration fails.
pub async fn start(config: Config, private: Private) -> anyhow::Result<Started> {
    let (url, cluster) = match &config.database_url {
        Some(url) => (url.clone(), None),
        None => {
            let dir = config.data_dir.clone();
            let started = tokio::task::spawn_blocking(move || {
                let cluster = match private {
                    Private::Own => Cluster::start(&dir)?,
                    Private::Shared => Cluster::start_or_join(&dir, Kind::Lasting)?,
                };
                Ok::<_, anyhow::Error>((cluster.url("zicha")?, cluster))
            });
            let (url, cluster) = started.await??;
            (url, Some(cluster))
        }
    };
    let options: PgConnectOptions = url.parse().context("DATABASE_URL")?;
    let options =
        options.log_slow_statements(tracing::log::LevelFilter::Warn, std::time::Duration::from_millis(500));
    migrate(&options).await?;
    let files = Files::at(&config.data_dir.join("files")).context("DATA_DIR")?;
    let app =
        App::new(Db::new(options.clone(), config.pool), files, Calendar::shipped(), config, Arc::new(clock));
    checklists::ensure_built_in(&app).await.context("the built-in checklist")?;
    Ok(Started { app, login: options, _cluster: cluster })
}

/// Brings the tables up to date as the login that owns them, and lets that login act as the program's own role.
async fn migrate(options: &PgConnectOptions) -> anyhow::Result<()> {
    let mut conn = options.connect().await.context("the database does not answer")?;
    MIGRATOR.run(&mut conn).await.context("a migration failed")?;
    sqlx::raw_sql("do $$ begin if not pg_has_role(current_user, 'zicha_app', 'member') then grant zicha_app to current_user; end if; end $$")
        .execute(&mut conn)
        .await?;
    conn.close().await?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the one clock of the program")]
fn clock() -> chrono::DateTime<chrono::Utc> {
    chrono::Utc::now()
}
