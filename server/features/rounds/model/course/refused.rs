//! The verbs of an inspection, and why one is refused.

use crate::features::checklists::model::Code;
use std::collections::BTreeSet;

/// What can be done with an inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// 提交
    Submit,
    /// 签批
    SignOff,
    /// 上传签批扫描件
    AttachScan,
    /// 退回修改
    SendBack,
    /// 撤回提交
    TakeBack,
    /// 审核通过
    Accept,
    /// 退回
    Return,
    /// 申请撤回更正
    AskCorrection,
    /// 同意撤回更正
    GrantCorrection,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Self; 9] = [
        Self::Submit,
        Self::SignOff,
        Self::AttachScan,
        Self::SendBack,
        Self::TakeBack,
        Self::Accept,
        Self::Return,
        Self::AskCorrection,
        Self::GrantCorrection,
    ];
}

/// Why a verb is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The state does not know the verb: most often somebody was faster.
    #[error("{verb:?} is not possible while the inspection is {state}")]
    NotNow {
        /// What was wanted.
        verb: Verb,
        /// The key of the state.
        state: &'static str,
    },
    /// Answers change only while the sheet is open or returned.
    #[error("answers do not change while the inspection is {state}")]
    Closed {
        /// The key of the state.
        state: &'static str,
    },
    /// Items were left open without a written reason.
    #[error("{} items are open without a reason", .0.len())]
    OpenWithoutReason(BTreeSet<Code>),
    /// Nothing was chosen to be returned.
    #[error("a return names at least one item")]
    NothingReturned,
    /// Items are to go back that the sheet does not have.
    #[error("{} items are not on the sheet", .0.len())]
    NotOnSheet(BTreeSet<Code>),
    /// Items are to go back without a reason.
    #[error("{} items are returned without a reason", .0.len())]
    ReturnedWithoutReason(BTreeSet<Code>),
    /// A correction is asked for, or a sheet sent back, without a reason.
    #[error("a reason is missing")]
    NoReason,
    /// An event is unticked although items that it lets be asked have answers.
    #[error("items asked because of the event have answers")]
    AnsweredAfterEvent,
    /// Nobody reviews what they submitted, or grants what they asked for.
    #[error("whoever submitted or asked cannot decide")]
    OwnWork,
}
