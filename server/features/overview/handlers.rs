//! One function per route.
use super::{pages, store};
use crate::{
    access::{Reading, Role, Section, can},
    base::{error::Result, page::html},
    features::issues,
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
    let todo = store::todo(r.db(), &actor, soon).await?;
    html(&pages::Tasks {
        frame: r.frame(Section::Todo),
        today: actor.at.today,
        me: actor.person.0,
        soon,
        todo,
        calendar: app.calendar(),
    })
}

/// The number in the top bar, put there by htmx.
pub(super) async fn count(mut r: Reading) -> Result<Response> {
    r.must::<can::ReadTodo>()?;
    let actor = r.actor.clone();
    html(&pages::Count { n: store::count(r.db(), &actor).await? })
}

pub(super) async fn overview(State(app): State<App>, mut r: Reading) -> Result<Response> {
    r.must::<can::ReadOverview>()?;
    let (actor, soon) = (r.actor.clone(), soon(&app, &r));
    let figures = store::figures(r.db(), &actor, soon).await?;
    let units = store::by_unit(r.db(), &actor).await?;
    let sign = match actor.role {
        Role::Leader => store::todo(r.db(), &actor, soon).await?.sign,
        _ => Vec::new(),
    };
    html(&pages::Overview { frame: r.frame(Section::Overview), at: actor.at, figures, units, sign })
}
