//! Months, as statistics and their links say them: `2026-11`.
use chrono::{Datelike, Days, Months, NaiveDate};
use std::{fmt, str::FromStr};

/// A month between 2000 and 2998.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(NaiveDate);

/// Not a month as `2026-11`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no month")]
pub struct BadMonth;

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }
    /// Its first day.
    pub fn first(self) -> NaiveDate {
        self.0
    }
    /// Its last day.
    pub fn last(self) -> NaiveDate {
        self.next().0.checked_sub_days(Days::new(1)).unwrap_or(self.0)
    }
    /// The month after it.
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }
    /// The month that lies `n` months before it.
    pub fn back(self, n: u32) -> Self {
        Self(self.0.checked_sub_months(Months::new(n)).unwrap_or(self.0))
    }
    /// The first month of its year.
    pub fn january(self) -> Self {
        self.back(self.0.month0())
    }
    /// How many months lie between the two, nothing when `earlier` is not earlier.
    pub fn since(self, earlier: Self) -> u32 {
        let months = |m: Self| m.0.year() * 12 + i32::try_from(m.0.month0()).unwrap_or_default();
        u32::try_from(months(self) - months(earlier)).unwrap_or_default()
    }
    /// Its year.
    pub fn year(self) -> i32 {
        self.0.year()
    }
    /// Which one of its year, from 1.
    pub fn number(self) -> u32 {
        self.0.month()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}

impl FromStr for Month {
    type Err = BadMonth;
    fn from_str(text: &str) -> Result<Self, BadMonth> {
        let (year, month) = text.trim().split_once('-').ok_or(BadMonth)?;
        let digits = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(BadMonth);
        }
        let year = year.parse().ok().filter(|y| (2000..2999).contains(y)).ok_or(BadMonth)?;
        let month = month.parse().map_err(|_| BadMonth)?;
        NaiveDate::from_ymd_opt(year, month, 1).map(Self).ok_or(BadMonth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_month_is_none() {
        for text in
            ["", "2026", "2026-13", "2026-00", "1999-12", "2999-01", "2026-1", "+026-11", "２０２６-11"]
        {
            assert_eq!(text.parse::<Month>(), Err(BadMonth), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_month_says_and_reads_itself_and_holds_its_days(days in 0_u64..300_000, n in 0_u32..400) {
            let day = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(days);
            let month = Month::of(day);
            prop_assert_eq!(month.to_string().parse::<Month>(), Ok(month));
            prop_assert!(month.first() <= day && day <= month.last() && month.last() < month.next().first());
            prop_assert_eq!(month.since(month.back(n)), n);
            prop_assert_eq!((month.january().number(), month.january().year()), (1, month.year()));
        }
    }
}
