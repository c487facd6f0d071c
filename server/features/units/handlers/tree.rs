//! A unit's place in the tree, and its end.
use super::finish;
use crate::{
    access::{Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Button, Errors, Fault, Form, field},
        ids::UnitId,
        page::{html, refused},
    },
    features::units::{
        forms::Below,
        model::{Refused, Unit},
        pages, store,
    },
    state::App,
};
use axum::{extract::State, response::Response};

pub(crate) async fn moving(mut r: Reading, Path(id): Path<UnitId>) -> Result<Response> {
    let unit = store::find(r.db(), id).await?;
    let unit = r.allowed::<can::KeepUnits, _>(unit)?;
    let scope = r.actor.scope();
    let parents = store::choices(r.db(), &scope).await?;
    let parent = unit.parent().map(|p| p.to_string()).unwrap_or_default();
    let frame = r.frame(Section::Units);
    html(&pages::Move { frame, unit, parent, errors: Errors::default(), parents })
}

pub(crate) async fn shift(
    State(app): State<App>,
    Path(id): Path<UnitId>,
    form: Form<Below>,
) -> Result<Response> {
    let parent = form.input.parent;
    let mut tx = Tx::begin(&app, form.writer).await?;
    store::lock_tree(&mut tx).await?;
    let before = store::lock(&mut tx, id).await?;
    let unit = tx.may::<can::KeepUnits, _>(before.clone())?;
    let above = match field::choice(&parent) {
        Ok(above) => store::lock(&mut tx, above).await,
        Err(fault) => return refuse(tx, before, parent, Errors::one("parent", fault)).await,
    };
    let above = match above {
        Err(Error::NotFound) => {
            return refuse(tx, before, parent, Errors::one("parent", Fault::Unknown)).await;
        }
        above => tx.may::<can::KeepUnits, _>(above?)?,
    };
    let was = match before.parent() {
        Some(was) => store::find(tx.conn(), was).await.ok(),
        None => None,
    };
    let names = (was.as_ref().map(|u| u.facts().name.as_str()), above.facts().name.as_str());
    let change = match unit.move_below(&above, names) {
        Ok(change) => change,
        Err(why @ (Refused::BelowItself | Refused::Unchanged)) => {
            return refuse(tx, before, parent, Errors::one("parent", Fault::says(why))).await;
        }
        Err(why) => return Err(Error::refused(why)),
    };
    match store::save(&mut tx, change).await? {
        Err(errors) => refuse(tx, before, parent, errors).await,
        Ok(id) => finish(tx, id).await,
    }
}

async fn refuse(mut tx: Tx, unit: Unit, parent: String, errors: Errors) -> Result<Response> {
    let scope = tx.actor()?.scope();
    let parents = store::choices(tx.conn(), &scope).await?;
    refused(&pages::Move { frame: tx.frame(Section::Units)?, unit, parent, errors, parents })
}

pub(crate) async fn closing(mut r: Reading, Path(id): Path<UnitId>) -> Result<Response> {
    let unit = store::find(r.db(), id).await?;
    let unit = r.allowed::<can::KeepUnits, _>(unit)?;
    let today = r.actor.at.today;
    let obstacles = store::obstacles(r.db(), id, today).await?;
    html(&pages::Close { frame: r.frame(Section::Units), unit, obstacles })
}

pub(crate) async fn close(
    State(app): State<App>,
    Path(id): Path<UnitId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    store::lock_tree(&mut tx).await?;
    let unit = store::lock(&mut tx, id).await?;
    let unit = tx.may::<can::KeepUnits, _>(unit)?;
    let today = tx.at().today;
    let obstacles = store::obstacles(tx.conn(), id, today).await?;
    let change = unit.close(obstacles, today).map_err(Error::refused)?;
    match store::save(&mut tx, change).await? {
        Err(_) => Err(anyhow::anyhow!("the end of a unit has no fields").into()),
        Ok(id) => finish(tx, id).await,
    }
}
