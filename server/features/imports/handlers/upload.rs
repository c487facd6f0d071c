//! The empty workbook, and the file that comes back.
use super::path;
use crate::{
    access::Reading,
    audit::{Event, Subject, Tx},
    base::{
        aside::aside,
        download,
        error::{Error, Result},
        form::{Button, Errors, Fault},
        ids::ImportId,
        page::{Done, html, refused},
        upload::Upload,
    },
    features::imports::{
        Register, Unreadable,
        model::{self, Work},
        pages, run, store, work, workbook,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde_json::json;

/// The largest table, in bytes; the database says the same.
const LARGEST: u64 = 10 * 1024 * 1024;

/// Template and upload.
pub async fn start<R: Register>(mut r: Reading) -> Result<Response> {
    r.must::<R::Keep>()?;
    let (person, path) = (r.actor.person, r.actor.place.path.clone());
    let unfinished = store::unfinished(r.db(), (person, &path), R::KIND).await?;
    html(&pages::Start::of::<R>(r.frame(R::SECTION), unfinished, Errors::default()))
}

/// The empty workbook.
pub async fn template<R: Register>(r: Reading) -> Result<Response> {
    r.must::<R::Keep>()?;
    let (w, now) = (r.words(), r.actor.at.now);
    let book = aside(move || workbook::template::<R>(w, now)).await??;
    Ok(download::workbook(&format!("{}.xlsx", w.import_template_file(R::name(w))), book))
}

/// Keeps an uploaded table. Where its heads say all, it is checked at once; else its columns are matched by hand.
pub async fn upload<R: Register>(State(app): State<App>, upload: Upload<Button>) -> Result<Response> {
    let mut tx = Tx::begin(&app, upload.writer).await?;
    tx.may_here::<R::Keep>()?;
    let Some(file) = upload.files.first() else { return refuse::<R>(tx, Unreadable::NoFile).await };
    if file.size > LARGEST {
        return Err(Error::TooLarge);
    }
    let bytes = file.bytes().await?;
    let sheet = match run::sheet(bytes.clone(), &file.name).await? {
        Ok(sheet) => sheet,
        Err(unreadable) => return refuse::<R>(tx, unreadable).await,
    };
    let place = tx.actor()?.place.clone();
    let matching = store::matches::remembered(tx.conn(), place.unit, R::KIND).await?;
    let clear = match model::table::<R>(&sheet, &matching) {
        Ok(table) if table.is_empty() => return refuse::<R>(tx, Unreadable::NoLines).await,
        Ok(table) => table.heads().unknown().next().is_none(),
        Err(_) if sheet.rows.len() < 2 => return refuse::<R>(tx, Unreadable::NoLines).await,
        Err(_) => false,
    };
    let id = ImportId::new(tx.at().now);
    let arrived = store::Arrived {
        id,
        kind: R::KIND,
        place: &place,
        file_name: &file.name,
        sha256: &file.sha256,
        rows: sheet.rows.len(),
        bytes: &bytes,
    };
    store::add(&mut tx, arrived).await?;
    work::clear_later(&mut tx, id).await?;
    tx.record(Event {
        kind: "table.upload",
        subject: Subject { kind: "table", id: id.0 },
        place,
        data: json!({ "register": R::KIND, "file": file.name, "sha256": file.sha256 }),
    });
    let to = path::<R>(id);
    if !clear {
        let to = format!("{to}/columns");
        tx.commit(&to).await?;
        return Ok(Done::to(to).into_response());
    }
    if sheet.rows.len() > model::AT_ONCE {
        work::hand_over::<R>(&mut tx, id, Work::Check, 0).await?;
    } else {
        match run::read_for::<R>(&mut tx, sheet, matching).await? {
            Ok(plan) => store::checks::keep(&mut tx, id, &plan, None).await?,
            Err(unreadable) => return Err(Error::refused(unreadable)),
        }
    }
    tx.commit(&to).await?;
    Ok(Done::to(to).into_response())
}

async fn refuse<R: Register>(mut tx: Tx, unreadable: Unreadable) -> Result<Response> {
    let (person, path) = (tx.actor()?.person, tx.actor()?.place.path.clone());
    let unfinished = store::unfinished(tx.conn(), (person, &path), R::KIND).await?;
    let errors = Errors::one("file", Fault::says(unreadable));
    refused(&pages::Start::of::<R>(tx.frame(R::SECTION)?, unfinished, errors))
}
