//! A form of the sheet that was refused, as it was entered.
use super::super::forms::{RawColumn, RawRaise};
use crate::base::form::Errors;

/// What was entered, where, and what is wrong with it.
#[derive(Debug)]
pub struct Sent {
    /// The cell's name in the page, or the column's id; empty for a new column.
    pub(super) at: String,
    pub(super) entered: Entered,
    pub(super) errors: Errors,
}

#[derive(Debug)]
pub(super) enum Entered {
    Raise(RawRaise),
    /// The day of the files; these are to be chosen again.
    Proof(String),
    Column(RawColumn),
}

impl Sent {
    /// An issue in place.
    pub fn raise(at: String, raw: RawRaise, errors: Errors) -> Self {
        Self { at, entered: Entered::Raise(raw), errors }
    }
    /// Evidence about a cell.
    pub fn proof(at: String, taken_on: String, errors: Errors) -> Self {
        Self { at, entered: Entered::Proof(taken_on), errors }
    }
    /// A column, new or renamed.
    pub fn column(raw: RawColumn, errors: Errors) -> Self {
        let at = if raw.act == "rename" { raw.id.clone() } else { String::new() };
        Self { at, entered: Entered::Column(raw), errors }
    }

    /// The name of a field in the page.
    pub(super) fn field(&self, name: &str) -> String {
        match (&self.entered, self.at.as_str()) {
            (Entered::Raise(_), at) => format!("{name}-{at}"),
            (Entered::Proof(_), at) => format!("proof-{name}-{at}"),
            (Entered::Column(_), "") => format!("column-{name}"),
            (Entered::Column(_), id) => format!("column-{name}-{id}"),
        }
    }
    pub(super) fn raised_at(&self, dom: &str) -> Option<(&RawRaise, &Errors)> {
        match &self.entered {
            Entered::Raise(raw) if self.at == dom => Some((raw, &self.errors)),
            _ => None,
        }
    }
    pub(super) fn proof_at(&self, dom: &str) -> Option<(&str, &Errors)> {
        match &self.entered {
            Entered::Proof(day) if self.at == dom => Some((day, &self.errors)),
            _ => None,
        }
    }
    pub(super) fn column_at(&self, id: &str) -> Option<(&RawColumn, &Errors)> {
        match &self.entered {
            Entered::Column(raw) if self.at == id => Some((raw, &self.errors)),
            _ => None,
        }
    }
}
