//! The same verb on many issues: what would come of it is shown before anything is written.
use super::{
    super::{
        forms::{Batch as Raw, Search},
        listing::Issues,
        model::{Deed, Issue, Refused, Said, Verb},
        pages::{self, Line},
        rules::Rules,
        store, telling,
    },
    list::path_of,
};
use crate::{
    access::{Actor, InUnit, Reading, Section},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Query,
        form::{Errors, Form},
        ids::PersonId,
        page::{Done, html, refused},
    },
    features::lists::{Listing, MOST_PICKS, Picks},
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What is done, once enough is chosen, and whom issues can be assigned to: id and name.
type Chosen = (Option<Deed>, Vec<(String, String)>);

async fn chosen(
    db: &mut PgConnection,
    actor: &Actor,
    verb: Verb,
    raw: &Raw,
    issues: &[Issue],
) -> Result<Chosen> {
    Ok(match verb {
        Verb::Nudge => (Some(Deed::Nudge), Vec::new()),
        Verb::Extend => (raw.until().map(Deed::Extend), Vec::new()),
        Verb::Rate => (raw.grade().map(Deed::Rate), Vec::new()),
        Verb::Assign => {
            let mut units: Vec<Uuid> = issues.iter().map(|i| i.unit().0).collect();
            units.sort_unstable();
            units.dedup();
            let owners = store::owners(db, &units, actor.at.today).await?;
            let to = raw.to().and_then(|to: PersonId| owners.get(&to).cloned());
            let names = owners.into_values().map(|(o, _)| (o.person().to_string(), o.name().to_owned()));
            (to.map(|(to, at)| Deed::Assign(to, at)), names.collect())
        }
    })
}

/// Each issue with what would come of it.
fn lines(app: &App, actor: &Actor, issues: Vec<Issue>, deed: Option<&Deed>) -> Vec<Line> {
    let fate = |issue: &Issue, deed: &Deed| {
        let rules = Rules::of(app, &issue.place().path);
        deed.apply(actor, issue.clone(), Said::default(), &rules, actor.at)
    };
    issues
        .into_iter()
        .map(|issue| (deed.map(|deed| fate(&issue, deed)), issue))
        .map(|(f, i)| (i, f))
        .collect()
}

pub(in super::super) async fn preview(
    State(app): State<App>,
    verb: Verb,
    mut r: Reading,
    Query(search): Query<Search>,
    Query(picks): Query<Picks>,
    Query(raw): Query<Raw>,
) -> Result<Response> {
    Issues::may(&r.actor)?;
    if !verb.is_for(&r.actor) {
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
    let issues = if many { Vec::new() } else { store::all(r.db(), &ids, actor.at.today).await? };
    let (deed, owners) = chosen(r.db(), &actor, verb, &raw, &issues).await?;
    let raw = Raw { back: search.link("/issues", &[]), ..raw };
    html(&pages::Batch {
        frame: r.frame(Section::Issues),
        verb,
        lines: lines(&app, &actor, issues, deed.as_ref()),
        deed,
        picked,
        owners,
        raw,
        errors: Errors::default(),
        many,
    })
}

pub(in super::super) async fn carry_out(
    State(app): State<App>,
    verb: Verb,
    form: Form<Raw>,
) -> Result<Response> {
    let (raw, mut tx) = (form.input, Tx::begin(&app, form.writer).await?);
    let actor = tx.actor()?.clone();
    if !verb.is_for(&actor) {
        return Err(Error::Forbidden);
    }
    let issues = store::lock_all(&mut tx, &raw.issues()).await?;
    let (deed, owners) = chosen(tx.conn(), &actor, verb, &raw, &issues).await?;
    let deed = match deed {
        Some(deed) => deed,
        // They had a post when they were chosen.
        None if raw.to().is_some() && verb == Verb::Assign => {
            return Err(Error::refused(Refused::NothingChosen));
        }
        None => return Err(Error::BadRequest),
    };
    let said = match raw.said(verb) {
        Ok(said) => said,
        Err(errors) => {
            let picked = issues.iter().map(|i| ("pick".to_owned(), i.id().to_string())).collect();
            let lines = lines(&app, &actor, issues, Some(&deed));
            let frame = tx.frame(Section::Issues)?;
            let raw = Raw { back: raw.back(), ..raw };
            return refused(&pages::Batch {
                frame,
                verb,
                lines,
                deed: Some(deed),
                picked,
                owners,
                raw,
                errors,
                many: false,
            });
        }
    };
    let all = issues.len();
    let change = |issue: Issue| {
        let rules = Rules::of(&app, &issue.place().path);
        deed.apply(&actor, issue, said.clone(), &rules, actor.at).ok()
    };
    let changes: Vec<_> = issues.into_iter().filter_map(change).collect();
    let (done, kept) = (changes.len(), all - changes.len());
    if done == 0 {
        return Err(Error::refused(Refused::NothingChosen));
    }
    telling::carry_out(&mut tx, changes).await?;
    let w = tx.words()?;
    let said = if kept == 0 {
        w.issue_batch_done(verb.say(w), done)
    } else {
        w.issue_batch_partly(verb.say(w), done, kept)
    };
    let back = raw.back();
    tx.commit(&back).await?;
    Ok(Done::to(back).say(said).into_response())
}
