//! What would come of a table, how far a worker is with it, or what came of it.
use super::path;
use crate::{
    access::Reading,
    base::{
        aside::aside,
        download,
        error::{Error, Result},
        extract::{Path, Query},
        ids::ImportId,
        page::{Done, html},
    },
    features::imports::{
        Register,
        model::{State as Stored, Work},
        pages, store, workbook,
    },
};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

/// What of a preview is looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Look {
    /// `all`: also lines without anything to look at.
    pub show: String,
    /// Number of the page.
    pub page: String,
}

/// The page of one table, wherever it is on its way.
pub async fn preview<R: Register>(
    mut r: Reading,
    Path(id): Path<ImportId>,
    Query(look): Query<Look>,
) -> Result<Response> {
    r.must::<R::Keep>()?;
    let uploaded = store::find(r.db(), id, R::KIND).await?;
    let frame = r.frame(R::SECTION);
    let checked = match &uploaded.state {
        Stored::Checking { done } => {
            return html(&pages::Underway::of::<R>(frame, &uploaded, Work::Check, (*done, uploaded.rows)));
        }
        Stored::Storing { checked, done } => {
            let all = checked.counts.work();
            return html(&pages::Underway::of::<R>(frame, &uploaded, Work::Store, (*done, all)));
        }
        // Whoever waited sees the whole page.
        _ if r.ctx.htmx => return Ok([("hx-refresh", "true")].into_response()),
        Stored::Unmatched => return Ok(Done::to(format!("{}/columns", path::<R>(id))).into_response()),
        Stored::Applied(counts) => {
            return html(&pages::Finished::of::<R>(frame, uploaded.file_name, *counts));
        }
        Stored::Checked(checked) => checked,
    };
    let all = look.show == "all" || checked.counts.refused + checked.counts.warned == 0;
    let no = look.page.parse().unwrap_or(1).max(1);
    let (lines, more) = store::checks::page::<R::Reason>(r.db(), id, !all, no).await?;
    let next = more.then_some(no.saturating_add(1));
    html(&pages::Preview::of::<R>(frame, &uploaded, checked, lines, (all, next)))
}

/// The lines with something to look at, as a workbook to mend and upload again.
pub async fn faults<R: Register>(mut r: Reading, Path(id): Path<ImportId>) -> Result<Response> {
    r.must::<R::Keep>()?;
    let uploaded = store::find(r.db(), id, R::KIND).await?;
    let checked = match uploaded.state {
        Stored::Checked(checked) | Stored::Storing { checked, .. } => checked,
        Stored::Applied(_) => return Err(Error::NotFound),
        Stored::Unmatched | Stored::Checking { .. } => return Ok(Done::to(path::<R>(id)).into_response()),
    };
    let lines = store::checks::marked::<R::Reason>(r.db(), id).await?;
    let (w, now) = (r.words(), r.actor.at.now);
    let book = aside(move || workbook::faults::<R>(&checked.columns, lines, w, now)).await??;
    Ok(download::workbook(&format!("{}.xlsx", w.import_faults_file(R::name(w))), book))
}
