//! Why an issue stays as it is, said to the person who asked.
use super::Code;
use crate::base::text::{Sentence, Words, date};
use chrono::NaiveDate;

/// A rule of the workflow that said no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The state does not allow it.
    NotNow(Code),
    /// Someone was quicker, or the state is another: who, the event’s kind, when, the state now.
    Overtaken(String, String, String, Code),
    /// They submitted this issue themselves.
    OwnSubmission,
    /// They are its owner.
    OwnIssue,
    /// They registered it.
    OwnFinding,
    /// Critical and high issues are verified from above.
    FromAbove,
    /// It is set that everything is verified from above.
    AllFromAbove,
    /// Only the one who submitted it may withdraw it.
    NotTheSubmitter,
    /// A submission needs evidence.
    NoEvidence,
    /// Its unit is closed: nobody is left there to set it right.
    UnitClosed,
    /// It is theirs already.
    SameOwner,
    /// It has that severity already.
    SameSeverity,
    /// Something was asked for already and is not decided.
    Pending,
    /// An extension is asked for on or before the deadline.
    TooLate,
    /// The day is not later than the current deadline.
    NotLater,
    /// It was extended so many times, which is as often as is set.
    ExtendedEnough(i64),
    /// More working days than one extension has: so many, until this day.
    TooFar(u32, NaiveDate),
    /// Nobody works on that day.
    DayOff,
    /// A risk is registered for at most a year, and not for the past.
    BadExpiry,
    /// Nothing waits for a decision.
    NothingAsked,
    /// They asked for it themselves.
    OwnRequest,
    /// The owner does not register the risk of their own issue.
    OwnRisk,
    /// The unit above decides.
    DecidedAbove,
    /// The unit's leader decides.
    DecidedByTheLeader,
    /// An extension is granted as asked or shorter.
    MoreThanAsked,
    /// What is kept up in the long term has steps.
    NoSteps,
    /// A step ends by the deadline.
    StepTooLate(NaiveDate),
    /// There is no such step, or it is done.
    NoOpenStep,
    /// The plan is the same as before.
    SamePlan,
    /// Somebody has nudged today.
    NudgedToday,
    /// A paper about it waits for its answer.
    Supervised,
    /// They made the paper themselves.
    OwnPaper,
    /// Somebody has signed for it.
    Acknowledged(String),
    /// Somebody has answered it.
    Answered(String),
    /// It is not answered yet.
    NotAnswered,
    /// Somebody else made it.
    NotTheMaker,
    /// They have seen the answer.
    SeenAlready,
    /// A batch would change nothing.
    NothingChosen,
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::NudgedToday => w.issue_refused_nudged_today(),
            Self::Supervised => w.issue_refused_supervised(),
            Self::OwnPaper => w.supervision_refused_own(),
            Self::Acknowledged(name) => w.supervision_refused_acknowledged(name),
            Self::Answered(name) => w.supervision_refused_answered(name),
            Self::NotAnswered => w.supervision_refused_not_answered(),
            Self::NotTheMaker => w.supervision_refused_not_the_maker(),
            Self::SeenAlready => w.supervision_refused_seen(),
            Self::NothingChosen => w.issue_batch_nothing(),
            Self::NotNow(code) => w.issue_refused_not_now(code.say(w)),
            Self::Overtaken(who, kind, at, now) => {
                w.issue_refused_overtaken(who, at, crate::audit::kind(kind, w), now.say(w))
            }
            Self::OwnSubmission => w.issue_refused_own_submission(),
            Self::OwnIssue => w.issue_refused_own_issue(),
            Self::OwnFinding => w.issue_refused_own_finding(),
            Self::FromAbove => w.issue_refused_from_above(),
            Self::AllFromAbove => w.issue_refused_all_from_above(),
            Self::NotTheSubmitter => w.issue_refused_not_the_submitter(),
            Self::NoEvidence => w.issue_refused_no_evidence(),
            Self::UnitClosed => w.issue_refused_unit_closed(),
            Self::SameOwner => w.issue_refused_same_owner(),
            Self::SameSeverity => w.issue_refused_same_severity(),
            Self::Pending => w.issue_refused_pending(),
            Self::TooLate => w.issue_refused_too_late(),
            Self::NotLater => w.issue_refused_not_later(),
            Self::ExtendedEnough(n) => w.issue_refused_extended_enough(*n),
            Self::TooFar(n, day) => w.issue_refused_too_far(*n, date(*day, w)),
            Self::DayOff => w.issue_refused_day_off(),
            Self::BadExpiry => w.issue_refused_bad_expiry(),
            Self::NothingAsked => w.issue_refused_nothing_asked(),
            Self::OwnRequest => w.issue_refused_own_request(),
            Self::OwnRisk => w.issue_refused_own_risk(),
            Self::DecidedAbove => w.issue_refused_decided_above(),
            Self::DecidedByTheLeader => w.issue_refused_decided_by_the_leader(),
            Self::MoreThanAsked => w.issue_refused_more_than_asked(),
            Self::NoSteps => w.issue_refused_no_steps(),
            Self::StepTooLate(due) => w.issue_refused_step_too_late(due.to_string()),
            Self::NoOpenStep => w.issue_refused_no_open_step(),
            Self::SamePlan => w.issue_refused_same_plan(),
        }
    }
}
