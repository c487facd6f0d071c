//! One issue and its verbs: begin, read the form, do it, write it.
use super::{
    super::{
        forms::{Act, Raw},
        model::Refused,
        rules::Rules,
        store,
    },
    page::{begin, done, finish, load, refuse},
};
use crate::{
    access::{InUnit, Reading, Section, can},
    base::{
        error::Result,
        extract::Path,
        form::{Errors, Fault, Form},
        ids::IssueId,
        page::html,
        upload::Upload,
    },
    features::evidence::{self, On},
    state::App,
};
use axum::{extract::State, response::Response};

pub(in super::super) async fn show(
    State(app): State<App>,
    mut r: Reading,
    Path(id): Path<IssueId>,
) -> Result<Response> {
    let today = r.actor.at.today;
    let issue = store::find(r.db(), id, today).await?;
    let issue = r.allowed::<can::ReadIssues, _>(issue)?;
    let (frame, actor) = (r.frame(Section::Issues), r.actor.clone());
    let act = Act { raw: Raw::fresh(actor.at.today), ..Act::default() };
    html(&load(&app, r.db(), &actor, frame, issue, act).await?)
}

pub(in super::super) async fn assign(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (mut tx, issue) = begin::<can::AssignIssue>(&app, form.writer, id, &raw).await?;
    let today = tx.at().today;
    let person = match raw.owner() {
        Ok(person) => person,
        Err(errors) => return refuse(&app, tx, issue, "assign", raw, errors).await,
    };
    match store::candidate(tx.conn(), issue.unit(), Some(person), today).await? {
        Some(to) => finish(tx, id, issue.assign(to)).await,
        None => refuse(&app, tx, issue, "assign", raw, Errors::one("owner", Fault::NotAChoice)).await,
    }
}

pub(in super::super) async fn start(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let (tx, issue) = begin::<can::StartIssue>(&app, form.writer, id, &form.input).await?;
    let at = tx.at();
    finish(tx, id, issue.start(at)).await
}

pub(in super::super) async fn interim(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::ProtectIssue>(&app, form.writer, id, &raw).await?;
    match raw.interim(tx.at().today) {
        Ok(measure) => finish(tx, id, issue.protect(measure)).await,
        Err(errors) => refuse(&app, tx, issue, "interim", raw, errors).await,
    }
}

pub(in super::super) async fn submit(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Upload<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (mut tx, issue) = begin::<can::SubmitIssue>(&app, form.writer, id, &raw).await?;
    let at = tx.at();
    if let Err(why) = issue.may_submit() {
        return finish(tx, id, Err(why)).await;
    }
    let (measure, batch) = match (raw.measure(), raw.batch().parse(form.files, at.today)) {
        (Ok(measure), Ok(batch)) => (measure, batch),
        (Err(errors), _) | (_, Err(errors)) => return refuse(&app, tx, issue, "submit", raw, errors).await,
    };
    if issue.lacks_proof(batch.len()) {
        let errors = Errors::one("files", Fault::says(Refused::NoEvidence));
        return refuse(&app, tx, issue, "submit", raw, errors).await;
    }
    evidence::attach(&app, &mut tx, &issue, On::Issue(id), &batch).await?;
    finish(tx, id, issue.submit(measure, batch.len(), at)).await
}

pub(in super::super) async fn withdraw(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let (tx, issue) = begin::<can::WithdrawIssue>(&app, form.writer, id, &form.input).await?;
    finish(tx, id, issue.withdraw()).await
}

pub(in super::super) async fn return_(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::ReturnIssue>(&app, form.writer, id, &raw).await?;
    match raw.reason() {
        Ok(reason) => {
            let rules = Rules::of(&app, &issue.place().path);
            finish(tx, id, issue.return_(reason, &rules)).await
        }
        Err(errors) => refuse(&app, tx, issue, "return", raw, errors).await,
    }
}

pub(in super::super) async fn close(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::CloseIssue>(&app, form.writer, id, &raw).await?;
    let at = tx.at();
    match raw.remark() {
        Ok(remark) => {
            let rules = Rules::of(&app, &issue.place().path);
            finish(tx, id, issue.close(remark, &rules, at)).await
        }
        Err(errors) => refuse(&app, tx, issue, "close", raw, errors).await,
    }
}

pub(in super::super) async fn void(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::VoidIssue>(&app, form.writer, id, &raw).await?;
    let at = tx.at();
    match raw.reason() {
        Ok(reason) => finish(tx, id, issue.void(reason, at)).await,
        Err(errors) => refuse(&app, tx, issue, "void", raw, errors).await,
    }
}

pub(in super::super) async fn reopen(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::ReopenIssue>(&app, form.writer, id, &raw).await?;
    let (at, rules) = (tx.at(), Rules::of(&app, &issue.place().path));
    match raw.reopening(&rules, issue.severity()) {
        Ok((reason, days)) => {
            let deadline = rules.deadline(at.today, days, issue.severity());
            finish(tx, id, issue.reopen(reason, deadline, at)).await
        }
        Err(errors) => refuse(&app, tx, issue, "reopen", raw, errors).await,
    }
}

pub(in super::super) async fn severity(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::RateIssue>(&app, form.writer, id, &raw).await?;
    let today = tx.at().today;
    match raw.rating() {
        Ok((severity, reason)) => {
            let rules = Rules::of(&app, &issue.place().path);
            let anew = rules.deadline(today, rules.days(severity), severity);
            finish(tx, id, issue.rate(severity, reason, anew, today)).await
        }
        Err(errors) => refuse(&app, tx, issue, "severity", raw, errors).await,
    }
}

pub(in super::super) async fn nudge(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, issue) = begin::<can::NudgeIssue>(&app, form.writer, id, &raw).await?;
    let today = tx.at().today;
    if let Err(why) = issue.may_nudge(today) {
        return finish(tx, id, Err(why)).await;
    }
    match raw.word() {
        Ok(word) => finish(tx, id, issue.nudge(word, today)).await,
        Err(errors) => refuse(&app, tx, issue, "nudge", raw, errors).await,
    }
}

pub(in super::super) async fn evidence(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Upload<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (mut tx, issue) = begin::<can::ProveIssue>(&app, form.writer, id, &raw).await?;
    if let Err(why) = issue.may_protect() {
        return finish(tx, id, Err(why)).await;
    }
    let batch = match raw.batch().parse_some(form.files, tx.at().today) {
        Ok(batch) => batch,
        Err(errors) => return refuse(&app, tx, issue, "evidence", raw, errors).await,
    };
    evidence::attach(&app, &mut tx, &issue, On::Issue(id), &batch).await?;
    let said = tx.words()?.saved();
    done(tx, id, said).await
}
