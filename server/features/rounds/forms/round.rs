//! A new round, the events of a period, the query of a list.
use super::super::model::{Facts, Occasion, State};
use crate::{
    base::{
        db::Moment,
        form::{Errors, Fault, field},
        ids::{ChecklistId, UnitId},
        text::{Sentence, Words},
    },
    features::checklists::model::Every,
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// A round to be opened, as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawRound {
    /// 批次名称
    pub title: String,
    /// The unit at the head of the subtree.
    pub unit: String,
    /// 检查标准
    pub checklist: String,
    /// Key of the period.
    pub every: String,
    /// First day.
    pub starts_on: String,
    /// Last day.
    pub due_on: String,
    /// `yes` when leaders sign off.
    pub sign_off: String,
    /// Keys of the events that happened in the period.
    #[serde(rename = "event")]
    pub events: Vec<String>,
}

/// The last day lies before the first.
#[derive(Debug)]
struct DueBeforeStart;

impl Sentence for DueBeforeStart {
    fn say(&self, w: &Words) -> String {
        w.round_due_before_start()
    }
}

impl RawRound {
    /// What is proposed: the reader's unit, today, a month.
    pub fn proposed(unit: UnitId, at: Moment) -> Self {
        let due = at.today.checked_add_days(chrono::Days::new(30)).unwrap_or(at.today);
        Self {
            unit: unit.to_string(),
            every: Every::Quarter.key().to_owned(),
            starts_on: at.today.to_string(),
            due_on: due.to_string(),
            sign_off: "yes".into(),
            ..Self::default()
        }
    }
    /// The facts and the unit, or every fault.
    pub fn parse(&self) -> Result<(Facts, UnitId), Errors> {
        let mut e = Errors::default();
        let title = e.take("title", field::text(&self.title, 60));
        let unit = e.take("unit", field::choice::<UnitId>(&self.unit));
        let checklist = e.take("checklist", field::choice::<ChecklistId>(&self.checklist));
        let every = e.take("every", field::choice::<Every>(&self.every));
        let starts_on = e.take("starts_on", field::date(&self.starts_on));
        let due_on = e.take("due_on", field::date(&self.due_on));
        if let Some((start, due)) = starts_on.zip(due_on)
            && due < start
        {
            e.add("due_on", Fault::says(DueBeforeStart));
        }
        let needs_sign_off = self.sign_off == "yes";
        match (title, unit, checklist, every, starts_on, due_on) {
            (Some(title), Some(unit), Some(checklist), Some(every), Some(starts_on), Some(due_on))
                if e.is_empty() =>
            {
                let events = occasions(&self.events);
                Ok((Facts { title, checklist, every, starts_on, due_on, needs_sign_off, events }, unit))
            }
            _ => Err(e),
        }
    }
}

/// Events of a period as ticked; unknown ones are left out.
pub fn occasions(keys: &[String]) -> BTreeSet<Occasion> {
    keys.iter().filter_map(|key| key.parse().ok()).collect()
}

/// The events of the period in a unit, as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawEvents {
    /// Keys of those that happened.
    #[serde(rename = "event")]
    pub events: Vec<String>,
}

/// The query of a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Part of a unit's name.
    pub q: String,
    /// A state's key, or `not_submitted`, or empty.
    pub state: String,
    /// `yes` for the reader's own unit alone.
    pub own: String,
    /// The key behind which the page begins.
    pub after: String,
}

impl Search {
    /// The states that are wanted; an unknown word wants all.
    pub fn states(&self) -> Vec<String> {
        match self.state.as_str() {
            "not_submitted" => vec!["open".into(), "returned".into()],
            key if State::KEYS.contains(&key) => vec![key.to_owned()],
            _ => Vec::new(),
        }
    }
}
