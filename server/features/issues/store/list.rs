//! Lists by deadline. They walk the narrow rows of `issue_scope`, where a unit, a district and the city are the same short
//! range, and look at an issue only when it is shown.
use super::super::model::Code;
use crate::{
    access::Scope,
    base::{
        error::Result,
        ids::UnitId,
        search::{Found, search},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What a list is narrowed to. `None` means all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Path of the unit at the top.
    pub below: String,
    /// One state.
    pub state: Option<&'static str>,
    /// Any of these states.
    pub states: Option<Vec<String>>,
    /// Deadlines from this day on.
    pub due_from: Option<NaiveDate>,
    /// Deadlines before this day.
    pub due_before: Option<NaiveDate>,
    /// 严重程度
    pub severity: Option<&'static str>,
    /// 整改责任人
    pub owner: Option<Uuid>,
    /// The code of an item, main or related.
    pub item: Option<String>,
    /// By a part of the title or the beginning of the number.
    pub found: Found,
    /// Closed on this day or after it.
    pub closed_from: Option<NaiveDate>,
    /// Closed on this day or before it.
    pub closed_to: Option<NaiveDate>,
    /// Found on this day or after it.
    pub found_from: Option<NaiveDate>,
    /// Found on this day or before it.
    pub found_to: Option<NaiveDate>,
    /// Handed in on or before the deadline, or after it.
    pub in_time: Option<bool>,
    /// Handed in on or before the first deadline alone.
    pub in_first_time: bool,
    /// 屡查屡犯 alone.
    pub repeated: bool,
    /// In which order.
    pub order: Order,
}

/// The orders that an index serves, for a unit, a district and the city alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The nearest deadline first.
    #[default]
    Due,
    /// The farthest deadline first.
    DueLast,
    /// The issue that was raised last first.
    Newest,
    /// The issue that was raised first first.
    Oldest,
    /// The most severe first, by deadline; only of what is open.
    Severity,
    /// The least severe first, the farthest deadline first; only of what is open.
    SeverityLast,
}

impl Order {
    /// As the query string says it.
    pub const KEYS: [(Self, &'static str); 6] = [
        (Self::Due, "due"),
        (Self::DueLast, "-due"),
        (Self::Newest, "-number"),
        (Self::Oldest, "number"),
        (Self::Severity, "severity"),
        (Self::SeverityLast, "-severity"),
    ];
    /// The other way round.
    pub fn reversed(self) -> Self {
        match self {
            Self::Due => Self::DueLast,
            Self::DueLast => Self::Due,
            Self::Newest => Self::Oldest,
            Self::Oldest => Self::Newest,
            Self::Severity => Self::SeverityLast,
            Self::SeverityLast => Self::Severity,
        }
    }
}

/// A place in every order: rank of the severity, deadline, id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub i16, pub NaiveDate, pub Uuid);

/// As `severity_rank` of the database.
fn rank(severity: &str) -> i16 {
    match severity {
        "critical" => 0,
        "high" => 1,
        "medium" => 2,
        _ => 3,
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}_{}", self.1, self.2, self.0)
    }
}

impl std::str::FromStr for Key {
    type Err = ();
    /// Links from before there were several orders have no rank; they are all by deadline.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (due, rest) = text.split_once('_').ok_or(())?;
        let (id, rank) = rest.split_once('_').unwrap_or((rest, "0"));
        Ok(Self(rank.parse().map_err(drop)?, due.parse().map_err(drop)?, id.parse().map_err(drop)?))
    }
}

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The issue.
    pub id: Uuid,
    /// 编号
    pub number: String,
    /// Its title.
    pub title: String,
    /// Code of its main item.
    pub main_item: String,
    /// Key of its severity.
    pub severity: String,
    /// Key of its state.
    pub state: String,
    /// Its unit's name.
    pub unit: String,
    /// Its owner's name.
    pub owner: String,
    /// The current deadline.
    pub due: NaiveDate,
    /// What it was found on.
    pub subject: String,
    /// 发现日期
    pub found_on: NaiveDate,
    /// 临时处置期限
    pub interim_due: Option<NaiveDate>,
    /// How often it was sent back.
    pub returns: i32,
    /// How often the problem was found.
    pub occurrence: i32,
    /// How often somebody nudged.
    pub nudges: i64,
}

impl Line {
    /// Its place in the order.
    pub fn key(&self) -> Key {
        Key(rank(&self.severity), self.due, self.id)
    }
}

/// A line of the exported list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The issue.
    pub id: Uuid,
    /// 编号
    pub number: String,
    /// 单位
    pub unit: String,
    /// 系统: what it was found on.
    pub subject: String,
    /// 条款 of the main item.
    pub clause: Option<String>,
    /// Code of the main item.
    pub main_item: String,
    /// Title.
    pub title: String,
    /// 问题描述
    pub description: String,
    /// Key of the severity.
    pub severity: String,
    /// 责任人
    pub owner: String,
    /// 发现日期
    pub found_on: NaiveDate,
    /// 临时处置期限
    pub interim_due: Option<NaiveDate>,
    /// 整改期限
    pub due: NaiveDate,
    /// Key of the state.
    pub state: String,
    /// 整改措施
    pub measure: Option<String>,
    /// When the rectification was handed in.
    pub submitted_at: Option<DateTime<Utc>>,
    /// 复核人
    pub verifier: Option<String>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// How often it was sent back.
    pub returns: i32,
    /// How often the problem was found.
    pub occurrence: i32,
}

impl Listed {
    /// Its place in the order.
    pub fn key(&self) -> Key {
        Key(rank(&self.severity), self.due, self.id)
    }
}

/// The first narrow rows that a filter leaves behind a key, in an order, and `$what` of these alone: whatever is joined before the
/// limit is joined for all the rest as well. A row of `issue` is looked at only for a filter that
/// asks for it, one by one: `exists` would read the whole table first.
macro_rules! found {
    ($what:literal, $from:literal, $row:ident, $behind:literal, $order:literal, $filter:expr, $key:expr, $limit:expr) => {{
        let (f, key): (&Filter, Option<Key>) = ($filter, $key);
        sqlx::query_as!(
            $row,
            $what + " from (select s.issue_id, s.due, s.severity from issue_scope s
              where s.ancestor = $1 and ($2::text is null or s.state = $2) and ($3::text[] is null or s.state = any($3))
                and ($4::date is null or s.due >= $4) and ($5::date is null or s.due < $5)
                and ($6::text is null or s.severity = $6) and ($7::uuid is null or s.owner_id = $7)
                and ($8::text is null or exists (select from issue_item t where t.issue_id = s.issue_id and t.code = $8))
                and ($16::uuid[] is null or s.issue_id = any($16))
                and (num_nonnulls($9::text, $14::date, $18::date, $19::date, $20::date, $15::bool) = 0 and not $17 and not $21
                     or (select true from issue i where i.id = s.issue_id
                        and ($9::text is null or strpos(lower(i.title), lower($9)) > 0 or starts_with(i.number, upper($9)))
                        and ($14::date is null or i.closed_on >= $14) and ($18::date is null or i.closed_on <= $18)
                        and ($19::date is null or i.found_on >= $19) and ($20::date is null or i.found_on <= $20)
                        and ($15::bool is null or (i.submitted_on <= i.due) = $15)
                        and (not $21 or i.submitted_on <= i.first_due) and (not $17 or i.occurrence > 1)))
                and ($10::smallint is null or $11::date is null or $12::uuid is null or true) "
                + $behind + " " + $order + " limit $13) s " + $from + " " + $order,
            f.below,
            f.state,
            f.states.as_deref(),
            f.due_from,
            f.due_before,
            f.severity,
            f.owner,
            f.item.as_deref(),
            f.found.text.as_deref(),
            key.map(|k| k.0),
            key.map(|k| k.1),
            key.map(|k| k.2),
            $limit,
            f.closed_from,
            f.in_time,
            f.found.ids.as_deref(),
            f.repeated,
            f.closed_to,
            f.found_from,
            f.found_to,
            f.in_first_time
        )
    }};
}

/// At most `limit` rows behind a key, in the order of the filter. One severity alone is a range of the index by severity: without
/// saying so, the reverse order would pass all others first.
macro_rules! ordered {
    ($what:literal, $from:literal, $row:ident, $db:expr, $filter:expr, $key:expr, $limit:expr) => {{
        let (db, f, key, limit): (&mut PgConnection, &Filter, Option<Key>, i64) = ($db, $filter, $key, $limit);
        match f.order {
            Order::Due => found!($what, $from, $row, "and ($11::date is null or (s.due, s.issue_id) > ($11, $12::uuid))",
                "order by s.due, s.issue_id", f, key, limit).fetch_all(db).await?,
            Order::DueLast => found!($what, $from, $row, "and ($11::date is null or (s.due, s.issue_id) < ($11, $12::uuid))",
                "order by s.due desc, s.issue_id desc", f, key, limit).fetch_all(db).await?,
            Order::Oldest => found!($what, $from, $row, "and ($12::uuid is null or s.issue_id > $12)",
                "order by s.issue_id", f, key, limit).fetch_all(db).await?,
            Order::Newest => found!($what, $from, $row, "and ($12::uuid is null or s.issue_id < $12)",
                "order by s.issue_id desc", f, key, limit).fetch_all(db).await?,
            Order::Severity => found!($what, $from, $row, "and s.state in ('awaiting', 'rectifying', 'reviewing', 'registered')
                and ($6::text is null or severity_rank(s.severity) = severity_rank($6))
                and ($10::smallint is null or (severity_rank(s.severity), s.due, s.issue_id) > ($10, $11::date, $12::uuid))",
                "order by severity_rank(s.severity), s.due, s.issue_id", f, key, limit).fetch_all(db).await?,
            Order::SeverityLast => found!($what, $from, $row, "and s.state in ('awaiting', 'rectifying', 'reviewing', 'registered')
                and ($6::text is null or severity_rank(s.severity) = severity_rank($6))
                and ($10::smallint is null or (severity_rank(s.severity), s.due, s.issue_id) < ($10, $11::date, $12::uuid))",
                "order by severity_rank(s.severity) desc, s.due desc, s.issue_id desc", f, key, limit).fetch_all(db).await?,
        }
    }};
}

/// The filter with what a word finds in it.
pub async fn find_word(db: &mut PgConnection, filter: Filter, word: &str) -> Result<Filter> {
    let open = |state: &str| state.parse().is_ok_and(Code::is_open);
    let all_open = filter.state.is_some_and(open)
        || filter.states.as_ref().is_some_and(|states| states.iter().all(|s| open(s)));
    let kind = if all_open { "issue.open" } else { "issue" };
    let found = search(db, kind, &filter.below, word).await?;
    Ok(Filter { found, ..filter })
}

/// At most `limit` lines behind a key, in the order of the filter; from the start without one.
pub async fn lines(
    db: &mut PgConnection,
    filter: &Filter,
    after: Option<Key>,
    limit: i64,
) -> Result<Vec<Line>> {
    Ok(ordered!(
        r#"select i.id, i.number, i.title, i.main_item, i.severity, i.state, u.name as unit,
                  coalesce(p.name, person_name(i.owner_id), '') as "owner!", s.due, i.subject_name as subject, i.found_on,
                  i.interim_due, i.returns, i.occurrence,
                  (select count(*) from issue_nudge n where n.issue_id = i.id) as "nudges!""#,
        "join issue i on i.id = s.issue_id join unit u on u.id = i.unit_id left join person p on p.id = i.owner_id",
        Line,
        db,
        filter,
        after,
        limit
    ))
}

/// At most `limit` lines of the export behind a key.
pub async fn listed(
    db: &mut PgConnection,
    filter: &Filter,
    after: Option<Key>,
    limit: i64,
) -> Result<Vec<Listed>> {
    Ok(ordered!(
        r#"select i.id, i.number, u.name as unit, i.subject_name as subject, m.clause as "clause?", i.main_item, i.title,
                  i.description, i.severity, coalesce(p.name, person_name(i.owner_id), '') as "owner!", i.found_on, i.interim_due,
                  s.due, i.state, i.measure, i.submitted_at, person_name(i.closed_by) as verifier, i.void_reason, i.returns, i.occurrence"#,
        "join issue i on i.id = s.issue_id join unit u on u.id = i.unit_id left join person p on p.id = i.owner_id
           left join issue_item m on m.issue_id = i.id and m.main",
        Listed,
        db,
        filter,
        after,
        limit
    ))
}

struct Number {
    n: i64,
}

/// How many there are; reads them all.
pub async fn count(db: &mut PgConnection, filter: &Filter) -> Result<i64> {
    let all = found!(r#"select count(*) as "n!""#, "", Number, "", "", filter, None, i64::MAX);
    Ok(all.fetch_one(db).await?.n)
}

/// A unit of the scope with its path, and those right below it: id, name, path. Absent when out of scope.
pub async fn units(
    db: &mut PgConnection,
    scope: &Scope,
    unit: UnitId,
) -> Result<Vec<(Uuid, String, String)>> {
    let rows = sqlx::query!(
        "select id, name, path from unit where (id = $1 or parent_id = $1) and path >= $2 and path < $3 order by sort_key limit 300",
        unit.0,
        scope.from(),
        scope.to()
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name, r.path)).collect())
}
