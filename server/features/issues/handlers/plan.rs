//! 整改方案 and its steps.
use super::{
    super::{forms::Raw, model::Refused},
    page::{begin, finish, refuse},
};
use crate::{
    access::can,
    base::{
        error::Result,
        extract::Path,
        form::{Errors, Fault, Form},
        ids::IssueId,
    },
    state::App,
};
use axum::{extract::State, response::Response};

pub(in super::super) async fn plan(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::PlanIssue>(&app, form.writer, id, &raw).await?;
    if let Err(why) = issue.may_plan() {
        return finish(tx, id, Err(why)).await;
    }
    match raw.plan(issue.deadline().due()) {
        Ok(plan) => finish(tx, id, issue.draw_up(plan)).await,
        Err(errors) => refuse(&app, tx, issue, "plan", raw, errors).await,
    }
}

pub(in super::super) async fn tick(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::PlanIssue>(&app, form.writer, id, &raw).await?;
    if let Err(why) = issue.may_tick() {
        return finish(tx, id, Err(why)).await;
    }
    match raw.tick(tx.at().today) {
        Ok((step, on)) if issue.is_open_step(step) => finish(tx, id, issue.tick(step, on)).await,
        Ok(_) => {
            let errors = Errors::one("done", Fault::says(Refused::NoOpenStep));
            refuse(&app, tx, issue, "step", raw, errors).await
        }
        Err(errors) => refuse(&app, tx, issue, "step", raw, errors).await,
    }
}
