//! The events of the period in a unit: they let items be asked although their own period is longer.
use super::super::{
    forms::{RawEvents, occasions},
    model::{Occasion, Source},
    store,
};
use crate::{
    access::can,
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Path,
        form::Form,
        ids::InspectionId,
        page::Done,
    },
    features::checklists::model::Answer,
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

pub async fn happened(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<RawEvents>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let head = store::lock(&mut tx, id).await?;
    let allowed = tx.may::<can::FillInspection, _>(head.inspection.clone())?;
    let board = store::Board::load(tx.conn(), &head).await?;
    let events = occasions(&form.input.events);
    let still = Occasion::all_items(&events.iter().chain(&head.round.facts().events).copied().collect());
    let plan = board.plan();
    let dropped = plan.rows().iter().filter(|row| row.on_event && !still.contains(&row.item.code));
    let answered = dropped
        .flat_map(|row| board.kept.iter().filter(|k| k.code == row.item.code))
        .any(|k| k.result != Answer::Open && matches!(k.source, Source::Person | Source::TakenOver(_)));
    let change = allowed.happened(events, answered).map_err(Error::refused)?;
    store::save(&mut tx, change).await?;
    // More, or less, is to be answered.
    let head = store::find(tx.conn(), id).await?;
    super::answers::recount(&mut tx, &head).await?;
    let (to, said) = (format!("/inspections/{id}#events"), tx.words()?.occasion_saved());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
