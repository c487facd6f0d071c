//! What a verb gives and the store takes: the issue as it is to be, what else is kept, and the event.
use super::{Decision, Issue, ItemRef, NewPaper};
use crate::{
    audit::{Event, Subject},
    base::ids::PersonId,
    features::messages::model::{Kind, Line},
};
use chrono::NaiveDate;
use serde_json::Value;

/// An accepted change. Only verbs make one.
#[derive(Debug)]
pub struct Change {
    pub(in super::super) issue: Issue,
    pub(in super::super) also: Also,
    pub(in super::super) event: Event,
    pub(in super::super) told: Option<Told>,
}

/// Who learns of a change, and as what.
#[derive(Debug, Clone)]
pub(in super::super) struct Told {
    /// As what.
    pub kind: Kind,
    /// Who.
    pub people: Vec<PersonId>,
    /// Whether the officers of the unit learn of it too.
    pub officers: bool,
    /// The date that counts, when it is not the issue's deadline.
    pub due: Option<NaiveDate>,
}

impl Change {
    /// The one way to a change: the issue as it is to be, with the event that says so.
    pub(super) fn of(
        mut issue: Issue,
        kind: &'static str,
        also: Also,
        data: Value,
        alter: impl FnOnce(&mut Issue),
    ) -> Self {
        alter(&mut issue);
        issue.version += 1;
        Self::beside(issue, kind, also, data)
    }

    /// The issue itself stays as it is: no page that shows it is older for that.
    pub(super) fn beside(issue: Issue, kind: &'static str, also: Also, data: Value) -> Self {
        let subject = Subject { kind: "issue", id: issue.id.0 };
        let event = Event { kind, subject, place: issue.place.clone(), data };
        Self { issue, also, event, told: None }
    }

    /// A change that alters nothing, for looking at pages.
    pub fn sample(issue: Issue) -> Self {
        Self::beside(issue, "issue.nudge", Also::Nothing, Value::Null)
    }

    /// The issue as messages tell it, when it is new: the checklist's words, nothing of its own text.
    pub(in super::super) fn line(&self) -> Option<Line> {
        let Also::Raised(items) = &self.also else { return None };
        let item = items.first()?;
        Some(Line {
            issue: self.issue.id,
            number: self.issue.number.clone(),
            title_zh: item.title_zh.clone(),
            title_en: item.title_en.clone(),
            due: self.issue.deadline.due(),
            standing: None,
        })
    }

    /// These people learn of it.
    pub(super) fn tell(mut self, kind: Kind, people: &[PersonId]) -> Self {
        self.told = Some(Told { kind, people: people.to_vec(), officers: false, due: None });
        self
    }

    /// This is the date that counts for them.
    pub(super) fn until(mut self, due: NaiveDate) -> Self {
        self.told = self.told.map(|told| Told { due: Some(due), ..told });
        self
    }

    /// The officers of the unit learn of it too.
    pub(super) fn and_officers(mut self) -> Self {
        self.told = self.told.map(|told| Told { officers: true, ..told });
        self
    }
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
    /// Somebody nudged; the issue is not rewritten.
    Nudged,
    /// A 督办单; the issue is not rewritten.
    Supervised(NewPaper),
    /// A request, that of the issue.
    Asked,
    /// A plan, that of the issue.
    Planned,
    /// The decision about it, and the deadline that it gives.
    Decided(Decision, Option<(Why, NaiveDate)>),
}

/// Why a further deadline was issued.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Why {
    /// The severity changed.
    Severity,
    /// The issue was opened again.
    Reopened,
    /// It was extended.
    Extended,
    /// The risk was registered: the deadline for the time behind it.
    Registered,
}

impl Why {
    /// As stored.
    pub(in super::super) fn key(self) -> &'static str {
        match self {
            Self::Severity => "severity",
            Self::Reopened => "reopened",
            Self::Extended => "extended",
            Self::Registered => "registered",
        }
    }
}
