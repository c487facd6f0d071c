//! Writing answers, and the inspection's counters with them.
use super::{
    super::model::{Filled, Left},
    Board, Raised,
};
use crate::{
    audit::Tx,
    base::{error::Result, ids::InspectionId},
};
use uuid::Uuid;

/// What stands beside answers once they are written.
#[derive(Debug, Default)]
pub struct Written {
    /// The issues that they raised before.
    pub raised: Vec<Raised>,
    /// Faults of the sheet's other answers that lack their issue, and the proof of being put right on the spot.
    pub unsettled: usize,
}

/// Writes answers with their event and the sheet's counters in one statement, and a column for each system that was registered
/// since; the inspection is locked by the same transaction.
pub async fn save_answers(tx: &mut Tx, filled: Filled, board: &Board) -> Result<Written> {
    let Filled { inspection, given, left, event } = filled;
    let (by, at) = (tx.actor()?.person.0, tx.at().now);
    let ids: Vec<Uuid> = given.iter().map(|g| g.id.0).collect();
    let codes: Vec<String> = given.iter().map(|g| g.code.to_string()).collect();
    let subjects: Vec<Option<Uuid>> = given.iter().map(|g| g.subject.column()).collect();
    let results: Vec<String> = given.iter().map(|g| g.result.key().to_owned()).collect();
    let notes: Vec<String> = given.iter().map(|g| g.note.clone()).collect();
    let boxes: Vec<String> = given.iter().map(|g| g.boxes.join(",")).collect();
    let spots: Vec<bool> = given.iter().map(|g| g.on_the_spot).collect();
    let sources: Vec<String> = given.iter().map(|g| g.source.key().to_owned()).collect();
    let taken: Vec<Option<Uuid>> = given.iter().map(|g| g.source.taken_from().map(|a| a.0)).collect();
    let r = sqlx::query!(
        r#"with column_of_its_own as (
               insert into subject (id, inspection_id, unit_id, path, kind, name, status, important, provided_by, supplementary, added_at)
               select y.id, $1, $2, $3, 'system', y.name, y.status, y.important, y.provided_by, true, $5 from system y
                where $15 and y.unit_id = $2 and y.status <> 'retired' on conflict (inspection_id, id) do nothing
           ), given as (
               insert into answer (id, inspection_id, unit_id, path, code, subject_id, result, note, boxes, on_the_spot, source, taken_from,
                                   answered_by, answered_at, version)
               select e.id, $1, $2, $3, e.code, e.subject_id, e.result, e.note, string_to_array(e.boxes, ','), e.on_the_spot, e.source, e.taken, $4, $5, 1
                 from unnest($6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::bool[], $13::text[], $14::uuid[])
                      as e (id, code, subject_id, result, note, boxes, on_the_spot, source, taken)
               on conflict (inspection_id, code, subject_id) do update
                  set result = excluded.result, note = excluded.note, boxes = excluded.boxes, on_the_spot = excluded.on_the_spot,
                      source = excluded.source, above = null, taken_from = excluded.taken_from, answered_by = excluded.answered_by,
                      answered_at = excluded.answered_at, version = answer.version + 1
           )
           update inspection set cells = $16, cells_done = $17, pass = $18, partial = $19, fail = $20, na = $21, left_open = $22,
                  started_at = coalesce(started_at, $5) where id = $1
           returning (select count(*) from answer a
                       where a.inspection_id = $1 and a.source = 'person' and a.result in ('partial', 'fail') and a.id <> all ($6)
                         and not exists (select from issue i where i.origin_answer = a.id)
                         and not (a.on_the_spot and exists (select from evidence e where e.subject_kind = 'answer' and e.subject_id = a.id))) as "unsettled!",
                     (select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'title', i.title, 'state', i.state, 'due', i.due,
                                                          'answer', i.origin_answer) order by i.due, i.id)
                        from issue i where i.origin_answer = any ($6)) as raised"#,
        inspection.id.0,
        inspection.place.unit.0,
        inspection.place.path,
        by,
        at,
        &ids,
        &codes,
        &subjects as &[Option<Uuid>],
        &results,
        &notes,
        &boxes,
        &spots,
        &sources,
        &taken as &[Option<Uuid>],
        board.fresh,
        count(left.cells),
        count(left.cells_done),
        number(left.tally.pass),
        number(left.tally.partial),
        number(left.tally.fail),
        number(left.tally.na),
        number(left.tally.open)
    )
    .fetch_one(tx.conn())
    .await?;
    tx.record(event);
    let raised = r.raised.map(serde_json::from_value).transpose().map_err(anyhow::Error::from)?;
    Ok(Written {
        raised: raised.unwrap_or_default(),
        unsettled: usize::try_from(r.unsettled).unwrap_or_default(),
    })
}

fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

fn number(n: u32) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// Keeps how far the sheet is.
pub async fn keep(tx: &mut Tx, id: InspectionId, left: Left) -> Result<()> {
    let Left { cells, cells_done, tally: t } = left;
    sqlx::query!(
        "update inspection set cells = $2, cells_done = $3, pass = $4, partial = $5, fail = $6, na = $7, left_open = $8,
                started_at = coalesce(started_at, $9) where id = $1",
        id.0,
        count(cells),
        count(cells_done),
        number(t.pass),
        number(t.partial),
        number(t.fail),
        number(t.na),
        number(t.open),
        tx.at().now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
