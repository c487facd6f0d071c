//! How an inspection travels: submit, take back, sign off, send back, accept, return, correct.
use super::super::{
    forms::{Handing, Reason, Returning},
    model::{Change, Inspection, Refused},
    pages::{self, Sent},
    store::{self, Head},
};
use crate::{
    access::{Action, Allowed, InUnit, Section, can},
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
    let (mut tx, head) = begin(&app, form.writer, id).await?;
    let inspection = &head.inspection;
    let allowed = tx.may::<can::FillInspection, _>(inspection.clone())?;
    let at = tx.at();
    let mut board = store::Board::load(tx.conn(), &head).await?;
    let beside = store::Beside::load(tx.conn(), inspection, &board, at).await?;
    let records = super::computed::records(&app, tx.conn(), &head, &board, at).await?;
    let handing = Handing::of(&form.input);
    let change = {
        let plan = board.plan();
        let sheet = board.sheet(&plan);
        let calendar = app.calendar_of(&inspection.place().path);
        let reader = (tx.actor()?, tx.ctx()?.language);
        let look = pages::Look {
            records: records.as_ref(),
            ..pages::Look::new(reader, inspection, (&board, &beside, &sheet), &calendar)
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
    board.freeze(&mut tx, inspection).await?;
    match confirmed {
        Some(filled) => drop(store::save_answers(&mut tx, filled, &board).await?),
        None => store::keep(&mut tx, id, super::answers::left(&board)).await?,
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
    let verb = |allowed: Allowed<can::SignInspection, Inspection>, reason, at| allowed.send_back(reason, at);
    go_with_reason(&app, form, id, "send-back", verb).await
}

pub async fn ask_correction(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Reason>,
) -> Result<Response> {
    let verb =
        |allowed: Allowed<can::FillInspection, Inspection>, reason, at| allowed.ask_correction(reason, at);
    go_with_reason(&app, form, id, "correction", verb).await
}

/// A verb of whoever decides: at the root its own reviewer, elsewhere the unit above.
macro_rules! decide {
    ($tx:expr, $inspection:expr, $verb:ident($($arg:expr),*)) => {
        if $inspection.is_root() {
            $tx.may::<can::ReviewRoot, _>($inspection)?.$verb($($arg),*)
        } else {
            $tx.may::<can::ReviewInspection, _>($inspection)?.$verb($($arg),*)
        }
    };
}

pub async fn accept(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let (tx, Head { inspection, .. }) = begin(&app, form.writer, id).await?;
    let change = decide!(tx, inspection, accept(tx.at())).map_err(Error::refused)?;
    finish(tx, change, Words::inspection_done).await
}

pub async fn return_(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (mut tx, head) = begin(&app, form.writer, id).await?;
    let board = store::Board::load(tx.conn(), &head).await?;
    let on_sheet: BTreeSet<Code> = board.plan().rows().iter().map(|row| row.item.code.clone()).collect();
    let (inspection, returning) = (head.inspection.clone(), Returning::of(&form.input));
    let items = returning.parse();
    let faults = items.as_ref().err().cloned();
    let change = decide!(tx, inspection, return_(items.unwrap_or_default(), &on_sheet, tx.at()));
    match (change, faults) {
        (Ok(change), None) => finish(tx, change, Words::inspection_done).await,
        (Ok(_) | Err(Refused::NothingReturned), Some(e)) => {
            super::sheet::refuse(&app, tx, &head, Sent::returning(returning, e)).await
        }
        (Err(no), _) => match Returning::faults(&no) {
            Some(e) => super::sheet::refuse(&app, tx, &head, Sent::returning(returning, e)).await,
            None => Err(Error::refused(no)),
        },
    }
}

pub async fn grant_correction(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let (tx, Head { inspection, .. }) = begin(&app, form.writer, id).await?;
    let change = decide!(tx, inspection, grant_correction(tx.at())).map_err(Error::refused)?;
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
    let (tx, Head { inspection, .. }) = begin(app, writer, id).await?;
    let change = verb(tx.may::<A, _>(inspection)?, tx.at()).map_err(Error::refused)?;
    finish(tx, change, said).await
}

/// A verb that asks why; without a reason its form comes back.
async fn go_with_reason<A: Action>(
    app: &App,
    form: Form<Reason>,
    id: InspectionId,
    named: &'static str,
    verb: impl FnOnce(Allowed<A, Inspection>, String, Moment) -> Result<Change, Refused>,
) -> Result<Response> {
    let (tx, head) = begin(app, form.writer, id).await?;
    let allowed = tx.may::<A, _>(head.inspection.clone())?;
    let reason = form.input.parse();
    match (verb(allowed, reason.clone().unwrap_or_default(), tx.at()), reason) {
        (Ok(change), Ok(_)) => finish(tx, change, Words::inspection_done).await,
        (Ok(_) | Err(Refused::NoReason), Err(e)) => {
            super::sheet::refuse(app, tx, &head, Sent::reason(named, form.input, e)).await
        }
        (Err(no), _) => Err(Error::refused(no)),
    }
}

async fn begin(app: &App, writer: Writer, id: InspectionId) -> Result<(Tx, Head)> {
    let mut tx = Tx::begin(app, writer).await?;
    let head = store::lock(&mut tx, id).await?;
    Ok((tx, head))
}

async fn finish(mut tx: Tx, change: Change, said: fn(&Words) -> String) -> Result<Response> {
    let said = said(tx.words()?);
    let to = format!("/inspections/{}", change.inspection.id());
    store::save(&mut tx, change).await?;
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
