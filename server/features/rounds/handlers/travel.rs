//! How an inspection travels: submit, take back, sign off, send back, accept, return, correct.
use super::super::{
    forms::{Reason, reasons},
    model::{Change, Inspection, Refused},
    pages, store,
};
use crate::{
    access::{Section, can},
    audit::Tx,
    base::{
        csrf::Writer,
        error::{Error, Result},
        extract::Path,
        form::{Button, Form},
        ids::InspectionId,
        page::{Done, refused},
    },
    features::checklists::model::Code,
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use std::collections::BTreeSet;

/// 提交: what is open goes on with a written reason; a fault without its issue does not.
pub async fn submit(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (mut tx, inspection) = begin(&app, form.writer, id).await?;
    let allowed = tx.may::<can::FillInspection, _>(inspection.clone())?;
    let at = tx.at();
    let head = store::find(tx.conn(), id).await?;
    let board = store::Board::load(tx.conn(), &head.round, &inspection).await?;
    let beside = store::Beside::load(tx.conn(), &inspection, &board, at).await?;
    let plan = board.plan();
    let sheet = board.sheet(&plan);
    let given = reasons(&form.input);
    let rights = pages::Rights::of(tx.actor()?, &inspection);
    let (language, calendar) = (tx.ctx()?.language, &*app.calendar);
    let look = pages::Look {
        language,
        board: &board,
        beside: &beside,
        sheet: &sheet,
        records: None,
        rights,
        at,
        calendar,
        sent: None,
    };
    let unsettled = pages::unsettled(look);
    let change = match allowed.submit(&sheet.open_items(), given.clone(), tx.at()) {
        Ok(change) if unsettled.is_empty() => change,
        Err(no @ Refused::NotNow { .. }) => return Err(Error::refused(no)),
        no => {
            let frame = tx.frame(Section::Inspections)?;
            let page = pages::HandIn::new(frame, &head, look, Some((given, no.err())));
            return refused(&page);
        }
    };
    board.freeze(&mut tx, &inspection).await?;
    store::keep(&mut tx, id, super::super::model::Left::of(&sheet)).await?;
    let said = if head.round.facts().needs_sign_off {
        tx.words()?.inspection_to_leader()
    } else {
        tx.words()?.inspection_to_above()
    };
    finish(tx, change, said).await
}

pub async fn take_back(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let (tx, inspection) = begin(&app, form.writer, id).await?;
    let change = tx.may::<can::FillInspection, _>(inspection)?.take_back().map_err(Error::refused)?;
    saved(tx, change).await
}

pub async fn sign_off(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let (tx, inspection) = begin(&app, form.writer, id).await?;
    let change = tx.may::<can::SignInspection, _>(inspection)?.sign_off(tx.at()).map_err(Error::refused)?;
    let said = tx.words()?.inspection_to_above();
    finish(tx, change, said).await
}

pub async fn send_back(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Reason>,
) -> Result<Response> {
    let (tx, inspection) = begin(&app, form.writer, id).await?;
    let allowed = tx.may::<can::SignInspection, _>(inspection)?;
    let change = allowed.send_back(form.input.text(), tx.at()).map_err(Error::refused)?;
    saved(tx, change).await
}

pub async fn accept(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let (tx, inspection) = begin(&app, form.writer, id).await?;
    let at = tx.at();
    let change = if inspection.is_root() {
        tx.may::<can::ReviewRoot, _>(inspection)?.accept(at)
    } else {
        tx.may::<can::ReviewInspection, _>(inspection)?.accept(at)
    };
    saved(tx, change.map_err(Error::refused)?).await
}

pub async fn return_(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (mut tx, inspection) = begin(&app, form.writer, id).await?;
    let (at, items) = (tx.at(), reasons(&form.input));
    let head = store::find(tx.conn(), id).await?;
    let board = store::Board::load(tx.conn(), &head.round, &inspection).await?;
    let on_sheet: BTreeSet<Code> = board.plan().rows().iter().map(|row| row.item.code.clone()).collect();
    let change = if inspection.is_root() {
        tx.may::<can::ReviewRoot, _>(inspection)?.return_(items, &on_sheet, at)
    } else {
        tx.may::<can::ReviewInspection, _>(inspection)?.return_(items, &on_sheet, at)
    };
    saved(tx, change.map_err(Error::refused)?).await
}

pub async fn ask_correction(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Reason>,
) -> Result<Response> {
    let (tx, inspection) = begin(&app, form.writer, id).await?;
    let allowed = tx.may::<can::FillInspection, _>(inspection)?;
    let change = allowed.ask_correction(form.input.text(), tx.at()).map_err(Error::refused)?;
    saved(tx, change).await
}

pub async fn grant_correction(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let (tx, inspection) = begin(&app, form.writer, id).await?;
    let at = tx.at();
    let change = if inspection.is_root() {
        tx.may::<can::ReviewRoot, _>(inspection)?.grant_correction(at)
    } else {
        tx.may::<can::ReviewInspection, _>(inspection)?.grant_correction(at)
    };
    saved(tx, change.map_err(Error::refused)?).await
}

async fn begin(app: &App, writer: Writer, id: InspectionId) -> Result<(Tx, Inspection)> {
    let mut tx = Tx::begin(app, writer).await?;
    let inspection = store::lock(&mut tx, id).await?;
    Ok((tx, inspection))
}

async fn saved(tx: Tx, change: Change) -> Result<Response> {
    let said = tx.words()?.inspection_done();
    finish(tx, change, said).await
}

async fn finish(mut tx: Tx, change: Change, said: String) -> Result<Response> {
    let to = format!("/inspections/{}", change.inspection.id());
    store::save(&mut tx, change).await?;
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
