//! 评论 and 整改前后对比 on an issue's page.
use super::{
    super::{model::Candidate, store::Said},
    Show,
};
use crate::{
    base::text::{Sentence, date_and_time},
    features::evidence::Evidence,
};
use chrono::{DateTime, Utc};
use std::borrow::Borrow;

/// The most people to choose from.
const OFFERED: usize = 60;

impl Show {
    /// Who said it, in which role.
    pub(super) fn speaker(&self, said: &Said) -> String {
        match said.role {
            Some(role) => format!("{} · {}", said.by, role.say(self.frame.w)),
            None => said.by.clone(),
        }
    }
    /// The time of a comment.
    pub(super) fn time_of(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        let local = at.borrow().with_timezone(&self.frame.zone.offset());
        date_and_time(local.naive_local(), self.frame.w)
    }
    /// Who may be mentioned.
    pub(super) fn mentionable(&self) -> Vec<&Candidate> {
        let others = self.people.iter().filter(|p| p.sees && p.who.person() != self.me);
        others.map(|p| &p.who).take(OFFERED).collect()
    }
    pub(super) fn is_mentioned(&self, who: &Candidate) -> bool {
        self.act.verb == "comment" && self.act.raw.mention.iter().any(|id| *id == who.person().to_string())
    }
    /// Pictures of what was found, and of what was done: those that came with the first submission or later.
    pub(super) fn pictures(&self) -> (Vec<&Evidence>, Vec<&Evidence>) {
        let done = |e: &&Evidence| {
            let handed_in = self.issue.first_submitted().is_some_and(|first| e.uploaded_at() >= first);
            handed_in && !e.is_of_answer()
        };
        let (after, before) = self.evidence.iter().filter(|e| e.is_picture()).partition(done);
        (before, after)
    }
}
