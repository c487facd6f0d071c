//! Profiles of units.
use crate::{
    access::Place,
    audit::Tx,
    base::{
        error::{Error, Result},
        ids::UnitId,
    },
    features::registers::model::{Flag, Profile, ProfileChange, ProfileWhat},
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

struct Row {
    id: Uuid,
    path: String,
    flags: Option<Vec<String>>,
    confirmed_by: Option<String>,
    confirmed_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Profile {
    type Error = Error;
    fn try_from(r: Row) -> Result<Self> {
        let flags: Result<Vec<Flag>, ()> = r.flags.unwrap_or_default().iter().map(|f| f.parse()).collect();
        let mut flags = flags.map_err(|()| anyhow::anyhow!("torn profile of unit {}", r.id))?;
        flags.sort();
        let confirmed = r.confirmed_at.map(|at| (r.confirmed_by.unwrap_or_default(), at));
        Ok(Self { place: Place { unit: r.id.into(), path: r.path }, flags, confirmed })
    }
}

/// The profile of a unit, which may have none yet; absent when the unit is out of scope.
pub async fn find(db: &mut PgConnection, unit: UnitId) -> Result<Profile> {
    let row = sqlx::query_as!(
        Row,
        r#"select u.id, u.path, p.flags as "flags?", person_name(p.confirmed_by) as confirmed_by, p.confirmed_at as "confirmed_at?"
             from unit u left join unit_profile p on p.unit_id = u.id where u.id = $1"#,
        unit.0
    );
    row.fetch_optional(db).await?.ok_or(Error::NotFound)?.try_into()
}

/// The same; nobody else changes it until the transaction ends.
pub async fn lock(tx: &mut Tx, unit: UnitId) -> Result<Profile> {
    let key = i64::from_be_bytes(unit.0.as_bytes()[8..].try_into().unwrap_or_default());
    sqlx::query!("select pg_advisory_xact_lock($1)", key).execute(tx.conn()).await?;
    find(tx.conn(), unit).await
}

/// Writes a change with its event.
pub async fn save(tx: &mut Tx, change: ProfileChange) -> Result<()> {
    let (now, unit) = (tx.at().now, change.place.unit.0);
    match change.what {
        ProfileWhat::Declare(flags) => {
            let flags: Vec<&str> = flags.iter().map(|f| f.code()).collect();
            sqlx::query!(
                "insert into unit_profile (unit_id, path, flags, changed_at) values ($1, $2, $3, $4)
                 on conflict (unit_id) do update set flags = excluded.flags, changed_at = excluded.changed_at,
                                                     confirmed_by = null, confirmed_at = null",
                unit,
                change.place.path,
                &flags as &[&str],
                now
            )
            .execute(tx.conn())
            .await?;
        }
        ProfileWhat::Confirm => {
            let by = tx.actor()?.person.0;
            sqlx::query!(
                "update unit_profile set confirmed_by = $2, confirmed_at = $3 where unit_id = $1",
                unit,
                by,
                now
            )
            .execute(tx.conn())
            .await?;
        }
    }
    tx.record(change.event);
    Ok(())
}
