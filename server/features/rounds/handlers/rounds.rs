//! Rounds: the list, opening one, how far it is.
use super::super::{
    forms::{RawRound, Search},
    pages, store, work,
};
use crate::{
    access::{Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::{Path, Query},
        form::{Errors, Fault, Form},
        ids::RoundId,
        page::{Done, html, refused},
        paging,
    },
    features::{checklists, units},
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

pub async fn list(mut r: Reading, Query(search): Query<Search>) -> Result<Response> {
    r.must::<can::ReadRounds>()?;
    let scope = r.actor.scope();
    let mut lines = store::list_rounds(r.db(), &scope, search.after.parse().ok(), paging::SIZE).await?;
    let last = paging::cut(&mut lines).map(|l| l.round.id().to_string());
    let next = last.map(|after| paging::link("/rounds", &[("after", &after)]));
    let opens = r.actor.could::<can::OpenRound, _>(&r.actor.place);
    html(&pages::List { frame: r.frame(Section::Rounds), lines, next, opens })
}

pub async fn new(mut r: Reading) -> Result<Response> {
    r.must::<can::OpenRound>()?;
    let scope = r.actor.scope();
    let units = units::choices(r.db(), &scope).await?;
    let checklists = checklists::list(r.db()).await?;
    let mut raw = RawRound::proposed(r.actor.place.unit, r.actor.at);
    raw.checklist = checklists.first().map(|c| c.id.to_string()).unwrap_or_default();
    html(&pages::New { frame: r.frame(Section::Rounds), raw, errors: Errors::default(), units, checklists })
}

pub async fn open(State(app): State<App>, form: Form<RawRound>) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    tx.may_here::<can::OpenRound>()?;
    let (facts, unit) = match raw.parse() {
        Ok(parsed) => parsed,
        Err(errors) => return refuse(tx, raw, errors).await,
    };
    let place = match units::find(tx.conn(), unit).await {
        Err(Error::NotFound) => return refuse(tx, raw, Errors::one("unit", Fault::Unknown)).await,
        unit => unit?,
    };
    if let Err(Error::NotFound) = checklists::edition(tx.conn(), facts.checklist).await {
        return refuse(tx, raw, Errors::one("checklist", Fault::Unknown)).await;
    }
    let place = crate::access::InUnit::place(&place).clone();
    let allowed = tx.may::<can::OpenRound, _>(place)?;
    let number = store::next_number(&mut tx).await?;
    let opening = allowed.open(facts, number, tx.at());
    let (round, units) = store::open(&mut tx, opening).await?;
    let to = format!("/rounds/{}", round.id());
    let said = match work::begin(&mut tx, &round, units).await? {
        true => tx.words()?.round_opened(units),
        false => tx.words()?.round_being_opened(units),
    };
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

async fn refuse(mut tx: Tx, raw: RawRound, errors: Errors) -> Result<Response> {
    let scope = tx.actor()?.scope();
    let units = units::choices(tx.conn(), &scope).await?;
    let checklists = checklists::list(tx.conn()).await?;
    refused(&pages::New { frame: tx.frame(Section::Rounds)?, raw, errors, units, checklists })
}

pub async fn show(
    mut r: Reading,
    Path(id): Path<RoundId>,
    Query(mut search): Query<Search>,
) -> Result<Response> {
    r.must::<can::ReadRounds>()?;
    let round = store::find_round(r.db(), id).await?;
    let edition = checklists::edition(r.db(), round.facts().checklist).await?;
    let scope = r.actor.scope();
    let counts = store::totals(r.db(), id, &scope).await?;
    if r.ctx.htmx && counts.pending == 0 {
        // Whoever waited sees the whole page.
        return Ok([("hx-refresh", "true")].into_response());
    }
    // The unit above looks for what is missing; a unit of its own alone has one line.
    if search.state.is_empty() {
        let missing = counts.units > 1 && counts.not_submitted() > 0;
        search.state = if missing { "not_submitted" } else { "all" }.into();
    }
    let states = search.states();
    let filter = store::ProgressFilter { states: &states, text: search.q.trim(), after: &search.after };
    let mut lines = store::progress(r.db(), id, &scope, &filter, paging::SIZE).await?;
    let path = format!("/rounds/{id}");
    let last = paging::cut(&mut lines).map(|l| l.sort_key.clone());
    let next = last
        .map(|after| paging::link(&path, &[("state", &search.state), ("q", &search.q), ("after", &after)]));
    let base = scope.from().matches('/').count();
    let version = edition.version().to_owned();
    html(&pages::Show { frame: r.frame(Section::Rounds), round, version, counts, lines, next, search, base })
}
