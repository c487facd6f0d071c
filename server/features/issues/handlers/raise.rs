//! 登记 by hand.
use super::super::{
    forms::{Entered, RawIssue},
    model::{NewIssue, Origin, raises},
    pages,
    rules::Rules,
    store,
};
use crate::{
    access::{Actor, Frame, Place, Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Query,
        form::{Errors, Fault, Form},
        ids::UnitId,
        page::{Done, html, refused},
        text::date,
    },
    features::{
        checklists::model::{Edition, Severity},
        units,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

/// The unit that an issue is to be raised in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Where {
    unit: String,
}

pub(in super::super) async fn new(
    State(app): State<App>,
    mut r: Reading,
    Query(at): Query<Where>,
) -> Result<Response> {
    if !raises(&r.actor) {
        return Err(Error::Forbidden);
    }
    let (frame, actor) = (r.frame(Section::Issues), r.actor.clone());
    let unit = at.unit.parse().unwrap_or(actor.place.unit);
    let raw = RawIssue::fresh(unit, actor.at.today);
    html(&page(&app, r.db(), &actor, frame, raw, Errors::default()).await?)
}

pub(in super::super) async fn raise(State(app): State<App>, form: Form<RawIssue>) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    if !raises(tx.actor()?) {
        return Err(Error::Forbidden);
    }
    let today = tx.at().today;
    let place = place(tx.conn(), &raw).await?;
    let rules = Rules::of(&app, place.as_ref().map_or("", |p| p.path.as_str()));
    let entered = match raw.parse(Edition::built_in(), &rules, today) {
        Ok(entered) => entered,
        Err(errors) => return refuse(&app, tx, raw, errors).await,
    };
    let new = match complete(&mut tx, entered, place).await? {
        Ok(new) => new,
        Err(errors) => return refuse(&app, tx, raw, errors).await,
    };
    let id = super::super::raise(&mut tx, new).await?;
    let (to, said) = (format!("/issues/{id}"), tx.words()?.saved());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

/// The unit of the form, within reach: its rules count.
async fn place(db: &mut PgConnection, raw: &RawIssue) -> Result<Option<Place>> {
    match raw.unit.parse() {
        Ok(unit) => store::place(db, unit).await,
        Err(_) => Ok(None),
    }
}

/// Looks up whoever is to own the issue.
async fn complete(tx: &mut Tx, e: Entered, place: Option<Place>) -> Result<Result<NewIssue, Errors>> {
    let today = tx.at().today;
    let Some(place) = place else {
        return Ok(Err(Errors::one("unit", Fault::Unknown)));
    };
    tx.may::<can::RaiseIssue, _>(place.clone())?;
    let Some(owner) = store::candidate(tx.conn(), e.unit, e.owner, today).await? else {
        let fault = if e.owner.is_some() { Fault::NotAChoice } else { Fault::Required };
        return Ok(Err(Errors::one("owner", fault)));
    };
    Ok(Ok(NewIssue {
        place,
        title: e.title,
        description: e.description,
        severity: e.severity,
        owner,
        main: e.main,
        related: e.related,
        checklist: Edition::built_in().version().to_owned(),
        subject: e.subject,
        found_on: e.found_on,
        deadline: e.deadline,
        interim_due: e.interim_due,
        origin: Origin::Hand,
    }))
}

async fn refuse(app: &App, mut tx: Tx, raw: RawIssue, errors: Errors) -> Result<Response> {
    let (frame, actor) = (tx.frame(Section::Issues)?, tx.actor()?.clone());
    refused(&page(app, tx.conn(), &actor, frame, raw, errors).await?)
}

async fn page(
    app: &App,
    db: &mut PgConnection,
    actor: &Actor,
    frame: Frame,
    mut raw: RawIssue,
    errors: Errors,
) -> Result<pages::Form> {
    let mut units = units::choices(db, &actor.scope()).await?;
    if !actor.could::<can::RaiseIssue, _>(&actor.place) {
        units.retain(|(id, _)| *id != actor.place.unit.to_string());
    }
    if let Some((first, _)) = units.first().filter(|_| !units.iter().any(|(id, _)| *id == raw.unit)) {
        raw.unit = first.clone();
    }
    let today = actor.at.today;
    let candidates = match raw.unit.parse::<UnitId>() {
        Ok(unit) => store::candidates(db, unit, today).await?,
        Err(_) => Vec::new(),
    };
    let mut known = true;
    let rules = Rules::of(app, place(db, &raw).await?.as_ref().map_or("", |p| p.path.as_str()));
    let mut propose = |severity: &Severity| {
        let days = rules.days(*severity);
        let deadline = rules.deadline(today, days, *severity);
        known &= deadline.calendar_known();
        (pages::severity_text(*severity, frame.w), days, date(deadline.due(), frame.w))
    };
    let proposals = Severity::ALL.iter().rev().map(&mut propose).collect();
    Ok(pages::Form { frame, raw, errors, units, candidates, proposals, known })
}
