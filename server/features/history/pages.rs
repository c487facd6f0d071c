//! The audit log as a page.
use crate::{
    access::{Frame, Role, Section},
    audit::{Entry, Fact, History, about},
    base::text::Language,
};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// What the log is narrowed to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    /// The kind of thing: `issue`, `person` …
    pub about: String,
    /// The event before which the page begins.
    pub before: String,
}

/// Kinds of things that events are about.
const ABOUT: &[&str] =
    &["unit", "person", "session", "system", "round", "inspection", "issue", "evidence", "audit"];

impl Search {
    /// A kind that exists, else none.
    pub fn about(&self) -> Option<&'static str> {
        ABOUT.iter().copied().find(|kind| *kind == self.about)
    }
    /// Where the page begins.
    pub fn before(&self) -> Option<Uuid> {
        self.before.parse().ok()
    }
}

/// One page of the log, newest first.
#[derive(Template)]
#[template(path = "history/list.html")]
pub struct List {
    /// Around it.
    pub frame: Frame,
    /// What it is narrowed to.
    pub search: Search,
    /// Its events.
    pub entries: Vec<Entry>,
    /// The next page.
    pub next: Option<String>,
}

impl List {
    /// Kind and words of every choice.
    fn kinds(&self) -> Vec<(&'static str, String)> {
        ABOUT.iter().map(|kind| (*kind, about(kind, self.frame.w))).collect()
    }
    fn facts(&self, entry: &Entry) -> Vec<Fact> {
        entry.facts(self.frame.language)
    }
}

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let list = |entries| List {
        frame: Frame::sample(language, Role::Auditor, Section::Audit),
        search: Search::default(),
        entries,
        next: None,
    };
    vec![
        ("history/list", Box::new(list(History::sample().iter().cloned().collect()))),
        ("history/list, empty", Box::new(list(Vec::new()))),
    ]
}
