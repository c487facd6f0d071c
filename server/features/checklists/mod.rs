//! 检查标准: what is inspected. An edition of the checklist is data; this feature reads it, checks it and shows it.
mod forms;
mod handlers;
pub mod model;
mod pages;
mod shown;
mod store;

use crate::routes::Routes;
pub use pages::samples;
pub use shown::{Shown, severity_icon};
pub use store::{Line, edition, ensure_built_in, list};

pub(crate) fn routes(r: Routes) -> Routes {
    r.get("/checklists", handlers::list).get("/checklists/{id}", handlers::show)
}
