//! `zicha-bench`: drives the real server over loopback and compares it with a bare program of the same stack, in one run.
mod figures;
mod reference;
mod report;
mod writes;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::{net::SocketAddr, path::PathBuf};

/// Connections of each pool, in both programs.
const POOL: u32 = 8;

#[derive(Parser)]
struct Args {
    /// A cluster in which databases may be made.
    #[arg(long, env = "DATABASE_URL")]
    database_url: String,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Measure everything.
    Run(Run),
    /// Serve the bare program.
    Reference {
        /// Where.
        address: SocketAddr,
    },
}

/// What is measured, with what.
#[derive(clap::Args)]
pub struct Run {
    /// The portal, built for release.
    #[arg(long, default_value = "target/release/zicha")]
    zicha: PathBuf,
    /// Where the report goes.
    #[arg(long, default_value = "target/bench.json")]
    report: PathBuf,
    /// Units of both databases.
    #[arg(long, default_value_t = 10_000)]
    units: u32,
    /// Issues of the large one.
    #[arg(long, default_value_t = 1_000_000)]
    issues: u32,
    /// Issues of the small one.
    #[arg(long, default_value_t = 10_000)]
    few: u32,
    /// Pairs of measurements, of whose figures the median is told.
    #[arg(long, default_value_t = 5)]
    pairs: usize,
    /// Seconds of each.
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let Args { database_url, what } = Args::parse();
    match what {
        What::Run(run) => figures::run(&database_url, &run).await,
        What::Reference { address } => reference::serve(address, &database_url, POOL).await,
    }
}
