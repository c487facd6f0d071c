//! What is sent about a list.
use crate::base::{
    form::{Fault, field},
    paging,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// Rows that a batch takes at most.
pub const MOST_PICKS: usize = 500;

/// A name for what is narrowed to now.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Keep {
    /// Its name.
    pub name: String,
    /// The query string that it stands for.
    pub query: String,
}

impl Keep {
    /// The name, or what is wrong with it.
    pub fn name(&self) -> Result<String, Fault> {
        field::text(&self.name, 20)
    }
}

/// The columns to show.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// Their keys.
    pub column: Vec<String>,
    /// The query string to come back to.
    pub query: String,
    /// `1`: as the program has it.
    pub reset: String,
}

/// What a batch is done to: rows that were picked, or all that the filter finds.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Picks {
    /// Ids of the rows; what is no id is passed over.
    pub pick: Vec<String>,
    /// `all`: whatever the filter finds.
    pub scope: String,
}

impl Picks {
    /// The picked rows, each once; none when all are meant.
    pub fn ids(&self) -> Option<Vec<Uuid>> {
        if self.scope == "all" {
            return None;
        }
        let mut ids: Vec<Uuid> = self.pick.iter().filter_map(|id| id.parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(MOST_PICKS);
        Some(ids)
    }
}

/// A query string as this list reads it: what it does not know, the page and what is empty are left out.
pub fn tidy<S: DeserializeOwned + Serialize>(query: &str) -> String {
    let query = query.trim_start_matches('?');
    let read: Option<S> = serde_html_form::from_str(query).ok();
    let text = read.and_then(|s| serde_html_form::to_string(&s).ok()).unwrap_or_default();
    let pairs: Vec<(String, String)> = serde_html_form::from_str(&text).unwrap_or_default();
    let kept: Vec<(&str, &str)> = pairs
        .iter()
        .filter(|(name, _)| name != "after" && name != "before")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    paging::link("", &kept).trim_start_matches('?').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default, Serialize, Deserialize)]
    #[serde(default)]
    struct Search {
        q: String,
        state: String,
        after: String,
    }

    #[test]
    fn a_kept_query_says_nothing_but_the_filter() {
        assert_eq!(tidy::<Search>("q=%E5%B0%8F&state=&after=7&x=1"), "q=%E5%B0%8F");
        assert_eq!(tidy::<Search>("?state=open"), "state=open");
        assert_eq!(tidy::<Search>("//evil.example"), "");
        assert_eq!(tidy::<Search>("q=1&q=2"), "", "said twice");
    }

    #[test]
    fn picks_are_ids_each_once() {
        let id = Uuid::from_u128(7);
        let picks = Picks { pick: vec![id.to_string(), "x".into(), id.to_string()], scope: String::new() };
        assert_eq!(picks.ids(), Some(vec![id]));
        assert_eq!(Picks { scope: "all".into(), ..picks }.ids(), None);
    }
}
