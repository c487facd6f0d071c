//! The pages of units.
use super::{
    forms::{Raw, Search},
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

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Admin, Section::Units);
    let line = || Line { unit: Unit::sample(), sort_key: String::new() };
    let list = |lines, next| List { frame: frame(), search: Search::default(), lines, next, keeps: true };
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
    let close = |obstacles| Close { frame: frame(), unit: Unit::sample(), obstacles };
    vec![
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
    ]
}
