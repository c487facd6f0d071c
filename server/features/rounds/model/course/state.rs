//! The states of an inspection, each with its own facts.

use crate::{
    base::ids::{EvidenceId, PersonId},
    features::checklists::model::Code,
};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Where it stands, with the facts of that state and no others.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are explained at their types")]
pub enum State {
    /// 待自查: the officer answers; the leader may have sent it back.
    Open { sent_back: Option<SentBack> },
    /// 待签批: the leader is to sign off.
    AwaitingSignOff { submission: Submission },
    /// 待审核: the unit above is to review.
    AwaitingReview { submission: Submission, sign_off: SignOff },
    /// 已退回: items came back to the officer.
    Returned { submission: Submission, sign_off: SignOff, returned: Returned },
    /// 已通过, and the officer may have asked to correct it.
    Accepted {
        submission: Submission,
        sign_off: SignOff,
        accepted: Stamp,
        correction: Option<CorrectionRequest>,
    },
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The person.
    pub by: PersonId,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// The officer's word that the sheet is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The officer, and when.
    pub stamp: Stamp,
    /// The items left open, each with the written reason.
    pub open: BTreeMap<Code, String>,
}

/// 退回修改: the leader did not sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBack {
    /// The leader, and when.
    pub stamp: Stamp,
    /// Why.
    pub reason: String,
}

/// 签批, or what stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOff {
    /// The leader signed off in the portal.
    Online(Stamp),
    /// The officer attached the stamped scan.
    Scan {
        /// The officer, and when.
        stamp: Stamp,
        /// The scan among the evidence.
        file: EvidenceId,
    },
    /// The round asks for none.
    SwitchedOff,
}

/// 退回: the items that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The reviewing person, and when.
    pub stamp: Stamp,
    /// Each item with its reason; at least one.
    pub items: BTreeMap<Code, String>,
}

/// 撤回更正: the wish to correct what was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRequest {
    /// The officer, and when.
    pub stamp: Stamp,
    /// Why.
    pub reason: String,
}

/// An accepted version that a correction replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptVersion {
    /// Its number.
    pub version: u16,
    /// How it was submitted.
    pub submission: Submission,
    /// How it was signed off.
    pub sign_off: SignOff,
    /// Who accepted it, and when.
    pub accepted: Stamp,
    /// Who asked for the correction, and why.
    pub asked: CorrectionRequest,
    /// Who granted it, and when.
    pub granted: Stamp,
}

impl State {
    /// The state in data and in the database.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::AwaitingSignOff { .. } => "awaiting_sign_off",
            Self::AwaitingReview { .. } => "awaiting_review",
            Self::Returned { .. } => "returned",
            Self::Accepted { .. } => "accepted",
        }
    }
}
