//! How an inspection travels: submit, take back, sign off, send back, accept, return, correct.
use super::super::{
    forms::{Handing, Reason, reasons},
    model::{Change, Inspection, Left, Refused},
    pages, store,
};
use crate::{
    access::{Action, Allowed, Section, can},
    audit::Tx,
    base::{
        csrf::Writer,
        db::Moment,
        error::{Error, Result},
        extract::Path,
        form::{Button, Form},
        ids::InspectionId,
        page::{Done, refused},
        text::Words,
    },
    features::checklists::model::Code,
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use std::collections::BTreeSet;

/// 提交: what is open goes on with a written reason; a fault without its issue does not. What the portal judges is judged now.
pub async fn submit(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (mut tx, inspection) = begin(&app, form.writer, id).await?;
    let allowed = tx.may::<can::FillInspection, _>(inspection.clone())?;
    let at = tx.at();
    let head = store::find(tx.conn(), id).await?;
    let mut board = store::Board::load(tx.conn(), &head.round, &inspection).await?;
    let beside = store::Beside::load(tx.conn(), &inspection, &board, at).await?;
    let records = super::computed::records(&app, tx.conn(), &head, &board, at).await?;
    let handing = Handing::of(&form.input);
    let change = {
        let plan = board.plan();
        let sheet = board.sheet(&plan);
        let rights = pages::Rights::of(tx.actor()?, &inspection);
        let shared = app.calendar();
        let (language, calendar) = (tx.ctx()?.language, &*shared);
        let look = pages::Look {
            language,
            board: &board,
            beside: &beside,
            sheet: &sheet,
            records: records.as_ref(),
            rights,
            at,
            calendar,
            sent: None,
        };
        let unsettled = pages::unsettled(look);
        let open = sheet.open_items();
        match allowed.submit(&open, handing.reasons(&open), handing.parties.clone(), at) {
            Ok(change) if unsettled.is_empty() => change,
            Err(no @ Refused::NotNow { .. }) => return Err(Error::refused(no)),
            no => {
                let frame = tx.frame(Section::Inspections)?;
                return refused(&pages::HandIn::new(frame, &head, look, Some((handing, no.err()))));
            }
        }
    };
    let allowed = tx.may::<can::FillInspection, _>(inspection.clone())?;
    let confirmed = match &records {
        Some(records) => super::computed::confirmed(&tx, &mut board, records, allowed)?,
        None => None,
    };
    board.freeze(&mut tx, &inspection).await?;
    match confirmed {
        Some(filled) => drop(store::save_answers(&mut tx, filled).await?),
        None => {
            let left = {
                let plan = board.plan();
                Left::of(&board.sheet(&plan))
            };
            store::keep(&mut tx, id, left).await?;
        }
    }
    let said = if head.round.facts().needs_sign_off {
        Words::inspection_to_leader
    } else {
        Words::inspection_to_above
    };
    finish(tx, change, said).await
}

pub async fn take_back(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let verb = |allowed: Allowed<can::FillInspection, Inspection>, _| allowed.take_back();
    go(&app, form.writer, id, Words::inspection_done, verb).await
}

pub async fn sign_off(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let verb = |allowed: Allowed<can::SignInspection, Inspection>, at: Moment| allowed.sign_off(at);
    go(&app, form.writer, id, Words::inspection_to_above, verb).await
}

pub async fn send_back(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Reason>,
) -> Result<Response> {
    let reason = form.input.text();
    let verb = |allowed: Allowed<can::SignInspection, Inspection>, at: Moment| allowed.send_back(reason, at);
    go(&app, form.writer, id, Words::inspection_done, verb).await
}

pub async fn ask_correction(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Reason>,
) -> Result<Response> {
    let reason = form.input.text();
    let verb =
        |allowed: Allowed<can::FillInspection, Inspection>, at: Moment| allowed.ask_correction(reason, at);
    go(&app, form.writer, id, Words::inspection_done, verb).await
}

/// A verb of whoever decides: at the root its own reviewer, elsewhere the unit above.
macro_rules! decide {
    ($tx:expr, $inspection:expr, $verb:ident($($arg:expr),*)) => {
        if $inspection.is_root() {
            $tx.may::<can::ReviewRoot, _>($inspection)?.$verb($($arg),*)
        } else {
            $tx.may::<can::ReviewInspection, _>($inspection)?.$verb($($arg),*)
        }
        .map_err(Error::refused)?
    };
}

pub async fn accept(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let (tx, inspection) = begin(&app, form.writer, id).await?;
    let change = decide!(tx, inspection, accept(tx.at()));
    finish(tx, change, Words::inspection_done).await
}

pub async fn return_(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (mut tx, inspection) = begin(&app, form.writer, id).await?;
    let items = reasons(&form.input);
    let head = store::find(tx.conn(), id).await?;
    let board = store::Board::load(tx.conn(), &head.round, &inspection).await?;
    let on_sheet: BTreeSet<Code> = board.plan().rows().iter().map(|row| row.item.code.clone()).collect();
    let change = decide!(tx, inspection, return_(items, &on_sheet, tx.at()));
    finish(tx, change, Words::inspection_done).await
}

pub async fn grant_correction(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let (tx, inspection) = begin(&app, form.writer, id).await?;
    let change = decide!(tx, inspection, grant_correction(tx.at()));
    finish(tx, change, Words::inspection_done).await
}

/// A verb that needs the inspection and the permission alone.
async fn go<A: Action>(
    app: &App,
    writer: Writer,
    id: InspectionId,
    said: fn(&Words) -> String,
    verb: impl FnOnce(Allowed<A, Inspection>, Moment) -> Result<Change, Refused>,
) -> Result<Response> {
    let (tx, inspection) = begin(app, writer, id).await?;
    let change = verb(tx.may::<A, _>(inspection)?, tx.at()).map_err(Error::refused)?;
    finish(tx, change, said).await
}

async fn begin(app: &App, writer: Writer, id: InspectionId) -> Result<(Tx, Inspection)> {
    let mut tx = Tx::begin(app, writer).await?;
    let inspection = store::lock(&mut tx, id).await?;
    Ok((tx, inspection))
}

async fn finish(mut tx: Tx, change: Change, said: fn(&Words) -> String) -> Result<Response> {
    let said = said(tx.words()?);
    let to = format!("/inspections/{}", change.inspection.id());
    store::save(&mut tx, change).await?;
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
