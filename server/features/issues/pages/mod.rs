//! The pages of issues.
mod batch;
mod comments;
mod list;
mod papers;
mod plan;
mod raise;
mod samples;
mod show;
mod steps;

pub use batch::{Batch, Line};
pub use list::List;
pub use papers::{Paper, PaperCan, Papers};
pub use raise::Form;
pub use samples::samples;
pub use show::{Can, Show};
pub use steps::{Step, steps};

use crate::{base::text::Words, features::checklists::model::Severity};

/// A severity in words.
pub fn severity_text(severity: Severity, w: &Words) -> String {
    match severity {
        Severity::Critical => w.issue_severity_critical(),
        Severity::High => w.issue_severity_high(),
        Severity::Medium => w.issue_severity_medium(),
        Severity::Low => w.issue_severity_low(),
    }
}

/// The choices of a severity, the gravest first.
pub fn severities(w: &Words) -> Vec<(String, String)> {
    Severity::ALL.iter().rev().map(|s| (s.key().to_owned(), severity_text(*s, w))).collect()
}
