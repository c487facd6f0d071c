//! What the page reads: totals that are kept for each unit and all below it, a few rows for each month.
use super::model::{Line, Period, Row, Sums, What};
use crate::{
    access::Scope,
    base::{calendar::Month, error::Result, ids::UnitId},
};
use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

/// Units to choose from.
const CHOICES: i64 = 300;

/// A unit of the scope with its path, and those right below it: id, name, path. Without it when it is out of scope.
pub async fn units(
    db: &mut PgConnection,
    scope: &Scope,
    unit: UnitId,
) -> Result<Vec<(Uuid, String, String)>> {
    let rows = sqlx::query!(
        "select id, name, path from unit where (id = $1 or parent_id = $1) and path >= $2 and path < $3 order by sort_key limit $4",
        unit.0,
        scope.from(),
        scope.to(),
        CHOICES
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|r| (r.id, r.name, r.path)).collect())
}

struct Kept {
    phase: String,
    month: Option<NaiveDate>,
    key: String,
    issues: i64,
    repeats: i64,
    days: i64,
    on_time: i64,
    on_time_first: i64,
    returns: i64,
    extensions: i64,
}

/// What was closed below a unit in the period and what is open today: along `severity`, for each month, or along `item`, or both.
pub async fn rows(db: &mut PgConnection, below: &str, along: &[&str], period: Period) -> Result<Vec<Row>> {
    let along: Vec<String> = along.iter().map(|d| (*d).to_owned()).collect();
    let kept = sqlx::query_as!(
        Kept,
        r#"select p.phase as "phase!", s.month, s.key as "key!", s.issues as "issues!", s.repeats as "repeats!", s.days as "days!",
                  s.on_time as "on_time!", s.on_time_first as "on_time_first!", s.returns as "returns!", s.extensions as "extensions!"
             from (values ('closed', $3::date, $4::date), ('open', '0001-01-01', '9999-01-01')) p (phase, since, until)
            cross join unnest($2::text[]) d (dimension)
            cross join lateral issue_statistics($1, d.dimension, p.phase, p.since, p.until) s"#,
        below,
        &along,
        period.since(),
        period.until()
    );
    let row = |k: Kept| Row {
        closed: k.phase == "closed",
        month: k.month.map(Month::of),
        sums: Sums {
            issues: k.issues,
            repeats: k.repeats,
            days: k.days,
            on_time: k.on_time,
            on_time_first: k.on_time_first,
            returns: k.returns,
            extensions: k.extensions,
        },
        key: k.key,
    };
    Ok(kept.fetch_all(db).await?.into_iter().map(row).collect())
}

/// The units right below another, in their own order, each with all below it; at most `limit` behind `after`.
pub async fn by_unit(
    db: &mut PgConnection,
    above: UnitId,
    after: Option<Uuid>,
    period: Period,
    limit: i64,
) -> Result<Vec<Line>> {
    let units = sqlx::query!(
        r#"select u.id, u.name, c.issues as "issues!", c.repeats as "repeats!", c.days as "days!", c.on_time as "on_time!",
                  c.on_time_first as "on_time_first!", c.returns as "returns!", c.extensions as "extensions!",
                  o.issues as "open!", o.repeats as "open_repeats!", o.days as "open_days!"
             from unit u
            cross join lateral (
                 select coalesce(sum(issues), 0)::bigint as issues, coalesce(sum(repeats), 0)::bigint as repeats,
                        coalesce(sum(days), 0)::bigint as days, coalesce(sum(on_time), 0)::bigint as on_time,
                        coalesce(sum(on_time_first), 0)::bigint as on_time_first, coalesce(sum(returns), 0)::bigint as returns,
                        coalesce(sum(extensions), 0)::bigint as extensions
                   from issue_statistics(u.path, 'severity', 'closed', $3, $4)) c
            cross join lateral (
                 select coalesce(sum(issues), 0)::bigint as issues, coalesce(sum(repeats), 0)::bigint as repeats,
                        coalesce(sum(days), 0)::bigint as days
                   from issue_statistics(u.path, 'severity', 'open', '0001-01-01', '9999-01-01')) o
            where u.parent_id = $1 and ($2::uuid is null or u.sort_key > (select a.sort_key from unit a where a.id = $2))
            order by u.sort_key limit $5"#,
        above.0,
        after,
        period.since(),
        period.until(),
        limit
    );
    let lines = units.fetch_all(db).await?.into_iter().map(|u| Line {
        what: What::Unit(u.id, u.name),
        closed: Sums {
            issues: u.issues,
            repeats: u.repeats,
            days: u.days,
            on_time: u.on_time,
            on_time_first: u.on_time_first,
            returns: u.returns,
            extensions: u.extensions,
        },
        open: Sums { issues: u.open, repeats: u.open_repeats, days: u.open_days, ..Sums::default() },
    });
    Ok(lines.collect())
}
