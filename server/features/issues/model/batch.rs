//! The same verb on many issues. The preview carries it out as well and lets go of what it gives, so that it tells what happens.
use super::{Candidate, Change, Issue, Refused, Wish};
use crate::{
    access::{Action, Actor, Allowed, InUnit, Place, can},
    base::{
        db::Moment,
        ids::UnitId,
        text::{Sentence, Words},
    },
    features::{checklists::model::Severity, issues::rules::Rules},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// Verbs that a batch knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// 分派
    Assign,
    /// 催办
    Nudge,
    /// 申请延期
    Extend,
    /// 调整严重程度
    Rate,
}

impl Verb {
    /// All of them, in the order of the list's buttons.
    pub const ALL: [Self; 4] = [Self::Assign, Self::Nudge, Self::Extend, Self::Rate];
    /// The last part of its address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Nudge => "nudge",
            Self::Extend => "extend",
            Self::Rate => "rate",
        }
    }
    /// Its icon.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Assign => "user",
            Self::Nudge => "bell",
            Self::Extend => "calendar",
            Self::Rate => "flag",
        }
    }
    /// Whether someone may do it to issues of their own unit or of those below it.
    pub fn is_for(self, actor: &Actor) -> bool {
        match self {
            Self::Assign => somewhere::<can::AssignIssue>(actor),
            Self::Nudge => somewhere::<can::NudgeIssue>(actor),
            Self::Extend => somewhere::<can::AskExtension>(actor),
            Self::Rate => somewhere::<can::RateIssue>(actor),
        }
    }
    /// As [`Sentence::say`], for templates.
    pub fn say(self, w: &Words) -> String {
        Sentence::say(&self, w)
    }
}

impl Sentence for Verb {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Assign => w.issue_batch_assign(),
            Self::Nudge => w.issue_batch_nudge(),
            Self::Extend => w.issue_batch_extend(),
            Self::Rate => w.issue_batch_rate(),
        }
    }
}

impl std::str::FromStr for Verb {
    type Err = ();
    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|verb| verb.key() == key).ok_or(())
    }
}

/// Whether someone may do it in their own unit or in those below it.
pub(super) fn somewhere<A: Action>(actor: &Actor) -> bool {
    let below = Place { unit: UnitId(Uuid::nil()), path: format!("{}0/", actor.place.path) };
    actor.could::<A, _>(&actor.place) || actor.could::<A, _>(&below)
}

/// What is done, as far as it decides what comes of an issue.
#[derive(Debug, Clone)]
pub enum Deed {
    /// A new owner, with the units where they could own issues.
    Assign(Candidate, Vec<UnitId>),
    /// 催办
    Nudge,
    /// A later deadline, this day, is asked for.
    Extend(NaiveDate),
    /// Another severity.
    Rate(Severity),
}

/// What is said with it; a preview says nothing.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// The word of a nudge, or the reason.
    pub reason: String,
    /// What protects meanwhile.
    pub measure: String,
}

/// Why an issue stays as it is.
#[derive(Debug)]
pub enum Stays {
    /// The workflow says no.
    Refused(Refused),
    /// The new owner has no post in its unit.
    NoPost,
    /// The person may not do it there.
    NotYours,
}

impl Sentence for Stays {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Refused(why) => why.say(w),
            Self::NoPost => w.issue_batch_no_post(),
            Self::NotYours => w.issue_batch_not_yours(),
        }
    }
}

impl From<Refused> for Stays {
    fn from(why: Refused) -> Self {
        Self::Refused(why)
    }
}

impl Deed {
    /// What comes of one issue, by the same verb as on its page.
    pub fn apply(
        &self,
        by: &Actor,
        issue: Issue,
        said: Said,
        rules: &Rules,
        at: Moment,
    ) -> Result<Change, Stays> {
        let (unit, Said { reason, measure }) = (issue.unit(), said);
        Ok(match self {
            Self::Assign(to, units) => {
                let change = allowed::<can::AssignIssue>(by, issue)?.assign(to.clone())?;
                if !units.contains(&unit) {
                    return Err(Stays::NoPost);
                }
                change
            }
            Self::Nudge => allowed::<can::NudgeIssue>(by, issue)?.nudge(reason, at.today)?,
            Self::Extend(until) => {
                let wish = Wish { reason, measure, until: *until };
                allowed::<can::AskExtension>(by, issue)?.ask_extension(wish, rules, at)?
            }
            Self::Rate(severity) => {
                let anew = rules.deadline(at.today, rules.days(*severity), *severity);
                allowed::<can::RateIssue>(by, issue)?.rate(*severity, reason, anew, at.today)?
            }
        })
    }
}

fn allowed<A: Action>(by: &Actor, issue: Issue) -> Result<Allowed<A, Issue>, Stays> {
    debug_assert!(by.scope().holds(&issue.place().path), "the database shows nothing else");
    by.may(issue).map_err(|_| Stays::NotYours)
}
