//! The list by deadline, read from a key on in either direction.
use super::super::{
    forms::{Search, soon},
    listing::Issues,
    model::{Verb, raises},
    pages,
    store::{self, Filter, Line},
};
use crate::{
    access::{Actor, Reading, Section, can},
    base::{
        error::{Error, Result},
        extract::Query,
        page::html,
        paging,
    },
    features::lists::{self, Listing, Tools},
    state::App,
};
use axum::{extract::State, response::Response};
use sqlx::PgConnection;

pub(in super::super) async fn list(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
) -> Result<Response> {
    Issues::may(&r.actor)?;
    let (actor, calendar) = (r.actor.clone(), app.calendar());
    let (path, units) = path_of(r.db(), &actor, &search).await?;
    let filter = store::find_word(r.db(), search.filter(path, &actor, &calendar), &search.q).await?;
    let (lines, earlier, later) = page(&mut r, &search, &filter).await?;
    let link = |name: &str, line: Option<&Line>| {
        line.map(|l| search.link("/issues", &[(name, &l.key().to_string())]))
    };
    let previous = link("before", lines.first().filter(|_| earlier));
    let next = link("after", lines.last().filter(|_| later));
    let view = lists::view::<Issues>(&mut r).await?;
    html(&pages::List {
        frame: r.frame(Section::Issues),
        previous,
        next,
        today: actor.at.today,
        soon: soon(actor.at.today, &calendar),
        raises: raises(&actor),
        imports: actor.could::<can::ImportIssues, _>(&actor.place),
        batches: Verb::ALL.into_iter().filter(|verb| verb.is_for(&actor)).collect(),
        tools: Tools::of::<Issues>(&search, view),
        search,
        lines,
        units,
    })
}

/// The path of the chosen unit, with that unit and those right below it to choose from.
pub(in super::super) async fn path_of(
    db: &mut PgConnection,
    actor: &Actor,
    search: &Search,
) -> Result<(String, Vec<(String, String)>)> {
    let top = search.unit(actor);
    let units = store::units(db, &actor.scope(), top).await?;
    let path =
        units.iter().find(|(id, ..)| *id == top.0).map(|(.., path)| path.clone()).ok_or(Error::NotFound)?;
    Ok((path, units.into_iter().map(|(id, name, _)| (id.to_string(), name)).collect()))
}

/// One page in the order of the list, and whether there are lines before and behind it.
async fn page(r: &mut Reading, search: &Search, filter: &Filter) -> Result<(Vec<Line>, bool, bool)> {
    let size = paging::SIZE + 1;
    if let Some(before) = search.before() {
        let back = Filter { order: filter.order.reversed(), ..filter.clone() };
        let mut lines = store::lines(r.db(), &back, Some(before), size).await?;
        let more = paging::cut(&mut lines).is_some();
        lines.reverse();
        return Ok((lines, more, true));
    }
    let mut lines = store::lines(r.db(), filter, search.after(), size).await?;
    let more = paging::cut(&mut lines).is_some();
    Ok((lines, search.after().is_some(), more))
}
