//! What the portal's own records say about computed items. What they cannot tell yet, and what needs an earlier period
//! that does not exist, is not judged: n/a.
use crate::features::checklists::model::Answer;

/// The records of a unit that proposals are made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// Systems that run or are suspended.
    pub systems: i64,
    /// Those of them without a person with an active post as accountable or as operating owner.
    pub without_owner: i64,
    /// Issues under rectification past their deadline, or past their interim date without an interim measure.
    pub overdue: i64,
    /// Open issues past their deadline.
    pub open_past_due: i64,
    /// Issues closed in the period before without evidence, severity low apart.
    pub closed_without_evidence: i64,
    /// The inspection before this one, if there was one.
    pub before: Option<Before>,
}

/// What is known of the inspection before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Whether it was submitted on time; a missing one was not.
    pub on_time: bool,
    /// Cells that stayed open.
    pub left_open: i32,
}

impl Records {
    /// The answer that an item's rule gives today.
    pub fn propose(&self, code: &str) -> Answer {
        let good = |good: bool| if good { Answer::Pass } else { Answer::Fail };
        match (code, self.before) {
            ("GOV-02", _) if self.systems > 0 => good(self.without_owner == 0),
            // A round with scope and due date stands, and its officer confirms this very block.
            ("GOV-05", _) => Answer::Pass,
            ("MGT-10", Some(Before { left_open: 0, .. })) => Answer::Pass,
            ("MGT-12", _) => good(self.overdue == 0),
            ("OPS-04", Some(before)) => good(before.on_time),
            ("OPS-06", Some(_)) => good(self.closed_without_evidence == 0),
            ("OPS-08", Some(_)) => good(self.open_past_due == 0),
            _ => Answer::Na,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_first_use_what_looks_back_is_not_judged() {
        let first = Records { open_past_due: 3, closed_without_evidence: 1, ..Records::default() };
        for code in ["GOV-02", "MGT-10", "OPS-03", "OPS-04", "OPS-06", "OPS-07", "OPS-08"] {
            assert_eq!(first.propose(code), Answer::Na, "{code}");
        }
        assert_eq!(first.propose("MGT-12"), Answer::Pass);
    }

    #[test]
    fn records_decide_what_they_can_tell() {
        let before = Some(Before { on_time: false, left_open: 2 });
        let records = Records {
            systems: 4,
            without_owner: 1,
            overdue: 1,
            open_past_due: 1,
            before,
            ..Records::default()
        };
        for code in ["GOV-02", "MGT-12", "OPS-04", "OPS-08"] {
            assert_eq!(records.propose(code), Answer::Fail, "{code}");
        }
        assert_eq!((records.propose("OPS-06"), records.propose("MGT-10")), (Answer::Pass, Answer::Na));
    }
}
