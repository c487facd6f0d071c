//! `local-postgres exec`: a private PostgreSQL for the time that another command runs.

mod exec;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use local_postgres::Kind;

#[derive(Parser)]
#[command(about = "A private PostgreSQL on a Unix socket, over the installed server programs")]
struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Start the cluster, or use it where it runs, run a command with DATABASE_URL set, stop the cluster
    Exec {
        /// An empty cluster, fast rather than durable, removed at the end
        #[arg(long)]
        throwaway: bool,
        /// The folder in which the cluster stands
        #[arg(long, value_name = "DIR")]
        data_dir: PathBuf,
        /// The database that DATABASE_URL names
        #[arg(long, value_name = "NAME", default_value = "main")]
        database: String,
        /// The command and its arguments; its exit status becomes ours
        #[arg(last = true, required = true, value_name = "COMMAND")]
        command: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    let Verb::Exec { throwaway, data_dir, database, command } = Args::parse().verb;
    let kind = if throwaway { Kind::Throwaway } else { Kind::Lasting };
    match exec::exec(&data_dir, kind, &database, &command) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            eprintln!("local-postgres: {error:#}");
            ExitCode::FAILURE
        }
    }
}
