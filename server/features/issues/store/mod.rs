//! Every SQL statement about issues: here one issue and its changes, in `list` the lists, in `beside` what hangs on it.
mod beside;
mod chosen;
mod comments;
mod imported;
mod list;
mod papers;
mod plan;
mod repeats;
mod requests;
mod row;

pub use beside::{Around, Given, around, candidate, candidates, news, officers};
pub use chosen::{ids, owners};
pub use comments::{Near, Said, add as comment, comments, people};
pub use imported::{Importer, PART, imported, importer, numbers, owners_below, take_over};
pub use list::{Filter, Key, Line, Listed, Order, count, find_word, lines, listed, units};
pub use papers::{lock_paper, next_paper, paper, papers, papers_of, save_paper};
pub use repeats::number_and_earlier;
pub use requests::{Asked, asked};

use super::model::{Also, Change, Code, Issue, ItemRef, Refused, State};
use crate::{
    access::Place,
    audit::Tx,
    base::{
        calendar::today,
        error::{Error, Result, broke},
        ids::{IssueId, UnitId, new_uuid},
        text::date_and_time,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use row::{Columns, Row};
use sqlx::PgConnection;
use uuid::Uuid;

/// One issue as it stands today, absent when out of sight.
pub async fn find(db: &mut PgConnection, id: IssueId, today: NaiveDate) -> Result<Issue> {
    Ok(as_written(db, id).await?.on_day(today))
}

/// The one select list; the tail is the rest of the statement, still checked at compile time.
macro_rules! issues {
    ($tail:literal, $arg:expr) => {
        sqlx::query_as!(
            Row,
            r#"select i.id, number, i.unit_id, i.path, title, description, severity, state, owner_id, raised_by, raised_at, opened_at,
                      found_on, origin_answer, main_item, checklist, subject_kind, subject_name, system_id, first_due, due,
                      due_days, due_known, interim_due, interim_measure, interim_on, started_by, started_at, started_for,
                      submitted_by, submitted_at, i.measure, closed_by, closed_at, voided_by, voided_at, void_reason,
                      registered_until, submissions, returns, version, repeats_id, occurrence, (select u.name from unit u where u.id = i.unit_id) as unit,
                      person_name(owner_id) as owner, person_name(raised_by) as raiser,
                      array(select distinct s.person_id from issue_submitter s where s.issue_id = i.id) as "submitters!",
                      (select min(s.at) from issue_submitter s where s.issue_id = i.id) as first_submitted,
                      (select count(*) from evidence e
                        where e.subject_kind = 'issue' and e.subject_id = i.id and e.uploaded_at >= i.opened_at) as "proofs!",
                      coalesce((select d.days from deadline d where d.issue_id = i.id and d.why = 'first'), due_days) as "first_days!",
                      (select count(*) from issue_request e
                        where e.issue_id = i.id and e.kind = 'extension' and e.granted_until is not null) as "extensions!",
                      (select count(*) from issue_nudge n where n.issue_id = i.id) as "nudges!",
                      (select max(n.day) from issue_nudge n where n.issue_id = i.id) as nudged_on,
                      exists (select from supervision v where v.issue_id = i.id and v.answered_at is null) as "supervised!",
                      r.id as "request_id?", r.kind as "request_kind?", r.asked_by as "asked_by?", r.asked_at as "asked_at?",
                      r.reason as "reason?", r.measure as "wished_measure?", r.until as "until?",
                      p.approach as "approach?", p.measure as "planned_measure?", p.responsible as "responsible?", p.cost as "cost?",
                      p.emergency as "emergency?",
                      array(select t.what from issue_plan_step t where t.issue_id = i.id and t.plan_no = p.no order by t.no) as "steps!",
                      array(select t.due from issue_plan_step t where t.issue_id = i.id and t.plan_no = p.no order by t.no) as "step_dues!",
                      array(select t.done_on from issue_plan_step t where t.issue_id = i.id and t.plan_no = p.no order by t.no)
                          as "steps_done!: Vec<Option<NaiveDate>>"
                 from issue i left join issue_request r on r.issue_id = i.id and r.decided_at is null
                 left join issue_plan p on p.issue_id = i.id and p.no = (select max(n.no) from issue_plan n where n.issue_id = i.id) "# + $tail,
            $arg
        )
    };
}

async fn as_written(db: &mut PgConnection, id: IssueId) -> Result<Issue> {
    let row = issues!("where i.id = $1", id.0).fetch_optional(db).await?;
    Ok(row.ok_or(Error::NotFound)?.try_into()?)
}

/// These issues as they stand today, by number; what is out of sight is not there.
pub async fn all(db: &mut PgConnection, ids: &[Uuid], today: NaiveDate) -> Result<Vec<Issue>> {
    let rows = issues!("where i.id = any($1) order by i.number", ids).fetch_all(db).await?;
    let issue = rows.into_iter().map(|row| Ok(Issue::try_from(row)?.on_day(today)));
    issue.collect()
}

/// The same, locked in the order of their numbers until the transaction ends.
pub async fn lock_all(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Issue>> {
    let today = tx.at().today;
    sqlx::query!("select from issue where id = any($1) order by number for update", ids)
        .fetch_all(tx.conn())
        .await?;
    all(tx.conn(), ids, today).await
}

/// One issue, locked until the transaction ends; absent when out of sight. It is read after the lock was got, by a
/// statement of its own, so that it shows what whoever held it before has written. Readers who may never write lock nothing
/// and are refused by their role.
pub async fn lock(tx: &mut Tx, id: IssueId) -> Result<Issue> {
    let today = tx.at().today;
    Ok(lock_as_written(tx, id).await?.on_day(today))
}

/// The same, also where the clock has moved on since it was written.
pub async fn lock_as_written(tx: &mut Tx, id: IssueId) -> Result<Issue> {
    sqlx::query!("select from issue where id = $1 for update", id.0).fetch_optional(tx.conn()).await?;
    as_written(tx.conn(), id).await
}

/// The place of a unit within reach.
pub async fn place(db: &mut PgConnection, unit: UnitId) -> Result<Option<Place>> {
    let path = sqlx::query_scalar!("select path from unit where id = $1", unit.0).fetch_optional(db).await?;
    Ok(path.map(|path| Place { unit, path }))
}

/// Writes a change with its event.
pub async fn save(tx: &mut Tx, change: Change) -> Result<IssueId> {
    let Change { issue, also, event, told: _ } = change;
    let id = issue.id;
    match also {
        Also::Raised(items) => {
            insert(tx, &issue, &items).await?;
        }
        Also::Submitted => {
            update(tx, &issue).await?;
            add_submission(tx, &issue).await?;
        }
        Also::Deadline(why, from) => {
            update(tx, &issue).await?;
            add_deadline(tx, &issue, why.key(), from).await?;
        }
        Also::Asked => {
            update(tx, &issue).await?;
            requests::add(tx, &issue).await?;
        }
        Also::Planned => {
            update(tx, &issue).await?;
            plan::add(tx, &issue).await?;
        }
        Also::Decided(decision, given) => {
            requests::decide(tx, &decision).await?;
            update(tx, &issue).await?;
            if let Some((why, from)) = given {
                add_deadline(tx, &issue, why.key(), from).await?;
            }
            if let State::Registered(until) = issue.state {
                requests::expire_after(tx, &issue, until).await?;
            }
        }
        Also::Supervised(new) => papers::add_paper(tx, &issue, &new).await?,
        Also::Nudged => add_nudge(tx, &issue).await?,
        Also::Nothing => update(tx, &issue).await?,
    }
    if issue.pending.is_some() && !issue.state.code().is_open() {
        requests::lapse(tx, &issue).await?;
    }
    tx.record(event);
    Ok(id)
}

/// The issue with its items and its first deadline, in one statement.
async fn insert(tx: &mut Tx, issue: &Issue, items: &[ItemRef]) -> Result<()> {
    let of = |text: fn(&ItemRef) -> &str| items.iter().map(|i| text(i).to_owned()).collect::<Vec<_>>();
    let subject = issue.subject.as_ref();
    let answer = match issue.origin {
        super::model::Origin::Hand => None,
        super::model::Origin::Answer(id) => Some(id.0),
    };
    sqlx::query!(
        "with issue as (
            insert into issue (id, number, unit_id, path, title, description, severity, state, owner_id, raised_by, raised_at,
                               opened_at, found_on, origin_answer, main_item, checklist, subject_kind, subject_name, system_id,
                               first_due, due, due_days, due_known, interim_due, submissions, returns, version, repeats_id,
                               occurrence)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
                    0, 0, $24, $29, $30)),
         first as (
            insert into deadline (id, issue_id, unit_id, path, why, counted_from, due, days, calendar_known, made_by, made_at)
            values ($31, $1, $3, $4, 'first', $12, $20, $21, $22, $10, $11))
         insert into issue_item (issue_id, unit_id, path, code, main, clause, title_zh, title_en)
         select $1, $3, $4, i.code, i.n = 1, i.clause, i.title_zh, i.title_en
           from unnest($25::text[], $26::text[], $27::text[], $28::text[]) with ordinality as i (code, clause, title_zh, title_en, n)",
        issue.id.0,
        issue.number,
        issue.place.unit.0,
        issue.place.path,
        issue.title,
        issue.description,
        issue.severity.key(),
        issue.state.code().key(),
        issue.owner.0,
        issue.raised_by.0,
        issue.raised_at,
        issue.found_on,
        answer,
        issue.main_item,
        issue.checklist,
        subject.map(|s| s.kind.key()),
        subject.map(|s| s.name.as_str()).unwrap_or_default(),
        subject.and_then(|s| s.system).map(|s| s.0),
        issue.first_due,
        issue.deadline.due(),
        i32::from(issue.deadline.days()),
        issue.deadline.calendar_known(),
        issue.interim_due,
        issue.version,
        &of(|i| i.code.as_str()),
        &of(|i| &i.clause),
        &of(|i| &i.title_zh),
        &of(|i| &i.title_en),
        issue.repeats.map(|id| id.0),
        issue.occurrence,
        new_uuid(issue.raised_at)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn update(tx: &mut Tx, issue: &Issue) -> Result<()> {
    let (c, zone) = (Columns::of(&issue.state), tx.at().zone);
    let done = sqlx::query!(
        "update issue set severity = $3, state = $4, owner_id = $5, opened_at = $6, due = $7, due_days = $8, due_known = $9,
                interim_measure = $10, interim_on = $11, started_by = $12, started_at = $13, started_for = $14,
                submitted_by = $15, submitted_at = $16, measure = $17, closed_by = $18, closed_at = $19, voided_by = $20,
                voided_at = $21, void_reason = $22, registered_until = $23, submissions = $24, returns = $25,
                submitted_on = $26, closed_on = $27, version = $2
          where id = $1 and version = $2 - 1",
        issue.id.0,
        issue.version,
        issue.severity.key(),
        issue.state.code().key(),
        issue.owner.0,
        issue.opened_at,
        issue.deadline.due(),
        i32::from(issue.deadline.days()),
        issue.deadline.calendar_known(),
        issue.interim.as_ref().map(|i| i.measure.as_str()),
        issue.interim.as_ref().map(|i| i.on),
        c.started.map(|s| s.by.0),
        c.started.map(|s| s.at),
        c.started.map(|s| s.on_behalf),
        c.submitted.map(|s| s.by.0),
        c.submitted.map(|s| s.at),
        c.submitted.map(|s| s.measure.as_str()),
        c.closed.map(|(by, _)| by.0),
        c.closed.map(|(_, at)| at),
        c.voided.map(|(by, ..)| by.0),
        c.voided.map(|(_, at, _)| at),
        c.voided.map(|(.., reason)| reason),
        c.registered_until,
        issue.submissions,
        issue.returns,
        c.submitted.map(|s| today(s.at, zone)),
        c.closed.map(|(_, at)| today(at, zone))
    )
    .execute(tx.conn())
    .await
    .map_err(|e| if broke(&e, "unit_is_closed") { Error::refused(Refused::UnitClosed) } else { e.into() })?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        Err(anyhow::anyhow!("issue {} changed under its lock", issue.id).into())
    }
}

async fn add_submission(tx: &mut Tx, issue: &Issue) -> Result<()> {
    let Some(submission) = Columns::of(&issue.state).submitted else { return Ok(()) };
    sqlx::query!(
        "insert into issue_submitter (issue_id, no, unit_id, path, person_id, at, measure) values ($1, $2, $3, $4, $5, $6, $7)",
        issue.id.0,
        issue.submissions,
        issue.place.unit.0,
        issue.place.path,
        submission.by.0,
        submission.at,
        submission.measure
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn add_nudge(tx: &mut Tx, issue: &Issue) -> Result<()> {
    let (by, at) = (tx.actor()?.person, tx.at());
    sqlx::query!(
        "insert into issue_nudge (issue_id, unit_id, path, day, nudged_by, nudged_at) values ($1, $2, $3, $4, $5, $6)",
        issue.id.0,
        issue.place.unit.0,
        issue.place.path,
        at.today,
        by.0,
        at.now
    )
    .execute(tx.conn())
    .await
    .map_err(|e| if broke(&e, "issue_nudge_pkey") { Error::refused(Refused::NudgedToday) } else { e.into() })?;
    Ok(())
}

async fn add_deadline(tx: &mut Tx, issue: &Issue, why: &str, from: NaiveDate) -> Result<()> {
    let (by, now) = (tx.actor()?.person, tx.at().now);
    sqlx::query!(
        "insert into deadline (id, issue_id, unit_id, path, why, counted_from, due, days, calendar_known, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        new_uuid(now),
        issue.id.0,
        issue.place.unit.0,
        issue.place.path,
        why,
        from,
        issue.deadline.due(),
        i32::from(issue.deadline.days()),
        issue.deadline.calendar_known(),
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A refusal because of the state or of an old page says who was quicker, with what, and when.
pub async fn overtaken(tx: &mut Tx, id: IssueId, now: Code) -> Result<Error> {
    let last = sqlx::query!(
        "select person_name, kind, at from audit where subject_id = $1 and kind like 'issue.%'
            and kind not in ('issue.comment', 'issue.nudge', 'issue.supervise') order by id desc limit 1",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    let why = match last {
        Some(e) => Refused::Overtaken(e.person_name, e.kind, clock(e.at, tx)?, now),
        None => Refused::NotNow(now),
    };
    Ok(Error::refused(why))
}

/// The time of today, else day and time.
fn clock(at: DateTime<Utc>, tx: &Tx) -> Result<String> {
    let (local, moment) = (at.with_timezone(&tx.at().zone.offset()), tx.at());
    Ok(match local.date_naive() == moment.today {
        true => local.format("%H:%M").to_string(),
        false => date_and_time(local.naive_local(), tx.words()?),
    })
}
