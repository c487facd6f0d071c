//! The audit log: every change is one event with who, when, what and why, written by the same transaction.
mod event;
mod facts;
mod history;
mod read;
mod tx;
mod words;

pub use event::{Event, Subject};
pub use facts::Fact;
pub use history::History;
pub use read::{Entry, entries_of, latest};
pub use tx::{Reason, Tx};
pub use words::{about, kind};
