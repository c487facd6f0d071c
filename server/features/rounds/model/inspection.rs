//! 自查任务 at its place: what each role may do with it. Every verb gives a change with its event.
use super::{Course, KeptVersion, Occasion, Parties, Refused, Stamp, State};
use crate::{
    access::{Action, Allowed, InUnit, Place, can},
    audit::{Event, Subject},
    base::{
        db::Moment,
        ids::{EvidenceId, InspectionId, RoundId},
    },
    features::checklists::model::Code,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A unit's inspection in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    pub(in super::super) id: InspectionId,
    pub(in super::super) round: RoundId,
    pub(in super::super) place: Place,
    pub(in super::super) submissions: i32,
    pub(in super::super) course: Course,
    /// Events of the period in this unit alone; none while its officer has not looked.
    pub(in super::super) events: Option<BTreeSet<Occasion>>,
}

/// An accepted change.
#[derive(Debug)]
pub struct Change {
    pub(in super::super) inspection: Inspection,
    pub(in super::super) also: Also,
    pub(in super::super) event: Event,
}

/// What is written beside the inspection's own row.
#[derive(Debug)]
pub(in super::super) enum Also {
    Nothing,
    Submitted(BTreeMap<Code, String>, Parties),
    Happened(BTreeSet<Occasion>),
    Returned(BTreeMap<Code, String>),
    Kept(KeptVersion),
}

impl Inspection {
    /// Its id.
    pub fn id(&self) -> InspectionId {
        self.id
    }
    /// Its round.
    pub fn round(&self) -> RoundId {
        self.round
    }
    /// Where it stands and how it came there.
    pub fn course(&self) -> &Course {
        &self.course
    }
    /// Events of the period in this unit alone; none while its officer has not looked.
    pub fn events(&self) -> Option<&BTreeSet<Occasion>> {
        self.events.as_ref()
    }
    /// The root has no unit above: its own reviewer accepts.
    pub fn is_root(&self) -> bool {
        self.place.path == "1/"
    }

    fn change(self, kind: &'static str, data: Value, also: Also) -> Change {
        let event = Event {
            kind,
            subject: Subject { kind: "inspection", id: self.id.0 },
            place: self.place.clone(),
            data,
        };
        Change { inspection: self, also, event }
    }
    fn on(self, course: Course) -> Self {
        Self { course, ..self }
    }
}

impl InUnit for Inspection {
    fn place(&self) -> &Place {
        &self.place
    }
}

/// The actions under which someone decides on what was submitted.
pub trait Reviews: Action {}
impl Reviews for can::ReviewInspection {}
impl Reviews for can::ReviewRoot {}

fn stamp<A: Action>(allowed: &Allowed<A, Inspection>, at: Moment) -> Stamp {
    Stamp { by: allowed.by().person, at: at.now }
}

impl Allowed<can::FillInspection, Inspection> {
    /// 登记本周期发生的事件. `answered` says that an item which would not be asked any more has an answer.
    ///
    /// # Errors
    /// When the sheet is with someone else, or something is answered because of an event that is unticked.
    pub fn happened(self, events: BTreeSet<Occasion>, answered: bool) -> Result<Change, Refused> {
        if !self.course.is_editable() {
            return Err(Refused::Closed { state: self.course.state().key() });
        }
        if answered {
            return Err(Refused::AnsweredAfterEvent);
        }
        let data = json!({ "old": self.events, "new": events });
        Ok(self.into_inner().change("inspection.happened", data, Also::Happened(events)))
    }
    /// 提交. `open` are the items that a person left open; each needs its reason.
    ///
    /// # Errors
    /// As [`Course::submit`].
    pub fn submit(
        self,
        open: &BTreeSet<Code>,
        reasons: BTreeMap<Code, String>,
        parties: Parties,
        at: Moment,
    ) -> Result<Change, Refused> {
        let stamp = stamp(&self, at);
        let mut inspection = self.into_inner();
        let course = inspection.course.clone().submit(stamp, at.zone, open, reasons)?;
        inspection.submissions += 1;
        let reasons = match course.state() {
            State::AwaitingSignOff { submission } | State::AwaitingReview { submission, .. } => {
                submission.open.clone()
            }
            _ => BTreeMap::new(),
        };
        let data = json!({ "open": reasons, "late": course.late(), "parties": parties });
        Ok(inspection.on(course).change("inspection.submit", data, Also::Submitted(reasons, parties)))
    }
    /// 撤回提交, before the leader has signed.
    ///
    /// # Errors
    /// As [`Course::take_back`].
    pub fn take_back(self) -> Result<Change, Refused> {
        let course = self.course.clone().take_back()?;
        Ok(self.into_inner().on(course).change("inspection.take-back", Value::Null, Also::Nothing))
    }
    /// 上传签批扫描件
    ///
    /// # Errors
    /// As [`Course::attach_scan`].
    pub fn attach_scan(self, file: EvidenceId, at: Moment) -> Result<Change, Refused> {
        let course = self.course.clone().attach_scan(stamp(&self, at), file)?;
        Ok(self.into_inner().on(course).change(
            "inspection.attach-scan",
            json!({ "file": file }),
            Also::Nothing,
        ))
    }
    /// 申请撤回更正
    ///
    /// # Errors
    /// As [`Course::ask_correction`].
    pub fn ask_correction(self, reason: String, at: Moment) -> Result<Change, Refused> {
        let course = self.course.clone().ask_correction(stamp(&self, at), reason.clone())?;
        Ok(self.into_inner().on(course).change(
            "inspection.ask-correction",
            json!({ "reason": reason }),
            Also::Nothing,
        ))
    }
}

impl Allowed<can::SignInspection, Inspection> {
    /// 签批
    ///
    /// # Errors
    /// As [`Course::sign_off`].
    pub fn sign_off(self, at: Moment) -> Result<Change, Refused> {
        let course = self.course.clone().sign_off(stamp(&self, at))?;
        Ok(self.into_inner().on(course).change("inspection.sign-off", Value::Null, Also::Nothing))
    }
    /// 退回修改
    ///
    /// # Errors
    /// As [`Course::send_back`].
    pub fn send_back(self, reason: String, at: Moment) -> Result<Change, Refused> {
        let course = self.course.clone().send_back(stamp(&self, at), reason.clone())?;
        Ok(self.into_inner().on(course).change(
            "inspection.send-back",
            json!({ "reason": reason }),
            Also::Nothing,
        ))
    }
}

impl<A: Reviews> Allowed<A, Inspection> {
    /// 审核通过
    ///
    /// # Errors
    /// As [`Course::accept`].
    pub fn accept(self, at: Moment) -> Result<Change, Refused> {
        let course = self.course.clone().accept(stamp(&self, at))?;
        Ok(self.into_inner().on(course).change("inspection.accept", Value::Null, Also::Nothing))
    }
    /// 退回: items of the sheet, each with its reason.
    ///
    /// # Errors
    /// As [`Course::return_`].
    pub fn return_(
        self,
        items: BTreeMap<Code, String>,
        on_sheet: &BTreeSet<Code>,
        at: Moment,
    ) -> Result<Change, Refused> {
        let course = self.course.clone().return_(stamp(&self, at), items.clone(), on_sheet)?;
        let data = json!({ "items": items });
        Ok(self.into_inner().on(course).change("inspection.return", data, Also::Returned(items)))
    }
    /// 同意撤回更正: the accepted version is kept, a new one is open.
    ///
    /// # Errors
    /// As [`Course::grant_correction`].
    pub fn grant_correction(self, at: Moment) -> Result<Change, Refused> {
        let granted = self.course.clone().grant_correction(stamp(&self, at))?;
        let data = json!({ "version": granted.kept.version, "reason": granted.kept.asked.reason });
        Ok(self.into_inner().on(granted.next).change(
            "inspection.grant-correction",
            data,
            Also::Kept(granted.kept),
        ))
    }
}
