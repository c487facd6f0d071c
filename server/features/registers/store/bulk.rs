//! Many systems at once, for the import: one statement each, however many lines.
use super::system::{Row, date_columns, systems};
use crate::{
    access::{Place, Scope},
    audit::Tx,
    base::{error::Result, ids::SystemId},
    features::registers::model::{Facts, System, SystemStatus},
};
use sqlx::PgConnection;
use std::sync::atomic::{AtomicUsize, Ordering};
use uuid::Uuid;

/// Every system of the subtree.
pub async fn all(db: &mut PgConnection, scope: &Scope) -> Result<Vec<System>> {
    let rows = systems!("where s.path >= $1 and s.path < $2", scope.from(), scope.to());
    rows.fetch_all(db).await?.into_iter().map(System::try_from).collect()
}

/// A system to be added, or changed in all but its unit and provider.
pub type Entry = (SystemId, Place, Facts);

/// How many go into one statement, so that whoever waits sees it move.
const PART: usize = 2_000;

/// Adds systems; `stored` counts them.
pub async fn add(tx: &mut Tx, entries: &[Entry], stored: &AtomicUsize) -> Result<()> {
    for part in entries.chunks(PART) {
        add_part(tx, part).await?;
        stored.fetch_add(part.len(), Ordering::Relaxed);
    }
    Ok(())
}

async fn add_part(tx: &mut Tx, entries: &[Entry]) -> Result<()> {
    let (c, now) = (Columns::of(entries), tx.at().now);
    sqlx::query!(
        "insert into system (id, unit_id, path, name, level, filing_no, status, important, accountable, operating, phone,
                             online_since, online_precision, exposure, remark, created_at)
         select n.*, $16 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::boolean[],
                                     $9::text[], $10::text[], $11::text[], $12::date[], $13::text[], $14::text[], $15::text[]) as n",
        &c.ids,
        &c.units,
        &c.paths as &[&str],
        &c.names as &[&str],
        &c.levels as &[Option<i16>],
        &c.filings as &[&str],
        &c.states as &[&str],
        &c.important,
        &c.accountable as &[&str],
        &c.operating as &[&str],
        &c.phones as &[&str],
        &c.since as &[Option<chrono::NaiveDate>],
        &c.precision as &[Option<&str>],
        &c.exposure as &[&str],
        &c.remarks as &[&str],
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Changes systems; `stored` counts them.
pub async fn change(tx: &mut Tx, entries: &[Entry], stored: &AtomicUsize) -> Result<()> {
    for part in entries.chunks(PART) {
        change_part(tx, part).await?;
        stored.fetch_add(part.len(), Ordering::Relaxed);
    }
    Ok(())
}

async fn change_part(tx: &mut Tx, entries: &[Entry]) -> Result<()> {
    let c = Columns::of(entries);
    sqlx::query!(
        "update system s set name = n.name, level = n.level, filing_no = n.filing_no, status = n.status, important = n.important,
                accountable = n.accountable, operating = n.operating, phone = n.phone, online_since = n.online_since,
                online_precision = n.online_precision, exposure = n.exposure, remark = n.remark
           from unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::text[], $9::text[],
                       $10::date[], $11::text[], $12::text[], $13::text[])
                as n (id, name, level, filing_no, status, important, accountable, operating, phone, online_since, online_precision,
                      exposure, remark)
          where s.id = n.id",
        &c.ids,
        &c.names as &[&str],
        &c.levels as &[Option<i16>],
        &c.filings as &[&str],
        &c.states as &[&str],
        &c.important,
        &c.accountable as &[&str],
        &c.operating as &[&str],
        &c.phones as &[&str],
        &c.since as &[Option<chrono::NaiveDate>],
        &c.precision as &[Option<&str>],
        &c.exposure as &[&str],
        &c.remarks as &[&str]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The entries, column by column.
struct Columns<'a> {
    ids: Vec<Uuid>,
    units: Vec<Uuid>,
    paths: Vec<&'a str>,
    names: Vec<&'a str>,
    levels: Vec<Option<i16>>,
    filings: Vec<&'a str>,
    states: Vec<&'static str>,
    important: Vec<bool>,
    accountable: Vec<&'a str>,
    operating: Vec<&'a str>,
    phones: Vec<&'a str>,
    since: Vec<Option<chrono::NaiveDate>>,
    precision: Vec<Option<&'static str>>,
    exposure: Vec<&'a str>,
    remarks: Vec<&'a str>,
}

impl<'a> Columns<'a> {
    fn of(entries: &'a [Entry]) -> Self {
        let text = |of: fn(&Facts) -> &str| entries.iter().map(|(_, _, f)| of(f)).collect();
        let (since, precision) = entries.iter().map(|(_, _, f)| date_columns(f.online)).unzip();
        Self {
            ids: entries.iter().map(|(id, ..)| id.0).collect(),
            units: entries.iter().map(|(_, place, _)| place.unit.0).collect(),
            paths: entries.iter().map(|(_, place, _)| place.path.as_str()).collect(),
            names: text(|f| &f.name),
            levels: entries.iter().map(|(_, _, f)| f.level.map(|l| i16::from(l.number()))).collect(),
            filings: text(|f| &f.filing_no),
            states: entries.iter().map(|(_, _, f)| SystemStatus::code(f.status)).collect(),
            important: entries.iter().map(|(_, _, f)| f.important).collect(),
            accountable: text(|f| &f.accountable),
            operating: text(|f| &f.operating),
            phones: text(|f| &f.phone),
            since,
            precision,
            exposure: text(|f| &f.exposure),
            remarks: text(|f| &f.remark),
        }
    }
}
