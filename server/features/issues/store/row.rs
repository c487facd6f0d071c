//! Between the columns of the table and an issue: a torn row is an error, and no state is written with another's facts.
use super::super::{
    deadline::Deadline,
    model::{Interim, Issue, Names, Origin, Request, Start, State, Subject, Submission, Wish},
};
use crate::{access::Place, base::ids::PersonId};
use anyhow::{Context, anyhow, bail};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

pub(super) struct Row {
    pub id: Uuid,
    pub number: String,
    pub unit_id: Uuid,
    pub path: String,
    pub title: String,
    pub description: String,
    pub severity: String,
    pub state: String,
    pub owner_id: Uuid,
    pub raised_by: Uuid,
    pub raised_at: DateTime<Utc>,
    pub opened_at: DateTime<Utc>,
    pub found_on: NaiveDate,
    pub origin_answer: Option<Uuid>,
    pub main_item: String,
    pub checklist: String,
    pub subject_kind: Option<String>,
    pub subject_name: String,
    pub system_id: Option<Uuid>,
    pub first_due: NaiveDate,
    pub due: NaiveDate,
    pub due_days: i32,
    pub due_known: bool,
    pub interim_due: Option<NaiveDate>,
    pub interim_measure: Option<String>,
    pub interim_on: Option<NaiveDate>,
    pub started_by: Option<Uuid>,
    pub started_at: Option<DateTime<Utc>>,
    pub started_for: Option<bool>,
    pub submitted_by: Option<Uuid>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub measure: Option<String>,
    pub closed_by: Option<Uuid>,
    pub closed_at: Option<DateTime<Utc>>,
    pub voided_by: Option<Uuid>,
    pub voided_at: Option<DateTime<Utc>>,
    pub void_reason: Option<String>,
    pub registered_until: Option<NaiveDate>,
    pub first_submitted: Option<DateTime<Utc>>,
    pub submissions: i32,
    pub returns: i32,
    pub version: i32,
    pub repeats_id: Option<Uuid>,
    pub occurrence: i32,
    pub unit: Option<String>,
    pub owner: Option<String>,
    pub raiser: Option<String>,
    pub submitters: Vec<Uuid>,
    pub proofs: i64,
    pub first_days: i32,
    pub extensions: i64,
    pub nudges: i64,
    pub nudged_on: Option<NaiveDate>,
    pub supervised: bool,
    pub request_id: Option<Uuid>,
    pub request_kind: Option<String>,
    pub asked_by: Option<Uuid>,
    pub asked_at: Option<DateTime<Utc>>,
    pub reason: Option<String>,
    pub wished_measure: Option<String>,
    pub until: Option<NaiveDate>,
    pub approach: Option<String>,
    pub planned_measure: Option<String>,
    pub responsible: Option<String>,
    pub cost: Option<i64>,
    pub emergency: Option<String>,
    pub steps: Vec<String>,
    pub step_dues: Vec<NaiveDate>,
    pub steps_done: Vec<Option<NaiveDate>>,
}

impl Row {
    fn state(&self) -> anyhow::Result<State> {
        let start = match (self.started_by, self.started_at, self.started_for) {
            (Some(by), Some(at), Some(on_behalf)) => Some(Start { by: by.into(), at, on_behalf }),
            (None, None, None) => None,
            _ => bail!("a torn start"),
        };
        let submission = match (self.submitted_by, self.submitted_at, &self.measure) {
            (Some(by), Some(at), Some(measure)) => {
                Some(Submission { by: by.into(), at, measure: measure.clone() })
            }
            (None, None, None) => None,
            _ => bail!("a torn submission"),
        };
        let closed = self.closed_by.zip(self.closed_at);
        let void = self.voided_by.zip(self.voided_at).zip(self.void_reason.clone());
        match (self.state.as_str(), start, submission, closed, void, self.registered_until) {
            ("awaiting", None, None, None, None, None) => Ok(State::Awaiting),
            ("rectifying", Some(start), None, None, None, None) => Ok(State::Rectifying(start)),
            ("reviewing", Some(start), Some(handed), None, None, None) => Ok(State::Reviewing(start, handed)),
            ("closed", Some(start), Some(handed), Some((by, at)), None, None) => {
                Ok(State::Closed(start, handed, by.into(), at))
            }
            ("void", None, None, None, Some(((by, at), reason)), None) => {
                Ok(State::Void(by.into(), at, reason))
            }
            ("registered", None, None, None, None, Some(until)) => Ok(State::Registered(until)),
            (state, ..) => bail!("a torn state {state:?}"),
        }
    }

    fn pending(&self) -> anyhow::Result<Option<Request>> {
        let Some(id) = self.request_id else { return Ok(None) };
        let (Some(kind), Some(by), Some(at)) = (&self.request_kind, self.asked_by, self.asked_at) else {
            bail!("a torn request")
        };
        let (Some(reason), Some(measure), Some(until)) =
            (self.reason.clone(), self.wished_measure.clone(), self.until)
        else {
            bail!("a torn wish")
        };
        let ask = kind.parse().map_err(|()| anyhow!("an unknown request {kind:?}"))?;
        Ok(Some(Request { id: id.into(), ask, by: by.into(), at, wish: Wish { reason, measure, until } }))
    }

    fn subject(&self) -> anyhow::Result<Option<Subject>> {
        let Some(kind) = &self.subject_kind else { return Ok(None) };
        let kind = kind.parse().map_err(|()| anyhow!("an unknown kind of subject {kind:?}"))?;
        Ok(Some(Subject { kind, name: self.subject_name.clone(), system: self.system_id.map(Into::into) }))
    }
}

impl TryFrom<Row> for Issue {
    type Error = anyhow::Error;
    fn try_from(r: Row) -> anyhow::Result<Self> {
        let whose = || format!("issue {}", r.id);
        let (state, subject) = (r.state().with_context(whose)?, r.subject().with_context(whose)?);
        let pending = r.pending().with_context(whose)?;
        let plan = super::plan::of_row(&r).with_context(whose)?;
        Ok(Self {
            id: r.id.into(),
            number: r.number,
            place: Place { unit: r.unit_id.into(), path: r.path },
            title: r.title,
            description: r.description,
            severity: r.severity.parse()?,
            state,
            owner: r.owner_id.into(),
            raised_by: r.raised_by.into(),
            raised_at: r.raised_at,
            opened_at: r.opened_at,
            found_on: r.found_on,
            origin: r.origin_answer.map_or(Origin::Hand, |id| Origin::Answer(id.into())),
            main_item: r.main_item,
            checklist: r.checklist,
            subject,
            first_due: r.first_due,
            first_days: u16::try_from(r.first_days)?,
            deadline: Deadline::kept(r.due, u16::try_from(r.due_days)?, r.due_known),
            interim_due: r.interim_due,
            interim: r.interim_measure.zip(r.interim_on).map(|(measure, on)| Interim { measure, on }),
            first_submitted: r.first_submitted,
            submissions: r.submissions,
            returns: r.returns,
            submitters: r.submitters.into_iter().map(PersonId::from).collect(),
            proofs: r.proofs,
            pending,
            plan,
            extensions: r.extensions,
            repeats: r.repeats_id.map(Into::into),
            occurrence: r.occurrence,
            nudges: r.nudges,
            nudged_on: r.nudged_on,
            supervised: r.supervised,
            version: r.version,
            names: Names {
                unit: r.unit.unwrap_or_default(),
                owner: r.owner.unwrap_or_default(),
                raiser: r.raiser.unwrap_or_default(),
            },
        })
    }
}

/// The facts of a state, as the columns take them.
#[derive(Default)]
pub(super) struct Columns<'a> {
    pub started: Option<&'a Start>,
    pub submitted: Option<&'a Submission>,
    pub closed: Option<(PersonId, DateTime<Utc>)>,
    pub voided: Option<(PersonId, DateTime<Utc>, &'a str)>,
    pub registered_until: Option<NaiveDate>,
}

impl<'a> Columns<'a> {
    pub(super) fn of(state: &'a State) -> Self {
        let none = Self::default();
        match state {
            State::Awaiting => none,
            State::Rectifying(start) => Self { started: Some(start), ..none },
            State::Reviewing(start, handed) => Self { started: Some(start), submitted: Some(handed), ..none },
            State::Closed(start, handed, by, at) => {
                Self { started: Some(start), submitted: Some(handed), closed: Some((*by, *at)), ..none }
            }
            State::Void(by, at, reason) => Self { voided: Some((*by, *at, reason)), ..none },
            State::Registered(until) => Self { registered_until: Some(*until), ..none },
        }
    }
}
