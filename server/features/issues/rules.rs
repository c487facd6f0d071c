//! What the settings of a unit say about its issues, with the working days that count there.
use super::deadline::Deadline;
use crate::{
    base::{calendar::Calendar, kept::Kept},
    features::{checklists::model::Severity, units::settings::Setting},
    state::App,
};
use chrono::NaiveDate;

/// Working days after which a review is late.
const REVIEW: u32 = 5;

/// The rules for the issues of one unit.
#[derive(Debug, Clone)]
pub struct Rules {
    pub(super) calendar: Calendar,
    pub(super) critical: u16,
    pub(super) high: u16,
    pub(super) medium: u16,
    pub(super) low: u16,
    /// Whether the unit above verifies what is medium and low as well.
    pub verified_above: bool,
    /// How often a deadline may be extended.
    pub extensions: i64,
    /// Working days of one extension at most.
    pub extension_days: u32,
}

impl Rules {
    /// Those of the unit at `path`.
    pub fn of(app: &App, path: &str) -> Self {
        Self::read(&app.kept(), path, app.calendar_of(path))
    }

    /// Those of a unit for which nothing is decided.
    pub fn usual(calendar: Calendar) -> Self {
        Self::read(&Kept::default(), "", calendar)
    }

    fn read(kept: &Kept, path: &str, calendar: Calendar) -> Self {
        let number = |setting: Setting| setting.at(kept, path);
        let days = |setting| u16::try_from(number(setting)).unwrap_or(1);
        Self {
            calendar,
            critical: days(Setting::DaysCritical),
            high: days(Setting::DaysHigh),
            medium: days(Setting::DaysMedium),
            low: days(Setting::DaysLow),
            verified_above: number(Setting::VerifiedAbove) != 0,
            extensions: number(Setting::Extensions).into(),
            extension_days: number(Setting::ExtensionDays).unsigned_abs(),
        }
    }

    /// Working days of the unit.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The last day on which what was handed in on a day is reviewed in time; from the next on it is 复核超时, the verifier's
    /// lateness.
    pub fn review_by(&self, submitted_on: NaiveDate) -> NaiveDate {
        self.calendar.add_working_days(submitted_on, REVIEW)
    }

    /// Working days to rectify an issue that is raised by hand or rated anew.
    pub fn days(&self, severity: Severity) -> u16 {
        match severity {
            Severity::Critical => self.critical,
            Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low => self.low,
        }
    }

    /// A new deadline: so many working days after `from`.
    pub fn deadline(&self, from: NaiveDate, days: u16, severity: Severity) -> Deadline {
        Deadline::issue(from, days, &self.calendar, severity)
    }

    /// Working days that are left until a deadline, or past since. Where days off came later than the deadline there may be none
    /// left before it: it is not today for that.
    pub fn working_days(&self, today: NaiveDate, due: NaiveDate, severity: Severity) -> u32 {
        let calendar = Deadline::counted(&self.calendar, severity);
        match due < today {
            true => calendar.working_days_between(due, today),
            false => calendar.working_days_between(today, due).max((due > today).into()),
        }
    }

    /// The last day until which a deadline can be extended at once.
    pub fn latest(&self, deadline: Deadline, severity: Severity) -> NaiveDate {
        Deadline::counted(&self.calendar, severity).add_working_days(deadline.due(), self.extension_days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{ids::UnitId, kept::DaysOff};
    use chrono::Days;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn off(at: &str, from: NaiveDate, days: u64) -> Kept {
        let mut kept = Kept::default();
        let (unit, to) = (UnitId::from(Uuid::nil()), from + Days::new(days - 1));
        kept.put_off(at.into(), DaysOff { unit, name: String::new(), from, to });
        kept
    }

    /// As the program does it for the unit at `1/2/4/`.
    fn school(kept: &Kept) -> Rules {
        let path = "1/2/4/";
        Rules::read(kept, path, Calendar::shipped().with_own_days_off(kept.days_off(path)))
    }

    fn date() -> impl Strategy<Value = NaiveDate> {
        let first = NaiveDate::from_ymd_opt(2024, 12, 1).unwrap();
        prop_oneof![
            (0_u64..1_200).prop_map(move |n| first + Days::new(n)),
            (2024_i32..2028).prop_map(|year| NaiveDate::from_ymd_opt(year, 12, 30).unwrap()),
        ]
    }

    proptest! {
        #[test]
        fn days_off_of_a_unit_or_one_above_put_off_every_deadline_but_a_critical_one(
            at in prop_oneof![Just("1/"), Just("1/2/"), Just("1/2/4/")],
            (from, length) in (date(), 1_u64..121),
            (found, days) in (date(), 1_u16..121),
        ) {
            let kept = off(at, from, length);
            let (rules, plain) = (school(&kept), Rules::usual(Calendar::shipped()));
            for severity in Severity::ALL {
                let due = rules.deadline(found, days, *severity).due();
                let usual = plain.deadline(found, days, *severity).due();
                if *severity == Severity::Critical {
                    prop_assert_eq!(due, usual);
                } else {
                    let last = from + Days::new(length - 1);
                    prop_assert!(due < from || due > last, "{} is off", due);
                    prop_assert!(due >= usual);
                    prop_assert_eq!(rules.calendar().working_days_between(found, due), u32::from(days));
                }
            }
        }

        #[test]
        fn days_off_of_a_sibling_and_of_units_below_count_for_nobody_else(
            at in prop_oneof![Just("1/3/"), Just("1/2/5/"), Just("1/2/4/7/"), Just("1/2/40/")],
            (from, length) in (date(), 1_u64..121),
            (found, days) in (date(), 1_u16..121),
        ) {
            let (rules, plain) = (school(&off(at, from, length)), Rules::usual(Calendar::shipped()));
            let due = |rules: &Rules| rules.deadline(found, days, Severity::Low).due();
            prop_assert_eq!(due(&rules), due(&plain));
        }
    }

    #[test]
    fn a_day_off_of_the_unit_wins_over_a_make_up_day_at_the_weekend() {
        // 14 February 2026, a Saturday, is worked for the spring festival.
        let saturday = "2026-02-14".parse().unwrap();
        let due = |rules: Rules, severity| rules.deadline("2026-02-13".parse().unwrap(), 1, severity).due();
        let kept = off("1/2/", saturday, 1);
        assert_eq!(due(Rules::usual(Calendar::shipped()), Severity::High), saturday);
        assert_eq!(due(school(&kept), Severity::Critical), saturday);
        assert_eq!(due(school(&kept), Severity::High), "2026-02-24".parse().unwrap());
    }
}
