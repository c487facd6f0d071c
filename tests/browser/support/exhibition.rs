//! The samples of all pages at addresses of their own, with the styles and scripts that the program holds.
use axum::{
    Router,
    http::{StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};
use std::{net::SocketAddr, sync::Arc};
use zicha::{base::assets, features::Sample, routes::CSP};

/// Rendered pages: name and text.
type Pages = Arc<Vec<(&'static str, String)>>;

/// A server of samples; it ends with the test.
pub struct Exhibition {
    at: SocketAddr,
    pages: Pages,
}

impl Exhibition {
    /// Renders them all, and serves them.
    pub async fn open(samples: Vec<Sample>) -> Self {
        let render = |(name, page): Sample| (name, page.dyn_render().unwrap());
        let pages: Pages = Arc::new(samples.into_iter().map(render).collect());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (at, shown) = (listener.local_addr().unwrap(), pages.clone());
        let router = Router::new().fallback(move |uri: Uri| {
            let answer = show(&shown, uri.path());
            async { answer }
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { at, pages }
    }

    /// Name and address of each.
    pub fn addresses(&self) -> impl Iterator<Item = (&'static str, String)> {
        let at = self.at;
        self.pages.iter().enumerate().map(move |(n, (name, _))| (*name, format!("http://{at}/{n}")))
    }
}

fn show(pages: &Pages, path: &str) -> Response {
    if let Some(name) = path.strip_prefix("/static/") {
        let kind = match name.rsplit_once('.') {
            Some((_, "css")) => "text/css",
            Some((_, "js")) => "text/javascript",
            _ => "image/svg+xml",
        };
        let fixed = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=3600")];
        return assets::get(name)
            .map_or(StatusCode::NOT_FOUND.into_response(), |f| (fixed, f.data).into_response());
    }
    let page = path[1..].parse().ok().and_then(|n: usize| pages.get(n));
    // What a page loads by itself, such as its count of things to do, is empty here.
    page.map_or(StatusCode::NO_CONTENT.into_response(), |(_, html)| {
        ([(header::CONTENT_SECURITY_POLICY, CSP)], Html(html.clone())).into_response()
    })
}
