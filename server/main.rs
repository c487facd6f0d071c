//! The command line, and nothing else.
use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};
use zicha::{cli, config::Config};

#[derive(Parser)]
#[command(name = "zicha", version, about = "网络安全自查整改平台 (self-inspection and rectification)", after_help = zicha::config::HELP)]
struct Args {
    /// A TOML file with settings; the environment goes before it.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal.
    #[command(after_help = zicha::config::HELP)]
    Serve,
    /// Carry out jobs (mails, long imports and exports, rounds, reminders) without serving; `serve` does it too.
    Worker,
    /// Bring the database up to date.
    Migrate,
    /// Take in a table of units, systems or staff (xlsx or csv).
    Import {
        /// What the table holds.
        kind: cli::import::Kind,
        /// The table.
        file: PathBuf,
        /// Only say what would change.
        #[arg(long)]
        dry_run: bool,
        /// Take the good rows although others are refused.
        #[arg(long)]
        good_rows: bool,
    },
    /// Fill an empty portal with the sample organisation and print its accounts.
    Demo {
        /// The same seed and day make the same.
        #[arg(long, default_value_t = zicha::demo::SEED)]
        seed: u64,
    },
    /// Fill an empty database with a city of any size, for measuring.
    BenchData(cli::bench_data::Size),
    /// For whoever runs the program.
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Subcommand)]
enum Admin {
    /// Print a fresh set-up link, while there is no administrator.
    SetupLink,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let config = match Config::read(args.config.as_deref()) {
        Ok(config) => config,
        Err(e) => return cli::refuse(&e),
    };
    // A year's requests in a minute are no news.
    let quiet = matches!(args.command, Command::Demo { .. });
    cli::log(&config, quiet);
    let command = async move {
        match args.command {
            Command::Serve => cli::serve(config).await,
            Command::Worker => cli::worker(config).await,
            Command::Migrate => cli::migrate(config).await,
            Command::Import { kind, file, dry_run, good_rows } => {
                cli::import(config, kind, &file, dry_run, good_rows).await
            }
            Command::Demo { seed } => cli::demo(config, seed).await,
            Command::BenchData(size) => cli::bench_data(config, &size).await,
            Command::Admin(Admin::SetupLink) => cli::setup_link(config).await,
        }
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(e) => return cli::refuse(&e.into()),
    };
    runtime.block_on(command).unwrap_or_else(|e| cli::refuse(&e))
}
