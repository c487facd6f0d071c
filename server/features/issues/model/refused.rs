//! Why an issue stays as it is, said to the person who asked.
use super::Code;
use crate::base::text::{Sentence, Words};

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
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::NotNow(code) => w.issue_refused_not_now(code.say(w)),
            Self::Overtaken(who, kind, at, now) => {
                w.issue_refused_overtaken(who, at, crate::audit::kind(kind, w), now.say(w))
            }
            Self::OwnSubmission => w.issue_refused_own_submission(),
            Self::OwnIssue => w.issue_refused_own_issue(),
            Self::OwnFinding => w.issue_refused_own_finding(),
            Self::FromAbove => w.issue_refused_from_above(),
            Self::NotTheSubmitter => w.issue_refused_not_the_submitter(),
            Self::NoEvidence => w.issue_refused_no_evidence(),
            Self::UnitClosed => w.issue_refused_unit_closed(),
            Self::SameOwner => w.issue_refused_same_owner(),
            Self::SameSeverity => w.issue_refused_same_severity(),
        }
    }
}
