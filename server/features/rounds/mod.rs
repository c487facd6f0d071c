//! 自查: rounds, the inspection that each unit makes in one, and the sheet that it fills in.
mod forms;
mod handlers;
pub mod model;
mod pages;
pub mod store;
mod work;

use crate::routes::Routes;
pub use pages::{sample_item, samples};
pub use work::{HAND_OUT, hand_out};

pub(crate) fn routes(r: Routes) -> Routes {
    use handlers::{answers, columns, computed, events, faults, inspections, rounds, travel};
    r.get("/rounds", rounds::list)
        .get("/rounds/new", rounds::new)
        .post("/rounds", rounds::open)
        .get("/rounds/{id}", rounds::show)
        .get("/inspections", inspections::list)
        .get("/inspections/{id}", inspections::show)
        .get("/inspections/{id}/submit", inspections::hand_in)
        .post("/inspections/{id}/answers", answers::answer)
        .post("/inspections/{id}/columns", columns::change)
        .post("/inspections/{id}/issues", faults::raise)
        .post("/inspections/{id}/evidence", faults::attach)
        .post("/inspections/{id}/computed", computed::confirm)
        .post("/inspections/{id}/events", events::happened)
        .post("/inspections/{id}/scan", faults::scan)
        .post("/inspections/{id}/submit", travel::submit)
        .post("/inspections/{id}/take-back", travel::take_back)
        .post("/inspections/{id}/sign-off", travel::sign_off)
        .post("/inspections/{id}/send-back", travel::send_back)
        .post("/inspections/{id}/accept", travel::accept)
        .post("/inspections/{id}/return", travel::return_)
        .post("/inspections/{id}/ask-correction", travel::ask_correction)
        .post("/inspections/{id}/grant-correction", travel::grant_correction)
}
