//! A new owner for many issues.
use crate::{
    base::{ids::PersonId, page::own_path},
    features::lists::MOST_PICKS,
};
use serde::Deserialize;
use uuid::Uuid;

/// As sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Batch {
    /// The new owner.
    pub to: String,
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
