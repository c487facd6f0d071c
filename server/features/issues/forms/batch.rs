//! What is sent about many issues. What decides about each is in the query of the preview; words are sent with the confirmation
//! alone, so that none of them stands in an address.
use super::super::model::{Said, Verb};
use crate::{
    base::{
        error::{Error, Result},
        form::{Errors, field},
        ids::PersonId,
        page::own_path,
    },
    features::{checklists::model::Severity, lists::MOST_PICKS},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

/// As sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Batch {
    /// The new owner.
    pub to: String,
    /// The later deadline that is asked for.
    pub until: String,
    /// The new severity; the list's filter has a `severity` of its own.
    pub grade: String,
    /// The word of a nudge, or the reason.
    pub reason: String,
    /// What protects meanwhile.
    pub measure: String,
    /// The issues that would change, as they were shown.
    pub issue: Vec<String>,
    /// The list to go back to.
    pub back: String,
}

impl Batch {
    /// The new owner; none before one was chosen.
    pub fn to(&self) -> Option<PersonId> {
        self.to.parse().ok()
    }
    /// The later deadline; none before one was chosen.
    pub fn until(&self) -> Option<NaiveDate> {
        field::date(&self.until).ok()
    }
    /// The new severity; none before one was chosen.
    pub fn grade(&self) -> Option<Severity> {
        self.grade.parse().ok()
    }
    /// What is said with it.
    pub fn said(&self, verb: Verb) -> std::result::Result<Said, Errors> {
        let mut e = Errors::default();
        let reason = match verb {
            Verb::Assign => Some(String::new()),
            Verb::Nudge => e.take("reason", field::text(&self.reason, 200)),
            Verb::Extend | Verb::Rate => e.take("reason", field::text(&self.reason, 1000)),
        };
        let measure = match verb {
            Verb::Extend => e.take("measure", field::text(&self.measure, 2000)),
            _ => Some(String::new()),
        };
        reason.zip(measure).map(|(reason, measure)| Said { reason, measure }).ok_or(e)
    }
    /// The issues, each once.
    pub fn issues(&self) -> Vec<Uuid> {
        let mut ids: Vec<Uuid> = self.issue.iter().filter_map(|id| id.parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(MOST_PICKS);
        ids
    }
    /// Where to go on: the list, narrowed as it was.
    pub fn back(&self) -> String {
        own_path(&self.back).filter(|p| p.starts_with("/issues")).unwrap_or("/issues").to_owned()
    }
}

/// The verb is the last part of the address.
impl<S: Send + Sync> FromRequestParts<S> for Verb {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let last = parts.uri.path().rsplit('/').next().unwrap_or_default();
        last.parse().map_err(|()| Error::NotFound)
    }
}
