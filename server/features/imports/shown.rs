//! The lines of a plan as a page, a workbook or the command line shows them: every cell, the bad ones with the reason.
use super::{Plan, Register, Step};
use crate::base::{
    table_import::{Line, Remark, Verdict},
    text::Words,
};

/// What a line leads to, for its badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Puts words on a plan.
pub(super) struct Told<'a, R: Register> {
    plan: &'a Plan<R>,
    w: &'static Words,
    heads: Vec<super::Head>,
}

impl<'a, R: Register> Told<'a, R> {
    /// In the language of `w`.
    pub fn new(plan: &'a Plan<R>, w: &'static Words) -> Self {
        Self { plan, w, heads: R::columns(w) }
    }

    /// The words of the columns that the table has.
    pub fn heads(&self) -> Vec<String> {
        self.plan.import.columns.iter().map(|key| self.head(key)).collect()
    }

    fn head(&self, key: &str) -> String {
        self.heads.iter().find(|h| h.key == key).map_or_else(|| key.to_owned(), |h| h.text.clone())
    }

    /// Lines behind `after`, all of them or those with something to look at.
    pub fn lines(&self, all: bool, after: u32) -> impl Iterator<Item = Shown> {
        let marked = |line: &Line<_, _>| line.good().is_none() || !line.warnings.is_empty();
        let behind = self.plan.lines().skip_while(move |(line, _)| line.number <= after);
        behind.filter(move |(line, _)| all || marked(line)).map(|(line, step)| self.line(line, step))
    }

    /// Everything that is said of any cell, in the order of the file.
    pub fn notes(&self) -> impl Iterator<Item = Note> {
        self.plan.import.lines.iter().flat_map(|line| self.notes_of(line))
    }

    fn line(&self, line: &Line<R::Row, R::Reason>, step: Option<&Step>) -> Shown {
        let mut notes: Vec<(&'static str, Note)> = self.remarks(line).collect();
        let cell = |cell: &crate::base::table_import::SeenCell| {
            let (own, rest) =
                std::mem::take(&mut notes).into_iter().partition(|(key, _)| *key == cell.column);
            notes = rest;
            let own: Vec<(&str, Note)> = own;
            Cell {
                column: self.head(cell.column),
                original: cell.original.clone(),
                normalised: cell.normalised.clone(),
                notes: own.into_iter().map(|(_, note)| note).collect(),
            }
        };
        let cells = line.cells.iter().map(cell).collect();
        Shown {
            number: line.number,
            mark: Mark::of(step),
            cells,
            beside: notes.into_iter().map(|(_, note)| note).collect(),
        }
    }

    fn notes_of<'l>(&'l self, line: &'l Line<R::Row, R::Reason>) -> impl Iterator<Item = Note> + 'l {
        self.remarks(line).map(|(_, note)| note)
    }

    fn remarks<'l>(
        &'l self,
        line: &'l Line<R::Row, R::Reason>,
    ) -> impl Iterator<Item = (&'static str, Note)> + 'l {
        let faults: &[Remark<_>] = match &line.verdict {
            Verdict::Good(_) => &[],
            Verdict::Refused(faults) => faults,
        };
        let note = move |stops: bool, remark: &Remark<R::Reason>| {
            let (column, original) = (self.head(remark.column), remark.original.clone());
            (
                remark.column,
                Note {
                    stops,
                    number: line.number,
                    column,
                    original,
                    reason: R::reason(&remark.reason, self.w),
                },
            )
        };
        faults.iter().map(move |f| note(true, f)).chain(line.warnings.iter().map(move |f| note(false, f)))
    }
}
