//! 人员与任职: who signs in, by which secret, through which post.
mod forms;
mod handlers;
pub mod import;
pub mod model;
mod pages;
pub mod store;

use crate::routes::Routes;
pub use handlers::setup::link as setup_link;
pub use pages::samples;

pub(crate) fn routes(r: Routes) -> Routes {
    use handlers::{own, setup, sign_in};
    r.get("/", sign_in::land)
        .get("/login", sign_in::page)
        .post("/login", sign_in::sign_in)
        .post("/logout", sign_in::sign_out)
        .post("/language", sign_in::language)
        .post("/switch", sign_in::switch)
        .get("/setup/{token}", setup::page)
        .post("/setup/{token}", setup::set_up)
        .get("/invite/{token}", setup::invitation)
        .post("/invite/{token}", setup::accept)
        .get("/account", own::page)
        .post("/account/password", own::password)
        .post("/account/sessions/{id}/end", own::end)
}
