//! Requests and the decisions about them.
use super::super::model::{Ask, Decision, Issue, Outcome};
use crate::{
    audit::Tx,
    base::{
        calendar::end_of_day,
        error::Result,
        ids::{IssueId, PersonId},
        jobs,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use sqlx::PgConnection;

/// A request with its decision, as the page of an issue tells it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What for.
    pub ask: Ask,
    /// Who asked.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// What protects meanwhile.
    pub measure: String,
    /// Until when.
    pub until: NaiveDate,
    /// `approved`, `shortened`, `refused` or `lapsed`; none while it waits.
    pub outcome: Option<String>,
    /// Who decided.
    pub decided_by: String,
    /// Until when it was granted.
    pub granted: Option<NaiveDate>,
    /// What was said with the decision.
    pub remark: String,
}

/// Everything that was ever asked of an issue, newest first.
pub async fn asked(db: &mut PgConnection, id: IssueId) -> Result<Vec<Asked>> {
    let rows = sqlx::query!(
        r#"select kind, coalesce(person_name(asked_by), '') as "by!", asked_at, reason, measure, until, outcome,
                  coalesce(person_name(decided_by), '') as "decided_by!", granted_until, remark
             from issue_request where issue_id = $1 order by id desc"#,
        id.0
    )
    .fetch_all(db)
    .await?;
    let asked = rows.into_iter().map(|r| {
        let ask = r.kind.parse().map_err(|()| anyhow::anyhow!("an unknown request {:?}", r.kind))?;
        Ok(Asked {
            ask,
            by: r.by,
            at: r.asked_at,
            reason: r.reason,
            measure: r.measure,
            until: r.until,
            outcome: r.outcome,
            decided_by: r.decided_by,
            granted: r.granted_until,
            remark: r.remark,
        })
    });
    asked.collect()
}

/// Keeps what the issue has pending.
pub(super) async fn add(tx: &mut Tx, issue: &Issue) -> Result<()> {
    let Some(request) = &issue.pending else { return Ok(()) };
    sqlx::query!(
        "insert into issue_request (id, issue_id, unit_id, path, kind, asked_by, asked_at, reason, measure, until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        request.id.0,
        issue.id.0,
        issue.place.unit.0,
        issue.place.path,
        request.ask.key(),
        request.by.0,
        request.at,
        request.wish.reason,
        request.wish.measure,
        request.wish.until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keeps a decision.
pub(super) async fn decide(tx: &mut Tx, decision: &Decision) -> Result<()> {
    let Decision { id, by, at, outcome, remark } = decision;
    let (by, until): (&PersonId, _) = (by, Outcome::until(*outcome));
    sqlx::query!(
        "update issue_request set decided_by = $2, decided_at = $3, outcome = $4, granted_until = $5, remark = $6 where id = $1",
        id.0,
        by.0,
        at,
        outcome.key(),
        until,
        remark
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What is closed or void needs no decision any more.
pub(super) async fn lapse(tx: &mut Tx, issue: &Issue) -> Result<()> {
    let now = tx.at().now;
    sqlx::query!(
        "update issue_request set decided_at = $2, outcome = 'lapsed' where issue_id = $1 and decided_at is null",
        issue.id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Lets the clock take the issue up again when its registration is over.
pub(super) async fn expire_after(tx: &mut Tx, issue: &Issue, until: NaiveDate) -> Result<()> {
    let at = tx.at();
    let (place, due) = ((issue.place.unit, issue.place.path.as_str()), end_of_day(until, at.zone));
    let data = json!({ "issue": issue.id });
    jobs::add_for(tx.conn(), at, due, super::super::expiry::KIND, place, None, &data).await?;
    Ok(())
}
