//! An issue: its states with exactly the facts of each, and who stands in which relation to it. The verbs are in `verbs`.
mod asking;
mod batch;
mod change;
mod comment;
mod imported;
mod plan;
mod raise;
mod refused;
mod request;
mod state;
mod supervision;
#[cfg(test)]
mod table;
mod urging;
mod verbs;

pub use batch::{Deed, Said, Stays, Verb};
pub use change::Change;
pub(super) use change::{Also, Told, Why};
pub use comment::Comment;
pub use imported::{Done, Listed, Progress, vouches};
pub use plan::{Approach, Fen, Plan, PlanStep};
pub use raise::{Earlier, ItemRef, NewIssue, Origin, Subject, SubjectKind};
pub use refused::Refused;
pub(super) use request::Decision;
pub use request::{Ask, LONGEST, Outcome, Request, Wish};
pub use state::{Code, Start, State, Submission};
pub(super) use supervision::NewPaper;
pub use supervision::{Demand, Mark, Paper, PaperNo, Stage, Supervision};

use super::{deadline::Deadline, rules::Rules};
use crate::{
    access::{Actor, InUnit, Place, can},
    base::ids::{IssueId, PersonId, UnitId},
    features::checklists::model::Severity,
};
use chrono::{DateTime, NaiveDate, Utc};

/// An issue as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    pub(super) id: IssueId,
    pub(super) number: String,
    pub(super) place: Place,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) severity: Severity,
    pub(super) state: State,
    pub(super) owner: PersonId,
    pub(super) raised_by: PersonId,
    pub(super) raised_at: DateTime<Utc>,
    pub(super) opened_at: DateTime<Utc>,
    pub(super) found_on: NaiveDate,
    pub(super) origin: Origin,
    pub(super) main_item: String,
    pub(super) checklist: String,
    pub(super) subject: Option<Subject>,
    pub(super) first_due: NaiveDate,
    pub(super) first_days: u16,
    pub(super) deadline: Deadline,
    pub(super) interim_due: Option<NaiveDate>,
    pub(super) interim: Option<Interim>,
    pub(super) first_submitted: Option<DateTime<Utc>>,
    pub(super) submissions: i32,
    pub(super) returns: i32,
    pub(super) submitters: Vec<PersonId>,
    pub(super) proofs: i64,
    pub(super) pending: Option<Request>,
    pub(super) plan: Option<Plan>,
    pub(super) extensions: i64,
    pub(super) repeats: Option<IssueId>,
    pub(super) occurrence: i32,
    pub(super) nudges: i64,
    pub(super) nudged_on: Option<NaiveDate>,
    pub(super) supervised: bool,
    pub(super) version: i32,
    pub(super) names: Names,
}

/// Names around an issue; a new one has none yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Its unit.
    pub unit: String,
    /// 整改责任人
    pub owner: String,
    /// Who registered it.
    pub raiser: String,
}

/// 临时处置: what protects meanwhile, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interim {
    /// What was done.
    pub measure: String,
    /// On which day.
    pub on: NaiveDate,
}

/// 整改责任人: someone with an active post in the unit who may own its issues; the store alone finds one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub(super) person: PersonId,
    pub(super) name: String,
}

impl Candidate {
    /// As the store lists them.
    pub(super) fn listed(person: PersonId, name: String) -> Self {
        Self { person, name }
    }
    /// Who.
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// Their name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// The list of issues of the active post: what an owner finds in it is assigned to them, as the database sees to.
#[derive(Debug, Clone)]
pub struct Own(pub Place);

impl InUnit for Own {
    fn place(&self) -> &Place {
        &self.0
    }
    fn assigned_to(&self, _: PersonId) -> bool {
        true
    }
}

/// Whether someone may raise issues in their own unit or in those below it.
pub fn raises(actor: &Actor) -> bool {
    batch::somewhere::<can::RaiseIssue>(actor)
}

impl Issue {
    /// Its id.
    pub fn id(&self) -> IssueId {
        self.id
    }
    /// The unit that rectifies it.
    pub fn unit(&self) -> UnitId {
        self.place.unit
    }
    /// 编号, such as `WT-2026-000123`.
    pub fn number(&self) -> &str {
        &self.number
    }
    /// What is wrong, in a line.
    pub fn title(&self) -> &str {
        &self.title
    }
    /// What is wrong, at length.
    pub fn description(&self) -> &str {
        &self.description
    }
    /// 严重程度
    pub fn severity(&self) -> Severity {
        self.severity
    }
    /// Where it stands.
    pub fn state(&self) -> &State {
        &self.state
    }
    /// 整改责任人
    pub fn owner(&self) -> PersonId {
        self.owner
    }
    /// Who registered it.
    pub fn raised_by(&self) -> PersonId {
        self.raised_by
    }
    /// When it was registered.
    pub fn raised_at(&self) -> DateTime<Utc> {
        self.raised_at
    }
    /// Since when it has been open this time.
    pub fn opened_at(&self) -> DateTime<Utc> {
        self.opened_at
    }
    /// The day on which it was found.
    pub fn found_on(&self) -> NaiveDate {
        self.found_on
    }
    /// Where it comes from.
    pub fn origin(&self) -> Origin {
        self.origin
    }
    /// The code of its main item.
    pub fn main_item(&self) -> &str {
        &self.main_item
    }
    /// What it is found on, when not the unit as a whole.
    pub fn subject(&self) -> Option<&Subject> {
        self.subject.as_ref()
    }
    /// The first deadline, never moved.
    pub fn first_due(&self) -> NaiveDate {
        self.first_due
    }
    /// The current deadline.
    pub fn deadline(&self) -> Deadline {
        self.deadline
    }
    /// What was asked for and is not decided yet.
    pub fn pending(&self) -> Option<&Request> {
        self.pending.as_ref()
    }
    /// How often its deadline was extended.
    pub fn extensions(&self) -> i64 {
        self.extensions
    }
    /// How often somebody nudged.
    pub fn nudges(&self) -> i64 {
        self.nudges
    }
    /// Whether somebody has nudged on this day.
    pub fn is_nudged_on(&self, day: NaiveDate) -> bool {
        self.nudged_on == Some(day)
    }
    /// Until when it is to be protected meanwhile.
    pub fn interim_due(&self) -> Option<NaiveDate> {
        self.interim_due
    }
    /// What protects meanwhile.
    pub fn interim(&self) -> Option<&Interim> {
        self.interim.as_ref()
    }
    /// When it was handed in for the first time.
    pub fn first_submitted(&self) -> Option<DateTime<Utc>> {
        self.first_submitted
    }
    /// The closed issue that it repeats.
    pub fn repeats(&self) -> Option<IssueId> {
        self.repeats
    }
    /// How often the problem was found, this time included.
    pub fn occurrence(&self) -> i32 {
        self.occurrence
    }
    /// How often it was sent back.
    pub fn returns(&self) -> i32 {
        self.returns
    }
    /// Names around it.
    pub fn names(&self) -> &Names {
        &self.names
    }
    /// Grows with every change: a page that is older than the row says so.
    pub fn version(&self) -> i32 {
        self.version
    }
    /// 逾期: still to be rectified after the current deadline. Computed, never stored.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state.code().is_for_the_owner() && self.deadline.is_overdue(today)
    }
    /// Whether a submission without evidence is enough.
    pub fn needs_evidence(&self) -> bool {
        self.severity != Severity::Low
    }
    /// Whether a submission with so many new files would stand there without proof.
    pub fn lacks_proof(&self, files: usize) -> bool {
        self.needs_evidence() && self.proofs == 0 && files == 0
    }

    fn submitted(&self, by: PersonId) -> bool {
        self.submitters.contains(&by)
    }

    /// Whether this person is its verifier: from above, or for medium and low a reviewer or second officer of the unit, unless it
    /// is set that the unit above verifies all; nobody who ever submitted it, and not its owner. The root has no unit above, so
    /// its own reviewer or second officer verifies all.
    fn verified_by(&self, by: &Actor, rules: &Rules) -> Result<(), Refused> {
        let here = by.place.unit == self.place.unit;
        let light = matches!(self.severity, Severity::Medium | Severity::Low);
        let root = self.place.path == "1/";
        if self.submitted(by.person) {
            Err(Refused::OwnSubmission)
        } else if self.owner == by.person {
            Err(Refused::OwnIssue)
        } else if here && !light && !root {
            Err(Refused::FromAbove)
        } else if here && rules.verified_above && !root {
            Err(Refused::AllFromAbove)
        } else {
            Ok(())
        }
    }
}

impl InUnit for Issue {
    fn place(&self) -> &Place {
        &self.place
    }
    fn assigned_to(&self, person: PersonId) -> bool {
        self.owner == person
    }
}
