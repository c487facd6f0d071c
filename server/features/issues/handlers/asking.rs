//! 申请延期, 申请挂账, and the decision about what was asked.
use super::{
    super::{
        forms::{Raw, Saying},
        model::{Issue, Refused},
        rules::Rules,
    },
    page::{begin, finish, refuse},
};
use crate::{
    access::{InUnit, can},
    base::{
        error::Result,
        extract::Path,
        form::{Errors, Fault, Form},
        ids::IssueId,
    },
    state::App,
};
use axum::{extract::State, response::Response};

pub(in super::super) async fn extend(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::AskExtension>(&app, form.writer, id, &raw).await?;
    let (at, rules) = (tx.at(), Rules::of(&app, &issue.place().path));
    if let Err(why) = issue.may_ask_extension(&rules, at.today) {
        return finish(tx, id, Err(why)).await;
    }
    match raw.wish().and_then(|wish| fits(wish.clone(), issue.may_last_until(wish.until, &rules))) {
        Ok(wish) => finish(tx, id, issue.ask_extension(wish, &rules, at)).await,
        Err(errors) => refuse(&app, tx, issue, "extend", raw, errors).await,
    }
}

pub(in super::super) async fn register(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::AskRisk>(&app, form.writer, id, &raw).await?;
    let at = tx.at();
    if let Err(why) = issue.may_ask_risk() {
        return finish(tx, id, Err(why)).await;
    }
    let until = |day| Issue::may_be_registered_until(day, at.today);
    match raw.wish().and_then(|wish| fits(wish.clone(), until(wish.until))) {
        Ok(wish) => finish(tx, id, issue.ask_risk(wish, at)).await,
        Err(errors) => refuse(&app, tx, issue, "register", raw, errors).await,
    }
}

pub(in super::super) async fn decide(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::DecideIssue>(&app, form.writer, id, &raw).await?;
    let at = tx.at();
    if let Err(why) = issue.may_decide(issue.by()) {
        return finish(tx, id, Err(why)).await;
    }
    let rules = Rules::of(&app, &issue.place().path);
    let decision = raw.decision().and_then(|decision| {
        let granted = match &decision {
            Saying::Yes { until, .. } => issue.may_grant(*until, &rules, at.today).map(drop),
            Saying::No { .. } => Ok(()),
        };
        fits(decision, granted)
    });
    match decision {
        Ok(Saying::Yes { until, remark }) => finish(tx, id, issue.approve(until, remark, &rules, at)).await,
        Ok(Saying::No { reason }) => finish(tx, id, issue.refuse(reason, at)).await,
        Err(errors) => refuse(&app, tx, issue, "decide", raw, errors).await,
    }
}

/// A day that does not fit is said beside its field.
pub(super) fn fits<T>(entered: T, day: Result<(), Refused>) -> Result<T, Errors> {
    day.map(|()| entered).map_err(|why| Errors::one("until", Fault::says(why)))
}
