//! The history of one thing as its page shows it: words are put on the events here, in the reader's language.
use super::read::{Entry, entries_of};
use crate::{
    access::Role,
    base::{
        calendar::Zone,
        error::Result,
        text::{Sentence, Words},
    },
};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Events, newest first.
#[derive(Debug, Clone, Default)]
pub struct History(Vec<Entry>);

impl History {
    /// All that the reader may see of a thing's history, at most 200 events.
    pub async fn of(db: &mut PgConnection, subject: Uuid) -> Result<Self> {
        Ok(Self(entries_of(db, subject).await?))
    }
    /// Only events about a thing of this kind.
    pub fn about(mut self, subject_kind: &str) -> Self {
        self.0.retain(|e| e.subject_kind == subject_kind);
        self
    }
    /// The events.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter()
    }
    /// For looking at.
    pub fn sample() -> Self {
        let entry = |kind: &str, data| Entry {
            id: Uuid::nil(),
            at: "2026-11-23T01:32:00Z".parse().unwrap_or_default(),
            person_name: "李明".into(),
            role: "admin".into(),
            kind: kind.into(),
            subject_kind: "unit".into(),
            subject_id: None,
            data,
            address: String::new(),
        };
        let edited =
            serde_json::json!({ "old": { "name": "示例小学" }, "new": { "name": "渝中区示例第一小学" } });
        Self(vec![entry("unit.edit", edited), entry("unit.add", Value::Null)])
    }
}

impl Entry {
    /// What was done.
    pub fn what(&self, w: &Words) -> String {
        super::words::kind(&self.kind, w)
    }
    /// Who did it: a person, or the part of the program that acts in its own name.
    pub fn who(&self, w: &Words) -> String {
        match self.person_name.as_str() {
            name if self.role.parse::<Role>().is_ok() => name.to_owned(),
            "sign-in" => w.audit_by_sign_in(),
            "set-up" => w.audit_by_set_up(),
            "import" => w.audit_by_import(),
            "clock" => w.audit_by_clock(),
            "built-in" => w.audit_by_built_in(),
            name => name.to_owned(),
        }
    }
    /// In which role.
    pub fn role_text(&self, w: &Words) -> String {
        self.role.parse::<Role>().map_or_else(|()| w.audit_system(), |r| r.say(w))
    }
    /// When, in the organisation's zone.
    pub fn time(&self, zone: &Zone) -> String {
        self.at.with_timezone(&zone.offset()).format("%Y-%m-%d %H:%M").to_string()
    }
}
