//! One's own account: password, mail address, sessions.
use crate::{
    access::{Actor, Frame, Reading, Section},
    audit::{Event, Subject, Tx},
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Button, Errors, Fault, Form},
        ids::SessionId,
        jobs,
        page::{Done, html, refused},
    },
    features::accounts::{
        forms::sign_in::{Contact, Password},
        letters,
        model::{BadPassword, new_password},
        pages,
        store::sign_in as store,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde_json::json;
use sqlx::PgConnection;

/// What the page shows, with a form that was refused.
async fn load(
    db: &mut PgConnection,
    actor: &Actor,
    frame: Frame,
    (contact, errors): (Option<Contact>, Errors),
) -> Result<pages::Own> {
    let own = store::own_account(db, actor.person).await?;
    let sessions = store::own_sessions(db, actor.person, actor.at.now).await?;
    let contact = contact.unwrap_or(Contact { mail: own.mail, phone: own.phone, ..Contact::default() });
    Ok(pages::Own { frame, username: own.username, contact, sessions, current: actor.session, errors })
}

pub(crate) async fn page(mut r: Reading) -> Result<Response> {
    let (actor, frame) = (r.actor.clone(), r.frame(Section::Own));
    html(&load(r.db(), &actor, frame, (None, Errors::default())).await?)
}

async fn refuse(mut tx: Tx, contact: Option<Contact>, errors: Errors) -> Result<Response> {
    let (actor, frame) = (tx.actor()?.clone(), tx.frame(Section::Own)?);
    refused(&load(tx.conn(), &actor, frame, (contact, errors)).await?)
}

/// A new mail address or telephone number. The old address is told, because a new one may set a new password.
pub(crate) async fn contact(State(app): State<App>, form: Form<Contact>) -> Result<Response> {
    let input = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let Actor { person, place, at, .. } = tx.actor()?.clone();
    let own = store::own_account(tx.conn(), person).await?;
    let parsed = input.parse();
    let mut errors = parsed.as_ref().err().cloned().unwrap_or_default();
    if !app.hasher.verify(input.contact_password.clone(), Some(own.password_hash)).await? {
        errors.add("contact_password", Fault::says(BadPassword::Wrong));
    }
    let (mail, phone) = match parsed {
        Ok(parsed) if errors.is_empty() => parsed,
        _ => return refuse(tx, Some(input), errors).await,
    };
    if (&mail, &phone) == (&own.mail, &own.phone) {
        tx.unchanged();
    } else {
        store::set_contact(&mut tx, person, &mail, &phone).await?;
        let data = json!({
            "old": { "mail": own.mail, "phone": own.phone }, "new": { "mail": mail, "phone": phone },
        });
        let subject = Subject { kind: "person", id: person.0 };
        tx.record(Event { kind: "person.edit", subject, place: place.clone(), data });
    }
    if mail != own.mail {
        store::void_own_links(&mut tx).await?;
        if !own.mail.is_empty() {
            let whose = (place.unit, place.path.as_str());
            let to = json!({ "to": own.mail });
            jobs::add(tx.conn(), at, letters::MOVED, whose, Some(person), &to).await?;
        }
    }
    let said = tx.words()?.saved();
    tx.commit("/account").await?;
    Ok(Done::to("/account").say(said).into_response())
}

pub(crate) async fn password(State(app): State<App>, form: Form<Password>) -> Result<Response> {
    let input = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let Actor { person, session, name, unit_name, place, .. } = tx.actor()?.clone();
    let own = store::own_account(tx.conn(), person).await?;
    let mut errors = Errors::default();
    if !app.hasher.verify(input.password_now, Some(own.password_hash)).await? {
        errors.add("password_now", Fault::says(BadPassword::Wrong));
    }
    if let Err((field, fault)) =
        new_password(&input.password, &input.password_again, &[&name, &unit_name, &own.username])
    {
        errors.add(field, fault);
    }
    if !errors.is_empty() {
        return refuse(tx, None, errors).await;
    }
    let hash = app.hasher.hash(input.password).await?;
    store::set_password(&mut tx, person, &hash).await?;
    store::end_others(&mut tx, person, session).await?;
    tx.record(Event {
        kind: "password.set",
        subject: Subject { kind: "person", id: person.0 },
        place,
        data: json!({}),
    });
    let said = tx.words()?.password_changed();
    tx.commit("/account").await?;
    Ok(Done::to("/account").say(said).into_response())
}

pub(crate) async fn end(
    State(app): State<App>,
    Path(id): Path<SessionId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let Actor { person, place, .. } = tx.actor()?.clone();
    if !store::end_session(&mut tx, person, id).await? {
        return Err(Error::NotFound);
    }
    let subject = Subject { kind: "person", id: person.0 };
    tx.record(Event { kind: "session.out", subject, place, data: json!({ "session": id }) });
    let said = tx.words()?.session_ended();
    tx.commit("/account").await?;
    Ok(Done::to("/account").say(said).into_response())
}
