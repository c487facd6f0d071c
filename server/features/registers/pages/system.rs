//! The pages of systems.
use crate::{
    access::{Frame, Place, Role, Section},
    audit::History,
    base::{
        form::{Errors, Fault},
        table_import::PartialDate,
        text::{Language, Words},
    },
    features::{
        lists::{Listing, Tools, View},
        registers::{
            forms::system::{Raw, Search},
            listing::Systems,
            model::{Facts, MlpsLevel, System, SystemStatus},
        },
    },
};
use askama::Template;
use uuid::Uuid;

/// A level in words.
pub fn level_text(level: Option<MlpsLevel>, w: &Words) -> String {
    match level {
        None => w.system_level_none(),
        Some(MlpsLevel::One) => w.system_level_1(),
        Some(MlpsLevel::Two) => w.system_level_2(),
        Some(MlpsLevel::Three) => w.system_level_3(),
        Some(MlpsLevel::Four) => w.system_level_4(),
        Some(MlpsLevel::Five) => w.system_level_5(),
    }
}

/// A state in words.
pub fn status_text(status: SystemStatus, w: &Words) -> String {
    match status {
        SystemStatus::InUse => w.system_in_use(),
        SystemStatus::Suspended => w.system_suspended(),
        SystemStatus::Retired => w.system_retired(),
    }
}

/// Class and icon of a state's badge.
fn status_badge(status: SystemStatus) -> (&'static str, &'static str) {
    match status {
        SystemStatus::InUse => ("active", "check"),
        SystemStatus::Suspended => ("paused", "pause"),
        SystemStatus::Retired => ("", "minus"),
    }
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "—" } else { text }
}

fn levels(w: &Words) -> Vec<(String, String)> {
    MlpsLevel::ALL.map(|l| (l.number().to_string(), level_text(Some(l), w))).to_vec()
}

fn states(w: &Words) -> Vec<(String, String)> {
    SystemStatus::ALL.map(|s| (s.code().to_owned(), status_text(s, w))).to_vec()
}

/// The list.
#[derive(Template)]
#[template(path = "registers/systems.html")]
pub struct List {
    /// Around it.
    pub frame: Frame,
    /// What it is narrowed to.
    pub search: Search,
    /// One page.
    pub lines: Vec<System>,
    /// The query of the next page.
    pub next: Option<String>,
    /// What stands around the lines.
    pub tools: Tools,
    /// Whether the reader may add and change.
    pub keeps: bool,
}

/// One system.
#[derive(Template)]
#[template(path = "registers/system.html")]
pub struct Show {
    /// Around it.
    pub frame: Frame,
    /// The system.
    pub system: System,
    /// What happened to it.
    pub history: History,
    /// Whether the reader may change it.
    pub keeps: bool,
}

/// What can be chosen in the form.
#[derive(Debug, Default)]
pub struct Choices {
    /// Units that the system may belong to.
    pub units: Vec<(String, String)>,
    /// Units that may provide it.
    pub providers: Vec<(String, String)>,
}

/// Adding or changing.
#[derive(Template)]
#[template(path = "registers/system_form.html")]
pub struct Form {
    /// Around it.
    pub frame: Frame,
    /// The system that is changed; none when adding.
    pub system: Option<System>,
    /// As entered.
    pub raw: Raw,
    /// What is wrong.
    pub errors: Errors,
    /// What can be chosen.
    pub choices: Choices,
}

impl Form {
    fn title(&self) -> String {
        let w = self.frame.w;
        if self.system.is_some() { w.system_edit_title() } else { w.system_new_title() }
    }
    /// Where it is sent, and where cancelling leads.
    fn action(&self) -> String {
        self.system.as_ref().map_or("/systems".into(), |s| format!("/systems/{}", s.id()))
    }
}

fn system() -> System {
    System {
        id: Uuid::nil().into(),
        place: Place { unit: Uuid::nil().into(), path: "1/2/".into() },
        unit_name: "渝中区示例第一小学".into(),
        facts: Facts {
            name: "示例".into(),
            level: Some(MlpsLevel::Three),
            filing_no: "50010600001-22001".into(),
            status: SystemStatus::Suspended,
            important: true,
            accountable: "李明".into(),
            operating: String::new(),
            phone: "13800000000".into(),
            online: PartialDate::month(2019, 3),
            exposure: String::new(),
            remark: "=1+1".into(),
            provided_by: None,
        },
    }
}

pub(super) fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Officer, Section::Systems);
    let list = |lines, next| List {
        frame: frame(),
        search: Search::default(),
        lines,
        next,
        tools: Tools::of::<Systems>(&Search::default(), View::untouched(Systems::COLUMNS)),
        keeps: true,
    };
    let units = vec![(Uuid::nil().to_string(), "渝中区示例第一小学".to_owned())];
    let form = |system: Option<System>, errors| Form {
        frame: frame(),
        raw: system.as_ref().map(Raw::of).unwrap_or_default(),
        system,
        errors,
        choices: Choices { units: units.clone(), providers: units.clone() },
    };
    vec![
        ("registers/systems", Box::new(list(vec![system()], Some("/systems?after=1".into())))),
        ("registers/systems, empty", Box::new(list(Vec::new(), None))),
        (
            "registers/system",
            Box::new(Show { frame: frame(), system: system(), history: History::sample(), keeps: true }),
        ),
        ("registers/system_form, new", Box::new(form(None, Errors::default()))),
        ("registers/system_form, refused", Box::new(form(Some(system()), Errors::one("name", Fault::Taken)))),
    ]
}
