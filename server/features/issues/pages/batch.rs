//! What would come of a batch, before it is confirmed.
use super::super::{
    forms::Batch as Raw,
    model::{Change, Deed, Issue, Stays, Verb},
};
use crate::{
    access::Frame,
    base::{
        form::Errors,
        text::{Sentence, Words, date},
    },
};
use askama::Template;

/// An issue, with what would come of it once enough is chosen.
pub type Line = (Issue, Option<Result<Change, Stays>>);

/// The same verb on the chosen issues.
#[derive(Template)]
#[template(path = "issues/batch.html")]
pub struct Batch {
    /// Around it.
    pub frame: Frame,
    /// Which.
    pub verb: Verb,
    /// The issues.
    pub lines: Vec<Line>,
    /// What is done, once enough is chosen.
    pub deed: Option<Deed>,
    /// What was chosen, as fields of the form that asks for the preview: the rows, or the filter that finds them.
    pub picked: Vec<(String, String)>,
    /// Whom issues can be assigned to: id and name.
    pub owners: Vec<(String, String)>,
    /// As entered.
    pub raw: Raw,
    /// What is wrong with it.
    pub errors: Errors,
    /// Whether the filter finds more than a batch takes.
    pub many: bool,
}

impl Batch {
    fn title(&self) -> String {
        self.verb.say(self.frame.w)
    }
    fn lead(&self) -> String {
        let w = self.frame.w;
        match self.verb {
            Verb::Assign => w.issue_batch_lead(),
            Verb::Nudge => w.issue_batch_nudge_lead(),
            Verb::Extend => w.issue_batch_extend_lead(),
            Verb::Rate => w.issue_batch_rate_lead(),
        }
    }
    fn changing(&self) -> Vec<String> {
        let changes = self.lines.iter().filter(|(_, fate)| matches!(fate, Some(Ok(_))));
        changes.map(|(issue, _)| issue.id().to_string()).collect()
    }
    fn severities(&self) -> Vec<(String, String)> {
        super::severities(self.frame.w)
    }
    /// Whether a word has to be said with it, and how it is asked for.
    fn reason(&self) -> Option<String> {
        let w = self.frame.w;
        match self.verb {
            Verb::Assign => None,
            Verb::Nudge => Some(w.issue_nudge_word()),
            Verb::Extend | Verb::Rate => Some(w.issue_reason()),
        }
    }
    fn label(&self, name: &str) -> String {
        match name {
            "measure" => self.frame.w.issue_extend_measure(),
            _ => self.reason().unwrap_or_default(),
        }
    }
    /// What comes of an issue: whether it changes, and how or why not.
    fn fate(&self, issue: &Issue, fate: &Result<Change, Stays>) -> (bool, String) {
        match fate {
            Ok(change) => (true, self.becomes(issue, change, self.frame.w)),
            Err(why) => (false, why.say(self.frame.w)),
        }
    }
    fn becomes(&self, issue: &Issue, change: &Change, w: &Words) -> String {
        match &self.deed {
            Some(Deed::Extend(until)) => w.issue_batch_extends(date(*until, self.frame.w)),
            Some(Deed::Nudge) => w.issue_batch_nudges(),
            Some(Deed::Rate(severity)) => {
                let severity = super::severity_text(*severity, w);
                let due = change.issue.deadline().due();
                match due == issue.deadline().due() {
                    true => w.issue_batch_rates(severity),
                    false => w.issue_batch_rates_sooner(severity, date(due, self.frame.w)),
                }
            }
            Some(Deed::Assign(..)) | None => w.issue_batch_changes(),
        }
    }
}
