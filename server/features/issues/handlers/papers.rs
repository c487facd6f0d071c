//! 督办: a paper is made on the page of its issue; here the list, one paper, and what is done to it.
use super::{
    super::{
        forms::{Answer, Papers, Raw},
        model::{Issue, Own, Paper, Refused, Supervision},
        pages, store, telling,
    },
    asking::fits,
    page::{begin, finish, refuse},
};
use crate::{
    access::{Action, Allowed, Reading, Section, can},
    audit::Tx,
    base::{
        csrf::Writer,
        error::{Error, Result},
        extract::{Path, Query},
        form::{Button, Errors, Form},
        ids::{IssueId, SupervisionId},
        page::{Done, html, refused},
        paging,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::Datelike;

pub(in super::super) async fn supervise(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (mut tx, issue) = begin::<can::SuperviseIssue>(&app, form.writer, id, &raw).await?;
    let today = tx.at().today;
    if let Err(why) = issue.may_supervise() {
        return finish(tx, id, Err(why)).await;
    }
    match raw.demand().and_then(|d| fits(d.clone(), Issue::may_be_answered_until(d.due, today))) {
        Ok(demand) => {
            let no = store::next_paper(&mut tx, today.year()).await?;
            finish(tx, id, issue.supervise(demand, no, today)).await
        }
        Err(errors) => refuse(&app, tx, issue, "supervise", raw, errors).await,
    }
}

pub(in super::super) async fn list(mut r: Reading, Query(search): Query<Papers>) -> Result<Response> {
    let own = Own(r.actor.place.clone());
    r.actor.may::<can::ReadPapers, _>(own)?;
    let (path, today) = (r.actor.place.path.clone(), r.actor.at.today);
    let mut papers = store::papers(r.db(), &path, search.open(), search.before(), paging::SIZE + 1).await?;
    let last = paging::cut(&mut papers).map(|p| p.id.to_string());
    let next =
        last.map(|before| paging::link("/supervisions", &[("show", &search.show), ("before", &before)]));
    html(&pages::Papers { frame: r.frame(Section::Issues), search, papers, next, today })
}

pub(in super::super) async fn show(mut r: Reading, Path(id): Path<SupervisionId>) -> Result<Response> {
    let paper = store::paper(r.db(), id).await?;
    let paper = r.allowed::<can::ReadPapers, _>(paper)?;
    let can = pages::PaperCan::of(&r.actor, &paper);
    let today = r.actor.at.today;
    html(&pages::Paper {
        frame: r.frame(Section::Issues),
        paper,
        can,
        today,
        raw: Answer::default(),
        errors: Errors::default(),
    })
}

async fn open<A: Action>(
    app: &App,
    writer: Writer,
    id: SupervisionId,
) -> Result<(Tx, Allowed<A, Supervision>)> {
    let mut tx = Tx::begin(app, writer).await?;
    let paper = store::lock_paper(&mut tx, id).await?;
    let paper = tx.may::<A, _>(paper)?;
    Ok((tx, paper))
}

async fn close(mut tx: Tx, id: SupervisionId, changed: Result<Paper, Refused>) -> Result<Response> {
    let changed = changed.map_err(Error::refused)?;
    let w = tx.words()?;
    let said = w.supervision_done(crate::audit::kind(changed.event.kind, w));
    telling::save_paper(&mut tx, changed).await?;
    let to = format!("/supervisions/{id}");
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

pub(in super::super) async fn acknowledge(
    State(app): State<App>,
    Path(id): Path<SupervisionId>,
    form: Form<Button>,
) -> Result<Response> {
    let (tx, paper) = open::<can::AcknowledgePaper>(&app, form.writer, id).await?;
    let at = tx.at();
    close(tx, id, paper.acknowledge(at)).await
}

pub(in super::super) async fn answer(
    State(app): State<App>,
    Path(id): Path<SupervisionId>,
    form: Form<Answer>,
) -> Result<Response> {
    let raw = form.input;
    let (tx, paper) = open::<can::AnswerPaper>(&app, form.writer, id).await?;
    let at = tx.at();
    if let Err(why) = paper.may_answer(paper.by().person) {
        return close(tx, id, Err(why)).await;
    }
    match raw.parse() {
        Ok(answer) => close(tx, id, paper.answer(answer, at)).await,
        Err(errors) => {
            let (frame, actor) = (tx.frame(Section::Issues)?, tx.actor()?.clone());
            let paper = paper.into_inner();
            let can = pages::PaperCan::of(&actor, &paper);
            refused(&pages::Paper { frame, paper, can, today: at.today, raw, errors })
        }
    }
}

pub(in super::super) async fn see(
    State(app): State<App>,
    Path(id): Path<SupervisionId>,
    form: Form<Button>,
) -> Result<Response> {
    let (tx, paper) = open::<can::SeePaper>(&app, form.writer, id).await?;
    let at = tx.at();
    close(tx, id, paper.see(at)).await
}
