//! 群机器人: group chats of WeCom, DingTalk and Feishu that are told of a unit's deadlines and of 催办 and 督办, in one message each time;
//! never a name of a person, never free text of an issue.
mod forms;
mod handlers;
pub mod model;
mod pages;
pub mod sending;
mod services;
mod store;

use crate::{
    access::Place,
    audit::Tx,
    base::error::Result,
    features::messages::model::{Kind, Line},
    routes::Routes,
};
pub use pages::samples;

/// Has the robots of a unit tell of some issues, in the transaction of the cause. A cause that has a name is told once.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(tx: &mut Tx, place: &Place, kind: Kind, lines: &[Line], cause: Option<&str>) -> Result<()> {
    if lines.is_empty() || !model::TOPICS.contains(&kind.topic()) {
        return Ok(());
    }
    store::tell(tx, place, kind, lines, cause).await
}

pub(crate) fn routes(r: Routes) -> Routes {
    r.get("/units/{id}/robots", handlers::list)
        .post("/units/{id}/robots", handlers::add)
        .post("/units/{id}/robots/{robot}/try", handlers::try_out)
        .post("/units/{id}/robots/{robot}/enable", handlers::enable)
        .post("/units/{id}/robots/{robot}/disable", handlers::disable)
        .post("/units/{id}/robots/{robot}/remove", handlers::remove)
}
