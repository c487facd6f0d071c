//! The block that the portal proposes, confirmed at once.
use super::super::{
    model::{Counting, Given, Left, Subject},
    store,
};
use crate::{
    access::can,
    audit::Tx,
    base::{
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

pub async fn confirm(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let inspection = store::lock(&mut tx, id).await?;
    let allowed = tx.may::<can::FillInspection, _>(inspection.clone())?;
    let at = tx.at();
    let head = store::find(tx.conn(), id).await?;
    let mut board = store::Board::load(tx.conn(), &head.round, &inspection).await?;
    let records = store::records(tx.conn(), &head.round, &inspection, at).await?;
    let given: Vec<Given> = {
        let plan = board.plan();
        let asked = plan
            .computed()
            .filter(|row| row.cells.iter().any(|c| c.asked == super::super::model::Asked::Portal));
        asked
            .map(|row| Given {
                id: board
                    .at(row.item.code.as_str(), Subject::Unit)
                    .map_or_else(|| AnswerId::new(at.now), |k| k.id),
                code: row.item.code.clone(),
                subject: Subject::Unit,
                result: records.propose(row.item.code.as_str()),
                note: String::new(),
                boxes: Vec::new(),
                on_the_spot: false,
                records: true,
            })
            .collect()
    };
    let before: Vec<Answer> = given
        .iter()
        .map(|g| board.at(g.code.as_str(), g.subject).map_or(Answer::Open, |k| k.result))
        .collect();
    board.put(&given, tx.actor()?, at);
    let left = {
        let plan = board.plan();
        Left::of(&board.sheet(&plan))
    };
    let filled = allowed.answer(given, &before, Counting::Whole(left)).map_err(Error::refused)?;
    store::save_answers(&mut tx, filled).await?;
    let (to, said) = (format!("/inspections/{id}#computed"), tx.words()?.sheet_computed_done());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
