//! 自查批次: a checklist, a period, a subtree, a due date.
use super::Occasion;
use crate::{
    access::{Allowed, InUnit, Place, can},
    audit::{Event, Subject},
    base::{
        db::Moment,
        ids::{ChecklistId, PersonId, RoundId},
    },
    features::checklists::model::Every,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use std::collections::BTreeSet;

/// A round as it was opened; it does not change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    pub(in super::super) id: RoundId,
    pub(in super::super) number: String,
    pub(in super::super) place: Place,
    pub(in super::super) facts: Facts,
    pub(in super::super) opened_by: PersonId,
    pub(in super::super) opened_at: DateTime<Utc>,
}

/// What a person chooses when opening one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Facts {
    /// 批次名称
    pub title: String,
    /// 检查标准, in one version.
    pub checklist: ChecklistId,
    /// The items of this period and of all shorter ones are asked.
    pub every: Every,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day for submitting on time.
    pub due_on: NaiveDate,
    /// Whether the units' leaders sign off.
    pub needs_sign_off: bool,
    /// Events of the period that concern every unit of it.
    pub events: BTreeSet<Occasion>,
}

impl Round {
    /// Its id.
    pub fn id(&self) -> RoundId {
        self.id
    }
    /// 编号, such as `ZC-2026-0001`.
    pub fn number(&self) -> &str {
        &self.number
    }
    /// What was chosen.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }
    /// When it was opened.
    pub fn opened_at(&self) -> DateTime<Utc> {
        self.opened_at
    }
}

impl InUnit for Round {
    fn place(&self) -> &Place {
        &self.place
    }
}

/// A round to be opened.
#[derive(Debug)]
pub struct Opening {
    pub(in super::super) round: Round,
    pub(in super::super) event: Event,
}

impl Allowed<can::OpenRound, Place> {
    /// Opens a round for the subtree of this place. `number` is the next of the year.
    pub fn open(self, facts: Facts, number: String, at: Moment) -> Opening {
        let id = RoundId::new(at.now);
        let opened_by = self.by().person;
        let event = Event {
            kind: self.action(),
            subject: Subject { kind: "round", id: id.0 },
            place: (*self).clone(),
            data: json!({ "number": number, "new": facts }),
        };
        let round = Round { id, number, place: self.into_inner(), facts, opened_by, opened_at: at.now };
        Opening { round, event }
    }
}
