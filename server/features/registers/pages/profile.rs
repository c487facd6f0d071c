//! The profile of a unit.
use crate::{
    access::{Frame, Place, Role, Section},
    audit::History,
    base::text::Language,
    features::{
        registers::model::{Flag, Profile},
        units::model::Unit,
    },
};
use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What a unit does not have.
#[derive(Template)]
#[template(path = "registers/profile.html")]
pub struct Show {
    /// Around it.
    pub frame: Frame,
    /// The unit.
    pub unit: Unit,
    /// What it says.
    pub profile: Profile,
    /// What happened to it.
    pub history: History,
    /// Whether the reader may declare.
    pub keeps: bool,
    /// Whether the reader may confirm now.
    pub confirms: bool,
}

impl Show {
    fn all(&self) -> &'static [Flag] {
        Flag::ALL
    }
    fn time(&self, at: &DateTime<Utc>) -> String {
        at.with_timezone(&self.frame.zone.offset()).format("%Y-%m-%d %H:%M").to_string()
    }
}

pub(super) fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let place = || Place { unit: Uuid::nil().into(), path: "1/2/".into() };
    let page = |role, flags, confirmed, keeps, confirms| Show {
        frame: Frame::sample(language, role, Section::Units),
        unit: Unit::sample(),
        profile: Profile { place: place(), flags, confirmed },
        history: History::sample(),
        keeps,
        confirms,
    };
    let by = Some(("李明".to_owned(), DateTime::UNIX_EPOCH));
    vec![
        ("registers/profile", Box::new(page(Role::Officer, vec![Flag::NoDbms], by, true, false))),
        (
            "registers/profile, to confirm",
            Box::new(page(Role::Supervisor, vec![Flag::NoDbms], None, false, true)),
        ),
    ]
}
