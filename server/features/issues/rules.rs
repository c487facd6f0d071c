//! What the settings of a unit say about its issues, with the working days that count there.
use super::deadline::Deadline;
use crate::{
    base::{calendar::Calendar, kept::Kept},
    features::{checklists::model::Severity, units::settings::Setting},
    state::App,
};
use chrono::NaiveDate;

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
