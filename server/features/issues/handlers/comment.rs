//! 评论: anybody who may read an issue says something about it, and whoever is mentioned is told.
use super::{
    super::{forms::Raw, store},
    page::{begin, done, refuse},
};
use crate::{
    access::{InUnit, can},
    base::{error::Result, extract::Path, form::Form, ids::IssueId},
    features::messages::{
        self,
        model::{Kind, Line},
    },
    state::App,
};
use axum::{extract::State, response::Response};

pub(in super::super) async fn comment(
    State(app): State<App>,
    Path(id): Path<IssueId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let (mut tx, issue) = begin::<can::CommentIssue>(&app, form.writer, id, &raw).await?;
    let (at, me) = (tx.at(), issue.by().person);
    let people = store::people(tx.conn(), &issue, at.today).await?;
    let (body, mentioned) = match raw.comment(&people, me) {
        Ok(said) => said,
        Err(errors) => return refuse(&app, tx, issue, "comment", raw, errors).await,
    };
    let comment = issue.comment(body, &mentioned, at);
    if !comment.mentioned.is_empty() {
        // Free text stays inside: a message says which issue it is about, and no more.
        let main = store::around(tx.conn(), &issue).await?.items.into_iter().next();
        let (title_zh, title_en) = main.map(|item| (item.title_zh, item.title_en)).unwrap_or_default();
        let (number, due) = (issue.number().to_owned(), issue.deadline().due());
        let line = Line { issue: id, number, title_zh, title_en, due, standing: None };
        messages::tell(&mut tx, &comment.mentioned, Kind::Mention, issue.place(), &[line]).await?;
    }
    store::comment(&mut tx, comment).await?;
    let said = tx.words()?.saved();
    done(tx, id, said).await
}
