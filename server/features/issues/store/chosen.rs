//! Issues that were chosen for a batch, and who could own them.
use super::{
    super::model::{Candidate, Code},
    list::Filter,
};
use crate::{
    access::{InUnit, Place},
    base::{
        error::{Error, Result},
        ids::{IssueId, PersonId, UnitId},
    },
};
use chrono::NaiveDate;
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An issue as far as a batch asks.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The issue.
    pub id: IssueId,
    /// 编号
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its state.
    pub state: Code,
    /// Where it belongs.
    pub place: Place,
    /// Its unit's name.
    pub unit: String,
    /// Whose it is.
    pub owner: PersonId,
    /// Their name.
    pub owner_name: String,
}

impl InUnit for Chosen {
    fn place(&self) -> &Place {
        &self.place
    }
}

/// The chosen issues within reach, by number; what is out of reach is not there.
pub async fn chosen(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Chosen>> {
    let rows = sqlx::query!(
        r#"select i.id, i.number, i.title, i.state, i.unit_id, i.path, u.name as unit, i.owner_id,
                  coalesce(person_name(i.owner_id), '') as "owner!"
             from issue i join unit u on u.id = i.unit_id where i.id = any($1) order by i.number"#,
        ids
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Chosen {
                id: r.id.into(),
                number: r.number,
                title: r.title,
                state: r.state.parse().map_err(|()| Error::from(anyhow::anyhow!("torn issue {}", r.id)))?,
                place: Place { unit: r.unit_id.into(), path: r.path },
                unit: r.unit,
                owner: r.owner_id.into(),
                owner_name: r.owner,
            })
        })
        .collect()
}

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
