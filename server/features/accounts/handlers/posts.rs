//! Posts of people: appoint, end; and the invitation to sign in.
use super::people::{finish, unit};
use crate::{
    access::{Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::{Path, Path2},
        form::{Button, Errors, Fault, Form},
        ids::{PersonId, PostId},
        page::{Done, html, refused},
    },
    features::{
        accounts::{
            forms::people::{RawEnd, RawPost},
            model::person::{Person, Post, Refused},
            pages::people as pages,
            store::people as store,
        },
        units,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

pub(crate) async fn new(mut r: Reading, Path(id): Path<PersonId>) -> Result<Response> {
    let person = store::find(r.db(), id).await?;
    let person = r.allowed::<can::KeepPeople, _>(person)?;
    let scope = r.actor.scope();
    let units = units::choices(r.db(), &scope).await?;
    let raw = RawPost {
        unit: crate::access::InUnit::place(&person).unit.to_string(),
        starts_on: r.actor.at.today.to_string(),
        ..RawPost::default()
    };
    html(&pages::Appoint { frame: r.frame(Section::People), person, raw, errors: Errors::default(), units })
}

pub(crate) async fn appoint(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    form: Form<RawPost>,
) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let person = store::lock(&mut tx, id).await?;
    let person = tx.may::<can::KeepPeople, _>(person)?.into_inner();
    let Some((place, name)) = unit(&mut tx, &raw.unit).await? else {
        return refuse(tx, person, raw, Errors::one("unit", Fault::Unknown)).await;
    };
    let place = tx.may::<can::KeepPeople, _>(place)?;
    let (role, term) = match raw.parse() {
        Ok(parsed) => parsed,
        Err(errors) => return refuse(tx, person, raw, errors).await,
    };
    let (held, at) = (store::held(&mut tx, id).await?, tx.at());
    let change = match place.appoint(&person, &name, role, term, &held, at) {
        Ok(change) => change,
        Err(why @ Refused::EndsBeforeStart) => {
            return refuse(tx, person, raw, Errors::one("ends_on", Fault::says(why))).await;
        }
        Err(why) => return refuse(tx, person, raw, Errors::one("role", Fault::says(why))).await,
    };
    match store::save(&mut tx, change).await? {
        Err(errors) => refuse(tx, person, raw, errors).await,
        Ok(saved) => finish(tx, saved.person).await,
    }
}

async fn refuse(mut tx: Tx, person: Person, raw: RawPost, errors: Errors) -> Result<Response> {
    let scope = tx.actor()?.scope();
    let units = units::choices(tx.conn(), &scope).await?;
    refused(&pages::Appoint { frame: tx.frame(Section::People)?, person, raw, errors, units })
}

pub(crate) async fn ending(mut r: Reading, Path2(id, post): Path2<PersonId, PostId>) -> Result<Response> {
    let person = store::find(r.db(), id).await?;
    let post = store::post(r.db(), id, post).await?;
    let post = r.allowed::<can::KeepPeople, _>(post)?;
    let frame = r.frame(Section::People);
    html(&pages::End { frame, person, post, raw: RawEnd::default(), errors: Errors::default() })
}

pub(crate) async fn end(
    State(app): State<App>,
    Path2(id, post): Path2<PersonId, PostId>,
    form: Form<RawEnd>,
) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let person = store::lock(&mut tx, id).await?;
    let post = store::post(tx.conn(), id, post).await?;
    let (post, before) = (tx.may::<can::KeepPeople, _>(post.clone())?, post);
    let last = match raw.parse() {
        Ok(last) => last,
        Err(errors) => return refuse_end(tx, person, before, raw, errors),
    };
    let change = match post.end(last, &person, tx.at().today) {
        Ok(change) => change,
        Err(why @ Refused::EndsBeforeStart) => {
            return refuse_end(tx, person, before, raw, Errors::one("ends_on", Fault::says(why)));
        }
        Err(why) => return Err(Error::refused(why)),
    };
    match store::save(&mut tx, change).await? {
        Err(errors) => refuse_end(tx, person, before, raw, errors),
        Ok(saved) => finish(tx, saved.person).await,
    }
}

fn refuse_end(tx: Tx, person: Person, post: Post, raw: RawEnd, errors: Errors) -> Result<Response> {
    refused(&pages::End { frame: tx.frame(Section::People)?, person, post, raw, errors })
}

/// Makes the link and shows it, this once.
pub(crate) async fn invite(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let person = store::lock(&mut tx, id).await?;
    let (person, before) = (tx.may::<can::KeepPeople, _>(person.clone())?, person);
    let (posts, at) = (store::posts(tx.conn(), id).await?, tx.at());
    let state = store::sign_in(tx.conn(), id, at.now).await?;
    let change = person.invite(state, &posts, at.today).map_err(Error::refused)?;
    let saved = store::save(&mut tx, change).await?;
    let link =
        saved.ok().and_then(|s| s.link).ok_or_else(|| anyhow::anyhow!("an invitation without a link"))?;
    let frame = tx.frame(Section::People)?;
    tx.commit(&format!("/people/{id}")).await?;
    let link = format!("{}/invite/{}", app.config.public_url, link.secret());
    html(&pages::Invited { frame, person: before, link })
}

/// Sends the link to the person's address.
pub(crate) async fn invite_by_mail(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let person = store::lock(&mut tx, id).await?;
    let person = tx.may::<can::KeepPeople, _>(person)?;
    let (posts, at) = (store::posts(tx.conn(), id).await?, tx.at());
    let state = store::sign_in(tx.conn(), id, at.now).await?;
    let change = person.invite_by_mail(state, &posts, at.today).map_err(Error::refused)?;
    if store::save(&mut tx, change).await?.is_err() {
        return Err(anyhow::anyhow!("an invitation with a fault").into());
    }
    let (to, said) = (format!("/people/{id}"), tx.words()?.person_invited_by_mail());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

/// Makes a code for a new password and shows it, this once.
pub(crate) async fn code(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let person = store::lock(&mut tx, id).await?;
    let (person, before) = (tx.may::<can::KeepPeople, _>(person.clone())?, person);
    let now = tx.at().now;
    let state = store::sign_in(tx.conn(), id, now).await?;
    let change = person.code(state).map_err(Error::refused)?;
    let saved = store::save(&mut tx, change).await?;
    let code = saved.ok().and_then(|s| s.code).ok_or_else(|| anyhow::anyhow!("a code that was not made"))?;
    let frame = tx.frame(Section::People)?;
    tx.commit(&format!("/people/{id}")).await?;
    html(&pages::ShownCode { frame, person: before, code: code.shown() })
}
