//! 自查任务: how a unit's inspection travels from the officer to the leader and the unit above.
//!
//! Who may use a verb is not said here; the verbs look at states and facts alone.

mod refused;
mod state;
#[cfg(test)]
mod tests;

pub use refused::{Refused, Verb};
pub use state::{CorrectionRequest, KeptVersion, Returned, SentBack, SignOff, Stamp, State, Submission};

use crate::{
    base::{
        calendar::{Zone, today},
        ids::EvidenceId,
    },
    features::checklists::model::Code,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// An inspection at one version of its sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    version: u16,
    due_on: NaiveDate,
    needs_sign_off: bool,
    late: Option<bool>,
    state: State,
}

/// What a granted correction leaves: both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionGranted {
    /// The accepted version, kept as it was.
    pub kept: KeptVersion,
    /// The new version, open.
    pub next: Course,
}

impl Course {
    /// A unit's inspection when its round opens. `needs_sign_off` is a choice of the round.
    pub fn open(due_on: NaiveDate, needs_sign_off: bool) -> Self {
        Self { version: 1, due_on, needs_sign_off, late: None, state: State::Open { sent_back: None } }
    }

    /// An inspection as it was kept.
    pub fn kept(
        version: u16,
        due_on: NaiveDate,
        needs_sign_off: bool,
        late: Option<bool>,
        state: State,
    ) -> Self {
        Self { version, due_on, needs_sign_off, late, state }
    }

    /// Where it stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// 1, and one more with each granted correction.
    pub fn version(&self) -> u16 {
        self.version
    }

    /// The last day for submitting on time.
    pub fn due_on(&self) -> NaiveDate {
        self.due_on
    }

    /// Whether the round asks for a sign-off.
    pub fn needs_sign_off(&self) -> bool {
        self.needs_sign_off
    }

    /// Whether it was first submitted late; none before that. Returns and corrections change nothing in it.
    pub fn late(&self) -> Option<bool> {
        self.late
    }

    /// Whether answers may be changed now.
    pub fn is_editable(&self) -> bool {
        matches!(self.state, State::Open { .. } | State::Returned { .. })
    }

    /// Whether the state knows the verb; its guards may still refuse.
    pub fn offers(&self, verb: Verb) -> bool {
        match &self.state {
            State::Open { .. } | State::Returned { .. } => verb == Verb::Submit,
            State::AwaitingSignOff { .. } => {
                matches!(verb, Verb::SignOff | Verb::AttachScan | Verb::SendBack | Verb::TakeBack)
            }
            State::AwaitingReview { .. } => matches!(verb, Verb::Accept | Verb::Return),
            State::Accepted { correction: None, .. } => verb == Verb::AskCorrection,
            State::Accepted { correction: Some(_), .. } => verb == Verb::GrantCorrection,
        }
    }

    /// The officer submits: to the leader, or straight to review where the round asks for no sign-off. Every open item
    /// needs a written reason; reasons for other items are dropped. A late sheet is marked, not refused.
    pub fn submit(
        mut self,
        stamp: Stamp,
        zone: Zone,
        open_items: &BTreeSet<Code>,
        reasons: BTreeMap<Code, String>,
    ) -> Result<Self, Refused> {
        if !self.is_editable() {
            return Err(self.not_now(Verb::Submit));
        }
        let mut open = reasons;
        open.retain(|code, reason| open_items.contains(code) && !reason.trim().is_empty());
        let silent: BTreeSet<_> =
            open_items.iter().filter(|code| !open.contains_key(*code)).cloned().collect();
        if !silent.is_empty() {
            return Err(Refused::OpenWithoutReason(silent));
        }
        self.late = self.late.or(Some(today(stamp.at, zone) > self.due_on));
        let submission = Submission { stamp, open };
        self.state = if self.needs_sign_off {
            State::AwaitingSignOff { submission }
        } else {
            State::AwaitingReview { submission, sign_off: SignOff::SwitchedOff }
        };
        Ok(self)
    }

    /// The leader signs off in the portal.
    pub fn sign_off(self, stamp: Stamp) -> Result<Self, Refused> {
        self.signed(Verb::SignOff, SignOff::Online(stamp))
    }

    /// The officer attaches the sheet that was signed and stamped on paper.
    pub fn attach_scan(self, stamp: Stamp, file: EvidenceId) -> Result<Self, Refused> {
        self.signed(Verb::AttachScan, SignOff::Scan { stamp, file })
    }

    fn signed(self, verb: Verb, sign_off: SignOff) -> Result<Self, Refused> {
        match self.state {
            State::AwaitingSignOff { submission } => {
                Ok(Self { state: State::AwaitingReview { submission, sign_off }, ..self })
            }
            _ => Err(self.not_now(verb)),
        }
    }

    /// The leader does not sign: back to the officer, with a reason.
    pub fn send_back(self, stamp: Stamp, reason: String) -> Result<Self, Refused> {
        match self.state {
            State::AwaitingSignOff { .. } if reason.trim().is_empty() => Err(Refused::NoReason),
            State::AwaitingSignOff { .. } => {
                Ok(Self { state: State::Open { sent_back: Some(SentBack { stamp, reason }) }, ..self })
            }
            _ => Err(self.not_now(Verb::SendBack)),
        }
    }

    /// The officer takes it back before the leader has signed.
    pub fn take_back(self) -> Result<Self, Refused> {
        match self.state {
            State::AwaitingSignOff { .. } => Ok(Self { state: State::Open { sent_back: None }, ..self }),
            _ => Err(self.not_now(Verb::TakeBack)),
        }
    }

    /// The unit above accepts it; at the root its own reviewer does.
    pub fn accept(self, accepted: Stamp) -> Result<Self, Refused> {
        match self.state {
            State::AwaitingReview { submission, .. } if submission.stamp.by == accepted.by => {
                Err(Refused::OwnWork)
            }
            State::AwaitingReview { submission, sign_off } => Ok(Self {
                state: State::Accepted { submission, sign_off, accepted, correction: None },
                ..self
            }),
            _ => Err(self.not_now(Verb::Accept)),
        }
    }

    /// The unit above returns items of the sheet, each with a reason.
    pub fn return_(
        self,
        stamp: Stamp,
        items: BTreeMap<Code, String>,
        on_sheet: &BTreeSet<Code>,
    ) -> Result<Self, Refused> {
        let State::AwaitingReview { submission, sign_off } = self.state else {
            return Err(self.not_now(Verb::Return));
        };
        let foreign: BTreeSet<_> = items.keys().filter(|code| !on_sheet.contains(*code)).cloned().collect();
        let silent: BTreeSet<_> = items
            .iter()
            .filter(|(_, reason)| reason.trim().is_empty())
            .map(|(code, _)| code.clone())
            .collect();
        if submission.stamp.by == stamp.by {
            return Err(Refused::OwnWork);
        }
        if items.is_empty() {
            return Err(Refused::NothingReturned);
        }
        if !foreign.is_empty() {
            return Err(Refused::NotOnSheet(foreign));
        }
        if !silent.is_empty() {
            return Err(Refused::ReturnedWithoutReason(silent));
        }
        let returned = Returned { stamp, items };
        Ok(Self { state: State::Returned { submission, sign_off, returned }, ..self })
    }

    /// The officer asks to correct what was accepted.
    pub fn ask_correction(self, stamp: Stamp, reason: String) -> Result<Self, Refused> {
        match self.state {
            State::Accepted { correction: None, .. } if reason.trim().is_empty() => Err(Refused::NoReason),
            State::Accepted { submission, sign_off, accepted, correction: None } => {
                let correction = Some(CorrectionRequest { stamp, reason });
                Ok(Self { state: State::Accepted { submission, sign_off, accepted, correction }, ..self })
            }
            _ => Err(self.not_now(Verb::AskCorrection)),
        }
    }

    /// The unit above grants it: the accepted version is kept, a new one is open.
    pub fn grant_correction(self, granted: Stamp) -> Result<CorrectionGranted, Refused> {
        match self.state {
            State::Accepted { correction: Some(asked), .. } if asked.stamp.by == granted.by => {
                Err(Refused::OwnWork)
            }
            State::Accepted { submission, sign_off, accepted, correction: Some(asked) } => {
                Ok(CorrectionGranted {
                    kept: KeptVersion {
                        version: self.version,
                        submission,
                        sign_off,
                        accepted,
                        asked,
                        granted,
                    },
                    next: Self { version: self.version + 1, state: State::Open { sent_back: None }, ..self },
                })
            }
            _ => Err(self.not_now(Verb::GrantCorrection)),
        }
    }

    fn not_now(&self, verb: Verb) -> Refused {
        Refused::NotNow { verb, state: self.state.key() }
    }
}
