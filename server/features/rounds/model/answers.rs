//! 检查结果: what single answers and many of them say.

use crate::features::checklists::model::{Answer, Item, Strength};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How often each answer was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// 符合
    pub pass: u32,
    /// 部分符合
    pub partial: u32,
    /// 不符合
    pub fail: u32,
    /// 不适用
    pub na: u32,
    /// 未检查
    pub open: u32,
}

/// 符合率: what passed, of all that applies. What was not checked applies and has not passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conformity {
    /// Answers that passed.
    pub passed: u32,
    /// pass + partial + fail + open; at least 1.
    pub of: u32,
}

impl Tally {
    /// The count of one answer.
    pub fn of(&mut self, answer: Answer) -> &mut u32 {
        match answer {
            Answer::Pass => &mut self.pass,
            Answer::Partial => &mut self.partial,
            Answer::Fail => &mut self.fail,
            Answer::Na => &mut self.na,
            Answer::Open => &mut self.open,
        }
    }
    /// pass ÷ (pass + partial + fail + open); none where nothing applies.
    pub fn conformity(&self) -> Option<Conformity> {
        let of = self.pass + self.partial + self.fail + self.open;
        (of > 0).then_some(Conformity { passed: self.pass, of })
    }
}

impl Conformity {
    /// Tenths of a per cent, rounded down: 1000 is shown only where everything passed.
    pub fn per_mille(self) -> u32 {
        let per_mille = u64::from(self.passed) * 1000 / u64::from(self.of);
        u32::try_from(per_mille).unwrap_or(1000)
    }
}

impl FromIterator<Answer> for Tally {
    fn from_iter<I: IntoIterator<Item = Answer>>(answers: I) -> Self {
        answers.into_iter().fold(Self::default(), |mut tally, answer| {
            *tally.of(answer) += 1;
            tally
        })
    }
}

/// What a row says as a whole: a failure first, then what was not checked, then what was met in part. A row without
/// cells is open: nothing was looked at.
pub fn worst(cells: impl IntoIterator<Item = Answer>) -> Answer {
    let tally: Tally = cells.into_iter().collect();
    match tally {
        Tally { fail: 1.., .. } => Answer::Fail,
        Tally { open: 1.., .. } => Answer::Open,
        Tally { partial: 1.., .. } => Answer::Partial,
        Tally { pass: 1.., .. } => Answer::Pass,
        Tally { na: 1.., .. } => Answer::Na,
        _ => Answer::Open,
    }
}

/// What ticked boxes say; none where the item has no boxes. An "either" item fails only when no box is met; elsewhere
/// all boxes are wanted.
pub fn judge_boxes(item: &Item, met: &BTreeSet<String>) -> Option<Answer> {
    let ticked = item.boxes.iter().filter(|way| met.contains(&way.key)).count();
    let enough = if item.strength == Strength::Either { 1 } else { item.boxes.len() };
    match ticked {
        _ if item.boxes.is_empty() => None,
        0 => Some(Answer::Fail),
        some if some >= enough => Some(Answer::Pass),
        _ => Some(Answer::Partial),
    }
}

/// Whether this answer raises an issue. A partial one does not where it was put right on the spot 当场整改, with
/// proof that is verified later; computed items about issues never do.
pub fn raises_issue(item: &Item, answer: Answer, put_right_on_the_spot: bool) -> bool {
    let faulty = match answer {
        Answer::Fail => true,
        Answer::Partial => !put_right_on_the_spot,
        Answer::Pass | Answer::Na | Answer::Open => false,
    };
    faulty && item.raises_issue()
}

/// Whether evidence of this date still supports "unchanged, evidence still valid". Evidence from the future never does.
pub fn evidence_still_valid(item: &Item, evidence_on: NaiveDate, today: NaiveDate) -> bool {
    (0..=i64::from(item.fresh_within_days)).contains(&(today - evidence_on).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::checklists::model::Edition;
    use Answer::{Fail, Na, Open, Partial, Pass};

    fn item(code: &str) -> &'static Item {
        Edition::built_in().item(code).unwrap()
    }

    #[test]
    fn what_was_not_checked_is_not_counted_as_passed_and_na_stands_apart() {
        let conformity = |answers: &[Answer]| answers.iter().copied().collect::<Tally>().conformity();
        assert_eq!(conformity(&[Pass, Partial, Fail, Open, Na]), Some(Conformity { passed: 1, of: 4 }));
        assert_eq!(conformity(&[Na, Na]), None);
        assert_eq!(conformity(&[]), None);
        assert_eq!(conformity(&[Open]).map(Conformity::per_mille), Some(0));
        assert_eq!(Conformity { passed: 1999, of: 2000 }.per_mille(), 999);
        assert_eq!(Conformity { passed: u32::MAX, of: u32::MAX }.per_mille(), 1000);
    }

    #[test]
    fn a_row_says_the_worst_of_its_cells() {
        assert_eq!(worst([Pass, Open, Fail]), Fail);
        assert_eq!(worst([Pass, Open, Partial]), Open);
        assert_eq!(worst([Pass, Partial, Na]), Partial);
        assert_eq!(worst([Pass, Na]), Pass);
        assert_eq!(worst([Na]), Na);
        assert_eq!(worst([]), Open);
    }

    #[test]
    fn an_either_item_fails_only_when_no_box_is_met() {
        let judged =
            |met: &[&str]| judge_boxes(item("BAK-04"), &met.iter().map(ToString::to_string).collect());
        assert_eq!(judged(&["offline"]), Some(Pass));
        assert_eq!(judged(&["offsite"]), Some(Pass));
        assert_eq!(judged(&["offline", "offsite"]), Some(Pass));
        assert_eq!(judged(&[]), Some(Fail));
        assert_eq!(judged(&["elsewhere"]), Some(Fail));
        assert_eq!(judge_boxes(item("BAK-01"), &BTreeSet::new()), None);
        let mut all_wanted = item("BAK-04").clone();
        all_wanted.strength = Strength::Must;
        assert_eq!(judge_boxes(&all_wanted, &["offline".to_owned()].into()), Some(Partial));
    }

    #[test]
    fn failures_raise_issues_unless_they_are_about_issues() {
        assert!(raises_issue(item("NET-02"), Fail, false) && raises_issue(item("NET-02"), Fail, true));
        assert!(raises_issue(item("NET-02"), Partial, false) && !raises_issue(item("NET-02"), Partial, true));
        assert!([Pass, Na, Open].iter().all(|answer| !raises_issue(item("NET-02"), *answer, false)));
        assert!(["MGT-12", "OPS-05", "OPS-06", "OPS-07", "OPS-08"].iter().all(|code| !raises_issue(
            item(code),
            Fail,
            false
        )));
    }

    #[test]
    fn old_evidence_does_not_support_an_unchanged_answer() {
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let valid =
            |days: i64| evidence_still_valid(item("GOV-02"), today - chrono::TimeDelta::days(days), today);
        assert!(valid(0) && valid(92) && !valid(93) && !valid(-1));
    }
}
