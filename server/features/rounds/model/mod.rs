//! What a round asks, what was answered, and how an inspection travels. Pure: no await, no SQL.

mod answers;
mod inspection;
mod plan;
mod sheet;
mod subjects;
#[cfg(test)]
mod workload;

pub use crate::features::checklists::model::Answer;
pub use answers::{Conformity, Tally, evidence_still_valid, judge_boxes, raises_issue, worst};
pub use inspection::{
    CorrectionGranted, CorrectionRequest, Inspection, KeptVersion, Refused, Returned, SignOff, Stamp, State,
    Submission, Verb,
};
pub use plan::{Asked, Asking, Cell, Plan, Row, Why};
pub use sheet::{NotAsked, Progress, Sheet};
pub use subjects::{Column, HostGroup, Profile, Subject, Subjects, System, SystemStatus};
