//! What the pages read. Bounded: lists by their first lines, totals from rows that are kept for each unit and all below it.
use super::model::{Figures, InspectionTask, IssueTask, PaperTask, RequestTask, Todo, UnitFigures};
use crate::{
    access::{Actor, Role},
    base::error::Result,
    features::{checklists::model::Severity, issues::Rules},
};
use chrono::{Datelike, NaiveDate};
use sqlx::PgConnection;
use uuid::Uuid;

/// Lines of a list on the to-do page.
const LINES: i64 = 20;
/// Where a count stops: the page says 99+.
const ENOUGH: i64 = 100;

/// How many things wait for this person, counted up to a hundred in one statement.
pub async fn count(db: &mut PgConnection, actor: &Actor, rules: &Rules) -> Result<i64> {
    let (role, scope) = (actor.role, actor.scope());
    let own: Vec<String> = own_states(role).iter().map(|s| (*s).to_owned()).collect();
    let count = sqlx::query_scalar!(
        r#"select count(*) as "n!" from (
             (select 1 from issue where $1 and unit_id = $2 and state in ('awaiting', 'rectifying')
                 and ($3::uuid is null or owner_id = $3) limit $12)
             union all
             (select 1 from issue_scope s join issue i on i.id = s.issue_id
               where $4 and s.ancestor = $5 and s.state = 'reviewing' and i.owner_id <> $6
                 and (i.unit_id <> $2 or i.severity = any($15))
                 and not exists (select from issue_submitter b where b.issue_id = i.id and b.person_id = $6)
               limit $12)
             union all
             (select 1 from requests_to_decide($13, $14, $6, $7) limit $12)
             union all
             (select 1 from supervision v where $1 and v.unit_id = $2 and v.answered_at is null
                 and ($3::uuid is null or exists (select from issue i where i.id = v.issue_id and i.owner_id = $3)) limit $12)
             union all
             (select 1 from supervision where $16 and made_by = $6 and answered_at is not null and seen_at is null limit $12)
             union all
             (select 1 from inspection where unit_id = $2 and state = any($8) limit $12)
             union all
             (select 1 from inspection where $4 and path >= $9 and path < $10 and state = 'awaiting_review'
                 and (unit_id <> $2 or $11) limit $12)
             limit $12) w"#,
        rectifies(role),
        actor.place.unit.0,
        (role == Role::Owner).then_some(actor.person.0),
        verifies(role),
        actor.place.path,
        actor.person.0,
        is_root(actor),
        &own,
        scope.from(),
        scope.to(),
        reviews_root(actor),
        ENOUGH,
        own_decisions(actor),
        decisions_below(actor),
        &verified_here(actor, rules),
        supervises(actor.role)
    );
    Ok(count.fetch_one(db).await?)
}

/// The unit whose requests its leader decides.
fn own_decisions(actor: &Actor) -> Option<Uuid> {
    (actor.role == Role::Leader).then_some(actor.place.unit.0)
}

/// The path below which the unit above decides.
fn decisions_below(actor: &Actor) -> Option<&str> {
    verifies(actor.role).then_some(actor.place.path.as_str())
}

fn rectifies(role: Role) -> bool {
    matches!(role, Role::Officer | Role::Owner)
}

fn supervises(role: Role) -> bool {
    matches!(role, Role::Leader | Role::Supervisor)
}

fn verifies(role: Role) -> bool {
    matches!(role, Role::Officer | Role::Reviewer | Role::Supervisor)
}

/// States in which an inspection of the unit itself waits for the role.
fn own_states(role: Role) -> &'static [&'static str] {
    match role {
        Role::Officer => &["open", "returned"],
        Role::Leader => &["awaiting_sign_off"],
        _ => &[],
    }
}

/// The root has no unit above: what would wait there waits for its own people.
fn is_root(actor: &Actor) -> bool {
    actor.place.path == "1/"
}

/// The severities that a unit's own reviewers verify, by its settings.
fn verified_here(actor: &Actor, rules: &Rules) -> Vec<String> {
    let here = |s: &&Severity| match s {
        _ if is_root(actor) => true,
        Severity::Critical | Severity::High => false,
        Severity::Medium | Severity::Low => !rules.verified_above,
    };
    Severity::ALL.iter().filter(here).map(|s| s.key().to_owned()).collect()
}

/// The root's own inspection is accepted by its reviewer or supervisor.
fn reviews_root(actor: &Actor) -> bool {
    is_root(actor) && matches!(actor.role, Role::Reviewer | Role::Supervisor)
}

/// Everything that waits for this person.
pub async fn todo(db: &mut PgConnection, actor: &Actor, rules: &Rules, soon: NaiveDate) -> Result<Todo> {
    let mut todo = Todo::default();
    if rectifies(actor.role) {
        todo.rectify = rectify(db, actor).await?;
    }
    if verifies(actor.role) {
        todo.verify = verify(db, actor, rules, LINES).await?;
        todo.review = to_review(db, actor).await?;
    }
    if rectifies(actor.role) || verifies(actor.role) {
        (todo.counts, todo.verify_count) = issue_counts(db, actor, rules, soon).await?;
    }
    if verifies(actor.role) || actor.role == Role::Leader {
        todo.decide = to_decide(db, actor).await?;
    }
    if rectifies(actor.role) || supervises(actor.role) {
        todo.papers = papers(db, actor).await?;
    }
    if actor.role == Role::Officer {
        todo.fill = of_unit(db, actor).await?;
    }
    if actor.role == Role::Leader {
        todo.sign = of_unit(db, actor).await?;
    }
    todo.total = count(db, actor, rules).await?;
    Ok(todo)
}

macro_rules! issues {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            IssueTask,
            r#"select i.id, i.number, i.title, i.severity, i.state, u.name as unit,
                      coalesce(person_name(i.owner_id), '') as "owner!", i.owner_id, i.due, i.submitted_on,
                      (select max(n.day) from issue_nudge n where n.issue_id = i.id) as nudged_on
                 from issue i join unit u on u.id = i.unit_id "# + $tail,
            $($arg),*
        )
    };
}

/// Of the officer's own unit, or assigned to the owner.
async fn rectify(db: &mut PgConnection, actor: &Actor) -> Result<Vec<IssueTask>> {
    let scope = actor.scope();
    if actor.role == Role::Owner {
        let own = issues!(
            "where i.owner_id = $1 and i.path >= $2 and i.path < $3 and i.state in ('awaiting', 'rectifying') order by i.due, i.id limit $4",
            actor.person.0,
            scope.from(),
            scope.to(),
            LINES
        );
        return Ok(own.fetch_all(db).await?);
    }
    let unit = issues!(
        "where i.unit_id = $1 and i.state in ('awaiting', 'rectifying') order by i.due, i.id limit $2",
        actor.place.unit.0,
        LINES
    );
    Ok(unit.fetch_all(db).await?)
}

/// Issues that wait for a verifier who may be this person: the unit above, or for 中 and 低 (at the root for all) one of the
/// unit's own, unless it is set otherwise; never the owner and nobody who ever submitted it.
async fn verify(db: &mut PgConnection, actor: &Actor, rules: &Rules, lines: i64) -> Result<Vec<IssueTask>> {
    let waiting = issues!(
        "join issue_scope s on s.issue_id = i.id
          where s.ancestor = $1 and s.state = 'reviewing' and i.owner_id <> $2
            and (i.unit_id <> $3 or i.severity = any($4))
            and not exists (select from issue_submitter b where b.issue_id = i.id and b.person_id = $2)
          order by s.due, s.issue_id limit $5",
        actor.place.path,
        actor.person.0,
        actor.place.unit.0,
        &verified_here(actor, rules),
        lines
    );
    let mut waiting = waiting.fetch_all(db).await?;
    waiting.sort_by_key(|task| task.submitted_on);
    Ok(waiting)
}

/// How many issues are overdue, due soon and due later for whoever rectifies them, and how many wait for this verifier.
async fn issue_counts(
    db: &mut PgConnection,
    actor: &Actor,
    rules: &Rules,
    soon: NaiveDate,
) -> Result<([i64; 3], i64)> {
    let row = sqlx::query!(
        r#"select count(*) filter (where due < $1) as "overdue!", count(*) filter (where due >= $1 and due < $2) as "soon!",
                  count(*) filter (where due >= $2) as "later!",
                  (select count(*) from (
                     select from issue_scope s join issue i on i.id = s.issue_id
                      where $6 and s.ancestor = $7 and s.state = 'reviewing' and i.owner_id <> $8
                        and (i.unit_id <> $3 or i.severity = any($9))
                        and not exists (select from issue_submitter b where b.issue_id = i.id and b.person_id = $8)
                      limit $10) w) as "verify!"
             from issue where $5 and unit_id = $3 and state in ('awaiting', 'rectifying') and ($4::uuid is null or owner_id = $4)"#,
        actor.at.today,
        soon,
        actor.place.unit.0,
        (actor.role == Role::Owner).then_some(actor.person.0),
        rectifies(actor.role),
        verifies(actor.role),
        actor.place.path,
        actor.person.0,
        &verified_here(actor, rules),
        ENOUGH
    )
    .fetch_one(db)
    .await?;
    Ok(([row.overdue, row.soon, row.later], row.verify))
}

/// What was asked for and this person may decide.
async fn to_decide(db: &mut PgConnection, actor: &Actor) -> Result<Vec<RequestTask>> {
    let waiting = sqlx::query_as!(
        RequestTask,
        r#"select i.id, i.number, i.title, i.severity, u.name as unit, r.kind as "ask!", r.until as "until!", i.due
             from requests_to_decide($1, $2, $3, $4) r join issue i on i.id = r.issue_id join unit u on u.id = i.unit_id
            order by i.due, i.id limit $5"#,
        own_decisions(actor),
        decisions_below(actor),
        actor.person.0,
        is_root(actor),
        LINES
    );
    Ok(waiting.fetch_all(db).await?)
}

/// Papers that wait for an answer from the officer's unit or about the owner's issues, or answers for whoever made them.
async fn papers(db: &mut PgConnection, actor: &Actor) -> Result<Vec<PaperTask>> {
    let waiting = sqlx::query_as!(
        PaperTask,
        r#"select v.id, v.year, v.no, i.title, u.name as unit, v.due, v.acknowledged_at is not null as "acknowledged!",
                  v.answered_at is not null as "answered!"
             from supervision v join issue i on i.id = v.issue_id join unit u on u.id = v.unit_id
            where ($1 and v.unit_id = $2 and v.answered_at is null and ($3::uuid is null or i.owner_id = $3))
               or ($4 and v.made_by = $5 and v.answered_at is not null and v.seen_at is null)
            order by v.due, v.id limit $6"#,
        rectifies(actor.role),
        actor.place.unit.0,
        (actor.role == Role::Owner).then_some(actor.person.0),
        supervises(actor.role),
        actor.person.0,
        LINES
    );
    Ok(waiting.fetch_all(db).await?)
}

macro_rules! inspections {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            InspectionTask,
            r#"select n.id, r.title, u.name as unit, n.state, r.due_on as due, n.cells, n.cells_done as done
                 from inspection n join round r on r.id = n.round_id join unit u on u.id = n.unit_id "# + $tail,
            $($arg),*
        )
    };
}

async fn of_unit(db: &mut PgConnection, actor: &Actor) -> Result<Vec<InspectionTask>> {
    let states: Vec<String> = own_states(actor.role).iter().map(|s| (*s).to_owned()).collect();
    let own = inspections!(
        "where n.unit_id = $1 and n.state = any($2) order by r.due_on, n.id limit $3",
        actor.place.unit.0,
        &states,
        LINES
    );
    Ok(own.fetch_all(db).await?)
}

/// Handed in by units below; the root's own by its reviewer.
async fn to_review(db: &mut PgConnection, actor: &Actor) -> Result<Vec<InspectionTask>> {
    let scope = actor.scope();
    let waiting = inspections!(
        "where n.path >= $1 and n.path < $2 and n.state = 'awaiting_review' and (n.unit_id <> $3 or $4) order by n.path, n.id limit $5",
        scope.from(),
        scope.to(),
        actor.place.unit.0,
        reviews_root(actor),
        LINES
    );
    Ok(waiting.fetch_all(db).await?)
}

/// The figures of the actor's subtree.
pub async fn figures(db: &mut PgConnection, actor: &Actor, soon: NaiveDate) -> Result<Figures> {
    let mut figures = Figures::default();
    let totals = sqlx::query!(
        r#"select state as "state!", severity as "severity!", n as "n!" from issue_totals($1)"#,
        actor.place.path
    );
    for t in totals.fetch_all(&mut *db).await? {
        let open = ["awaiting", "rectifying", "reviewing", "registered"].contains(&t.state.as_str());
        let severity = t.severity.parse::<Severity>().ok();
        let slot = Figures::SEVERITIES.iter().position(|s| Some(*s) == severity);
        if let (true, Some(slot)) = (open, slot) {
            figures.open[slot] += t.n;
        }
    }
    let due = sqlx::query!(
        r#"select overdue as "overdue!", soon as "soon!" from issue_load($1, $2, $3)"#,
        actor.place.path,
        actor.at.today,
        soon
    )
    .fetch_one(&mut *db)
    .await?;
    let year = |n| NaiveDate::from_ymd_opt(actor.at.today.year() + n, 1, 1);
    let closed = sqlx::query!(
        r#"select coalesce(sum(issues), 0)::bigint as "closed!", coalesce(sum(on_time), 0)::bigint as "on_time!",
                  coalesce(sum(on_time_first), 0)::bigint as "on_time_first!"
             from issue_statistics($1, 'severity', 'closed', $2, $3)"#,
        actor.place.path,
        year(0),
        year(1)
    )
    .fetch_one(db)
    .await?;
    (figures.overdue, figures.soon) = (due.overdue, due.soon);
    (figures.closed, figures.on_time, figures.on_time_first) =
        (closed.closed, closed.on_time, closed.on_time_first);
    Ok(figures)
}

/// The units right below, in their own order, each with all below it. Those without issues stand there too.
pub async fn by_unit(db: &mut PgConnection, actor: &Actor) -> Result<Vec<UnitFigures>> {
    let units = sqlx::query_as!(
        UnitFigures,
        r#"select u.id, u.name, l.open as "open!", l.overdue as "overdue!" from unit u
             cross join lateral issue_load(u.path, $2, $2) l where u.parent_id = $1 order by u.sort_key limit 60"#,
        actor.place.unit.0,
        actor.at.today
    );
    Ok(units.fetch_all(db).await?)
}
