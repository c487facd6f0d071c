//! 导入: an issue as an older list has it, with the dates of that list.
use super::{
    super::deadline::Deadline, Also, Candidate, Change, Issue, ItemRef, Names, Origin, Start, State, Subject,
    Submission,
};
use crate::{
    access::{Actor, Allowed, Place, can},
    audit,
    base::{
        calendar::end_of_day,
        db::Moment,
        ids::{IssueId, PersonId},
    },
    features::checklists::model::Severity,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde_json::json;

/// How far a line says that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// 待整改
    Awaiting,
    /// 整改中
    Rectifying,
    /// 待复核
    Reviewing(Done),
    /// 已销号
    Closed(Done),
}

/// What was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// On which day.
    pub on: NaiveDate,
    /// What.
    pub measure: String,
}

/// A line of an older list, with unit, owner and item found.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The unit that rectifies.
    pub place: Place,
    /// 编号 in that list; may be empty.
    pub old_number: String,
    /// What is wrong, in a line.
    pub title: String,
    /// What is wrong, at length; may be empty.
    pub description: String,
    /// 严重程度
    pub severity: Severity,
    /// 整改责任人
    pub owner: Candidate,
    /// The main item.
    pub item: ItemRef,
    /// The version of the checklist that the item is of.
    pub checklist: String,
    /// What it was found on, when not the unit as a whole.
    pub subject: Option<Subject>,
    /// The day on which it was found.
    pub found_on: NaiveDate,
    /// 整改期限 of that list.
    pub deadline: Deadline,
    /// How far it is.
    pub progress: Progress,
}

/// Whether whoever imports vouches for the verification of a line: as on its page, only from above and never for their own work.
pub fn vouches(by: PersonId, own: &str, path: &str, owner: PersonId) -> bool {
    path != own && by != owner
}

impl Allowed<can::RaiseIssue, Place> {
    /// Makes the issue. What a line calls closed waits for its verification unless whoever imports may verify it.
    pub fn take_over(self, listed: Listed, number: String, at: Moment) -> Change {
        let (id, by) = (IssueId::new(at.now), self.by());
        let found = noon(listed.found_on, at);
        let state = state(&listed, by, found, at);
        let submitters = match &state {
            State::Reviewing(..) | State::Closed(..) => vec![listed.owner.person],
            _ => Vec::new(),
        };
        let submitted = match &state {
            State::Reviewing(_, handed) | State::Closed(_, handed, ..) => Some(handed.at),
            _ => None,
        };
        let done = match &listed.progress {
            Progress::Reviewing(done) | Progress::Closed(done) => Some(done.on),
            Progress::Awaiting | Progress::Rectifying => None,
        };
        let event = audit::Event {
            kind: "issue.import",
            subject: audit::Subject { kind: "issue", id: id.0 },
            place: listed.place.clone(),
            data: json!({
                "number": number, "old_number": listed.old_number, "state": state.code().key(), "severity": listed.severity.key(),
                "owner": listed.owner.name, "found_on": listed.found_on, "due": listed.deadline.due(), "done_on": done,
                "item": listed.item.code.as_str(),
            }),
        };
        let issue = Issue {
            id,
            number,
            place: listed.place,
            title: listed.title,
            description: listed.description,
            severity: listed.severity,
            state,
            owner: listed.owner.person,
            raised_by: by.person,
            raised_at: found,
            opened_at: found,
            found_on: listed.found_on,
            origin: Origin::Hand,
            main_item: listed.item.code.to_string(),
            checklist: listed.checklist,
            subject: listed.subject,
            first_due: listed.deadline.due(),
            first_days: listed.deadline.days(),
            deadline: listed.deadline,
            interim_due: None,
            interim: None,
            first_submitted: submitted,
            submissions: i32::from(submitted.is_some()),
            returns: 0,
            submitters,
            proofs: 0,
            pending: None,
            plan: None,
            extensions: 0,
            repeats: None,
            occurrence: 1,
            nudges: 0,
            nudged_on: None,
            supervised: false,
            version: 1,
            names: Names::default(),
        };
        Change { issue, also: Also::Raised(vec![listed.item]), event, told: None }
    }
}

fn state(listed: &Listed, by: &Actor, found: DateTime<Utc>, at: Moment) -> State {
    let (owner, path) = (listed.owner.person, &listed.place.path);
    let start = Start { by: owner, at: found, on_behalf: true };
    let handed = |done: &Done| Submission { by: owner, at: noon(done.on, at), measure: done.measure.clone() };
    match &listed.progress {
        Progress::Awaiting => State::Awaiting,
        Progress::Rectifying => State::Rectifying(start),
        Progress::Closed(done) if vouches(by.person, &by.place.path, path, owner) => {
            State::Closed(start, handed(done), by.person, noon(done.on, at))
        }
        Progress::Reviewing(done) | Progress::Closed(done) => State::Reviewing(start, handed(done)),
    }
}

/// A list knows days only: noon of the organisation, never later than now.
fn noon(day: NaiveDate, at: Moment) -> DateTime<Utc> {
    (end_of_day(day, at.zone) - Duration::hours(12)).min(at.now)
}
