//! One function per route.
use super::pages::{self, Search};
use crate::{
    access::{Reading, Section, can},
    audit::{Event, Subject, Tx, latest},
    base::{error::Result, extract::Query, page::html, paging},
    state::App,
};
use axum::{extract::State, response::Response};
use serde_json::json;

pub(super) async fn list(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
) -> Result<Response> {
    r.must::<can::ReadAudit>()?;
    let scope = r.actor.scope();
    let mut entries = latest(r.db(), &scope, search.about(), search.before()).await?;
    let last = paging::cut(&mut entries).map(|e| e.id.to_string());
    let next = last.map(|before| paging::link("/audit", &[("about", &search.about), ("before", &before)]));
    // One event per look, not per page turned.
    if search.before().is_none() {
        let subject = Subject { kind: "audit", id: r.actor.person.0 };
        let (place, data) = (r.actor.place.clone(), json!({ "about": search.about }));
        Tx::note(&app, &r.ctx, Event { kind: "audit.read", subject, place, data }).await?;
    }
    html(&pages::List { frame: r.frame(Section::Audit), search, entries, next })
}
