//! One function per route, the same for every register.
use super::{
    Plan, Refused, Register, Unreadable, pages,
    run::{locked, plan, put},
    store::{self, State as Stored, Uploaded},
    workbook,
};
use crate::{
    access::Reading,
    audit::{Event, Subject, Tx},
    base::{
        aside::aside,
        download,
        error::{Error, Result},
        extract::{Path, Query},
        form::{Button, Errors, Fault, Form},
        ids::ImportId,
        page::{Done, html, refused},
        upload::Upload,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

/// The largest table, in bytes; the database says the same.
const LARGEST: u64 = 10 * 1024 * 1024;
/// Lines of a preview page.
const LINES: usize = 100;

/// Template and upload.
pub async fn start<R: Register>(r: Reading) -> Result<Response> {
    r.must::<R::Keep>()?;
    html(&pages::Start::of::<R>(r.frame(R::SECTION), Errors::default()))
}

/// The empty workbook.
pub async fn template<R: Register>(r: Reading) -> Result<Response> {
    r.must::<R::Keep>()?;
    let (w, now) = (r.words(), r.actor.at.now);
    let book = aside(move || workbook::template::<R>(w, now)).await??;
    Ok(download::workbook(&format!("{}.xlsx", w.import_template_file(R::name(w))), book))
}

/// Keeps an uploaded table for its preview.
pub async fn upload<R: Register>(State(app): State<App>, upload: Upload<Button>) -> Result<Response> {
    let mut tx = Tx::begin(&app, upload.writer).await?;
    tx.may_here::<R::Keep>()?;
    let Some(file) = upload.files.first() else { return refuse::<R>(tx, Unreadable::NoFile) };
    if file.size > LARGEST {
        return Err(Error::TooLarge);
    }
    let bytes = file.bytes().await?;
    let (scope, at) = (tx.actor()?.scope(), tx.at());
    if let Err(unreadable) = plan::<R>(tx.conn(), &scope, at, bytes.clone(), &file.name).await? {
        return refuse::<R>(tx, unreadable);
    }
    let (id, place) = (ImportId::new(tx.at().now), tx.actor()?.place.clone());
    let arrived = store::Arrived {
        id,
        kind: R::KIND,
        place: &place,
        file_name: &file.name,
        sha256: &file.sha256,
        bytes: &bytes,
    };
    store::add(&mut tx, arrived).await?;
    tx.record(Event {
        kind: "table.upload",
        subject: Subject { kind: "table", id: id.0 },
        place,
        data: json!({ "register": R::KIND, "file": file.name, "sha256": file.sha256 }),
    });
    let to = format!("{}/import/{id}", R::LIST);
    tx.commit(&to).await?;
    Ok(Done::to(to).into_response())
}

/// What of a preview is looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Look {
    /// `all`: also lines without anything to look at.
    pub show: String,
    /// Number of the line behind which the page begins.
    pub after: String,
}

/// What would come of an uploaded table, or what came of it.
pub async fn preview<R: Register>(
    mut r: Reading,
    Path(id): Path<ImportId>,
    Query(look): Query<Look>,
) -> Result<Response> {
    r.must::<R::Keep>()?;
    let uploaded = store::find(r.db(), id, R::KIND).await?;
    let (bytes, frame) = match uploaded.state {
        Stored::Applied(counts) => {
            return html(&pages::Finished::of::<R>(r.frame(R::SECTION), uploaded.file_name, counts));
        }
        Stored::Waiting(bytes) => (bytes, r.frame(R::SECTION)),
    };
    let plan = reread::<R>(&mut r, bytes, &uploaded.file_name).await?;
    html(&pages::Preview::of(frame, id, uploaded.file_name, &plan, &look, LINES))
}

/// The lines with something to look at, as a workbook to mend and upload again.
pub async fn faults<R: Register>(mut r: Reading, Path(id): Path<ImportId>) -> Result<Response> {
    r.must::<R::Keep>()?;
    let Uploaded { file_name, state: Stored::Waiting(bytes), .. } = store::find(r.db(), id, R::KIND).await?
    else {
        return Err(Error::NotFound);
    };
    let plan = reread::<R>(&mut r, bytes, &file_name).await?;
    let (w, now) = (r.words(), r.actor.at.now);
    let book = aside(move || workbook::faults(&plan, w, now)).await??;
    Ok(download::workbook(&format!("{}.xlsx", w.import_faults_file(R::name(w))), book))
}

/// The confirmation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Confirm {
    /// `1`: the good lines go in alone.
    pub good: String,
    /// The counts that the person saw.
    pub seen: String,
}

/// Stores a table that was looked at: all of it or, by choice, the good lines.
pub async fn apply<R: Register>(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    form: Form<Confirm>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    tx.may_here::<R::Keep>()?;
    let uploaded = store::lock(&mut tx, id, R::KIND).await?;
    let Stored::Waiting(bytes) = uploaded.state else { return Err(Error::refused(Refused::Applied)) };
    let scope = tx.actor()?.scope();
    let plan = locked::<R>(&mut tx, &scope, bytes, &uploaded.file_name).await?;
    let plan = plan.map_err(|_| Error::refused(Refused::Outdated))?;
    let counts = plan.counts();
    if counts.seal() != form.input.seen {
        return Err(Error::refused(Refused::Outdated));
    }
    if counts.refused > 0 && form.input.good != "1" {
        return Err(Error::refused(Refused::BadLines));
    }
    if counts.work() == 0 {
        return Err(Error::refused(Refused::Nothing));
    }
    put(&mut tx, &plan).await?;
    store::done(&mut tx, id, counts).await?;
    let (to, said) = (format!("{}/import/{id}", R::LIST), tx.words()?.import_done());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

async fn reread<R: Register>(r: &mut Reading, bytes: Vec<u8>, file_name: &str) -> Result<Plan<R>> {
    let (scope, at) = (r.actor.scope(), r.actor.at);
    let plan = plan::<R>(r.db(), &scope, at, bytes, file_name).await?;
    plan.map_err(Error::refused)
}

fn refuse<R: Register>(tx: Tx, unreadable: Unreadable) -> Result<Response> {
    refused(&pages::Start::of::<R>(tx.frame(R::SECTION)?, Errors::one("file", Fault::says(unreadable))))
}
