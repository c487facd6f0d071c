//! 整改方案: who sets an issue right, how, at what cost and in which steps. A plan is replaced as a whole and earlier ones are kept.
use super::{Also, Change, Code, Issue, Refused};
use crate::{
    access::{Allowed, can},
    base::text::{Sentence, Words},
};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// 整改方式
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approach {
    /// 立行立改
    AtOnce,
    /// 限期整改
    ByDeadline,
    /// 长期坚持
    LongTerm,
}

impl Approach {
    /// All of them, the quickest first.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::ByDeadline, Self::LongTerm];
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::ByDeadline => "by_deadline",
            Self::LongTerm => "long_term",
        }
    }
}

impl std::str::FromStr for Approach {
    type Err = ();
    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|approach| approach.key() == key).ok_or(())
    }
}

impl Sentence for Approach {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::AtOnce => w.issue_plan_at_once(),
            Self::ByDeadline => w.issue_plan_by_deadline(),
            Self::LongTerm => w.issue_plan_long_term(),
        }
    }
}

/// An amount of money in fen, a hundredth of a yuan; read and written in yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fen(pub i64);

impl std::str::FromStr for Fen {
    type Err = ();
    /// `1200`, `1,200.5`: less than a million millions, at most two places.
    fn from_str(text: &str) -> Result<Self, ()> {
        let plain = text.replace(',', "");
        let (yuan, fen) = plain.split_once('.').unwrap_or((&plain, "0"));
        let digits = |t: &str, most| (1..=most).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
        if !digits(yuan, 12) || !digits(fen, 2) {
            return Err(());
        }
        Ok(Self(format!("{yuan}{fen:0<2}").parse().map_err(drop)?))
    }
}

impl std::fmt::Display for Fen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (yuan, fen) = ((self.0 / 100).to_string(), self.0 % 100);
        for (at, digit) in yuan.char_indices() {
            let comma = if at > 0 && (yuan.len() - at).is_multiple_of(3) { "," } else { "" };
            write!(f, "{comma}{digit}")?;
        }
        if fen == 0 { Ok(()) } else { write!(f, ".{fen:02}") }
    }
}

/// 分步安排: one step of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// What is to be done.
    pub what: String,
    /// By when.
    pub due: NaiveDate,
    /// The day on which it was done.
    pub done_on: Option<NaiveDate>,
}

impl PlanStep {
    /// Whether its own date has passed and it is not done.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.done_on.is_none() && self.due < today
    }
}

/// 整改方案
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// 整改方式
    pub approach: Approach,
    /// 整改措施, as planned.
    pub measure: String,
    /// 责任人: somebody of the unit or anybody else, by name.
    pub responsible: String,
    /// 所需资金
    pub cost: Fen,
    /// 应急预案; may be empty.
    pub emergency: String,
    /// 分步安排
    pub steps: Vec<PlanStep>,
}

impl Plan {
    /// Steps end by the deadline, except for what is kept up in the long term: it goes on behind the deadline, and needs steps.
    ///
    /// # Errors
    /// Which step does not fit, counted from 0, and why.
    pub fn fits(&self, due: NaiveDate) -> Result<(), (usize, Refused)> {
        if self.approach == Approach::LongTerm {
            return if self.steps.is_empty() { Err((0, Refused::NoSteps)) } else { Ok(()) };
        }
        match self.steps.iter().position(|step| step.due > due) {
            Some(step) => Err((step, Refused::StepTooLate(due))),
            None => Ok(()),
        }
    }

    /// A step keeps the day on which it was done as long as its words stay.
    fn keeping_marks_of(mut self, earlier: Option<&Self>) -> Self {
        for step in &mut self.steps {
            let known = earlier.and_then(|plan| plan.steps.iter().find(|old| old.what == step.what));
            step.done_on = known.and_then(|old| old.done_on);
        }
        self
    }

    /// For tests and for looking at: one step, far away.
    pub fn sample(done_on: Option<NaiveDate>) -> Self {
        let due = NaiveDate::from_ymd_opt(2027, 3, 31).unwrap_or_default();
        let steps = vec![PlanStep { what: "VPN".into(), due, done_on }];
        let (measure, responsible) = ("iptables -A INPUT -s 10.20.30.0/28".into(), "李明".into());
        Self {
            approach: Approach::LongTerm,
            measure,
            responsible,
            cost: Fen(0),
            emergency: String::new(),
            steps,
        }
    }

    /// As its event tells it.
    fn data(&self) -> Value {
        let step = |s: &PlanStep| match s.done_on {
            Some(done) => format!("{} {} ✓{done}", s.due, s.what),
            None => format!("{} {}", s.due, s.what),
        };
        json!({
            "approach": self.approach.key(), "measure": self.measure, "responsible": self.responsible,
            "cost": self.cost.to_string(), "emergency": self.emergency,
            "steps": self.steps.iter().map(step).collect::<Vec<_>>(),
        })
    }
}

impl Issue {
    /// 整改方案, the one that counts.
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref()
    }
    /// While it is to be set right.
    pub(in super::super) fn may_plan(&self) -> Result<(), Refused> {
        self.when(&[Code::Awaiting, Code::Rectifying, Code::Registered])
    }
    /// Whether this step, counted from 0, is not done yet.
    pub(in super::super) fn is_open_step(&self, step: usize) -> bool {
        self.plan.as_ref().and_then(|plan| plan.steps.get(step)).is_some_and(|step| step.done_on.is_none())
    }
    /// The same, with a step that is not done yet.
    pub(in super::super) fn may_tick(&self) -> Result<(), Refused> {
        self.may_plan()?;
        let open = self.plan.iter().flat_map(|plan| &plan.steps).any(|step| step.done_on.is_none());
        if open { Ok(()) } else { Err(Refused::NoOpenStep) }
    }
}

impl Allowed<can::PlanIssue, Issue> {
    /// 制定、调整整改方案
    pub fn draw_up(self, plan: Plan) -> Result<Change, Refused> {
        self.may_plan()?;
        plan.fits(self.deadline.due()).map_err(|(_, why)| why)?;
        let plan = plan.keeping_marks_of(self.plan.as_ref());
        if self.plan.as_ref() == Some(&plan) {
            return Err(Refused::SamePlan);
        }
        let mut data = json!({ "new": plan.data(), "on_behalf": self.by().person != self.owner });
        if let Some(old) = &self.plan {
            data["old"] = old.data();
        }
        Ok(self.changes(Also::Planned, data, |issue| issue.plan = Some(plan)))
    }

    /// 完成步骤: a step, counted from 0, was done on this day.
    pub fn tick(self, step: usize, on: NaiveDate) -> Result<Change, Refused> {
        self.may_tick()?;
        let mut plan = self.plan.clone().ok_or(Refused::NoOpenStep)?;
        let done = plan.steps.get_mut(step).filter(|step| step.done_on.is_none());
        let done = done.ok_or(Refused::NoOpenStep)?;
        done.done_on = Some(on);
        let data = json!({ "step": done.what, "done_on": on, "on_behalf": self.by().person != self.owner });
        Ok(Change::of(self.into_inner(), "issue.step", Also::Planned, data, |issue| issue.plan = Some(plan)))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::table::*, *};
    use crate::features::checklists::model::Severity;

    #[test]
    fn money_is_read_and_written_in_yuan() {
        for (text, fen, written) in [
            ("0", 0, "0"),
            ("1200", 120_000, "1,200"),
            ("1,234,567.5", 123_456_750, "1,234,567.50"),
            ("0.05", 5, "0.05"),
            ("100000", 10_000_000, "100,000"),
        ] {
            let read: Fen = text.parse().unwrap();
            assert_eq!((read, read.to_string().as_str()), (Fen(fen), written));
        }
        for bad in ["", "-1", "1.234", "1e3", ".5", "5.", "十", "=1", "1234567890123"] {
            assert!(bad.parse::<Fen>().is_err(), "{bad}");
        }
    }

    fn plan(approach: Approach, days: &[&str]) -> Plan {
        let step = |d: &&str| PlanStep { what: format!("至{d}"), due: day(d), done_on: None };
        Plan { approach, steps: days.iter().map(step).collect(), ..Plan::sample(None) }
    }

    #[test]
    fn steps_end_by_the_deadline_unless_it_is_kept_up_in_the_long_term_which_needs_one() {
        let due = day("2026-12-18");
        assert_eq!(plan(Approach::ByDeadline, &["2026-12-18"]).fits(due), Ok(()));
        assert_eq!(plan(Approach::AtOnce, &[]).fits(due), Ok(()));
        let late = plan(Approach::ByDeadline, &["2026-12-01", "2026-12-19"]);
        assert_eq!(late.fits(due), Err((1, Refused::StepTooLate(due))));
        assert_eq!(plan(Approach::LongTerm, &["2027-06-30"]).fits(due), Ok(()));
        assert_eq!(plan(Approach::LongTerm, &[]).fits(due), Err((0, Refused::NoSteps)));
    }

    #[test]
    fn a_step_keeps_its_mark_while_its_words_stay() {
        let (mut before, done) =
            (plan(Approach::LongTerm, &["2027-01-31", "2027-06-30"]), Some(day("2027-01-20")));
        before.steps[0].done_on = done;
        let mut after = plan(Approach::LongTerm, &["2027-06-30", "2027-01-31"]);
        after.steps[0].what = "另行安排".into();
        let marks = after.keeping_marks_of(Some(&before)).steps;
        assert_eq!(marks.iter().map(|s| s.done_on).collect::<Vec<_>>(), [None, done]);
    }

    #[test]
    fn a_plan_says_what_was_there_before_and_a_done_step_is_not_done_again() {
        let draw_up =
            |issue: Issue, plan| actor("owner").may::<can::PlanIssue, _>(issue).unwrap().draw_up(plan);
        let tick =
            |issue: Issue| actor("officer").may::<can::PlanIssue, _>(issue).unwrap().tick(0, at().today);
        let first = draw_up(issue(Code::Rectifying, Severity::Medium), Plan::sample(None)).unwrap();
        assert!(first.event.data.get("old").is_none());
        assert_eq!(draw_up(first.issue.clone(), Plan::sample(None)).unwrap_err(), Refused::SamePlan);
        let ticked = tick(first.issue).unwrap();
        assert_eq!((ticked.event.kind, &ticked.event.data["on_behalf"]), ("issue.step", &true.into()));
        assert_eq!(ticked.issue.plan, Some(Plan::sample(Some(at().today))));
        assert_eq!(tick(ticked.issue.clone()).unwrap_err(), Refused::NoOpenStep);
        let dearer = draw_up(ticked.issue, Plan { cost: Fen(120_000), ..Plan::sample(None) }).unwrap();
        assert_eq!(
            (&dearer.event.data["old"]["cost"], &dearer.event.data["new"]["cost"]),
            (&"0".into(), &"1,200".into())
        );
        assert_eq!(dearer.issue.plan.unwrap().steps[0].done_on, Some(at().today), "what is done stays done");
    }
}
