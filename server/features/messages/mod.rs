//! 消息: what people are told about the issues that concern them, in the portal and by mail as they choose.
mod handlers;
pub mod letters;
pub mod model;
mod pages;
mod store;

use crate::{
    access::Place,
    audit::Tx,
    base::{error::Result, ids::PersonId},
    routes::Routes,
};
use model::{Kind, Line};
pub use pages::{line_text, samples};
pub use store::clear;

/// Tells people of some issues of a unit, in the transaction of the cause. Nobody is told twice, or of what they did themselves.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(tx: &mut Tx, to: &[PersonId], kind: Kind, place: &Place, lines: &[Line]) -> Result<()> {
    let me = tx.actor().ok().map(|actor| actor.person);
    let mut to: Vec<PersonId> = to.iter().copied().filter(|person| Some(*person) != me).collect();
    to.sort_unstable();
    to.dedup();
    if to.is_empty() || lines.is_empty() {
        return Ok(());
    }
    store::add(tx, &to, kind, place, lines).await
}

pub(crate) fn routes(r: Routes) -> Routes {
    r.get("/messages", handlers::list)
        .get("/messages/count", handlers::count)
        .get("/messages/mails", handlers::mails)
        .post("/messages/mails", handlers::choose)
        .post("/messages/read", handlers::read_all)
        .get("/messages/{id}", handlers::show)
        .post("/messages/{id}/open", handlers::open)
}
