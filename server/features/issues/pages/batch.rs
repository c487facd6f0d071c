//! What would come of a batch, before it is confirmed.
use super::super::{
    model::{Candidate, Refused},
    store::Chosen,
};
use crate::{
    access::Frame,
    base::text::{Sentence, Words},
};
use askama::Template;

/// What would come of one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It gets the new owner.
    Changes,
    /// It stays, for this reason.
    Stays(Refused),
    /// The new owner has no post in its unit.
    NoPost,
    /// The reader may not assign it.
    NotYours,
}

impl Sentence for Fate {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Changes => w.issue_batch_changes(),
            Self::Stays(why) => why.say(w),
            Self::NoPost => w.issue_batch_no_post(),
            Self::NotYours => w.issue_batch_not_yours(),
        }
    }
}

/// A new owner for the chosen issues.
#[derive(Template)]
#[template(path = "issues/assign.html")]
pub struct Assign {
    /// Around it.
    pub frame: Frame,
    /// The list to go back to.
    pub back: String,
    /// The issues, each with what would come of it once an owner is chosen.
    pub lines: Vec<(Chosen, Option<Fate>)>,
    /// What was chosen, as fields of the form that asks for the preview: the rows, or the filter that finds them.
    pub picked: Vec<(String, String)>,
    /// Who can be chosen: id and name.
    pub owners: Vec<(String, String)>,
    /// Who was chosen.
    pub to: Option<Candidate>,
    /// Whether the filter finds more than a batch takes.
    pub many: bool,
}

impl Assign {
    fn changing(&self) -> Vec<String> {
        let changes = self.lines.iter().filter(|(_, fate)| *fate == Some(Fate::Changes));
        changes.map(|(issue, _)| issue.id.to_string()).collect()
    }
    fn chosen(&self) -> String {
        self.to.as_ref().map(|to| to.person.to_string()).unwrap_or_default()
    }
}
