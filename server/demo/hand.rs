//! A person at work: sends the portal's own forms, signed in through their post, at a moment of the story.
use crate::{
    access::Actor,
    base::{
        db::Reader,
        request::{Ctx, Token},
    },
    features::{accounts::sample, units},
    state::App,
};
use anyhow::{Context, ensure};
use axum::{
    Router,
    body::Body,
    http::{Method, Request, header},
};
use chrono::{DateTime, Utc};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use tower::ServiceExt;

const EDGE: &str = "----zicha-sample-edge";

/// The portal with a clock that the story moves.
#[derive(Clone)]
pub struct Stage {
    /// The program, on that clock.
    pub app: App,
    router: Router,
    clock: Arc<AtomicI64>,
}

impl Stage {
    /// A stage of its own: what one moves does not move the others.
    pub fn new(app: &App) -> Self {
        let clock = Arc::new(AtomicI64::new(app.at().now.timestamp_millis()));
        let hands = clock.clone();
        let app = app.with_clock(Arc::new(move || {
            DateTime::from_timestamp_millis(hands.load(Ordering::Relaxed)).unwrap_or_default()
        }));
        Self { router: crate::app(app.clone()), app, clock }
    }

    /// Goes to a moment.
    pub fn go(&self, to: DateTime<Utc>) {
        self.clock.store(to.timestamp_millis(), Ordering::Relaxed);
    }

    /// The person of that user name begins to work at `at`.
    pub async fn enter(&self, username: &str, at: DateTime<Utc>) -> anyhow::Result<Hand> {
        self.go(at);
        let token =
            sample::session(&self.app, username).await.with_context(|| format!("session of {username}"))?;
        Ok(Hand { stage: self.clone(), token, at })
    }
}

/// A signed-in person.
pub struct Hand {
    stage: Stage,
    /// The session's secret.
    pub token: Token,
    at: DateTime<Utc>,
}

impl Hand {
    /// The program as this person meets it.
    pub fn app(&self) -> &App {
        &self.stage.app
    }

    /// A few seconds later.
    fn on(&mut self) {
        self.at += chrono::Duration::milliseconds(7_013);
        self.stage.go(self.at);
    }

    /// Sends a form; the path that it leads to.
    ///
    /// # Errors
    /// When the portal does not carry it out.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        self.post_as(Ctx::session_cookie(self.stage.app.config.https()), path, fields).await
    }

    async fn post_as(&mut self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        let csrf = self.token.csrf();
        let mut fields = fields.to_vec();
        fields.push(("csrf", &csrf));
        let body = serde_html_form::to_string(&fields)?;
        self.send(cookie, path, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// Sends a form with pictures: field, file name, content.
    ///
    /// # Errors
    /// As [`Hand::post`].
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> anyhow::Result<String> {
        let (mut body, csrf) = (Vec::new(), self.token.csrf());
        for (name, value) in [("csrf", csrf.as_str())].iter().chain(fields) {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        for (name, file, content) in files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").bytes());
        let cookie = Ctx::session_cookie(self.stage.app.config.https());
        self.send(cookie, path, &format!("multipart/form-data; boundary={EDGE}"), body).await
    }

    async fn send(&mut self, cookie: &str, path: &str, kind: &str, body: Vec<u8>) -> anyhow::Result<String> {
        self.on();
        let app = &self.stage.app;
        let cookie = format!("{cookie}={}", self.token.secret());
        let host = app.config.public_url.split("://").nth(1).unwrap_or_default();
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, host)
            .header(header::ORIGIN, &app.config.public_url)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))?;
        let response =
            self.stage.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let to = response
            .headers()
            .get(header::LOCATION)
            .and_then(|to| to.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let status = response.status();
        if !status.is_redirection() || to.starts_with("/login") {
            let page = axum::body::to_bytes(response.into_body(), 1 << 20).await?;
            tracing::debug!(page = %String::from_utf8_lossy(&page), "the form was refused");
            anyhow::bail!("POST {path}: {status} {to}");
        }
        ensure!(!to.is_empty(), "POST {path}: {status} leads nowhere");
        Ok(to)
    }
}

impl Hand {
    /// Looks, as this person: a connection that sees what they may see.
    ///
    /// # Errors
    /// When the session has ended.
    pub async fn look(&self) -> anyhow::Result<(Reader, Actor)> {
        let at = self.stage.app.at();
        let (reader, entered) =
            self.stage.app.db.enter(&self.token, at).await?.context("the session has ended")?;
        Ok((reader, Actor::of(entered, at)?))
    }
}

impl Stage {
    /// The first unit and its administrator `admin`.
    ///
    /// # Errors
    /// When set-up is refused.
    pub async fn set_up(&self, link: &str, root: (&str, &str), password: &str) -> anyhow::Result<()> {
        let mut guest = Hand { stage: self.clone(), token: Token::random()?, at: self.app.at().now };
        let cookie = Ctx::guest_cookie(self.app.config.https());
        let fields = [
            ("code", root.0),
            ("unit", root.1),
            ("name", "周文静"),
            ("username", "admin"),
            ("password", password),
            ("password_again", password),
        ];
        guest.post_as(cookie, &format!("/setup/{link}"), &fields).await.map(drop)
    }

    /// The units by their names.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn units(&self) -> anyhow::Result<HashMap<String, String>> {
        let (mut reader, actor) = self.enter("admin", self.app.at().now).await?.look().await?;
        let units = units::choices(reader.conn(), &actor.scope()).await?;
        Ok(units.into_iter().map(|(id, name)| (name.trim_start_matches('\u{3000}').to_owned(), id)).collect())
    }

    /// The auditor, appointed by the administrator.
    ///
    /// # Errors
    /// When a form is refused.
    pub async fn appoint_auditor(&self, hash: &str) -> anyhow::Result<()> {
        let at = self.app.at();
        let mut admin = self.enter("admin", at.now).await?;
        let unit = admin.look().await?.1.place.unit.to_string();
        let no = "CQ-90";
        let person = admin.post("/people", &[("unit", &unit), ("name", "吴立新"), ("staff_no", no)]).await?;
        let post = [("unit", unit.as_str()), ("role", "auditor"), ("starts_on", &at.today.to_string())];
        admin.post(&format!("{person}/posts"), &post).await?;
        sample::account(&self.app, no, "auditor", hash).await?;
        Ok(())
    }
}
