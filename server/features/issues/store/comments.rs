//! Comments on an issue, and the people around it.
use super::super::model::{Candidate, Comment, Issue};
use crate::{
    access::Role,
    audit::Tx,
    base::{
        error::Result,
        ids::{IssueId, PersonId},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// The most comments that a page shows: the newest.
const SHOWN: i64 = 200;

/// A comment as the page shows it.
#[derive(Debug, Clone)]
pub struct Said {
    /// By whom.
    pub by: String,
    /// In which role.
    pub role: Option<Role>,
    /// When.
    pub at: DateTime<Utc>,
    /// What was said.
    pub body: String,
    /// Who was told of it.
    pub mentioned: Vec<String>,
}

/// The comments on an issue, the newest first.
pub async fn comments(db: &mut PgConnection, issue: IssueId) -> Result<Vec<Said>> {
    let rows = sqlx::query!(
        r#"select coalesce(person_name(made_by), '') as "by!", role, made_at, body,
                  array(select coalesce(person_name(m), '') from unnest(mentioned) m) as "mentioned!"
             from issue_comment where issue_id = $1 order by id desc limit $2"#,
        issue.0,
        SHOWN
    )
    .fetch_all(db)
    .await?;
    let said = rows.into_iter().map(|r| Said {
        by: r.by,
        role: r.role.parse().ok(),
        at: r.made_at,
        body: r.body,
        mentioned: r.mentioned,
    });
    Ok(said.collect())
}

/// Adds a comment with its event.
pub async fn add(tx: &mut Tx, comment: Comment) -> Result<()> {
    let mentioned: Vec<uuid::Uuid> = comment.mentioned.iter().map(|p| p.0).collect();
    sqlx::query!(
        "insert into issue_comment (id, issue_id, unit_id, path, made_by, role, made_at, body, mentioned)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        comment.id.0,
        comment.issue.0,
        comment.place.unit.0,
        comment.place.path,
        comment.by.0,
        comment.role.code(),
        comment.at,
        comment.body,
        &mentioned
    )
    .execute(tx.conn())
    .await?;
    tx.record(comment.event);
    Ok(())
}

/// Somebody around an issue.
#[derive(Debug, Clone)]
pub struct Near {
    /// Who.
    pub who: Candidate,
    /// Whether they may own it.
    pub owns: bool,
    /// Whether they see it, and so may be mentioned.
    pub sees: bool,
}

/// The people around an issue, its unit's officers first: who may own it, and who may be mentioned. They are known to the reader: by
/// their posts at the unit or above, as far as the reader sees these, or because they stand on the issue's page.
pub async fn people(db: &mut PgConnection, issue: &Issue, today: NaiveDate) -> Result<Vec<Near>> {
    let rows = sqlx::query!(
        r#"with near as (
              select o.person_id, o.unit_id = $2 as owns, o.role = 'officer' and o.unit_id = $2 as officer, o.starts_on as since
                from post o
               where o.path = any (array(select left($3, n) from generate_series(1, length($3)) n where substr($3, n, 1) = '/'))
                 and o.role in ('officer', 'owner', 'reviewer', 'leader', 'supervisor')
                 and o.starts_on <= $5 and (o.ends_on is null or o.ends_on >= $5)
               union all select $4, false, false, null
               union all select a.person_id, false, false, null from audit a where a.subject_id = $1 and a.person_id is not null
               union all select c.made_by, false, false, null from issue_comment c where c.issue_id = $1)
           select person_id as "person!", coalesce(person_name(person_id), '') as "name!", bool_or(owns) as "owns!",
                  person_id in (select seeing_issue(array(select distinct person_id from near), $3, $4, $5)) as "sees!"
             from near group by person_id order by bool_or(officer) desc, min(since), 2, 1 limit 500"#,
        issue.id.0,
        issue.place.unit.0,
        issue.place.path,
        issue.owner.0,
        today
    )
    .fetch_all(db)
    .await?;
    let near = rows.into_iter().map(|r| Near {
        who: Candidate { person: PersonId(r.person), name: r.name },
        owns: r.owns,
        sees: r.sees,
    });
    Ok(near.collect())
}
