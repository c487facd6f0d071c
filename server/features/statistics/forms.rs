//! What the page is asked for. A month that is none is said at its place; all else reads itself leniently.
use super::model::{BadPeriod, By, Period};
use crate::{
    access::Actor,
    base::{
        calendar::Month,
        form::{Errors, Fault},
        ids::UnitId,
        paging,
        text::{Sentence, Words},
    },
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The query string.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Search {
    /// The first month; January of this year when empty.
    pub from: String,
    /// The last month; this one when empty.
    pub to: String,
    /// The unit at the top; the reader's own when empty.
    pub unit: String,
    /// A key of [`By`].
    pub by: String,
    /// The unit behind which a page by unit begins.
    pub after: String,
}

/// What is wrong with a period.
#[derive(Debug)]
enum Bad {
    Month,
    Period(BadPeriod),
}

impl Sentence for Bad {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Month => w.statistics_bad_month(),
            Self::Period(BadPeriod::Backwards) => w.statistics_backwards(),
            Self::Period(BadPeriod::TooLong) => w.statistics_too_long(Period::MOST),
        }
    }
}

impl Search {
    /// The months asked for.
    ///
    /// # Errors
    /// What is no month, and two months that are no period.
    pub fn period(&self, today: NaiveDate) -> Result<Period, Errors> {
        let this = Month::of(today);
        let read = |text: &str, usual: Month| match text.trim() {
            "" => Ok(usual),
            text => text.parse().map_err(|_| Fault::says(Bad::Month)),
        };
        let mut e = Errors::default();
        let to = e.take("to", read(&self.to, this));
        let from = e.take("from", read(&self.from, to.unwrap_or(this).january()));
        let (Some(from), Some(to)) = (from, to) else { return Err(e) };
        Period::new(from, to).map_err(|bad| Errors::one("to", Fault::says(Bad::Period(bad))))
    }
    /// By what.
    pub fn by(&self) -> By {
        By::read(&self.by)
    }
    /// The unit at the top.
    pub fn unit(&self, actor: &Actor) -> UnitId {
        self.unit.parse().unwrap_or(actor.place.unit)
    }
    /// The unit behind which the page begins.
    pub fn after(&self) -> Option<Uuid> {
        self.after.parse().ok()
    }
    /// The address of the same with something altered, from its first page.
    pub fn link(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let mut query =
            vec![("from", self.from.as_str()), ("to", &self.to), ("unit", &self.unit), ("by", &self.by)];
        for (name, value) in changes {
            query.retain(|(n, _)| n != name);
            query.push((name, value));
        }
        paging::link(path, &query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Result<String, Vec<String>> {
        let search = Search { from: from.into(), to: to.into(), ..Search::default() };
        let period = search.period(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        let faults = |e: Errors| e.iter().map(|(field, _)| field.to_owned()).collect();
        period.map(|p| format!("{} {}", p.from, p.to)).map_err(faults)
    }

    #[test]
    fn a_period_is_this_year_until_another_is_asked_for() {
        assert_eq!(period("", "").unwrap(), "2026-01 2026-11");
        assert_eq!(period("", "2025-03").unwrap(), "2025-01 2025-03");
        assert_eq!(period(" 2025-12 ", "").unwrap(), "2025-12 2026-11");
    }

    #[test]
    fn what_is_wrong_is_said_where_it_is() {
        assert_eq!(period("x", "2026-13").unwrap_err(), ["to", "from"]);
        assert_eq!(period("2026-12", "").unwrap_err(), ["to"]);
        assert_eq!(period("2020-01", "2026-01").unwrap_err(), ["to"]);
    }
}
