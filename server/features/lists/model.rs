//! What a person keeps of a list, and a workbook in the making.
use crate::base::{
    ids::ExportId,
    text::{Sentence, Words},
};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// Filters that a person may keep of one list.
pub const MOST_FILTERS: usize = 20;
/// Workbooks that a post may have at a time.
pub const MOST_EXPORTS: i64 = 10;
/// How long a finished workbook can be fetched.
pub const KEPT: Duration = Duration::days(7);
/// Lines up to which a workbook is made within the request.
pub const AT_ONCE: usize = 5000;
/// Lines that a sheet holds below its head (ECMA-376).
pub const MOST_LINES: i64 = 1_048_575;

/// A column that can be left out.
pub struct Column {
    pub(super) key: &'static str,
    name: fn(&Words) -> String,
    /// Whether it is there when nothing was chosen.
    shown: bool,
}

impl Column {
    /// One that is there when nothing was chosen.
    pub const fn shown(key: &'static str, name: fn(&Words) -> String) -> Self {
        Self { key, name, shown: true }
    }
    /// One that has to be chosen.
    pub const fn hidden(key: &'static str, name: fn(&Words) -> String) -> Self {
        Self { key, name, shown: false }
    }
}

/// A filter under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// The query string.
    pub query: String,
}

/// What a person has set on a list.
pub struct View {
    pub(super) all: &'static [Column],
    pub(super) chosen: Option<Vec<String>>,
    /// The filters that they keep.
    pub filters: Vec<Saved>,
}

impl View {
    /// As it is for whoever has set nothing.
    pub fn untouched(all: &'static [Column]) -> Self {
        Self { all, chosen: None, filters: Vec::new() }
    }
    /// Whether the column is shown.
    pub fn shows(&self, key: &str) -> bool {
        match &self.chosen {
            Some(chosen) => chosen.iter().any(|c| c == key),
            None => self.all.iter().any(|c| c.key == key && c.shown),
        }
    }
    /// All columns that can be chosen: key, words, whether it is shown.
    pub fn choices(&self, w: &Words) -> Vec<(&'static str, String, bool)> {
        self.all.iter().map(|c| (c.key, (c.name)(w), self.shows(c.key))).collect()
    }
    /// Keeps a filter; one of the same name gives way.
    ///
    /// # Errors
    /// When there are too many.
    pub fn keep(&mut self, new: Saved) -> Result<(), Refused> {
        match self.filters.iter().position(|f| f.name == new.name) {
            Some(old) => self.filters[old] = new,
            None if self.filters.len() >= MOST_FILTERS => return Err(Refused::ManyFilters),
            None => self.filters.push(new),
        }
        Ok(())
    }
    /// Forgets a filter; nothing happens when it is not there.
    pub fn forget(&mut self, name: &str) {
        self.filters.retain(|f| f.name != name);
    }
}

/// How far a workbook is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// In the making: lines written, and all of them once they are counted.
    Running(i64, Option<i64>),
    /// Ready: its lines and its size in bytes.
    Ready(i64, i64),
    /// Nothing came of it.
    Failed(Failure),
}

/// Why nothing came of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Whoever asked may no longer read it.
    NoRight,
    /// More lines than a sheet holds.
    TooLong,
    /// A fault of ours, which the log tells.
    Fault,
}

impl Failure {
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoRight => "no-right",
            Self::TooLong => "too-long",
            Self::Fault => "fault",
        }
    }
    /// As read; what is unknown is a fault of ours.
    pub fn of(key: &str) -> Self {
        [Self::NoRight, Self::TooLong].into_iter().find(|f| f.key() == key).unwrap_or(Self::Fault)
    }
}

impl Sentence for Failure {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::NoRight => w.export_failed_right(),
            Self::TooLong => w.export_failed_long(MOST_LINES),
            Self::Fault => w.export_failed_fault(),
        }
    }
}

/// A workbook that is made apart from a request.
#[derive(Debug, Clone)]
pub struct Export {
    /// Its id.
    pub id: ExportId,
    /// The name of its file.
    pub file_name: String,
    /// When it was asked for.
    pub made_at: DateTime<Utc>,
    /// How far it is.
    pub state: State,
}

/// Why a wish is not fulfilled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Too many filters.
    ManyFilters,
    /// Too many workbooks.
    ManyExports,
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::ManyFilters => w.list_many_filters(MOST_FILTERS),
            Self::ManyExports => w.export_many(MOST_EXPORTS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] =
        &[Column::shown("due", Words::issue_due), Column::hidden("found", Words::issue_found_on)];

    #[test]
    fn what_nobody_chose_is_as_the_program_has_it() {
        let mut view = View::untouched(COLUMNS);
        assert!(view.shows("due") && !view.shows("found"));
        view.chosen = Some(vec!["found".into(), "gone".into()]);
        assert!(!view.shows("due") && view.shows("found"));
        assert_eq!(view.choices(crate::base::text::words(crate::base::text::Language::ZhCN)).len(), 2);
    }

    #[test]
    fn a_filter_of_the_same_name_gives_way_and_there_is_a_most() {
        let saved = |name: usize, query: &str| Saved { name: name.to_string(), query: query.into() };
        let mut view = View::untouched(COLUMNS);
        for name in 0..MOST_FILTERS {
            view.keep(saved(name, "a=1")).unwrap();
        }
        assert_eq!(view.keep(saved(MOST_FILTERS, "a=1")), Err(Refused::ManyFilters));
        view.keep(saved(3, "a=2")).unwrap();
        assert_eq!((view.filters.len(), view.filters[3].query.as_str()), (MOST_FILTERS, "a=2"));
        view.forget("3");
        view.forget("none");
        assert_eq!(view.filters.len(), MOST_FILTERS - 1);
    }
}
