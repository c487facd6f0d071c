//! 督办单: a numbered paper about an issue with a date of its own; row 15 of the workflow. It is signed for and answered by whoever
//! rectifies, and looked at by whoever made it.
use super::{Also, Change, Issue, Refused};
use crate::{
    access::{Action, Allowed, InUnit, Place, can},
    audit::{Event, Subject},
    base::{
        db::Moment,
        ids::{IssueId, PersonId, SupervisionId},
        text::{Sentence, Words},
    },
    features::messages::model::Kind,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde_json::{Value, json};

/// The longest time that a paper gives, in days.
const LONGEST: u64 = 365;

/// The number of a paper: 督办〔2026〕1号.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperNo {
    /// The year.
    pub year: i32,
    /// Counted within it, over the organisation.
    pub no: i32,
}

impl Sentence for PaperNo {
    fn say(&self, w: &Words) -> String {
        w.supervision_number(self.year.to_string(), self.no.to_string())
    }
}

/// What a person enters who makes a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// What is asked for.
    pub text: String,
    /// Until when it is answered.
    pub due: NaiveDate,
}

/// A new paper, as the store keeps it.
#[derive(Debug)]
pub(in super::super) struct NewPaper {
    pub no: PaperNo,
    pub demand: Demand,
}

/// Who did something to a paper, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub by: PersonId,
    /// Their name.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// How far a paper is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// 待签收
    Made,
    /// 待反馈
    Acknowledged(Mark),
    /// 已反馈: signed for, answered, with what, and when whoever made it has seen that.
    Answered(Mark, Mark, String, Option<DateTime<Utc>>),
}

impl Stage {
    /// The class of its badge.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Made => "todo",
            Self::Acknowledged(_) => "doing",
            Self::Answered(..) => "closed",
        }
    }
    /// As [`Sentence::say`], for templates.
    pub fn say(&self, w: &Words) -> String {
        Sentence::say(self, w)
    }
}

impl Sentence for Stage {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Made => w.supervision_made(),
            Self::Acknowledged(_) => w.supervision_acknowledged(),
            Self::Answered(..) => w.supervision_answered(),
        }
    }
}

/// A paper as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supervision {
    pub(in super::super) id: SupervisionId,
    pub(in super::super) no: PaperNo,
    pub(in super::super) issue: IssueId,
    pub(in super::super) issue_number: String,
    pub(in super::super) issue_title: String,
    pub(in super::super) owner: PersonId,
    pub(in super::super) place: Place,
    pub(in super::super) unit: String,
    pub(in super::super) demand: Demand,
    pub(in super::super) made: Mark,
    pub(in super::super) stage: Stage,
}

impl InUnit for Supervision {
    fn place(&self) -> &Place {
        &self.place
    }
    fn assigned_to(&self, person: PersonId) -> bool {
        self.owner == person
    }
}

impl Supervision {
    /// Its id.
    pub fn id(&self) -> SupervisionId {
        self.id
    }
    /// Whether its date has passed without an answer.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        !matches!(self.stage, Stage::Answered(..)) && self.demand.due < today
    }
    /// Signed for once, and not by whoever made it.
    pub(in super::super) fn may_acknowledge(&self, by: PersonId) -> Result<(), Refused> {
        match &self.stage {
            _ if self.made.by == by => Err(Refused::OwnPaper),
            Stage::Made => Ok(()),
            Stage::Acknowledged(mark) | Stage::Answered(mark, ..) => {
                Err(Refused::Acknowledged(mark.name.clone()))
            }
        }
    }
    /// Answered once, and not by whoever made it.
    pub(in super::super) fn may_answer(&self, by: PersonId) -> Result<(), Refused> {
        match &self.stage {
            _ if self.made.by == by => Err(Refused::OwnPaper),
            Stage::Answered(_, mark, ..) => Err(Refused::Answered(mark.name.clone())),
            _ => Ok(()),
        }
    }
    /// Looked at by whoever made it, once it is answered.
    pub(in super::super) fn may_see(&self, by: PersonId) -> Result<(), Refused> {
        match &self.stage {
            _ if self.made.by != by => Err(Refused::NotTheMaker),
            Stage::Answered(.., None) => Ok(()),
            Stage::Answered(.., Some(_)) => Err(Refused::SeenAlready),
            _ => Err(Refused::NotAnswered),
        }
    }
}

/// A paper as it is to be, with the event that says so. Only verbs make one.
#[derive(Debug)]
pub struct Paper {
    pub(in super::super) paper: Supervision,
    pub(in super::super) event: Event,
}

impl Issue {
    /// Row 15: while it is open, one paper after the other.
    pub(in super::super) fn may_supervise(&self) -> Result<(), Refused> {
        self.when_open()?;
        if self.supervised { Err(Refused::Supervised) } else { Ok(()) }
    }
    /// Whether a paper can ask for an answer until this day.
    pub(in super::super) fn may_be_answered_until(day: NaiveDate, today: NaiveDate) -> Result<(), Refused> {
        let longest = today.checked_add_days(Days::new(LONGEST)).unwrap_or(NaiveDate::MAX);
        if day > today && day <= longest { Ok(()) } else { Err(Refused::BadExpiry) }
    }
}

impl Allowed<can::SuperviseIssue, Issue> {
    /// 督办. `no` is the next of the year.
    pub fn supervise(self, demand: Demand, no: PaperNo, today: NaiveDate) -> Result<Change, Refused> {
        self.may_supervise()?;
        Issue::may_be_answered_until(demand.due, today)?;
        let (kind, owner, due) = (self.action(), self.owner, demand.due);
        let data = json!({ "paper": [no.year, no.no], "demand": demand.text, "until": due });
        let also = Also::Supervised(NewPaper { no, demand });
        let change = Change::beside(self.into_inner(), kind, also, data);
        Ok(change.tell(Kind::Supervision, &[owner]).and_officers().until(due))
    }
}

impl Allowed<can::AcknowledgePaper, Supervision> {
    /// 签收
    pub fn acknowledge(self, at: Moment) -> Result<Paper, Refused> {
        self.may_acknowledge(self.by().person)?;
        let mark = self.mark(at);
        Ok(self.becomes(json!({}), Stage::Acknowledged(mark)))
    }
}

impl Allowed<can::AnswerPaper, Supervision> {
    /// 反馈; before it was signed for it is signed for as well.
    pub fn answer(self, answer: String, at: Moment) -> Result<Paper, Refused> {
        self.may_answer(self.by().person)?;
        let mark = self.mark(at);
        let signed = match &self.stage {
            Stage::Acknowledged(signed) => signed.clone(),
            _ => mark.clone(),
        };
        let data = json!({ "answer": answer });
        Ok(self.becomes(data, Stage::Answered(signed, mark, answer, None)))
    }
}

impl Allowed<can::SeePaper, Supervision> {
    /// 已阅
    pub fn see(self, at: Moment) -> Result<Paper, Refused> {
        self.may_see(self.by().person)?;
        let Stage::Answered(signed, answered, answer, _) = self.stage.clone() else {
            return Err(Refused::NotAnswered);
        };
        Ok(self.becomes(json!({}), Stage::Answered(signed, answered, answer, Some(at.now))))
    }
}

impl<A: Action> Allowed<A, Supervision> {
    fn mark(&self, at: Moment) -> Mark {
        Mark { by: self.by().person, name: self.by().name.clone(), at: at.now }
    }
    /// The event stands in the time line of the issue.
    fn becomes(self, mut data: Value, stage: Stage) -> Paper {
        let kind = self.action();
        let paper = Supervision { stage, ..self.into_inner() };
        data["paper"] = json!([paper.no.year, paper.no.no]);
        let subject = Subject { kind: "issue", id: paper.issue.0 };
        let event = Event { kind, subject, place: paper.place.clone(), data };
        Paper { paper, event }
    }
}
