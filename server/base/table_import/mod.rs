//! Imports of tables that people made: finds the head, reads row by row and keeps every reason against a cell.
//! A feature brings its [`Column`]s and one function that turns a [`Check`]ed row into its command.
mod check;
mod date;
pub mod fold;
mod heading;
mod line;
mod lookup;
mod matching;
pub mod value;

pub use check::{Check, Record};
pub use date::{FirstOfMonth, PartialDate};
pub use heading::{NoTable, Table};
pub use line::{Import, Line, Reason, Remark, Seen, SeenCell, Skipped, Verdict};
pub use lookup::{Found, Lookup};
pub use matching::{ByHand, FileColumn, Heads, How, Matching, Reader, Remembered};

/// A column that an import knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Names the column in faults; the words for it are found by this key.
    pub key: &'static str,
    /// Heads under which it is found, the surest first. Compared without regard to width, case, spaces and line breaks.
    pub names: &'static [&'static str],
    /// A table without it is refused.
    pub required: bool,
}

/// The start of a template's example row, which is passed over.
const EXAMPLE_MARKS: [&str; 4] = ["示例:", "例:", "example:", "e.g.:"];
/// The start of what stands below a table.
const FOOTER_WORDS: [&str; 17] = [
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "经办人",
    "审核人",
    "审核",
    "审批人",
    "负责人签字",
    "签字",
    "盖章",
    "单位(盖章)",
    "填表说明",
    "填报说明",
    "合计",
    "总计",
    "preparedby",
];

/// Keys of the columns that the table has and that say something else than what is stored: each with whether it is the same.
pub fn differing(same: &[(&Column, bool)], given: impl Fn(&Column) -> bool) -> Vec<&'static str> {
    same.iter().filter(|(column, same)| !same && given(column)).map(|(column, _)| column.key).collect()
}
