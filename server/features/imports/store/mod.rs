//! Every SQL statement about uploaded tables.
pub(super) mod checks;
pub(super) mod matches;

use super::{
    Checked, Counts, Failure, Refused, Register,
    model::{State, Uploaded, Work},
};
use crate::{
    access::Place,
    audit::Tx,
    base::{
        error::{Error, Result},
        ids::{ImportId, PersonId},
        table_import::ByHand,
    },
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

struct Row {
    id: Uuid,
    unit_id: Uuid,
    path: String,
    file_name: String,
    uploaded_at: DateTime<Utc>,
    rows: i32,
    head: Option<i32>,
    columns: Option<Vec<String>>,
    check_no: i32,
    checked: Option<serde_json::Value>,
    work: Option<String>,
    work_done: i32,
    fault: Option<String>,
    result: Option<serde_json::Value>,
}

impl TryFrom<Row> for Uploaded {
    type Error = Error;
    fn try_from(r: Row) -> Result<Self> {
        let checked: Option<Checked> =
            r.checked.map(serde_json::from_value).transpose().map_err(anyhow::Error::from)?;
        let done = usize::try_from(r.work_done).unwrap_or_default();
        let state = match (r.result, r.work.as_deref(), checked) {
            (Some(counts), None, _) => {
                State::Applied(serde_json::from_value(counts).map_err(anyhow::Error::from)?)
            }
            (None, Some("check"), _) => State::Checking { done },
            (None, Some("store"), Some(checked)) => State::Storing { checked, done },
            (None, None, Some(checked)) => State::Checked(checked),
            (None, None, None) => State::Unmatched,
            _ => return Err(anyhow::anyhow!("torn table_import {}", r.id).into()),
        };
        let by_hand = r.head.zip(r.columns).map(|(head, columns)| ByHand {
            head: u32::try_from(head).unwrap_or_default(),
            columns: columns.into_iter().map(|c| Some(c).filter(|c| !c.is_empty())).collect(),
        });
        Ok(Self {
            id: r.id.into(),
            place: Place { unit: r.unit_id.into(), path: r.path },
            file_name: r.file_name,
            uploaded_at: r.uploaded_at,
            rows: usize::try_from(r.rows).unwrap_or_default(),
            by_hand,
            check_no: r.check_no,
            failure: r.fault.as_deref().and_then(Failure::from_code),
            state,
        })
    }
}

macro_rules! uploads {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            "select id, unit_id, path, file_name, uploaded_at, rows, head, columns, check_no, checked, work, work_done, fault, result
               from table_import " + $tail,
            $($arg),*
        )
    };
}

/// Keeps others from writing to the register until the transaction ends.
pub(super) async fn keep_others_out<R: Register>(tx: &mut Tx) -> Result<()> {
    sqlx::raw_sql(R::LOCK).execute(tx.conn()).await?;
    Ok(())
}

/// An upload of one's own, of this kind.
pub(super) async fn find(db: &mut PgConnection, id: ImportId, kind: &str) -> Result<Uploaded> {
    let row = uploads!("where id = $1 and kind = $2", id.0, kind).fetch_optional(db).await?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// The same, locked until the transaction ends.
pub(super) async fn lock(tx: &mut Tx, id: ImportId, kind: &str) -> Result<Uploaded> {
    let row =
        uploads!("where id = $1 and kind = $2 for update", id.0, kind).fetch_optional(tx.conn()).await?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// What this person has uploaded to a register and not stored, the newest first.
pub(super) async fn unfinished(
    db: &mut PgConnection,
    (person, path): (PersonId, &str),
    kind: &str,
) -> Result<Vec<Uploaded>> {
    let rows = uploads!(
        "where person_id = $1 and starts_with(path, $2) and kind = $3 and applied_at is null order by uploaded_at desc, id desc limit 10",
        person.0,
        path,
        kind
    );
    rows.fetch_all(db).await?.into_iter().map(Uploaded::try_from).collect()
}

/// The file as it came.
pub(super) async fn bytes(db: &mut PgConnection, id: ImportId) -> Result<Vec<u8>> {
    let bytes = sqlx::query_scalar!("select bytes from table_import where id = $1", id.0);
    bytes.fetch_optional(db).await?.flatten().ok_or(Error::NotFound)
}

/// A table that has come.
pub(super) struct Arrived<'a> {
    pub id: ImportId,
    pub kind: &'a str,
    pub place: &'a Place,
    pub file_name: &'a str,
    pub sha256: &'a str,
    pub rows: usize,
    pub bytes: &'a [u8],
}

/// Keeps a table.
pub(super) async fn add(tx: &mut Tx, a: Arrived<'_>) -> Result<()> {
    let (person, now) = (tx.actor()?.person.0, tx.at().now);
    sqlx::query!(
        "insert into table_import (id, kind, unit_id, path, person_id, file_name, sha256, uploaded_at, rows, bytes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        a.id.0,
        a.kind,
        a.place.unit.0,
        a.place.path,
        person,
        a.file_name,
        a.sha256,
        now,
        i32::try_from(a.rows).unwrap_or(i32::MAX),
        a.bytes
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes a table that was never stored.
pub(super) async fn clear(tx: &mut Tx, id: ImportId) -> Result<()> {
    sqlx::query!("delete from table_import where id = $1 and applied_at is null", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Leaves the rest to a worker.
pub(super) async fn hand_over(tx: &mut Tx, id: ImportId, work: Work) -> Result<()> {
    sqlx::query!(
        "update table_import set work = $2, work_done = 0, fault = null where id = $1",
        id.0,
        work.code()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes how far the work is.
pub(super) async fn went_on(tx: &mut Tx, id: ImportId, done: usize) -> Result<()> {
    let done = i32::try_from(done).unwrap_or(i32::MAX);
    sqlx::query!("update table_import set work_done = $2 where id = $1 and work is not null", id.0, done)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Notes that the work came to nothing, unless it is done or somebody asked for other work meanwhile.
pub(super) async fn failed(tx: &mut Tx, id: ImportId, work: Work, check_no: i32, why: Failure) -> Result<()> {
    sqlx::query!(
        "update table_import set work = null, fault = $4 where id = $1 and work = $2 and check_no = $3",
        id.0,
        work.code(),
        check_no,
        why.code()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes what came of it; the bytes and what was shown of them go.
pub(super) async fn done(tx: &mut Tx, id: ImportId, counts: Counts) -> Result<()> {
    let (now, result) = (tx.at().now, serde_json::to_value(counts).map_err(anyhow::Error::from)?);
    checks::forget(tx, id).await?;
    sqlx::query!(
        "update table_import set applied_at = $2, result = $3, bytes = null, checked = null, work = null, fault = null where id = $1",
        id.0,
        now,
        result
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What another transaction took in the meantime shows as a broken rule: the person looks again.
pub(super) fn outdated(e: Error) -> Error {
    let broken = match &e {
        Error::Internal(cause) => cause.downcast_ref::<sqlx::Error>().and_then(|e| e.as_database_error()),
        _ => None,
    };
    if broken.is_some_and(|d| d.is_unique_violation() || d.is_check_violation()) {
        Error::refused(Refused::Outdated)
    } else {
        e
    }
}
