//! The workbooks that a post has had made.
use crate::{
    access::{Reading, Section},
    audit::{Event, Subject, Tx},
    base::{
        download as leave,
        error::{Error, Result},
        extract::Path,
        form::{Button, Form},
        ids::ExportId,
        page::{Done, html},
    },
    features::lists::{model::State as How, pages, store},
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde_json::json;

pub(crate) async fn list(mut r: Reading) -> Result<Response> {
    let post = r.actor.post;
    let exports = store::exports(r.db(), post).await?;
    html(&pages::Exports { frame: r.frame(Section::Own), exports })
}

pub(crate) async fn fetch(
    State(app): State<App>,
    mut r: Reading,
    Path(id): Path<ExportId>,
) -> Result<Response> {
    let (post, place) = (r.actor.post, r.actor.place.clone());
    let export = store::export(r.db(), id, post).await?;
    let How::Ready(rows, _) = export.state else { return Err(Error::NotFound) };
    let body = store::body(r.db(), id).await?;
    let event = Event {
        kind: "export.fetch",
        subject: Subject { kind: "export", id: id.0 },
        place,
        data: json!({ "file": export.file_name, "rows": rows }),
    };
    Tx::note(&app, &r.ctx, event).await?;
    Ok(leave::workbook(&export.file_name, body))
}

pub(crate) async fn remove(
    State(app): State<App>,
    Path(id): Path<ExportId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let (post, place) = (tx.actor()?.post, tx.actor()?.place.clone());
    let export = store::export(tx.conn(), id, post).await?;
    if !store::remove(&mut tx, id, post).await? {
        return Err(Error::NotFound);
    }
    let subject = Subject { kind: "export", id: id.0 };
    tx.record(Event { kind: "export.remove", subject, place, data: json!({ "file": export.file_name }) });
    let said = tx.words()?.export_removed(export.file_name);
    tx.commit("/exports").await?;
    Ok(Done::to("/exports").say(said).into_response())
}
