//! 对应列: which column of the file is which of ours, by hand; remembered for the unit, and forgotten when asked to.
use super::{begin, path, still_open};
use crate::{
    access::Reading,
    audit::{Event, Subject, Tx},
    base::{
        error::{Error, Result},
        extract::{Path, Query},
        form::{Errors, Fault, Form},
        ids::ImportId,
        page::{Done, html, refused},
        spreadsheet::Sheet,
        table_import::{Heads, Matching, Reader},
    },
    features::imports::{
        Register,
        forms::{self, Match},
        model::{Unreadable, Uploaded, Work},
        pages, run, store, work,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use sqlx::PgConnection;

/// Which row is looked at as the one with the heads.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Pick {
    /// Its number, or `choose`.
    pub head: String,
}

/// The columns of the file, or its first rows where nobody knows the one with the heads.
pub async fn columns<R: Register>(
    mut r: Reading,
    Path(id): Path<ImportId>,
    Query(pick): Query<Pick>,
) -> Result<Response> {
    r.must::<R::Keep>()?;
    let uploaded = store::find(r.db(), id, R::KIND).await?;
    if still_open(&uploaded).is_err() {
        return Ok(Done::to(path::<R>(id)).into_response());
    }
    let (top, mut matching) = look::<R>(r.db(), &uploaded).await?;
    matching.by_hand = uploaded.by_hand.clone().filter(|_| pick.head.is_empty());
    let heads = match pick.head.parse::<u32>() {
        Ok(row) => of_row::<R>(&top, &matching, row),
        Err(_) if pick.head.is_empty() => best::<R>(&top, &matching),
        Err(_) => None,
    };
    let frame = r.frame(R::SECTION);
    match heads {
        Some(heads) => html(&pages::Columns::of::<R>(frame, &uploaded, &top, &heads, &matching)),
        None => html(&pages::HeadRow::of::<R>(frame, &uploaded, &top)),
    }
}

/// Takes what was said of the columns, remembers it and reads the table so.
pub async fn match_columns<R: Register>(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    form: Form<Match>,
) -> Result<Response> {
    let (mut tx, uploaded) = begin::<R>(&app, id, form.writer).await?;
    let (top, matching) = look::<R>(tx.conn(), &uploaded).await?;
    let hand = match form.input.parse::<R>(&top.rows) {
        Ok(hand) => hand,
        Err(errors) => return again::<R>(&tx, &uploaded, &top, &matching, (&form.input, errors)),
    };
    let plain = of_row::<R>(&top, &Matching::default(), hand.head).ok_or(Error::NotFound)?;
    let (said, clear) = forms::to_remember(&plain, &hand);
    store::matches::forget(&mut tx, uploaded.place.unit, R::KIND, &clear).await?;
    store::matches::remember(&mut tx, &uploaded.place, R::KIND, &said).await?;
    let check_no = store::checks::matched(&mut tx, id, Some(&hand)).await?;
    if uploaded.is_big() {
        work::hand_over::<R>(&mut tx, id, Work::Check, check_no).await?;
    } else {
        let bytes = store::bytes(tx.conn(), id).await?;
        let sheet = run::sheet(bytes, &uploaded.file_name).await?.map_err(Error::refused)?;
        let by_hand = Matching { by_hand: Some(hand), ..matching.clone() };
        match run::read_for::<R>(&mut tx, sheet, by_hand).await? {
            Ok(plan) => store::checks::keep(&mut tx, id, &plan, None).await?,
            Err(nothing) => {
                let errors = Errors::one("head", Fault::says(nothing));
                return again::<R>(&tx, &uploaded, &top, &matching, (&form.input, errors));
            }
        }
    }
    let shown = |(head, said): &(String, _)| arrow(head, said);
    let matched: Vec<String> = said.iter().map(shown).collect();
    tx.record(event::<R>("table.match", &uploaded, "heads", &matched));
    let to = path::<R>(id);
    tx.commit(&to).await?;
    Ok(Done::to(to).into_response())
}

/// Forgets what was said of the heads of this file: they speak for themselves again.
pub async fn forget<R: Register>(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    form: Form<Match>,
) -> Result<Response> {
    let (mut tx, uploaded) = begin::<R>(&app, id, form.writer).await?;
    let (top, _) = look::<R>(tx.conn(), &uploaded).await?;
    let heads = form.input.head.parse().ok().and_then(|row| of_row::<R>(&top, &Matching::default(), row));
    let heads: Vec<String> = heads.iter().flat_map(|h| &h.columns).map(|c| c.key.clone()).collect();
    let gone = store::matches::forget(&mut tx, uploaded.place.unit, R::KIND, &heads).await?;
    store::checks::matched(&mut tx, id, None).await?;
    tx.record(event::<R>("table.forget", &uploaded, "heads", &gone));
    let (to, said) = (format!("{}/columns", path::<R>(id)), tx.words()?.import_match_forgotten());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

/// The first rows of the file, and what is remembered.
async fn look<R: Register>(db: &mut PgConnection, uploaded: &Uploaded) -> Result<(Sheet, Matching)> {
    let bytes = store::bytes(db, uploaded.id).await?;
    let top: Result<Sheet, Unreadable> = run::top(bytes, &uploaded.file_name).await?;
    let matching = store::matches::remembered(db, uploaded.place.unit, R::KIND).await?;
    Ok((top.map_err(Error::refused)?, matching))
}

fn best<R: Register>(top: &Sheet, matching: &Matching) -> Option<Heads> {
    let heads = Reader::new(R::COLUMNS, matching).best(&top.rows)?;
    // Once more, as wide as the rows below.
    let row = top.rows.iter().find(|row| row.number == heads.row)?;
    let reader = Reader::new(R::COLUMNS, matching).wide(width(top, heads.row));
    Some(match matching.by_hand {
        Some(_) => reader.best(std::slice::from_ref(row))?,
        None => reader.read(row),
    })
}

fn of_row<R: Register>(top: &Sheet, matching: &Matching, number: u32) -> Option<Heads> {
    let row = top.rows.iter().find(|row| row.number == number)?;
    Some(Reader::new(R::COLUMNS, matching).wide(width(top, number)).read(row))
}

fn width(top: &Sheet, head: u32) -> usize {
    top.rows.iter().filter(|row| row.number >= head).map(|row| row.cells.len()).max().unwrap_or_default()
}

/// The page once more, with what was chosen and what is wrong with it.
fn again<R: Register>(
    tx: &Tx,
    uploaded: &Uploaded,
    top: &Sheet,
    matching: &Matching,
    (input, errors): (&Match, Errors),
) -> Result<Response> {
    let frame = tx.frame(R::SECTION)?;
    let heads = input.head.trim().parse().ok().and_then(|row| of_row::<R>(top, matching, row));
    match heads {
        Some(heads) => {
            let page = pages::Columns::of::<R>(frame, uploaded, top, &heads, matching);
            refused(&page.refused(&input.column, errors))
        }
        None => refused(&pages::HeadRow { errors, ..pages::HeadRow::of::<R>(frame, uploaded, top) }),
    }
}

fn arrow(head: &str, said: &crate::base::table_import::Remembered) -> String {
    format!("{head} → {}", said.column.as_deref().unwrap_or("—"))
}

fn event<R: Register>(kind: &'static str, uploaded: &Uploaded, what: &str, heads: &[String]) -> Event {
    Event {
        kind,
        subject: Subject { kind: "table", id: uploaded.id.0 },
        place: uploaded.place.clone(),
        data: json!({ "register": R::KIND, "file": uploaded.file_name, what: heads }),
    }
}
