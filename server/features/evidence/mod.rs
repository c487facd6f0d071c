//! 佐证材料: files that prove something about an issue or an answer, with a day of their own beside that of the upload.
mod forms;
mod handlers;
mod model;
mod store;

use crate::routes::Routes;
pub use forms::{Batch, RawBatch};
pub use model::{Evidence, On};
pub use store::{attach, list_of};

pub(crate) fn routes(r: Routes) -> Routes {
    r.get("/evidence/{id}", handlers::download)
}
