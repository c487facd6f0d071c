//! `zicha serve` and `zicha worker`.
use super::say;
use crate::{
    base,
    config::Config,
    features::{self, accounts},
    start::{self, Private},
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
    let (listen, url) = (config.listen, config.public_url.clone());
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("{listen} is in use by another program; choose another address with ZICHA_LISTEN, such as 127.0.0.1:8081")
    })?;
    let started = start::start(config, Private::Own).await?;
    say(&format!("网络安全自查整改平台: {url}"));
    if let Some(link) = accounts::setup_link(&started.app).await? {
        say(&format!(
            "尚无系统管理员，请在 24 小时内打开此一次性链接完成初始设置 / no administrator yet, set up within 24 hours:\n{link}"
        ));
    }
    let (stop, stopping) = watch::channel(false);
    let worker = tokio::spawn(base::jobs::worker(started.app.clone(), features::JOBS, stopping));
    base::serve::serve(listener, crate::app(started.app.clone()), ended()?).await;
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
    let worker = tokio::spawn(base::jobs::worker(started.app.clone(), features::JOBS, stopping));
    ended()?.await;
    stop.send_replace(true);
    worker.await?;
    started.app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

fn ended() -> anyhow::Result<impl Future<Output = ()>> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
