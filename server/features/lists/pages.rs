//! Pages of workbooks, and what stands around the lines of every list.
use super::{
    forms::Keep,
    model::{AT_ONCE, Export, Failure, KEPT, State, View},
};
use crate::{
    access::{Frame, Role, Section},
    base::{
        form::{Errors, Fault},
        text::Language,
    },
    features::Sample,
};
use askama::Template;
use chrono::{DateTime, Duration};
use uuid::Uuid;

/// Around the lines of a list: its path, what it is narrowed to, what the reader has set.
pub struct Tools {
    /// The list's path.
    pub path: &'static str,
    /// The query string without the page.
    pub query: String,
    /// What the reader has set.
    pub view: View,
}

impl Tools {
    /// For this list, narrowed by `search`.
    pub fn of<L: super::Listing>(search: &L::Search, view: View) -> Self {
        let query = serde_html_form::to_string(search).unwrap_or_default();
        Self { path: L::PATH, query: super::forms::tidy::<L::Search>(&query), view }
    }
    /// Whether the column is shown.
    pub fn shows(&self, key: &str) -> bool {
        self.view.shows(key)
    }
    /// The address of the workbook.
    pub fn export(&self) -> String {
        self.address(&format!("{}.xlsx", self.path), &self.query)
    }
    /// The address of a kept filter.
    pub fn link(&self, query: &str) -> String {
        self.address(self.path, query)
    }
    fn address(&self, path: &str, query: &str) -> String {
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// The name of a filter was refused.
#[derive(Template)]
#[template(path = "lists/name.html")]
pub struct Name {
    /// Around it.
    pub frame: Frame,
    /// The list's path.
    pub path: &'static str,
    /// Its name.
    pub list: String,
    /// What was sent.
    pub input: Keep,
    /// What is wrong with it.
    pub errors: Errors,
}

/// A list is too long to wait for.
#[derive(Template)]
#[template(path = "lists/long.html")]
pub struct Long {
    /// Around it.
    pub frame: Frame,
    /// The list's path.
    pub path: &'static str,
    /// Its name.
    pub list: String,
    /// What it is narrowed to.
    pub query: String,
}

/// The workbooks of the post.
#[derive(Template)]
#[template(path = "lists/exports.html")]
pub struct Exports {
    /// Around it.
    pub frame: Frame,
    /// The newest first.
    pub exports: Vec<Export>,
}

impl Exports {
    fn runs(&self) -> bool {
        self.exports.iter().any(|e| matches!(e.state, State::Running(..)))
    }
    fn made(&self, export: &Export) -> String {
        self.time(export.made_at)
    }
    fn until(&self, export: &Export) -> String {
        self.time(export.made_at + KEPT)
    }
    fn time(&self, at: DateTime<chrono::Utc>) -> String {
        at.with_timezone(&self.frame.zone.offset()).format("%Y-%m-%d %H:%M").to_string()
    }
    /// In words of kilobytes or megabytes.
    fn size(&self, bytes: &i64) -> String {
        match *bytes {
            b if b < 1024 * 1024 => format!("{} KB", (b + 1023) / 1024),
            b => format!("{:.1} MB", b as f64 / 1024.0 / 1024.0),
        }
    }
}

/// A sample of every page.
pub fn samples(language: Language) -> Vec<Sample> {
    let frame = || Frame::sample(language, Role::Supervisor, Section::Issues);
    let now = DateTime::from_timestamp(1_764_000_000, 0).unwrap_or_default();
    let export = |n: i64, state: State| Export {
        id: Uuid::from_u128(u128::from(n.unsigned_abs())).into(),
        file_name: frame().w.issue_export_file(format!("2025-11-{:02}", 25 - n)),
        made_at: now - Duration::days(n),
        state,
    };
    let exports = vec![
        export(0, State::Running(12_000, Some(31_480))),
        export(1, State::Ready(31_480, 3_402_118)),
        export(2, State::Failed(Failure::NoRight)),
    ];
    vec![
        (
            "lists-long",
            Box::new(Long {
                frame: frame(),
                path: "/issues",
                list: frame().w.menu_issues(),
                query: "state=all".into(),
            }),
        ),
        (
            "lists-name-refused",
            Box::new(Name {
                frame: frame(),
                path: "/issues",
                list: frame().w.menu_issues(),
                input: Keep { name: String::new(), query: "state=overdue&severity=critical".into() },
                errors: Errors::one("name", Fault::Required),
            }),
        ),
        ("lists-exports", Box::new(Exports { frame: frame(), exports })),
        ("lists-exports-none", Box::new(Exports { frame: frame(), exports: Vec::new() })),
    ]
}
