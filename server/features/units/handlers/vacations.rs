//! Days off of a unit: looking, adding, taking back.
use crate::{
    access::{Frame, InUnit, Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::{Path, Path2},
        form::{Button, Errors, Fault, Form},
        ids::{UnitId, VacationId},
        page::{Done, html, refused},
    },
    features::units::{
        forms::RawDays,
        model::Unit,
        pages,
        store::{self, settings::names, vacations as rows},
        vacations::Days,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

pub(crate) async fn show(State(app): State<App>, mut r: Reading, Path(id): Path<UnitId>) -> Result<Response> {
    let unit = store::find(r.db(), id).await?;
    let unit = r.allowed::<can::ReadUnits, _>(unit)?;
    let keeps = r.actor.could::<can::KeepSettings, _>(&unit) && unit.closed().is_none();
    let frame = r.frame(Section::Units);
    html(&page(&app, r.db(), frame, unit, (RawDays::default(), Errors::default(), keeps)).await?)
}

pub(crate) async fn add(
    State(app): State<App>,
    Path(id): Path<UnitId>,
    form: Form<RawDays>,
) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let before = store::lock(&mut tx, id).await?;
    let unit = tx.may::<can::KeepSettings, _>(before.clone())?;
    let known = rows::own(tx.conn(), id).await?;
    let at = tx.at();
    let days = raw.parse().and_then(|days| match days.fit(&known, at.today) {
        Ok(()) => Ok(days),
        Err(bad) => Err(Errors::one(bad.field(), Fault::says(bad))),
    });
    let days = match days {
        Ok(days) => days,
        Err(errors) => {
            let frame = tx.frame(Section::Units)?;
            return refused(&page(&app, tx.conn(), frame, before, (raw, errors, true)).await?);
        }
    };
    let change = unit.take_off(days, at).map_err(Error::refused)?;
    rows::save(&mut tx, change).await?;
    finish(tx, id).await
}

pub(crate) async fn remove(
    State(app): State<App>,
    Path2(id, vacation): Path2<UnitId, VacationId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let unit = store::lock(&mut tx, id).await?;
    let unit = tx.may::<can::KeepSettings, _>(unit)?;
    let known = rows::own(tx.conn(), id).await?;
    let gone = known.iter().find(|v| v.id == vacation).ok_or(Error::NotFound)?;
    let change = unit.work_again(gone).map_err(Error::refused)?;
    rows::save(&mut tx, change).await?;
    finish(tx, id).await
}

async fn finish(tx: Tx, id: UnitId) -> Result<Response> {
    let (to, saved) = (format!("/units/{id}/vacations"), tx.words()?.saved());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(saved).into_response())
}

async fn page(
    app: &App,
    db: &mut PgConnection,
    frame: Frame,
    unit: Unit,
    (raw, errors, keeps): (RawDays, Errors, bool),
) -> Result<pages::Vacations> {
    let own = rows::own(db, unit.id()).await?;
    let kept = app.kept();
    let off = || kept.off(&unit.place().path).filter(|d| d.unit != unit.id());
    let names = names(db, off().map(|d| d.unit)).await?;
    let above = off().map(|d| {
        let days = Days { name: d.name.clone(), from: d.from, to: d.to };
        (names.get(&d.unit).cloned().unwrap_or_default(), days)
    });
    let above = above.collect();
    Ok(pages::Vacations { frame, unit, own, above, raw, errors, keeps })
}
