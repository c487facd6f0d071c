//! Every SQL statement about units.
pub mod bulk;
mod merge;
pub mod settings;
pub mod vacations;

pub use merge::{merge, merger_of};

use super::model::{Change, Facts, Obstacle, Refused, Unit, What};
use crate::{
    access::{Place, Scope},
    audit::{Event, Subject, Tx},
    base::{
        error::{Error, Result, broke},
        form::{Errors, Fault},
        ids::UnitId,
    },
};
use chrono::NaiveDate;
use sqlx::{PgConnection, postgres::PgQueryResult};
use uuid::Uuid;

struct Row {
    id: Uuid,
    path: String,
    parent_id: Option<Uuid>,
    code: String,
    name: String,
    kind: String,
    order_no: i32,
    closed_on: Option<NaiveDate>,
    merged_into: Option<Uuid>,
    successor: Option<String>,
    above: Option<String>,
    sort_key: String,
}

impl From<Row> for Unit {
    fn from(r: Row) -> Self {
        Self {
            place: Place { unit: r.id.into(), path: r.path },
            parent: r.parent_id.map(UnitId::from),
            facts: Facts { code: r.code, name: r.name, kind: r.kind, order_no: r.order_no },
            closed: r.closed_on,
            successor: r.merged_into.map(UnitId::from).zip(r.successor),
        }
    }
}

/// The one select list; the tail is the rest of the statement, still checked at compile time.
macro_rules! units {
    ($($tail:literal)+, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            "select u.id, u.path, u.parent_id, u.code, u.name, u.kind, u.order_no, u.closed_on, u.merged_into,
                    unit_name(u.merged_into) as successor, (select a.name from unit a where a.id = u.parent_id) as above, u.sort_key
               from unit u " $(+ $tail)+,
            $($arg),*
        )
    };
}

macro_rules! counted {
    ($($tail:literal)+, $($arg:expr),*) => {
        sqlx::query_scalar!(r#"select count(*) as "n!" from unit u "# $(+ $tail)+, $($arg),*)
    };
}

/// The one reading of a filter, for the lines and for how many there are.
macro_rules! narrowed {
    ($read:ident, $f:expr, $tail:literal $(, $arg:expr)*) => {
        $read!(
            "where u.path >= $1 and u.path < $2 and ($3 = '' or u.name like '%' || $3 || '%' or u.code like $3 || '%') "
            $tail,
            $f.scope.from(),
            $f.scope.to(),
            $f.text
            $(, $arg)*
        )
    };
}

/// What a list of units is narrowed to.
#[derive(Debug)]
pub struct Filter {
    /// The subtree.
    pub scope: Scope,
    /// Part of the name or the beginning of the code.
    pub text: String,
}

/// A line of the list: the unit, the one above it, and its place in the order.
pub struct Line {
    /// The unit.
    pub unit: Unit,
    /// The name of the unit above, as far as the reader may see it.
    pub above: Option<String>,
    /// Its sort key, for the next page.
    pub sort_key: String,
}

/// Units behind a sort key in tree order; at most `limit`.
pub async fn list(db: &mut PgConnection, filter: &Filter, after: &str, limit: i64) -> Result<Vec<Line>> {
    let rows = narrowed!(units, filter, "and u.sort_key > $4 order by u.sort_key limit $5", after, limit);
    let line = |mut r: Row| {
        let (above, sort_key) = (r.above.take(), std::mem::take(&mut r.sort_key));
        Line { unit: r.into(), above, sort_key }
    };
    Ok(rows.fetch_all(db).await?.into_iter().map(line).collect())
}

/// How many there are.
pub async fn count(db: &mut PgConnection, filter: &Filter) -> Result<i64> {
    Ok(narrowed!(counted, filter, "").fetch_one(db).await?)
}

/// One unit, absent when out of scope.
pub async fn find(db: &mut PgConnection, id: UnitId) -> Result<Unit> {
    let row = units!("where u.id = $1", id.0).fetch_optional(db).await?;
    row.map(Unit::from).ok_or(Error::NotFound)
}

/// One unit, locked until the transaction ends; absent when out of scope.
pub async fn lock(tx: &mut Tx, id: UnitId) -> Result<Unit> {
    // Whoever may only read locks nothing, and is refused for that by the policy's table instead of finding nothing.
    sqlx::query!("select from unit where id = $1 for update", id.0).fetch_optional(tx.conn()).await?;
    find(tx.conn(), id).await
}

/// The place of a unit, absent when out of scope; by id, or by its code or name as a person types it.
pub async fn written(db: &mut PgConnection, written: &str) -> Result<Option<Place>> {
    let id: Option<Uuid> = written.parse().ok();
    let row = sqlx::query!(
        "select id, path from unit where ($1::uuid is not null and id = $1) or code = $2 or name = $2 order by sort_key limit 1",
        id,
        written
    );
    Ok(row.fetch_optional(db).await?.map(|r| Place { unit: UnitId::from(r.id), path: r.path }))
}

/// The subtree of a unit as a person types it: all of `scope` when nothing is typed, none when it is out of reach.
pub async fn subtree(db: &mut PgConnection, scope: Scope, typed: &str) -> Result<Option<Scope>> {
    match typed.trim() {
        "" => Ok(Some(scope)),
        typed => Ok(written(db, typed).await?.map(|place| Scope::below(&place.path))),
    }
}

/// Id, name and level of every open unit of the subtree in tree order, for a choice; at most 2,000.
pub async fn choices(db: &mut PgConnection, scope: &Scope) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        "select id, name, path from unit where path >= $1 and path < $2 and closed_on is null order by sort_key limit 2000",
        scope.from(),
        scope.to()
    )
    .fetch_all(db)
    .await?;
    let base = scope.from().matches('/').count();
    let indent = |path: &str| "\u{3000}".repeat(path.matches('/').count().saturating_sub(base));
    Ok(rows.into_iter().map(|r| (r.id.to_string(), format!("{}{}", indent(&r.path), r.name))).collect())
}

/// Keeps the tree as it is until the transaction ends, so that two moves make no circle.
pub async fn lock_tree(tx: &mut Tx) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(1002)").execute(tx.conn()).await?;
    Ok(())
}

/// What stands in the way of closing a unit.
pub async fn obstacles(db: &mut PgConnection, id: UnitId, today: NaiveDate) -> Result<Vec<Obstacle>> {
    let rows = sqlx::query!(r#"select what as "what!", n as "n!" from unit_obstacles($1, $2)"#, id.0, today)
        .fetch_all(db)
        .await?;
    let each = rows.into_iter().map(|r| match r.what.as_str() {
        "units" => Ok(Obstacle::Units(r.n)),
        "issues" => Ok(Obstacle::Issues(r.n)),
        "systems" => Ok(Obstacle::Systems(r.n)),
        "posts" => Ok(Obstacle::Posts(r.n)),
        other => Err(anyhow::anyhow!("unknown obstacle {other:?}").into()),
    });
    each.collect()
}

/// The next free number of the tree: the last part of a new unit's path.
pub async fn next_number(tx: &mut Tx) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select nextval('unit_no_seq') as "no!""#).fetch_one(tx.conn()).await?)
}

/// Writes a change with its event.
///
/// # Errors
/// `Err(Errors)` inside `Ok` when the code is taken: a fault of the field.
pub async fn save(tx: &mut Tx, change: Change) -> Result<Result<UnitId, Errors>> {
    let Change { what, event } = change;
    let now = tx.at().now;
    tx.mark().await?;
    let (id, done) = match what {
        What::Add { place, parent, facts } => {
            let no: i64 = place
                .path
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .and_then(|n| n.parse().ok())
                .unwrap_or_default();
            let add = sqlx::query!(
                "insert into unit (id, no, parent_id, path, sort_key, code, name, kind, order_no, created_at)
                 select $1, $2, id, $3, sort_key || unit_sort_part($4, $2), $5, $6, $7, $4, $8 from unit where id = $9",
                place.unit.0,
                no,
                place.path,
                facts.order_no,
                facts.code,
                facts.name,
                facts.kind,
                now,
                parent.0
            );
            (place.unit, add.execute(tx.conn()).await)
        }
        What::Edit { id, facts } => {
            let edit = sqlx::query!(
                "update unit set code = $2, name = $3, kind = $4, order_no = $5 where id = $1",
                id.0,
                facts.code,
                facts.name,
                facts.kind,
                facts.order_no
            );
            (id, edit.execute(tx.conn()).await)
        }
        What::Move { id, below, from, to } => (id, shift(tx, id, below, &from, &to).await),
        What::Close { id, on } => {
            excuse(tx, &event).await?;
            let close = sqlx::query!("update unit set closed_on = $2 where id = $1", id.0, on);
            (id, close.execute(tx.conn()).await)
        }
    };
    match done {
        Err(e) if broke(&e, "unit_code_key") => {
            tx.back().await?;
            return Ok(Err(Errors::one("code", Fault::Taken)));
        }
        Err(e) if broke(&e, "posts_kept_apart") => return Err(Error::refused(Refused::Apart)),
        Err(e) if broke(&e, "unit_is_closed") => return Err(Error::refused(Refused::Closed)),
        Err(e) => return Err(e.into()),
        Ok(_) => tx.record(event),
    }
    Ok(Ok(id))
}

/// The inspections that a unit still owes when it is closed are excused, each with its event.
async fn excuse(tx: &mut Tx, closing: &Event) -> Result<()> {
    let place = &closing.place;
    let owed = sqlx::query_scalar!(r#"select id as "id!" from excuse_inspections($1)"#, place.unit.0);
    for id in owed.fetch_all(tx.conn()).await? {
        let subject = Subject { kind: "inspection", id };
        tx.record(Event {
            kind: "inspection.excuse",
            subject,
            place: place.clone(),
            data: serde_json::json!({}),
        });
    }
    Ok(())
}

/// A unit and all below it get new paths, and every row that belongs to one of them follows: the tables refer to id and path
/// together, and cascade.
async fn shift(tx: &mut Tx, id: UnitId, below: UnitId, from: &str, to: &str) -> sqlx::Result<PgQueryResult> {
    let parent = sqlx::query!("update unit set parent_id = $2 where id = $1", id.0, below.0);
    parent.execute(tx.conn()).await?;
    sqlx::query!(
        "update unit u set path = $4 || substr(u.path, length($3) + 1),
                sort_key = p.sort_key || unit_sort_part(m.order_no, m.no) || substr(u.sort_key, length(m.sort_key) + 1)
           from unit m, unit p
          where m.id = $1 and p.id = $2 and starts_with(u.path, $3)",
        id.0,
        below.0,
        from,
        to
    )
    .execute(tx.conn())
    .await
}
