//! The page of one issue, fresh or with a form that was refused; and what all verbs begin and end with.
use super::super::{
    forms::{Act, Raw},
    model::{Change, Issue, Origin, Refused},
    pages,
    rules::Rules,
    store, telling,
};
use crate::{
    access::{Action, Actor, Allowed, Frame, InUnit, Section},
    audit::{History, Tx},
    base::{
        csrf::Writer,
        error::{Error, Result},
        form::Errors,
        ids::IssueId,
        page::{Done, refused},
    },
    features::evidence,
    state::App,
};
use axum::response::{IntoResponse, Response};
use sqlx::PgConnection;

/// Reads everything that the page shows.
pub(super) async fn load(
    app: &App,
    db: &mut PgConnection,
    actor: &Actor,
    frame: Frame,
    issue: Issue,
    act: Act,
) -> Result<pages::Show> {
    let rules = Rules::of(app, &issue.place().path);
    let can = pages::Can::of(actor, &issue, &rules);
    let today = actor.at.today;
    let history = History::of(db, issue.id().0).await?;
    let answer = match issue.origin() {
        Origin::Answer(id) => Some(id),
        Origin::Hand => None,
    };
    let people = store::people(db, &issue, today).await?;
    Ok(pages::Show {
        around: store::around(db, &issue).await?,
        evidence: evidence::list_of(db, issue.id(), answer).await?,
        comments: store::comments(db, issue.id()).await?,
        papers: store::papers_of(db, issue.id()).await?,
        asked: store::asked(db, issue.id()).await?,
        me: actor.person,
        people,
        steps: pages::steps(&history, frame.language, frame.zone),
        working_days: rules.working_days(today, issue.deadline().due(), issue.severity()),
        // As the lists say it, which do not know each unit's days off.
        soon: issue.state().code().is_for_the_owner() && issue.deadline().due_soon(today, &app.calendar()),
        proposed_days: rules.days(issue.severity()),
        latest: rules.latest(issue.deadline(), issue.severity()),
        frame,
        issue,
        can,
        act,
        today,
    })
}

/// Locks the issue and proves the permission; a page older than the row is told who was quicker.
pub(super) async fn begin<A: Action>(
    app: &App,
    writer: Writer,
    id: IssueId,
    raw: &Raw,
) -> Result<(Tx, Allowed<A, Issue>)> {
    let mut tx = Tx::begin(app, writer).await?;
    let issue = store::lock(&mut tx, id).await?;
    let issue = tx.may::<A, _>(issue)?;
    if raw.is_older(issue.version()) {
        return Err(store::overtaken(&mut tx, id, issue.state().code()).await?);
    }
    Ok((tx, issue))
}

/// The issue's page again, with the input and what is wrong with it.
pub(super) async fn refuse<A: Action>(
    app: &App,
    mut tx: Tx,
    issue: Allowed<A, Issue>,
    verb: &'static str,
    raw: Raw,
    errors: Errors,
) -> Result<Response> {
    let (frame, actor) = (tx.frame(Section::Issues)?, tx.actor()?.clone());
    let act = Act { verb, raw, errors };
    refused(&load(app, tx.conn(), &actor, frame, issue.into_inner(), act).await?)
}

/// Writes what the verb gave, or says why it gave nothing.
pub(super) async fn finish(mut tx: Tx, id: IssueId, change: Result<Change, Refused>) -> Result<Response> {
    let change = match change {
        Ok(change) => change,
        Err(Refused::NotNow(now)) => return Err(store::overtaken(&mut tx, id, now).await?),
        Err(why) => return Err(Error::refused(why)),
    };
    let w = tx.words()?;
    let said = w.issue_done(crate::audit::kind(change.event.kind, w), change.issue.number());
    telling::carry_out(&mut tx, vec![change]).await?;
    done(tx, id, said).await
}

/// Commits and goes back to the issue.
pub(super) async fn done(tx: Tx, id: IssueId, said: String) -> Result<Response> {
    let to = format!("/issues/{id}");
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
