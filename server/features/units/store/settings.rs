//! Every SQL statement about settings of units.
use crate::{
    audit::Tx,
    base::{error::Result, ids::UnitId},
    features::units::settings::{Change, Own, Setting},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// What a unit itself decides.
pub async fn own(db: &mut PgConnection, unit: UnitId) -> Result<Own> {
    let rows =
        sqlx::query!("select key, value from unit_setting where unit_id = $1", unit.0).fetch_all(db).await?;
    let known = |key: &str| Setting::all().find(|s| s.key() == key);
    Ok(rows.into_iter().filter_map(|r| Some((known(&r.key)?, r.value))).collect())
}

/// The names of units, which may lie above the scope.
pub async fn names(
    db: &mut PgConnection,
    units: impl Iterator<Item = UnitId>,
) -> Result<HashMap<UnitId, String>> {
    let ids: Vec<Uuid> = units.map(|u| u.0).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows =
        sqlx::query!(r#"select id as "id!", unit_name(id) as name from unnest($1::uuid[]) as u (id)"#, &ids);
    let named = rows.fetch_all(db).await?.into_iter();
    Ok(named.map(|r| (r.id.into(), r.name.unwrap_or_default())).collect())
}

/// Writes what a unit decides, with its event.
pub async fn save(tx: &mut Tx, change: Change) -> Result<()> {
    let (now, by) = (tx.at().now, tx.actor()?.person);
    let place = &change.place;
    let gone: Vec<String> = change.gone.iter().map(|s| s.key().to_owned()).collect();
    sqlx::query!("delete from unit_setting where unit_id = $1 and key = any($2)", place.unit.0, &gone)
        .execute(tx.conn())
        .await?;
    let (keys, values): (Vec<String>, Vec<i32>) =
        change.put.iter().map(|(s, n)| (s.key().to_owned(), *n)).unzip();
    sqlx::query!(
        "insert into unit_setting (unit_id, path, key, value, changed_by, changed_at)
         select $1, $2, s.key, s.value, $3, $4 from unnest($5::text[], $6::int[]) as s (key, value)
         on conflict (unit_id, key) do update set value = excluded.value, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        place.unit.0,
        place.path,
        by.0,
        now,
        &keys,
        &values
    )
    .execute(tx.conn())
    .await?;
    tx.record(change.event);
    Ok(())
}
