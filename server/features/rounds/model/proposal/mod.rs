//! What the portal's own records say about computed items, by the rules of the checklist: of today, or of the period before.
//! That is the round before of the same unit and the same period, up to the day before this round's first. What needs it
//! and has none is not judged on first use: n/a.
mod said;

use crate::features::checklists::model::Answer;

/// A number, and how many of it are at fault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub of: i64,
    /// Those at fault.
    pub bad: i64,
}

/// The records of a unit that proposals are made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// GOV-02: systems in use or suspended; bad without a person with an active post as accountable or as operating owner.
    /// Zones and host groups are columns of a sheet and have no owners yet.
    pub systems: Count,
    /// GOV-05: rounds of the period before, on first use this one; bad without an officer at their opening. Scope and due
    /// date every round has.
    pub rounds: Count,
    /// MGT-12: issues under rectification past their deadline.
    pub overdue: i64,
    /// MGT-12: past their interim date without an interim measure.
    pub unprotected: i64,
    /// OPS-05: fails, and partials not settled on the spot, that raise issues; bad without one.
    pub faults: Count,
    /// The period before, if there was one.
    pub before: Option<Before>,
}

/// What is known of the period before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Before {
    /// Whether its inspection was submitted late; none when never. Open items cannot be submitted without reasons.
    pub late: Option<bool>,
    /// Items that it left open with a written reason.
    pub reasons: i64,
    /// Cells of systems that were due in it, later additions apart; bad without a result.
    pub cells: Count,
    /// Who took part: 安全管理, 运行维护, 技术支持.
    pub parties: Parties,
    /// Issues closed in it; bad without a measure, or without evidence unless their severity is low.
    pub closed: Count,
    /// Changes of state of issues; bad without an event that says who and when.
    pub steps: Count,
    /// Files about issues; bad when the file is not there any more.
    pub files: Count,
    /// Issues open at its end; bad past their deadline on that day.
    pub open: Count,
    /// Registered risks among them.
    pub held: i64,
}

/// 三方: who took part in an inspection, in the officer's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Parties {
    /// 安全管理
    pub security: String,
    /// 运行维护
    pub operations: String,
    /// 技术支持
    pub support: String,
}

impl Parties {
    fn complete(&self) -> bool {
        [&self.security, &self.operations, &self.support].iter().all(|names| !names.is_empty())
    }
}

impl Records {
    /// The answer that an item's rule gives.
    pub fn propose(&self, code: &str) -> Answer {
        let good = |good: bool| if good { Answer::Pass } else { Answer::Fail };
        match (code, &self.before) {
            ("GOV-02", _) if self.systems.of > 0 => good(self.systems.bad == 0),
            ("GOV-05", _) => good(self.rounds.of > self.rounds.bad),
            ("MGT-12", _) => good(self.overdue == 0 && self.unprotected == 0),
            ("OPS-05", _) => good(self.faults.bad == 0),
            ("MGT-10", Some(before)) if before.cells.of > 0 => good(before.cells.bad == 0),
            ("OPS-03", Some(before)) => good(before.parties.complete()),
            ("OPS-04", Some(before)) => good(before.late == Some(false)),
            ("OPS-06", Some(before)) => good(before.closed.bad == 0),
            // The last verification of the audit log belongs to it too, once there is one.
            ("OPS-07", Some(before)) => good(before.steps.bad == 0 && before.files.bad == 0),
            ("OPS-08", Some(before)) => good(before.open.bad == 0),
            _ => Answer::Na,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::checklists::model::{Edition, Kind};

    const LOOKS_BACK: [&str; 6] = ["MGT-10", "OPS-03", "OPS-04", "OPS-06", "OPS-07", "OPS-08"];

    fn one_bad() -> Count {
        Count { of: 3, bad: 1 }
    }

    #[test]
    fn on_first_use_what_looks_back_is_not_judged() {
        let first = Records { rounds: Count { of: 1, bad: 0 }, ..Records::default() };
        for code in LOOKS_BACK.iter().chain(&["GOV-02"]) {
            assert_eq!(first.propose(code), Answer::Na, "{code}");
        }
        for code in ["GOV-05", "MGT-12", "OPS-05"] {
            assert_eq!(first.propose(code), Answer::Pass, "{code}");
        }
    }

    #[test]
    fn every_fault_in_the_records_fails_its_item_and_every_computed_item_has_a_rule() {
        let before = Before {
            late: Some(true),
            cells: one_bad(),
            closed: one_bad(),
            steps: one_bad(),
            open: one_bad(),
            ..Before::default()
        };
        let bad = Records {
            systems: one_bad(),
            rounds: Count { of: 1, bad: 1 },
            overdue: 1,
            faults: one_bad(),
            before: Some(before),
            ..Records::default()
        };
        let computed = Edition::built_in().items().iter().filter(|item| item.kind == Kind::Computed);
        for item in computed {
            assert_eq!(bad.propose(item.code.as_str()), Answer::Fail, "{}", item.code);
        }
        let lost = Before { files: one_bad(), ..Before::default() };
        assert_eq!(Records { before: Some(lost), ..Records::default() }.propose("OPS-07"), Answer::Fail);
        assert_eq!(Records { unprotected: 1, ..Records::default() }.propose("MGT-12"), Answer::Fail);
    }

    #[test]
    fn records_without_fault_pass() {
        let name = || "张三".to_owned();
        let count = Count { of: 3, bad: 0 };
        let before = Before {
            late: Some(false),
            cells: count,
            parties: Parties { security: name(), operations: name(), support: name() },
            ..Before::default()
        };
        let good = Records { systems: count, rounds: count, before: Some(before), ..Records::default() };
        for code in LOOKS_BACK.iter().chain(&["GOV-02", "GOV-05", "MGT-12", "OPS-05"]) {
            assert_eq!(good.propose(code), Answer::Pass, "{code}");
        }
        let mut alone = good;
        alone.before.as_mut().unwrap().parties.support.clear();
        assert_eq!(alone.propose("OPS-03"), Answer::Fail, "two parties are not three");
    }
}
