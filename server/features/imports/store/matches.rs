//! What people of a unit said of heads.
use crate::{
    access::Place,
    audit::Tx,
    base::{
        error::Result,
        ids::UnitId,
        table_import::{Matching, Remembered},
    },
};
use sqlx::PgConnection;

/// Heads that a unit keeps in mind for one register; of more the oldest are forgotten.
const MOST: i64 = 1_000;

/// What was said of heads of this register.
pub(in super::super) async fn remembered(
    db: &mut PgConnection,
    unit: UnitId,
    register: &str,
) -> Result<Matching> {
    let rows = sqlx::query!(
        "select head, column_key, against from import_match where unit_id = $1 and register = $2",
        unit.0,
        register
    );
    let said = rows.fetch_all(db).await?.into_iter();
    let said = said.map(|r| (r.head, Remembered { column: r.column_key, over: r.against }));
    Ok(Matching { remembered: said.collect(), by_hand: None })
}

/// Remembers what was said.
pub(in super::super) async fn remember(
    tx: &mut Tx,
    place: &Place,
    register: &str,
    said: &[(String, Remembered)],
) -> Result<()> {
    let (person, now) = (tx.actor()?.person.0, tx.at().now);
    let heads: Vec<&str> = said.iter().map(|(head, _)| head.as_str()).collect();
    let keys: Vec<Option<&str>> = said.iter().map(|(_, said)| said.column.as_deref()).collect();
    let against: Vec<bool> = said.iter().map(|(_, said)| said.over).collect();
    sqlx::query!(
        "insert into import_match (unit_id, path, register, head, column_key, against, said_by, said_at)
         select $1, $2, $3, s.head, s.column_key, s.against, $4, $5
           from unnest($6::text[], $7::text[], $8::boolean[]) as s (head, column_key, against)
             on conflict (unit_id, register, head) do update
            set column_key = excluded.column_key, against = excluded.against, said_by = excluded.said_by, said_at = excluded.said_at",
        place.unit.0,
        place.path,
        register,
        person,
        now,
        &heads as &[&str],
        &keys as &[Option<&str>],
        &against
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from import_match where (unit_id, register, head) in (
             select unit_id, register, head from import_match where unit_id = $1 and register = $2 order by said_at desc, head offset $3)",
        place.unit.0,
        register,
        MOST
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets what was said of these heads; gives those of which anything was.
pub(in super::super) async fn forget(
    tx: &mut Tx,
    unit: UnitId,
    register: &str,
    heads: &[String],
) -> Result<Vec<String>> {
    let gone = sqlx::query_scalar!(
        "delete from import_match where unit_id = $1 and register = $2 and head = any ($3) returning head",
        unit.0,
        register,
        heads
    );
    Ok(gone.fetch_all(tx.conn()).await?)
}
