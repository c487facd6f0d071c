//! The lines of a plan as they are kept for the preview: cells and reasons, without words of any language.
use super::{Plan, Register, Step};
use crate::base::table_import::{Line, Remark, Verdict};
use serde::{Deserialize, Serialize};

/// What a line leads to, for its badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Something new.
    Created,
    /// A change.
    Changed,
    /// Nothing.
    Unchanged,
    /// It has a fault.
    Refused,
}

impl Mark {
    fn of(step: Option<&Step>) -> Self {
        match step {
            Some(Step::Create) => Self::Created,
            Some(Step::Change(_)) => Self::Changed,
            Some(Step::Same) => Self::Unchanged,
            None => Self::Refused,
        }
    }
}

/// One line. `T` are the reasons of the register.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept<T> {
    /// Its number in the file.
    pub number: u32,
    /// What it leads to.
    pub mark: Mark,
    /// Its cells in the order of the columns: as written, and as understood where that differs.
    pub cells: Vec<(String, Option<String>)>,
    /// What is said of cells.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said<T>>,
}

/// What is said of a cell.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Said<T> {
    /// Key of the column.
    pub column: String,
    /// Whether the line is refused for it.
    pub stops: bool,
    /// The cell as written.
    pub original: String,
    /// Why.
    pub reason: T,
}

impl<T> Kept<T> {
    /// Whether there is something to look at.
    pub fn is_marked(&self) -> bool {
        self.mark == Mark::Refused || !self.said.is_empty()
    }
}

impl<R: Register> Plan<R> {
    /// The lines, in the order of the file.
    pub(super) fn kept(&self) -> impl Iterator<Item = Kept<R::Reason>> {
        self.lines().map(|(line, step)| kept(line, step))
    }
}

fn kept<Row, T: Clone>(line: &Line<Row, T>, step: Option<&Step>) -> Kept<T> {
    let faults: &[Remark<T>] = match &line.verdict {
        Verdict::Good(_) => &[],
        Verdict::Refused(faults) => faults,
    };
    let said = |stops| {
        move |remark: &Remark<T>| Said {
            column: remark.column.to_owned(),
            stops,
            original: remark.original.clone(),
            reason: remark.reason.clone(),
        }
    };
    Kept {
        number: line.number,
        mark: Mark::of(step),
        cells: line.cells.iter().map(|c| (c.original.clone(), c.normalised.clone())).collect(),
        said: faults.iter().map(said(true)).chain(line.warnings.iter().map(said(false))).collect(),
    }
}
