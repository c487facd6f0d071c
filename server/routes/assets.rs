//! Style, script and pictures, inside the binary. The query carries the content's hash, so a browser keeps them for a year.
use super::Routes;
use crate::base::{
    error::{Error, Result},
    extract::Path,
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "static/dist"]
struct Dist;

pub(super) fn routes(r: Routes) -> Routes {
    r.get("/static/{file}", file).get("/favicon.ico", favicon)
}

/// The address of an asset, with its hash.
pub fn url(name: &str) -> String {
    match Dist::get(name) {
        Some(file) => format!("/static/{name}?{}", hex::encode(&file.metadata.sha256_hash()[..6])),
        None => format!("/static/{name}"),
    }
}

async fn file(Path(name): Path<String>) -> Result<Response> {
    let file = Dist::get(&name).ok_or(Error::NotFound)?;
    let kind = match name.rsplit_once('.').map(|(_, e)| e) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, file.data).into_response())
}

async fn favicon() -> Result<Response> {
    file(Path("favicon.svg".into())).await
}
