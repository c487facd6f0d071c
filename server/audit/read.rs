//! Reading the log: the history of one thing, and the whole log for the auditor.
use crate::{access::Scope, base::error::Result};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// An event as read.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id, ordered by time.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, by the name of that time.
    pub person_name: String,
    /// In which role.
    pub role: String,
    /// What.
    pub kind: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// To which thing.
    pub subject_id: Option<Uuid>,
    /// Facts.
    pub data: Value,
    /// From which address.
    pub address: String,
}

/// The history of one thing, newest first, at most 200 events.
pub async fn entries_of(db: &mut PgConnection, subject: Uuid) -> Result<Vec<Entry>> {
    let entries = sqlx::query_as!(
        Entry,
        "select id, at, person_name, role, kind, subject_kind, subject_id, data, address from audit
          where subject_id = $1 order by id desc limit 200",
        subject
    );
    Ok(entries.fetch_all(db).await?)
}

/// The newest events of a subtree before `before`, 51 at most: one more than a page shows.
pub async fn latest(
    db: &mut PgConnection,
    scope: &Scope,
    about: Option<&str>,
    before: Option<Uuid>,
) -> Result<Vec<Entry>> {
    let entries = sqlx::query_as!(
        Entry,
        "select id, at, person_name, role, kind, subject_kind, subject_id, data, address from audit
          where path >= $1 and path < $2 and ($3::uuid is null or id < $3)
            and ($4::text is null or subject_kind = $4) order by id desc limit 51",
        scope.from(),
        scope.to(),
        before,
        about
    );
    Ok(entries.fetch_all(db).await?)
}
