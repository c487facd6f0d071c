//! 放假安排: days off that a unit keeps for itself and all below it. A deadline that was issued stays.
use super::model::{Refused, Unit};
use crate::{
    access::{Allowed, InUnit, Place, can},
    audit::{Event, Subject},
    base::{
        db::Moment,
        ids::VacationId,
        text::{Sentence, Words, date},
    },
};
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

/// Days of one vacation at most.
pub const LONGEST: i64 = 120;

/// Days off, from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    /// What they are called.
    pub name: String,
    /// The first of them.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
}

/// Days off that are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacation {
    /// Its id.
    pub id: VacationId,
    /// Which days.
    pub days: Days,
}

/// Why days off are not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bad {
    /// The last day lies before the first.
    Backwards,
    /// More days than a vacation has.
    TooLong,
    /// Outside of the years that are kept: the first and the last of them.
    FarAway(i32, i32),
    /// These days are off already.
    Overlaps(Days),
}

impl Sentence for Bad {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Backwards => w.vacation_backwards(),
            Self::TooLong => w.vacation_too_long(LONGEST),
            Self::FarAway(first, last) => w.vacation_far_away(first.to_string(), last.to_string()),
            Self::Overlaps(days) => {
                w.vacation_overlaps(days.name.as_str(), date(days.from, w), date(days.to, w))
            }
        }
    }
}

impl Bad {
    /// The field at which it is said.
    pub fn field(&self) -> &'static str {
        match self {
            Self::FarAway(..) | Self::Overlaps(_) => "from",
            Self::Backwards | Self::TooLong => "to",
        }
    }
}

impl Days {
    /// Whether they can be kept beside those of the unit that are known.
    ///
    /// # Errors
    /// When they cannot.
    pub fn fit(&self, known: &[Vacation], today: NaiveDate) -> Result<(), Bad> {
        let years = (today.year() - 1)..=(today.year() + 3);
        if self.to < self.from {
            Err(Bad::Backwards)
        } else if !years.contains(&self.from.year()) || !years.contains(&self.to.year()) {
            Err(Bad::FarAway(*years.start(), *years.end()))
        } else if (self.to - self.from).num_days() >= LONGEST {
            Err(Bad::TooLong)
        } else if let Some(other) = known.iter().find(|v| v.days.from <= self.to && self.from <= v.days.to) {
            Err(Bad::Overlaps(other.days.clone()))
        } else {
            Ok(())
        }
    }
    fn told(&self) -> Value {
        json!({ "name": self.name, "first_day": self.from, "last_day": self.to })
    }
}

/// An accepted change of the days off of a unit.
#[derive(Debug)]
pub struct Change {
    pub(super) place: Place,
    pub(super) what: What,
    pub(super) event: Event,
}

#[derive(Debug)]
pub(super) enum What {
    Add(Vacation),
    Remove(VacationId),
}

impl Allowed<can::KeepSettings, Unit> {
    /// Days off from now on, for deadlines that are issued from now on.
    ///
    /// # Errors
    /// When the unit is closed.
    pub fn take_off(self, days: Days, at: Moment) -> Result<Change, Refused> {
        let data = json!({ "old": {}, "new": days.told() });
        let what = What::Add(Vacation { id: VacationId::new(at.now), days });
        self.changes_days_off("unit.vacation-add", data, what)
    }

    /// Working days again.
    ///
    /// # Errors
    /// When the unit is closed.
    pub fn work_again(self, vacation: &Vacation) -> Result<Change, Refused> {
        let nothing = json!({ "name": null, "first_day": null, "last_day": null });
        let data = json!({ "old": vacation.days.told(), "new": nothing });
        self.changes_days_off("unit.vacation-remove", data, What::Remove(vacation.id))
    }

    fn changes_days_off(self, kind: &'static str, data: Value, what: What) -> Result<Change, Refused> {
        if self.closed().is_some() {
            return Err(Refused::Closed);
        }
        let place = self.place().clone();
        let subject = Subject { kind: "unit", id: place.unit.0 };
        Ok(Change { what, event: Event { kind, subject, place: place.clone(), data }, place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn days(from: &str, to: &str) -> Days {
        Days { name: "暑假".into(), from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    #[test]
    fn days_off_are_in_order_near_short_enough_and_not_off_already() {
        let summer = Vacation { id: Uuid::nil().into(), days: days("2027-07-01", "2027-08-31") };
        let fit = |from, to| days(from, to).fit(std::slice::from_ref(&summer), "2026-11-23".parse().unwrap());
        assert_eq!(fit("2027-01-20", "2027-02-15"), Ok(()));
        assert_eq!((fit("2027-06-30", "2027-06-30"), fit("2027-09-01", "2027-09-01")), (Ok(()), Ok(())));
        assert_eq!(fit("2027-01-20", "2027-01-19"), Err(Bad::Backwards));
        assert_eq!(fit("2026-12-31", "2027-04-29"), Ok(()), "120 days");
        assert_eq!(fit("2026-12-31", "2027-04-30"), Err(Bad::TooLong));
        for (from, to) in
            [("2024-12-31", "2025-01-01"), ("2029-12-31", "2030-01-01"), ("0026-07-01", "0026-07-02")]
        {
            assert_eq!(fit(from, to), Err(Bad::FarAway(2025, 2029)), "{from}");
        }
        for (from, to) in [
            ("2027-06-01", "2027-07-01"),
            ("2027-08-31", "2027-09-05"),
            ("2027-07-10", "2027-07-10"),
            ("2027-06-30", "2027-09-01"),
        ] {
            assert_eq!(fit(from, to), Err(Bad::Overlaps(summer.days.clone())), "{from}");
        }
    }
}
