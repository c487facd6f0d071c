//! Writing answers, and the inspection's counters with them.
use super::super::model::{Filled, Left};
use crate::{
    audit::Tx,
    base::{error::Result, ids::InspectionId},
};
use uuid::Uuid;

/// Writes answers with their event; the inspection is locked by the same transaction.
pub async fn save_answers(tx: &mut Tx, filled: Filled) -> Result<()> {
    let Filled { inspection, given, left, event } = filled;
    let (by, at) = (tx.actor()?.person.0, tx.at().now);
    let ids: Vec<Uuid> = given.iter().map(|g| g.id.0).collect();
    let codes: Vec<String> = given.iter().map(|g| g.code.to_string()).collect();
    let subjects: Vec<Option<Uuid>> = given.iter().map(|g| g.subject.column()).collect();
    let results: Vec<String> = given.iter().map(|g| g.result.key().to_owned()).collect();
    let notes: Vec<String> = given.iter().map(|g| g.note.clone()).collect();
    let boxes: Vec<String> = given.iter().map(|g| g.boxes.join(",")).collect();
    let spots: Vec<bool> = given.iter().map(|g| g.on_the_spot).collect();
    let sources: Vec<String> =
        given.iter().map(|g| if g.records { "records" } else { "person" }.to_owned()).collect();
    sqlx::query!(
        "insert into answer (id, inspection_id, unit_id, path, code, subject_id, result, note, boxes, on_the_spot, source, answered_by, answered_at, version)
         select e.id, $1, $2, $3, e.code, e.subject_id, e.result, e.note, string_to_array(e.boxes, ','), e.on_the_spot, e.source, $4, $5, 1
           from unnest($6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::bool[], $13::text[])
                as e (id, code, subject_id, result, note, boxes, on_the_spot, source)
         on conflict (inspection_id, code, subject_id) do update
            set result = excluded.result, note = excluded.note, boxes = excluded.boxes, on_the_spot = excluded.on_the_spot,
                source = excluded.source, answered_by = excluded.answered_by, answered_at = excluded.answered_at, version = answer.version + 1",
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
        &sources
    )
    .execute(tx.conn())
    .await?;
    keep(tx, inspection.id, left).await?;
    tx.record(event);
    Ok(())
}

/// Keeps how far the sheet is.
pub async fn keep(tx: &mut Tx, id: InspectionId, left: Left) -> Result<()> {
    let Left { progress: p, tally: t } = left;
    let n = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let m = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    sqlx::query!(
        "update inspection set cells = $2, cells_done = $3, pass = $4, partial = $5, fail = $6, na = $7, left_open = $8,
                started_at = coalesce(started_at, $9) where id = $1",
        id.0,
        n(p.cells),
        n(p.cells_done),
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
