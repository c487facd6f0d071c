//! 督办单: one, those of an issue, and the list from the newest on.
use super::super::model::{Demand, Issue, Mark, NewPaper, PaperNo, Refused, Stage, Supervision};
use crate::{
    access::Place,
    audit::Tx,
    base::{
        error::{Error, Result, broke},
        ids::{IssueId, SupervisionId},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

struct Row {
    id: Uuid,
    year: i32,
    no: i32,
    issue_id: Uuid,
    number: String,
    title: String,
    owner_id: Uuid,
    unit_id: Uuid,
    path: String,
    unit: Option<String>,
    demand: String,
    due: NaiveDate,
    made_by: Uuid,
    maker: Option<String>,
    made_at: DateTime<Utc>,
    acknowledged_by: Option<Uuid>,
    acknowledger: Option<String>,
    acknowledged_at: Option<DateTime<Utc>>,
    answered_by: Option<Uuid>,
    answerer: Option<String>,
    answered_at: Option<DateTime<Utc>>,
    answer: Option<String>,
    seen_at: Option<DateTime<Utc>>,
}

impl From<Row> for Supervision {
    fn from(r: Row) -> Self {
        let mark =
            |by: Uuid, name: Option<String>, at| Mark { by: by.into(), name: name.unwrap_or_default(), at };
        let signed = r.acknowledged_by.zip(r.acknowledged_at).map(|(by, at)| mark(by, r.acknowledger, at));
        let answered = r.answered_by.zip(r.answered_at).map(|(by, at)| mark(by, r.answerer, at));
        let stage = match (signed, answered, r.answer) {
            (Some(signed), Some(answered), Some(answer)) => {
                Stage::Answered(signed, answered, answer, r.seen_at)
            }
            (Some(signed), ..) => Stage::Acknowledged(signed),
            _ => Stage::Made,
        };
        Self {
            id: r.id.into(),
            no: PaperNo { year: r.year, no: r.no },
            issue: r.issue_id.into(),
            issue_number: r.number,
            issue_title: r.title,
            owner: r.owner_id.into(),
            place: Place { unit: r.unit_id.into(), path: r.path },
            unit: r.unit.unwrap_or_default(),
            demand: Demand { text: r.demand, due: r.due },
            made: mark(r.made_by, r.maker, r.made_at),
            stage,
        }
    }
}

/// The one select list; the tail is the rest of the statement, still checked at compile time.
macro_rules! papers {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            r#"select v.id, v.year, v.no, v.issue_id, i.number, i.title, i.owner_id, v.unit_id, v.path, unit_name(v.unit_id) as unit,
                      v.demand, v.due, v.made_by, person_name(v.made_by) as maker, v.made_at,
                      v.acknowledged_by, person_name(v.acknowledged_by) as acknowledger, v.acknowledged_at,
                      v.answered_by, person_name(v.answered_by) as answerer, v.answered_at, v.answer, v.seen_at
                 from supervision v join issue i on i.id = v.issue_id "# + $tail,
            $($arg),*
        )
    };
}

/// One paper, absent when out of sight.
pub async fn paper(db: &mut PgConnection, id: SupervisionId) -> Result<Supervision> {
    let row = papers!("where v.id = $1", id.0).fetch_optional(db).await?;
    Ok(row.ok_or(Error::NotFound)?.into())
}

/// One paper, locked until the transaction ends, and read after the lock was got.
pub async fn lock_paper(tx: &mut Tx, id: SupervisionId) -> Result<Supervision> {
    sqlx::query!("select from supervision where id = $1 for update", id.0).fetch_optional(tx.conn()).await?;
    paper(tx.conn(), id).await
}

/// The papers about an issue, the newest first.
pub async fn papers_of(db: &mut PgConnection, issue: IssueId) -> Result<Vec<Supervision>> {
    let rows = papers!("where v.issue_id = $1 order by v.id desc limit 50", issue.0).fetch_all(db).await?;
    Ok(rows.into_iter().map(Supervision::from).collect())
}

/// A page of the papers below a unit, the newest first.
pub async fn papers(
    db: &mut PgConnection,
    below: &str,
    open: bool,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Supervision>> {
    let rows = if open {
        papers!(
            "join supervision_scope s on s.supervision_id = v.id
              where s.ancestor = $1 and not s.answered and ($2::uuid is null or s.supervision_id < $2)
              order by s.supervision_id desc limit $3",
            below,
            before,
            limit
        )
        .fetch_all(db)
        .await?
    } else {
        papers!(
            "join supervision_scope s on s.supervision_id = v.id
              where s.ancestor = $1 and ($2::uuid is null or s.supervision_id < $2) order by s.supervision_id desc limit $3",
            below,
            before,
            limit
        )
        .fetch_all(db)
        .await?
    };
    Ok(rows.into_iter().map(Supervision::from).collect())
}

/// The next number of a year.
pub async fn next_paper(tx: &mut Tx, year: i32) -> Result<PaperNo> {
    let no = sqlx::query_scalar!(r#"select next_supervision_no($1) as "no!""#, year);
    Ok(PaperNo { year, no: no.fetch_one(tx.conn()).await? })
}

/// Keeps a new paper about an issue.
pub(super) async fn add_paper(tx: &mut Tx, issue: &Issue, new: &NewPaper) -> Result<()> {
    let (by, at) = (tx.actor()?.person, tx.at());
    sqlx::query!(
        "insert into supervision (id, year, no, issue_id, unit_id, path, demand, due, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        SupervisionId::new(at.now).0,
        new.no.year,
        new.no.no,
        issue.id.0,
        issue.place.unit.0,
        issue.place.path,
        new.demand.text,
        new.demand.due,
        by.0,
        at.now
    )
    .execute(tx.conn())
    .await
    .map_err(|e| {
        if broke(&e, "supervision_one_open") { Error::refused(Refused::Supervised) } else { e.into() }
    })?;
    Ok(())
}

/// Writes how far a paper is.
pub async fn save_paper(tx: &mut Tx, paper: &Supervision) -> Result<()> {
    let (signed, answered, answer, seen) = match &paper.stage {
        Stage::Made => (None, None, None, None),
        Stage::Acknowledged(signed) => (Some(signed), None, None, None),
        Stage::Answered(signed, answered, answer, seen) => {
            (Some(signed), Some(answered), Some(answer), *seen)
        }
    };
    sqlx::query!(
        "update supervision set acknowledged_by = $2, acknowledged_at = $3, answered_by = $4, answered_at = $5, answer = $6, seen_at = $7
          where id = $1",
        paper.id.0,
        signed.map(|m| m.by.0),
        signed.map(|m| m.at),
        answered.map(|m| m.by.0),
        answered.map(|m| m.at),
        answer,
        seen
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
