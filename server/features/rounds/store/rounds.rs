//! Rounds: opening one for a whole subtree, handing out its inspections, and the list.
use super::super::model::{Facts, Occasion, Opening, Round};
use crate::{
    access::{Place, Scope},
    audit::Tx,
    base::{
        error::{Error, Result},
        ids::RoundId,
    },
    features::units,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A round's columns.
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) unit_id: Uuid,
    pub(super) path: String,
    pub(super) checklist_id: Uuid,
    pub(super) every: String,
    pub(super) starts_on: NaiveDate,
    pub(super) due_on: NaiveDate,
    pub(super) needs_sign_off: bool,
    pub(super) events: Vec<String>,
    pub(super) opened_by: Uuid,
    pub(super) opened_at: DateTime<Utc>,
}

/// Events of a period as they are stored.
pub(super) fn occasions(keys: &[String]) -> Result<BTreeSet<Occasion>> {
    let one = |key: &String| key.parse().map_err(|()| anyhow::anyhow!("no event of a period: {key}").into());
    keys.iter().map(one).collect()
}

impl TryFrom<Row> for Round {
    type Error = Error;
    fn try_from(r: Row) -> Result<Self> {
        Ok(Self {
            id: r.id.into(),
            number: r.number,
            place: Place { unit: r.unit_id.into(), path: r.path },
            facts: Facts {
                title: r.title,
                checklist: r.checklist_id.into(),
                every: r.every.parse().map_err(anyhow::Error::from)?,
                starts_on: r.starts_on,
                due_on: r.due_on,
                needs_sign_off: r.needs_sign_off,
                events: occasions(&r.events)?,
            },
            opened_by: r.opened_by.into(),
            opened_at: r.opened_at,
        })
    }
}

/// The one select list; the tail is the rest of the statement, still checked at compile time.
macro_rules! rounds {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            "select r.id, r.number, r.title, r.unit_id, r.path, r.checklist_id, r.every, r.starts_on, r.due_on, r.needs_sign_off, r.events,
                    r.opened_by, r.opened_at from round r " + $tail,
            $($arg),*
        )
    };
}

/// A line of the list: the round, and how far the reader's own units are.
#[derive(Debug, Clone)]
pub struct RoundLine {
    /// The round.
    pub round: Round,
    /// Inspections of the reader's scope.
    pub units: i64,
    /// Those of them that were submitted and did not come back.
    pub submitted: i64,
    /// Units of the reader's scope that still wait for their inspection.
    pub pending: i64,
}

/// Rounds that concern the reader, the newest first; one more than a page shows.
pub async fn list_rounds(
    db: &mut PgConnection,
    scope: &Scope,
    before: Option<RoundId>,
    size: i64,
) -> Result<Vec<RoundLine>> {
    let rows = rounds!(
        "where ($1::uuid is null or r.id < $1) order by r.id desc limit $2",
        before.map(|b| b.0),
        size + 1
    )
    .fetch_all(&mut *db)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let counts = sqlx::query!(
        r#"select i.round_id, count(*) as "units!", count(*) filter (where i.state not in ('open', 'returned')) as "submitted!"
             from inspection i join unit u on u.id = i.unit_id
            where i.round_id = any ($1) and i.path >= $2 and i.path < $3 and (u.closed_on is null or i.state not in ('open', 'returned'))
            group by i.round_id"#,
        &ids,
        scope.from(),
        scope.to()
    )
    .fetch_all(&mut *db)
    .await?;
    let pending = sqlx::query!(
        r#"select round_id, count(*) as "units!" from round_pending
            where round_id = any ($1) and path >= $2 and path < $3 group by round_id"#,
        &ids,
        scope.from(),
        scope.to()
    )
    .fetch_all(db)
    .await?;
    let count =
        |id: Uuid| counts.iter().find(|c| c.round_id == id).map_or((0, 0), |c| (c.units, c.submitted));
    let line = |row: Row| {
        let (units, submitted) = count(row.id);
        let pending = pending.iter().find(|p| p.round_id == row.id).map_or(0, |p| p.units);
        Ok(RoundLine { round: row.try_into()?, units, submitted, pending })
    };
    rows.into_iter().map(line).collect()
}

/// One round, absent when it concerns none of the reader's units.
pub async fn find_round(db: &mut PgConnection, id: RoundId) -> Result<Round> {
    rounds!("where r.id = $1", id.0).fetch_optional(db).await?.ok_or(Error::NotFound)?.try_into()
}

/// The next number of the year.
pub async fn next_number(tx: &mut Tx) -> Result<String> {
    let year = tx.at().today.year();
    Ok(sqlx::query_scalar!(r#"select next_round_number($1) as "number!""#, year).fetch_one(tx.conn()).await?)
}

/// Opens a round and lists the open units of its subtree, which are to get an inspection each; tells how many they are.
pub async fn open(tx: &mut Tx, opening: Opening) -> Result<(Round, i64)> {
    let Opening { round, event } = opening;
    units::lock_tree(tx).await?;
    let (scope, f) = (Scope::below(&round.place.path), &round.facts);
    let events: Vec<String> = f.events.iter().map(|e| e.key().to_owned()).collect();
    sqlx::query!(
        "insert into round (id, number, title, unit_id, path, kind, checklist_id, every, starts_on, due_on, needs_sign_off, opened_by, opened_at, events)
         values ($1, $2, $3, $4, $5, 'self', $6, $7, $8, $9, $10, $11, $12, $13)",
        round.id.0,
        round.number,
        f.title,
        round.place.unit.0,
        round.place.path,
        f.checklist.0,
        f.every.key(),
        f.starts_on,
        f.due_on,
        f.needs_sign_off,
        round.opened_by.0,
        round.opened_at,
        &events
    )
    .execute(tx.conn())
    .await?;
    let listed = sqlx::query!(
        "insert into round_pending (round_id, unit_id, path)
         select $1, id, path from unit where path >= $2 and path < $3 and closed_on is null",
        round.id.0,
        scope.from(),
        scope.to()
    )
    .execute(tx.conn())
    .await?;
    tx.record(event);
    Ok((round, i64::try_from(listed.rows_affected()).unwrap_or_default()))
}

/// What a portion came to.
pub struct Given {
    /// Units that were taken off the list.
    pub taken: i64,
    /// Inspections that they got: a unit that was closed meanwhile gets none.
    pub inspections: i64,
}

/// Gives an inspection to at most so many units that wait for one, with the systems that each had when the round was opened:
/// one that came later is 补充, however late the portion. Cells exist once they are answered, so this is one statement.
pub async fn hand_out(tx: &mut Tx, round: RoundId, most: i64) -> Result<Given> {
    let given = sqlx::query_as!(
        Given,
        r#"with turn as (
               delete from round_pending p where p.round_id = $1
                  and p.unit_id in (select o.unit_id from round_pending o where o.round_id = $1 order by o.unit_id limit $2)
               returning p.unit_id
           ), given as (
               insert into inspection (id, round_id, unit_id, path, state, version)
               select gen_random_uuid(), $1, u.id, u.path, 'open', 1 from turn t join unit u on u.id = t.unit_id where u.closed_on is null
               on conflict (round_id, unit_id) do nothing
               returning id, unit_id, path
           ), columns as (
               insert into subject (id, inspection_id, unit_id, path, kind, name, status, important, provided_by, added_at)
               select s.id, i.id, i.unit_id, i.path, 'system', s.name, s.status, s.important, s.provided_by, r.opened_at
                 from given i join system s on s.unit_id = i.unit_id and s.status <> 'retired'
                 join round r on r.id = $1 and s.created_at <= r.opened_at
           )
           select (select count(*) from turn) as "taken!", (select count(*) from given) as "inspections!""#,
        round.0,
        most
    );
    Ok(given.fetch_one(tx.conn()).await?)
}
