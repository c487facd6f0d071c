//! One row under examination: gives its cells by column and gathers what is wrong with them.
use super::{
    Column, fold,
    heading::Table,
    line::{Line, Reason, Remark, Seen, SeenCell, Verdict},
    value::Reading,
};
use crate::base::spreadsheet::{Cell, Row};

/// One row of data, whose cells are found by column.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub(super) table: &'a Table<'a>,
    pub(super) row: &'a Row,
}

impl<'a> Record<'a> {
    /// Number of the row in the file.
    pub fn number(&self) -> u32 {
        self.row.number
    }

    /// The cell of a column; an empty one where the row ends before, none where the table has no such column.
    pub fn get(&self, column: &Column) -> Option<&'a Cell> {
        let at = self.table.place(column.key)?;
        Some(self.row.cells.get(at).unwrap_or(&Cell::EMPTY))
    }
}

/// A [`Record`] with the faults and warnings found so far. `R` is the feature's enum of reasons.
#[derive(Debug)]
pub struct Check<'a, R> {
    record: Record<'a>,
    cells: Vec<SeenCell>,
    faults: Vec<Remark<R>>,
    warnings: Vec<Remark<R>>,
}

impl<'a, R: From<Reason>> Check<'a, R> {
    pub(super) fn new(record: Record<'a>) -> Self {
        let cells = record.table.columns().filter_map(|column| {
            let cell = record.get(column)?;
            Some(SeenCell { column: column.key, original: cell.shown().into_owned(), normalised: None })
        });
        Self { record, cells: cells.collect(), faults: Vec::new(), warnings: Vec::new() }
    }

    /// Number of the row in the file.
    pub fn number(&self) -> u32 {
        self.record.number()
    }

    /// Reads a cell that must hold a value. Nothing comes back where a fault was found.
    pub fn required<T, E>(&mut self, column: &Column, read: impl Fn(&Cell) -> Reading<T, E>) -> Option<T>
    where
        R: From<E>,
    {
        match self.optional(column, read)? {
            Some(value) => Some(value),
            None => {
                self.fault(column, Reason::Required);
                None
            }
        }
    }

    /// Reads a cell that may be blank: `Some(None)`. Nothing comes back where a fault was found.
    pub fn optional<T, E>(
        &mut self,
        column: &Column,
        read: impl Fn(&Cell) -> Reading<T, E>,
    ) -> Option<Option<T>>
    where
        R: From<E>,
    {
        let Some(cell) = self.record.get(column).filter(|cell| !cell.is_blank()) else { return Some(None) };
        match read(cell) {
            Ok((value, normalised)) => {
                self.understood(column, normalised);
                Some(Some(value))
            }
            Err(reason) => {
                self.understood(column, fold::plain(&cell.shown()));
                self.fault(column, reason);
                None
            }
        }
    }

    /// As [`Check::optional`], where a mark such as `无` or `—` stands for a blank.
    pub fn unless_none<T, E>(
        &mut self,
        column: &Column,
        read: impl Fn(&Cell) -> Reading<T, E>,
    ) -> Option<Option<T>>
    where
        R: From<E>,
    {
        if self.record.get(column).is_some_and(|cell| !cell.is_blank() && fold::means_none(&cell.shown())) {
            self.understood(column, String::new());
            return Some(None);
        }
        self.optional(column, read)
    }

    /// Refuses the row when an earlier one has said the same in this cell.
    pub fn once<K: Eq + std::hash::Hash>(&mut self, column: &Column, key: Option<K>, seen: &mut Seen<K>)
    where
        R: From<Reason>,
    {
        if let Some(first) = key.and_then(|key| seen.before(key, self.number())) {
            self.fault(column, Reason::Repeated { first });
        }
    }

    /// Refuses the row because of this cell.
    pub fn fault(&mut self, column: &Column, reason: impl Into<R>) {
        self.faults.push(Remark::on(&self.cells, column.key, reason.into()));
    }

    /// Lets the row pass, but points at this cell.
    pub fn warn(&mut self, column: &Column, reason: impl Into<R>) {
        self.warnings.push(Remark::on(&self.cells, column.key, reason.into()));
    }

    fn understood(&mut self, column: &Column, normalised: String) {
        if let Some(cell) = self.cells.iter_mut().find(|c| c.column == column.key && c.original != normalised)
        {
            cell.normalised = Some(normalised);
        }
    }

    pub(super) fn verdict<T>(self, command: Option<T>) -> Line<T, R> {
        let verdict = match command {
            Some(command) if self.faults.is_empty() => Verdict::Good(command),
            _ => Verdict::Refused(self.faults),
        };
        Line { number: self.record.number(), cells: self.cells, warnings: self.warnings, verdict }
    }
}
