//! Inspections: the list, the sheet, the page before submitting.
use super::super::{forms::Search, pages, store};
use crate::{
    access::{InUnit, Reading, Section, can},
    audit::History,
    base::{
        error::Result,
        extract::{Path, Query},
        ids::InspectionId,
        page::html,
        paging,
    },
    state::App,
};
use axum::{extract::State, response::Response};

pub async fn list(mut r: Reading, Query(search): Query<Search>) -> Result<Response> {
    r.must::<can::ReadInspections>()?;
    let scope = r.actor.scope();
    let filter = store::ListFilter {
        text: search.q.trim(),
        state: &search.state,
        own: (search.own == "yes").then_some(r.actor.place.unit.0),
        before: search.after.parse().ok(),
    };
    let mut lines = store::list(r.db(), &scope, &filter, paging::SIZE).await?;
    let last = paging::cut(&mut lines).map(|l| l.id.to_string());
    let page = |after: &str| {
        paging::link(
            "/inspections",
            &[("state", &search.state), ("q", &search.q), ("own", &search.own), ("after", after)],
        )
    };
    let next = last.map(|after| page(&after));
    let today = r.actor.at.today;
    html(&pages::Inspections { frame: r.frame(Section::Inspections), lines, next, search, today })
}

pub async fn show(State(app): State<App>, mut r: Reading, Path(id): Path<InspectionId>) -> Result<Response> {
    let head = store::find(r.db(), id).await?;
    let inspection = r.allowed::<can::ReadInspections, _>(head.inspection.clone())?;
    let at = r.actor.at;
    let board = store::Board::load(r.db(), &head).await?;
    let beside =
        store::Beside::load(r.db(), &inspection, &board, at).await?.with_last(r.db(), &inspection).await?;
    let records = match pages::Rights::of(&r.actor, &inspection).fill {
        true => super::computed::records(&app, r.db(), &head, &board, at).await?,
        false => None,
    };
    let history = History::of(r.db(), id.0).await?;
    let plan = board.plan();
    let sheet = board.sheet(&plan);
    let frame = r.frame(Section::Inspections);
    let calendar = app.calendar_of(&inspection.place().path);
    let reader = (&r.actor, frame.language);
    let look = pages::Look {
        records: records.as_ref(),
        ..pages::Look::new(reader, &inspection, (&board, &beside, &sheet), &calendar)
    };
    html(&pages::SheetPage::new(frame, &head, look, history))
}

pub async fn hand_in(
    State(app): State<App>,
    mut r: Reading,
    Path(id): Path<InspectionId>,
) -> Result<Response> {
    let head = store::find(r.db(), id).await?;
    let inspection = r.allowed::<can::FillInspection, _>(head.inspection.clone())?;
    let at = r.actor.at;
    let board = store::Board::load(r.db(), &head).await?;
    let beside = store::Beside::load(r.db(), &inspection, &board, at).await?;
    let records = super::computed::records(&app, r.db(), &head, &board, at).await?;
    let plan = board.plan();
    let sheet = board.sheet(&plan);
    let frame = r.frame(Section::Inspections);
    let calendar = app.calendar_of(&inspection.place().path);
    let reader = (&r.actor, frame.language);
    let look = pages::Look {
        records: records.as_ref(),
        ..pages::Look::new(reader, &inspection, (&board, &beside, &sheet), &calendar)
    };
    html(&pages::HandIn::new(frame, &head, look, None))
}
