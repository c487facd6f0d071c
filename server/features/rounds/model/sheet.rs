//! A plan with the answers that were given so far.

use super::{
    answers::{Tally, worst},
    plan::{Asked, Cell, Plan, Row},
    subjects::Subject,
};
use crate::features::checklists::model::{Answer, Code, Item};
use std::collections::{BTreeMap, BTreeSet};

/// A sheet being filled in. A cell without answer is open; one that asks nobody is n/a.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet<'a> {
    plan: &'a Plan<'a>,
    given: BTreeMap<(&'a str, Subject), Answer>,
}

/// An answer to a cell that is not on the sheet, or that asks nobody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code} does not ask about {subject:?}")]
pub struct NotAsked {
    /// The item that was answered.
    pub code: Code,
    /// The subject that it was answered on.
    pub subject: Subject,
}

/// How far the inspecting person is. Computed and inherited cells are not in the way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows that ask a person.
    pub rows: usize,
    /// Those of them without an open cell.
    pub rows_done: usize,
    /// Cells that ask a person.
    pub cells: usize,
    /// Those of them that are answered.
    pub cells_done: usize,
}

/// The subjects on which each item is answered by anybody.
fn asked<'a>(plan: &Plan<'a>) -> BTreeMap<&'a str, BTreeSet<Subject>> {
    let mut asked: BTreeMap<&'a str, BTreeSet<Subject>> = BTreeMap::new();
    for (item, cell) in plan.cells().filter(|(_, cell)| !matches!(cell.asked, Asked::Nobody(_))) {
        asked.entry(item.code.as_str()).or_default().insert(cell.subject);
    }
    asked
}

impl<'a> Sheet<'a> {
    /// The plan with these answers; a later one for the same cell replaces an earlier one.
    pub fn new(
        plan: &'a Plan<'a>,
        answers: impl IntoIterator<Item = (Code, Subject, Answer)>,
    ) -> Result<Self, NotAsked> {
        let asked = asked(plan);
        let mut given = BTreeMap::new();
        for (code, subject, answer) in answers {
            match asked.get_key_value(code.as_str()) {
                Some((item, subjects)) if subjects.contains(&subject) => {
                    given.insert((*item, subject), answer)
                }
                _ => return Err(NotAsked { code, subject }),
            };
        }
        Ok(Self { plan, given })
    }

    /// The plan with answers as they were kept: one whose cell asks nobody any more (a system retired, a profile confirmed) is left out.
    pub fn kept(plan: &'a Plan<'a>, answers: impl IntoIterator<Item = (Code, Subject, Answer)>) -> Self {
        let asked = asked(plan);
        let key = |(code, subject, answer): (Code, Subject, Answer)| {
            let (item, subjects) = asked.get_key_value(code.as_str())?;
            subjects.contains(&subject).then_some(((*item, subject), answer))
        };
        let given = answers.into_iter().filter_map(key).collect();
        Self { plan, given }
    }

    /// What it asks.
    pub fn plan(&self) -> &'a Plan<'a> {
        self.plan
    }

    /// What a cell says.
    pub fn answer(&self, item: &Item, cell: &Cell) -> Answer {
        match cell.asked {
            Asked::Nobody(_) => Answer::Na,
            _ => self.given.get(&(item.code.as_str(), cell.subject)).copied().unwrap_or(Answer::Open),
        }
    }

    /// What a row says: the worst of its cells.
    pub fn row_answer(&self, row: &Row) -> Answer {
        worst(row.cells.iter().map(|cell| self.answer(row.item, cell)))
    }

    /// The answers of every cell whose item is chosen (all, a layer, a clause). A row without subject counts as one open answer.
    pub fn tally(&self, chosen: impl Fn(&Item) -> bool) -> Tally {
        let cells =
            self.plan.cells().filter(|(item, _)| chosen(item)).map(|(item, cell)| self.answer(item, cell));
        let blind = self.plan.blind().filter(|row| chosen(row.item)).map(|_| Answer::Open);
        cells.chain(blind).collect()
    }

    /// How far the person is.
    pub fn progress(&self) -> Progress {
        self.plan.rows().iter().filter(|row| row.asks_a_person()).fold(
            Progress::default(),
            |mut progress, row| {
                let open = self.open_cells(row).count();
                let cells = row.cells.iter().filter(|cell| cell.asked == Asked::Person).count();
                progress.rows += 1;
                progress.rows_done += usize::from(open == 0);
                progress.cells += cells;
                progress.cells_done += cells - open;
                progress
            },
        )
    }

    /// The items that a person was asked and left open: each needs a written reason before the sheet goes on.
    pub fn open_items(&self) -> BTreeSet<Code> {
        let rows = self.plan.rows().iter().filter(|row| self.open_cells(row).next().is_some());
        rows.map(|row| row.item.code.clone()).collect()
    }

    /// The cells of a row that "the rest conform" would answer: open, and not a matter of ticking the ways that are met.
    pub fn conformable<'s>(&'s self, row: &'s Row<'a>) -> impl Iterator<Item = &'s Cell<'a>> {
        self.open_cells(row).filter(|_| row.item.boxes.is_empty())
    }

    /// The cells of a row that a person still has to answer: what "the rest conform" would answer.
    pub fn open_cells<'s>(&'s self, row: &'s Row<'a>) -> impl Iterator<Item = &'s Cell<'a>> {
        row.cells
            .iter()
            .filter(|cell| cell.asked == Asked::Person && self.answer(row.item, cell) == Answer::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{plan::Asking, subjects::Profile, workload::school};
    use super::*;
    use crate::features::checklists::model::{Edition, Every, Layer};

    #[test]
    fn a_sheet_counts_what_is_done_and_names_what_is_open() {
        let subjects = school();
        let plan =
            Plan::new(Edition::built_in(), &Asking::period(Every::Month), &Profile::default(), &subjects);
        let empty = Sheet::new(&plan, []).unwrap();
        assert_eq!(empty.progress(), Progress { rows: 5, rows_done: 0, cells: 18, cells_done: 0 });
        assert_eq!(empty.open_items().len(), 5);
        assert_eq!(
            empty.tally(|_| true),
            Tally { open: 19, na: 5, ..Tally::default() },
            "an inherited cell is open until answered above"
        );

        let zones = subjects
            .zones
            .iter()
            .map(|zone| ("NET-02".parse().unwrap(), Subject::Zone(zone.id), Answer::Pass));
        let failed = ("NET-02".parse().unwrap(), Subject::Zone(subjects.zones[0].id), Answer::Fail);
        let sheet = Sheet::new(&plan, zones.chain([failed])).unwrap();
        assert_eq!(sheet.progress(), Progress { rows: 5, rows_done: 1, cells: 18, cells_done: 5 });
        assert_eq!(
            sheet.open_items().iter().map(Code::as_str).collect::<Vec<_>>(),
            ["BAK-03", "HST-06", "NET-11", "SYS-18"]
        );
        assert_eq!(sheet.row_answer(&plan.rows()[0]), Answer::Fail);
        let network = sheet.tally(|item| item.layer == Layer::Network);
        assert_eq!(network, Tally { pass: 4, fail: 1, open: 5, ..Tally::default() });
    }

    #[test]
    fn computed_rows_are_never_in_the_way() {
        let subjects = school();
        let plan =
            Plan::new(Edition::built_in(), &Asking::period(Every::Quarter), &Profile::default(), &subjects);
        let open = Sheet::new(&plan, []).unwrap().open_items();
        assert!(plan.computed().count() == 9 && plan.computed().all(|row| !open.contains(&row.item.code)));
    }

    #[test]
    fn a_row_without_subject_is_not_passed() {
        let nothing = super::super::subjects::Subjects::default();
        let plan =
            Plan::new(Edition::built_in(), &Asking::period(Every::Month), &Profile::default(), &nothing);
        let sheet = Sheet::new(&plan, []).unwrap();
        assert_eq!(sheet.tally(|_| true), Tally { open: 5, ..Tally::default() });
        assert_eq!(sheet.row_answer(&plan.rows()[0]), Answer::Open);
    }

    #[test]
    fn an_answer_nobody_asked_for_is_refused() {
        let subjects = school();
        let plan =
            Plan::new(Edition::built_in(), &Asking::period(Every::Month), &Profile::default(), &subjects);
        let unimportant = Subject::System(subjects.systems[4].id);
        for (code, subject) in [("NET-02", Subject::Unit), ("GOV-01", Subject::Unit), ("BAK-03", unimportant)]
        {
            let code: Code = code.parse().unwrap();
            let refused = Sheet::new(&plan, [(code.clone(), subject, Answer::Pass)]);
            assert_eq!(refused, Err(NotAsked { code, subject }));
        }
    }
}
