//! The ladder of reminders: on which working days around a date somebody is told, and who. Owner first, officer next, the leader
//! in one digest, the unit above last.
use crate::{
    base::{
        calendar::Calendar,
        kept::Kept,
        text::{Sentence, Words},
    },
    features::{
        checklists::model::Severity,
        issues::deadline::Deadline,
        units::settings::{Grade, Rung, Setting},
    },
};
use chrono::NaiveDate;

/// Who is told of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// 整改责任人
    Owner,
    /// 安全管理员 of the unit.
    Officer,
    /// 单位领导, in one digest.
    Leader,
    /// 上级单位, in one digest.
    Above,
    /// Whoever may verify it.
    Verifier,
}

impl Whom {
    const ALL: [Self; 5] = [Self::Owner, Self::Officer, Self::Leader, Self::Above, Self::Verifier];
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Officer => "officer",
            Self::Leader => "leader",
            Self::Above => "above",
            Self::Verifier => "verifier",
        }
    }
}

impl std::str::FromStr for Whom {
    type Err = ();
    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|whom| whom.key() == key).ok_or(())
    }
}

impl Sentence for Whom {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Owner => w.reminder_owner(),
            Self::Officer => w.reminder_officer(),
            Self::Leader => w.reminder_leader(),
            Self::Above => w.reminder_above(),
            Self::Verifier => w.reminder_verifier(),
        }
    }
}

/// Working days of the ladder of one severity at one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ladder {
    /// Before the date, 0 for not at all.
    pub before: [i32; 2],
    /// After it: from then on the officer is told as well.
    pub officer: i32,
    /// From then on the leader.
    pub leader: i32,
    /// From then on the unit above.
    pub above: i32,
    /// Behind the last of them again and again, 0 for no more.
    pub again: i32,
}

impl Ladder {
    /// That of a severity at the unit at `path`.
    pub fn of(kept: &Kept, path: &str, severity: Severity) -> Self {
        let grade = match severity {
            Severity::Critical => Grade::Critical,
            Severity::High => Grade::High,
            Severity::Medium => Grade::Medium,
            Severity::Low => Grade::Low,
        };
        let at = |rung| Setting::Remind(rung, grade).at(kept, path);
        Self {
            before: [at(Rung::First), at(Rung::Second)],
            officer: at(Rung::Officer),
            leader: at(Rung::Leader),
            above: at(Rung::Above),
            again: at(Rung::Again),
        }
    }

    /// The last rung before they repeat.
    fn last(&self) -> i32 {
        self.officer.max(self.leader).max(self.above)
    }

    /// The highest rung that is reached so many working days after the date; negative before it.
    pub fn reached(&self, offset: i32) -> Option<i32> {
        let [first, second] = self.before;
        let rungs = [-first, -second, 0, self.officer, self.leader, self.above];
        let highest = rungs.into_iter().filter(|rung| *rung <= offset).max();
        let again = match (offset - self.last()).checked_div(self.again) {
            Some(times) if offset > self.last() => Some(self.last() + times * self.again),
            _ => None,
        };
        highest.max(again)
    }

    /// Everybody who is told at a rung.
    pub fn told(&self, rung: i32) -> Vec<Whom> {
        let from = [(Whom::Officer, self.officer), (Whom::Leader, self.leader), (Whom::Above, self.above)];
        let later = from.into_iter().filter(|(_, from)| *from <= rung).map(|(whom, _)| whom);
        std::iter::once(Whom::Owner).chain(later).collect()
    }
}

/// Working days from a date to today: negative before it, 0 on it. A day off between the two is none of them, yet before and
/// after it are never 0.
pub fn offset(today: NaiveDate, date: NaiveDate, calendar: &Calendar, severity: Severity) -> i32 {
    let calendar = Deadline::counted(calendar, severity);
    let days = |from, to| i32::try_from(calendar.working_days_between(from, to)).unwrap_or(i32::MAX).max(1);
    match today.cmp(&date) {
        std::cmp::Ordering::Less => -days(today, date),
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => days(date, today),
    }
}
