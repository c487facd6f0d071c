//! What stands around every route, outermost first: the request's context, error pages, trace, panics, limits, headers, origin.
use super::errors;
use crate::{
    base::{
        ids::new_uuid,
        jobs::work_off,
        page,
        request::{Ctx, Token, cookie},
        text::Language,
        vitals::counting,
    },
    features::BY_THE_DAY,
    state::App,
};
use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, timeout::TimeoutLayer,
};
use tracing::Instrument;

/// The largest body, in bytes: a few photos at once.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// What a page may load, and from where: the content security policy.
pub const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub(super) fn around(router: Router<App>, app: &App) -> Router<App> {
    router
        .layer(middleware::from_fn(same_origin))
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(60)))
        .layer(CatchPanicLayer::custom(|_| errors::panicked()))
        .layer(middleware::from_fn_with_state(app.clone(), errors::draw))
        .layer(middleware::from_fn(headers))
        .layer(CompressionLayer::new().no_br().no_deflate().no_zstd())
        .layer(middleware::from_fn_with_state(app.clone(), day))
        .layer(middleware::from_fn_with_state(app.clone(), context))
}

/// A write that carries our cookie but neither `Origin` nor `Sec-Fetch-Site` comes from no browser of today: refused.
async fn same_origin(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let said = headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site");
    if !said && headers.contains_key(header::COOKIE) && !request.method().is_safe() {
        return crate::base::error::Error::Forbidden.into_response();
    }
    next.run(request).await
}

async fn headers(request: Request, next: Next) -> Response {
    let fixed = request.uri().path().starts_with("/static/");
    let mut response = next.run(request).await;
    let h = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        h.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, CSP);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "geolocation=(), microphone=(), payment=()");
    if !fixed {
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}

/// What the day brings by itself is there before somebody looks.
async fn day(State(app): State<App>, request: Request, next: Next) -> Response {
    let today = app.at().today;
    let signed_in = request.extensions().get::<Arc<Ctx>>().is_some_and(|ctx| ctx.token.is_some());
    // Neither files nor the watch over this instance wait for the database.
    let apart = matches!(request.uri().path().split('/').nth(1), Some("static" | "healthz" | "readyz"));
    if signed_in && !apart && app.is_new(today) {
        match work_off(&app, BY_THE_DAY).await {
            Ok(_) => app.has_begun(today),
            Err(e) => tracing::warn!("what the day brings has to wait: {e}"),
        }
    }
    next.run(request).await
}

async fn context(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let ctx = Arc::new(read(&app, &request));
    let route = request.extensions().get::<MatchedPath>().cloned();
    let span = tracing::info_span!("request", id = %ctx.id, method = %ctx.method, path = loggable(request.uri().path()));
    let had_flash = ctx.flash.is_some() && !ctx.htmx && request.method().is_safe();
    request.extensions_mut().insert(ctx.clone());
    let answering = async {
        let response = next.run(request).await;
        tracing::info!(status = response.status().as_u16(), "answered");
        response
    };
    let (mut response, statements) = counting(answering.instrument(span)).await;
    if had_flash && response.status() == StatusCode::OK {
        page::set_cookie(&mut response, &page::forget_cookie("flash", &ctx));
    }
    app.vitals.answered(
        &ctx.method,
        route.as_ref().map_or("none", MatchedPath::as_str),
        response.status().as_u16(),
        begun.elapsed(),
        statements,
    );
    if app.vitals.is_ending() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if app.config.https() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

fn read(app: &App, request: &Request) -> Ctx {
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let https = app.config.https();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    Ctx {
        id: new_uuid(app.at().now),
        language: cookie(headers, "lang").and_then(|l| l.parse().ok()).unwrap_or(Language::ZhCN),
        token: cookie(headers, Ctx::session_cookie(https)).and_then(Token::parse),
        guest: cookie(headers, Ctx::guest_cookie(https)).and_then(Token::parse),
        csrf_header: text("x-csrf-token").map(str::to_owned),
        address: peer.map(|p| client(p, headers, &app.config.trusted_proxies)),
        agent: text("user-agent").unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect(),
        htmx: text("hx-request") == Some("true"),
        method: request.method().clone(),
        path: request.uri().path_and_query().map(|p| p.as_str().to_owned()).unwrap_or_default(),
        flash: cookie(headers, "flash").and_then(page::decode),
        https,
    }
}

/// The path without the secret of a one-time link.
fn loggable(path: &str) -> &str {
    match path.split('/').nth(1) {
        Some(first @ ("setup" | "invite" | "reset")) => first,
        _ => path,
    }
}

/// The client behind trusted proxies: the last address in `X-Forwarded-For` that is none of them.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let chain =
        headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(','));
    let hops: Vec<IpAddr> = chain.filter_map(|a| a.trim().parse().ok()).collect();
    hops.into_iter().rev().find(|a| !trusted.contains(a)).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_keeps_no_secret_of_a_link() {
        assert_eq!(loggable("/setup/3c55adbafcfaf1e4"), "setup");
        assert_eq!(loggable("/invite/3c55adbafcfaf1e4"), "invite");
        assert_eq!(loggable("/units/import"), "/units/import");
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_a_trusted_proxy() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("203.0.113.9, 198.51.100.7, 10.0.0.1"));
        let (proxy, stranger): (IpAddr, IpAddr) = ("10.0.0.1".parse().unwrap(), "192.0.2.1".parse().unwrap());
        assert_eq!(client(stranger, &headers, &[proxy]), stranger);
        assert_eq!(client(proxy, &headers, &[proxy]).to_string(), "198.51.100.7");
    }
}
