//! What can be wrong with an edition. All faults are told at once: the writer of one has a list to work through.

use super::{
    code::Code,
    edition::{Head, SCHEMA},
    item::Item,
    words::{AnsweredOn, AutoLevel, Kind, Layer, Severity, Strength},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// Every fault of an edition, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the sentences say it all")]
pub enum Fault {
    #[error("not TOML: {0}")]
    NotToml(String),
    #[error("there is no [[item]]")]
    NoItems,
    #[error("head: {0}")]
    Head(String),
    #[error("item {place} ({code}): {reason}")]
    Item { place: usize, code: String, reason: String },
    #[error("the schema is {0}, this program reads {SCHEMA}")]
    Schema(u16),
    #[error("[{table}] has no name for {key}")]
    Unnamed { table: &'static str, key: &'static str },
    #[error("{0} stands twice")]
    DuplicateCode(Code),
    #[error("{code}: {field} names {unknown}, which is no item")]
    UnknownCode { code: Code, field: &'static str, unknown: Code },
    #[error("meta.port_main_order names {0}, which is no item")]
    UnknownPortItem(Code),
    #[error("{code} is related to {other}, but not {other} to {code}")]
    OneSided { code: Code, other: Code },
    #[error("{0} is related to itself")]
    RelatedToItself(Code),
    #[error("{0} is retired and still an item")]
    RetiredInUse(Code),
    #[error("{code}: {field} uses {{{key}}}, which is no threshold")]
    MissingParam { code: Code, field: &'static str, key: String },
    #[error("{code}: {field} is shown as it stands and cannot hold a threshold")]
    ParamInPlainText { code: Code, field: &'static str },
    #[error("{code}: {field} is empty")]
    Empty { code: Code, field: &'static str },
    #[error("{code}: {field} must be at least 1")]
    NoDays { code: Code, field: &'static str },
    #[error("{0}: interim_days is longer than rectify_days")]
    InterimTooLong(Code),
    #[error("{0}: host_kinds belongs to items answered on hosts")]
    HostKindsElsewhere(Code),
    #[error("{0}: only_important and inheritable belong to items answered on systems")]
    SystemRuleElsewhere(Code),
    #[error("{0}: an either item needs two boxes with different keys, or more")]
    TooFewBoxes(Code),
    #[error(
        "{0}: auto_level, auto_tools and auto_rule do not agree: none has neither tool nor rule, the others have both"
    )]
    Automation(Code),
}

impl Faults {
    pub(super) fn one(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for Faults {
    /// One fault per line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(Fault::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Faults {}

/// Every contradiction between a head and its items.
pub(super) fn faults_of(head: &Head, items: &[Item]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if head.schema != SCHEMA {
        faults.push(Fault::Schema(head.schema));
    }
    if items.is_empty() {
        faults.push(Fault::NoItems);
    }
    faults.extend(unnamed(head));
    let by_code: BTreeMap<&Code, &Item> = items.iter().map(|item| (&item.code, item)).collect();
    let mut seen = BTreeSet::new();
    faults.extend(
        items
            .iter()
            .filter(|item| !seen.insert(&item.code))
            .map(|item| Fault::DuplicateCode(item.code.clone())),
    );
    for (old, heir) in &head.retired {
        if by_code.contains_key(old) {
            faults.push(Fault::RetiredInUse(old.clone()));
        }
        if !by_code.contains_key(heir) {
            faults.push(Fault::UnknownCode { code: old.clone(), field: "retired", unknown: heir.clone() });
        }
    }
    let no_items = head.meta.port_main_order.iter().filter(|code| !by_code.contains_key(code));
    faults.extend(no_items.map(|code| Fault::UnknownPortItem(code.clone())));
    for item in items {
        relations(item, &by_code, &mut faults);
        texts(item, head, &mut faults);
        rules(item, &mut faults);
    }
    faults
}

fn unnamed(head: &Head) -> impl Iterator<Item = Fault> {
    let layers =
        Layer::ALL.iter().filter(|key| !head.layers.contains_key(key)).map(|key| ("layers", key.key()));
    let severities = Severity::ALL
        .iter()
        .filter(|key| !head.severities.contains_key(key))
        .map(|key| ("severities", key.key()));
    let strengths = Strength::ALL
        .iter()
        .filter(|key| !head.strengths.contains_key(key))
        .map(|key| ("strengths", key.key()));
    let kinds = Kind::ALL.iter().filter(|key| !head.kinds.contains_key(key)).map(|key| ("kinds", key.key()));
    layers.chain(severities).chain(strengths).chain(kinds).map(|(table, key)| Fault::Unnamed { table, key })
}

fn relations(item: &Item, by_code: &BTreeMap<&Code, &Item>, faults: &mut Vec<Fault>) {
    let code = || item.code.clone();
    for other in &item.related {
        match by_code.get(other) {
            _ if *other == item.code => faults.push(Fault::RelatedToItself(code())),
            None => {
                faults.push(Fault::UnknownCode { code: code(), field: "related", unknown: other.clone() })
            }
            Some(found) if !found.related.contains(&item.code) => {
                faults.push(Fault::OneSided { code: code(), other: other.clone() });
            }
            Some(_) => {}
        }
    }
}

fn texts(item: &Item, head: &Head, faults: &mut Vec<Fault>) {
    let code = || item.code.clone();
    for (field, text) in item.texts_with_params() {
        if let Some(key) = head.params.missing(text) {
            faults.push(Fault::MissingParam { code: code(), field, key: key.into() });
        }
        if text.trim().is_empty() && field != "auto_rule" {
            faults.push(Fault::Empty { code: code(), field });
        }
    }
    for (field, text) in item.plain_texts() {
        if text.contains(['{', '}']) {
            faults.push(Fault::ParamInPlainText { code: code(), field });
        }
        if text.trim().is_empty() {
            faults.push(Fault::Empty { code: code(), field });
        }
    }
}

fn rules(item: &Item, faults: &mut Vec<Fault>) {
    let code = || item.code.clone();
    let days = [
        ("fresh_within_days", Some(item.fresh_within_days)),
        ("rectify_days", Some(item.rectify_days)),
        ("interim_days", item.interim_days),
    ];
    let none = days.iter().filter(|(_, days)| *days == Some(0));
    faults.extend(none.map(|(field, _)| Fault::NoDays { code: code(), field }));
    if item.interim_days.is_some_and(|interim| interim > item.rectify_days) {
        faults.push(Fault::InterimTooLong(code()));
    }
    if !item.host_kinds.is_empty() && item.answered_on != AnsweredOn::Hosts {
        faults.push(Fault::HostKindsElsewhere(code()));
    }
    if (item.only_important || item.inheritable) && item.answered_on != AnsweredOn::System {
        faults.push(Fault::SystemRuleElsewhere(code()));
    }
    let keys: BTreeSet<_> = item.boxes.iter().map(|way| &way.key).collect();
    if keys.len() < item.boxes.len() || (item.strength == Strength::Either && keys.len() < 2) {
        faults.push(Fault::TooFewBoxes(code()));
    }
    let automatic = item.auto_level != AutoLevel::None;
    if automatic == item.auto_tools.is_empty() || automatic == item.auto_rule_is_empty() {
        faults.push(Fault::Automation(code()));
    }
}
