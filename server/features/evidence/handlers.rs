//! The one way to a file: by its row, to whoever may see that, noted before the first byte leaves.
use super::store;
use crate::{
    access::{InUnit, Reading, can},
    audit::{Event, Subject, Tx},
    base::{download::attachment, error::Result, extract::Path, ids::EvidenceId},
    state::App,
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use tokio_util::io::ReaderStream;

/// Nothing in a file may act as a page of ours.
const SANDBOX: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

pub(super) async fn download(
    State(app): State<App>,
    mut r: Reading,
    Path(id): Path<EvidenceId>,
) -> Result<Response> {
    let evidence = store::find(r.db(), id).await?;
    let evidence = r.allowed::<can::ReadEvidence, _>(evidence)?;
    let file = app.files.open(&evidence.sha256).await?;
    let data = json!({ "name": evidence.name, "sha256": evidence.sha256 });
    let subject = Subject { kind: "evidence", id: id.0 };
    let event = Event { kind: "evidence.download", subject, place: evidence.place().clone(), data };
    Tx::note(&app, &r.ctx, event).await?;
    let body = Body::from_stream(ReaderStream::new(file));
    let mut response = (attachment(&evidence.name, &evidence.media_type), body).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(evidence.size));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    Ok(response)
}
