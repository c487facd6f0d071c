//! 待办 and 总览: what waits for a person, and how a subtree stands. Reads only.
mod handlers;
mod model;
mod pages;
mod store;

use crate::routes::Routes;
pub use pages::samples;

pub(crate) fn routes(r: Routes) -> Routes {
    r.get("/todo", handlers::todo).get("/todo/count", handlers::count).get("/overview", handlers::overview)
}
