//! The first unit and administrator, and invitations: links that are used once.
use super::sign_in::{enter, guest};
use crate::{
    audit::{Event, Reason, Subject, Tx},
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Errors, Form},
        page::{Front, html, refused, set_cookie},
        request::{Public, Token},
    },
    features::accounts::{
        forms::sign_in::{Accept, SetUp, SignIn},
        model::SETUP_LIVES,
        pages,
        store::sign_in::{self as store, ActivePost},
    },
    state::App,
};
use axum::{extract::State, response::Response};
use serde_json::json;

/// A fresh set-up link while there is no administrator; earlier ones are void.
///
/// # Errors
/// When the database does not answer.
pub async fn link(app: &App) -> Result<Option<String>> {
    let mut tx = Tx::system(app, Reason::SetUp, None).await?;
    store::lock_setup(&mut tx).await?;
    if store::has_admin(&mut tx).await? {
        return Ok(None);
    }
    let token = store::add_link(&mut tx, "setup", None, SETUP_LIVES).await?;
    tx.unchanged();
    tx.commit("/").await?;
    Ok(Some(format!("{}/setup/{}", app.config.public_url, token.secret())))
}

fn parse(token: &str) -> Result<Token> {
    Token::parse(token).ok_or(Error::NotFound)
}

pub(crate) async fn page(
    State(app): State<App>,
    Public(ctx): Public,
    Path(token): Path<String>,
) -> Result<Response> {
    let mut tx = Tx::system(&app, Reason::SetUp, Some(ctx.clone())).await?;
    store::lock_link(&mut tx, "setup", &parse(&token)?).await?.ok_or(Error::NotFound)?;
    let (ctx, cookie) = guest(&ctx)?;
    let page = pages::SetUp { front: Front::new(&ctx), input: SetUp::default(), errors: Errors::default() };
    let mut response = html(&page)?;
    if let Some(cookie) = cookie {
        set_cookie(&mut response, &cookie);
    }
    Ok(response)
}

pub(crate) async fn set_up(
    State(app): State<App>,
    Path(token): Path<String>,
    form: Form<SetUp>,
) -> Result<Response> {
    let (input, ctx, token) = (form.input, form.writer.ctx().clone(), parse(&token)?);
    let again = |input: SetUp, errors| {
        let input = SetUp { password: String::new(), password_again: String::new(), ..input };
        refused(&pages::SetUp { front: Front::new(&ctx), input, errors })
    };
    let first = match input.parse() {
        Ok(first) => first,
        Err(errors) => return again(input, errors),
    };
    let hash = app.hasher.hash(input.password.clone()).await?;
    let mut tx = Tx::system(&app, Reason::SetUp, Some(ctx.clone())).await?;
    store::lock_setup(&mut tx).await?;
    store::lock_link(&mut tx, "setup", &token).await?.ok_or(Error::NotFound)?;
    let (place, person, post) = store::found(&mut tx, &first).await?;
    if let Err(errors) = store::add_account(&mut tx, person, &first.username, &hash).await? {
        return again(input, errors);
    }
    store::use_link(&mut tx, &token).await?;
    let subject = Subject { kind: "unit", id: place.unit.0 };
    let data = json!({ "code": first.code, "name": first.unit, "username": first.username });
    tx.record(Event { kind: "setup.done", subject, place: place.clone(), data });
    let post = ActivePost { id: post, role: "admin".into(), place };
    enter(tx, &ctx, person, &ctx.language, &post, &SignIn::default()).await
}

pub(crate) async fn invitation(
    State(app): State<App>,
    Public(ctx): Public,
    Path(token): Path<String>,
) -> Result<Response> {
    let mut tx = Tx::system(&app, Reason::SignIn, Some(ctx.clone())).await?;
    let person =
        store::lock_link(&mut tx, "invite", &parse(&token)?).await?.flatten().ok_or(Error::NotFound)?;
    let (name, staff_no, unit, _) = store::invited(&mut tx, person).await?;
    let (ctx, cookie) = guest(&ctx)?;
    let input = Accept { username: staff_no, ..Accept::default() };
    let mut response =
        html(&pages::Invitation { front: Front::new(&ctx), name, unit, input, errors: Errors::default() })?;
    if let Some(cookie) = cookie {
        set_cookie(&mut response, &cookie);
    }
    Ok(response)
}

pub(crate) async fn accept(
    State(app): State<App>,
    Path(token): Path<String>,
    form: Form<Accept>,
) -> Result<Response> {
    let (mut input, ctx, token) = (form.input, form.writer.ctx().clone(), parse(&token)?);
    let hash = app.hasher.hash(input.password.clone()).await?;
    let mut tx = Tx::system(&app, Reason::SignIn, Some(ctx.clone())).await?;
    let person = store::lock_link(&mut tx, "invite", &token).await?.flatten().ok_or(Error::NotFound)?;
    let (name, staff_no, unit, place) = store::invited(&mut tx, person).await?;
    let made = match input.parse(&[&name, &staff_no, &unit]) {
        Ok(username) => store::add_account(&mut tx, person, &username, &hash).await?,
        Err(errors) => Err(errors),
    };
    if let Err(errors) = made {
        (input.password, input.password_again) = Default::default();
        return refused(&pages::Invitation { front: Front::new(&ctx), name, unit, input, errors });
    }
    store::use_link(&mut tx, &token).await?;
    tx.record(Event {
        kind: "password.set",
        subject: Subject { kind: "person", id: person.0 },
        place,
        data: json!({}),
    });
    let post = store::active_posts(&mut tx, person).await?.into_iter().next();
    match post {
        Some(post) => enter(tx, &ctx, person, &ctx.language, &post, &SignIn::default()).await,
        None => {
            tx.commit("/login").await?;
            Err(Error::SignIn(None))
        }
    }
}
