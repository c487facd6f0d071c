//! 整改期限: until when an issue is to be set right. A deadline is a date in the organisation's zone and ends at 24:00.

use crate::{base::calendar::Calendar, features::checklists::model::Severity};
use chrono::NaiveDate;

/// A deadline with this many working days left, or fewer, is due soon.
const SOON: u32 = 3;

/// A deadline once issued. A calendar that is imported later never moves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    due: NaiveDate,
    days: u16,
    calendar_known: bool,
}

impl Deadline {
    /// The maker of a new deadline: so many working days after the day on which the issue was found; day 1 is the next
    /// working day.
    pub fn issue(found_on: NaiveDate, working_days: u16, calendar: &Calendar, severity: Severity) -> Self {
        let calendar = Self::counted(calendar, severity);
        let due = calendar.add_working_days(found_on, working_days.into());
        let first = found_on.succ_opt().unwrap_or(found_on).min(due);
        Self { due, days: working_days, calendar_known: calendar.years_known(first, due) }
    }

    /// A deadline of this very day, as somebody granted it; its working days are counted from `from`.
    pub fn granted(from: NaiveDate, due: NaiveDate, calendar: &Calendar, severity: Severity) -> Self {
        let days = Self::counted(calendar, severity).working_days_between(from, due);
        let first = from.succ_opt().unwrap_or(from).min(due);
        Self {
            due,
            days: u16::try_from(days).unwrap_or(u16::MAX),
            calendar_known: calendar.years_known(first, due),
        }
    }

    /// The calendar that counts for a severity: a critical issue does not wait for the unit's own vacation.
    pub fn counted(calendar: &Calendar, severity: Severity) -> Calendar {
        match severity {
            Severity::Critical => calendar.without_own_days_off(),
            Severity::High | Severity::Medium | Severity::Low => calendar.clone(),
        }
    }

    /// A deadline as it was issued and kept.
    pub fn kept(due: NaiveDate, days: u16, calendar_known: bool) -> Self {
        Self { due, days, calendar_known }
    }

    /// The last day.
    pub fn due(self) -> NaiveDate {
        self.due
    }

    /// The working days that were given.
    pub fn days(self) -> u16 {
        self.days
    }

    /// False where the days ran through a year without imported holidays: shown as 节假日安排未导入.
    pub fn calendar_known(self) -> bool {
        self.calendar_known
    }

    /// The earlier of two: a higher severity may only shorten, a lower one never lengthens.
    pub fn sooner(self, other: Self) -> Self {
        if other.due < self.due { other } else { self }
    }

    /// Whether the last day has passed. Computed, never stored.
    pub fn is_overdue(self, today: NaiveDate) -> bool {
        today > self.due
    }

    /// Whether it falls within three working days of this calendar and has not passed. For a critical issue the calendar is the
    /// one without own days off, as when it was issued.
    pub fn due_soon(self, today: NaiveDate, calendar: &Calendar) -> bool {
        !self.is_overdue(today) && calendar.working_days_between(today, self.due) <= SOON
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_deadline_counts_from_the_next_working_day() {
        let deadline = Deadline::issue(day("2026-02-13"), 5, &Calendar::shipped(), Severity::High);
        assert_eq!(
            (deadline.due(), deadline.days(), deadline.calendar_known()),
            (day("2026-02-27"), 5, true)
        );
    }

    #[test]
    fn only_a_critical_issue_ignores_the_vacation() {
        let from = day("2026-07-10");
        let school = Calendar::shipped().with_own_days_off(from.iter_days().skip(1).take(50));
        assert_eq!(Deadline::issue(from, 3, &school, Severity::Critical).due(), day("2026-07-15"));
        for severity in [Severity::High, Severity::Medium, Severity::Low] {
            assert_eq!(Deadline::issue(from, 3, &school, severity).due(), day("2026-09-02"));
        }
    }

    #[test]
    fn a_deadline_in_an_unknown_year_says_so() {
        let calendar = Calendar::shipped();
        let issued = |from: &str| Deadline::issue(day(from), 3, &calendar, Severity::Low).calendar_known();
        assert!(issued("2026-12-28") && !issued("2026-12-29") && !issued("2027-03-01"));
        assert!(issued("2024-12-31"), "the first day counted lies in a known year");
    }

    #[test]
    fn a_deadline_is_overdue_after_its_last_day_and_due_soon_within_three_working_days() {
        let calendar = Calendar::shipped();
        let deadline = Deadline::kept(day("2026-10-09"), 10, true);
        let told = |today: &str| (deadline.is_overdue(day(today)), deadline.due_soon(day(today), &calendar));
        assert_eq!(told("2026-09-28"), (false, false));
        assert_eq!(told("2026-09-29"), (false, true), "30 September, 8 and 9 October are left");
        assert_eq!(told("2026-10-09"), (false, true));
        assert_eq!(told("2026-10-10"), (true, false));
    }

    #[test]
    fn a_change_of_severity_only_shortens() {
        let (early, late) =
            (Deadline::kept(day("2026-03-02"), 3, true), Deadline::kept(day("2026-03-20"), 20, true));
        assert_eq!((late.sooner(early), early.sooner(late)), (early, early));
    }
}
