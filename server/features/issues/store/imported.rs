//! Many issues of an older list at once: a few statements, however many lines.
use super::{
    super::model::{Candidate, Change},
    row::Columns,
};
use crate::{
    access::Scope,
    audit::Tx,
    base::{
        calendar::today,
        error::Result,
        ids::{PersonId, UnitId, new_uuid},
    },
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::Serialize;
use sqlx::{PgConnection, types::Json};
use std::{
    collections::HashSet,
    sync::atomic::{AtomicUsize, Ordering},
};
use uuid::Uuid;

/// How many go into one statement, so that whoever waits sees it move.
pub const PART: usize = 1_000;

/// Whoever imports.
pub struct Importer {
    /// Who.
    pub person: PersonId,
    /// Whether through an officer's post.
    pub officer: bool,
}

/// Whoever imports, as the connection knows them.
pub async fn importer(db: &mut PgConnection) -> Result<Importer> {
    let row = sqlx::query!(r#"select acting_person() as "person!", acting_as('officer') as "officer!""#)
        .fetch_one(db)
        .await?;
    Ok(Importer { person: row.person.into(), officer: row.officer })
}

/// Everyone who can own issues of a unit of the subtree, and whether as its officer; those of longest standing first.
pub async fn owners_below(
    db: &mut PgConnection,
    scope: &Scope,
    today: NaiveDate,
) -> Result<Vec<(UnitId, Candidate, bool)>> {
    let rows = sqlx::query!(
        r#"select o.unit_id, o.person_id, coalesce(person_name(o.person_id), '') as "name!", o.role = 'officer' as "officer!"
             from post o
            where o.path >= $1 and o.path < $2 and o.role in ('officer', 'owner', 'reviewer', 'leader', 'supervisor')
              and o.starts_on <= $3 and (o.ends_on is null or o.ends_on >= $3)
            order by o.starts_on, o.person_id"#,
        scope.from(),
        scope.to(),
        today
    );
    let owner = |unit: Uuid, person: Uuid, name| (unit.into(), Candidate::listed(person.into(), name));
    let rows = rows.fetch_all(db).await?.into_iter().map(|r| {
        let (unit, candidate) = owner(r.unit_id, r.person_id, r.name);
        (unit, candidate, r.officer)
    });
    Ok(rows.collect())
}

/// What was imported before: the unit, and what tells the line from others.
pub async fn imported(db: &mut PgConnection, scope: &Scope) -> Result<HashSet<(UnitId, String)>> {
    let rows = sqlx::query!(
        r#"select unit_id, import_key as "key!" from issue where path >= $1 and path < $2 and import_key is not null"#,
        scope.from(),
        scope.to()
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|r| (r.unit_id.into(), r.key)).collect())
}

/// The next numbers of the years of these days, in their order.
pub async fn numbers(tx: &mut Tx, days: &[NaiveDate]) -> Result<Vec<String>> {
    let years: Vec<i32> = days.iter().map(Datelike::year).collect();
    let numbers = sqlx::query_scalar!(
        r#"select next_issue_number(y) as "number!" from unnest($1::integer[]) with ordinality as u (y, n) order by n"#,
        &years
    );
    Ok(numbers.fetch_all(tx.conn()).await?)
}

/// A line as the statements take it.
#[derive(Serialize)]
struct Row<'a> {
    id: Uuid,
    number: &'a str,
    unit_id: Uuid,
    path: &'a str,
    title: &'a str,
    description: &'a str,
    severity: &'a str,
    state: &'a str,
    owner_id: Uuid,
    raised_by: Uuid,
    raised_at: DateTime<Utc>,
    found_on: NaiveDate,
    item: &'a str,
    clause: &'a str,
    title_zh: &'a str,
    title_en: &'a str,
    checklist: &'a str,
    subject_kind: Option<&'a str>,
    subject_name: &'a str,
    due: NaiveDate,
    days: u16,
    known: bool,
    deadline_id: Uuid,
    started_by: Option<Uuid>,
    started_at: Option<DateTime<Utc>>,
    started_for: Option<bool>,
    submitted_by: Option<Uuid>,
    submitted_at: Option<DateTime<Utc>>,
    submitted_on: Option<NaiveDate>,
    measure: Option<&'a str>,
    closed_by: Option<Uuid>,
    closed_at: Option<DateTime<Utc>>,
    closed_on: Option<NaiveDate>,
    submissions: i32,
    import_key: &'a str,
}

/// Writes them with their items, first deadlines, submissions and events; `stored` counts them.
pub async fn take_over(tx: &mut Tx, changes: Vec<(Change, String)>, stored: &AtomicUsize) -> Result<()> {
    let rows: Vec<Row<'_>> = changes.iter().filter_map(|(change, key)| row(change, key, tx)).collect();
    let rows = Json(serde_json::to_value(&rows).map_err(anyhow::Error::from)?);
    let at = tx.at().now;
    sqlx::query!(
        "with n as materialized (
            select * from jsonb_to_recordset($1) as n (
                id uuid, number text, unit_id uuid, path text, title text, description text, severity text, state text, owner_id uuid,
                raised_by uuid, raised_at timestamptz, found_on date, item text, clause text, title_zh text, title_en text,
                checklist text, subject_kind text, subject_name text, due date, days integer, known boolean, deadline_id uuid,
                started_by uuid, started_at timestamptz, started_for boolean, submitted_by uuid, submitted_at timestamptz,
                submitted_on date, measure text, closed_by uuid, closed_at timestamptz, closed_on date, submissions integer,
                import_key text)),
         raised as (
            insert into issue (id, number, unit_id, path, title, description, severity, state, owner_id, raised_by, raised_at, opened_at,
                               found_on, main_item, checklist, subject_kind, subject_name, first_due, due, due_days, due_known,
                               started_by, started_at, started_for, submitted_by, submitted_at, submitted_on, measure, closed_by,
                               closed_at, closed_on, submissions, returns, version, import_key)
            select id, number, unit_id, path, title, description, severity, state, owner_id, raised_by, raised_at, raised_at, found_on,
                   item, checklist, subject_kind, subject_name, due, due, days, known, started_by, started_at, started_for,
                   submitted_by, submitted_at, submitted_on, measure, closed_by, closed_at, closed_on, submissions, 0, 1, import_key
              from n),
         items as (
            insert into issue_item (issue_id, unit_id, path, code, main, clause, title_zh, title_en)
            select id, unit_id, path, item, true, clause, title_zh, title_en from n)
         insert into deadline (id, issue_id, unit_id, path, why, counted_from, due, days, calendar_known, made_by, made_at)
         select deadline_id, id, unit_id, path, 'first', found_on, due, days, known, raised_by, $2 from n",
        &rows as &Json<serde_json::Value>,
        at
    )
    .execute(tx.conn())
    .await?;
    // Apart, because the policy looks at the issue whether the owner may be written down in their absence.
    sqlx::query!(
        "insert into issue_submitter (issue_id, no, unit_id, path, person_id, at, measure)
         select id, 1, unit_id, path, submitted_by, submitted_at, measure
           from jsonb_to_recordset($1) as n (id uuid, unit_id uuid, path text, submitted_by uuid, submitted_at timestamptz, measure text)
          where submitted_by is not null",
        &rows as &Json<serde_json::Value>
    )
    .execute(tx.conn())
    .await?;
    stored.fetch_add(changes.len(), Ordering::Relaxed);
    for (change, _) in changes {
        tx.record(change.event);
    }
    Ok(())
}

fn row<'a>(change: &'a Change, key: &'a str, tx: &Tx) -> Option<Row<'a>> {
    let (issue, at) = (&change.issue, tx.at());
    let super::Also::Raised(items) = &change.also else { return None };
    let (item, c) = (items.first()?, Columns::of(&issue.state));
    let subject = issue.subject.as_ref();
    Some(Row {
        id: issue.id.0,
        number: &issue.number,
        unit_id: issue.place.unit.0,
        path: &issue.place.path,
        title: &issue.title,
        description: &issue.description,
        severity: issue.severity.key(),
        state: issue.state.code().key(),
        owner_id: issue.owner.0,
        raised_by: issue.raised_by.0,
        raised_at: issue.raised_at,
        found_on: issue.found_on,
        item: item.code.as_str(),
        clause: &item.clause,
        title_zh: &item.title_zh,
        title_en: &item.title_en,
        checklist: &issue.checklist,
        subject_kind: subject.map(|s| s.kind.key()),
        subject_name: subject.map(|s| s.name.as_str()).unwrap_or_default(),
        due: issue.deadline.due(),
        days: issue.deadline.days(),
        known: issue.deadline.calendar_known(),
        deadline_id: new_uuid(at.now),
        started_by: c.started.map(|s| s.by.0),
        started_at: c.started.map(|s| s.at),
        started_for: c.started.map(|s| s.on_behalf),
        submitted_by: c.submitted.map(|s| s.by.0),
        submitted_at: c.submitted.map(|s| s.at),
        submitted_on: c.submitted.map(|s| today(s.at, at.zone)),
        measure: c.submitted.map(|s| s.measure.as_str()),
        closed_by: c.closed.map(|(by, _)| by.0),
        closed_at: c.closed.map(|(_, at)| at),
        closed_on: c.closed.map(|(_, closed)| today(closed, at.zone)),
        submissions: issue.submissions,
        import_key: key,
    })
}
