//! One function per route, the same for every register.
mod apply;
mod columns;
mod preview;
mod upload;

pub use apply::apply;
pub use columns::{columns, forget, match_columns};
pub use preview::{faults, preview};
pub use upload::{start, template, upload};

use super::{
    Refused, Register,
    model::{State, Uploaded},
};
use crate::base::{
    error::{Error, Result},
    ids::ImportId,
};

/// The path of one table.
fn path<R: Register>(id: ImportId) -> String {
    format!("{}/import/{id}", R::LIST)
}

/// Refuses what comes too late.
fn still_open(uploaded: &Uploaded) -> Result<()> {
    match uploaded.state {
        State::Applied(_) => Err(Error::refused(Refused::Applied)),
        State::Storing { .. } => Err(Error::refused(Refused::Storing)),
        State::Unmatched | State::Checking { .. } | State::Checked(_) => Ok(()),
    }
}
