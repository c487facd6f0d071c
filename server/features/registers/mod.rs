//! 台账: the registers of what is inspected, and the profile of each unit.
mod forms;
mod handlers;
pub mod import;
pub mod model;
mod pages;
pub mod store;

use crate::routes::Routes;
pub use pages::samples;

pub(crate) fn routes(r: Routes) -> Routes {
    use handlers::{export, profile, system};
    crate::import_routes!(r, "/systems", import::Systems)
        .get("/systems", system::list)
        .get("/systems.xlsx", export::export)
        .get("/systems/new", system::new)
        .post("/systems", system::add)
        .get("/systems/{id}", system::show)
        .get("/systems/{id}/edit", system::edit)
        .post("/systems/{id}", system::change)
        .get("/units/{id}/profile", profile::show)
        .post("/units/{id}/profile", profile::declare)
        .post("/units/{id}/profile/confirm", profile::confirm)
}
