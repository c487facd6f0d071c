//! The audit log: every change is one event with who, when, what and why, written by the same transaction.
mod event;
mod read;
mod tx;

pub use event::{Event, Subject};
pub use read::{Entry, entries_of, latest};
pub use tx::{Reason, Tx};
