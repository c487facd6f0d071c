//! A form of the sheet that was refused, as it was entered.
use super::{
    super::{
        forms::{RawAnswer, RawColumn, RawRaise, Reason, Returning},
        model::Subject,
    },
    dom_id,
};
use crate::base::{form::Errors, text::Words};

/// What was entered, where, and what is wrong with it.
#[derive(Debug)]
pub struct Sent {
    /// The cell's name in the page, the column's id, or the form's name; empty for a new column, and where the cell is unknown.
    pub(super) at: String,
    pub(super) entered: Entered,
    pub(super) errors: Errors,
}

#[derive(Debug)]
pub(super) enum Entered {
    Answer(RawAnswer),
    Raise(RawRaise),
    /// The day of the files; these are to be chosen again.
    Proof(String),
    Column(RawColumn),
    Scan(String),
    Reason(Reason),
    Returning(Returning),
}

impl Sent {
    /// An answer.
    pub fn answer(raw: RawAnswer, errors: Errors) -> Self {
        let subject = raw.subject.parse::<Subject>();
        let at = subject.map(|subject| dom_id(raw.code.trim(), subject)).unwrap_or_default();
        Self { at, entered: Entered::Answer(raw), errors }
    }
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
    /// The scan of a signed sheet.
    pub fn scan(taken_on: String, errors: Errors) -> Self {
        Self { at: String::new(), entered: Entered::Scan(taken_on), errors }
    }
    /// A reason, by the name of its form.
    pub fn reason(at: &str, raw: Reason, errors: Errors) -> Self {
        Self { at: at.to_owned(), entered: Entered::Reason(raw), errors }
    }
    /// Items that go back.
    pub fn returning(raw: Returning, errors: Errors) -> Self {
        Self { at: String::new(), entered: Entered::Returning(raw), errors }
    }

    /// The name of a field in the page.
    pub(super) fn field(&self, name: &str) -> String {
        match (&self.entered, self.at.as_str()) {
            (Entered::Answer(_) | Entered::Raise(_) | Entered::Proof(_), "") => name.to_owned(),
            (Entered::Answer(_) | Entered::Raise(_), at) => format!("{name}-{at}"),
            (Entered::Proof(_), at) => format!("proof-{name}-{at}"),
            (Entered::Column(_), "") => format!("column-{name}"),
            (Entered::Column(_), id) => format!("column-{name}-{id}"),
            (Entered::Scan(_), _) => format!("scan-{name}"),
            (Entered::Reason(_), at) => format!("{at}-{name}"),
            (Entered::Returning(_), _) => name
                .strip_prefix("reason-")
                .map_or_else(|| "return".to_owned(), |code| format!("return-{code}")),
        }
    }
    /// The words beside a field.
    pub(super) fn label(&self, name: &str, w: &Words) -> String {
        match (&self.entered, name) {
            (Entered::Raise(_), "files") => w.raise_photos(),
            (Entered::Scan(_), "files") => w.act_scan(),
            (_, "files") => w.checklist_evidence(),
            (_, "taken_on") => w.sheet_taken_on(),
            (_, "title") => w.raise_what(),
            (_, "description") => w.raise_description(),
            (_, "owner") => w.raise_owner(),
            (_, "severity") => w.checklist_severity(),
            (_, "days") => w.raise_days(),
            (_, "interim") => w.raise_interim(),
            (_, "name") => w.column_name(),
            (_, "kind") => w.column_kind(),
            (_, "group") => w.column_group(),
            (_, "note") => w.sheet_note(),
            (_, "answer") => w.sheet_answer(),
            (_, "code") => w.sheet_item(),
            (_, "subject" | "id") => w.column_title(),
            (_, "items") => w.inspection_return(),
            (_, name) => match name.strip_prefix("reason-") {
                Some(code) => format!("{} {code}", w.sheet_return_reason()),
                None => w.act_reason(),
            },
        }
    }

    pub(super) fn answer_at(&self, dom: &str) -> Option<(&RawAnswer, &Errors)> {
        match &self.entered {
            Entered::Answer(raw) if self.at == dom => Some((raw, &self.errors)),
            _ => None,
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
    /// The reason of a form, as entered.
    pub(super) fn reason_at(&self, form: &str) -> Option<(&str, &Errors)> {
        match &self.entered {
            Entered::Reason(raw) if self.at == form => Some((&raw.reason, &self.errors)),
            _ => None,
        }
    }
    pub(super) fn scanned(&self) -> Option<(&str, &Errors)> {
        match &self.entered {
            Entered::Scan(day) => Some((day, &self.errors)),
            _ => None,
        }
    }
    /// Why items go back, as entered.
    pub(super) fn returned(&self) -> Option<(&Returning, &Errors)> {
        match &self.entered {
            Entered::Returning(raw) => Some((raw, &self.errors)),
            _ => None,
        }
    }
    /// The words that belong to no cell of the sheet any more: `known` says whether one of this name is there.
    pub(super) fn lost(&self, known: impl Fn(&str) -> bool) -> Option<(&'static str, String)> {
        match &self.entered {
            _ if known(&self.at) => None,
            Entered::Answer(raw) => Some(("answers", raw.note.clone())),
            Entered::Raise(raw) => Some(("issues", format!("{}\n{}", raw.title, raw.description))),
            Entered::Proof(_) => Some(("evidence", String::new())),
            _ => None,
        }
    }
}
