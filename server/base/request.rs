//! What is known of a request before anyone asks who sent it; put beside it by the outermost layer.
use crate::base::{
    error::Error,
    text::{Language, Words, words},
};
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, Method, header, request::Parts},
};
use sha2::{Digest, Sha256};
use std::{convert::Infallible, net::IpAddr, sync::Arc};
use uuid::Uuid;

/// A secret of 256 random bits in hexadecimal; the database sees only its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A new one from the system's random source.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn random() -> Result<Self, Error> {
        let mut bytes = [0u8; 32];
        getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no random bytes: {e}"))?;
        Ok(Self(hex::encode(bytes)))
    }
    /// Takes 64 hexadecimal digits, nothing else.
    pub fn parse(s: &str) -> Option<Self> {
        (s.len() == 64 && s.bytes().all(|b| b.is_ascii_hexdigit())).then(|| Self(s.to_owned()))
    }
    /// The secret itself, for the cookie or the link.
    pub fn secret(&self) -> &str {
        &self.0
    }
    /// SHA-256, as stored.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(&self.0).to_vec()
    }
    /// The token of this session's forms.
    pub fn csrf(&self) -> String {
        hex::encode(Sha256::new_with_prefix("form:").chain_update(&self.0).finalize())
    }
}

/// The request around a handler.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// Quoted on error pages and in the log.
    pub id: Uuid,
    /// The reader's language, from the cookie; Chinese unless chosen otherwise.
    pub language: Language,
    /// The session's secret, unchecked.
    pub token: Option<Token>,
    /// Before sign-in: a cookie of its own that the form's token hangs on.
    pub guest: Option<Token>,
    /// The header in place of a form field.
    pub csrf_header: Option<String>,
    /// The client, behind trusted proxies only.
    pub address: Option<IpAddr>,
    /// The browser's name as it gives it, at most 200 characters.
    pub agent: String,
    /// Whether htmx asks for a part of the page.
    pub htmx: bool,
    /// Method of the request.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// A sentence left by the request before.
    pub flash: Option<String>,
    /// Whether cookies are `Secure` with the `__Host-` prefix.
    pub https: bool,
}

impl Ctx {
    /// The messages of the reader's language.
    pub fn words(&self) -> &'static Words {
        words(self.language)
    }
    /// The token for forms: of the session, else of the guest.
    pub fn csrf(&self) -> Option<String> {
        self.token.as_ref().or(self.guest.as_ref()).map(Token::csrf)
    }
    /// The client's address as text, empty when unknown.
    pub fn address_text(&self) -> String {
        self.address.map(|a| a.to_string()).unwrap_or_default()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Public {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let ctx = parts.extensions.get::<Arc<Ctx>>().cloned();
        ctx.map(Public).ok_or_else(|| anyhow::anyhow!("a route outside the request layer").into())
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Public {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Arc<Ctx>>().cloned().map(Public))
    }
}

/// The request alone, for routes that anyone may call: said out loud in the handler.
#[derive(Debug, Clone)]
pub struct Public(pub Arc<Ctx>);

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(n, v)| (n == name).then_some(v))
}

impl Ctx {
    /// The session's cookie: bound to the host under HTTPS, plain on loopback.
    pub fn session_cookie(https: bool) -> &'static str {
        if https { "__Host-zicha" } else { "zicha" }
    }
    /// The cookie that forms hang on before sign-in.
    pub fn guest_cookie(https: bool) -> &'static str {
        if https { "__Host-zicha-guest" } else { "zicha-guest" }
    }
    /// A `Set-Cookie` that keeps a secret, for `seconds`.
    pub fn keep_cookie(&self, name: &str, token: &Token, seconds: i64) -> String {
        let secure = if self.https { "; Secure" } else { "" };
        format!("{name}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", token.secret())
    }
}
