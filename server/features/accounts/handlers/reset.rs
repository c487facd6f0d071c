//! A forgotten password: a link by mail, a code from the administrator, and the new one.
use super::sign_in::guest;
use crate::{
    audit::{Event, Reason, Subject, Tx},
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Errors, Form},
        ids::PersonId,
        jobs,
        page::{Done, Front, html, refused, set_cookie},
        request::{Ctx, Public, Token},
    },
    features::accounts::{
        forms::sign_in::{ByCode, Forgot, Reset},
        letters,
        model::{
            ASKS_ACCOUNT, ASKS_ADDRESS, RESET_LIVES, TRIES_ACCOUNT, TRIES_ADDRESS, code::Code, new_password,
        },
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

pub(crate) async fn page(Public(ctx): Public) -> Result<Response> {
    let (ctx, cookie) = guest(&ctx)?;
    with(html(&forgot(&ctx))?, cookie)
}

fn forgot(ctx: &Ctx) -> pages::Forgot {
    pages::Forgot { front: Front::new(ctx), asked: false, refused: false, username: String::new() }
}

fn with(mut response: Response, cookie: Option<String>) -> Result<Response> {
    if let Some(cookie) = cookie {
        set_cookie(&mut response, &cookie);
    }
    Ok(response)
}

/// Asks for a link. Known, unknown, without mail or too often: the same words.
pub(crate) async fn ask(State(app): State<App>, form: Form<Forgot>) -> Result<Response> {
    let (written, ctx) = (form.input.username.trim().to_owned(), form.writer.ctx().clone());
    let mut tx = Tx::system(&app, Reason::SignIn, Some(ctx.clone())).await?;
    let (by_account, by_address) = store::ask(&mut tx, &written, &ctx.address_text(), RESET_LIVES).await?;
    let often = by_account >= ASKS_ACCOUNT || by_address >= ASKS_ADDRESS;
    match store::forgetful(&mut tx, &written).await?.filter(|_| !often) {
        Some((person, place)) => {
            let at = tx.at();
            let whose = (place.unit, place.path.as_str());
            jobs::add(tx.conn(), at, letters::RESET, whose, Some(person), &json!({})).await?;
            let subject = Subject { kind: "person", id: person.0 };
            tx.record(Event { kind: "password.ask", subject, place, data: json!({}) });
        }
        None => tx.unchanged(),
    }
    tx.commit("/forgot").await?;
    html(&pages::Forgot { asked: true, ..forgot(&ctx) })
}

/// Takes an administrator's code; it leads to the form for a new password, and is counted as a try at signing in.
pub(crate) async fn code(State(app): State<App>, form: Form<ByCode>) -> Result<Response> {
    let (input, ctx) = (form.input, form.writer.ctx().clone());
    let username = input.username.trim().to_owned();
    let mut tx = Tx::system(&app, Reason::SignIn, Some(ctx.clone())).await?;
    let began = tx.at().now;
    store::attempt(&mut tx, began, &username, &ctx.address_text(), false).await?;
    let (by_account, by_address) = store::failures(&mut tx, &username, &ctx.address_text()).await?;
    let locked = by_account > TRIES_ACCOUNT || by_address > TRIES_ADDRESS;
    let account = store::account(&mut tx, &username).await?.filter(|_| !locked);
    let mut link = None;
    if let Some(account) = account {
        let hash = Code::typed(&input.password_code).hash(account.person);
        if store::lock_hash(&mut tx, "code", &hash).await?.is_some() {
            store::use_hash(&mut tx, &hash).await?;
            store::attempt(&mut tx, began, &username, &ctx.address_text(), true).await?;
            link = Some(store::add_link(&mut tx, "reset", Some(account.person), RESET_LIVES).await?);
        }
    }
    tx.unchanged();
    tx.commit("/forgot").await?;
    match link {
        Some(link) => Ok(Done::to(format!("/reset/{}", link.secret())).into_response()),
        None => refused(&pages::Forgot { refused: true, username, ..forgot(&ctx) }),
    }
}

async fn whose(tx: &mut Tx, token: &str) -> Result<(Token, PersonId)> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let person = store::lock_link(tx, "reset", &token).await?.flatten().ok_or(Error::NotFound)?;
    Ok((token, person))
}

pub(crate) async fn form(
    State(app): State<App>,
    Public(ctx): Public,
    Path(token): Path<String>,
) -> Result<Response> {
    let mut tx = Tx::system(&app, Reason::SignIn, Some(ctx.clone())).await?;
    let (_, person) = whose(&mut tx, &token).await?;
    let (name, ..) = store::invited(&mut tx, person).await?;
    let (ctx, cookie) = guest(&ctx)?;
    with(html(&pages::Reset { front: Front::new(&ctx), name, errors: Errors::default() })?, cookie)
}

/// Sets the new password; everyone who was signed in with the old one is out.
pub(crate) async fn set(
    State(app): State<App>,
    Path(token): Path<String>,
    form: Form<Reset>,
) -> Result<Response> {
    let (input, ctx) = (form.input, form.writer.ctx().clone());
    let hash = app.hasher.hash(input.password.clone()).await?;
    let mut tx = Tx::system(&app, Reason::SignIn, Some(ctx.clone())).await?;
    let (token, person) = whose(&mut tx, &token).await?;
    let (name, staff_no, unit, place) = store::invited(&mut tx, person).await?;
    let username = store::own_account(tx.conn(), person).await?.username;
    if let Err((field, fault)) =
        new_password(&input.password, &input.password_again, &[&name, &staff_no, &unit, &username])
    {
        return refused(&pages::Reset { front: Front::new(&ctx), name, errors: Errors::one(field, fault) });
    }
    store::set_password(&mut tx, person, &hash).await?;
    store::use_link(&mut tx, &token).await?;
    store::start_anew(&mut tx, person).await?;
    tx.record(Event {
        kind: "password.set",
        subject: Subject { kind: "person", id: person.0 },
        place,
        data: json!({}),
    });
    tx.commit("/login").await?;
    Ok(Done::to("/login").say(ctx.words().reset_done()).into_response())
}
