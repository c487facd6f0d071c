//! The settings of a unit: looking, and deciding.
use crate::{
    access::{Frame, InUnit, Reading, Section, can},
    audit::{Tx, entries_of},
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Errors, Fault, Form},
        ids::UnitId,
        page::{Done, html, refused},
        text::date_and_time,
    },
    features::units::{
        forms::{RawSettings, seen},
        model::{Refused, Unit},
        pages,
        settings::{Origin, disorder, values},
        store::{self, settings as rows},
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
    let own = rows::own(r.db(), id).await?;
    let keeps = r.actor.could::<can::KeepSettings, _>(&unit) && unit.closed().is_none();
    let frame = r.frame(Section::Units);
    html(&page(&app, r.db(), frame, unit, (RawSettings::of(&own), Errors::default(), keeps)).await?)
}

pub(crate) async fn decide(
    State(app): State<App>,
    Path(id): Path<UnitId>,
    form: Form<Vec<(String, String)>>,
) -> Result<Response> {
    let raw = RawSettings::sent(&form.input);
    let mut tx = Tx::begin(&app, form.writer).await?;
    let before = store::lock(&mut tx, id).await?;
    let unit = tx.may::<can::KeepSettings, _>(before.clone())?;
    let wanted = match raw.parse() {
        Ok(wanted) => wanted,
        Err(errors) => return refuse(&app, tx, before, raw, errors).await,
    };
    if let Some(disorder) = disorder(&wanted, &app.kept(), before.place()) {
        let errors = Errors::one(disorder.at.key(), Fault::says(disorder));
        return refuse(&app, tx, before, raw, errors).await;
    }
    let own = rows::own(tx.conn(), id).await?;
    if raw.seen != seen(&own) {
        return Err(Error::refused(overtaken(&mut tx, id).await?));
    }
    let change = unit.decide(&own, &wanted).map_err(Error::refused)?;
    rows::save(&mut tx, change).await?;
    let (to, saved) = (format!("/units/{id}/settings"), tx.words()?.saved());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(saved).into_response())
}

/// Who was quicker, and when.
async fn overtaken(tx: &mut Tx, id: UnitId) -> Result<Refused> {
    let (zone, w) = (tx.at().zone, tx.words()?);
    let events = entries_of(tx.conn(), id.0).await?;
    let last = events.into_iter().find(|e| e.kind == "unit.settings");
    let told = last.map(|e| {
        let at = date_and_time(e.at.with_timezone(&zone.offset()).naive_local(), w);
        (e.person_name, at)
    });
    let (who, at) = told.unwrap_or_default();
    Ok(Refused::Overtaken(who, at))
}

async fn refuse(app: &App, mut tx: Tx, unit: Unit, raw: RawSettings, errors: Errors) -> Result<Response> {
    let frame = tx.frame(Section::Units)?;
    refused(&page(app, tx.conn(), frame, unit, (raw, errors, true)).await?)
}

async fn page(
    app: &App,
    db: &mut PgConnection,
    frame: Frame,
    unit: Unit,
    (raw, errors, keeps): (RawSettings, Errors, bool),
) -> Result<pages::Settings> {
    let values = values(&app.kept(), unit.place());
    let above = values.iter().filter_map(|v| match v.origin {
        Origin::Above(unit) => Some(unit),
        _ => None,
    });
    let names = rows::names(db, above).await?;
    Ok(pages::Settings { frame, unit, values, names, raw, errors, keeps })
}
