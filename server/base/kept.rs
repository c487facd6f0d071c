//! What units keep for themselves and all below them: numbers by key, and days off. Held in memory, because every deadline asks.
use crate::base::ids::UnitId;
use chrono::NaiveDate;
use std::collections::HashMap;

/// A number, and the unit that keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// That unit.
    pub unit: UnitId,
    /// The number.
    pub value: i32,
}

/// Days off of a unit and all below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaysOff {
    /// That unit.
    pub unit: UnitId,
    /// What they are called.
    pub name: String,
    /// The first of them.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
}

/// All that units keep, by their paths.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    numbers: HashMap<String, HashMap<String, Number>>,
    off: HashMap<String, Vec<DaysOff>>,
}

/// A path and those of all units above it, the nearest first.
fn up(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').rev().map(|(end, _)| &path[..=end])
}

impl Kept {
    /// One number more.
    pub fn put(&mut self, path: String, key: String, number: Number) {
        self.numbers.entry(path).or_default().insert(key, number);
    }
    /// Some days off more.
    pub fn put_off(&mut self, path: String, days: DaysOff) {
        self.off.entry(path).or_default().push(days);
    }
    /// The number that counts at `path`: the unit's own, else that of the nearest unit above which keeps one.
    pub fn nearest(&self, path: &str, key: &str) -> Option<Number> {
        up(path).find_map(|at| self.numbers.get(at)?.get(key)).copied()
    }
    /// The days off that count at `path`: the unit's own, and those of every unit above.
    pub fn off(&self, path: &str) -> impl Iterator<Item = &DaysOff> {
        up(path).filter_map(|at| self.off.get(at)).flatten()
    }
    /// The same, day by day.
    pub fn days_off(&self, path: &str) -> impl Iterator<Item = NaiveDate> {
        self.off(path).flat_map(|d| d.from.iter_days().take_while(|day| *day <= d.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn unit(n: u128) -> UnitId {
        Uuid::from_u128(n).into()
    }

    fn kept(numbers: &[(&str, &str, i32)], off: &[(&str, &str, &str)]) -> Kept {
        let mut kept = Kept::default();
        for (n, (path, key, value)) in numbers.iter().enumerate() {
            kept.put((*path).into(), (*key).into(), Number { unit: unit(n as u128), value: *value });
        }
        for (path, from, to) in off {
            let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
            kept.put_off((*path).into(), DaysOff { unit: unit(9), name: String::new(), from, to });
        }
        kept
    }

    #[test]
    fn the_nearest_unit_on_the_way_up_counts_and_no_sibling() {
        let kept = kept(&[("1/", "a", 1), ("1/2/", "a", 2), ("1/2/4/", "b", 4), ("1/23/", "a", 9)], &[]);
        let at = |path, key| kept.nearest(path, key).map(|n| n.value);
        assert_eq!((at("1/2/4/", "a"), at("1/2/4/", "b")), (Some(2), Some(4)));
        assert_eq!((at("1/2/", "b"), at("1/3/", "a"), at("1/3/", "c")), (None, Some(1), None));
        assert_eq!((at("1/23/4/", "a"), at("", "a")), (Some(9), None));
        assert_eq!(kept.nearest("1/2/4/", "a").map(|n| n.unit), Some(unit(1)));
    }

    #[test]
    fn days_off_of_every_unit_above_count_and_those_of_siblings_do_not() {
        let kept = kept(
            &[],
            &[
                ("1/", "2026-12-31", "2027-01-02"),
                ("1/2/4/", "2027-01-02", "2027-01-03"),
                ("1/2/5/", "2027-03-01", "2027-03-01"),
            ],
        );
        let mut days: Vec<String> = kept.days_off("1/2/4/").map(|d| d.to_string()).collect();
        days.sort();
        assert_eq!(days, ["2026-12-31", "2027-01-01", "2027-01-02", "2027-01-02", "2027-01-03"]);
        assert_eq!(kept.days_off("1/2/").count(), 3);
    }
}
