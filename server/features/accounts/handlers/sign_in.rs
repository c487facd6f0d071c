//! In, out, and where one lands.
use crate::{
    access::{Actor, Reading, Role},
    audit::{Event, Reason, Subject, Tx},
    base::{
        csrf::Resume,
        error::{Error, Result},
        extract::Query,
        form::Form,
        ids::PersonId,
        page::{Done, Front, forget_cookie, html, own_path, set_cookie},
        request::{Ctx, Public, Token},
        text::Language,
    },
    features::accounts::{
        forms::sign_in::{Choose, Next, SignIn, Switch},
        model::{TRIES_ACCOUNT, TRIES_ADDRESS},
        pages,
        store::sign_in::{self as store, ActivePost},
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde_json::json;

/// Where the role begins its day.
pub(crate) async fn land(r: Reading) -> Done {
    Done::to(match r.actor.role {
        Role::Officer | Role::Owner | Role::Reviewer => "/todo",
        Role::Leader | Role::Supervisor => "/overview",
        Role::Admin => "/units",
        Role::Auditor => "/audit",
        Role::Staff => "/checklists",
    })
}

pub(crate) async fn page(Public(ctx): Public, Query(q): Query<Next>) -> Result<Response> {
    let (ctx, cookie) = guest(&ctx)?;
    let input = SignIn { next: q.next, ..SignIn::default() };
    let mut response = html(&pages::Login { front: Front::new(&ctx), input, refused: false })?;
    if let Some(cookie) = cookie {
        set_cookie(&mut response, &cookie);
    }
    Ok(response)
}

/// A page before sign-in has a form; it hangs on a guest's cookie, made when missing.
pub(super) fn guest(ctx: &Ctx) -> Result<(Ctx, Option<String>)> {
    if ctx.csrf().is_some() {
        return Ok((ctx.clone(), None));
    }
    let token = Token::random()?;
    let cookie = ctx.keep_cookie(Ctx::guest_cookie(ctx.https), &token, 24 * 3600);
    Ok((Ctx { guest: Some(token), ..ctx.clone() }, Some(cookie)))
}

pub(crate) async fn sign_in(State(app): State<App>, form: Form<SignIn>) -> Result<Response> {
    let (mut input, ctx) = (form.input, form.writer.ctx().clone());
    let (username, password) = (input.username.trim().to_owned(), std::mem::take(&mut input.password));
    let mut tx = Tx::system(&app, Reason::SignIn, Some(ctx.clone())).await?;
    // Counted before the password is looked at, so that a hundred tries at once are a hundred tries.
    let began = tx.at().now;
    store::attempt(&mut tx, began, &username, &ctx.address_text(), false).await?;
    let (by_account, by_address) = store::failures(&mut tx, &username, &ctx.address_text()).await?;
    let locked = by_account > TRIES_ACCOUNT || by_address > TRIES_ADDRESS;
    // Locked, unknown or without a post: the same work, the same words.
    let account = store::account(&mut tx, &username).await?.filter(|_| !locked);
    let hash = account.as_ref().map(|a| a.password_hash.clone());
    tx.unchanged();
    tx.commit("/login").await?;
    let fits = app.hasher.verify(password, hash).await?;
    let mut tx = Tx::system(&app, Reason::SignIn, Some(ctx.clone())).await?;
    if fits {
        store::attempt(&mut tx, began, &username, &ctx.address_text(), true).await?;
    }
    let post = match (&account, fits) {
        (Some(a), true) => store::active_posts(&mut tx, a.person).await?.into_iter().next().map(|p| (a, p)),
        _ => None,
    };
    match post {
        Some((account, post)) => enter(tx, &ctx, account.person, &account.language, &post, &input).await,
        None => refuse(tx, &ctx, input).await,
    }
}

async fn refuse(mut tx: Tx, ctx: &Ctx, input: SignIn) -> Result<Response> {
    match store::root(&mut tx).await? {
        Some(place) => {
            let subject = Subject { kind: "session", id: ctx.id };
            tx.record(Event {
                kind: "session.refused",
                subject,
                place,
                data: json!({ "username": input.username }),
            });
        }
        None => tx.unchanged(),
    }
    tx.commit("/login").await?;
    crate::base::page::refused(&pages::Login { front: Front::new(ctx), input, refused: true })
}

/// Opens the session, sets its cookie, and goes on where the person was.
pub(super) async fn enter(
    mut tx: Tx,
    ctx: &Ctx,
    person: PersonId,
    language: &str,
    post: &ActivePost,
    input: &SignIn,
) -> Result<Response> {
    let token = store::open_session(&mut tx, person, post.id, (&ctx.address_text(), &ctx.agent)).await?;
    let subject = Subject { kind: "person", id: person.0 };
    tx.record(Event {
        kind: "session.in",
        subject,
        place: post.place.clone(),
        data: json!({ "role": post.role }),
    });
    tx.commit("/").await?;
    let mut response = match Resume::unpack(&input.resume) {
        Some(resume) => {
            let front = Front { csrf: token.csrf(), ..Front::new(ctx) };
            html(&pages::Resumed { front, r: resume })?
        }
        None => Done::to(own_path(&input.next).unwrap_or("/")).into_response(),
    };
    keep(&mut response, ctx, &token);
    if language.parse::<Language>().is_ok_and(|l| l != ctx.language) {
        set_cookie(&mut response, &language_cookie(ctx, language));
    }
    Ok(response)
}

fn keep(response: &mut Response, ctx: &Ctx, token: &Token) {
    let seconds = crate::access::session::ABSOLUTE.num_seconds();
    set_cookie(response, &ctx.keep_cookie(Ctx::session_cookie(ctx.https), token, seconds));
    set_cookie(response, &forget_cookie(Ctx::guest_cookie(ctx.https), ctx));
}

fn language_cookie(ctx: &Ctx, language: &str) -> String {
    format!(
        "lang={language}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000{}",
        if ctx.https { "; Secure" } else { "" }
    )
}

pub(crate) async fn sign_out(
    State(app): State<App>,
    form: Form<crate::base::form::Button>,
) -> Result<Response> {
    let ctx = form.writer.ctx().clone();
    let mut tx = Tx::begin(&app, form.writer).await?;
    let Actor { person, session, place, .. } = tx.actor()?.clone();
    store::end_session(&mut tx, person, session).await?;
    let subject = Subject { kind: "person", id: person.0 };
    tx.record(Event { kind: "session.out", subject, place, data: json!({}) });
    tx.commit("/login").await?;
    let mut response = Done::to("/login").say(ctx.words().signed_out()).into_response();
    set_cookie(&mut response, &forget_cookie(Ctx::session_cookie(ctx.https), &ctx));
    Ok(response)
}

/// Anyone may choose a language; a signed-in person's mails follow.
pub(crate) async fn language(State(app): State<App>, form: Form<Choose>) -> Result<Response> {
    let (choice, ctx) = (form.input, form.writer.ctx().clone());
    let language: Language = choice.language.parse().map_err(|_| Error::BadRequest)?;
    match Tx::begin(&app, form.writer).await {
        Ok(mut tx) => {
            let person = tx.actor()?.person;
            store::set_language(&mut tx, person, &language).await?;
            // A preference of one's own is no event.
            tx.unchanged();
            tx.commit("/").await?;
        }
        Err(Error::SignIn(_)) => {}
        Err(e) => return Err(e),
    }
    let mut response = Done::to(own_path(&choice.next).unwrap_or("/")).into_response();
    set_cookie(&mut response, &language_cookie(&ctx, &language));
    Ok(response)
}

/// Acts through another post of one's own: a new session, the old one ends.
pub(crate) async fn switch(State(app): State<App>, form: Form<Switch>) -> Result<Response> {
    let (wanted, ctx) = (form.input.post, form.writer.ctx().clone());
    let mut tx = Tx::begin(&app, form.writer).await?;
    let actor = tx.actor()?.clone();
    let post = actor.posts.iter().find(|p| p.id == wanted).ok_or(Error::NotFound)?;
    store::end_session(&mut tx, actor.person, actor.session).await?;
    let token =
        store::open_session(&mut tx, actor.person, post.id, (&ctx.address_text(), &ctx.agent)).await?;
    let data = json!({ "role": post.role, "unit": post.unit });
    let subject = Subject { kind: "person", id: actor.person.0 };
    tx.record(Event { kind: "session.switch", subject, place: actor.place, data });
    tx.commit("/").await?;
    let mut response = Done::to("/").into_response();
    keep(&mut response, &ctx, &token);
    Ok(response)
}
