//! Answering: what is given for cells, and what that leaves of the sheet.
use super::{Inspection, Refused, Sheet, Subject, Tally};
use crate::{
    access::{Allowed, can},
    audit::{self, Event},
    base::ids::AnswerId,
    features::checklists::model::{Answer, Code},
};
use serde_json::json;

/// An answer to one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The row of this cell: an earlier answer's own, or a new one.
    pub id: AnswerId,
    /// The item.
    pub code: Code,
    /// What it is about.
    pub subject: Subject,
    /// What it says.
    pub result: Answer,
    /// A person's words.
    pub note: String,
    /// Keys of the ways that are met.
    pub boxes: Vec<String>,
    /// 当场整改
    pub on_the_spot: bool,
    /// Who gave it.
    pub source: Source,
}

/// Who gave an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The inspecting person.
    Person,
    /// The same, who took over an earlier round's answer with its evidence: 情况未变，佐证有效.
    TakenOver(AnswerId),
    /// The portal's own records; a person confirmed.
    Records,
    /// The unit above that provides the system, by its name.
    Above(String),
}

impl Source {
    /// As stored.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Person | Self::TakenOver(_) => "person",
            Self::Records => "records",
            Self::Above(_) => "above",
        }
    }
    /// The earlier answer that was taken over.
    pub fn taken_from(&self) -> Option<AnswerId> {
        match self {
            Self::TakenOver(from) => Some(*from),
            _ => None,
        }
    }
}

/// How the sheet stands after a change; kept on the inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Cells that ask a person.
    pub cells: usize,
    /// Those of them that are answered.
    pub cells_done: usize,
    /// All answers.
    pub tally: Tally,
}

impl Left {
    /// Reads it off a sheet.
    pub fn of(sheet: &Sheet<'_>) -> Self {
        let done = sheet.progress();
        Self { cells: done.cells, cells_done: done.cells_done, tally: sheet.tally(|_| true) }
    }
    /// The same after one cell of a person went from one answer to another.
    pub fn moved(mut self, from: Answer, to: Answer) -> Self {
        if from != to {
            *self.tally.of(from) = self.tally.of(from).saturating_sub(1);
            *self.tally.of(to) += 1;
            self.cells_done += usize::from(from == Answer::Open);
            self.cells_done = self.cells_done.saturating_sub(usize::from(to == Answer::Open));
        }
        self
    }
    /// Cells that a person still has to answer.
    pub fn open(&self) -> usize {
        self.cells - self.cells_done
    }
}

/// Answers that may be written.
#[derive(Debug)]
pub struct Filled {
    pub(in super::super) inspection: Inspection,
    pub(in super::super) given: Vec<Given>,
    pub(in super::super) left: Left,
    pub(in super::super) event: Event,
}

impl Allowed<can::FillInspection, Inspection> {
    /// Answers cells. `before` is what each of them said, `left` how the sheet stands afterwards.
    ///
    /// # Errors
    /// When the sheet is with someone else.
    pub fn answer(self, given: Vec<Given>, before: &[Answer], left: Left) -> Result<Filled, Refused> {
        if !self.course.is_editable() {
            return Err(Refused::Closed { state: self.course.state().key() });
        }
        let inspection = self.into_inner();
        let facts: Vec<_> = given
            .iter()
            .zip(before)
            .map(|(g, old)| json!({ "item": g.code, "subject": g.subject.to_string(), "old": old, "new": g.result, "note": g.note, "taken_from": g.source.taken_from() }))
            .collect();
        let subject = match given.as_slice() {
            [one] => audit::Subject { kind: "answer", id: one.id.0 },
            _ => audit::Subject { kind: "inspection", id: inspection.id.0 },
        };
        let event = Event {
            kind: "inspection.answer",
            subject,
            place: inspection.place.clone(),
            data: json!({ "answers": facts }),
        };
        Ok(Filled { inspection, given, left, event })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_answer_changed_is_counted_like_all_of_them_anew() {
        let all = [Answer::Pass, Answer::Partial, Answer::Fail, Answer::Na, Answer::Open];
        let left = |answers: &[Answer]| Left {
            cells: answers.len(),
            cells_done: answers.iter().filter(|a| **a != Answer::Open).count(),
            tally: answers.iter().copied().collect(),
        };
        for (from, to) in all.iter().flat_map(|from| all.map(|to| (*from, to))) {
            let mut answers = [Answer::Open, Answer::Pass, from];
            let before = left(&answers);
            answers[2] = to;
            assert_eq!(before.moved(from, to), left(&answers), "{from:?} → {to:?}");
        }
    }
}
