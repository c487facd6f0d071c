//! `zicha bench-data`: a city of any size in an empty database, the same each time, for measuring.
mod issues;
mod organisation;
mod rounds;
mod rows;
mod store;

use super::say;
use crate::{base::password::hash_now, start::Started};
use chrono::{DateTime, NaiveTime};
use organisation::Organisation;
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::time::Instant;

/// How much of it.
#[derive(Debug, Clone, clap::Args)]
pub struct Size {
    /// Units, the city and its districts among them.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(50..=100_000))]
    units: u32,
    /// Issues.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    issues: u32,
    /// Everyone's password. Users are called like `supervisor-B00000`, `officer-B00100`.
    #[arg(long, default_value = "correct horse battery")]
    password: String,
}

impl Size {
    /// So many of each.
    pub fn new(units: u32, issues: u32) -> Self {
        Self { units, issues, password: "correct horse battery".into() }
    }
}

/// Fills the database.
///
/// # Errors
/// When it holds something already, or does not answer.
pub async fn run(started: &Started, size: &Size) -> anyhow::Result<()> {
    let quiet = started.login.clone().disable_statement_logging();
    let mut db = quiet.connect().await?;
    fill(&mut db, size).await?;
    db.close().await?;
    Ok(())
}

/// The same on a connection of the login that owns the tables.
///
/// # Errors
/// As [`run`].
pub async fn fill(db: &mut PgConnection, size: &Size) -> anyhow::Result<()> {
    let begun = Instant::now();
    let done = |what: &str| say(&format!("{:6.1} s  {what}", begun.elapsed().as_secs_f32()));
    let now = issues::today().and_time(NaiveTime::MIN).and_utc();
    let count = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    let organisation =
        Organisation::of(count(size.units), DateTime::UNIX_EPOCH + chrono::Duration::days(365 * 50));
    let checklist = store::begin(db).await?;
    organisation.send(db, &hash_now(&size.password)?).await?;
    done("units, people, systems");
    rounds::send(db, &organisation, checklist, now).await?;
    done("rounds");
    let numbers = issues::send(db, &organisation, count(size.issues), now).await?;
    done("issues");
    store::finish(db, numbers, done).await
}
