//! What came of a table: for each line the command or the faults, with every cell as written and as understood.
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The result of an import, before anything is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Import<T, R> {
    /// Number of the row with the heads.
    pub head: u32,
    /// Keys of the columns that the table has.
    pub columns: Vec<&'static str>,
    /// Heads that no column is known for; what stands below them is not imported.
    pub ignored: Vec<String>,
    /// Rows that are no data: examples, footers, repeated heads.
    pub skipped: Vec<Skipped>,
    /// The data, in the order of the file.
    pub lines: Vec<Line<T, R>>,
}

/// A row that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its number in the file.
    pub number: u32,
    /// The first text in it.
    pub text: String,
}

/// One row of data.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<T, R> {
    /// Its number in the file.
    pub number: u32,
    /// The cells that were looked at.
    pub cells: Vec<SeenCell>,
    /// What a person should look at, though it is no fault.
    pub warnings: Vec<Remark<R>>,
    /// Whether it can be imported.
    pub verdict: Verdict<T, R>,
}

/// Whether a row can be imported.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict<T, R> {
    /// It can, as this.
    Good(T),
    /// It cannot, for every one of these reasons.
    Refused(Vec<Remark<R>>),
}

/// One cell as written and as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenCell {
    /// Key of the column.
    pub column: &'static str,
    /// As it stands in the file.
    pub original: String,
    /// As it was understood, where that differs.
    pub normalised: Option<String>,
}

/// A reason with the cell it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark<R> {
    /// Key of the column.
    pub column: &'static str,
    /// The cell as it stands in the file.
    pub original: String,
    /// The cell as it was understood.
    pub normalised: String,
    /// What is wrong with it.
    pub reason: R,
}

/// What can be wrong with a cell of any table; features add their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Nothing stands here.
    Required,
    /// More characters than can be kept.
    TooLong {
        /// The limit.
        max: usize,
    },
    /// No date, or one that could be read in two ways.
    NotADate,
    /// No whole number from 0.
    NotANumber,
    /// None of the known values.
    UnknownValue,
    /// Several things bear this name.
    Ambiguous,
    /// An earlier line has the same value.
    Repeated {
        /// Number of that line.
        first: u32,
    },
    /// No mail address.
    BadMail,
    /// No telephone number.
    BadPhone,
    /// The formula in the cell has failed.
    BrokenFormula,
    /// A number of more than 15 digits, of which the spreadsheet program keeps only 15; it must be entered as text.
    DigitsLost,
}

impl<T, R> Import<T, R> {
    /// Lines that can be imported.
    pub fn good(&self) -> impl Iterator<Item = (&Line<T, R>, &T)> {
        self.lines.iter().filter_map(|line| line.good().map(|command| (line, command)))
    }

    /// Lines that cannot, with their faults.
    pub fn refused(&self) -> impl Iterator<Item = (&Line<T, R>, &[Remark<R>])> {
        self.lines.iter().filter_map(|line| match &line.verdict {
            Verdict::Good(_) => None,
            Verdict::Refused(faults) => Some((line, faults.as_slice())),
        })
    }

    /// Whether the table has the column. What it does not have says nothing about what is stored.
    pub fn has(&self, column: &super::Column) -> bool {
        self.columns.contains(&column.key)
    }
}

impl<T, R> Line<T, R> {
    /// The command of a good line.
    pub fn good(&self) -> Option<&T> {
        match &self.verdict {
            Verdict::Good(command) => Some(command),
            Verdict::Refused(_) => None,
        }
    }

    /// Refuses the line for what shows only beside other lines.
    pub fn refuse(&mut self, column: &super::Column, reason: R) {
        let fault = self.remark(column, reason);
        match &mut self.verdict {
            Verdict::Good(_) => self.verdict = Verdict::Refused(vec![fault]),
            Verdict::Refused(faults) => faults.push(fault),
        }
    }

    /// Warns of what shows only beside other lines.
    pub fn warn(&mut self, column: &super::Column, reason: R) {
        let warning = self.remark(column, reason);
        self.warnings.push(warning);
    }

    fn remark(&self, column: &super::Column, reason: R) -> Remark<R> {
        Remark::on(&self.cells, column.key, reason)
    }
}

impl<R> Remark<R> {
    pub(super) fn on(cells: &[SeenCell], column: &'static str, reason: R) -> Self {
        let cell = cells.iter().find(|c| c.column == column);
        let original = cell.map_or_else(String::new, |c| c.original.clone());
        let normalised = cell.and_then(|c| c.normalised.clone()).unwrap_or_else(|| original.clone());
        Self { column, original, normalised, reason }
    }
}

/// Remembers on which line a value came first.
#[derive(Debug)]
pub struct Seen<K>(HashMap<K, u32>);

impl<K> Default for Seen<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: std::hash::Hash + Eq> Seen<K> {
    /// The line on which the value came first, if it came before.
    pub fn before(&mut self, value: K, line: u32) -> Option<u32> {
        let first = *self.0.entry(value).or_insert(line);
        (first != line).then_some(first)
    }
}
