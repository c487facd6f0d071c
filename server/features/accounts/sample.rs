//! For the sample organisation alone: accounts without an invitation, sessions without a password typed.
use super::store::sign_in::{self as store, ActivePost};
use crate::{
    audit::{Event, Reason, Subject, Tx},
    base::{
        error::{Error, Result},
        ids::PersonId,
        request::Token,
    },
    state::App,
};
use serde_json::json;

/// Gives the person with this staff number an account.
///
/// # Errors
/// `NotFound` for an unknown number or a user name that is taken.
pub async fn account(app: &App, staff_no: &str, username: &str, hash: &str) -> Result<PersonId> {
    let mut tx = Tx::system(app, Reason::Sample, None).await?;
    let (person, place) = store::by_staff_no(&mut tx, staff_no).await?.ok_or(Error::NotFound)?;
    store::add_account(&mut tx, person, username, hash).await?.map_err(|_| Error::NotFound)?;
    let subject = Subject { kind: "person", id: person.0 };
    tx.record(Event { kind: "password.set", subject, place, data: json!({}) });
    tx.commit("/").await?;
    Ok(person)
}

/// Opens a session of this user through their first post.
///
/// # Errors
/// `NotFound` without account or post.
pub async fn session(app: &App, username: &str) -> Result<Token> {
    let mut tx = Tx::system(app, Reason::Sample, None).await?;
    let account = store::account(&mut tx, username).await?.ok_or(Error::NotFound)?;
    let post =
        store::active_posts(&mut tx, account.person).await?.into_iter().next().ok_or(Error::NotFound)?;
    let ActivePost { id, role, place } = post;
    let token = store::open_session(&mut tx, account.person, id, ("", "")).await?;
    let subject = Subject { kind: "person", id: account.person.0 };
    tx.record(Event { kind: "session.in", subject, place, data: json!({ "role": role }) });
    tx.commit("/").await?;
    Ok(token)
}
