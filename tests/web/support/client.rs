//! A browser without a screen: keeps cookies, sends the token, reads the page.
use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use tower::ServiceExt;
use zicha::base::request::Token;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
    /// Where a redirect leads, empty when it is none.
    pub fn to(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
    /// The texts of all elements that a CSS selector finds.
    pub fn all(&self, css: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let squeeze = |t: String| t.split_whitespace().collect::<Vec<_>>().join(" ");
        page.select(&Selector::parse(css).unwrap()).map(|e| squeeze(e.text().collect())).collect()
    }
    /// An attribute of the first element that a CSS selector finds.
    pub fn attr(&self, css: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.text());
        page.select(&Selector::parse(css).unwrap()).next()?.attr(name).map(str::to_owned)
    }
    /// Fails the test with the page's words unless the status is this one.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{} → {}", self.all("main").join(" "), self.to());
        self
    }
}

/// A browser of one person.
#[derive(Clone)]
pub struct Client {
    app: Router,
    token: Option<Token>,
    cookies: BTreeMap<String, String>,
    /// Whether requests say that they come from our own pages.
    pub origin: bool,
    /// Whether htmx sends them: a part of the page is enough.
    pub htmx: bool,
}

impl Client {
    pub fn new(app: Router, token: Option<Token>) -> Self {
        let cookies = token.iter().map(|t| ("zicha".to_owned(), t.secret().to_owned())).collect();
        Self { app, token, cookies, origin: true, htmx: false }
    }

    /// The token of this session's forms.
    pub fn csrf(&self) -> String {
        let of = |name: &str| self.cookies.get(name).and_then(|c| Token::parse(c)).map(|t| t.csrf());
        self.token
            .as_ref()
            .map(Token::csrf)
            .or_else(|| of("zicha"))
            .or_else(|| of("zicha-guest"))
            .unwrap_or_default()
    }

    /// Reads in English.
    pub fn english(mut self) -> Self {
        self.cookies.insert("lang".into(), "en".into());
        self
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Vec::new()).await
    }

    /// Sends a form with its token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf();
        let mut fields = fields.to_vec();
        if !fields.iter().any(|(n, _)| *n == "csrf") {
            fields.push(("csrf", &csrf));
        }
        let body = serde_html_form::to_string(&fields).unwrap();
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded".into()), body.into_bytes())
            .await
    }

    /// Sends a form with files: field, file name, content.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let (mut body, edge) = (Vec::new(), "----zicha-test-edge");
        let csrf = self.csrf();
        for (name, value) in [("csrf", csrf.as_str())].iter().chain(fields) {
            body.extend(
                format!("--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        for (name, file, content) in files {
            body.extend(format!("--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{edge}--\r\n").bytes());
        self.send(Method::POST, path, Some(format!("multipart/form-data; boundary={edge}")), body).await
    }

    /// Anything.
    pub async fn send(&mut self, method: Method, path: &str, kind: Option<String>, body: Vec<u8>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let mut request = Request::builder().method(&method).uri(path).header(header::HOST, "127.0.0.1:8080");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if self.origin && method != Method::GET {
            request = request.header(header::ORIGIN, "http://127.0.0.1:8080");
        }
        if self.htmx {
            request = request.header("hx-request", "true");
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let response = self.app.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        self.keep(&parts.headers);
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    fn keep(&mut self, headers: &axum::http::HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok()) {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap_or_default();
            if name == "zicha" {
                self.token = Token::parse(value);
            }
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
