//! Plans of rectification: read with their issue, and added to, never rewritten.
use super::{
    super::model::{Fen, Issue, Plan, PlanStep},
    row::Row,
};
use crate::{audit::Tx, base::error::Result};
use anyhow::{anyhow, bail};
use chrono::NaiveDate;

/// The plan in a row of an issue.
pub(super) fn of_row(r: &Row) -> anyhow::Result<Option<Plan>> {
    let Some(approach) = &r.approach else { return Ok(None) };
    let approach = approach.parse().map_err(|()| anyhow!("an unknown approach {approach:?}"))?;
    let (Some(measure), Some(responsible), Some(cost), Some(emergency)) =
        (r.planned_measure.clone(), r.responsible.clone(), r.cost.map(Fen), r.emergency.clone())
    else {
        bail!("a torn plan")
    };
    let days = r.step_dues.iter().zip(&r.steps_done);
    let steps = r.steps.iter().zip(days);
    let steps =
        steps.map(|(what, (due, done_on))| PlanStep { what: what.clone(), due: *due, done_on: *done_on });
    let steps = steps.collect();
    Ok(Some(Plan { approach, measure, responsible, cost, emergency, steps }))
}

/// Keeps the plan of an issue as its next version.
pub(super) async fn add(tx: &mut Tx, issue: &Issue) -> Result<()> {
    let Some(plan) = &issue.plan else { return Ok(()) };
    let (by, now) = (tx.actor()?.person, tx.at().now);
    let what: Vec<String> = plan.steps.iter().map(|s| s.what.clone()).collect();
    let due: Vec<NaiveDate> = plan.steps.iter().map(|s| s.due).collect();
    let done: Vec<Option<NaiveDate>> = plan.steps.iter().map(|s| s.done_on).collect();
    sqlx::query!(
        "with plan as (
            insert into issue_plan (issue_id, no, unit_id, path, approach, measure, responsible, cost, emergency, made_by, made_at)
            values ($1, coalesce((select max(no) from issue_plan where issue_id = $1), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            returning no)
         insert into issue_plan_step (issue_id, plan_no, no, unit_id, path, what, due, done_on)
         select $1, plan.no, s.no, $2, $3, s.what, s.due, s.done_on
           from plan, unnest($11::text[], $12::date[], $13::date[]) with ordinality as s (what, due, done_on, no)",
        issue.id.0,
        issue.place.unit.0,
        issue.place.path,
        plan.approach.key(),
        plan.measure,
        plan.responsible,
        plan.cost.0,
        plan.emergency,
        by.0,
        now,
        &what,
        &due,
        &done as &[Option<NaiveDate>]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
