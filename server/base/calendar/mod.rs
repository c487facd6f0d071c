//! Days and working days: public holidays with their make-up days, an organisation's own days off, time zones.
//!
//! A year that was never imported counts the fixed statutory days and weekends;
//! [`Calendar::years_known`] says when such a year was touched, so that a page can say so.

mod holidays;
mod month;
#[cfg(test)]
mod properties;
mod zone;

pub use holidays::{BadHolidays, Year, parse};
pub use month::{BadMonth, Month};
pub use zone::{BadZone, Zone, end_of_day, today};

use chrono::{Datelike, NaiveDate, Weekday};
use std::{collections::BTreeSet, sync::Arc};

/// Tells working days from days off. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    public: Arc<Public>,
    own_off: Arc<BTreeSet<NaiveDate>>,
}

#[derive(Debug, PartialEq, Eq)]
struct Public {
    years: BTreeSet<i32>,
    off: BTreeSet<NaiveDate>,
    work: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// The calendar of these imported years, without own days off.
    pub fn new(years: impl IntoIterator<Item = Year>) -> Self {
        let mut public = Public { years: BTreeSet::new(), off: BTreeSet::new(), work: BTreeSet::new() };
        for year in years {
            public.years.insert(year.year());
            public.off.extend(year.days_off());
            public.work.extend(year.make_up_days());
        }
        Self { public: Arc::new(public), own_off: Arc::default() }
    }

    /// The years that come with the program.
    pub fn shipped() -> Self {
        Self::new(holidays::shipped())
    }

    /// The years that come with the program, each replaced by the organisation's own where there is one.
    pub fn shipped_and(own: Vec<Year>) -> Self {
        let kept: BTreeSet<i32> = own.iter().map(Year::year).collect();
        Self::new(holidays::shipped().into_iter().filter(|y| !kept.contains(&y.year())).chain(own))
    }

    /// The years that come with the program, one by one.
    pub fn shipped_years() -> Vec<Year> {
        holidays::shipped()
    }

    /// The same calendar with an organisation's own days off, which replace those it had.
    /// Such a day is off even where the public calendar has a make-up day.
    pub fn with_own_days_off(&self, days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self { public: Arc::clone(&self.public), own_off: Arc::new(days.into_iter().collect()) }
    }

    /// The public calendar alone.
    pub fn without_own_days_off(&self) -> Self {
        self.with_own_days_off([])
    }

    /// Whether people work on this day.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        if self.own_off.contains(&date) || self.public.off.contains(&date) {
            return false;
        }
        if self.public.work.contains(&date) {
            return true;
        }
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        !weekend && (self.year_known(date.year()) || !is_fixed_holiday(date))
    }

    /// Whether the holidays of this year were imported.
    pub fn year_known(&self, year: i32) -> bool {
        self.public.years.contains(&year)
    }

    /// Whether the holidays of every year from `first` to `last`, both included, were imported.
    pub fn years_known(&self, first: NaiveDate, last: NaiveDate) -> bool {
        (first.year()..=last.year()).all(|year| self.year_known(year))
    }

    /// The `n`th working day after `from`: day 1 is the next working day. Zero days is `from` itself.
    /// At the end of all dates it stays there.
    pub fn add_working_days(&self, from: NaiveDate, n: u32) -> NaiveDate {
        let Some(before_last) = n.checked_sub(1) else {
            return from;
        };
        let mut working = from.iter_days().skip(1).filter(|day| self.is_working(*day));
        working.nth(before_last as usize).unwrap_or(NaiveDate::MAX)
    }

    /// Working days after `from` up to and including `to`: the inverse of
    /// [`add_working_days`](Self::add_working_days). Zero where `to` does not lie after `from`.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        days.fold(0, |count, day| count + u32::from(self.is_working(day)))
    }
}

/// The statutory days that fall on the same date every year.
fn is_fixed_holiday(date: NaiveDate) -> bool {
    matches!((date.month(), date.day()), (1, 1) | (5, 1..=2) | (10, 1..=3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn working_days_skip_holidays_and_count_make_up_days() {
        let calendar = Calendar::shipped();
        for (from, n, to) in [
            ("2026-02-13", 5, "2026-02-27"),
            ("2026-09-30", 10, "2026-10-20"),
            ("2025-12-31", 3, "2026-01-06"),
        ] {
            assert_eq!(calendar.add_working_days(day(from), n), day(to), "{from} + {n}");
            assert_eq!(calendar.working_days_between(day(from), day(to)), n, "{from} to {to}");
        }
    }

    #[test]
    fn the_imported_years_have_248_working_days() {
        let calendar = Calendar::shipped();
        assert_eq!(calendar.working_days_between(day("2024-12-31"), day("2025-12-31")), 248);
        assert_eq!(calendar.working_days_between(day("2025-12-31"), day("2026-12-31")), 248);
    }

    #[test]
    fn an_unknown_year_has_weekends_and_fixed_days_off_and_is_said_to_be_unknown() {
        let calendar = Calendar::shipped();
        let off: Vec<_> =
            ["2027-01-01", "2027-10-01", "2028-05-01", "2028-05-02", "2028-10-02", "2028-10-03"]
                .map(day)
                .into();
        assert!(off.iter().all(|day| !calendar.is_working(*day)));
        assert!(calendar.is_working(day("2028-05-03")) && calendar.is_working(day("2027-02-08")));
        assert!(!calendar.is_working(day("2027-02-06")), "a Saturday");
        assert!(calendar.years_known(day("2025-01-01"), day("2026-12-31")));
        assert!(!calendar.years_known(day("2026-12-31"), day("2027-01-01")));
    }

    #[test]
    fn own_days_off_lengthen_and_can_be_left_out() {
        let public = Calendar::shipped();
        let school = public.with_own_days_off([day("2026-07-14"), day("2026-10-10")]);
        assert_eq!(school.add_working_days(day("2026-07-13"), 1), day("2026-07-15"));
        assert!(!school.is_working(day("2026-10-10")), "a make-up day that the organisation does not work");
        assert_eq!(school.without_own_days_off(), public);
    }

    #[test]
    fn counting_ends_with_the_last_date_there_is() {
        assert_eq!(Calendar::shipped().add_working_days(NaiveDate::MAX, 3), NaiveDate::MAX);
        assert_eq!(Calendar::shipped().working_days_between(NaiveDate::MAX, NaiveDate::MAX), 0);
    }
}
