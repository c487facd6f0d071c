//! One function per route.
pub mod merge;
pub mod settings;
pub mod tree;
pub mod vacations;

use super::{
    forms::{Below, Raw, Search},
    listing::Units,
    model::Unit,
    pages, store,
};
use crate::{
    access::{Reading, Section, can},
    audit::{History, Tx},
    base::{
        error::{Error, Result},
        extract::{Path, Query},
        form::{Errors, Fault, Form},
        ids::UnitId,
        page::{Done, html, refused},
        paging,
    },
    features::lists::{self, Listing, Tools},
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

pub(crate) async fn list(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
) -> Result<Response> {
    Units::may(&r.actor)?;
    let actor = r.actor.clone();
    let mut lines = match Units::narrow(&app, r.db(), &actor, &search).await? {
        Some(filter) => store::list(r.db(), &filter, &search.after, paging::SIZE + 1).await?,
        None => Vec::new(),
    };
    let last = paging::cut(&mut lines).map(|l| l.sort_key.clone());
    let next = last.map(|after| paging::link("/units", &[("q", &search.q), ("after", &after)]));
    let view = lists::view::<Units>(&mut r).await?;
    let keeps = r.actor.could::<can::KeepUnits, _>(&r.actor.place);
    let tools = Tools::of::<Units>(&search, view);
    html(&pages::List { frame: r.frame(Section::Units), search, lines, next, tools, keeps })
}

pub(crate) async fn show(mut r: Reading, Path(id): Path<UnitId>) -> Result<Response> {
    let unit = store::find(r.db(), id).await?;
    let unit = r.allowed::<can::ReadUnits, _>(unit)?;
    let parent = match unit.parent() {
        Some(parent) => store::find(r.db(), parent).await.ok(),
        None => None,
    };
    let history = History::of(r.db(), id.0).await?;
    let keeps = r.actor.could::<can::KeepUnits, _>(&unit);
    let profile = r.actor.could::<can::ReadProfile, _>(&unit);
    html(&pages::Show { frame: r.frame(Section::Units), unit, parent, history, keeps, profile })
}

pub(crate) async fn new(mut r: Reading, Query(below): Query<Below>) -> Result<Response> {
    r.must::<can::KeepUnits>()?;
    let scope = r.actor.scope();
    let parents = store::choices(r.db(), &scope).await?;
    let parent = Some(below.parent).filter(|p| !p.is_empty());
    let raw = Raw { parent: parent.unwrap_or_else(|| r.actor.place.unit.to_string()), ..Raw::default() };
    html(&pages::Form { frame: r.frame(Section::Units), unit: None, raw, errors: Errors::default(), parents })
}

pub(crate) async fn add(State(app): State<App>, form: Form<Raw>) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    tx.may_here::<can::KeepUnits>()?;
    let (facts, parent) = match (raw.parse(), raw.parent()) {
        (Ok(facts), Ok(parent)) => (facts, parent),
        (Err(errors), _) | (_, Err(errors)) => return refuse(tx, None, raw, errors).await,
    };
    let above = match store::lock(&mut tx, parent).await {
        Err(Error::NotFound) => return refuse(tx, None, raw, Errors::one("parent", Fault::Unknown)).await,
        above => tx.may::<can::KeepUnits, _>(above?)?,
    };
    let (number, at) = (store::next_number(&mut tx).await?, tx.at());
    let change = above.add_below(facts, number, at).map_err(Error::refused)?;
    match store::save(&mut tx, change).await? {
        Err(errors) => refuse(tx, None, raw, errors).await,
        Ok(id) => finish(tx, id).await,
    }
}

pub(crate) async fn edit(mut r: Reading, Path(id): Path<UnitId>) -> Result<Response> {
    let unit = store::find(r.db(), id).await?;
    let unit = r.allowed::<can::KeepUnits, _>(unit)?;
    let raw = Raw::of(&unit);
    html(&pages::Form {
        frame: r.frame(Section::Units),
        unit: Some(unit),
        raw,
        errors: Errors::default(),
        parents: vec![],
    })
}

pub(crate) async fn change(
    State(app): State<App>,
    Path(id): Path<UnitId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let unit = store::lock(&mut tx, id).await?;
    let unit = tx.may::<can::KeepUnits, _>(unit)?;
    let facts = match raw.parse() {
        Ok(facts) => facts,
        Err(errors) => return refuse(tx, Some(unit.into_inner()), raw, errors).await,
    };
    let before = (*unit).clone();
    let change = unit.edit(facts).map_err(Error::refused)?;
    match store::save(&mut tx, change).await? {
        Err(errors) => refuse(tx, Some(before), raw, errors).await,
        Ok(id) => finish(tx, id).await,
    }
}

/// The same page again, with the input and what is wrong with it.
async fn refuse(mut tx: Tx, unit: Option<Unit>, raw: Raw, errors: Errors) -> Result<Response> {
    let scope = tx.actor()?.scope();
    let parents = if unit.is_none() { store::choices(tx.conn(), &scope).await? } else { Vec::new() };
    refused(&pages::Form { frame: tx.frame(Section::Units)?, unit, raw, errors, parents })
}

async fn finish(tx: Tx, id: UnitId) -> Result<Response> {
    let (to, saved) = (format!("/units/{id}"), tx.words()?.saved());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(saved).into_response())
}
