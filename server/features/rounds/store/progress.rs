//! How far a round is, down the tree: totals of the reader's scope, and a line per unit with what lies below it.
use crate::{
    access::Scope,
    base::{
        error::Result,
        ids::{InspectionId, RoundId},
    },
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Sums over the inspections of a scope.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Inspections.
    pub units: i64,
    /// 待自查, nothing answered.
    pub untouched: i64,
    /// 待自查, begun.
    pub open: i64,
    /// 已退回
    pub returned: i64,
    /// 待签批
    pub signing: i64,
    /// 待审核
    pub reviewing: i64,
    /// 已通过
    pub accepted: i64,
    /// Submitted late.
    pub late: i64,
    /// Units that were closed before they submitted: not among the inspections.
    pub excused: i64,
    /// Units that still wait for their inspection.
    pub pending: i64,
    /// Cells that conform.
    pub pass: i64,
    /// All cells that apply: what was not checked applies and has not passed.
    pub applies: i64,
}

impl Counts {
    /// Not with the unit above yet.
    pub fn not_submitted(&self) -> i64 {
        self.untouched + self.open + self.returned
    }
    /// Submitted, and not come back.
    pub fn submitted(&self) -> i64 {
        self.units - self.not_submitted()
    }
    /// Units that have got their inspection.
    pub fn reached(&self) -> i64 {
        self.units + self.excused
    }
    /// Tenths of a per cent; none where nothing applies.
    pub fn conformity(&self) -> Option<i64> {
        (self.applies > 0).then(|| self.pass * 1000 / self.applies)
    }
}

/// The sums of a round over a scope.
pub async fn totals(db: &mut PgConnection, round: RoundId, scope: &Scope) -> Result<Counts> {
    let counts = sqlx::query_as!(
        Counts,
        r#"select count(*) filter (where not excused) as "units!",
                  count(*) filter (where state = 'open' and started_at is null and not excused) as "untouched!",
                  count(*) filter (where state = 'open' and started_at is not null and not excused) as "open!",
                  count(*) filter (where state = 'returned' and not excused) as "returned!", count(*) filter (where excused) as "excused!",
                  count(*) filter (where state = 'awaiting_sign_off') as "signing!",
                  count(*) filter (where state = 'awaiting_review') as "reviewing!",
                  count(*) filter (where state = 'accepted') as "accepted!", count(*) filter (where late) as "late!",
                  (select count(*) from round_pending p where p.round_id = $1 and p.path >= $2 and p.path < $3) as "pending!",
                  coalesce(sum(pass) filter (where not excused), 0) as "pass!",
                  coalesce(sum(pass + partial + fail + left_open) filter (where not excused), 0) as "applies!"
             from (select i.*, u.closed_on is not null and i.state in ('open', 'returned') as excused
                     from inspection i join unit u on u.id = i.unit_id where i.round_id = $1 and i.path >= $2 and i.path < $3) n"#,
        round.0,
        scope.from(),
        scope.to()
    );
    Ok(counts.fetch_one(db).await?)
}

/// What the lines are narrowed to.
#[derive(Debug, Default)]
pub struct ProgressFilter<'a> {
    /// Keys of the wanted states; empty for all.
    pub states: &'a [String],
    /// Part of the unit's name.
    pub text: &'a str,
    /// The sort key behind which the page begins.
    pub after: &'a str,
}

/// A unit of the round.
#[derive(Debug, Clone)]
pub struct UnitLine {
    /// Its inspection.
    pub id: InspectionId,
    /// Its name.
    pub name: String,
    /// Its path, for its depth.
    pub path: String,
    /// Its place in the order.
    pub sort_key: String,
    /// Key of the state.
    pub state: String,
    /// The unit was closed before it submitted.
    pub excused: bool,
    /// Whether anything was answered.
    pub started: bool,
    /// Whether it was submitted late.
    pub late: Option<bool>,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Cells asked of a person.
    pub cells: i32,
    /// Those of them that are answered.
    pub cells_done: i32,
    /// Cells that conform.
    pub pass: i32,
    /// Cells that apply.
    pub applies: i32,
    /// Inspections of the unit and all below it.
    pub below: i64,
    /// Those of them that were submitted.
    pub below_submitted: i64,
}

impl UnitLine {
    /// Tenths of a per cent; none where nothing was counted.
    pub fn conformity(&self) -> Option<i32> {
        (self.applies > 0).then(|| self.pass * 1000 / self.applies)
    }
}

/// A page of units in tree order; one more than it shows. A unit without others below it needs no sum.
pub async fn progress(
    db: &mut PgConnection,
    round: RoundId,
    scope: &Scope,
    filter: &ProgressFilter<'_>,
    size: i64,
) -> Result<Vec<UnitLine>> {
    struct Row {
        id: Uuid,
        name: String,
        path: String,
        sort_key: String,
        state: String,
        excused: bool,
        started: bool,
        late: Option<bool>,
        submitted_at: Option<DateTime<Utc>>,
        cells: i32,
        cells_done: i32,
        pass: i32,
        applies: i32,
        below: i64,
        below_submitted: i64,
    }
    let rows = sqlx::query_as!(
        Row,
        r#"select l.id as "id!", l.name as "name!", l.path as "path!", l.sort_key as "sort_key!", l.state as "state!", l.excused as "excused!", l.started as "started!",
                  l.late, l.submitted_at, l.cells as "cells!", l.cells_done as "cells_done!", l.pass as "pass!", l.applies as "applies!",
                  b.n as "below!", b.submitted as "below_submitted!"
             from (select i.id, u.name, i.path, u.sort_key, i.state, u.closed_on is not null and i.state in ('open', 'returned') as excused, i.started_at is not null as started, i.late, i.submitted_at, i.cells,
                          i.cells_done, i.pass, i.pass + i.partial + i.fail + i.left_open as applies
                     from unit u join inspection i on i.round_id = $1 and i.unit_id = u.id
                    where u.path >= $2 and u.path < $3 and u.sort_key > $4
                      and (cardinality($5::text[]) = 0 or i.state = any ($5) and not (u.closed_on is not null and i.state in ('open', 'returned'))) and ($6 = '' or u.name like '%' || $6 || '%')
                    order by u.sort_key limit $7) l
            cross join lateral (select count(*) as n, count(*) filter (where j.state not in ('open', 'returned')) as submitted
                                  from inspection j join unit v on v.id = j.unit_id
                                 where j.round_id = $1 and j.path >= l.path and j.path < left(l.path, -1) || '0'
                                   and (v.closed_on is null or j.state not in ('open', 'returned'))) b
            order by l.sort_key"#,
        round.0,
        scope.from(),
        scope.to(),
        filter.after,
        filter.states,
        filter.text,
        size + 1
    )
    .fetch_all(db)
    .await?;
    let line = |r: Row| UnitLine {
        id: r.id.into(),
        name: r.name,
        path: r.path,
        sort_key: r.sort_key,
        state: r.state,
        excused: r.excused,
        started: r.started,
        late: r.late,
        submitted_at: r.submitted_at,
        cells: r.cells,
        cells_done: r.cells_done,
        pass: r.pass,
        applies: r.applies,
        below: r.below,
        below_submitted: r.below_submitted,
    };
    Ok(rows.into_iter().map(line).collect())
}
