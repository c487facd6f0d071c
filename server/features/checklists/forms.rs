//! What an edition is narrowed to; it stands in the query, so that a link can be copied.
use super::model::{Every, Item, Strength};
use crate::base::paging;
use serde::Deserialize;

/// Which tab, and the filter.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct View {
    /// `clause` (also when empty), `layer` or `figures`.
    pub by: String,
    /// A strength's key, or empty.
    pub strength: String,
    /// A period's key, or empty.
    pub every: String,
}

impl View {
    /// Whether an item is wanted; an unknown word wants all.
    pub fn wants(&self, item: &Item) -> bool {
        self.strength.parse::<Strength>().map_or(true, |s| s == item.strength)
            && self.every.parse::<Every>().map_or(true, |e| e == item.inspect_every)
    }
    /// The tab.
    pub fn tab(&self) -> &str {
        match self.by.as_str() {
            tab @ ("layer" | "figures") => tab,
            _ => "clause",
        }
    }
    /// The same filter on another tab.
    pub fn link(&self, path: &str, tab: &str) -> String {
        paging::link(path, &[("by", tab), ("strength", &self.strength), ("every", &self.every)])
    }
}
