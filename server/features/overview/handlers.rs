//! One function per route.
use super::{pages, store};
use crate::{
    access::{Reading, Role, Section, can},
    base::{error::Result, page::html},
    features::issues::{self, Rules},
    state::App,
};
use axum::{extract::State, response::Response};
use chrono::NaiveDate;

fn soon(app: &App, r: &Reading) -> NaiveDate {
    issues::soon(r.actor.at.today, &app.calendar())
}

pub(super) async fn todo(State(app): State<App>, mut r: Reading) -> Result<Response> {
    r.must::<can::ReadTodo>()?;
    let (actor, soon) = (r.actor.clone(), soon(&app, &r));
    let rules = Rules::of(&app, &actor.place.path);
    let todo = store::todo(r.db(), &actor, &rules, soon).await?;
    html(&pages::Tasks {
        frame: r.frame(Section::Todo),
        today: actor.at.today,
        me: actor.person.0,
        soon,
        todo,
        calendar: app.calendar(),
        rules,
    })
}

/// The number in the top bar, put there by htmx.
pub(super) async fn count(State(app): State<App>, mut r: Reading) -> Result<Response> {
    r.must::<can::ReadTodo>()?;
    let actor = r.actor.clone();
    let rules = Rules::of(&app, &actor.place.path);
    html(&pages::Count { n: store::count(r.db(), &actor, &rules).await? })
}

pub(super) async fn overview(State(app): State<App>, mut r: Reading) -> Result<Response> {
    r.must::<can::ReadOverview>()?;
    let (actor, soon) = (r.actor.clone(), soon(&app, &r));
    let figures = store::figures(r.db(), &actor, soon).await?;
    let units = store::by_unit(r.db(), &actor).await?;
    let sign = match actor.role {
        Role::Leader => store::todo(r.db(), &actor, &Rules::of(&app, &actor.place.path), soon).await?.sign,
        _ => Vec::new(),
    };
    html(&pages::Overview { frame: r.frame(Section::Overview), at: actor.at, figures, units, sign })
}
