//! One function per route. An administrator of the unit, or of one above, keeps its robots.
use super::{
    forms::RawRobot,
    model::{Change, Robot},
    pages,
    store::{self, Saved},
};
use crate::{
    access::{Allowed, InUnit, Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::{Path, Path2},
        form::{Button, Errors, Fault, Form},
        ids::{RobotId, UnitId},
        page::{Done, html, refused},
    },
    features::units::{self, model::Unit},
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

pub(super) async fn list(mut r: Reading, Path(id): Path<UnitId>) -> Result<Response> {
    let unit = units::find(r.db(), id).await?;
    let unit = r.allowed::<can::KeepSettings, _>(unit)?;
    let robots = store::of_unit(r.db(), id).await?;
    let frame = r.frame(Section::Units);
    html(&pages::List { frame, unit, robots, raw: RawRobot::blank(), errors: Errors::default() })
}

pub(super) async fn add(
    State(app): State<App>,
    Path(id): Path<UnitId>,
    form: Form<Vec<(String, String)>>,
) -> Result<Response> {
    let raw = RawRobot::sent(&form.input);
    let mut tx = Tx::begin(&app, form.writer).await?;
    let before = units::lock(&mut tx, id).await?;
    let unit = tx.may::<can::KeepSettings, _>(before.clone())?;
    let robots = store::of_unit(tx.conn(), id).await?;
    let robot = match raw.parse(&app.config.webhooks) {
        Ok(robot) => robot,
        Err(errors) => return refuse(tx, before, raw, errors).await,
    };
    let at = tx.at();
    let change = unit.add_robot(robot, robots.len(), at).map_err(Error::refused)?;
    match store::save(&mut tx, change).await? {
        Saved::NameTaken => refuse(tx, before, raw, Errors::one("name", Fault::Taken)).await,
        Saved::Done => finish(tx, id, None).await,
    }
}

async fn refuse(mut tx: Tx, unit: Unit, raw: RawRobot, errors: Errors) -> Result<Response> {
    let robots = store::of_unit(tx.conn(), unit.place().unit).await?;
    refused(&pages::List { frame: tx.frame(Section::Units)?, unit, robots, raw, errors })
}

pub(super) async fn try_out(
    State(app): State<App>,
    Path2(id, robot): Path2<UnitId, RobotId>,
    form: Form<Button>,
) -> Result<Response> {
    let (mut tx, robot) = begin(&app, id, robot, form).await?;
    let change = robot.try_out().map_err(Error::refused)?;
    store::save(&mut tx, change).await?;
    let said = tx.words()?.robot_tried();
    finish(tx, id, Some(said)).await
}

pub(super) async fn enable(
    State(app): State<App>,
    Path2(id, robot): Path2<UnitId, RobotId>,
    form: Form<Button>,
) -> Result<Response> {
    change(&app, id, robot, form, Allowed::<can::KeepSettings, Robot>::enable).await
}

pub(super) async fn disable(
    State(app): State<App>,
    Path2(id, robot): Path2<UnitId, RobotId>,
    form: Form<Button>,
) -> Result<Response> {
    change(&app, id, robot, form, Allowed::<can::KeepSettings, Robot>::disable).await
}

pub(super) async fn remove(
    State(app): State<App>,
    Path2(id, robot): Path2<UnitId, RobotId>,
    form: Form<Button>,
) -> Result<Response> {
    change(&app, id, robot, form, Allowed::<can::KeepSettings, Robot>::remove).await
}

async fn change(
    app: &App,
    id: UnitId,
    robot: RobotId,
    form: Form<Button>,
    verb: fn(Allowed<can::KeepSettings, Robot>) -> Change,
) -> Result<Response> {
    let (mut tx, robot) = begin(app, id, robot, form).await?;
    store::save(&mut tx, verb(robot)).await?;
    finish(tx, id, None).await
}

async fn begin(
    app: &App,
    id: UnitId,
    robot: RobotId,
    form: Form<Button>,
) -> Result<(Tx, Allowed<can::KeepSettings, Robot>)> {
    let mut tx = Tx::begin(app, form.writer).await?;
    // The place that is asked for is the unit's: roles that see no robots are refused, not told that there is none.
    let unit = units::find(tx.conn(), id).await?;
    tx.may::<can::KeepSettings, _>(unit)?;
    let robot = store::lock(&mut tx, id, robot).await?;
    let robot = tx.may::<can::KeepSettings, _>(robot)?;
    Ok((tx, robot))
}

async fn finish(tx: Tx, id: UnitId, said: Option<String>) -> Result<Response> {
    let to = format!("/units/{id}/robots");
    let said = match said {
        Some(said) => said,
        None => tx.words()?.saved(),
    };
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
