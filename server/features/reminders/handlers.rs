//! What went out and what will, for the active post's unit.
use super::{
    model::ahead,
    pages::{Coming, Page},
    store::{self, Unit},
    work::{HORIZON, Staff, terms},
};
use crate::{
    access::{Reading, Section, can},
    base::{error::Result, page::html},
    features::issues::Rules,
    state::App,
};
use axum::{extract::State, response::Response};

/// Calendar days that the page looks ahead.
const DAYS: usize = 14;
/// Lines of what will go out.
const LINES: usize = 200;

pub(super) async fn list(State(app): State<App>, mut r: Reading) -> Result<Response> {
    r.must::<can::ReadReminders>()?;
    let (actor, kept) = (r.actor.clone(), app.kept());
    let (place, at) = (actor.place.clone(), actor.at);
    let rules = Rules::of(&app, &place.path);
    let above = store::above(r.db(), place.unit).await?;
    let unit = Unit { place: place.clone(), above };
    let dated = store::dated(r.db(), &place, (at.today, at.zone), HORIZON, &rules).await?;
    let staff = Staff::read(r.db(), &unit, at.today).await?;
    let mut coming = Vec::new();
    for d in &dated {
        let terms = terms(&kept, &place.path, d.case.severity, &rules);
        for (day, step) in ahead(at.today, DAYS, &d.case, &terms, d.sent) {
            let names = step.told.iter().map(|whom| (*whom, staff.names(*whom, d, &rules))).collect();
            coming.push(Coming {
                day,
                step,
                about: d.case.about,
                date: d.due(),
                issue: d.id,
                number: d.number.clone(),
                title: d.title.clone(),
                names,
            });
        }
    }
    coming.sort_by_key(|c| (c.day, c.date, c.issue));
    let more = coming.len() > LINES;
    coming.truncate(LINES);
    let sent = store::sent(r.db(), place.unit).await?;
    html(&Page { frame: r.frame(Section::Todo), today: at.today, coming, more, sent })
}
