//! One newtype per table key (UUID version 7), so that a unit's id can never be passed as an issue's.
use chrono::{DateTime, Utc};
use std::sync::Mutex;
use uuid::{ContextV7, Timestamp, Uuid};

/// Counts within a millisecond, so that events of one request keep their order.
static WITHIN: Mutex<ContextV7> = Mutex::new(ContextV7::new());

/// A new time-ordered id made at `now`.
pub fn new_uuid(now: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let context = WITHIN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    Uuid::new_v7(Timestamp::from_unix(&*context, seconds, now.timestamp_subsec_nanos()))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);
        impl $name {
            /// A new id, ordered by the time `now`.
            pub fn new(now: DateTime<Utc>) -> Self {
                Self(new_uuid(now))
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, uuid::Error> {
                s.parse().map(Self)
            }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// 单位
    UnitId,
    /// 放假安排: days off of a unit
    VacationId,
    /// 群机器人
    RobotId,
    /// 人员
    PersonId,
    /// 任职
    PostId,
    /// 消息
    MessageId,
    /// 评论
    CommentId,
    /// A signed-in session.
    SessionId,
    /// 审计事件
    EventId,
    /// 信息系统
    SystemId,
    /// 检查标准 in one published version
    ChecklistId,
    /// 检查项 of one version
    ItemId,
    /// 自查批次
    RoundId,
    /// 自查任务
    InspectionId,
    /// A column of an inspection: the unit itself, a system, zone, host group or media register.
    SubjectId,
    /// 检查结果: one cell of a sheet
    AnswerId,
    /// 佐证材料
    EvidenceId,
    /// 问题隐患
    IssueId,
    /// 申请: an extension or a registration that was asked for
    RequestId,
    /// 督办单
    SupervisionId,
    /// Work apart from requests
    JobId,
    /// An uploaded table waiting for its confirmation
    ImportId,
    /// A workbook that is made apart from a request
    ExportId,
}
