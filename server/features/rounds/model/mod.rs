//! What a round asks, what was answered, and how an inspection travels. Pure: no await, no SQL.

mod answering;
mod answers;
mod course;
mod inspection;
mod occasions;
mod plan;
mod proposal;
mod round;
mod said;
mod sheet;
mod subjects;
#[cfg(test)]
mod workload;

pub use crate::features::checklists::model::Answer;
pub use answering::{Filled, Given, Left, Source};
pub use answers::{Conformity, Tally, evidence_still_valid, judge_boxes, raises_issue, worst};
pub use course::{
    CorrectionGranted, CorrectionRequest, Course, KeptVersion, Refused, Returned, SentBack, SignOff, Stamp,
    State, Submission, Verb,
};
pub(super) use inspection::Also;
pub use inspection::{Change, Inspection, Reviews};
pub use occasions::Occasion;
pub use plan::{Asked, Asking, Cell, Plan, Row, Why};
pub use proposal::{Before, Count, Parties, Records};
pub use round::{Facts, Opening, Round};
pub use said::{state_badge, state_name};
pub use sheet::{NotAsked, Progress, Sheet};
pub use subjects::{Above, Column, HostGroup, Profile, Subject, Subjects, System, SystemStatus};
