//! 自查表: which rows a round asks of a unit, a cell per subject, and which cells need no asking.

mod row;
#[cfg(test)]
mod tests;

pub use row::{Asked, Cell, Row, Why};

use super::subjects::{Profile, Subjects, SystemStatus};
use crate::features::checklists::model::{Code, Edition, Every, Item, Kind, Layer, NaFlag};
use std::collections::BTreeSet;

/// What a round asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The period of the round: items of this period and of all shorter ones are due.
    pub every: Every,
    /// Event-driven items whose event happened in the period: due whatever their own period is.
    pub happened: BTreeSet<Code>,
}

/// The rows of a unit's sheet, in the order of the edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan<'a> {
    rows: Vec<Row<'a>>,
    no_important_system: bool,
}

impl Asking {
    /// The items of a period, without any event.
    pub fn period(every: Every) -> Self {
        Self { every, happened: BTreeSet::new() }
    }

    fn asks(&self, item: &Item) -> bool {
        self.every.asks(item.inspect_every) || (item.also_on_event && self.happened.contains(&item.code))
    }
}

impl<'a> Plan<'a> {
    /// The sheet of a unit: the items due, asked of what the unit has.
    pub fn new(edition: &'a Edition, asking: &Asking, profile: &Profile, subjects: &'a Subjects) -> Self {
        let due = edition.items().iter().filter(|item| asking.asks(item));
        let on_event = |item: &Item| !asking.every.asks(item.inspect_every);
        let rows: Vec<_> = due.map(|item| Row::new(item, on_event(item), profile, subjects)).collect();
        let mut live =
            subjects.systems.iter().filter(|system| system.status != SystemStatus::Retired).peekable();
        let has_systems = live.peek().is_some() && !profile.says(NaFlag::NoOwnSystems);
        let no_important_system = has_systems
            && live.all(|system| !system.important)
            && rows.iter().any(|row| row.item.only_important);
        Self { rows, no_important_system }
    }

    /// The rows in sheet order.
    pub fn rows(&self) -> &[Row<'a>] {
        &self.rows
    }

    /// The rows that people see, by layer; computed rows stand in a block of their own.
    pub fn by_layer(&self) -> Vec<(Layer, Vec<&Row<'a>>)> {
        let rows_of = |layer: &Layer| {
            let rows =
                self.rows.iter().filter(|row| row.item.layer == *layer && row.item.kind != Kind::Computed);
            (*layer, rows.collect::<Vec<_>>())
        };
        Layer::ALL.iter().map(rows_of).filter(|(_, rows)| !rows.is_empty()).collect()
    }

    /// The block that the portal proposes and a person confirms at once.
    pub fn computed(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|row| row.item.kind == Kind::Computed)
    }

    /// Duties towards events, inspected as readiness between them.
    pub fn readiness(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|row| row.item.kind == Kind::Readiness)
    }

    /// Rows without a single subject, although the profile does not excuse them: blind spots, never passed.
    pub fn blind(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|row| row.cells.is_empty())
    }

    /// The unit has systems and marks none of them important: it is to be told, because rows about important systems ask nothing.
    pub fn no_important_system(&self) -> bool {
        self.no_important_system
    }

    /// Every cell with its item, in sheet order.
    pub fn cells(&self) -> impl Iterator<Item = (&'a Item, &Cell<'a>)> {
        self.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.item, cell)))
    }
}
