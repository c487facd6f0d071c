//! 审计日志: who did and exported what, for the auditor. Reads only; reading it is an event as well.
mod handlers;
mod pages;

use crate::routes::Routes;
pub use pages::samples;

pub(crate) fn routes(r: Routes) -> Routes {
    r.get("/audit", handlers::list)
}
