//! The profile of a unit: look, declare, confirm.
use crate::{
    access::{Reading, Section, can},
    audit::{History, Tx},
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Button, Form},
        ids::UnitId,
        page::{Done, html},
    },
    features::{
        registers::{forms::profile::Raw, pages::profile as pages, store::profile as store},
        units,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

pub(crate) async fn show(mut r: Reading, Path(id): Path<UnitId>) -> Result<Response> {
    let profile = store::find(r.db(), id).await?;
    let profile = r.allowed::<can::ReadProfile, _>(profile)?;
    let unit = units::find(r.db(), id).await?;
    let history = History::of(r.db(), id.0).await?.about("profile");
    let keeps = r.actor.could::<can::KeepProfile, _>(&profile);
    let waits = profile.confirmed().is_none() && !profile.flags().is_empty();
    let may = match profile.is_root() {
        true => r.actor.could::<can::ConfirmRoot, _>(&profile),
        false => r.actor.could::<can::ConfirmProfile, _>(&profile),
    };
    let confirms = waits && may;
    html(&pages::Show { frame: r.frame(Section::Units), unit, profile, history, keeps, confirms })
}

pub(crate) async fn declare(
    State(app): State<App>,
    Path(id): Path<UnitId>,
    form: Form<Raw>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let profile = store::lock(&mut tx, id).await?;
    let profile = tx.may::<can::KeepProfile, _>(profile)?;
    let change = profile.declare(form.input.parse()).map_err(Error::refused)?;
    store::save(&mut tx, change).await?;
    finish(tx, id).await
}

pub(crate) async fn confirm(
    State(app): State<App>,
    Path(id): Path<UnitId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let profile = store::lock(&mut tx, id).await?;
    let change = match profile.is_root() {
        true => tx.may::<can::ConfirmRoot, _>(profile)?.confirm(),
        false => tx.may::<can::ConfirmProfile, _>(profile)?.confirm(),
    };
    let change = change.map_err(Error::refused)?;
    store::save(&mut tx, change).await?;
    finish(tx, id).await
}

async fn finish(tx: Tx, id: UnitId) -> Result<Response> {
    let (to, saved) = (format!("/units/{id}/profile"), tx.words()?.saved());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(saved).into_response())
}
