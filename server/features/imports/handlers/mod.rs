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
    store,
};
use crate::{
    audit::Tx,
    base::{
        csrf::Writer,
        error::{Error, Result},
        ids::ImportId,
    },
    state::App,
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

/// Begins a write on a table that is still open, locked until it ends.
async fn begin<R: Register>(app: &App, id: ImportId, writer: Writer) -> Result<(Tx, Uploaded)> {
    let mut tx = Tx::begin(app, writer).await?;
    tx.may_here::<R::Keep>()?;
    let uploaded = store::lock(&mut tx, id, R::KIND).await?;
    still_open(&uploaded)?;
    Ok((tx, uploaded))
}
