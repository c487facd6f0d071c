//! The audit log as a page.
use crate::{
    access::{Frame, Role, Section},
    audit::{Entry, History},
    base::text::{Language, Sentence},
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
        let w = self.frame.w;
        let word = |kind: &str| match kind {
            "unit" => w.menu_units(),
            "person" => w.menu_people(),
            "session" => w.audit_about_session(),
            "system" => w.menu_systems(),
            "round" => w.menu_rounds(),
            "inspection" => w.menu_inspections(),
            "issue" => w.menu_issues(),
            "evidence" => w.audit_about_evidence(),
            _ => w.menu_audit(),
        };
        ABOUT.iter().map(|kind| (*kind, word(kind))).collect()
    }
    /// A role is logged by its code and read by its name.
    fn word(&self, key: &str, text: String) -> String {
        if key != "role" {
            return text;
        }
        text.parse::<Role>().map_or(text, |role| role.say(self.frame.w))
    }
    /// The facts in one line: what a person wrote or chose, without markup.
    fn facts(&self, e: &Entry) -> String {
        let plain = |v: &serde_json::Value| match v {
            serde_json::Value::String(s) => Some(s.clone()),
            serde_json::Value::Number(n) => Some(n.to_string()),
            _ => None,
        };
        let Some(data) = e.data.as_object() else { return String::new() };
        let hidden = |key: &str| key == "old" || key == "new" || key == "key";
        let shown = data
            .iter()
            .filter(|(k, _)| !hidden(k))
            .filter_map(|(k, v)| plain(v).map(|t| self.word(k, t)))
            .filter(|t| t.parse::<Uuid>().is_err());
        shown.filter(|t| !t.is_empty()).collect::<Vec<_>>().join("; ")
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
