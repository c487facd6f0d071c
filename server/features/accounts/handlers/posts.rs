//! Posts of people: appoint, end; and the invitation to sign in.
use super::people::{finish, unit};
use crate::{
    access::{Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Button, Errors, Fault, Form},
        ids::PersonId,
        page::{Done, html, refused},
    },
    features::{
        accounts::{
            forms::people::RawPost,
            model::person::{Person, Refused},
            pages::people as pages,
            store::{duties, inviting, people as store},
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
    let acts_for = match raw.acts_for.trim() {
        "" => None,
        written => {
            let scope = tx.actor()?.scope();
            match duties::named(tx.conn(), &scope, written).await? {
                Some(person) => Some(person),
                None => return refuse(tx, person, raw, Errors::one("acts_for", Fault::Unknown)).await,
            }
        }
    };
    let change = match place.appoint(&person, &name, (role, term), acts_for.as_ref(), &held, at) {
        Ok(change) => change,
        Err(why @ Refused::OwnDeputy) => {
            return refuse(tx, person, raw, Errors::one("acts_for", Fault::says(why))).await;
        }
        Err(why @ (Refused::EndsBeforeStart | Refused::DeputyWithoutEnd)) => {
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

/// Makes the link and shows it, this once.
pub(crate) async fn invite(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let person = store::lock(&mut tx, id).await?;
    let (person, before) = (tx.may::<can::KeepPeople, _>(person.clone())?, person);
    let at = tx.at();
    let now = inviting::standing(tx.conn(), id, at).await?;
    let change = person.invite(now).map_err(Error::refused)?;
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
    let at = tx.at();
    let now = inviting::standing(tx.conn(), id, at).await?;
    let change = person.invite_by_mail(now).map_err(Error::refused)?;
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
