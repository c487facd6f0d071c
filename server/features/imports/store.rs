//! Every SQL statement about uploaded tables.
use super::{Counts, Refused, Register};
use crate::{
    access::Place,
    audit::Tx,
    base::{
        error::{Error, Result},
        ids::ImportId,
    },
};
use sqlx::PgConnection;
use uuid::Uuid;

/// An uploaded table.
#[derive(Debug, Clone)]
pub(super) struct Uploaded {
    /// The name that the file came with.
    pub file_name: String,
    pub state: State,
}

#[derive(Debug, Clone)]
pub(super) enum State {
    /// It waits; its bytes are read again at every look.
    Waiting(Vec<u8>),
    /// It is stored; what came of it.
    Applied(Counts),
}

struct Row {
    id: Uuid,
    file_name: String,
    bytes: Option<Vec<u8>>,
    result: Option<serde_json::Value>,
}

impl TryFrom<Row> for Uploaded {
    type Error = Error;
    fn try_from(r: Row) -> Result<Self> {
        let state = match (r.bytes, r.result) {
            (Some(bytes), None) => State::Waiting(bytes),
            (None, Some(counts)) => {
                State::Applied(serde_json::from_value(counts).map_err(anyhow::Error::from)?)
            }
            _ => return Err(anyhow::anyhow!("torn table_import {}", r.id).into()),
        };
        Ok(Self { file_name: r.file_name, state })
    }
}

macro_rules! uploads {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(Row, "select id, file_name, bytes, result from table_import " + $tail, $($arg),*)
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

/// A table that has come.
pub(super) struct Arrived<'a> {
    pub id: ImportId,
    pub kind: &'a str,
    pub place: &'a Place,
    pub file_name: &'a str,
    pub sha256: &'a str,
    pub bytes: &'a [u8],
}

/// Keeps a table; what the person left waiting for more than a day goes.
pub(super) async fn add(tx: &mut Tx, a: Arrived<'_>) -> Result<()> {
    let (person, now) = (tx.actor()?.person.0, tx.at().now);
    let day_ago = now - chrono::Duration::days(1);
    sqlx::query!(
        "delete from table_import where person_id = $1 and applied_at is null and uploaded_at < $2",
        person,
        day_ago
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into table_import (id, kind, unit_id, path, person_id, file_name, sha256, uploaded_at, bytes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        a.id.0,
        a.kind,
        a.place.unit.0,
        a.place.path,
        person,
        a.file_name,
        a.sha256,
        now,
        a.bytes
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes what came of it; the bytes go.
pub(super) async fn done(tx: &mut Tx, id: ImportId, counts: Counts) -> Result<()> {
    let (now, result) = (tx.at().now, serde_json::to_value(counts).map_err(anyhow::Error::from)?);
    sqlx::query!(
        "update table_import set applied_at = $2, result = $3, bytes = null where id = $1",
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
