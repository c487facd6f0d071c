//! `zicha demo`: the sample organisation.
use super::{print, say};
use crate::{
    base::request::Token,
    config::Config,
    demo,
    start::{self, Private},
};
use anyhow::Context;
use std::{path::Path, process::ExitCode};

/// Fills an empty portal and prints its accounts; a portal that is filled already keeps what it has.
///
/// # Errors
/// When the database cannot be had, or holds something else.
pub async fn demo(config: Config, seed: u64) -> anyhow::Result<ExitCode> {
    let secret = config.data_dir.join("demo-password");
    let known = tokio::fs::read_to_string(&secret).await.ok();
    let password = match (&known, &config.demo_password) {
        (Some(known), _) => known.trim().to_owned(),
        (None, Some(given)) => given.clone(),
        (None, None) => random()?,
    };
    if known.is_none() {
        let started = start::start(config, Private::Shared).await?;
        say("正在生成示例单位，约需一分钟 / making the sample organisation, about a minute");
        let made = demo::make(&started.app, seed, demo::DISTRICTS, &password).await?;
        keep(&secret, &password).await.with_context(|| secret.display().to_string())?;
        say(&format!(
            "{} units, {} people, {} inspections, {} issues",
            made.units, made.people, made.inspections, made.issues
        ));
    }
    say(&format!("示例账号，密码均为 {password} / sample accounts, all with this password:"));
    for account in demo::ACCOUNTS {
        print(account);
    }
    Ok(ExitCode::SUCCESS)
}

/// Twenty random letters: nobody shall meet a sample portal whose password is known.
fn random() -> anyhow::Result<String> {
    let token = Token::random().map_err(anyhow::Error::from)?;
    Ok(token.secret()[..20].to_owned())
}

async fn keep(file: &Path, password: &str) -> std::io::Result<()> {
    use tokio::io::AsyncWriteExt;
    let mut file = tokio::fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(file).await?;
    file.write_all(password.as_bytes()).await?;
    file.sync_all().await
}
