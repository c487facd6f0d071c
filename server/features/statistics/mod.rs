//! 整改统计: how quickly and how well a subtree sets right what is found, over a period of months. Reads only.
mod forms;
mod handlers;
mod model;
mod pages;
mod store;
mod workbook;

use crate::routes::Routes;
pub use pages::samples;

pub(crate) fn routes(r: Routes) -> Routes {
    r.get("/statistics", handlers::show).get("/statistics.xlsx", handlers::download)
}
