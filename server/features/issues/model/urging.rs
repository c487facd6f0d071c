//! 催办: row 15 of the workflow.
use super::{Also, Change, Issue, Refused};
use crate::{
    access::{Allowed, can},
    features::messages::model::Kind,
};
use chrono::NaiveDate;
use serde_json::json;

impl Issue {
    /// Row 15: while it is open, and at most once on each day of the organisation, whoever nudges.
    pub(in super::super) fn may_nudge(&self, today: NaiveDate) -> Result<(), Refused> {
        self.when_open()?;
        if self.is_nudged_on(today) { Err(Refused::NudgedToday) } else { Ok(()) }
    }
}

impl Allowed<can::NudgeIssue, Issue> {
    /// 催办: its owner and the officers of its unit learn that somebody waits; what was said stands in the time line.
    pub fn nudge(self, word: String, today: NaiveDate) -> Result<Change, Refused> {
        self.may_nudge(today)?;
        let (kind, owner) = (self.action(), self.owner);
        let change = Change::beside(self.into_inner(), kind, Also::Nudged, json!({ "word": word }));
        Ok(change.tell(Kind::Nudge, &[owner]).and_officers())
    }
}
