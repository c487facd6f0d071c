//! Every SQL statement about checklists. An edition never changes, so each is read and checked once and then kept in memory.
use super::model::{Edition, Head, Item};
use crate::{
    audit::{Reason, Tx},
    base::{
        error::{Error, Result},
        ids::{ChecklistId, new_uuid},
    },
    state::App,
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};
use uuid::Uuid;

/// The code under which the editions of the notice stand.
const NOTICE: &str = "notice-2019-13";
/// Held while an edition is added, so that two instances that start at once add it once.
const ADDING: i64 = 0x7a69_6368_6101;

static READ: LazyLock<RwLock<HashMap<ChecklistId, Arc<Edition>>>> = LazyLock::new(RwLock::default);

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its id.
    pub id: ChecklistId,
    /// The edition's own name.
    pub version: String,
    /// The paper that it comes from, or its own title.
    pub title: String,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// Number of items.
    pub items: i64,
}

/// All editions, the newest first.
pub async fn list(db: &mut PgConnection) -> Result<Vec<Line>> {
    let lines = sqlx::query_as!(
        Line,
        r#"select c.id, c.version, c.title, c.published_at,
                  (select count(*) from checklist_item i where i.checklist_id = c.id) as "items!"
             from checklist c order by c.published_at desc, c.id desc"#
    );
    Ok(lines.fetch_all(db).await?)
}

/// One edition.
///
/// # Errors
/// `NotFound` when there is none; a row that does not form an edition is a fault of ours.
pub async fn edition(db: &mut PgConnection, id: ChecklistId) -> Result<Arc<Edition>> {
    if let Some(known) = READ.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
        return Ok(known.clone());
    }
    let row = sqlx::query!(
        r#"select c.head, (select jsonb_agg(i.body order by i.position) from checklist_item i where i.checklist_id = c.id) as "items!"
             from checklist c where c.id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    let head: Head = serde_json::from_value(row.head).map_err(anyhow::Error::from)?;
    let items: Vec<Item> = serde_json::from_value(row.items).map_err(anyhow::Error::from)?;
    let edition = Arc::new(Edition::new(head, items).map_err(anyhow::Error::from)?);
    READ.write().unwrap_or_else(PoisonError::into_inner).insert(id, edition.clone());
    Ok(edition)
}

/// Adds the edition that comes with the program, once; what is there already stays as it is.
pub async fn ensure_built_in(app: &App) -> Result<()> {
    let edition = Edition::built_in();
    let mut tx = Tx::system(app, Reason::BuiltIn, None).await?;
    let now = tx.at().now;
    sqlx::query!("select pg_advisory_xact_lock($1)", ADDING).execute(tx.conn()).await?;
    let id = ChecklistId::new(now);
    let added = sqlx::query!(
        "insert into checklist (id, code, version, title, head, published_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (code, version) do nothing",
        id.0,
        NOTICE,
        edition.version(),
        edition.head().meta.source,
        serde_json::to_value(edition.head()).map_err(anyhow::Error::from)?,
        now
    )
    .execute(tx.conn())
    .await?;
    if added.rows_affected() == 1 {
        let ids: Vec<Uuid> = edition.items().iter().map(|_| new_uuid(now)).collect();
        let codes: Vec<String> = edition.items().iter().map(|i| i.code.to_string()).collect();
        let bodies: Vec<serde_json::Value> = edition
            .items()
            .iter()
            .map(serde_json::to_value)
            .collect::<Result<_, _>>()
            .map_err(anyhow::Error::from)?;
        sqlx::query!(
            "insert into checklist_item (id, checklist_id, position, code, body)
             select e.id, $1, e.n, e.code, e.body from unnest($2::uuid[], $3::text[], $4::jsonb[]) with ordinality as e (id, code, body, n)",
            id.0,
            &ids,
            &codes,
            &bodies
        )
        .execute(tx.conn())
        .await?;
    }
    // Before the set-up there is no unit that an event could belong to; the row itself says when the edition came.
    tx.unchanged();
    tx.commit("/checklists").await
}
