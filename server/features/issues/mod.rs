//! 问题隐患: what was found wrong, who sets it right, and until when.
pub mod deadline;
pub mod expiry;
mod forms;
mod handlers;
pub mod import;
mod listing;
pub mod model;
mod pages;
mod rules;
mod store;
mod telling;

use crate::{
    access::can,
    audit::Tx,
    base::{error::Result, ids::IssueId},
    routes::Routes,
};
pub use forms::soon;
pub use listing::Issues;
pub use pages::{samples, severity_text};
pub use rules::Rules;
pub use store::{candidate, candidates, find, papers_of};

/// Raises an issue within a running write: its number, row, items, first deadline and event; its owner is told.
///
/// # Errors
/// `NotFound` for a unit out of scope, `Forbidden` for who may not raise there.
pub async fn raise(tx: &mut Tx, new: model::NewIssue) -> Result<IssueId> {
    let allowed = tx.may::<can::RaiseIssue, _>(new.place.clone())?;
    let (number, earlier) = store::number_and_earlier(tx, &new).await?;
    let change = allowed.raise(new, number, earlier, tx.at());
    let id = change.issue.id();
    telling::carry_out(tx, vec![change]).await?;
    Ok(id)
}

pub(crate) fn routes(r: Routes) -> Routes {
    use handlers::{asking, batch, comment, list, papers, plan, raise, verbs};
    let r = crate::import_routes!(r, "/issues", import::Listings);
    crate::list_routes!(r, "/issues", listing::Issues)
        .get("/issues", list::list)
        .get("/issues/assign", batch::preview)
        .post("/issues/assign", batch::carry_out)
        .get("/issues/nudge", batch::preview)
        .post("/issues/nudge", batch::carry_out)
        .get("/issues/extend", batch::preview)
        .post("/issues/extend", batch::carry_out)
        .get("/issues/rate", batch::preview)
        .post("/issues/rate", batch::carry_out)
        .get("/issues/new", raise::new)
        .post("/issues", raise::raise)
        .get("/issues/{id}", verbs::show)
        .post("/issues/{id}/assign", verbs::assign)
        .post("/issues/{id}/start", verbs::start)
        .post("/issues/{id}/interim", verbs::interim)
        .post("/issues/{id}/submit", verbs::submit)
        .post("/issues/{id}/withdraw", verbs::withdraw)
        .post("/issues/{id}/return", verbs::return_)
        .post("/issues/{id}/close", verbs::close)
        .post("/issues/{id}/void", verbs::void)
        .post("/issues/{id}/reopen", verbs::reopen)
        .post("/issues/{id}/severity", verbs::severity)
        .post("/issues/{id}/nudge", verbs::nudge)
        .post("/issues/{id}/supervise", papers::supervise)
        .post("/issues/{id}/evidence", verbs::evidence)
        .post("/issues/{id}/extend", asking::extend)
        .post("/issues/{id}/register", asking::register)
        .post("/issues/{id}/decide", asking::decide)
        .post("/issues/{id}/plan", plan::plan)
        .post("/issues/{id}/step", plan::tick)
        .post("/issues/{id}/comment", comment::comment)
        .get("/supervisions", papers::list)
        .get("/supervisions/{id}", papers::show)
        .post("/supervisions/{id}/acknowledge", papers::acknowledge)
        .post("/supervisions/{id}/answer", papers::answer)
        .post("/supervisions/{id}/see", papers::see)
}
