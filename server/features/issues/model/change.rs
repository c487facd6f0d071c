//! What a verb gives and the store takes: the issue as it is to be, what else is kept, and the event.
use super::{Issue, ItemRef};
use crate::audit::Event;
use chrono::NaiveDate;

/// An accepted change. Only verbs make one.
#[derive(Debug)]
pub struct Change {
    pub(in super::super) issue: Issue,
    pub(in super::super) also: Also,
    pub(in super::super) event: Event,
}

/// Rows that are written beside the issue, and never rewritten.
#[derive(Debug)]
pub(in super::super) enum Also {
    /// None.
    Nothing,
    /// A new issue: its items and its first deadline.
    Raised(Vec<ItemRef>),
    /// A submission.
    Submitted,
    /// A further deadline, that of the issue, counted from this day.
    Deadline(Why, NaiveDate),
}

/// Why a further deadline was issued.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Why {
    /// The severity changed.
    Severity,
    /// The issue was opened again.
    Reopened,
}

impl Why {
    /// As stored.
    pub(in super::super) fn key(self) -> &'static str {
        match self {
            Self::Severity => "severity",
            Self::Reopened => "reopened",
        }
    }
}
