//! Makes a workbook apart from the request, with the rights of the post that asked.
use super::{
    Listing, Saying,
    model::{Failure, MOST_LINES},
    store::{self, Open},
};
use crate::{
    access::Actor,
    audit::{Reason, Tx},
    base::{
        aside::aside,
        error::Result,
        ids::ExportId,
        jobs::{Failed, Job},
        spreadsheet::{WriteError, Writer},
        text::words,
    },
    state::App,
};
use serde::Deserialize;
use std::sync::{Arc, Mutex, PoisonError};

/// The kind of the job that clears a workbook away.
pub const CLEAR: &str = "export.clear";
/// Lines that are read at a time: few beside the whole, so that the database walks the index of the order and does not sort the rest.
const CHUNK: i64 = 500;
/// Tries until a fault of ours is told.
const TRIES: i32 = 3;

#[derive(Deserialize)]
struct Data {
    export: ExportId,
}

fn which(job: &Job) -> Result<ExportId, Failed> {
    let data: Result<Data, _> = serde_json::from_value(job.data.clone());
    data.map(|d| d.export).map_err(|e| Failed::ForGood(e.to_string()))
}

/// Makes the workbook that a job names; nothing is left to do when it was made or taken back.
///
/// # Errors
/// When the database does not answer.
pub async fn make<L: Listing>(app: App, job: Job) -> Result<(), Failed> {
    let id = which(&job)?;
    let mut tx = Tx::system(&app, Reason::Clock, None).await?;
    let open = store::open(&mut tx, id).await?;
    tx.unchanged();
    tx.commit("").await?;
    let Some(open) = open else { return Ok(()) };
    let (written, end) = match fill::<L>(&app, id, &open).await {
        Ok(Some((written, end))) => (written, end),
        Ok(None) => return Ok(()),
        Err(e) if job.tries >= TRIES => {
            tracing::error!(job = %job.id, "a workbook that cannot be made: {e}");
            (0, Err(Failure::Fault))
        }
        Err(e) => return Err(e.into()),
    };
    let mut tx = Tx::system(&app, Reason::Clock, None).await?;
    store::finish(&mut tx, id, written, end).await?;
    tx.unchanged();
    Ok(tx.commit("").await?)
}

/// Clears away the workbook that a job names.
///
/// # Errors
/// When the database does not answer.
pub async fn clear(app: App, job: Job) -> Result<(), Failed> {
    let mut tx = Tx::system(&app, Reason::Clock, None).await?;
    store::clear(&mut tx, which(&job)?).await?;
    tx.unchanged();
    Ok(tx.commit("").await?)
}

type Filled = (i64, Result<Vec<u8>, Failure>);

/// All lines in a workbook, or why there is none; nothing at all when it is taken back meanwhile.
async fn fill<L: Listing>(app: &App, id: ExportId, open: &Open) -> Result<Option<Filled>> {
    let Some((mut reader, entered)) = app.db.enter_post(open.post, app.at()).await? else {
        return Ok(Some((0, Err(Failure::NoRight))));
    };
    app.follow(entered.calendar, reader.conn()).await?;
    let actor = Actor::of(entered, app.at())?;
    // The unit may have moved, and the post with it; where the post is now decides.
    if L::may(&actor).is_err() {
        return Ok(Some((0, Err(Failure::NoRight))));
    }
    let search = serde_html_form::from_str(&open.query).map_err(anyhow::Error::from)?;
    let filter = L::narrow(app, reader.conn(), &actor, &search).await?;
    let lines = match &filter {
        Some(filter) => L::count(reader.conn(), filter).await?,
        None => 0,
    };
    if lines > MOST_LINES {
        return Ok(Some((0, Err(Failure::TooLong))));
    }
    let said = Saying { w: words(open.language), zone: actor.at.zone };
    let book = Arc::new(Mutex::new(begin::<L>(said, &actor).map_err(anyhow::Error::from)?));
    let mut written = 0;
    let mut rows = match &filter {
        Some(filter) => Arc::new(L::rows(reader.conn(), filter, None, CHUNK).await?),
        None => Arc::default(),
    };
    // One chunk is written while the next is read.
    while let (Some(filter), Some(last)) = (&filter, rows.last()) {
        if !progress(app, id, written, lines).await? {
            return Ok(None);
        }
        let (into, chunk, from) = (Arc::clone(&book), Arc::clone(&rows), written);
        written += i64::try_from(rows.len()).unwrap_or_default();
        if written > MOST_LINES {
            return Ok(Some((0, Err(Failure::TooLong))));
        }
        let writing = aside(move || add::<L>(&into, from, &chunk, said));
        let (wrote, next) = tokio::join!(writing, L::rows(reader.conn(), filter, Some(last), CHUNK));
        wrote??;
        rows = Arc::new(next?);
    }
    drop(reader);
    let bytes = aside(move || finish(book)).await??;
    Ok(Some((written, Ok(bytes))))
}

/// Writes a chunk.
fn add<L: Listing>(book: &Mutex<Writer>, from: i64, rows: &[L::Row], said: Saying) -> Result<()> {
    let mut book = book.lock().unwrap_or_else(PoisonError::into_inner);
    for (n, row) in (from + 1..).zip(rows) {
        L::write(&mut book, n, row, &said).map_err(anyhow::Error::from)?;
    }
    Ok(())
}

fn finish(book: Arc<Mutex<Writer>>) -> Result<Vec<u8>> {
    let book = Arc::into_inner(book).ok_or_else(|| anyhow::anyhow!("a workbook in two hands"))?;
    let book = book.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(book.finish().map_err(anyhow::Error::from)?)
}

async fn progress(app: &App, id: ExportId, written: i64, lines: i64) -> Result<bool> {
    let mut tx = Tx::system(app, Reason::Clock, None).await?;
    let there = store::progress(&mut tx, id, written, lines).await?;
    tx.unchanged();
    tx.commit("").await?;
    Ok(there)
}

/// An empty workbook of the list.
pub(super) fn begin<L: Listing>(said: Saying, actor: &Actor) -> Result<Writer, WriteError> {
    Writer::new(&L::name(said.w), &L::heads(said.w), actor.at.now)
}
