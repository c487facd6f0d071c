//! Which buttons a reader of a sheet is shown: the policy and the state together.
use super::super::model::{Inspection, Verb};
use crate::access::{Actor, can};

/// What the reader may do now.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rights {
    /// Answer and submit.
    pub fill: bool,
    /// 撤回提交
    pub take_back: bool,
    /// 上传签批扫描件
    pub scan: bool,
    /// 签批, 退回修改
    pub sign: bool,
    /// 审核通过, 退回
    pub review: bool,
    /// 申请撤回更正
    pub ask: bool,
    /// 同意撤回更正
    pub grant: bool,
}

impl Rights {
    /// For a person and an inspection.
    pub fn of(actor: &Actor, inspection: &Inspection) -> Self {
        let fills = actor.could::<can::FillInspection, _>(inspection);
        let reviews = if inspection.is_root() {
            actor.could::<can::ReviewRoot, _>(inspection)
        } else {
            actor.could::<can::ReviewInspection, _>(inspection)
        };
        let offers = |verb| inspection.course().offers(verb);
        Self {
            fill: fills && offers(Verb::Submit),
            take_back: fills && offers(Verb::TakeBack),
            scan: fills && offers(Verb::AttachScan),
            sign: actor.could::<can::SignInspection, _>(inspection) && offers(Verb::SignOff),
            review: reviews && offers(Verb::Accept),
            ask: fills && offers(Verb::AskCorrection),
            grant: reviews && offers(Verb::GrantCorrection),
        }
    }
}
