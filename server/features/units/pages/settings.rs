//! The settings of a unit, and its days off.
use super::super::{
    forms::{RawDays, RawSettings},
    model::Unit,
    settings::{Grade, Origin, Setting, Value},
    vacations::{Days, Vacation},
};
use crate::{
    access::{Frame, Role, Section},
    base::{
        form::{Errors, Fault},
        ids::UnitId,
        text::{Language, Sentence, date},
    },
};
use askama::Template;
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

/// What a unit decides, and what it takes over.
#[derive(Template)]
#[template(path = "units/settings.html")]
pub struct Settings {
    /// Around it.
    pub frame: Frame,
    /// Whose.
    pub unit: Unit,
    /// Each as it counts.
    pub values: Vec<Value>,
    /// Names of the units above that decided.
    pub names: HashMap<UnitId, String>,
    /// As entered.
    pub raw: RawSettings,
    /// What is wrong.
    pub errors: Errors,
    /// Whether the reader may change them.
    pub keeps: bool,
}

impl Settings {
    fn name(&self, value: &Value) -> String {
        value.setting.say(self.frame.w)
    }
    /// The plain ones, then the ladder of each severity under its title.
    fn groups(&self) -> Vec<(Option<String>, Vec<&Value>)> {
        let w = self.frame.w;
        let of = |setting| self.values.iter().find(|v| v.setting == setting);
        let ladder = |grade: Grade| {
            let title = format!("{} · {}", w.setting_ladder(), grade.say(w));
            (Some(title), Setting::ladder(grade).filter_map(of).collect())
        };
        let plain = (None, Setting::PLAIN.into_iter().filter_map(of).collect());
        std::iter::once(plain).chain(Grade::ALL.into_iter().map(ladder)).collect()
    }
    fn counts(&self, value: &Value) -> String {
        value.setting.number(value.counts, self.frame.w)
    }
    fn origin(&self, value: &Value) -> String {
        let w = self.frame.w;
        match value.origin {
            Origin::Own => w.setting_own(),
            Origin::Above(unit) => w.setting_above(self.names.get(&unit).map_or("", String::as_str)),
            Origin::Usual => w.setting_usual(),
            Origin::Lighter => w.setting_lighter(),
        }
    }
    fn bounds(&self, value: &Value) -> String {
        let (least, most) = value.setting.bounds();
        self.frame.w.setting_bounds(least, value.setting.number(most, self.frame.w))
    }
    fn choices(&self, setting: &Setting) -> Vec<(String, String)> {
        [0, 1].map(|n| (n.to_string(), setting.number(n, self.frame.w))).into()
    }
}

/// Days off of a unit.
#[derive(Template)]
#[template(path = "units/vacations.html")]
pub struct Vacations {
    /// Around it.
    pub frame: Frame,
    /// Whose.
    pub unit: Unit,
    /// Its own.
    pub own: Vec<Vacation>,
    /// Those of units above: the unit's name, and which.
    pub above: Vec<(String, Days)>,
    /// As entered.
    pub raw: RawDays,
    /// What is wrong.
    pub errors: Errors,
    /// Whether the reader may change them.
    pub keeps: bool,
}

impl Vacations {
    fn day(&self, day: &NaiveDate) -> String {
        date(*day, self.frame.w)
    }
    fn count(&self, days: &Days) -> i64 {
        (days.to - days.from).num_days() + 1
    }
}

pub(super) fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = |role| Frame::sample(language, role, Section::Units);
    let above = UnitId::from(Uuid::max());
    let value = |(n, setting): (usize, Setting)| {
        let origin = [Origin::Own, Origin::Above(above), Origin::Usual, Origin::Lighter][n % 4];
        let own = Some(setting.usual()).filter(|_| n % 4 == 0);
        Value { setting, own, counts: setting.usual(), origin }
    };
    let values: Vec<Value> = Setting::all().enumerate().map(value).collect();
    let own = values.iter().filter_map(|v| Some((v.setting, v.own?))).collect();
    let settings = |role, errors| Settings {
        frame: frame(role),
        unit: Unit::sample(),
        values: values.clone(),
        names: HashMap::from([(above, "渝中区主管部门（示例）".to_owned())]),
        raw: RawSettings::of(&own),
        errors,
        keeps: role == Role::Admin,
    };
    let (summer, winter) = match language {
        Language::ZhCN => ("暑假", "寒假"),
        Language::En => ("Summer", "Winter"),
    };
    let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
    let days = |name: &str, from, to| Days { name: name.into(), from: day(from), to: day(to) };
    let summer = Vacation { id: Uuid::nil().into(), days: days(summer, "2027-07-05", "2027-08-31") };
    let vacations = |role, own: Vec<Vacation>, errors| Vacations {
        frame: frame(role),
        unit: Unit::sample(),
        above: own
            .iter()
            .map(|_| ("渝中区主管部门（示例）".to_owned(), days(winter, "2027-01-25", "2027-02-19")))
            .collect(),
        own,
        raw: RawDays::default(),
        errors,
        keeps: role == Role::Admin,
    };
    vec![
        ("units/settings", Box::new(settings(Role::Admin, Errors::default()))),
        (
            "units/settings, refused",
            Box::new(settings(Role::Admin, Errors::one("days_high", Fault::NotANumber(1, 120)))),
        ),
        ("units/settings, read only", Box::new(settings(Role::Officer, Errors::default()))),
        ("units/vacations", Box::new(vacations(Role::Admin, vec![summer.clone()], Errors::default()))),
        (
            "units/vacations, refused",
            Box::new(vacations(Role::Admin, Vec::new(), Errors::one("from", Fault::NotADate))),
        ),
        ("units/vacations, read only", Box::new(vacations(Role::Leader, vec![summer], Errors::default()))),
    ]
}
