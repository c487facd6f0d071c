//! A check item as a page shows it, in one language, with the figures put in.
use super::model::{AnsweredOn, Edition, Item, Severity};
use crate::base::text::{Language, Sentence, Words, words};

/// An item, its edition and the reader's language.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    edition: &'a Edition,
    item: &'a Item,
    language: Language,
}

impl<'a> Shown<'a> {
    /// Puts the three together.
    pub fn new(edition: &'a Edition, item: &'a Item, language: Language) -> Self {
        Self { edition, item, language }
    }
    fn w(&self) -> &'static Words {
        words(self.language)
    }
    /// NET-02
    pub fn code(&self) -> &'a str {
        self.item.code.as_str()
    }
    /// The obligation.
    pub fn title(&self) -> &'a str {
        self.item.title(self.language)
    }
    /// How to check.
    pub fn guidance(&self) -> String {
        self.item.guidance(self.language, self.edition.params())
    }
    /// What conforms.
    pub fn pass(&self) -> String {
        self.item.pass(self.language, self.edition.params())
    }
    /// What may be attached.
    pub fn evidence(&self) -> &'a str {
        self.item.evidence(self.language)
    }
    /// Who is in charge.
    pub fn who(&self) -> &'a str {
        self.item.who(self.language)
    }
    /// How strongly the notice words it, or 本平台建议.
    pub fn strength(&self) -> &'a str {
        self.edition.strength_name(self.item.strength, self.language)
    }
    /// Who answers.
    pub fn kind(&self) -> &'a str {
        self.edition.kind_name(self.item.kind, self.language)
    }
    /// Key of the severity, which is also the badge's class.
    pub fn severity_key(&self) -> &'static str {
        self.item.severity.key()
    }
    /// Its icon.
    pub fn severity_icon(&self) -> &'static str {
        severity_icon(self.item.severity)
    }
    /// Its name.
    pub fn severity(&self) -> &'a str {
        self.edition.severity_name(self.item.severity, self.language)
    }
    /// How often it is inspected.
    pub fn every(&self) -> String {
        self.item.inspect_every.say(self.w())
    }
    /// What it is checked on.
    pub fn answered_on(&self) -> String {
        let w = self.w();
        let on = self.item.answered_on.say(w);
        if self.item.answered_on == AnsweredOn::System && self.item.only_important {
            w.checklist_only_important()
        } else {
            on
        }
    }
    /// Working days, and what else goes on time; every figure is the portal's.
    pub fn terms(&self) -> Vec<String> {
        let w = self.w();
        let mut terms = vec![w.checklist_rectify_days(self.item.rectify_days)];
        terms.extend(self.item.interim_days.map(|days| w.checklist_interim_days(days)));
        terms.push(w.checklist_fresh(self.item.fresh_within_days));
        if self.item.also_on_event {
            terms.push(w.checklist_on_event());
        }
        terms
    }
    /// Ways to meet it: key and name.
    pub fn ways(&self) -> Vec<(&'a str, &'a str)> {
        self.item.boxes.iter().map(|b| (b.key.as_str(), b.title(self.language))).collect()
    }
    /// Further clauses that it answers.
    pub fn also(&self) -> Vec<String> {
        self.item.also_clauses.iter().map(|c| c.say(self.w())).collect()
    }
    /// The clause that it belongs to.
    pub fn clause(&self) -> String {
        self.item.clause.say(self.w())
    }
}

/// The sign of a severity.
pub fn severity_icon(severity: Severity) -> &'static str {
    match severity {
        Severity::Low => "sev-low",
        Severity::Medium => "sev-medium",
        Severity::High => "sev-high",
        Severity::Critical => "sev-critical",
    }
}
