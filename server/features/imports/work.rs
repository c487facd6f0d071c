//! What goes on after the request: reading and checking a big table, storing it, and clearing what was left lying. Every step
//! asks for the state first, so that a worker who takes over from one that died neither repeats nor skips anything.
use super::{
    Failure, Refused, Register,
    model::{State, Uploaded, Work},
    run, store,
};
use crate::{
    access::Actor,
    audit::{Reason, Tx},
    base::{
        error::{Error, Result},
        ids::{ImportId, PostId},
        jobs::{self, Failed, Job},
        table_import::Matching,
    },
    state::App,
};
use chrono::Duration;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::time::sleep;

/// The kind of the job that clears a table which was never stored.
pub const CLEAR: &str = "import.clear";
/// How long such a table waits.
const KEPT: Duration = Duration::days(7);
/// Tries before the person is told that it fails.
const TRIES: i32 = 4;
/// How often whoever waits is told how far it is.
const TELL: std::time::Duration = std::time::Duration::from_millis(700);

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Task {
    import: ImportId,
    /// Through which it acts.
    post: PostId,
    work: Work,
    /// Another check since makes this one pointless.
    check_no: i32,
}

/// Leaves reading or storing to a worker.
pub(super) async fn hand_over<R: Register>(
    tx: &mut Tx,
    import: ImportId,
    work: Work,
    check_no: i32,
) -> Result<()> {
    store::hand_over(tx, import, work).await?;
    let Actor { post, person, place, .. } = tx.actor()?.clone();
    let task = serde_json::to_value(Task { import, post, work, check_no }).map_err(anyhow::Error::from)?;
    let at = tx.at();
    jobs::add(tx.conn(), at, R::JOB, (place.unit, &place.path), Some(person), &task).await?;
    Ok(())
}

/// Has a table cleared some days from now, should it not be stored by then.
pub(super) async fn clear_later(tx: &mut Tx, import: ImportId) -> Result<()> {
    let Actor { person, place, .. } = tx.actor()?.clone();
    let (at, data) = (tx.at(), json!({ "import": import }));
    let place = (place.unit, place.path.as_str());
    jobs::add_for(tx.conn(), at, at.now + KEPT, CLEAR, place, Some(person), &data).await?;
    Ok(())
}

/// Clears a table that nobody stored.
///
/// # Errors
/// When the database does not answer.
pub async fn clear(app: App, job: Job) -> Result<(), Failed> {
    let import: Option<ImportId> = job.data["import"].as_str().and_then(|id| id.parse().ok());
    let import = import.ok_or_else(|| Failed::ForGood("no table to clear".into()))?;
    let mut tx = Tx::system(&app, Reason::Clock, None).await?;
    store::clear(&mut tx, import).await?;
    tx.unchanged();
    Ok(tx.commit("").await?)
}

/// Reads or stores a table.
///
/// # Errors
/// When the database does not answer.
pub async fn carry_out<R: Register>(app: App, job: Job) -> Result<(), Failed> {
    let task: Task = serde_json::from_value(job.data).map_err(|e| Failed::ForGood(e.to_string()))?;
    if job.tries > TRIES {
        tell(&app, &task, Failure::Failed).await?;
        return Err(Failed::ForGood("given up after several tries".into()));
    }
    let done = match task.work {
        Work::Check => check::<R>(&app, &task, None).await,
        Work::Store => match store::<R>(&app, &task).await {
            Err(Error::Refused(_)) => check::<R>(&app, &task, Some(Failure::Outdated)).await,
            done => done,
        },
    };
    match done {
        // The post has ended, or the table is gone.
        Err(Error::Forbidden) => Ok(tell(&app, &task, Failure::Ended).await?),
        Err(Error::NotFound) => Ok(()),
        done => Ok(done?),
    }
}

/// Writes on the table why nothing came of it. Whoever asked may have no post by now: the program does it itself.
async fn tell(app: &App, task: &Task, why: Failure) -> Result<()> {
    let mut tx = Tx::system(app, Reason::Clock, None).await?;
    store::failed(&mut tx, task.import, task.work, task.check_no, why).await?;
    tx.unchanged();
    tx.commit("").await
}

/// In the name of the post that asked, as long as it may still keep the register.
async fn begin<R: Register>(app: &App, task: &Task) -> Result<Tx> {
    let tx = Tx::on_behalf(app, task.post).await?.ok_or(Error::Forbidden)?;
    tx.may_here::<R::Keep>()?;
    Ok(tx)
}

/// The table and its file, as long as this very work is asked for.
async fn wanted<R: Register>(app: &App, task: &Task) -> Result<(Uploaded, Vec<u8>, Matching)> {
    let mut tx = begin::<R>(app, task).await?;
    let uploaded = store::find(tx.conn(), task.import, R::KIND).await?;
    if !wants(&uploaded, task) {
        return Err(Error::NotFound);
    }
    let bytes = store::bytes(tx.conn(), task.import).await?;
    let matching = match &uploaded.state {
        State::Storing { checked, .. } => checked.matching(),
        _ => Matching {
            by_hand: uploaded.by_hand.clone(),
            ..store::matches::remembered(tx.conn(), uploaded.place.unit, R::KIND).await?
        },
    };
    Ok((uploaded, bytes, matching))
}

fn wants(uploaded: &Uploaded, task: &Task) -> bool {
    let waits = match task.work {
        Work::Check => matches!(uploaded.state, State::Checking { .. }),
        Work::Store => matches!(uploaded.state, State::Storing { .. }),
    };
    waits && uploaded.check_no == task.check_no
}

async fn check<R: Register>(app: &App, task: &Task, why: Option<Failure>) -> Result<()> {
    let (uploaded, bytes, matching) = wanted::<R>(app, task).await?;
    let read = Arc::new(AtomicUsize::default());
    let planned = async {
        let sheet = run::sheet(bytes, &uploaded.file_name).await?.map_err(Error::refused)?;
        let mut tx = begin::<R>(app, task).await?;
        let (scope, at) = (tx.actor()?.scope(), tx.at());
        let plan = run::plan::<R>(tx.conn(), (&scope, at), sheet, matching, read.clone()).await?;
        plan.map_err(Error::refused)
    };
    let plan = match told(app, task, &read, planned).await {
        // The file has not changed since it was uploaded: nothing stands below the row that was chosen.
        Err(Error::Refused(_)) => return tell(app, task, Failure::Failed).await,
        plan => plan?,
    };
    let mut tx = begin::<R>(app, task).await?;
    if !wants(&store::lock(&mut tx, task.import, R::KIND).await?, task) {
        return Ok(());
    }
    store::checks::keep(&mut tx, task.import, &plan, why).await?;
    tx.unchanged();
    tx.commit("").await
}

/// All in one transaction. The register's lock comes before the table's state is asked for: a second worker waits for the
/// first, and finds the table stored.
async fn store<R: Register>(app: &App, task: &Task) -> Result<()> {
    let (uploaded, bytes, matching) = wanted::<R>(app, task).await?;
    let stored = AtomicUsize::default();
    let storing = async {
        let sheet = run::sheet(bytes, &uploaded.file_name).await?.map_err(Error::refused)?;
        let mut tx = begin::<R>(app, task).await?;
        store::keep_others_out::<R>(&mut tx).await?;
        let uploaded = store::find(tx.conn(), task.import, R::KIND).await?;
        let State::Storing { checked, .. } = &uploaded.state else { return Err(Error::NotFound) };
        let (scope, at) = (tx.actor()?.scope(), tx.at());
        let plan = run::plan::<R>(tx.conn(), (&scope, at), sheet, matching, Arc::default()).await?;
        let plan = plan.map_err(Error::refused)?;
        if !wants(&uploaded, task) || plan.counts() != checked.counts {
            return Err(Error::refused(Refused::Outdated));
        }
        run::put(&mut tx, &plan, &stored).await?;
        Ok((tx, plan.counts()))
    };
    let (mut tx, counts) = told(app, task, &stored, storing).await?;
    store::done(&mut tx, task.import, counts).await?;
    tx.commit("").await
}

/// Notes from time to time how far the work is, apart from its own transaction.
async fn told<T>(
    app: &App,
    task: &Task,
    count: &AtomicUsize,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let mut work = std::pin::pin!(work);
    let mut last = 0;
    loop {
        tokio::select! {
            done = &mut work => return done,
            () = sleep(TELL) => {}
        }
        let now = count.load(Ordering::Relaxed);
        if now != last {
            last = now;
            tokio::select! {
                done = &mut work => return done,
                noted = note(app, task, now) => noted?,
            }
        }
    }
}

async fn note(app: &App, task: &Task, done: usize) -> Result<()> {
    let mut tx = Tx::system(app, Reason::Clock, None).await?;
    store::went_on(&mut tx, task.import, done).await?;
    tx.unchanged();
    tx.commit("").await
}
