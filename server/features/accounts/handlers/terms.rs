//! A post's time: another first or last day, and its end with the hand-over.
use super::people::finish;
use crate::{
    access::{Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Path2,
        form::{Button, Errors, Fault, Form, field},
        ids::{PersonId, PostId, SessionId},
        page::{Done, html, refused},
    },
    features::accounts::{
        forms::people::{RawEnd, RawPost},
        model::person::{Duties, Person, Post, Refused, event},
        pages::people as pages,
        store::{duties, people as store},
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde_json::json;

pub(crate) async fn editing(mut r: Reading, Path2(id, post): Path2<PersonId, PostId>) -> Result<Response> {
    let person = store::find(r.db(), id).await?;
    let post = store::post(r.db(), id, post).await?;
    let post = r.allowed::<can::KeepPeople, _>(post)?;
    let raw = RawPost::of(&post);
    html(&pages::Term { frame: r.frame(Section::People), person, post, raw, errors: Errors::default() })
}

pub(crate) async fn edit(
    State(app): State<App>,
    Path2(id, post): Path2<PersonId, PostId>,
    form: Form<RawPost>,
) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let person = store::lock(&mut tx, id).await?;
    let before = store::post(tx.conn(), id, post).await?;
    let post = tx.may::<can::KeepPeople, _>(before.clone())?;
    let again = |tx: Tx, person, raw, errors| {
        refused(&pages::Term { frame: tx.frame(Section::People)?, person, post: before, raw, errors })
    };
    let term = match raw.term() {
        Ok(term) => term,
        Err(errors) => return again(tx, person, raw, errors),
    };
    let (held, today) = (store::held(&mut tx, id).await?, tx.at().today);
    let change = match post.reschedule(term, &person, &held, today) {
        Ok(change) => change,
        Err(why @ (Refused::EndsBeforeStart | Refused::DeputyWithoutEnd)) => {
            return again(tx, person, raw, Errors::one("ends_on", Fault::says(why)));
        }
        Err(why @ (Refused::Apart(_) | Refused::HasBegun)) => {
            return again(tx, person, raw, Errors::one("starts_on", Fault::says(why)));
        }
        Err(why) => return Err(Error::refused(why)),
    };
    match store::save(&mut tx, change).await? {
        Err(errors) => again(tx, person, raw, errors),
        Ok(saved) => finish(tx, saved.person).await,
    }
}

/// What the form needs besides what was entered.
struct Ending {
    person: Person,
    post: Post,
    duties: Duties,
    successors: Vec<(String, String)>,
}

impl Ending {
    fn page(self, frame: crate::access::Frame, raw: RawEnd, errors: Errors) -> pages::End {
        let Self { person, post, duties, successors } = self;
        pages::End { frame, person, post, duties, successors, raw, errors }
    }
}

pub(crate) async fn ending(mut r: Reading, Path2(id, post): Path2<PersonId, PostId>) -> Result<Response> {
    let person = store::find(r.db(), id).await?;
    let post = store::post(r.db(), id, post).await?;
    let post = r.allowed::<can::KeepPeople, _>(post)?;
    let today = r.actor.at.today;
    let duties = duties::duties(r.db(), post.id(), today).await?;
    let successors = duties::successors(r.db(), &post, today).await?;
    let e = Ending { person, post, duties, successors };
    html(&e.page(r.frame(Section::People), RawEnd::default(), Errors::default()))
}

/// Ends a post. What it leaves is handed over by the same transaction, or it stays.
pub(crate) async fn end(
    State(app): State<App>,
    Path2(id, post): Path2<PersonId, PostId>,
    form: Form<RawEnd>,
) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let person = store::lock(&mut tx, id).await?;
    let before = store::post(tx.conn(), id, post).await?;
    let post = tx.may::<can::KeepPeople, _>(before.clone())?;
    let today = tx.at().today;
    let duties = duties::duties(tx.conn(), before.id(), today).await?;
    let successors = duties::successors(tx.conn(), &before, today).await?;
    let e = Ending { person, post: before, duties, successors };
    let last = match raw.parse() {
        Ok(last) => last,
        Err(errors) => return refused(&e.page(tx.frame(Section::People)?, raw, errors)),
    };
    let change = match post.end(last, &e.person, today) {
        Ok(change) => change,
        Err(why @ Refused::EndsBeforeStart) => {
            let errors = Errors::one("ends_on", Fault::says(why));
            return refused(&e.page(tx.frame(Section::People)?, raw, errors));
        }
        Err(why) => return Err(Error::refused(why)),
    };
    if let Err(errors) = settle(&mut tx, &e, &raw).await? {
        return refused(&e.page(tx.frame(Section::People)?, raw, errors));
    }
    match store::save(&mut tx, change).await? {
        Err(errors) => refused(&e.page(tx.frame(Section::People)?, raw, errors)),
        Ok(saved) => finish(tx, saved.person).await,
    }
}

/// Hands over what is left, or says what is missing for it.
async fn settle(tx: &mut Tx, e: &Ending, raw: &RawEnd) -> Result<Result<(), Errors>> {
    if e.duties.inspections > 0 {
        return Ok(Err(Errors::one("successor", Fault::says(Refused::NoOfficer))));
    }
    if !e.duties.to_hand_over() {
        return Ok(Ok(()));
    }
    let Some((_, name)) = e.successors.iter().find(|(id, _)| *id == raw.successor.trim()) else {
        let why = if raw.successor.trim().is_empty() { Refused::LeftOver } else { Refused::NoSuccessor };
        return Ok(Err(Errors::one("successor", Fault::says(why))));
    };
    let witness = match field::text(&raw.witness, 50) {
        Ok(witness) => witness,
        Err(fault) => return Ok(Err(Errors::one("witness", fault))),
    };
    let to = raw.successor.trim().parse().map_err(anyhow::Error::from)?;
    let done = duties::hand_over(tx, &e.post, &e.person, (to, name), &witness).await?;
    Ok(if done { Ok(()) } else { Err(Errors::one("successor", Fault::says(Refused::NoSuccessor))) })
}

/// Ends a session of somebody else.
pub(crate) async fn end_session(
    State(app): State<App>,
    Path2(id, session): Path2<PersonId, SessionId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let person = store::lock(&mut tx, id).await?;
    let person = tx.may::<can::KeepPeople, _>(person)?;
    if !duties::end_session(&mut tx, id, session).await? {
        return Err(Error::NotFound);
    }
    tx.record(event(
        "session.end",
        id,
        crate::access::InUnit::place(&*person),
        json!({ "session": session }),
    ));
    let (to, said) = (format!("/people/{id}"), tx.words()?.session_ended());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
