//! Row 13 of the workflow: a registered risk whose time is over waits for rectification again, by the clock.
use super::store;
use crate::{
    audit::{Reason, Tx},
    base::{
        ids::IssueId,
        jobs::{Failed, Job},
    },
    state::App,
};

/// The kind of the job that takes an issue up again.
pub const KIND: &str = "issue.expire";

/// Takes the issue up again, unless it was closed, voided or registered anew in the meantime.
///
/// # Errors
/// When the database does not answer.
pub async fn carry_out(app: App, job: Job) -> Result<(), Failed> {
    let id: Option<IssueId> = job.data["issue"].as_str().and_then(|id| id.parse().ok());
    let id = id.ok_or_else(|| Failed::ForGood("a registration of no issue".into()))?;
    let mut tx = Tx::system(&app, Reason::Clock, None).await?;
    let today = tx.at().today;
    let Some(change) = store::lock_as_written(&mut tx, id).await?.expire(today) else { return Ok(()) };
    store::save(&mut tx, change).await?;
    Ok(tx.commit("").await?)
}
