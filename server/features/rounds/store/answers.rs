//! Writing answers, and the inspection's counters with them.
use super::super::model::{Counting, Filled, Left, Tally};
use crate::{
    audit::Tx,
    base::{error::Result, ids::InspectionId},
    features::checklists::model::Answer,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Writes answers with their event; the inspection is locked by the same transaction. Gives the counters; none when all has to be
/// counted anew.
pub async fn save_answers(tx: &mut Tx, filled: Filled) -> Result<Option<Left>> {
    let Filled { inspection, given, counting, event } = filled;
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
    sqlx::query!(
        "insert into answer (id, inspection_id, unit_id, path, code, subject_id, result, note, boxes, on_the_spot, source, taken_from, answered_by, answered_at, version)
         select e.id, $1, $2, $3, e.code, e.subject_id, e.result, e.note, string_to_array(e.boxes, ','), e.on_the_spot, e.source, e.taken, $4, $5, 1
           from unnest($6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::bool[], $13::text[], $14::uuid[])
                as e (id, code, subject_id, result, note, boxes, on_the_spot, source, taken)
         on conflict (inspection_id, code, subject_id) do update
            set result = excluded.result, note = excluded.note, boxes = excluded.boxes, on_the_spot = excluded.on_the_spot,
                source = excluded.source, above = null, taken_from = excluded.taken_from, answered_by = excluded.answered_by, answered_at = excluded.answered_at, version = answer.version + 1",
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
        &taken as &[Option<Uuid>]
    )
    .execute(tx.conn())
    .await?;
    tx.record(event);
    match counting {
        Counting::Whole(left) => keep(tx, inspection.id, left).await.map(|()| Some(left)),
        Counting::Step { from, to, cells } => step(tx, inspection.id, from, to, cells).await,
    }
}

/// Moves one cell from one counter to another.
async fn step(tx: &mut Tx, id: InspectionId, from: Answer, to: Answer, cells: usize) -> Result<Option<Left>> {
    let by = |answer| i32::from(to == answer) - i32::from(from == answer);
    let row = sqlx::query!(
        "update inspection set cells_done = cells_done - $7, pass = pass + $3, partial = partial + $4, fail = fail + $5, na = na + $6,
                left_open = left_open + $7 where id = $1 and cells = $2 and started_at is not null
         returning cells, cells_done, pass, partial, fail, na, left_open",
        id.0,
        i32::try_from(cells).unwrap_or(i32::MAX),
        by(Answer::Pass),
        by(Answer::Partial),
        by(Answer::Fail),
        by(Answer::Na),
        by(Answer::Open)
    )
    .fetch_optional(tx.conn())
    .await?;
    let (n, m) = (|n| usize::try_from(n).unwrap_or_default(), |n| u32::try_from(n).unwrap_or_default());
    Ok(row.map(|r| Left {
        cells: n(r.cells),
        cells_done: n(r.cells_done),
        tally: Tally {
            pass: m(r.pass),
            partial: m(r.partial),
            fail: m(r.fail),
            na: m(r.na),
            open: m(r.left_open),
        },
    }))
}

/// Faults of an inspection that lack their issue, and the proof of being put right on the spot.
pub async fn count_unsettled(db: &mut PgConnection, id: InspectionId) -> Result<usize> {
    let n = sqlx::query_scalar!(
        r#"select count(*) as "n!" from answer a where a.inspection_id = $1 and a.source = 'person' and a.result in ('partial', 'fail')
              and not exists (select from issue i where i.origin_answer = a.id)
              and not (a.on_the_spot and exists (select from evidence e where e.subject_kind = 'answer' and e.subject_id = a.id))"#,
        id.0
    );
    Ok(usize::try_from(n.fetch_one(db).await?).unwrap_or_default())
}

/// Keeps how far the sheet is.
pub async fn keep(tx: &mut Tx, id: InspectionId, left: Left) -> Result<()> {
    let Left { cells, cells_done, tally: t } = left;
    let n = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let m = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    sqlx::query!(
        "update inspection set cells = $2, cells_done = $3, pass = $4, partial = $5, fail = $6, na = $7, left_open = $8,
                started_at = coalesce(started_at, $9) where id = $1",
        id.0,
        n(cells),
        n(cells_done),
        m(t.pass),
        m(t.partial),
        m(t.fail),
        m(t.na),
        m(t.open),
        tx.at().now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
