//! 系统管理: what belongs to no other feature. Who signed in, which mails left, how the portal is.
mod calendar;
mod handlers;
mod pages;
mod store;

use crate::routes::Routes;
pub use pages::samples;

pub(crate) fn routes(r: Routes) -> Routes {
    r.get("/admin", handlers::hub)
        .get("/admin/sign-ins", handlers::sign_ins)
        .get("/admin/mails", handlers::mails)
        .post("/admin/mails/{id}/retry", handlers::retry)
        .get("/admin/about", handlers::about)
        .get("/admin/design", handlers::design)
        .get("/admin/calendar", calendar::page)
        .post("/admin/calendar", calendar::keep)
        .post("/admin/calendar/import", calendar::import)
}
