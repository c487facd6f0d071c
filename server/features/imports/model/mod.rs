//! What would come of a table: pure, so that preview and confirmation cannot differ.
mod uploaded;

use super::{Head, Register};
use crate::base::{
    spreadsheet::{ReadError, Sheet},
    table_import::{Import, Line, Matching, NoTable, Table},
    text::{Sentence, Words},
};
use serde::{Deserialize, Serialize};

pub(super) use uploaded::{AT_ONCE, Checked, Failure, State, Uploaded, Work};

/// What a good line leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Something new.
    Create,
    /// A change of these columns.
    Change(Vec<&'static str>),
    /// Nothing: it is so already.
    Same,
}

/// How many lines lead to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// New things.
    pub created: usize,
    /// Changed ones.
    pub changed: usize,
    /// Lines that say what is so already.
    pub unchanged: usize,
    /// Lines with a fault.
    pub refused: usize,
    /// Lines with something to look at, refused or not.
    pub warned: usize,
}

impl Counts {
    /// All lines.
    pub fn lines(&self) -> usize {
        self.good() + self.refused
    }
    /// Lines without a fault.
    pub fn good(&self) -> usize {
        self.created + self.changed + self.unchanged
    }
    /// Lines that store something.
    pub fn work(&self) -> usize {
        self.created + self.changed
    }
    /// Each with its name, for programs.
    pub fn named(&self) -> [(&'static str, usize); 5] {
        let Self { created, changed, unchanged, refused, warned } = *self;
        [
            ("created", created),
            ("changed", changed),
            ("unchanged", unchanged),
            ("refused", refused),
            ("warned", warned),
        ]
    }
    /// In one word: what the person saw is what is confirmed.
    pub fn seal(&self) -> String {
        self.named().map(|(_, count)| count.to_string()).join("-")
    }
}

/// A table read beside what is stored.
pub struct Plan<R: Register> {
    /// What is stored.
    pub known: R::Known,
    /// The lines.
    pub import: Import<R::Row, R::Reason>,
    /// What each line leads to, in the same order; none for a refused one.
    pub steps: Vec<Option<Step>>,
    /// For each column of the file the key of ours, or nothing.
    pub(super) matched: Vec<Option<&'static str>>,
}

/// Finds the columns of a register in a file.
pub(super) fn table<'a, R: Register>(sheet: &'a Sheet, matching: &Matching) -> Result<Table<'a>, Unreadable> {
    Table::find(sheet, R::COLUMNS, matching).map_err(|NoTable { nearest, missing }| Unreadable::Heads {
        nearest,
        missing,
        heads: R::columns,
    })
}

impl<R: Register> Plan<R> {
    /// Reads the table.
    ///
    /// # Errors
    /// When there is nothing below its heads.
    pub fn of(table: &Table<'_>, known: R::Known) -> Result<Self, Unreadable> {
        let import = R::read(table, &known);
        if import.lines.is_empty() {
            return Err(Unreadable::NoLines);
        }
        let given = |column: &_| import.has(column);
        let steps =
            import.lines.iter().map(|line| line.good().map(|row| R::step(row, &known, &given))).collect();
        let matched = table.heads().columns.iter().map(|c| c.column).collect();
        Ok(Self { known, import, steps, matched })
    }

    /// Every line with what it leads to.
    pub fn lines(&self) -> impl Iterator<Item = (&Line<R::Row, R::Reason>, Option<&Step>)> {
        self.import.lines.iter().zip(self.steps.iter().map(Option::as_ref))
    }

    /// Good lines that store something.
    pub fn work(&self) -> impl Iterator<Item = (&R::Row, &Step)> {
        self.lines()
            .filter_map(|(line, step)| Some((line.good()?, step?)))
            .filter(|(_, step)| **step != Step::Same)
    }

    /// How many lines lead to what.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (line, step) in self.lines() {
            counts.warned += usize::from(!line.warnings.is_empty());
            *match step {
                Some(Step::Create) => &mut counts.created,
                Some(Step::Change(_)) => &mut counts.changed,
                Some(Step::Same) => &mut counts.unchanged,
                None => &mut counts.refused,
            } += 1;
        }
        counts
    }
}

/// Why a file is no table to import.
#[derive(Debug, Clone)]
pub enum Unreadable {
    /// None was chosen.
    NoFile,
    /// It cannot be read.
    File(ReadError),
    /// There is nothing below the heads.
    NoLines,
    /// No row has all required heads.
    Heads {
        /// The row that comes nearest.
        nearest: Option<u32>,
        /// Keys of the columns that it lacks.
        missing: Vec<&'static str>,
        /// The words for the columns.
        heads: fn(&Words) -> Vec<Head>,
    },
}

impl Sentence for Unreadable {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::NoFile => w.import_no_file(),
            Self::NoLines => w.import_no_lines(),
            Self::File(e) => file_fault(e, w),
            Self::Heads { nearest, missing, heads } => {
                let names: Vec<String> =
                    heads(w).into_iter().filter(|h| missing.contains(&h.key)).map(|h| h.text).collect();
                let names = names.join(&w.list_comma());
                match nearest {
                    Some(row) => w.import_heads_missing(*row, names),
                    None => w.import_heads_none(names),
                }
            }
        }
    }
}

fn file_fault(e: &ReadError, w: &Words) -> String {
    match e {
        ReadError::TooLarge { .. } | ReadError::UnpacksTooLarge => w.import_file_large(),
        ReadError::TooManyRows { max } => w.import_file_rows(*max),
        ReadError::TooManyColumns { row, .. } => w.import_file_columns(*row),
        ReadError::TooManyCells { max } => w.import_file_cells(*max),
        ReadError::CellTooLong { row, .. } => w.import_file_cell_long(*row),
        ReadError::Encrypted => w.import_file_encrypted(),
        ReadError::Legacy => w.import_file_legacy(),
        ReadError::NotASpreadsheet => w.import_file_other(),
        ReadError::Damaged => w.import_file_damaged(),
        ReadError::BadEncoding => w.import_file_encoding(),
        ReadError::NoRows => w.import_file_empty(),
    }
}

/// Why a confirmed table is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It was stored before.
    Applied,
    /// It is being stored.
    Storing,
    /// Lines have faults, and it was not said that the good ones go in alone.
    BadLines,
    /// The register has changed since the preview was shown.
    Outdated,
    /// Every good line says what is so already.
    Nothing,
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Applied => w.import_refused_applied(),
            Self::Storing => w.import_refused_storing(),
            Self::BadLines => w.import_refused_bad_lines(),
            Self::Outdated => w.import_refused_outdated(),
            Self::Nothing => w.import_lead_same_title(),
        }
    }
}
