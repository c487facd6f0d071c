//! Work apart from requests: rows that the cause's own transaction writes, and that any worker takes, one at a time.
//! A worker that dies loses nothing: what it took comes back when the lease is over.
use crate::{
    base::{
        db::Moment,
        error::Result,
        ids::{JobId, PersonId, UnitId},
    },
    state::App,
};
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use std::pin::Pin;
use tokio::sync::watch;

/// How long a job may take before another worker takes it.
const LEASE: Duration = Duration::minutes(5);
/// How long a job is due before it is late.
const LATE: Duration = Duration::minutes(1);
/// Tries before it is given up: about a week, with an hour between the later ones.
const MOST: i32 = 170;
/// How often it is seen what has come round.
const MINUTE: std::time::Duration = std::time::Duration::from_secs(60);
/// How long a worker rests when nothing is due.
const REST: std::time::Duration = std::time::Duration::from_secs(2);

/// A job as taken.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// For whom, where it is for a person.
    pub person: Option<PersonId>,
    /// The unit that it belongs to.
    pub unit: UnitId,
    /// That unit's path.
    pub path: String,
    /// What is known of it.
    pub data: Value,
    /// Which try this is, from 1.
    pub tries: i32,
}

/// Why a try came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// Worth trying again.
    #[error("{0}")]
    ForNow(String),
    /// It will not go better the next time.
    #[error("{0}")]
    ForGood(String),
}

impl From<crate::base::error::Error> for Failed {
    fn from(e: crate::base::error::Error) -> Self {
        Self::ForNow(e.to_string())
    }
}

/// What carries a job out.
pub type Carry = fn(App, Job) -> Pin<Box<dyn Future<Output = Result<(), Failed>> + Send>>;
/// The kinds of jobs and who carries them out.
pub type Hands = [(&'static str, Carry)];

/// Kinds of jobs that come round by the clock, each with the minutes between two.
pub type Rounds = [(&'static str, i64)];

/// Adds a job, due at once, in the transaction of its cause.
///
/// # Errors
/// When the database does not answer.
pub async fn add(
    db: &mut PgConnection,
    at: Moment,
    kind: &str,
    (unit, path): (UnitId, &str),
    person: Option<PersonId>,
    data: &Value,
) -> Result<JobId> {
    add_for(db, at, at.now, kind, (unit, path), person, data).await
}

/// Adds a job that is due at `when`, as [`add`].
///
/// # Errors
/// When the database does not answer.
pub async fn add_for(
    db: &mut PgConnection,
    at: Moment,
    when: DateTime<Utc>,
    kind: &str,
    (unit, path): (UnitId, &str),
    person: Option<PersonId>,
    data: &Value,
) -> Result<JobId> {
    let id = JobId::new(at.now);
    sqlx::query!(
        "insert into job (id, kind, unit_id, path, person_id, data, made_at, run_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id.0,
        kind,
        unit.0,
        path,
        person.map(|p| p.0),
        data,
        at.now,
        when
    )
    .execute(db)
    .await?;
    Ok(id)
}

/// Adds a job for a cause that happens once, due at once; nothing happens when there is one for it already, done or not. For the
/// program itself, which sees them all.
///
/// # Errors
/// When the database does not answer.
pub async fn add_once(
    db: &mut PgConnection,
    at: Moment,
    kind: &str,
    (unit, path): (UnitId, &str),
    cause: &str,
    data: &Value,
) -> Result<()> {
    sqlx::query!(
        "insert into job (id, kind, unit_id, path, data, made_at, run_at, cause) values ($1, $2, $3, $4, $5, $6, $6, $7) on conflict do nothing",
        JobId::new(at.now).0,
        kind,
        unit.0,
        path,
        data,
        at.now,
        cause
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Carries out all that is due; gives how many were tried.
///
/// # Errors
/// When the database does not answer.
pub async fn work_off(app: &App, hands: &Hands) -> Result<usize> {
    let mut tried = 0;
    while step(app, hands).await? {
        tried += 1;
    }
    Ok(tried)
}

/// Adds those jobs whose turn has come round, each once whoever asks for it; none before there is a unit. Old ones are cleared away.
///
/// # Errors
/// When the database does not answer.
pub async fn come_round(app: &App, rounds: &Rounds) -> Result<()> {
    let now = app.at().now;
    let mut tx = app.db.begin_system().await?;
    for (kind, minutes) in rounds {
        // Whatever the clock showed when the last one was done: one of the future is none.
        sqlx::query!(
            "insert into job (id, kind, unit_id, path, made_at, run_at, rounds)
             select $1, $2, u.id, u.path, $3, $3, true from unit u
              where u.path = '1/' and not exists (select from job j where j.kind = $2 and j.rounds and j.done_at > $4 and j.done_at <= $3)
             on conflict do nothing",
            JobId::new(now).0,
            *kind,
            now,
            now - Duration::minutes(*minutes)
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "delete from job where kind = $1 and rounds and done_at < $2",
            *kind,
            now - Duration::days(2)
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Works until it is told to stop; what is under way is carried out to its end.
pub async fn worker(app: App, hands: &'static Hands, rounds: &'static Rounds, stop: watch::Receiver<bool>) {
    let hand = || hand(&app, hands, stop.clone());
    tokio::join!(clock(&app, rounds, stop.clone()), hand(), hand(), hand());
}

/// Asks each minute for what comes round.
async fn clock(app: &App, rounds: &Rounds, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow_and_update() {
        if let Err(e) = come_round(app, rounds).await {
            tracing::warn!("the clock waits: {e}");
        }
        rest(MINUTE, &mut stop).await;
    }
}

/// Takes one job after the other. There are several, so that a long one holds up no mail.
async fn hand(app: &App, hands: &Hands, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow_and_update() {
        match step(app, hands).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(e) => tracing::warn!("the worker waits: {e}"),
        }
        rest(REST, &mut stop).await;
    }
}

async fn rest(time: std::time::Duration, stop: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        _ = stop.changed() => {}
    }
}

/// Takes one job that is due and carries it out; false when there is none.
async fn step(app: &App, hands: &Hands) -> Result<bool> {
    let Some(job) = take(app, hands).await? else { return Ok(false) };
    let Some((_, carry)) = hands.iter().find(|(kind, _)| *kind == job.kind) else { return Ok(true) };
    let (id, kind, tries) = (job.id, job.kind.clone(), job.tries);
    // A panic in one job is that job's failure, and no worker's end.
    let done = match tokio::spawn(carry(app.clone(), job)).await {
        Ok(done) => done,
        Err(e) => Err(Failed::ForNow(e.to_string())),
    };
    if let Err(why) = &done {
        tracing::warn!(job = %id, kind, tries, "not carried out: {why}");
    }
    note(app, id, tries, done).await?;
    Ok(true)
}

async fn take(app: &App, hands: &Hands) -> Result<Option<Job>> {
    let kinds: Vec<String> = hands.iter().map(|(kind, _)| (*kind).to_owned()).collect();
    let now = app.at().now;
    let mut tx = app.db.begin_system().await?;
    let row = sqlx::query!(
        "update job set tries = tries + 1, tried_at = $1, run_at = $2
          where id = (select id from job where done_at is null and given_up_at is null and run_at <= $1 and kind = any ($3)
                       order by run_at, id limit 1 for update skip locked)
         returning id, kind, person_id, unit_id, path, data, tries",
        now,
        now + LEASE,
        &kinds
    )
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(row.map(|r| Job {
        id: r.id.into(),
        kind: r.kind,
        person: r.person_id.map(PersonId::from),
        unit: r.unit_id.into(),
        path: r.path,
        data: r.data,
        tries: r.tries,
    }))
}

/// Seconds until the next try: half a minute, doubled each time, an hour at most.
fn pause(tries: i32) -> Duration {
    let doubled = 30_i64 << tries.clamp(1, 8).saturating_sub(1);
    Duration::seconds(doubled.min(3600))
}

/// What is not done of one kind, for whoever watches.
pub struct Queue {
    /// The kind.
    pub kind: String,
    /// Due and not taken.
    pub due: i64,
    /// Those of them that no worker has taken for a minute.
    pub late: i64,
    /// Not due: being carried out, waiting for another try, or for its day.
    pub later: i64,
    /// Tried to the end, in vain.
    pub given_up: i64,
    /// Seconds since the oldest of those that are due was due.
    pub oldest: i64,
}

/// The queue by kind. What is done is not looked at, however much of it there is.
///
/// # Errors
/// When the database does not answer.
pub async fn queue(app: &App) -> Result<Vec<Queue>> {
    let now = app.at().now;
    let mut tx = app.db.begin_system().await?;
    let queue = sqlx::query_as!(
        Queue,
        r#"select kind, count(*) filter (where given_up_at is null and run_at <= $1) as "due!",
                  count(*) filter (where given_up_at is null and run_at <= $2) as "late!",
                  count(*) filter (where given_up_at is null and run_at > $1) as "later!",
                  count(*) filter (where given_up_at is not null) as "given_up!",
                  coalesce(extract(epoch from $1 - min(run_at) filter (where given_up_at is null and run_at <= $1)), 0)::bigint as "oldest!"
             from job where done_at is null group by kind order by kind"#,
        now,
        now - LATE
    );
    Ok(queue.fetch_all(&mut *tx).await?)
}

async fn note(app: &App, id: JobId, tries: i32, done: Result<(), Failed>) -> Result<()> {
    let now = app.at().now;
    let (error, ended, given_up) = match &done {
        Ok(()) => (None, Some(now), None),
        Err(Failed::ForNow(why)) if tries < MOST => (Some(why.as_str()), None, None),
        Err(Failed::ForNow(why) | Failed::ForGood(why)) => (Some(why.as_str()), None, Some(now)),
    };
    let mut tx = app.db.begin_system().await?;
    sqlx::query!(
        "update job set last_error = left($2, 500), done_at = $3, given_up_at = $4, run_at = $5 where id = $1",
        id.0,
        error,
        ended,
        given_up,
        now + pause(tries)
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_an_hour() {
        let seconds: Vec<i64> = [1, 2, 3, 8, 9, 170].map(|n| pause(n).num_seconds()).to_vec();
        assert_eq!(seconds, [30, 60, 120, 3600, 3600, 3600]);
    }
}
