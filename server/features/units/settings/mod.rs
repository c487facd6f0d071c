//! 单位设置: what a unit decides for itself and all below it, until one of them decides for itself. Nothing is offered here
//! that no code reads.
mod setting;

pub use setting::{Grade, Rung, Setting};

use super::model::{Refused, Unit};
use crate::{
    access::{Allowed, InUnit, Place, can},
    audit::{Event, Subject},
    base::{
        ids::UnitId,
        kept::Kept,
        text::{Sentence, Words},
    },
};
use serde_json::{Map, Value as Json, json};
use setting::DAYS;
use std::collections::BTreeMap;

/// Where the number comes from that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// 自有
    Own,
    /// 继承, from this unit.
    Above(UnitId),
    /// 默认值
    Usual,
    /// Days of a lighter severity are fewer.
    Lighter,
}

/// What a unit itself decides.
pub type Own = BTreeMap<Setting, i32>;

/// A setting as it counts for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value {
    /// Which.
    pub setting: Setting,
    /// What the unit itself decides.
    pub own: Option<i32>,
    /// What counts.
    pub counts: i32,
    /// Where that comes from.
    pub origin: Origin,
}

/// Every setting as it counts for a unit.
pub fn values(kept: &Kept, place: &Place) -> Vec<Value> {
    let value = |setting: Setting| {
        let nearest = kept.nearest(&place.path, setting.key());
        let own = nearest.filter(|n| n.unit == place.unit).map(|n| n.value);
        let counts = setting.at(kept, &place.path);
        let origin = match nearest {
            _ if nearest.map_or(setting.usual(), |n| n.value) != counts => Origin::Lighter,
            Some(n) if n.unit == place.unit => Origin::Own,
            Some(n) => Origin::Above(n.unit),
            None => Origin::Usual,
        };
        Value { setting, own, counts, origin }
    };
    Setting::all().map(value).collect()
}

/// The path of the unit above; empty for the root.
fn above(path: &str) -> &str {
    let own = path.trim_end_matches('/');
    own.rfind('/').map_or("", |end| &path[..=end])
}

/// Two severities whose days are in the wrong order: the more severe would have more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disorder {
    /// The field that was entered.
    pub at: Setting,
    severe: (Setting, i32),
    light: (Setting, i32),
}

impl Sentence for Disorder {
    fn say(&self, w: &Words) -> String {
        let ((severe, a), (light, b)) = (self.severe, self.light);
        w.setting_disorder(severe.say(w), a, light.say(w), b)
    }
}

/// Whether what a unit wants for itself is in order, with what it takes over from above.
pub fn disorder(wanted: &Own, kept: &Kept, place: &Place) -> Option<Disorder> {
    let of = |s: Setting| wanted.get(&s).copied().unwrap_or_else(|| s.at(kept, above(&place.path)));
    DAYS.windows(2).find_map(|pair| {
        let (severe, light) = ((pair[0], of(pair[0])), (pair[1], of(pair[1])));
        let at = if wanted.contains_key(&severe.0) { severe.0 } else { light.0 };
        (severe.1 > light.1).then_some(Disorder { at, severe, light })
    })
}

/// Accepted settings of a unit.
#[derive(Debug)]
pub struct Change {
    pub(super) place: Place,
    pub(super) put: Own,
    pub(super) gone: Vec<Setting>,
    pub(super) event: Event,
}

impl Allowed<can::KeepSettings, Unit> {
    /// Decides these settings, and leaves the others to the units above.
    ///
    /// # Errors
    /// When it is closed, or nothing differs.
    pub fn decide(self, own: &Own, wanted: &Own) -> Result<Change, Refused> {
        if self.closed().is_some() {
            return Err(Refused::Closed);
        }
        let differs = |s: &Setting| own.get(s) != wanted.get(s);
        let changed: Vec<Setting> = Setting::all().filter(differs).collect();
        if changed.is_empty() {
            return Err(Refused::Unchanged);
        }
        let told = |of: &Own| -> Map<String, Json> {
            changed.iter().map(|s| (s.key().to_owned(), json(*s, of.get(s).copied()))).collect()
        };
        let place = self.place().clone();
        let event = Event {
            kind: "unit.settings",
            subject: Subject { kind: "unit", id: place.unit.0 },
            place: place.clone(),
            data: json!({ "old": told(own), "new": told(wanted) }),
        };
        let (put, gone): (Vec<Setting>, _) = changed.into_iter().partition(|s| wanted.contains_key(s));
        let put = put.into_iter().filter_map(|s| Some((s, *wanted.get(&s)?))).collect();
        Ok(Change { place, put, gone, event })
    }
}

fn json(setting: Setting, value: Option<i32>) -> Json {
    match value {
        Some(n) if setting.is_choice() => json!(n != 0),
        value => json!(value),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Setting::{DaysCritical, DaysHigh, DaysLow, DaysMedium, Extensions},
        *,
    };
    use crate::base::kept::Number;
    use uuid::Uuid;

    fn unit(n: u128) -> UnitId {
        Uuid::from_u128(n).into()
    }

    /// The root is unit 1, the district `1/2/` unit 2, its school `1/2/4/` unit 4.
    fn kept(of: &[(&str, Setting, i32)]) -> Kept {
        let mut kept = Kept::default();
        for (path, setting, value) in of {
            let no = path.trim_end_matches('/').rsplit('/').next().unwrap().parse().unwrap();
            kept.put((*path).into(), setting.key().into(), Number { unit: unit(no), value: *value });
        }
        kept
    }

    fn school() -> Place {
        Place { unit: unit(4), path: "1/2/4/".into() }
    }

    #[test]
    fn a_value_is_the_units_own_or_comes_from_the_nearest_above_or_is_the_default() {
        let kept = kept(&[
            ("1/", DaysHigh, 9),
            ("1/2/", DaysHigh, 8),
            ("1/2/4/", DaysLow, 25),
            ("1/", Extensions, 0),
        ]);
        let told = |s: Setting| {
            let value = values(&kept, &school()).into_iter().find(|v| v.setting == s).unwrap();
            (value.own, value.counts, value.origin)
        };
        assert_eq!(told(DaysHigh), (None, 8, Origin::Above(unit(2))));
        assert_eq!(told(DaysLow), (Some(25), 25, Origin::Own));
        assert_eq!(told(DaysMedium), (None, 20, Origin::Usual));
        assert_eq!(told(Extensions), (None, 0, Origin::Above(unit(1))));
    }

    #[test]
    fn days_never_exceed_those_of_a_lighter_severity_whoever_decided_them() {
        let kept = kept(&[("1/2/4/", DaysCritical, 7), ("1/", DaysHigh, 5), ("1/2/", DaysLow, 4)]);
        let days = DAYS.map(|s| s.at(&kept, "1/2/4/"));
        assert_eq!(days, [4, 4, 4, 4]);
        assert_eq!(DAYS.map(|s| s.at(&kept, "1/")), [3, 5, 20, 30]);
        let critical = values(&kept, &school())[0];
        assert_eq!((critical.own, critical.counts, critical.origin), (Some(7), 4, Origin::Lighter));
    }

    #[test]
    fn a_more_severe_one_is_not_wanted_longer_than_a_lighter_and_the_fault_stands_at_what_was_entered() {
        let own = |of: &[(Setting, i32)]| of.iter().copied().collect::<Own>();
        let found = |wanted: &[(Setting, i32)]| disorder(&own(wanted), &kept(&[]), &school()).map(|d| d.at);
        assert_eq!(found(&[]), None);
        assert_eq!(found(&[(DaysCritical, 10)]), None, "as long is not longer");
        assert_eq!(found(&[(DaysCritical, 11)]), Some(DaysCritical));
        assert_eq!(found(&[(DaysLow, 19)]), Some(DaysLow), "medium has 20");
        assert_eq!(found(&[(DaysHigh, 40), (DaysMedium, 50), (DaysLow, 60)]), None);
        // What those above left in disorder is not the school's fault.
        let torn = kept(&[("1/2/", DaysCritical, 7), ("1/", DaysHigh, 5)]);
        assert_eq!(disorder(&own(&[(Extensions, 1)]), &torn, &school()), None);
    }
}
