//! Systems: one, a page of the list, all of a filter.
use crate::{
    access::{Place, Scope},
    audit::Tx,
    base::{
        error::{Error, Result, broke},
        form::{Errors, Fault},
        ids::SystemId,
        search::Found,
        table_import::PartialDate,
    },
    features::registers::model::{Change, Facts, MlpsLevel, Provider, System, SystemStatus, What},
};
use chrono::{Datelike, NaiveDate};
use sqlx::PgConnection;
use uuid::Uuid;

/// A row as stored; also what the import reads.
pub(super) struct Row {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub path: String,
    pub unit_name: String,
    pub name: String,
    pub level: Option<i16>,
    pub filing_no: String,
    pub status: String,
    pub important: bool,
    pub accountable: String,
    pub operating: String,
    pub phone: String,
    pub online_since: Option<NaiveDate>,
    pub online_precision: Option<String>,
    pub exposure: String,
    pub remark: String,
    pub provided_by: Option<Uuid>,
    pub provider: Option<String>,
}

impl TryFrom<Row> for System {
    type Error = Error;
    fn try_from(r: Row) -> Result<Self> {
        let torn = || anyhow::anyhow!("torn system {}", r.id);
        let level = match r.level {
            Some(n) => Some(u8::try_from(n).ok().and_then(MlpsLevel::from_number).ok_or_else(torn)?),
            None => None,
        };
        let online = match (r.online_since, r.online_precision.as_deref()) {
            (None, None) => None,
            (Some(day), Some("day")) => Some(PartialDate::Day(day)),
            (Some(day), Some("month")) => Some(PartialDate::month(day.year(), day.month()).ok_or_else(torn)?),
            _ => return Err(torn().into()),
        };
        let status = SystemStatus::from_code(&r.status).ok_or_else(torn)?;
        let provided_by =
            r.provided_by.map(|id| Provider { unit: id.into(), name: r.provider.unwrap_or_default() });
        Ok(Self {
            id: r.id.into(),
            place: Place { unit: r.unit_id.into(), path: r.path },
            unit_name: r.unit_name,
            facts: Facts {
                name: r.name,
                level,
                filing_no: r.filing_no,
                status,
                important: r.important,
                accountable: r.accountable,
                operating: r.operating,
                phone: r.phone,
                online,
                exposure: r.exposure,
                remark: r.remark,
                provided_by,
            },
        })
    }
}

/// A date as its two columns.
pub(super) fn date_columns(date: Option<PartialDate>) -> (Option<NaiveDate>, Option<&'static str>) {
    let precision = date.map(|d| if matches!(d, PartialDate::Day(_)) { "day" } else { "month" });
    (date.map(PartialDate::first_day), precision)
}

/// The one select list; the tail is the rest of the statement, still checked at compile time.
macro_rules! systems {
    ($($tail:literal)+, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            "select s.id, s.unit_id, s.path, u.name as unit_name, s.name, s.level, s.filing_no, s.status, s.important, s.accountable,
                    s.operating, s.phone, s.online_since, s.online_precision, s.exposure, s.remark, s.provided_by,
                    case when s.provided_by is not null then
                        (select d.name from units_down_to(s.path) d where d.id = s.provided_by) end as provider
               from system s join unit u on u.id = s.unit_id " $(+ $tail)+,
            $($arg),*
        )
    };
}
pub(super) use systems;

macro_rules! counted {
    ($($tail:literal)+, $($arg:expr),*) => {
        sqlx::query_scalar!(r#"select count(*) as "n!" from system s join unit u on u.id = s.unit_id "# $(+ $tail)+, $($arg),*)
    };
}

/// The one reading of a filter, for the lines and for how many there are.
macro_rules! narrowed {
    ($read:ident, $f:expr, $tail:literal $(, $arg:expr)*) => {
        $read!(
            "where s.path >= $1 and s.path < $2 and u.path >= $1 and u.path < $2
               and ($3::text is null or position(lower($3) in lower(s.name || ' ' || s.filing_no)) > 0)
               and ($4::smallint is null or coalesce(s.level, 0) = $4)
               and ($5::text is null or s.status = $5)
               and ($6::boolean is null or s.important = $6)
               and ($7::uuid[] is null or s.id = any($7)) "
            $tail,
            $f.scope.from(),
            $f.scope.to(),
            $f.found.text,
            $f.level.map(|l| l.map_or(0, |l| i16::from(l.number()))),
            $f.status.map(SystemStatus::code),
            $f.important,
            $f.found.ids.as_deref()
            $(, $arg)*
        )
    };
}

/// What a list of systems is narrowed to.
#[derive(Debug)]
pub struct Filter {
    /// The subtree.
    pub scope: Scope,
    /// By a part of the name or the beginning of the filing number.
    pub found: Found,
    /// Its level; `Some(None)`: none.
    pub level: Option<Option<MlpsLevel>>,
    /// Its state.
    pub status: Option<SystemStatus>,
    /// Whether it is an important one.
    pub important: Option<bool>,
}

/// Systems behind one in tree order, then by name; at most `limit`.
pub async fn list(
    db: &mut PgConnection,
    f: &Filter,
    after: Option<SystemId>,
    limit: i64,
) -> Result<Vec<System>> {
    let rows = narrowed!(
        systems,
        f,
        "and ($8::uuid is null or u.sort_key >= (select v.sort_key from system t join unit v on v.id = t.unit_id where t.id = $8)
              and (u.sort_key, s.name) > (select v.sort_key, t.name from system t join unit v on v.id = t.unit_id where t.id = $8))
         order by u.sort_key, s.name limit $9",
        after.map(|id| id.0),
        limit
    );
    rows.fetch_all(db).await?.into_iter().map(System::try_from).collect()
}

/// How many there are.
pub async fn count(db: &mut PgConnection, f: &Filter) -> Result<i64> {
    Ok(narrowed!(counted, f, "").fetch_one(db).await?)
}

/// One system, absent when out of scope.
pub async fn find(db: &mut PgConnection, id: SystemId) -> Result<System> {
    systems!("where s.id = $1", id.0).fetch_optional(db).await?.ok_or(Error::NotFound)?.try_into()
}

/// One system, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: SystemId) -> Result<System> {
    // Whoever may only read locks nothing, and is refused for that by the policy's table instead of finding nothing.
    sqlx::query!("select from system where id = $1 for update", id.0).fetch_optional(tx.conn()).await?;
    find(tx.conn(), id).await
}

/// The units above a place, the root first, though they are out of scope: who may provide a system there.
pub async fn above(db: &mut PgConnection, path: &str) -> Result<Vec<Provider>> {
    let rows =
        sqlx::query!(r#"select id as "id!", name as "name!" from units_down_to($1) where path <> $1"#, path);
    Ok(rows.fetch_all(db).await?.into_iter().map(|r| Provider { unit: r.id.into(), name: r.name }).collect())
}

/// Writes a change with its event.
///
/// # Errors
/// `Err(Errors)` inside `Ok` when the unit has a system of that name.
pub async fn save(tx: &mut Tx, change: Change) -> Result<Result<SystemId, Errors>> {
    let Change { what, event } = change;
    let now = tx.at().now;
    tx.mark().await?;
    let (id, done) = match what {
        What::Add { id, place, facts: f } => {
            let (since, precision) = date_columns(f.online);
            let add = sqlx::query!(
                "insert into system (id, unit_id, path, name, level, filing_no, status, important, accountable, operating, phone,
                                     online_since, online_precision, exposure, remark, provided_by, created_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
                id.0,
                place.unit.0,
                place.path,
                f.name,
                f.level.map(|l| i16::from(l.number())),
                f.filing_no,
                f.status.code(),
                f.important,
                f.accountable,
                f.operating,
                f.phone,
                since,
                precision,
                f.exposure,
                f.remark,
                f.provided_by.map(|p| p.unit.0),
                now
            );
            (id, add.execute(tx.conn()).await)
        }
        What::Edit { id, facts: f } => {
            let (since, precision) = date_columns(f.online);
            let edit = sqlx::query!(
                "update system set name = $2, level = $3, filing_no = $4, status = $5, important = $6, accountable = $7, operating = $8,
                        phone = $9, online_since = $10, online_precision = $11, exposure = $12, remark = $13, provided_by = $14
                  where id = $1",
                id.0,
                f.name,
                f.level.map(|l| i16::from(l.number())),
                f.filing_no,
                f.status.code(),
                f.important,
                f.accountable,
                f.operating,
                f.phone,
                since,
                precision,
                f.exposure,
                f.remark,
                f.provided_by.map(|p| p.unit.0)
            );
            (id, edit.execute(tx.conn()).await)
        }
    };
    match done {
        Err(e) if broke(&e, "system_name_key") => {
            tx.back().await?;
            return Ok(Err(Errors::one("name", Fault::Taken)));
        }
        Err(e) => return Err(e.into()),
        Ok(_) => tx.record(event),
    }
    Ok(Ok(id))
}
