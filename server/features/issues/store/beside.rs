//! What stands beside an issue on its page, and who may own one.
use super::super::{
    deadline::Deadline,
    model::{Candidate, Issue, ItemRef},
};
use crate::{
    base::{
        error::Result,
        ids::{IssueId, PersonId, UnitId},
    },
    features::messages::model::Line,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A deadline as it was given.
#[derive(Debug, Clone)]
pub struct Given {
    /// `first`, `severity` or `reopened`.
    pub why: String,
    /// Until when.
    pub deadline: Deadline,
    /// When it was given.
    pub at: DateTime<Utc>,
}

/// What the page of an issue tells beside it.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// 编号 of the issue that it repeats; empty where the reader does not see it.
    pub earlier: String,
    /// Its items, the main one first.
    pub items: Vec<ItemRef>,
    /// Every deadline that was given to it, the first one first.
    pub deadlines: Vec<Given>,
}

/// The items of an issue, the one that it repeats, and its deadlines, in one round trip.
pub async fn around(db: &mut PgConnection, issue: &Issue) -> Result<Around> {
    let r = sqlx::query!(
        r#"select coalesce((select number from issue where id = $2), '') as "earlier!",
                  array(select code from issue_item where issue_id = $1 order by main desc, code) as "codes!",
                  array(select clause from issue_item where issue_id = $1 order by main desc, code) as "clauses!",
                  array(select title_zh from issue_item where issue_id = $1 order by main desc, code) as "titles_zh!",
                  array(select title_en from issue_item where issue_id = $1 order by main desc, code) as "titles_en!",
                  array(select why from deadline where issue_id = $1 order by id) as "whys!",
                  array(select due from deadline where issue_id = $1 order by id) as "dues!",
                  array(select days from deadline where issue_id = $1 order by id) as "days!",
                  array(select calendar_known from deadline where issue_id = $1 order by id) as "known!",
                  array(select made_at from deadline where issue_id = $1 order by id) as "made!""#,
        issue.id.0,
        issue.repeats.map(|id| id.0)
    )
    .fetch_one(db)
    .await?;
    let words = r.clauses.into_iter().zip(r.titles_zh.into_iter().zip(r.titles_en));
    let items = r.codes.iter().zip(words).map(|(code, (clause, (title_zh, title_en)))| {
        let code = code.parse().map_err(anyhow::Error::from)?;
        Ok(ItemRef { code, clause, title_zh, title_en })
    });
    let items = items.collect::<Result<_>>()?;
    let facts = r.dues.into_iter().zip(r.days).zip(r.known.into_iter().zip(r.made));
    let deadlines = r.whys.into_iter().zip(facts).map(|(why, ((due, days), (known, at)))| {
        let days = u16::try_from(days).map_err(anyhow::Error::from)?;
        Ok(Given { why, deadline: Deadline::kept(due, days, known), at })
    });
    let deadlines = deadlines.collect::<Result<_>>()?;
    Ok(Around { earlier: r.earlier, items, deadlines })
}

/// Everyone who may own issues of a unit, its officers first: an active post there, and not as administrator, auditor or
/// mere staff, who see no issues.
pub async fn candidates(db: &mut PgConnection, unit: UnitId, today: NaiveDate) -> Result<Vec<Candidate>> {
    let rows = sqlx::query!(
        r#"select o.person_id, coalesce(person_name(o.person_id), '') as "name!", bool_or(o.role = 'officer') as officer,
                  min(o.starts_on) as since
             from post o
            where o.unit_id = $1 and o.role in ('officer', 'owner', 'reviewer', 'leader', 'supervisor')
              and o.starts_on <= $2 and (o.ends_on is null or o.ends_on >= $2)
            group by o.person_id order by officer desc, since, 2, 1 limit 500"#,
        unit.0,
        today
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| Candidate { person: r.person_id.into(), name: r.name }).collect())
}

/// The same, for one person; without a person the unit's officer of longest standing.
pub async fn candidate(
    db: &mut PgConnection,
    unit: UnitId,
    person: Option<PersonId>,
    today: NaiveDate,
) -> Result<Option<Candidate>> {
    let row = sqlx::query!(
        r#"select o.person_id, coalesce(person_name(o.person_id), '') as "name!" from post o
            where o.unit_id = $1 and o.role in ('officer', 'owner', 'reviewer', 'leader', 'supervisor')
              and case when $2::uuid is null then o.role = 'officer' else o.person_id = $2 end
              and o.starts_on <= $3 and (o.ends_on is null or o.ends_on >= $3)
            order by o.starts_on, o.person_id limit 1"#,
        unit.0,
        person.map(|p| p.0),
        today
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Candidate { person: r.person_id.into(), name: r.name }))
}

/// The officers of these units on this day.
pub async fn officers(
    db: &mut PgConnection,
    units: &[Uuid],
    today: NaiveDate,
) -> Result<Vec<(UnitId, PersonId)>> {
    let rows = sqlx::query!(
        "select distinct unit_id, person_id from post
          where unit_id = any($1) and role = 'officer' and starts_on <= $2 and (ends_on is null or ends_on >= $2)",
        units,
        today
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|r| (r.unit_id.into(), r.person_id.into())).collect())
}

/// These issues as messages tell them, by number: the checklist's words and the current deadline, nothing of their own text.
pub async fn news(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Line>> {
    let rows = sqlx::query!(
        r#"select i.id, i.number, i.due, m.title_zh as "title_zh?", m.title_en as "title_en?"
             from issue i left join issue_item m on m.issue_id = i.id and m.main where i.id = any($1) order by i.number"#,
        ids
    );
    let line = rows.fetch_all(db).await?.into_iter().map(|r| Line {
        issue: IssueId::from(r.id),
        number: r.number,
        title_zh: r.title_zh.unwrap_or_default(),
        title_en: r.title_en.unwrap_or_default(),
        due: r.due,
        standing: None,
    });
    Ok(line.collect())
}
