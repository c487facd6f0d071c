//! Every SQL statement about evidence.
use super::{
    forms::Batch,
    model::{Evidence, On},
};
use crate::{
    access::{Action, Allowed, InUnit, Place},
    audit::{Event, Tx},
    base::{
        error::{Error, Result},
        ids::{AnswerId, EvidenceId, IssueId},
    },
    state::App,
};
use serde_json::json;
use sqlx::PgConnection;

/// Keeps files as evidence about `on`, which lies where the proven thing lies, and gives their ids. A row is written after its
/// file is safe on disk.
pub async fn attach<A: Action, T: InUnit>(
    app: &App,
    tx: &mut Tx,
    to: &Allowed<A, T>,
    on: On,
    batch: &Batch,
) -> Result<Vec<EvidenceId>> {
    let (place, mut ids) = (to.place().clone(), Vec::new());
    for (file, media_type) in &batch.files {
        app.files.keep(file).await?;
        let (id, now) = (EvidenceId::new(tx.at().now), tx.at().now);
        sqlx::query!(
            "insert into evidence (id, unit_id, path, subject_kind, subject_id, name, media_type, size, sha256, taken_on, note,
                                   uploaded_by, uploaded_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id.0,
            place.unit.0,
            place.path,
            on.kind(),
            on.id(),
            file.name,
            media_type,
            i64::try_from(file.size).map_err(anyhow::Error::from)?,
            file.sha256,
            batch.taken_on,
            batch.note,
            to.by().person.0,
            now
        )
        .execute(tx.conn())
        .await?;
        let data = json!({ "name": file.name, "taken_on": batch.taken_on, "size": file.size, "sha256": file.sha256 });
        tx.record(Event { kind: "evidence.attach", subject: on.subject(), place: place.clone(), data });
        ids.push(id);
    }
    Ok(ids)
}

struct Row {
    id: uuid::Uuid,
    unit_id: uuid::Uuid,
    path: String,
    name: String,
    media_type: String,
    size: i64,
    sha256: String,
    taken_on: chrono::NaiveDate,
    note: String,
    uploader: String,
    uploaded_at: chrono::DateTime<chrono::Utc>,
    of_answer: bool,
    issue_owner: Option<uuid::Uuid>,
}

impl From<Row> for Evidence {
    fn from(r: Row) -> Self {
        Self {
            id: r.id.into(),
            place: Place { unit: r.unit_id.into(), path: r.path },
            name: r.name,
            media_type: r.media_type,
            size: r.size,
            sha256: r.sha256,
            taken_on: r.taken_on,
            note: r.note,
            uploader: r.uploader,
            uploaded_at: r.uploaded_at,
            of_answer: r.of_answer,
            issue_owner: r.issue_owner.map(Into::into),
        }
    }
}

macro_rules! evidence {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            r#"select e.id, e.unit_id, e.path, e.name, e.media_type, e.size, e.sha256, e.taken_on, e.note,
                      coalesce(person_name(e.uploaded_by), '') as "uploader!", e.uploaded_at,
                      e.subject_kind = 'answer' as "of_answer!", coalesce(i.owner_id, a.owner_id) as issue_owner
                 from evidence e left join issue i on e.subject_kind = 'issue' and i.id = e.subject_id
                 left join lateral (select f.owner_id from issue f
                                     where e.subject_kind = 'answer' and f.origin_answer = e.subject_id limit 1) a on true "# + $tail,
            $($arg),*
        )
    };
}

/// The evidence about an issue and about the answer that raised it, in the order of its upload.
pub async fn list_of(
    db: &mut PgConnection,
    issue: IssueId,
    answer: Option<AnswerId>,
) -> Result<Vec<Evidence>> {
    let rows = evidence!(
        "where (e.subject_kind = 'issue' and e.subject_id = $1) or (e.subject_kind = 'answer' and e.subject_id = $2) order by e.id",
        issue.0,
        answer.map(|a| a.0)
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Evidence::from).collect())
}

/// One piece, absent when out of sight.
pub(super) async fn find(db: &mut PgConnection, id: EvidenceId) -> Result<Evidence> {
    let row = evidence!("where e.id = $1", id.0).fetch_optional(db).await?;
    row.map(Evidence::from).ok_or(Error::NotFound)
}
