//! 单位: the tree of organisations, each at its own place, in the order of its own number.
mod forms;
mod handlers;
pub mod import;
mod listing;
mod merger;
pub mod model;
mod pages;
pub mod settings;
mod store;
pub mod vacations;

use crate::routes::Routes;
pub use listing::Units;
pub use pages::samples;
pub use store::{bulk, choices, find, lock, lock_tree, subtree, written};

pub(crate) fn routes(r: Routes) -> Routes {
    let r = crate::import_routes!(r, "/units", import::Units);
    crate::list_routes!(r, "/units", Units)
        .get("/units", handlers::list)
        .get("/units/new", handlers::new)
        .post("/units", handlers::add)
        .get("/units/{id}", handlers::show)
        .get("/units/{id}/edit", handlers::edit)
        .post("/units/{id}", handlers::change)
        .get("/units/{id}/move", handlers::tree::moving)
        .post("/units/{id}/move", handlers::tree::shift)
        .get("/units/{id}/merge", handlers::merge::preview)
        .post("/units/{id}/merge", handlers::merge::merge)
        .get("/units/{id}/close", handlers::tree::closing)
        .post("/units/{id}/close", handlers::tree::close)
        .get("/units/{id}/settings", handlers::settings::show)
        .post("/units/{id}/settings", handlers::settings::decide)
        .get("/units/{id}/vacations", handlers::vacations::show)
        .post("/units/{id}/vacations", handlers::vacations::add)
        .post("/units/{id}/vacations/{vacation}/remove", handlers::vacations::remove)
}
