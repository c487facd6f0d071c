//! Every SQL statement about days off of units.
use crate::{
    audit::Tx,
    base::{
        error::Result,
        ids::{UnitId, VacationId},
    },
    features::units::vacations::{Change, Days, Vacation, What},
};
use sqlx::PgConnection;

/// The days off that a unit itself keeps, the earliest first.
pub async fn own(db: &mut PgConnection, unit: UnitId) -> Result<Vec<Vacation>> {
    let rows = sqlx::query!(
        "select id, name, starts_on, ends_on from unit_vacation where unit_id = $1 order by starts_on",
        unit.0
    );
    let each = rows.fetch_all(db).await?.into_iter().map(|r| Vacation {
        id: VacationId::from(r.id),
        days: Days { name: r.name, from: r.starts_on, to: r.ends_on },
    });
    Ok(each.collect())
}

/// Writes days off, or takes them back, with the event.
pub async fn save(tx: &mut Tx, change: Change) -> Result<()> {
    let (now, by) = (tx.at().now, tx.actor()?.person);
    let place = &change.place;
    match change.what {
        What::Add(Vacation { id, days }) => {
            sqlx::query!(
                "insert into unit_vacation (id, unit_id, path, name, starts_on, ends_on, made_by, made_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
                id.0,
                place.unit.0,
                place.path,
                days.name,
                days.from,
                days.to,
                by.0,
                now
            )
            .execute(tx.conn())
            .await?;
        }
        What::Remove(id) => {
            sqlx::query!("delete from unit_vacation where id = $1 and unit_id = $2", id.0, place.unit.0)
                .execute(tx.conn())
                .await?;
        }
    }
    tx.record(change.event);
    Ok(())
}
