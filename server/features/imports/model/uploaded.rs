//! An uploaded table on its way: matched, checked, confirmed, stored.
use super::Counts;
use crate::{
    access::Place,
    base::{
        ids::ImportId,
        table_import::{ByHand, Matching},
        text::{Sentence, Words},
    },
    features::imports::{Plan, Register},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Tables of more rows are read and stored after the request: up to here a page answers within a second or two.
pub(in super::super) const AT_ONCE: usize = 2_000;

/// An uploaded table.
#[derive(Debug, Clone)]
pub(in super::super) struct Uploaded {
    pub id: ImportId,
    /// The unit from which it was uploaded: what is said of its heads is remembered there.
    pub place: Place,
    /// The name that the file came with.
    pub file_name: String,
    pub uploaded_at: DateTime<Utc>,
    /// Rows with a value.
    pub rows: usize,
    /// How a person matched its columns.
    pub by_hand: Option<ByHand>,
    /// The number of the last check.
    pub check_no: i32,
    /// What the last work came to, where it came to nothing.
    pub failure: Option<Failure>,
    pub state: State,
}

/// How far it is.
#[derive(Debug, Clone)]
pub(in super::super) enum State {
    /// Its columns wait for being matched.
    Unmatched,
    /// A worker reads and checks it.
    Checking { done: usize },
    /// It waits for being confirmed.
    Checked(Checked),
    /// A worker stores it.
    Storing { checked: Checked, done: usize },
    /// It is stored; what came of it.
    Applied(Counts),
}

impl Uploaded {
    /// Whether it is read and stored after the request.
    pub fn is_big(&self) -> bool {
        self.rows > AT_ONCE
    }
    /// What a person saw who saw this check: the counts, and which check it was.
    pub fn seal(&self, checked: &Checked) -> String {
        format!("{}-{}", self.check_no, checked.counts.seal())
    }
}

/// What a check has found; the lines are kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct Checked {
    /// Number of the row with the heads.
    pub head: u32,
    /// Keys of the columns that the table has.
    pub columns: Vec<String>,
    /// For each column of the file the key of ours, or nothing: so it is stored, whatever is remembered by then.
    pub matched: Vec<Option<String>>,
    /// Heads that are not imported.
    pub ignored: Vec<String>,
    pub counts: Counts,
}

impl Checked {
    pub fn of<R: Register>(plan: &Plan<R>) -> Self {
        let import = &plan.import;
        Self {
            head: import.head,
            columns: import.columns.iter().map(|key| (*key).to_owned()).collect(),
            matched: plan.matched.iter().map(|c| c.map(str::to_owned)).collect(),
            ignored: import.ignored.clone(),
            counts: plan.counts(),
        }
    }

    /// The columns as they were when it was checked.
    pub fn matching(&self) -> Matching {
        let by_hand = Some(ByHand { head: self.head, columns: self.matched.clone() });
        Matching { by_hand, ..Matching::default() }
    }
}

/// What a worker does with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in super::super) enum Work {
    /// Read and check it.
    Check,
    /// Store what was confirmed.
    Store,
}

impl Work {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Store => "store",
        }
    }
}

/// Why the work after a request came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Failure {
    /// The register has changed since the preview.
    Outdated,
    /// The post that asked for it has ended.
    Ended,
    /// It failed again and again.
    Failed,
}

impl Failure {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Outdated => "outdated",
            Self::Ended => "ended",
            Self::Failed => "failed",
        }
    }
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Outdated, Self::Ended, Self::Failed].into_iter().find(|f| f.code() == code)
    }
}

impl Sentence for Failure {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Outdated => w.import_failed_outdated(),
            Self::Ended => w.import_failed_ended(),
            Self::Failed => w.import_failed(),
        }
    }
}
