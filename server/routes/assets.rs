//! Serves style, script and pictures.
use super::Routes;
use crate::base::{
    assets,
    error::{Error, Result},
    extract::Path,
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};

pub(super) fn routes(r: Routes) -> Routes {
    r.get("/static/{file}", file).get("/favicon.ico", favicon)
}

async fn file(Path(name): Path<String>) -> Result<Response> {
    let file = assets::get(&name).ok_or(Error::NotFound)?;
    let kind = match name.rsplit_once('.').map(|(_, e)| e) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, file.data).into_response())
}

async fn favicon() -> Result<Response> {
    file(Path("favicon.svg".into())).await
}
