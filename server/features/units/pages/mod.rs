//! The pages of units.
mod settings;

pub use settings::{Settings, Vacations};

use super::{
    forms::{Raw, Search},
    listing::Units,
    merger::Toll,
    model::{Obstacle, Refused, Unit},
    store::Line,
};
use crate::{
    access::{Frame, Role, Section},
    audit::History,
    base::{
        form::{Errors, Fault},
        text::{Language, Sentence},
    },
    features::lists::{Listing, Tools, View},
};
use askama::Template;
use uuid::Uuid;

/// The list, in tree order.
#[derive(Template)]
#[template(path = "units/list.html")]
pub struct List {
    /// Around it.
    pub frame: Frame,
    /// What it is narrowed to.
    pub search: Search,
    /// One page.
    pub lines: Vec<Line>,
    /// The query of the next page.
    pub next: Option<String>,
    /// What stands around the lines.
    pub tools: Tools,
    /// Whether the reader may add and change.
    pub keeps: bool,
}

/// One unit.
#[derive(Template)]
#[template(path = "units/show.html")]
pub struct Show {
    /// Around it.
    pub frame: Frame,
    /// The unit.
    pub unit: Unit,
    /// The unit above, as far as the reader may see it.
    pub parent: Option<Unit>,
    /// What happened to it.
    pub history: History,
    /// Whether the reader may change it.
    pub keeps: bool,
    /// Whether the reader may look at its profile.
    pub profile: bool,
}

/// Adding or changing.
#[derive(Template)]
#[template(path = "units/form.html")]
pub struct Form {
    /// Around it.
    pub frame: Frame,
    /// The unit that is changed; none when adding.
    pub unit: Option<Unit>,
    /// As entered.
    pub raw: Raw,
    /// What is wrong.
    pub errors: Errors,
    /// Possible units above.
    pub parents: Vec<(String, String)>,
}

impl Form {
    fn title(&self) -> String {
        let w = self.frame.w;
        if self.unit.is_some() { w.unit_edit_title() } else { w.unit_new_title() }
    }
    /// Where it is sent, and where cancelling leads.
    fn action(&self) -> String {
        self.unit.as_ref().map_or("/units".into(), |u| format!("/units/{}", u.id()))
    }
}

/// Another unit above.
#[derive(Template)]
#[template(path = "units/move.html")]
pub struct Move {
    /// Around it.
    pub frame: Frame,
    /// Which is moved.
    pub unit: Unit,
    /// The unit above, as chosen.
    pub parent: String,
    /// What is wrong.
    pub errors: Errors,
    /// Possible units above.
    pub parents: Vec<(String, String)>,
}

/// The end of a unit.
#[derive(Template)]
#[template(path = "units/close.html")]
pub struct Close {
    /// Around it.
    pub frame: Frame,
    /// Which.
    pub unit: Unit,
    /// What has to be settled first.
    pub obstacles: Vec<Obstacle>,
}

/// A merger: the choice of the successor, and what goes along.
#[derive(Template)]
#[template(path = "units/merge.html")]
pub struct Merge {
    /// Around it.
    pub frame: Frame,
    /// Which goes.
    pub unit: Unit,
    /// Which stays, once chosen.
    pub into: Option<Unit>,
    /// The same as it was sent.
    pub chosen: String,
    /// What goes along; none before the choice.
    pub toll: Option<Toll>,
    /// What is wrong.
    pub errors: Errors,
    /// Possible successors.
    pub choices: Vec<(String, String)>,
}

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Admin, Section::Units);
    let line = || Line { unit: Unit::sample(), above: None, sort_key: String::new() };
    let list = |lines, next| List {
        frame: frame(),
        search: Search::default(),
        lines,
        next,
        tools: Tools::of::<Units>(&Search::default(), View::untouched(Units::COLUMNS)),
        keeps: true,
    };
    let parents = || vec![(Uuid::nil().to_string(), "渝中区主管部门（示例）".to_owned())];
    let form = |unit: Option<Unit>, errors| Form {
        frame: frame(),
        raw: unit.as_ref().map(Raw::of).unwrap_or_default(),
        unit,
        errors,
        parents: parents(),
    };
    let moving = |errors| Move {
        frame: frame(),
        unit: Unit::sample(),
        parent: Uuid::nil().to_string(),
        errors,
        parents: parents(),
    };
    let toll = |all: &[(&str, i64)]| Some(Toll(all.iter().map(|(w, n)| ((*w).to_owned(), *n)).collect()));
    let merge = |into: Option<Unit>, toll, errors| Merge {
        frame: frame(),
        unit: Unit::sample(),
        into,
        chosen: Uuid::nil().to_string(),
        toll,
        errors,
        choices: parents(),
    };
    let goes = [
        ("people", 12),
        ("posts", 14),
        ("systems", 3),
        ("issues", 5),
        ("inspections", 1),
        ("same_systems", 1),
        ("excused", 1),
        ("double_posts", 2),
        ("reviewed", 1),
        ("profile", 1),
    ];
    let close = |obstacles| Close { frame: frame(), unit: Unit::sample(), obstacles };
    let mut all: Vec<(&'static str, Box<dyn askama::DynTemplate>)> = vec![
        ("units/list", Box::new(list(vec![line()], Some("/units?after=1".into())))),
        ("units/list, empty", Box::new(list(Vec::new(), None))),
        (
            "units/show",
            Box::new(Show {
                frame: frame(),
                unit: Unit::sample(),
                parent: None,
                history: History::sample(),
                keeps: true,
                profile: true,
            }),
        ),
        ("units/move", Box::new(moving(Errors::default()))),
        ("units/move, refused", Box::new(moving(Errors::one("parent", Fault::says(Refused::BelowItself))))),
        ("units/merge", Box::new(merge(None, None, Errors::default()))),
        ("units/merge, chosen", Box::new(merge(Some(Unit::sample()), toll(&goes), Errors::default()))),
        (
            "units/merge, in the way",
            Box::new(merge(
                Some(Unit::sample()),
                toll(&[("apart", 1), ("staff_numbers", 2)]),
                Errors::default(),
            )),
        ),
        (
            "units/merge, refused",
            Box::new(merge(None, None, Errors::one("into", Fault::says(Refused::IntoItself)))),
        ),
        ("units/close", Box::new(close(Vec::new()))),
        (
            "units/close, refused",
            Box::new(close(vec![
                Obstacle::Units(2),
                Obstacle::Issues(1),
                Obstacle::Systems(3),
                Obstacle::Posts(4),
            ])),
        ),
        ("units/form, new", Box::new(form(None, Errors::default()))),
        ("units/form, refused", Box::new(form(Some(Unit::sample()), Errors::one("code", Fault::Taken)))),
    ];
    all.extend(settings::samples(language));
    all
}
