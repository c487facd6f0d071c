//! People: list, page, add, change.
use crate::{
    access::{Place, Reading, Section, can},
    audit::{History, Tx},
    base::{
        error::{Error, Result},
        extract::{Path, Query},
        form::{Errors, Fault, Form},
        ids::PersonId,
        page::{Done, html, refused},
        paging,
    },
    features::{
        accounts::{
            forms::people::{Raw, Search},
            listing::{People, lines},
            model::person::{Person, Refused, SignIn},
            pages::people as pages,
            store::{duties, people as store},
        },
        lists::{self, Listing, Tools},
        units,
    },
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
    People::may(&r.actor)?;
    let actor = r.actor.clone();
    let mut lines = match People::narrow(&app, r.db(), &actor, &search).await? {
        Some(filter) => lines(r.db(), &filter, search.after.parse().ok(), paging::SIZE + 1).await?,
        None => Vec::new(),
    };
    let after = paging::cut(&mut lines).map(|l| l.person.id().to_string());
    let with = |after: &str| paging::link("/people", &[&search.pairs()[..], &[("after", after)]].concat());
    let next = after.map(|after| with(&after));
    let view = lists::view::<People>(&mut r).await?;
    let keeps = r.actor.could::<can::KeepPeople, _>(&r.actor.place);
    let tools = Tools::of::<People>(&search, view);
    html(&pages::List { frame: r.frame(Section::People), search, lines, next, tools, keeps })
}

pub(crate) async fn show(mut r: Reading, Path(id): Path<PersonId>) -> Result<Response> {
    let person = store::find(r.db(), id).await?;
    let person = r.allowed::<can::ReadPeople, _>(person)?;
    let keeps = r.actor.could::<can::KeepPeople, _>(&person);
    let posts = store::posts(r.db(), id).await?;
    let now = r.actor.at.now;
    let sign_in = if keeps { Some(store::sign_in(r.db(), id, now).await?) } else { None };
    let sessions = match sign_in {
        Some(SignIn::Active) => duties::sessions(r.db(), id, now).await?,
        _ => Vec::new(),
    };
    let history = History::of(r.db(), id.0).await?;
    let today = r.actor.at.today;
    let frame = r.frame(Section::People);
    html(&pages::Show { frame, person, posts, sign_in, sessions, history, today, keeps })
}

pub(crate) async fn new(mut r: Reading) -> Result<Response> {
    r.must::<can::KeepPeople>()?;
    let scope = r.actor.scope();
    let units = units::choices(r.db(), &scope).await?;
    let raw = Raw { unit: r.actor.place.unit.to_string(), ..Raw::default() };
    html(&pages::Form {
        frame: r.frame(Section::People),
        person: None,
        raw,
        errors: Errors::default(),
        units,
    })
}

pub(crate) async fn add(State(app): State<App>, form: Form<Raw>) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    tx.may_here::<can::KeepPeople>()?;
    let Some((place, _)) = unit(&mut tx, &raw.unit).await? else {
        return refuse(tx, None, raw, Errors::one("unit", Fault::Unknown)).await;
    };
    let place = tx.may::<can::KeepPeople, _>(place)?;
    let facts = match raw.parse() {
        Ok(facts) => facts,
        Err(errors) => return refuse(tx, None, raw, errors).await,
    };
    let at = tx.at();
    match store::save(&mut tx, place.add_person(facts, at)).await? {
        Err(errors) => refuse(tx, None, raw, errors).await,
        Ok(saved) => finish(tx, saved.person).await,
    }
}

pub(crate) async fn edit(mut r: Reading, Path(id): Path<PersonId>) -> Result<Response> {
    let person = store::find(r.db(), id).await?;
    let person = r.allowed::<can::KeepPeople, _>(person)?;
    let raw = Raw::of(&person);
    let (frame, errors) = (r.frame(Section::People), Errors::default());
    html(&pages::Form { frame, person: Some(person), raw, errors, units: Vec::new() })
}

pub(crate) async fn change(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    form: Form<Raw>,
) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let person = store::lock(&mut tx, id).await?;
    let person = tx.may::<can::KeepPeople, _>(person)?;
    let before = (*person).clone();
    let facts = match raw.parse() {
        Ok(facts) => facts,
        Err(errors) => return refuse(tx, Some(before), raw, errors).await,
    };
    let now = tx.at().now;
    let state = store::sign_in(tx.conn(), id, now).await?;
    let change = match person.edit(facts, state) {
        Ok(change) => change,
        Err(why @ Refused::MailElsewhere) => return Err(Error::denied(why)),
        Err(why) => return Err(Error::refused(why)),
    };
    match store::save(&mut tx, change).await? {
        Err(errors) => refuse(tx, Some(before), raw, errors).await,
        Ok(saved) => finish(tx, saved.person).await,
    }
}

/// Place and name of a unit chosen from the list; none when out of scope.
pub(super) async fn unit(tx: &mut Tx, id: &str) -> Result<Option<(Place, String)>> {
    let Ok(id) = id.trim().parse() else { return Ok(None) };
    match units::find(tx.conn(), id).await {
        Ok(unit) => Ok(Some((crate::access::InUnit::place(&unit).clone(), unit.facts().name.clone()))),
        Err(Error::NotFound) => Ok(None),
        Err(e) => Err(e),
    }
}

async fn refuse(mut tx: Tx, person: Option<Person>, raw: Raw, errors: Errors) -> Result<Response> {
    let scope = tx.actor()?.scope();
    let units = if person.is_none() { units::choices(tx.conn(), &scope).await? } else { Vec::new() };
    refused(&pages::Form { frame: tx.frame(Section::People)?, person, raw, errors, units })
}

pub(super) async fn finish(tx: Tx, id: PersonId) -> Result<Response> {
    let (to, saved) = (format!("/people/{id}"), tx.words()?.saved());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(saved).into_response())
}
