//! 台账: the registers of what is inspected, and the profile of each unit.
mod forms;
mod handlers;
pub mod import;
mod listing;
pub mod model;
mod pages;
pub mod store;

use crate::routes::Routes;
pub use listing::Systems;
pub use pages::samples;

pub(crate) fn routes(r: Routes) -> Routes {
    use handlers::{profile, system};
    let r = crate::import_routes!(r, "/systems", import::Systems);
    crate::list_routes!(r, "/systems", Systems)
        .get("/systems", system::list)
        .get("/systems/new", system::new)
        .post("/systems", system::add)
        .get("/systems/{id}", system::show)
        .get("/systems/{id}/edit", system::edit)
        .post("/systems/{id}", system::change)
        .get("/units/{id}/profile", profile::show)
        .post("/units/{id}/profile", profile::declare)
        .post("/units/{id}/profile/confirm", profile::confirm)
}
