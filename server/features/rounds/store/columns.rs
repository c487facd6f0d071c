//! The columns that the officer names: zones, host groups, registers of media.
use super::super::model::Inspection;
use crate::{
    audit::{self, Event, Tx},
    base::{
        error::{Error, Result, broke},
        form::{Errors, Fault},
        ids::SubjectId,
    },
    features::checklists::model::GroupKind,
};
use serde_json::json;

fn column_event(inspection: &Inspection, kind: &'static str, data: serde_json::Value) -> Event {
    let subject = audit::Subject { kind: "inspection", id: inspection.id.0 };
    Event { kind, subject, place: inspection.place.clone(), data }
}

/// Adds a zone, host group or register of media.
///
/// # Errors
/// `Err(Errors)` inside `Ok` when the name is there already.
pub async fn add_column(
    tx: &mut Tx,
    to: &Inspection,
    kind: &str,
    name: &str,
    group: Option<GroupKind>,
) -> Result<Result<(), Errors>> {
    let at = tx.at().now;
    let taken = sqlx::query_scalar!(
        r#"select exists (select from subject where inspection_id = $1 and kind = $2 and name = $3) as "taken!""#,
        to.id.0,
        kind,
        name
    )
    .fetch_one(tx.conn())
    .await?;
    if taken {
        return Ok(Err(Errors::one("name", Fault::Taken)));
    }
    sqlx::query!(
        "insert into subject (id, inspection_id, unit_id, path, kind, name, group_kind, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        SubjectId::new(at).0,
        to.id.0,
        to.place.unit.0,
        to.place.path,
        kind,
        name,
        group.map(GroupKind::key),
        at
    )
    .execute(tx.conn())
    .await?;
    tx.record(column_event(to, "inspection.add-column", json!({ "kind": kind, "name": name })));
    Ok(Ok(()))
}

/// Gives a column another name.
///
/// # Errors
/// `Err(Errors)` inside `Ok` when another column of its kind has the name.
pub async fn rename_column(
    tx: &mut Tx,
    of: &Inspection,
    id: SubjectId,
    name: &str,
) -> Result<Result<(), Errors>> {
    let done = sqlx::query!(
        "update subject set name = $3 where inspection_id = $1 and id = $2 and kind <> 'system'
            and not exists (select from subject s where s.inspection_id = $1 and s.kind = subject.kind and s.name = $3 and s.id <> $2)",
        of.id.0,
        id.0,
        name
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        let known = sqlx::query_scalar!(
            r#"select exists (select from subject where inspection_id = $1 and id = $2 and kind <> 'system') as "known!""#,
            of.id.0,
            id.0
        );
        let known = known.fetch_one(tx.conn()).await?;
        return if known { Ok(Err(Errors::one("name", Fault::Taken))) } else { Err(Error::NotFound) };
    }
    tx.record(column_event(of, "inspection.rename-column", json!({ "column": id, "name": name })));
    Ok(Ok(()))
}

/// Takes a column away while nothing was answered on it; false when something was.
pub async fn remove_column(tx: &mut Tx, of: &Inspection, id: SubjectId) -> Result<bool> {
    tx.mark().await?;
    let done = sqlx::query!(
        "delete from subject where inspection_id = $1 and id = $2 and kind <> 'system'",
        of.id.0,
        id.0
    )
    .execute(tx.conn())
    .await;
    match done {
        Err(e) if broke(&e, "answer_inspection_id_subject_id_fkey") => {
            tx.back().await?;
            Ok(false)
        }
        Err(e) => Err(e.into()),
        Ok(done) if done.rows_affected() == 0 => Err(Error::NotFound),
        Ok(_) => {
            tx.record(column_event(of, "inspection.remove-column", json!({ "column": id })));
            Ok(true)
        }
    }
}
