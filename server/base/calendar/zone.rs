//! The zone of the organisation: a fixed distance from UTC, enough for every zone of China.
//!
//! None of the accepted places has changed its clocks since 1991, and the program keeps no older times. A zone
//! with summer time cannot be set, rather than be wrong for half of the year.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use std::{fmt, str::FromStr};

const HOUR: i32 = 3600;

/// A zone without summer time: `Asia/Shanghai` unless set otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(FixedOffset);

/// Not a zone that the program knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no known time zone; allowed are Asia/Shanghai, Asia/Urumqi, Asia/Hong_Kong, Asia/Macau, Asia/Taipei, UTC \
     and a fixed distance such as +08:00"
)]
pub struct BadZone(String);

impl Zone {
    /// Hours and minutes east of UTC.
    pub fn offset(self) -> FixedOffset {
        self.0
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self(FixedOffset::east_opt(8 * HOUR).expect("eight hours are less than a day"))
    }
}

impl FromStr for Zone {
    type Err = BadZone;

    fn from_str(text: &str) -> Result<Self, BadZone> {
        let text = text.trim();
        let east = match text {
            "Asia/Shanghai" | "Asia/Hong_Kong" | "Asia/Macau" | "Asia/Taipei" => 8 * HOUR,
            "Asia/Urumqi" => 6 * HOUR,
            "UTC" => 0,
            other => match other.parse::<FixedOffset>() {
                Ok(offset) if (-12 * HOUR..=14 * HOUR).contains(&offset.local_minus_utc()) => {
                    offset.local_minus_utc()
                }
                _ => return Err(BadZone(text.into())),
            },
        };
        FixedOffset::east_opt(east).map(Self).ok_or_else(|| BadZone(text.into()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The date that the wall calendar in this zone shows.
pub fn today(now: DateTime<Utc>, zone: Zone) -> NaiveDate {
    now.with_timezone(&zone.0).date_naive()
}

/// 24:00 of this day in this zone: the first moment that no longer belongs to it.
pub fn end_of_day(date: NaiveDate, zone: Zone) -> DateTime<Utc> {
    let midnight = date.succ_opt().unwrap_or(NaiveDate::MAX).and_time(NaiveTime::MIN);
    midnight.checked_sub_offset(zone.0).unwrap_or(NaiveDateTime::MAX).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_day_ends_at_midnight_in_the_zone() {
        let zone: Zone = "Asia/Shanghai".parse().unwrap();
        let date = "2026-02-27".parse().unwrap();
        let end = end_of_day(date, zone);
        assert_eq!(end.to_rfc3339(), "2026-02-27T16:00:00+00:00");
        assert_eq!(today(end - TimeDelta::nanoseconds(1), zone), date);
        assert_eq!(today(end, zone), date.succ_opt().unwrap());
        assert_eq!(zone, Zone::default());
    }

    #[test]
    fn the_zones_of_china_and_fixed_distances_are_known() {
        for (name, shown) in [
            ("Asia/Urumqi", "+06:00"),
            ("Asia/Hong_Kong", "+08:00"),
            ("Asia/Macau", "+08:00"),
            ("Asia/Taipei", "+08:00"),
            ("UTC", "+00:00"),
            ("+05:30", "+05:30"),
            ("-03:00", "-03:00"),
        ] {
            assert_eq!(name.parse::<Zone>().unwrap().to_string(), shown, "{name}");
        }
    }

    #[test]
    fn a_zone_with_summer_time_or_none_at_all_is_refused() {
        for name in ["Europe/Berlin", "", "Shanghai", "+25:00", "+15:00", "8"] {
            assert!(name.parse::<Zone>().is_err(), "{name:?}");
        }
    }
}
