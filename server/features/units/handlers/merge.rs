//! Merging units: which into which, what goes along, and doing it.
use crate::{
    access::{Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::{Path, Query},
        form::{Errors, Fault, Form, field},
        ids::UnitId,
        page::{Done, html, refused},
    },
    features::units::{forms::Successor, merger::may_merge, model::Unit, pages, store},
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

pub(crate) async fn preview(
    mut r: Reading,
    Path(id): Path<UnitId>,
    Query(input): Query<Successor>,
) -> Result<Response> {
    let unit = store::find(r.db(), id).await?;
    let unit = r.allowed::<can::KeepUnits, _>(unit)?;
    let (scope, today) = (r.actor.scope(), r.actor.at.today);
    let mut errors = Errors::default();
    let into = match input.into.parse::<UnitId>() {
        Ok(into) => store::find(r.db(), into).await.ok(),
        Err(_) => None,
    };
    let toll = match &into {
        Some(into) => match may_merge(&unit, into) {
            Ok(()) => Some(store::merger_of(r.db(), id, into.id(), today).await?),
            Err(why) => {
                errors.add("into", Fault::says(why));
                None
            }
        },
        None if input.into.is_empty() => None,
        None => {
            errors.add("into", Fault::Unknown);
            None
        }
    };
    let choices = store::choices(r.db(), &scope).await?;
    html(&pages::Merge {
        frame: r.frame(Section::Units),
        unit,
        into,
        chosen: input.into,
        toll,
        errors,
        choices,
    })
}

pub(crate) async fn merge(
    State(app): State<App>,
    Path(id): Path<UnitId>,
    form: Form<Successor>,
) -> Result<Response> {
    let chosen = form.input.into;
    let mut tx = Tx::begin(&app, form.writer).await?;
    store::lock_tree(&mut tx).await?;
    let before = store::lock(&mut tx, id).await?;
    let unit = tx.may::<can::KeepUnits, _>(before.clone())?;
    let into = match field::choice(&chosen) {
        Ok(into) => store::lock(&mut tx, into).await,
        Err(fault) => return refuse(tx, before, chosen, Errors::one("into", fault)).await,
    };
    let into = match into {
        Err(Error::NotFound) => return refuse(tx, before, chosen, Errors::one("into", Fault::Unknown)).await,
        into => tx.may::<can::KeepUnits, _>(into?)?,
    };
    let today = tx.at().today;
    let toll = store::merger_of(tx.conn(), id, into.id(), today).await?;
    let merger = match unit.merge_into(&into, &toll, today) {
        Ok(merger) => merger,
        // Without a unit that could go there is nothing to choose.
        Err(why) if before.parent().is_none() || before.closed().is_some() => {
            return Err(Error::refused(why));
        }
        Err(why) => return refuse(tx, before, chosen, Errors::one("into", Fault::says(why))).await,
    };
    store::merge(&mut tx, merger).await?;
    let (to, said) = (format!("/units/{}", into.id()), tx.words()?.saved());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

async fn refuse(mut tx: Tx, unit: Unit, chosen: String, errors: Errors) -> Result<Response> {
    let scope = tx.actor()?.scope();
    let choices = store::choices(tx.conn(), &scope).await?;
    let frame = tx.frame(Section::Units)?;
    refused(&pages::Merge { frame, unit, into: None, chosen, toll: None, errors, choices })
}
