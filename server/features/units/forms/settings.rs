//! What is entered about a unit's settings and days off.
use crate::{
    base::form::{Errors, Fault, field},
    features::units::{
        settings::{Own, Setting},
        vacations::Days,
    },
};
use serde::Deserialize;

/// Settings as sent: each empty for that of the unit above.
#[derive(Debug, Clone, Default)]
pub struct RawSettings {
    /// What the unit decided itself when the page was drawn.
    pub seen: String,
    values: Vec<(Setting, String)>,
}

impl RawSettings {
    /// The form filled with what is kept.
    pub fn of(own: &Own) -> Self {
        let values = own.iter().map(|(s, n)| (*s, n.to_string())).collect();
        Self { seen: seen(own), values }
    }
    /// The fields that this form knows.
    pub fn sent(pairs: &[(String, String)]) -> Self {
        let of =
            |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default();
        let values = Setting::all().map(|s| (s, of(s.key()))).collect();
        Self { seen: of("seen"), values }
    }
    /// As entered.
    pub fn value(&self, setting: Setting) -> &str {
        self.values.iter().find(|(s, _)| *s == setting).map_or("", |(_, v)| v)
    }
    /// What the unit is to decide itself, or every fault.
    ///
    /// # Errors
    /// Values that are no numbers within their bounds.
    pub fn parse(&self) -> Result<Own, Errors> {
        let mut e = Errors::default();
        let mut own = Own::new();
        for (setting, raw) in self.values.iter().filter(|(_, raw)| !raw.trim().is_empty()) {
            let (least, most) = setting.bounds();
            let read = match field::number(raw, least.into(), most.into()) {
                Err(_) if setting.is_choice() => Err(Fault::NotAChoice),
                read => read,
            };
            if let Some(n) = e.take(setting.key(), read).and_then(|n| i32::try_from(n).ok()) {
                own.insert(*setting, n);
            }
        }
        e.none().map(|()| own)
    }
}

/// What the page showed, so that a second person does not undo what a first one decided meanwhile.
pub fn seen(own: &Own) -> String {
    own.iter().map(|(s, n)| format!("{}={n}", s.key())).collect::<Vec<_>>().join(" ")
}

/// New days off as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawDays {
    /// 名称
    pub name: String,
    /// 首日
    pub from: String,
    /// 末日
    pub to: String,
}

impl RawDays {
    /// The days, or every fault.
    ///
    /// # Errors
    /// Fields that are empty or no days.
    pub fn parse(&self) -> Result<Days, Errors> {
        let mut e = Errors::default();
        let name = e.take("name", field::text(&self.name, 40));
        let from = e.take("from", field::date(&self.from));
        let to = e.take("to", field::date(&self.to));
        match (name, from, to) {
            (Some(name), Some(from), Some(to)) => Ok(Days { name, from, to }),
            _ => Err(e),
        }
    }
}
