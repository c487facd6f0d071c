//! The figures that a proposal is made from, in words.
use super::{Before, Count, Records};
use crate::base::text::Words;

impl Records {
    /// What stands beside the proposal for an item; empty for an item without a rule.
    pub fn say(&self, code: &str, w: &Words) -> String {
        match (code, &self.before) {
            ("GOV-02", _) => w.record_owners(self.systems.of, self.systems.bad),
            ("GOV-05", Some(_)) => w.record_rounds(self.rounds.of, self.rounds.bad),
            ("GOV-05", None) if self.rounds.bad == 0 => w.record_rounds_first(),
            ("GOV-05", None) => w.record_rounds_first_none(),
            ("MGT-12", _) => w.record_overdue(self.overdue, self.unprotected),
            ("OPS-05", _) => w.record_faults(self.faults.of, self.faults.bad),
            (code, Some(before)) => before.say(code, w),
            ("MGT-10" | "OPS-03" | "OPS-04" | "OPS-06" | "OPS-07" | "OPS-08", None) => w.record_none_before(),
            _ => String::new(),
        }
    }
}

impl Before {
    fn say(&self, code: &str, w: &Words) -> String {
        let name = |names: &str| if names.is_empty() { w.record_nobody() } else { names.to_owned() };
        match code {
            "MGT-10" if self.cells.of == 0 => w.record_no_cells(),
            "MGT-10" => w.record_cells(self.cells.of, self.cells.bad),
            "OPS-03" => {
                let p = &self.parties;
                w.record_parties(name(&p.security), name(&p.operations), name(&p.support))
            }
            "OPS-04" => match self.late {
                None => w.record_unsubmitted(),
                Some(true) => w.record_late(),
                Some(false) => w.record_on_time(self.reasons),
            },
            "OPS-06" => w.record_closed(self.closed.of, self.closed.bad),
            "OPS-07" => {
                let Count { of, bad } = self.steps;
                w.record_steps(of, bad, self.files.of, self.files.bad)
            }
            "OPS-08" => w.record_open(self.open.of, self.held, self.open.bad),
            _ => String::new(),
        }
    }
}
