//! Where the story happens, and which teller tells of whom.
use super::TELLERS;
use crate::{
    base::{db::Moment, ids::PersonId},
    demo::{faults::Faults, hand::Stage, organisation::Organisation},
};
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use std::collections::HashMap;

/// What every teller knows.
pub struct Scene {
    /// Units and people.
    pub who: Organisation,
    /// The people, in their order.
    pub people: Vec<PersonId>,
    /// The units by their names.
    pub units: HashMap<String, String>,
    /// What is found.
    pub faults: Faults,
    /// When the story ends.
    pub now: Moment,
}

impl Scene {
    /// Of late a district gives less time than is usual, and one of its schools has entered the coming summer.
    pub(super) async fn decide_rules(&self, stage: &Stage) -> anyhow::Result<()> {
        let year = self.now.today.year() + i32::from(self.now.today.month() >= 7);
        let mut admin = stage.enter("admin", self.now.now - Duration::minutes(25)).await?;
        let days = [("days_high", "8"), ("days_medium", "15")];
        admin.post(&format!("/units/{}/settings", self.unit(1)), &days).await?;
        let (from, to) = (format!("{year}-07-05"), format!("{year}-08-31"));
        let summer = [("name", "暑假"), ("from", from.as_str()), ("to", to.as_str())];
        admin.post(&format!("/units/{}/vacations", self.unit(2)), &summer).await?;
        Ok(())
    }

    /// The id of a unit.
    pub(super) fn unit(&self, unit: usize) -> &str {
        self.units.get(&self.who.units[unit].name).map(String::as_str).unwrap_or_default()
    }

    /// Who tells of a unit: the first teller of the city and the districts' offices, the others of the units below some
    /// districts. So nobody is told of by two at once; who verifies for a unit sits in the one above it.
    pub(super) fn teller(&self, unit: usize) -> usize {
        let of_city = |above: usize| self.who.units[..above].iter().filter(|u| u.above == Some(0)).count();
        match self.who.units[unit].above {
            None | Some(0) => 0,
            Some(district) => 1 + of_city(district) % (TELLERS - 1),
        }
    }

    /// The day of a moment.
    pub(super) fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.now.zone.offset()).date_naive()
    }
}
