//! 批量分派: what would come of it is shown before anything is written.
use super::{
    super::{
        forms::{Batch, Search},
        listing::Issues,
        model::{Refused, assigns, may_assign_to},
        pages::{Assign, Fate},
        store::{self, Chosen},
        telling,
    },
    list::path_of,
};
use crate::{
    access::{Actor, Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Query,
        form::Form,
        ids::{PersonId, UnitId},
        page::{Done, html},
    },
    features::lists::{Listing, MOST_PICKS, Picks},
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

/// Whether `to`, who could own issues of `at`, could take this one.
fn fate(actor: &Actor, issue: &Chosen, to: PersonId, at: &[UnitId]) -> Fate {
    if !actor.could::<can::AssignIssue, _>(issue) {
        return Fate::NotYours;
    }
    match may_assign_to(issue.state, issue.owner, to) {
        Err(why) => Fate::Stays(why),
        Ok(()) if !at.contains(&issue.place.unit) => Fate::NoPost,
        Ok(()) => Fate::Changes,
    }
}

pub(in super::super) async fn choose(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
    Query(picks): Query<Picks>,
    Query(batch): Query<Batch>,
) -> Result<Response> {
    Issues::may(&r.actor)?;
    if !assigns(&r.actor) {
        return Err(Error::Forbidden);
    }
    let (actor, most) = (r.actor.clone(), i64::try_from(MOST_PICKS).unwrap_or_default());
    let (ids, picked) = match picks.ids() {
        Some(ids) => {
            let picked = ids.iter().map(|id| ("pick".to_owned(), id.to_string())).collect();
            (ids, picked)
        }
        None => {
            let (path, _) = path_of(r.db(), &actor, &search).await?;
            let filter = search.filter(path, &actor, &app.calendar());
            let filter = store::find_word(r.db(), filter, &search.q).await?;
            // The filter, not what it finds: so many ids would be too long an address.
            let all = [("scope", "all")];
            let picked =
                search.pairs().iter().chain(&all).map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            (store::ids(r.db(), &filter, most + 1).await?, picked)
        }
    };
    let many = ids.len() > MOST_PICKS;
    let issues = if many { Vec::new() } else { store::chosen(r.db(), &ids).await? };
    let mut units: Vec<Uuid> = issues.iter().map(|i| i.place.unit.0).collect();
    units.sort_unstable();
    units.dedup();
    let owners = store::owners(r.db(), &units, actor.at.today).await?;
    let to = batch.to().and_then(|to| owners.get(&to).cloned());
    let lines = issues
        .into_iter()
        .map(|i| (to.as_ref().map(|(to, at)| fate(&actor, &i, to.person, at)), i))
        .map(|(fate, issue)| (issue, fate))
        .collect();
    let owners = owners.into_values().map(|(o, _)| (o.person.to_string(), o.name)).collect();
    let back = search.link("/issues", &[]);
    html(&Assign {
        frame: r.frame(Section::Issues),
        back,
        lines,
        picked,
        owners,
        to: to.map(|(to, _)| to),
        many,
    })
}

pub(in super::super) async fn assign(State(app): State<App>, form: Form<Batch>) -> Result<Response> {
    let (input, mut tx) = (form.input, Tx::begin(&app, form.writer).await?);
    let (actor, today) = (tx.actor()?.clone(), tx.at().today);
    if !assigns(&actor) {
        return Err(Error::Forbidden);
    }
    let to = input.to().ok_or(Error::BadRequest)?;
    let (ids, mut changes, mut kept) = (input.issues(), Vec::new(), 0);
    let chosen = store::chosen(tx.conn(), &ids).await?;
    let units: Vec<Uuid> = chosen.iter().map(|i| i.place.unit.0).collect();
    let owners = store::owners(tx.conn(), &units, today).await?;
    for one in chosen {
        let issue = store::lock(&mut tx, one.id).await?;
        let owner = owners.get(&to).filter(|(_, at)| at.contains(&issue.unit()));
        let change = match (actor.could::<can::AssignIssue, _>(&issue), owner) {
            (true, Some((owner, _))) => tx.may::<can::AssignIssue, _>(issue)?.assign(owner.clone()),
            _ => {
                kept += 1;
                continue;
            }
        };
        match change {
            Ok(change) => changes.push(change),
            Err(_) => kept += 1,
        }
    }
    let done = changes.len();
    if done == 0 {
        return Err(Error::refused(Refused::NothingChosen));
    }
    telling::carry_out(&mut tx, changes).await?;
    let w = tx.words()?;
    let name = owners.get(&to).map(|(o, _)| o.name.clone()).unwrap_or_default();
    let said =
        if kept == 0 { w.issue_batch_done(done, name) } else { w.issue_batch_partly(done, name, kept) };
    let back = input.back();
    tx.commit(&back).await?;
    Ok(Done::to(back).say(said).into_response())
}
