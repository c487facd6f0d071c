//! 人员与任职: who signs in, by which secret, through which post.
mod forms;
mod handlers;
pub mod import;
pub mod letters;
mod listing;
pub mod model;
mod pages;
pub mod sample;
mod store;

use crate::routes::Routes;
pub use handlers::setup::link as setup_link;
pub use listing::People;
pub use pages::samples;

pub(crate) fn routes(r: Routes) -> Routes {
    use handlers::{inviting, own, people, posts, reset, setup, sign_in, terms};
    let r = crate::import_routes!(r, "/people", import::Staff);
    crate::list_routes!(r, "/people", People)
        .get("/people", people::list)
        .get("/people/new", people::new)
        .post("/people", people::add)
        .get("/people/invite", inviting::preview)
        .post("/people/invite", inviting::invite)
        .get("/people/{id}", people::show)
        .get("/people/{id}/edit", people::edit)
        .post("/people/{id}", people::change)
        .get("/people/{id}/posts/new", posts::new)
        .post("/people/{id}/posts", posts::appoint)
        .get("/people/{id}/posts/{post}/end", terms::ending)
        .post("/people/{id}/posts/{post}/end", terms::end)
        .get("/people/{id}/posts/{post}/edit", terms::editing)
        .post("/people/{id}/posts/{post}/edit", terms::edit)
        .post("/people/{id}/sessions/{session}/end", terms::end_session)
        .post("/people/{id}/invite", posts::invite)
        .post("/people/{id}/invite/mail", posts::invite_by_mail)
        .post("/people/{id}/code", posts::code)
        .get("/", sign_in::land)
        .get("/login", sign_in::page)
        .post("/login", sign_in::sign_in)
        .post("/logout", sign_in::sign_out)
        .post("/language", sign_in::language)
        .post("/switch", sign_in::switch)
        .get("/setup/{token}", setup::page)
        .post("/setup/{token}", setup::set_up)
        .get("/invite/{token}", setup::invitation)
        .post("/invite/{token}", setup::accept)
        .get("/forgot", reset::page)
        .post("/forgot", reset::ask)
        .post("/forgot/code", reset::code)
        .get("/reset/{token}", reset::form)
        .post("/reset/{token}", reset::set)
        .get("/account", own::page)
        .post("/account/password", own::password)
        .post("/account/contact", own::contact)
        .post("/account/sessions/{id}/end", own::end)
}
