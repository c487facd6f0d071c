//! The lines of a table as a page, a workbook or the command line shows them: every cell, the bad ones with the reason.
use super::{
    Head, Mark, Register,
    kept::{Kept, Said},
};
use crate::base::text::Words;
use std::marker::PhantomData;

impl Mark {
    /// In words.
    pub fn say(self, w: &Words) -> String {
        match self {
            Self::Created => w.import_mark_created(),
            Self::Changed => w.import_mark_changed(),
            Self::Unchanged => w.import_mark_unchanged(),
            Self::Refused => w.import_mark_refused(),
        }
    }
    /// The class of its badge.
    pub fn class(self) -> &'static str {
        match self {
            Self::Created => "done",
            Self::Changed => "blue",
            Self::Unchanged => "",
            Self::Refused => "refused",
        }
    }
    /// The icon of its badge.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Created => "plus",
            Self::Changed => "pencil",
            Self::Unchanged => "minus",
            Self::Refused => "cross",
        }
    }
}

/// What is said of a cell.
#[derive(Debug, Clone)]
pub struct Note {
    /// Whether the line is refused for it.
    pub stops: bool,
    /// Number of the line in the file.
    pub number: u32,
    /// The column's words.
    pub column: String,
    /// The cell as it stands in the file.
    pub original: String,
    /// Why.
    pub reason: String,
}

/// One cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// The column's words.
    pub column: String,
    /// As it stands in the file.
    pub original: String,
    /// As it is understood, where that differs.
    pub normalised: Option<String>,
    /// What is said of it.
    pub notes: Vec<Note>,
}

impl Cell {
    /// The class of the table's cell.
    pub fn class(&self) -> &'static str {
        match self.notes.iter().any(|n| n.stops) {
            true => "wrong",
            false if self.notes.is_empty() => "",
            false => "doubt",
        }
    }
}

/// One line.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// Its number in the file.
    pub number: u32,
    /// What it leads to.
    pub mark: Mark,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// What is said of columns that the table does not have.
    pub beside: Vec<Note>,
}

impl Shown {
    /// Everything that is said of it, each with its column.
    pub fn reasons(&self, w: &Words) -> String {
        let notes = self.cells.iter().flat_map(|c| &c.notes).chain(&self.beside);
        notes.map(|n| format!("{}{}{}", n.column, w.list_colon(), n.reason)).collect::<Vec<_>>().join("\n")
    }
}

/// Puts words on the lines of a register.
pub(super) struct Told<R> {
    w: &'static Words,
    heads: Vec<Head>,
    columns: Vec<String>,
    register: PhantomData<R>,
}

impl<R: Register> Told<R> {
    /// In the language of `w`; `columns` are the keys of what the table has.
    pub fn new(columns: &[String], w: &'static Words) -> Self {
        Self { w, heads: R::columns(w), columns: columns.to_vec(), register: PhantomData }
    }

    /// The words of the columns that the table has.
    pub fn heads(&self) -> Vec<String> {
        self.columns.iter().map(|key| self.head(key)).collect()
    }

    fn head(&self, key: &str) -> String {
        self.heads.iter().find(|h| h.key == key).map_or_else(|| key.to_owned(), |h| h.text.clone())
    }

    /// Everything that is said of any cell of a line.
    pub fn notes(&self, line: &Kept<R::Reason>) -> Vec<Note> {
        line.said.iter().map(|said| self.note(line.number, said)).collect()
    }

    fn note(&self, number: u32, said: &Said<R::Reason>) -> Note {
        Note {
            stops: said.stops,
            number,
            column: self.head(&said.column),
            original: said.original.clone(),
            reason: R::reason(&said.reason, self.w),
        }
    }

    /// A line as the page shows it.
    pub fn line(&self, line: Kept<R::Reason>) -> Shown {
        let notes = |key: &String| {
            let own = line.said.iter().filter(|said| said.column == *key);
            own.map(|said| self.note(line.number, said)).collect()
        };
        let cell = |(key, (original, normalised)): (&String, &(String, Option<String>))| Cell {
            column: self.head(key),
            original: original.clone(),
            normalised: normalised.clone(),
            notes: notes(key),
        };
        let beside = line.said.iter().filter(|said| !self.columns.contains(&said.column));
        Shown {
            number: line.number,
            mark: line.mark,
            cells: self.columns.iter().zip(&line.cells).map(cell).collect(),
            beside: beside.map(|said| self.note(line.number, said)).collect(),
        }
    }
}
