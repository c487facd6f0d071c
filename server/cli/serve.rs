//! `zicha serve` and `zicha worker`.
use super::say;
use crate::{
    base,
    config::Config,
    features::{self, accounts},
    routes,
    start::{self, Private},
    state::App,
};
use anyhow::Context;
use std::process::ExitCode;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Serves the portal until SIGINT or SIGTERM.
///
/// # Errors
/// When the address is taken or the database cannot be had.
pub async fn serve(config: Config) -> anyhow::Result<ExitCode> {
    let (listen, url, metrics) = (config.listen, config.public_url.clone(), config.metrics_listen);
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("{listen} is in use by another program; choose another address with ZICHA_LISTEN, such as 127.0.0.1:8081")
    })?;
    let metrics = match metrics {
        Some(at) => Some(TcpListener::bind(at).await.with_context(|| format!("METRICS_LISTEN {at}"))?),
        None => None,
    };
    let started = start::start(config, Private::Own).await?;
    say(&format!("网络安全自查整改平台: {url}"));
    if let Some(link) = accounts::setup_link(&started.app).await? {
        say(&format!(
            "尚无系统管理员，请在 24 小时内打开此一次性链接完成初始设置 / no administrator yet, set up within 24 hours:\n{link}"
        ));
    }
    if let Some(metrics) = metrics {
        let told = routes::metrics(started.app.clone());
        tokio::spawn(base::serve::serve(metrics, told, std::future::pending()));
    }
    let (stop, stopping) = watch::channel(false);
    let worker =
        tokio::spawn(base::jobs::worker(started.app.clone(), features::JOBS, features::ROUNDS, stopping));
    base::serve::serve(listener, crate::app(started.app.clone()), ended(&started.app)?).await;
    stop.send_replace(true);
    worker.await?;
    started.app.db.close().await;
    // The private database stops when `started` is dropped.
    Ok(ExitCode::SUCCESS)
}

/// Carries out jobs alone, beside servers of the same database, until SIGINT or SIGTERM.
///
/// # Errors
/// When the database cannot be had.
pub async fn worker(config: Config) -> anyhow::Result<ExitCode> {
    let started = start::start(config, Private::Shared).await?;
    let (stop, stopping) = watch::channel(false);
    let worker =
        tokio::spawn(base::jobs::worker(started.app.clone(), features::JOBS, features::ROUNDS, stopping));
    ended(&started.app)?.await;
    stop.send_replace(true);
    worker.await?;
    started.app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// SIGINT ends at once. On SIGTERM the program is not ready first, so that nobody is sent here any more, and ends a little later.
fn ended(app: &App) -> anyhow::Result<impl Future<Output = ()>> {
    let app = app.clone();
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {
                app.vitals.end();
                tokio::select! {
                    _ = interrupt.recv() => {}
                    () = tokio::time::sleep(app.config.drain) => {}
                }
            }
        }
    })
}
