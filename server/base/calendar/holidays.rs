//! The holiday format: a TOML file of years, each with its ranges off and its make-up days at weekends.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

const SHIPPED: &str = include_str!("holidays_cn.toml");

/// A longer range off than this is taken for a typing error.
const LONGEST_RANGE: i64 = 31;

/// The holidays of one year as they were announced. A range may begin in the old year or end in the new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct Year(Raw);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    year: i32,
    off: Vec<(NaiveDate, NaiveDate)>,
    work: Vec<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: Vec<Raw>,
}

/// Why a table of holidays is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the fields are named by the sentences")]
pub enum BadHolidays {
    /// Not TOML, an unknown key, or a value that is no date.
    #[error("{0}")]
    Unreadable(String),
    /// Two tables for one year.
    #[error("the year {0} stands twice")]
    Twice(i32),
    /// A range that ends before it begins, is longer than a month or lies outside the year.
    #[error("{year}: the range from {from} to {to} is backwards, too long or outside the year")]
    Range { year: i32, from: NaiveDate, to: NaiveDate },
    /// A make-up day that is no weekend day, lies outside the year, or is off at the same time.
    #[error("{year}: {day} is no make-up day: not at a weekend, outside the year, or off")]
    MakeUp { year: i32, day: NaiveDate },
}

impl Year {
    /// The holidays of `year`: ranges off with first and last day, and the weekend days that are worked.
    pub fn new(
        year: i32,
        off: Vec<(NaiveDate, NaiveDate)>,
        work: Vec<NaiveDate>,
    ) -> Result<Self, BadHolidays> {
        Raw { year, off, work }.try_into()
    }

    /// The year that the announcement is for.
    pub fn year(&self) -> i32 {
        self.0.year
    }

    /// The ranges off, each with its first and last day.
    pub fn ranges_off(&self) -> &[(NaiveDate, NaiveDate)] {
        &self.0.off
    }

    /// Every day off, one by one.
    pub fn days_off(&self) -> impl Iterator<Item = NaiveDate> {
        self.0.off.iter().flat_map(|(from, to)| from.iter_days().take_while(move |day| day <= to))
    }

    /// The weekend days that are worked.
    pub fn make_up_days(&self) -> impl Iterator<Item = NaiveDate> {
        self.0.work.iter().copied()
    }
}

impl TryFrom<Raw> for Year {
    type Error = BadHolidays;

    fn try_from(raw: Raw) -> Result<Self, BadHolidays> {
        let year = raw.year;
        for &(from, to) in &raw.off {
            let touches = from.year() == year || to.year() == year;
            if to < from || (to - from).num_days() >= LONGEST_RANGE || !touches {
                return Err(BadHolidays::Range { year, from, to });
            }
        }
        let parsed = Self(raw);
        let off: BTreeSet<_> = parsed.days_off().collect();
        let no_make_up = |day: &NaiveDate| {
            let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            !weekend || (day.year() - year).abs() > 1 || off.contains(day)
        };
        if let Some(day) = parsed.make_up_days().find(no_make_up) {
            return Err(BadHolidays::MakeUp { year, day });
        }
        Ok(parsed)
    }
}

impl From<Year> for Raw {
    fn from(year: Year) -> Self {
        year.0
    }
}

/// Reads a file of holidays: all of it, or the first reason against it.
pub fn parse(text: &str) -> Result<Vec<Year>, BadHolidays> {
    let file: File = toml::from_str(text).map_err(|error| BadHolidays::Unreadable(error.to_string()))?;
    let mut seen = BTreeSet::new();
    if let Some(twice) = file.year.iter().find(|raw| !seen.insert(raw.year)) {
        return Err(BadHolidays::Twice(twice.year));
    }
    file.year.into_iter().map(Year::try_from).collect()
}

/// The years that come with the program.
pub(super) fn shipped() -> Vec<Year> {
    parse(SHIPPED).expect("the shipped holidays are read by a test")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_holds_two_years() {
        assert_eq!(shipped().iter().map(Year::year).collect::<Vec<_>>(), [2025, 2026]);
        assert_eq!(shipped()[0].days_off().count(), 28);
    }

    #[test]
    fn a_year_survives_json() {
        for year in shipped() {
            let json = serde_json::to_string(&year).unwrap();
            assert_eq!(serde_json::from_str::<Year>(&json).unwrap(), year);
        }
    }

    #[test]
    fn a_range_may_begin_in_the_old_year() {
        let years = parse("[[year]]\nyear = 2023\noff = [['2022-12-31', '2023-01-02']]\nwork = []").unwrap();
        assert_eq!(years[0].days_off().count(), 3);
    }

    #[test]
    fn faulty_tables_are_refused_with_their_reason() {
        let bad = |off: &str, work: &str| {
            parse(&format!("[[year]]\nyear = 2027\noff = {off}\nwork = {work}")).unwrap_err()
        };
        assert!(matches!(bad("[['2027-01-03', '2027-01-01']]", "[]"), BadHolidays::Range { .. }));
        assert!(matches!(bad("[['2026-01-01', '2026-01-01']]", "[]"), BadHolidays::Range { .. }));
        assert!(matches!(bad("[['2027-01-01', '2027-02-10']]", "[]"), BadHolidays::Range { .. }));
        assert!(matches!(bad("[]", "['2027-01-04']"), BadHolidays::MakeUp { .. }), "a Monday");
        assert!(matches!(
            bad("[['2027-01-02', '2027-01-03']]", "['2027-01-03']"),
            BadHolidays::MakeUp { .. }
        ));
        assert!(matches!(bad("[['2027-02-30', '2027-03-01']]", "[]"), BadHolidays::Unreadable(_)));
        let twice = "[[year]]\nyear = 2027\noff = []\nwork = []\n".repeat(2);
        assert_eq!(parse(&twice), Err(BadHolidays::Twice(2027)));
        assert!(matches!(parse("[[years]]"), Err(BadHolidays::Unreadable(_))));
    }
}
