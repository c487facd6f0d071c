//! One function per route.
use super::{forms::View, pages, store};
use crate::{
    access::{Reading, Section, can},
    base::{
        error::Result,
        extract::{Path, Query},
        ids::ChecklistId,
        page::html,
    },
};
use axum::response::Response;

pub(super) async fn list(mut r: Reading) -> Result<Response> {
    r.must::<can::ReadChecklist>()?;
    let lines = store::list(r.db()).await?;
    html(&pages::List { frame: r.frame(Section::Checklists), lines })
}

pub(super) async fn show(
    mut r: Reading,
    Path(id): Path<ChecklistId>,
    Query(view): Query<View>,
) -> Result<Response> {
    r.must::<can::ReadChecklist>()?;
    let edition = store::edition(r.db(), id).await?;
    html(&pages::Show { frame: r.frame(Section::Checklists), id, edition: &edition, view })
}
