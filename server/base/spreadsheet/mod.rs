//! Tables in and out: Excel and CSV files are read under strict bounds, workbooks are written with text that stays text.
mod bounds;
mod csv;
mod read;
mod template;
mod write;
mod xlsx;

use std::borrow::Cow;

use chrono::{NaiveDateTime, NaiveTime};

pub use read::read;
pub use template::{Notes, Template, TemplateColumn};
pub use write::{Field, Kind, OutColumn, WriteError, Writer};

/// A table as it stands in the file. Rows without a value are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// The sheet's name; empty for CSV.
    pub name: String,
    /// Names of further visible sheets, which were not read.
    pub others: Vec<String>,
    /// Rows in the order of the file.
    pub rows: Vec<Row>,
}

/// One row of a [`Sheet`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// The row's number as a spreadsheet program shows it, from 1.
    pub number: u32,
    /// Cells from column A on, up to the last one with a value.
    pub cells: Vec<Cell>,
}

/// One cell and whether its value was written there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// What stands in the cell.
    pub value: Value,
    /// The value stands in another cell, with which this one is merged.
    pub filled: bool,
}

/// The value of a cell; of a formula the result that was saved with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text as written.
    Text(String),
    /// A number without a date format.
    Number(f64),
    /// A number with a date format.
    Date(NaiveDateTime),
    /// True or false.
    Bool(bool),
    /// The failure of a formula, such as `#N/A`.
    Error(String),
}

impl Cell {
    /// A cell that no row has.
    pub const EMPTY: Self = Self { value: Value::Empty, filled: false };

    /// Nothing but white space and invisible marks stands here.
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Empty => true,
            Value::Text(text) => text.chars().all(|c| c.is_whitespace() || is_invisible(c)),
            _ => false,
        }
    }

    /// The value as a person would type it.
    pub fn shown(&self) -> Cow<'_, str> {
        match &self.value {
            Value::Empty => Cow::Borrowed(""),
            Value::Text(text) | Value::Error(text) => Cow::Borrowed(text),
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Date(at) if at.time() == NaiveTime::MIN => Cow::Owned(at.date().to_string()),
            Value::Date(at) => Cow::Owned(at.format("%Y-%m-%d %H:%M:%S").to_string()),
            Value::Bool(true) => Cow::Borrowed("TRUE"),
            Value::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Self { value, filled: false }
    }
}

/// Zero-width marks, soft hyphens, byte order marks and control characters other than white space.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// How much of a file is read before it is refused.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Size of the file in bytes.
    pub bytes: usize,
    /// Parts of the zip container of a workbook.
    pub entries: usize,
    /// Unpacked size of all parts in bytes, declared and counted.
    pub unpacked: u64,
    /// Unpacked size over the size of the file, once it matters.
    pub ratio: u64,
    /// Rows with a value.
    pub rows: usize,
    /// Only so many rows are read; of a workbook that is a matter of moments, however long it is.
    pub first: Option<usize>,
    /// The last column that may hold a value.
    pub columns: usize,
    /// Cells in all, gaps before the last value of a row among them.
    pub cells: usize,
    /// Characters in one cell.
    pub cell_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 20 << 20,
            entries: 2_000,
            unpacked: 400 << 20,
            ratio: 200,
            rows: 100_000,
            first: None,
            columns: 256,
            cells: 2_000_000,
            cell_chars: 32_767,
        }
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file has more bytes than allowed.
    #[error("file larger than {max} bytes")]
    TooLarge {
        /// The limit in bytes.
        max: usize,
    },
    /// The workbook unpacks to more than allowed, or is packed suspiciously well.
    #[error("workbook unpacks to too much")]
    UnpacksTooLarge,
    /// More rows than allowed.
    #[error("more than {max} rows")]
    TooManyRows {
        /// The limit.
        max: usize,
    },
    /// A value stands too far to the right.
    #[error("row {row}: more than {max} columns")]
    TooManyColumns {
        /// Where.
        row: u32,
        /// The limit.
        max: usize,
    },
    /// More cells than allowed.
    #[error("more than {max} cells")]
    TooManyCells {
        /// The limit.
        max: usize,
    },
    /// A cell with too much text; in CSV often an unclosed quotation mark.
    #[error("row {row}: a cell with more than {max} characters")]
    CellTooLong {
        /// Where.
        row: u32,
        /// The limit in characters.
        max: usize,
    },
    /// Protected by a password.
    #[error("encrypted workbook")]
    Encrypted,
    /// The format of Excel 97 to 2003.
    #[error("legacy .xls workbook")]
    Legacy,
    /// Another kind of file, by its content or by its name.
    #[error("not a spreadsheet")]
    NotASpreadsheet,
    /// A workbook that cannot be followed.
    #[error("damaged workbook")]
    Damaged,
    /// Text in none of the known encodings.
    #[error("unknown text encoding")]
    BadEncoding,
    /// No row has a value.
    #[error("no rows")]
    NoRows,
}
