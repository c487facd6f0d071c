//! The pages of rounds and inspections.
mod cell;
mod hand_in;
mod lists;
mod rest;
mod rights;
mod samples;
mod sent;
mod sheet;

pub use cell::{CellPart, Look, Unsaved, dom_id};
pub use hand_in::{HandIn, unsettled};
pub use lists::{Inspections, List, New, Show};
pub use rest::{RestAgain, place_of};
pub use rights::Rights;
pub use samples::{sample_item, samples};
pub use sent::Sent;
pub use sheet::{EventView, SheetPage};
