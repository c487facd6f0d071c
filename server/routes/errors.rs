//! Error pages: one plain page, in the reader's language, with what to do next. Inner causes go to the log alone.
use crate::{
    audit::Tx,
    base::{
        csrf::Resume,
        error::{Carried, Error},
        form::Fault,
        page::{Front, own_path, set_cookie},
        request::{Ctx, Public, Token},
        text::{Language, Words, words as messages},
    },
    features::Sample,
    state::App,
};
use askama::Template;
use axum::{
    extract::{Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use std::sync::Arc;
use uuid::Uuid;

/// The page of an error.
#[derive(Template)]
#[template(path = "error.html")]
pub struct Page {
    /// Around it.
    pub front: Front,
    /// What happened, in a few words.
    pub title: String,
    /// What to do.
    pub text: String,
    /// The number to quote.
    pub id: Uuid,
    /// What was being sent, offered again.
    pub resume: Option<Resume>,
    /// Where to sign in, when that is what is missing.
    pub sign_in: Option<String>,
}

/// Draws the page of whatever error a handler gave.
pub(super) async fn draw(
    State(app): State<App>,
    ctx: Option<Public>,
    request: Request,
    next: Next,
) -> Response {
    let response = next.run(request).await;
    let Some(Public(ctx)) = ctx else { return response };
    let bare = response.status() == StatusCode::FORBIDDEN
        && response.extensions().get::<tower_http::csrf::ProtectionError>().is_some();
    let error = match response.extensions().get::<Carried>() {
        Some(Carried(error)) => error.clone(),
        None if bare => Arc::new(Error::Forbidden),
        None => return response,
    };
    match error.as_ref() {
        Error::Internal(e) => tracing::error!(error = format!("{e:#}"), "a fault of ours"),
        Error::Forbidden | Error::Denied(_) if ctx.token.is_some() => {
            if let Err(e) = Tx::refused(&app, &ctx).await {
                tracing::debug!(error = %e, "a refusal was not noted");
            }
        }
        Error::Unavailable(e) => tracing::warn!(error = %e, "the database does not answer"),
        _ => {}
    }
    page(&error, &ctx)
}

fn page(error: &Error, ctx: &Ctx) -> Response {
    if let Error::Repeated(to) = error {
        return (StatusCode::SEE_OTHER, [(header::LOCATION, to.clone())]).into_response();
    }
    let next = own_path(&ctx.path).filter(|p| *p != "/" && ctx.method == Method::GET);
    let login = next.map_or("/login".to_owned(), |p| {
        format!("/login?{}", serde_html_form::to_string([("next", p)]).unwrap_or_default())
    });
    if matches!(error, Error::SignIn(None)) && ctx.method == Method::GET && !ctx.htmx {
        return (StatusCode::SEE_OTHER, [(header::LOCATION, login)]).into_response();
    }
    let (ctx, new_guest) = with_guest(ctx);
    let w = ctx.words();
    let (title, text) = words(error, w);
    let page = Page {
        front: Front { path: next.unwrap_or("/").to_owned(), ..Front::new(&ctx) },
        title,
        text,
        id: ctx.id,
        resume: match error {
            Error::SignIn(r) | Error::Token(r) => r.clone(),
            _ => None,
        },
        sign_in: matches!(error, Error::SignIn(_)).then_some(login),
    };
    let html = page.render().unwrap_or_else(|e| {
        tracing::error!(error = %e, "the error page itself failed");
        String::new()
    });
    let mut response = (error.status(), Html(html)).into_response();
    if let Some(cookie) = new_guest {
        set_cookie(&mut response, &cookie);
    }
    response
}

/// The page has forms; without any session they hang on a guest's cookie, made here when missing.
fn with_guest(ctx: &Ctx) -> (Ctx, Option<String>) {
    match (ctx.csrf(), Token::random()) {
        (None, Ok(token)) => {
            let cookie = ctx.keep_cookie(Ctx::guest_cookie(ctx.https), &token, 3600);
            (Ctx { guest: Some(token), ..ctx.clone() }, Some(cookie))
        }
        _ => (ctx.clone(), None),
    }
}

/// The page of each error, for tests and for looking at.
pub(super) fn samples(language: Language) -> Vec<Sample> {
    let kept = || Resume { action: "/issues".into(), fields: vec![("title".into(), "SMB 1.0".into())] };
    let sample = |error: Error, sign_in: bool| -> Box<dyn askama::DynTemplate> {
        let w = messages(language);
        let (title, text) = words(&error, w);
        let resume = match error {
            Error::SignIn(r) | Error::Token(r) => r,
            _ => None,
        };
        let sign_in = sign_in.then(|| "/login".to_owned());
        Box::new(Page { front: Front::sample(language), title, text, id: Uuid::nil(), resume, sign_in })
    };
    vec![
        ("error, sign in", sample(Error::SignIn(None), true)),
        ("error, sign in and send again", sample(Error::SignIn(Some(kept())), true)),
        ("error, token", sample(Error::Token(None), false)),
        ("error, token, send again", sample(Error::Token(Some(kept())), false)),
        ("error, forbidden", sample(Error::Forbidden, false)),
        ("error, not found", sample(Error::NotFound, false)),
        ("error, bad request", sample(Error::BadRequest, false)),
        ("error, too large", sample(Error::TooLarge, false)),
        ("error, too many", sample(Error::TooMany, false)),
        ("error, refused", sample(Error::refused(Fault::Taken), false)),
        ("error, unavailable", sample(Error::Unavailable(sqlx::Error::PoolTimedOut), false)),
        ("error, internal", sample(Error::Internal(anyhow::anyhow!("sample")), false)),
    ]
}

fn words(error: &Error, w: &Words) -> (String, String) {
    match error {
        Error::SignIn(_) => (w.error_sign_in(), w.error_sign_in_text()),
        Error::Token(_) => (w.error_token(), w.error_token_text()),
        Error::Forbidden => (w.error_forbidden(), w.error_forbidden_text()),
        Error::Denied(why) => (w.error_forbidden(), why.say(w)),
        Error::NotFound => (w.error_not_found(), w.error_not_found_text()),
        Error::BadRequest => (w.error_bad_request(), w.error_bad_request_text()),
        Error::TooLarge => (w.error_too_large(), w.error_too_large_text()),
        Error::TooMany => (w.error_too_many(), w.error_too_many_text()),
        Error::Refused(why) => (w.error_refused(), why.say(w)),
        Error::Unavailable(_) => (w.error_unavailable(), w.error_unavailable_text()),
        Error::Repeated(_) | Error::Internal(_) => (w.error_internal(), w.error_internal_text()),
    }
}

/// No such address.
pub(super) async fn nothing_here() -> Error {
    Error::NotFound
}

/// The address exists, the method does not.
pub(super) async fn wrong_method() -> Response {
    StatusCode::METHOD_NOT_ALLOWED.into_response()
}

/// A handler panicked: as any other fault of ours.
pub(super) fn panicked() -> Response {
    Error::Internal(anyhow::anyhow!("a handler panicked")).into_response()
}
