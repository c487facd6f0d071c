//! The list by deadline, read from a key on in either direction.
use super::super::{
    forms::{Search, soon},
    model::{Own, raises},
    pages,
    store::{self, Filter, Line},
};
use crate::{
    access::{Reading, Section, can},
    base::{
        error::{Error, Result},
        extract::Query,
        page::html,
        paging,
    },
    state::App,
};
use axum::{extract::State, response::Response};

pub(in super::super) async fn list(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
) -> Result<Response> {
    r.allowed::<can::ReadIssues, _>(Own(r.actor.place.clone()))?;
    let (filter, units) = narrow(&app, &mut r, &search).await?;
    let (lines, earlier, later) = page(&mut r, &search, &filter).await?;
    let link = |name: &str, line: Option<&Line>| {
        line.map(|l| search.link("/issues", &[(name, &l.key().to_string())]))
    };
    let previous = link("before", lines.first().filter(|_| earlier));
    let next = link("after", lines.last().filter(|_| later));
    let today = r.actor.at.today;
    html(&pages::List {
        frame: r.frame(Section::Issues),
        previous,
        next,
        today,
        soon: soon(today, &app.calendar()),
        raises: raises(&r.actor),
        search,
        lines,
        units,
    })
}

/// The filter below the chosen unit, with that unit and those right below it to choose from.
pub(super) async fn narrow(
    app: &App,
    r: &mut Reading,
    search: &Search,
) -> Result<(Filter, Vec<(String, String)>)> {
    let (scope, top) = (r.actor.scope(), search.unit(&r.actor));
    let units = store::units(r.db(), &scope, top).await?;
    let path =
        units.iter().find(|(id, ..)| *id == top.0).map(|(.., path)| path.clone()).ok_or(Error::NotFound)?;
    let choices = units.into_iter().map(|(id, name, _)| (id.to_string(), name)).collect();
    let filter = search.filter(path, &r.actor, &app.calendar());
    Ok((store::find_word(r.db(), filter, &search.q).await?, choices))
}

/// One page in the order of the list, and whether there are lines before and behind it.
async fn page(r: &mut Reading, search: &Search, filter: &Filter) -> Result<(Vec<Line>, bool, bool)> {
    let size = paging::SIZE + 1;
    if let Some(before) = search.before() {
        let mut lines = store::lines_before(r.db(), filter, before, size).await?;
        let more = paging::cut(&mut lines).is_some();
        lines.reverse();
        return Ok((lines, more, true));
    }
    let mut lines = store::lines(r.db(), filter, search.after(), size).await?;
    let more = paging::cut(&mut lines).is_some();
    Ok((lines, search.after().is_some(), more))
}
