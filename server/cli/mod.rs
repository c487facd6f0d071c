//! The program's commands. Messages to people go to stderr, data to stdout.
pub mod bench_data;
mod demo;
pub mod import;
mod serve;

use crate::{
    base::vitals,
    config::Config,
    features::accounts,
    start::{self, Private},
};
use std::{path::Path, process::ExitCode};
use tracing_subscriber::{EnvFilter, Layer, fmt, layer::SubscriberExt, registry, util::SubscriberInitExt};

pub use demo::demo;
pub use serve::{serve, worker};

/// Says why a command was not carried out; exit status 1.
pub fn refuse(e: &anyhow::Error) -> ExitCode {
    say(&format!("zicha: {e:#}"));
    ExitCode::from(1)
}

/// A line for a person.
pub fn say(line: &str) {
    use std::io::Write;
    let _nobody_listens = writeln!(std::io::stderr(), "{line}");
}

/// A line of data.
pub fn print(line: &str) {
    use std::io::Write;
    let _nobody_reads = writeln!(std::io::stdout(), "{line}");
}

/// Begins the log, to stderr; a `quiet` one of warnings alone.
pub fn log(config: &Config, quiet: bool) {
    let levels = if quiet { "warn" } else { &config.log_levels };
    let levels = EnvFilter::try_new(levels).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = fmt::layer().with_writer(std::io::stderr);
    let log = if config.log_json {
        log.json().flatten_event(true).with_filter(levels).boxed()
    } else {
        let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
        log.with_target(false).with_ansi(colours).compact().with_filter(levels).boxed()
    };
    registry().with(log).with(vitals::statements()).init();
}

/// Brings the database up to date.
///
/// # Errors
/// As [`start::start`].
pub async fn migrate(config: Config) -> anyhow::Result<ExitCode> {
    start::start(config, Private::Shared).await?;
    say("the database is up to date");
    Ok(ExitCode::SUCCESS)
}

/// Takes in a table.
///
/// # Errors
/// When the file cannot be read or the database does not answer.
pub async fn import(
    config: Config,
    kind: import::Kind,
    file: &Path,
    dry_run: bool,
    good_rows: bool,
) -> anyhow::Result<ExitCode> {
    let started = start::start(config, Private::Shared).await?;
    import::run(&started.app, kind, file, dry_run, good_rows).await
}

/// Fills an empty database for measuring.
///
/// # Errors
/// When it holds something already.
pub async fn bench_data(config: Config, size: &bench_data::Size) -> anyhow::Result<ExitCode> {
    let started = start::start(config, Private::Shared).await?;
    bench_data::run(&started, size).await?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a fresh set-up link.
///
/// # Errors
/// When there is an administrator already.
pub async fn setup_link(config: Config) -> anyhow::Result<ExitCode> {
    let started = start::start(config, Private::Shared).await?;
    let link = accounts::setup_link(&started.app).await.map_err(anyhow::Error::from)?;
    print(&link.ok_or_else(|| anyhow::anyhow!("there is an administrator already"))?);
    Ok(ExitCode::SUCCESS)
}
