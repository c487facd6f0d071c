//! A round reaches its units: few within the request, more by a worker, in portions. Which units they are is settled when it is
//! opened, by a person who may. So the worker acts for the program itself: the post that asked may have ended by then, a unit
//! may stand elsewhere, and a round that reached one half of a city would be worse than none.
use super::{model::Round, store};
use crate::{
    audit::{Event, Reason, Subject, Tx},
    base::{
        error::Result,
        ids::RoundId,
        jobs::{self, Failed, Job},
    },
    features::units,
    state::App,
};
use serde_json::json;

/// The kind of the job that hands out inspections.
pub const HAND_OUT: &str = "round.hand-out";
/// Units that are reached within the request.
const AT_ONCE: i64 = 200;
/// Units that are reached in one transaction.
const PORTION: i64 = 500;

/// Begins to hand out inspections to `units` units; whether that is done at once.
pub(super) async fn begin(tx: &mut Tx, round: &Round, units: i64) -> Result<bool> {
    if units <= AT_ONCE {
        store::hand_out(tx, round.id(), units).await?;
        return Ok(true);
    }
    let (at, person, place) = (tx.at(), tx.actor()?.person, &round.place);
    let data = json!({ "round": round.id() });
    jobs::add(tx.conn(), at, HAND_OUT, (place.unit, &place.path), Some(person), &data).await?;
    Ok(false)
}

/// Hands out what is still to be handed out. What was committed before is not on the list any more, whoever did it.
///
/// # Errors
/// When the database does not answer.
pub async fn hand_out(app: App, job: Job) -> Result<(), Failed> {
    let round: Option<RoundId> = job.data["round"].as_str().and_then(|id| id.parse().ok());
    let round = round.ok_or_else(|| Failed::ForGood("no round to hand out".into()))?;
    while portion(&app, round).await? {}
    Ok(())
}

/// One portion; false when there was nothing left.
async fn portion(app: &App, id: RoundId) -> Result<bool> {
    let mut tx = Tx::system(app, Reason::Clock, None).await?;
    // Nothing moves meanwhile, and a second worker waits for its turn.
    units::lock_tree(&mut tx).await?;
    let given = store::hand_out(&mut tx, id, PORTION).await?;
    if given.taken == 0 {
        return Ok(false);
    }
    let place = store::find_round(tx.conn(), id).await?.place;
    let subject = Subject { kind: "round", id: id.0 };
    tx.record(Event { kind: HAND_OUT, subject, place, data: json!({ "units": given.inspections }) });
    tx.commit("").await?;
    Ok(true)
}
