//! 期限提醒: nobody learns of a deadline too late. A ladder of working days before, on and behind it; a worker climbs it once a day
//! for every unit, and a page shows what went out and what will.
mod handlers;
mod model;
mod pages;
mod store;
mod work;

use crate::routes::Routes;
pub use pages::samples;
pub use work::{EVERY, KIND, carry_out};

pub(crate) fn routes(r: Routes) -> Routes {
    r.get("/reminders", handlers::list)
}
