//! Answers: a page, a part of one, or "done, see there".
use crate::base::{
    error::Result,
    request::Ctx,
    text::{Language, Words, words},
};
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

/// The facts of a page before sign-in.
#[derive(Clone)]
pub struct Front {
    /// The messages.
    pub w: &'static Words,
    /// Their language.
    pub language: Language,
    /// The form token.
    pub csrf: String,
    /// Path and query of this page.
    pub path: String,
}

impl Front {
    /// For a request that has a token of its own, of a session or a guest.
    pub fn new(ctx: &Ctx) -> Self {
        Self {
            w: ctx.words(),
            language: ctx.language,
            csrf: ctx.csrf().unwrap_or_default(),
            path: ctx.path.clone(),
        }
    }
    /// For looking at a page without a server.
    pub fn sample(language: Language) -> Self {
        Self { w: words(language), language, csrf: "0".repeat(64), path: "/".into() }
    }
    /// The language's tag for `lang=`.
    pub fn lang(&self) -> &str {
        &self.language
    }
    /// The tag of the language to switch to.
    pub fn other_language(&self) -> &'static str {
        other(self.language)
    }
}

/// The tag of the language that is not this one.
pub fn other(language: Language) -> &'static str {
    match language {
        Language::ZhCN => "en",
        Language::En => "zh-CN",
    }
}

/// A part of a page that its own template has drawn: another takes it in as it is.
pub struct Part(String);

impl Part {
    /// Draws it.
    ///
    /// # Errors
    /// Whatever stops the template.
    pub fn of(part: &impl Template) -> askama::Result<Self> {
        part.render().map(Self)
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Part {}

/// Renders a page.
pub fn html(page: &impl Template) -> Result<Response> {
    Ok(Html(page.render()?).into_response())
}

/// Renders a form that was refused: 422, so that programs see it too.
pub fn refused(page: &impl Template) -> Result<Response> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

/// A finished POST: 303 to `to`, with a sentence for the next page.
pub struct Done {
    to: String,
    flash: Option<String>,
}

impl Done {
    /// Goes on at a path of ours.
    pub fn to(to: impl Into<String>) -> Self {
        Self { to: to.into(), flash: None }
    }
    /// Leaves a sentence.
    pub fn say(mut self, sentence: impl Into<String>) -> Self {
        self.flash = Some(sentence.into());
        self
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, self.to)]).into_response();
        if let Some(text) = self.flash {
            set_cookie(
                &mut response,
                &format!("flash={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60", encode(&text)),
            );
        }
        response
    }
}

/// Adds a `Set-Cookie`; one that is no header value is dropped.
pub fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The cookie that ends the one called `name`.
pub fn forget_cookie(name: &str, ctx: &Ctx) -> String {
    format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", if ctx.https { "; Secure" } else { "" })
}

/// Text as a cookie value: hexadecimal UTF-8, at most 600 bytes of it.
fn encode(text: &str) -> String {
    let end = (0..=text.len().min(600)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    hex::encode(&text[..end])
}

/// Reads what `encode` wrote.
pub fn decode(cookie: &str) -> Option<String> {
    String::from_utf8(hex::decode(cookie).ok()?).ok().filter(|t| !t.is_empty())
}

/// A path of ours for `next=`: one slash, no scheme, no host, no backslash or control character.
pub fn own_path(raw: &str) -> Option<&str> {
    let own = raw.starts_with('/')
        && !raw.starts_with("//")
        && !raw.contains('\\')
        && !raw.chars().any(char::is_control);
    own.then_some(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_leads_only_to_own_paths() {
        for good in ["/", "/issues?state=open", "/a/b"] {
            assert_eq!(own_path(good), Some(good));
        }
        for bad in
            ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "javascript:alert(1)"]
        {
            assert_eq!(own_path(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_flash_survives_its_cookie() {
        assert_eq!(decode(&encode("已销号；WT-2026-000001")).as_deref(), Some("已销号；WT-2026-000001"));
    }
}
