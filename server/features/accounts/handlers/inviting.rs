//! 批量邀请: what would come of it is shown before anything is sent.
use crate::{
    access::{Actor, Reading, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Query,
        form::Form,
        page::{Done, html},
        paging,
    },
    features::{
        accounts::{
            forms::people::{Invitees, Search},
            listing::People,
            model::person::{Change, Person, Refused},
            pages::inviting as pages,
            store::{
                inviting,
                people::{self as store, Filter},
            },
        },
        lists::{Listing, MOST_PICKS, Picks},
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

/// What would come of each of them: the preview shows it, and inviting does it.
async fn weighed(
    db: &mut PgConnection,
    actor: &Actor,
    people: Vec<Person>,
) -> Result<Vec<(Person, std::result::Result<Change, Refused>)>> {
    let ids: Vec<_> = people.iter().map(|p| p.id().0).collect();
    let standings = inviting::standings(db, &ids, actor.at).await?;
    let mut weighed = Vec::new();
    for person in people {
        let Some(now) = standings.get(&person.id().0) else { continue };
        let allowed = actor.may::<can::KeepPeople, _>(person.clone())?;
        weighed.push((person, allowed.invite_among_many(*now)));
    }
    Ok(weighed)
}

pub(crate) async fn preview(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
    Query(picks): Query<Picks>,
) -> Result<Response> {
    r.must::<can::KeepPeople>()?;
    let (actor, most) = (r.actor.clone(), i64::try_from(MOST_PICKS).unwrap_or_default());
    let filter = match picks.ids() {
        Some(ids) => Some(Filter::only(ids, actor.scope(), actor.at.today)),
        None => People::narrow(&app, r.db(), &actor, &search).await?,
    };
    let mut people = match filter {
        Some(filter) => store::list(r.db(), &filter, None, most + 1).await?,
        None => Vec::new(),
    };
    let many = people.len() > MOST_PICKS;
    if many {
        people.clear();
    }
    let lines = weighed(r.db(), &actor, people).await?.into_iter().map(|(p, change)| (p, change.err()));
    html(&pages::Invite {
        lines: lines.collect(),
        back: paging::link("/people", &search.pairs()),
        many,
        frame: r.frame(Section::People),
    })
}

pub(crate) async fn invite(State(app): State<App>, form: Form<Invitees>) -> Result<Response> {
    let (input, mut tx) = (form.input, Tx::begin(&app, form.writer).await?);
    tx.may_here::<can::KeepPeople>()?;
    let actor = tx.actor()?.clone();
    let (ids, mut done, mut kept) = (input.people(), 0, 0);
    inviting::lock(&mut tx, &ids).await?;
    let most = i64::try_from(ids.len()).unwrap_or_default();
    let chosen = Filter::only(ids, actor.scope(), actor.at.today);
    let people = store::list(tx.conn(), &chosen, None, most).await?;
    for (_, change) in weighed(tx.conn(), &actor, people).await? {
        let Ok(change) = change else {
            kept += 1;
            continue;
        };
        if store::save(&mut tx, change).await?.is_err() {
            return Err(anyhow::anyhow!("an invitation with a fault").into());
        }
        done += 1;
    }
    if done == 0 {
        return Err(Error::refused(Refused::NobodyInvited));
    }
    let w = tx.words()?;
    let said = if kept == 0 { w.person_batch_done(done) } else { w.person_batch_partly(done, kept) };
    let back = input.back();
    tx.commit(&back).await?;
    Ok(Done::to(back).say(said).into_response())
}
