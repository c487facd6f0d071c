//! What a batch is about, and who could own it.
use super::{super::model::Candidate, list::Filter};
use crate::base::{
    error::Result,
    ids::{PersonId, UnitId},
};
use chrono::NaiveDate;
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The ids of what a filter finds, at most `limit`.
pub async fn ids(db: &mut PgConnection, filter: &Filter, limit: i64) -> Result<Vec<Uuid>> {
    Ok(super::lines(db, filter, None, limit).await?.into_iter().map(|l| l.id).collect())
}

/// Who could own issues of these units, each with the units where they could.
pub async fn owners(
    db: &mut PgConnection,
    units: &[Uuid],
    today: NaiveDate,
) -> Result<BTreeMap<PersonId, (Candidate, Vec<UnitId>)>> {
    let rows = sqlx::query!(
        r#"select o.person_id, coalesce(person_name(o.person_id), '') as "name!", array_agg(distinct o.unit_id) as "units!"
             from post o
            where o.unit_id = any($1) and o.role in ('officer', 'owner', 'reviewer', 'leader', 'supervisor')
              and o.starts_on <= $2 and (o.ends_on is null or o.ends_on >= $2)
            group by o.person_id order by 2, 1 limit 500"#,
        units,
        today
    )
    .fetch_all(db)
    .await?;
    let owner = |r: (Uuid, String, Vec<Uuid>)| {
        let person = PersonId::from(r.0);
        (person, (Candidate { person, name: r.1 }, r.2.into_iter().map(UnitId::from).collect()))
    };
    Ok(rows.into_iter().map(|r| owner((r.person_id, r.name, r.units))).collect())
}
