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
    /// Closed in this year.
    pub closed_in: Option<i32>,
    /// Handed in on or before the deadline, or after it.
    pub in_time: Option<bool>,
}

/// A place in the order: deadline, then id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub NaiveDate, pub Uuid);

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.0, self.1)
    }
}

impl std::str::FromStr for Key {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (due, id) = text.split_once('_').ok_or(())?;
        due.parse().ok().zip(id.parse().ok()).map(|(due, id)| Self(due, id)).ok_or(())
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
}

impl Line {
    /// Its place in the order.
    pub fn key(&self) -> Key {
        Key(self.due, self.id)
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
}

impl Listed {
    /// Its place in the order.
    pub fn key(&self) -> Key {
        Key(self.due, self.id)
    }
}

macro_rules! ranged {
    ($row:ident, $columns:literal, $joins:literal, $tail:literal, $filter:expr, $key:expr, $limit:expr) => {{
        let (f, key): (&Filter, Option<Key>) = ($filter, $key);
        sqlx::query_as!(
            $row,
            "select " + $columns + " from issue_scope s join issue i on i.id = s.issue_id join unit u on u.id = i.unit_id
               left join person p on p.id = i.owner_id " + $joins + "
              where s.ancestor = $1 and ($2::text is null or s.state = $2) and ($3::text[] is null or s.state = any($3))
                and ($4::date is null or s.due >= $4) and ($5::date is null or s.due < $5)
                and ($6::text is null or s.severity = $6) and ($7::uuid is null or s.owner_id = $7)
                and ($8::text is null or exists (select from issue_item t where t.issue_id = s.issue_id and t.code = $8))
                and ($9::text is null or strpos(lower(i.title), lower($9)) > 0 or starts_with(i.number, upper($9)))
                and ($13::int is null or (i.closed_on >= make_date($13, 1, 1) and i.closed_on < make_date($13 + 1, 1, 1)))
                and ($14::bool is null or (i.submitted_on <= i.due) = $14)
                and ($15::uuid[] is null or s.issue_id = any($15)) " + $tail,
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
            $limit,
            f.closed_in,
            f.in_time,
            f.found.ids.as_deref()
        )
    }};
}

macro_rules! page {
    ($tail:literal, $filter:expr, $key:expr, $limit:expr) => {
        ranged!(
            Line,
            r#"i.id, i.number, i.title, i.main_item, i.severity, i.state, u.name as unit,
               coalesce(p.name, person_name(i.owner_id), '') as "owner!", s.due"#,
            "",
            $tail,
            $filter,
            $key,
            $limit
        )
    };
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

/// At most `limit` lines after a key, by deadline; from the start without one.
pub async fn lines(
    db: &mut PgConnection,
    filter: &Filter,
    after: Option<Key>,
    limit: i64,
) -> Result<Vec<Line>> {
    let tail = page!(
        "and ($10::date is null or (s.due, s.issue_id) > ($10, $11::uuid)) order by s.due, s.issue_id limit $12",
        filter,
        after,
        limit
    );
    Ok(tail.fetch_all(db).await?)
}

/// At most `limit` lines before a key, the nearest to it first.
pub async fn lines_before(
    db: &mut PgConnection,
    filter: &Filter,
    before: Key,
    limit: i64,
) -> Result<Vec<Line>> {
    let tail = page!(
        "and (s.due, s.issue_id) < ($10::date, $11::uuid) order by s.due desc, s.issue_id desc limit $12",
        filter,
        Some(before),
        limit
    );
    Ok(tail.fetch_all(db).await?)
}

/// At most `limit` lines of the export after a key.
pub async fn listed(
    db: &mut PgConnection,
    filter: &Filter,
    after: Option<Key>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let rows = ranged!(
        Listed,
        r#"i.id, i.number, u.name as unit, i.subject_name as subject, m.clause as "clause?", i.main_item, i.title, i.description,
           i.severity, coalesce(p.name, person_name(i.owner_id), '') as "owner!", i.found_on, i.interim_due, s.due, i.state,
           i.measure, i.submitted_at, person_name(i.closed_by) as verifier, i.void_reason, i.returns"#,
        "left join issue_item m on m.issue_id = i.id and m.main",
        "and ($10::date is null or (s.due, s.issue_id) > ($10, $11::uuid)) order by s.due, s.issue_id limit $12",
        filter,
        after,
        limit
    );
    Ok(rows.fetch_all(db).await?)
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
