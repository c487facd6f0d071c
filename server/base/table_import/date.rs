//! Reads the dates that offices write, and says no to what could be two of them.
use std::fmt;

use chrono::{Datelike, Days, NaiveDate};

use super::{fold, line::Reason, value::Reading};
use crate::base::spreadsheet::{Cell, Value};

/// A day, or a month where no day was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartialDate {
    /// A day.
    Day(NaiveDate),
    /// A month, held as its first day.
    Month(FirstOfMonth),
}

/// The first day of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstOfMonth(NaiveDate);

/// Years that a table may speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1950..=2100;
/// Serial numbers of those years; below them a bare number is more likely a year or a count.
const SERIALS: std::ops::RangeInclusive<u64> = 18_264..=73_415;

impl PartialDate {
    /// The month of a year, if there is one.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        day(year, month, 1).map(|first| Self::Month(FirstOfMonth(first)))
    }

    /// The day, or the first day of the month.
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Day(day) | Self::Month(FirstOfMonth(day)) => day,
        }
    }
}

/// `2022-01-05`, or `2019-03` for a month.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Month(FirstOfMonth(first)) => first.format("%Y-%m").fmt(f),
        }
    }
}

/// Reads a date cell, a serial number (`44562`), `20220105`, or year, month and perhaps day in digits of any width
/// between any marks (`2020年5月6日`, `2021/7/1`, `2019.3`); a time of the day after it is dropped.
pub fn date(cell: &Cell) -> Reading<PartialDate> {
    let read = match &cell.value {
        Value::Date(at) => {
            Some(PartialDate::Day(at.date())).filter(|d| YEARS.contains(&d.first_day().year()))
        }
        Value::Number(number) => from_number(*number),
        Value::Text(text) => from_text(&fold::plain(text)),
        Value::Empty | Value::Bool(_) | Value::Error(_) => None,
    };
    read.map(|date| (date, date.to_string())).ok_or(Reason::NotADate)
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| YEARS.contains(&year))
}

fn from_number(number: f64) -> Option<PartialDate> {
    let whole = number.trunc();
    if number == whole || SERIALS.contains(&(whole as u64)) {
        return from_digits(whole as u64);
    }
    // 2019.3 typed as a number is a month; 2019.1 may have been 2019.10 before the program dropped its zero.
    let hundredths = (number * 100.0).round();
    if (hundredths - number * 100.0).abs() > 1e-6 || !(195_000.0..=210_100.0).contains(&hundredths) {
        return None;
    }
    let (year, month) = ((hundredths / 100.0) as i32, hundredths as u32 % 100);
    match month {
        10 => None,
        20 | 30 | 40 | 50 | 60 | 70 | 80 | 90 => PartialDate::month(year, month / 10),
        _ => PartialDate::month(year, month),
    }
}

/// A serial number, or a date of eight digits.
fn from_digits(digits: u64) -> Option<PartialDate> {
    let found = if SERIALS.contains(&digits) {
        NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(digits))
    } else {
        let (year, rest) = (digits / 10_000, (digits % 10_000) as u32);
        day(i32::try_from(year).ok()?, rest / 100, rest % 100)
    };
    found.map(PartialDate::Day)
}

fn from_text(text: &str) -> Option<PartialDate> {
    if let Ok(digits) = text.parse::<u64>() {
        return from_digits(digits);
    }
    let text = without_time(text);
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    let marks: String = text.chars().filter(|c| !c.is_ascii_digit() && *c != ' ').collect();
    let number = |at: usize| parts[at].parse::<u32>().ok();
    let year = || parts[0].parse::<i32>().ok().filter(|_| parts[0].len() == 4);
    match (parts.len(), marks.as_str()) {
        (3, "年月日" | "年月号" | "年月" | "--" | "//" | ".." | "、、") => {
            day(year()?, number(1)?, number(2)?).map(PartialDate::Day)
        }
        (2, "年月" | "年月份" | "年" | "-" | "/" | "." | "、") => {
            PartialDate::month(year()?, number(1)?)
        }
        _ => None,
    }
}

/// Cuts ` 10:20`, `T10:20:00` and the like away.
fn without_time(text: &str) -> &str {
    let Some((before, _)) = text.split_once(':') else { return text };
    let hours = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let cut = hours.trim_end_matches(['T', ' ']);
    if hours.len() < before.len() && cut.len() < hours.len() { cut } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(value: Value) -> Option<String> {
        date(&value.into()).ok().map(|(_, shown)| shown)
    }

    fn text(text: &str) -> Option<String> {
        read(Value::Text(text.into()))
    }

    #[test]
    fn import_reads_dates_of_every_style() {
        for (written, meant) in [
            ("2020年5月6日", "2020-05-06"),
            ("2020 年 5 月 6 日", "2020-05-06"),
            ("2021/7/1", "2021-07-01"),
            ("２０２２-01-05", "2022-01-05"),
            ("2022．1．5", "2022-01-05"),
            ("44562", "2022-01-01"),
            ("20220105", "2022-01-05"),
            ("2022-01-05 10:20:00", "2022-01-05"),
            ("2022-01-05T10:20", "2022-01-05"),
            ("2019.3", "2019-03"),
            ("2019年3月", "2019-03"),
            ("2019-12", "2019-12"),
            (" 2024-02-29\n", "2024-02-29"),
        ] {
            assert_eq!(text(written).as_deref(), Some(meant), "{written}");
        }
        assert_eq!(read(Value::Number(44562.0)).as_deref(), Some("2022-01-01"));
        assert_eq!(read(Value::Number(44562.75)).as_deref(), Some("2022-01-01"));
        assert_eq!(read(Value::Number(20220105.0)).as_deref(), Some("2022-01-05"));
        assert_eq!(read(Value::Number(2019.3)).as_deref(), Some("2019-03"));
        assert_eq!(read(Value::Number(2019.12)).as_deref(), Some("2019-12"));
    }

    #[test]
    fn import_refuses_what_is_no_one_date() {
        for written in [
            "2023-02-29",
            "5/6/2020",
            "20/5/6",
            "2019",
            "2019年底",
            "约2019年3月",
            "0202-01-01",
            "3000-01-01",
            "10:20",
            "abc",
            "2019.13",
            "1 2 3",
        ] {
            assert_eq!(text(written), None, "{written}");
        }
        for number in [2019.0, 2019.1, 2019.13, 12.0, -1.0, 1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(read(Value::Number(number)), None, "{number}");
        }
        assert_eq!(read(Value::Bool(true)), None);
    }

    proptest! {
        #[test]
        fn import_reads_any_day_in_any_style(serial in SERIALS) {
            let day = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap() + Days::new(serial);
            let shown = Some(day.to_string());
            prop_assert_eq!(read(Value::Number(serial as f64)), shown.clone());
            for style in ["%Y年%-m月%-d日", "%Y/%-m/%-d", "%Y-%m-%d", "%Y.%m.%d", "%Y%m%d", "%Y-%m-%d %H:%M:%S"] {
                let at = day.and_hms_opt(9, 5, 0).unwrap();
                prop_assert_eq!(text(&at.format(style).to_string()), shown.clone());
            }
            prop_assert_eq!(text(&day.format("%Y年%-m月").to_string()), Some(day.format("%Y-%m").to_string()));
        }

        #[test]
        fn import_survives_any_date(written: String, number: f64) {
            text(&written);
            read(Value::Number(number));
        }
    }
}
