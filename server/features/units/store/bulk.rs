//! Many units at once, for the import: a few statements, however many lines.
use crate::{
    access::{Place, Scope},
    audit::Tx,
    base::{error::Result, ids::UnitId, table_import::Lookup},
    features::units::model::Facts,
};
use sqlx::PgConnection;
use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
};
use uuid::Uuid;

/// A unit as the import compares it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Where it is.
    pub place: Place,
    /// What is known of it.
    pub facts: Facts,
    /// The code of the unit above, also where that one is out of scope.
    pub parent: Option<String>,
}

/// Every unit of the subtree, in tree order.
pub async fn all(db: &mut PgConnection, scope: &Scope) -> Result<Vec<Stored>> {
    let rows = sqlx::query!(
        r#"select u.id, u.path, u.code, u.name, u.kind, u.order_no,
                  case when p.id is not null then p.code
                       when u.parent_id is not null then (select d.code from units_down_to(u.path) d where d.id = u.parent_id) end as parent
             from unit u left join unit p on p.id = u.parent_id
            where u.path >= $1 and u.path < $2 order by u.sort_key"#,
        scope.from(),
        scope.to()
    )
    .fetch_all(db)
    .await?;
    let stored = rows.into_iter().map(|r| Stored {
        place: Place { unit: r.id.into(), path: r.path },
        facts: Facts { code: r.code, name: r.name, kind: r.kind, order_no: r.order_no },
        parent: r.parent,
    });
    Ok(stored.collect())
}

/// A unit as tables refer to it.
#[derive(Debug, Clone)]
pub struct Named {
    /// 单位编码
    pub code: String,
    /// 单位名称
    pub name: String,
    /// Where it is.
    pub place: Place,
}

/// Code, name and place of every open unit of the subtree.
pub async fn named(db: &mut PgConnection, scope: &Scope) -> Result<Vec<Named>> {
    let rows = sqlx::query!(
        "select id, path, code, name from unit where path >= $1 and path < $2 and closed_on is null",
        scope.from(),
        scope.to()
    );
    let named = rows.fetch_all(db).await?.into_iter().map(|r| Named {
        code: r.code,
        name: r.name,
        place: Place { unit: r.id.into(), path: r.path },
    });
    Ok(named.collect())
}

/// Units by code and by name, as tables write them.
pub fn lookup(named: &[Named]) -> Lookup<UnitId> {
    named.iter().flat_map(|u| [(&u.code, u.place.unit), (&u.name, u.place.unit)]).collect()
}

/// A unit to be added.
#[derive(Debug)]
pub struct New {
    /// Its id and a path that ends with its number; the path is put right with all others.
    pub place: Place,
    /// The last part of its path.
    pub no: i64,
    /// The unit above; none for the root.
    pub parent: Option<UnitId>,
    /// What is known of it.
    pub facts: Facts,
}

/// A unit to be changed.
#[derive(Debug)]
pub struct Changed {
    /// Which.
    pub id: UnitId,
    /// The unit above from now on; none: as it was.
    pub parent: Option<UnitId>,
    /// What is known of it from now on.
    pub facts: Facts,
}

/// Free numbers of the tree.
pub async fn numbers(tx: &mut Tx, count: usize) -> Result<Vec<i64>> {
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    Ok(sqlx::query_scalar!(r#"select nextval('unit_no_seq') as "no!" from generate_series(1, $1)"#, count)
        .fetch_all(tx.conn())
        .await?)
}

/// How many go into one statement, so that whoever waits sees it move.
const PART: usize = 2_000;

/// Adds and changes, then puts paths and order of the whole subtree right; `stored` counts them.
pub async fn put(tx: &mut Tx, new: &[New], changed: &[Changed], stored: &AtomicUsize) -> Result<()> {
    sqlx::raw_sql("set local zicha.resort = 'later'").execute(tx.conn()).await?;
    for part in new.chunks(PART) {
        add(tx, part).await?;
        stored.fetch_add(part.len(), Ordering::Relaxed);
    }
    change(tx, changed).await?;
    stored.fetch_add(changed.len(), Ordering::Relaxed);
    sqlx::query!(
        "with recursive tree as (
             select id, path, left(sort_key, length(sort_key) - length(unit_sort_part(order_no, no))) || unit_sort_part(order_no, no) as sort_key
               from unit u where not exists (select from unit p where p.id = u.parent_id)
             union all
             select c.id, t.path || c.no || '/', t.sort_key || unit_sort_part(c.order_no, c.no)
               from unit c join tree t on c.parent_id = t.id)
         update unit u set path = t.path, sort_key = t.sort_key from tree t
          where t.id = u.id and (u.path <> t.path or u.sort_key <> t.sort_key)"
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn add(tx: &mut Tx, new: &[New]) -> Result<()> {
    let now = tx.at().now;
    let ids: Vec<Uuid> = new.iter().map(|n| n.place.unit.0).collect();
    let numbers: Vec<i64> = new.iter().map(|n| n.no).collect();
    let parents: Vec<Option<Uuid>> = new.iter().map(|n| n.parent.map(|p| p.0)).collect();
    let paths: Vec<&str> = new.iter().map(|n| n.place.path.as_str()).collect();
    let facts = columns(new.iter().map(|n| &n.facts));
    sqlx::query!(
        "insert into unit (id, no, parent_id, path, sort_key, code, name, kind, order_no, created_at)
         select n.id, n.no, n.parent_id, n.path, unit_sort_part(n.order_no, n.no), n.code, n.name, n.kind, n.order_no, $1
           from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[])
                as n (id, no, parent_id, path, code, name, kind, order_no)",
        now,
        &ids,
        &numbers,
        &parents as &[Option<Uuid>],
        &paths as &[&str],
        &facts.0 as &[&str],
        &facts.1 as &[&str],
        &facts.2 as &[&str],
        &facts.3
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn change(tx: &mut Tx, changed: &[Changed]) -> Result<()> {
    let ids: Vec<Uuid> = changed.iter().map(|c| c.id.0).collect();
    let parents: Vec<Option<Uuid>> = changed.iter().map(|c| c.parent.map(|p| p.0)).collect();
    let facts = columns(changed.iter().map(|c| &c.facts));
    sqlx::query!(
        "update unit u set parent_id = coalesce(n.parent_id, u.parent_id), code = n.code, name = n.name, kind = n.kind, order_no = n.order_no
           from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[])
                as n (id, parent_id, code, name, kind, order_no)
          where u.id = n.id",
        &ids,
        &parents as &[Option<Uuid>],
        &facts.0 as &[&str],
        &facts.1 as &[&str],
        &facts.2 as &[&str],
        &facts.3
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

type Columns<'a> = (Vec<&'a str>, Vec<&'a str>, Vec<&'a str>, Vec<i32>);

fn columns<'a>(facts: impl Iterator<Item = &'a Facts> + Clone) -> Columns<'a> {
    let text = |of: fn(&Facts) -> &str| facts.clone().map(of).collect();
    (text(|f| &f.code), text(|f| &f.name), text(|f| &f.kind), facts.map(|f| f.order_no).collect())
}

/// Where these units are.
pub async fn places(tx: &mut Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, Place>> {
    let rows = sqlx::query!("select id, path from unit where id = any($1)", ids).fetch_all(tx.conn()).await?;
    Ok(rows.into_iter().map(|r| (r.id, Place { unit: r.id.into(), path: r.path })).collect())
}
