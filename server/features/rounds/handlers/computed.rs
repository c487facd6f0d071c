//! The block that the portal proposes: confirmed at once, and again when the sheet is handed in.
use super::super::{
    model::{Asked, Filled, Given, Inspection, Records, Source, Subject},
    store,
};
use crate::{
    access::{Allowed, can},
    audit::Tx,
    base::{
        db::Moment,
        error::{Error, Result},
        extract::Path,
        form::{Button, Form},
        ids::{AnswerId, InspectionId},
        page::Done,
    },
    features::checklists::model::Answer,
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

pub async fn confirm(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let head = store::lock(&mut tx, id).await?;
    let allowed = tx.may::<can::FillInspection, _>(head.inspection.clone())?;
    let at = tx.at();
    let mut board = store::Board::load(tx.conn(), &head).await?;
    let records = records(&app, tx.conn(), &head, &board, at).await?.unwrap_or_default();
    match confirmed(&tx, &mut board, &records, allowed)? {
        Some(filled) => drop(store::save_answers(&mut tx, filled, &board).await?),
        None => tx.unchanged(),
    }
    let (to, said) = (format!("/inspections/{id}#computed"), tx.words()?.sheet_computed_done());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

/// The records of the unit; none where the sheet has nothing to be judged by them.
pub(super) async fn records(
    app: &App,
    db: &mut PgConnection,
    head: &store::Head,
    board: &store::Board,
    at: Moment,
) -> Result<Option<Records>> {
    let faulty: Vec<AnswerId> = {
        let plan = board.plan();
        if plan.computed().next().is_none() {
            return Ok(None);
        }
        let asked = plan.cells().filter(|(item, cell)| {
            item.raises_issue() && matches!(cell.asked, Asked::Person | Asked::Portal)
        });
        let kept = asked.filter_map(|(item, cell)| board.at(item.code.as_str(), cell.subject));
        kept.filter(|k| matches!(k.result, Answer::Fail | Answer::Partial)).map(|k| k.id).collect()
    };
    store::records(db, &app.files, &head.round, &head.inspection, &faulty, at).await.map(Some)
}

/// What the records propose, as answers, where it is not what was confirmed before; the board takes them. None without any.
pub(super) fn confirmed(
    tx: &Tx,
    board: &mut store::Board,
    records: &Records,
    allowed: Allowed<can::FillInspection, Inspection>,
) -> Result<Option<Filled>> {
    let at = tx.at();
    let said = |board: &store::Board, code: &str| board.at(code, Subject::Unit).map(|k| (k.id, k.result));
    let given: Vec<Given> = {
        let plan = board.plan();
        let rows = plan.computed().filter(|row| row.cells.iter().any(|c| c.asked == Asked::Portal));
        let new = |code: &str| {
            let (before, result) = (said(board, code), records.propose(code));
            (before.map(|b| b.1) != Some(result))
                .then(|| (before.map_or_else(|| AnswerId::new(at.now), |b| b.0), result))
        };
        rows.filter_map(|row| {
            let (id, result) = new(row.item.code.as_str())?;
            Some(Given {
                id,
                code: row.item.code.clone(),
                subject: Subject::Unit,
                result,
                note: String::new(),
                boxes: Vec::new(),
                on_the_spot: false,
                source: Source::Records,
            })
        })
        .collect()
    };
    if given.is_empty() {
        return Ok(None);
    }
    let before: Vec<Answer> =
        given.iter().map(|g| said(board, g.code.as_str()).map_or(Answer::Open, |b| b.1)).collect();
    board.put(&given, tx.actor()?, at);
    allowed.answer(given, &before, super::answers::left(board)).map(Some).map_err(Error::refused)
}
