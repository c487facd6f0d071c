//! One function per route. What a person has read, and wants mails about, is nobody else's matter: no event tells of it.
use super::{
    model::Topic,
    pages::{self, Search},
    store,
};
use crate::{
    access::{Reading, Section, can},
    audit::Tx,
    base::{
        error::Result,
        extract::{Path, Query},
        form::{Button, Form},
        ids::MessageId,
        page::{Done, html},
        paging,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

pub(super) async fn list(mut r: Reading, Query(search): Query<Search>) -> Result<Response> {
    r.must::<can::ReadMessages>()?;
    let person = r.actor.person;
    let (unread, before) = (search.unread(), search.before());
    let mut messages = store::list(r.db(), person, unread, before, paging::SIZE + 1).await?;
    let last = paging::cut(&mut messages).map(|m| m.id.to_string());
    let next = last.map(|before| paging::link("/messages", &[("show", &search.show), ("before", &before)]));
    let scope = r.actor.place.path.clone();
    html(&pages::List { frame: r.frame(Section::Own), search, messages, next, scope })
}

/// The number in the top bar, put there by htmx.
pub(super) async fn count(mut r: Reading) -> Result<Response> {
    r.must::<can::ReadMessages>()?;
    let person = r.actor.person;
    html(&pages::Count { n: store::unread(r.db(), person).await? })
}

pub(super) async fn show(mut r: Reading, Path(id): Path<MessageId>) -> Result<Response> {
    r.must::<can::ReadMessages>()?;
    let person = r.actor.person;
    let message = store::find(r.db(), person, id).await?;
    let scope = r.actor.place.path.clone();
    html(&pages::Show { frame: r.frame(Section::Own), message, scope })
}

pub(super) async fn open(
    State(app): State<App>,
    Path(id): Path<MessageId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    tx.may_here::<can::ReadMessages>()?;
    let person = tx.actor()?.person;
    let message = store::find(tx.conn(), person, id).await?;
    store::mark_read(&mut tx, person, Some(id)).await?;
    tx.unchanged();
    let to = message.target();
    tx.commit(&to).await?;
    Ok(Done::to(&to).into_response())
}

pub(super) async fn read_all(State(app): State<App>, form: Form<Button>) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    tx.may_here::<can::ReadMessages>()?;
    let person = tx.actor()?.person;
    store::mark_read(&mut tx, person, None).await?;
    tx.unchanged();
    let said = tx.words()?.message_all_read_said();
    tx.commit("/messages").await?;
    Ok(Done::to("/messages").say(said).into_response())
}

pub(super) async fn mails(mut r: Reading) -> Result<Response> {
    r.must::<can::ReadMessages>()?;
    let person = r.actor.person;
    let chosen = store::topics(r.db(), person).await?;
    html(&pages::Mails { frame: r.frame(Section::Own), chosen })
}

pub(super) async fn choose(State(app): State<App>, form: Form<Vec<(String, String)>>) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    tx.may_here::<can::ReadMessages>()?;
    let person = tx.actor()?.person;
    let wanted = |topic: &Topic| form.input.iter().any(|(name, key)| name == "topic" && key == topic.key());
    let topics: Vec<Topic> = Topic::ALL.into_iter().filter(wanted).collect();
    store::choose(&mut tx, person, &topics).await?;
    tx.unchanged();
    let said = tx.words()?.saved();
    tx.commit("/messages/mails").await?;
    Ok(Done::to("/messages/mails").say(said).into_response())
}
