//! The sheet with a form that was refused: what was entered stays, each fault stands at its field.
use super::super::{pages, store};
use crate::{
    access::{InUnit, Section},
    audit::{History, Tx},
    base::{error::Result, page::refused},
    state::App,
};
use axum::response::Response;

pub(super) async fn refuse(app: &App, mut tx: Tx, head: &store::Head, sent: pages::Sent) -> Result<Response> {
    let (at, inspection) = (tx.at(), &head.inspection);
    let board = store::Board::load(tx.conn(), head).await?;
    let beside = store::Beside::load(tx.conn(), inspection, &board, at)
        .await?
        .with_last(tx.conn(), inspection)
        .await?;
    let records = super::computed::records(app, tx.conn(), head, &board, at).await?;
    let history = History::of(tx.conn(), inspection.id().0).await?;
    let plan = board.plan();
    let sheet = board.sheet(&plan);
    let frame = tx.frame(Section::Inspections)?;
    let calendar = app.calendar_of(&inspection.place().path);
    let reader = (tx.actor()?, frame.language);
    let look = pages::Look {
        records: records.as_ref(),
        sent: Some(&sent),
        ..pages::Look::new(reader, inspection, (&board, &beside, &sheet), &calendar)
    };
    refused(&pages::SheetPage::new(frame, head, look, history))
}
