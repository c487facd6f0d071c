//! Systems: list, page, add, change.
use crate::{
    access::{InUnit, Place, Reading, Scope, Section, can},
    audit::{History, Tx},
    base::{
        error::{Error, Result},
        extract::{Path, Query},
        form::{Errors, Fault, Form},
        ids::SystemId,
        page::{Done, html, refused},
        paging,
    },
    features::{
        lists::{self, Listing, Tools},
        registers::{
            forms::system::{Raw, Search},
            listing::Systems,
            model::{Facts, Provider, Refused, System},
            pages::system as pages,
            store::system as store,
        },
        units,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

pub(crate) async fn list(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
) -> Result<Response> {
    Systems::may(&r.actor)?;
    let actor = r.actor.clone();
    let mut lines = match Systems::narrow(&app, r.db(), &actor, &search).await? {
        Some(filter) => store::list(r.db(), &filter, search.after.parse().ok(), paging::SIZE + 1).await?,
        None => Vec::new(),
    };
    let after = paging::cut(&mut lines).map(|l| l.id().to_string());
    let with = |after: &str| paging::link("/systems", &[&search.pairs()[..], &[("after", after)]].concat());
    let next = after.map(|after| with(&after));
    let view = lists::view::<Systems>(&mut r).await?;
    let keeps = r.actor.could::<can::KeepSystems, _>(&r.actor.place);
    let tools = Tools::of::<Systems>(&search, view);
    html(&pages::List { frame: r.frame(Section::Systems), search, lines, next, tools, keeps })
}

pub(crate) async fn show(mut r: Reading, Path(id): Path<SystemId>) -> Result<Response> {
    let system = store::find(r.db(), id).await?;
    let system = r.allowed::<can::ReadSystems, _>(system)?;
    let history = History::of(r.db(), id.0).await?;
    let keeps = r.actor.could::<can::KeepSystems, _>(&system);
    html(&pages::Show { frame: r.frame(Section::Systems), system, history, keeps })
}

pub(crate) async fn new(mut r: Reading) -> Result<Response> {
    r.must::<can::KeepSystems>()?;
    let (scope, place) = (r.actor.scope(), r.actor.place.clone());
    let choices = choices(r.db(), &scope, &place, true).await?;
    let raw = Raw { unit: place.unit.to_string(), status: "in_use".into(), ..Raw::default() };
    html(&pages::Form {
        frame: r.frame(Section::Systems),
        system: None,
        raw,
        errors: Errors::default(),
        choices,
    })
}

pub(crate) async fn add(State(app): State<App>, form: Form<Raw>) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    tx.may_here::<can::KeepSystems>()?;
    let place = units::written(tx.conn(), raw.unit.trim()).await?;
    let Some(place) = place else { return refuse(tx, None, raw, Errors::one("unit", Fault::Unknown)).await };
    let unit = tx.may::<can::KeepSystems, _>(place)?;
    let facts = match facts(&mut tx, &raw, &unit).await? {
        Ok(facts) => facts,
        Err(errors) => return refuse(tx, None, raw, errors).await,
    };
    let at = tx.at();
    match store::save(&mut tx, unit.add_system(facts, at)).await? {
        Err(errors) => refuse(tx, None, raw, errors).await,
        Ok(id) => finish(tx, id).await,
    }
}

pub(crate) async fn edit(mut r: Reading, Path(id): Path<SystemId>) -> Result<Response> {
    let system = store::find(r.db(), id).await?;
    let system = r.allowed::<can::KeepSystems, _>(system)?;
    let scope = r.actor.scope();
    let choices = choices(r.db(), &scope, system.place(), false).await?;
    let raw = Raw::of(&system);
    let errors = Errors::default();
    html(&pages::Form { frame: r.frame(Section::Systems), system: Some(system), raw, errors, choices })
}

pub(crate) async fn change(
    State(app): State<App>,
    Path(id): Path<SystemId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let system = store::lock(&mut tx, id).await?;
    let system = tx.may::<can::KeepSystems, _>(system)?;
    let before = (*system).clone();
    let facts = match facts(&mut tx, &raw, before.place()).await? {
        Ok(facts) => facts,
        Err(errors) => return refuse(tx, Some(before), raw, errors).await,
    };
    let change = system.edit(facts).map_err(Error::refused)?;
    match store::save(&mut tx, change).await? {
        Err(errors) => refuse(tx, Some(before), raw, errors).await,
        Ok(id) => finish(tx, id).await,
    }
}

/// The facts with the provider, who must stand above the unit.
async fn facts(tx: &mut Tx, raw: &Raw, place: &Place) -> Result<Result<Facts, Errors>> {
    let (facts, provider) = match raw.parse() {
        Ok(parsed) => parsed,
        Err(errors) => return Ok(Err(errors)),
    };
    let Some(provider) = provider else { return Ok(Ok(facts)) };
    let above = store::above(tx.conn(), &place.path).await?;
    Ok(match above.into_iter().find(|p| p.unit == provider) {
        Some(found) => Ok(Facts { provided_by: Some(found), ..facts }),
        None => Err(Errors::one("provided_by", Fault::says(Refused::NotAbove))),
    })
}

/// The units to choose from, and those that may provide: all above, and when the unit is not chosen yet, those within.
async fn choices(db: &mut PgConnection, scope: &Scope, place: &Place, new: bool) -> Result<pages::Choices> {
    let pair = |p: Provider| (p.unit.to_string(), p.name);
    let mut providers: Vec<_> = store::above(db, &place.path).await?.into_iter().map(pair).collect();
    let units = if new { units::choices(db, scope).await? } else { Vec::new() };
    providers.extend(units.iter().filter(|_| units.len() > 1).cloned());
    Ok(pages::Choices { units, providers })
}

/// The same page again, with the input and what is wrong with it.
async fn refuse(mut tx: Tx, system: Option<System>, raw: Raw, errors: Errors) -> Result<Response> {
    let (scope, own) = (tx.actor()?.scope(), tx.actor()?.place.clone());
    let place = system.as_ref().map_or(own, |s| s.place().clone());
    let choices = choices(tx.conn(), &scope, &place, system.is_none()).await?;
    refused(&pages::Form { frame: tx.frame(Section::Systems)?, system, raw, errors, choices })
}

async fn finish(tx: Tx, id: SystemId) -> Result<Response> {
    let (to, saved) = (format!("/systems/{id}"), tx.words()?.saved());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(saved).into_response())
}
