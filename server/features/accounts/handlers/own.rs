//! One's own account: password and sessions.
use crate::{
    access::{Actor, Reading, Section},
    audit::{Event, Subject, Tx},
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Button, Errors, Fault, Form},
        ids::SessionId,
        page::{Done, html, refused},
    },
    features::accounts::{
        forms::sign_in::Password,
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

pub(crate) async fn page(mut r: Reading) -> Result<Response> {
    let Actor { person, session, at, .. } = r.actor.clone();
    let (username, _) = store::own_account(r.db(), person).await?;
    let sessions = store::own_sessions(r.db(), person, at.now).await?;
    let frame = r.frame(Section::Own);
    html(&pages::Own { frame, username, sessions, current: session, errors: Errors::default() })
}

pub(crate) async fn password(State(app): State<App>, form: Form<Password>) -> Result<Response> {
    let input = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let Actor { person, session, name, unit_name, place, at, .. } = tx.actor()?.clone();
    let (username, hash) = store::own_account(tx.conn(), person).await?;
    let mut errors = Errors::default();
    if !app.hasher.verify(input.password_now, Some(hash)).await? {
        errors.add("password_now", Fault::says(BadPassword::Wrong));
    }
    if let Err((field, fault)) =
        new_password(&input.password, &input.password_again, &[&name, &unit_name, &username])
    {
        errors.add(field, fault);
    }
    if !errors.is_empty() {
        let sessions = store::own_sessions(tx.conn(), person, at.now).await?;
        return refused(&pages::Own {
            frame: tx.frame(Section::Own)?,
            username,
            sessions,
            current: session,
            errors,
        });
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
