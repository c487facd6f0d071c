//! What is to be sent: a pure function of the day, the issue, the ladder and what was sent already. Only the highest rung that is
//! reached is ever sent, so that a worker who was away catches up with one reminder, and each rung goes out once.
use super::ladder::{Ladder, Whom, offset};
use crate::{
    base::calendar::Calendar,
    features::{checklists::model::Severity, issues::deadline::Deadline, messages::model::Standing},
};
use chrono::NaiveDate;

/// What a date is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// The deadline of what is to be rectified.
    Deadline,
    /// The last day of a review in time.
    Review,
    /// The last day of a registered risk.
    Registration,
    /// The last day for the answer to a 督办单.
    Supervision,
    /// The day of a 催办, told to the leader afterwards.
    Nudge,
}

impl std::str::FromStr for About {
    type Err = ();
    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|about| about.key() == key).ok_or(())
    }
}

impl About {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Deadline, Self::Review, Self::Registration, Self::Supervision, Self::Nudge];
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Review => "review",
            Self::Registration => "registration",
            Self::Supervision => "supervision",
            Self::Nudge => "nudge",
        }
    }
}

/// A date that comes nearer or has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// What it is about.
    pub about: About,
    /// The date.
    pub date: NaiveDate,
    /// When it was set: rungs that lay before were never due.
    pub set_on: NaiveDate,
    /// How severe the issue is.
    pub severity: Severity,
}

/// What counts at a unit.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Its working days.
    pub calendar: Calendar,
    /// Its ladder for the severity.
    pub ladder: Ladder,
}

/// A reminder to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its rung: working days after the date, negative before it.
    pub rung: i32,
    /// Working days after the date on which it is sent, at least the rung.
    pub offset: i32,
    /// Who is told.
    pub told: Vec<Whom>,
}

impl Step {
    /// How the date stands when it goes out.
    pub fn standing(&self, about: About) -> Standing {
        standing(about, self.offset)
    }
}

/// How a date stands so many working days after it.
pub fn standing(about: About, offset: i32) -> Standing {
    let n = offset.unsigned_abs();
    match about {
        About::Review => Standing::Review(n),
        About::Registration => Standing::Ends(n),
        About::Supervision => Standing::Reply(offset),
        About::Nudge => Standing::Nudged,
        About::Deadline if offset < 0 => Standing::Left(n),
        About::Deadline if offset == 0 => Standing::Today,
        About::Deadline => Standing::Over(n),
    }
}

impl Terms {
    /// Whether something about the case may go out on this day: on working days, and at any time what is critical and overdue.
    fn goes_out(&self, today: NaiveDate, case: &Case) -> bool {
        let urgent =
            case.severity == Severity::Critical && case.about == About::Deadline && today > case.date;
        urgent || Deadline::counted(&self.calendar, case.severity).is_working(today)
    }

    fn reached(&self, offset: i32, about: About) -> Option<i32> {
        match about {
            About::Deadline | About::Supervision => self.ladder.reached(offset),
            // Once, in the digest that comes next.
            About::Nudge => (offset >= 0).then_some(0),
            // Before it a review is in time, and a registration ends by itself.
            About::Review => {
                let again = self.ladder.again;
                (offset > 0).then(|| 1 + (offset - 1).checked_div(again).unwrap_or(0) * again)
            }
            About::Registration => self.ladder.reached(offset.min(0)).filter(|_| offset <= 0),
        }
    }

    fn told(&self, rung: i32, about: About) -> Vec<Whom> {
        match about {
            About::Deadline => self.ladder.told(rung),
            About::Review => vec![Whom::Verifier],
            About::Registration => vec![Whom::Owner, Whom::Officer],
            // A paper is the whole unit's matter from the beginning, and goes back to the unit above when it is late.
            About::Supervision => {
                let late = (rung > 0).then_some(Whom::Above);
                [Whom::Owner, Whom::Officer, Whom::Leader].into_iter().chain(late).collect()
            }
            About::Nudge => vec![Whom::Leader],
        }
    }
}

/// What is to be sent today; `sent` is the highest rung that was sent about this date.
pub fn step(today: NaiveDate, case: &Case, terms: &Terms, sent: Option<i32>) -> Option<Step> {
    if !terms.goes_out(today, case) {
        return None;
    }
    let at = |day| offset(day, case.date, &terms.calendar, case.severity);
    let offset = at(today);
    let rung = terms.reached(offset, case.about)?;
    let due = rung > at(case.set_on) && sent.is_none_or(|sent| rung > sent);
    due.then(|| Step { rung, offset, told: terms.told(rung, case.about) })
}

/// What will be sent within so many days from today on if nothing happens to the issue, each with its day.
pub fn ahead(
    today: NaiveDate,
    days: usize,
    case: &Case,
    terms: &Terms,
    mut sent: Option<i32>,
) -> Vec<(NaiveDate, Step)> {
    let mut steps = Vec::new();
    for day in today.iter_days().take(days) {
        if let Some(step) = step(day, case, terms, sent) {
            sent = Some(step.rung);
            steps.push((day, step));
        }
    }
    steps
}
