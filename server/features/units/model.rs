//! A unit and its verbs.
use crate::{
    access::{Allowed, InUnit, Place, can},
    audit::{Event, Subject},
    base::{
        db::Moment,
        ids::UnitId,
        text::{Sentence, Words},
    },
};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// A unit as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub(super) place: Place,
    pub(super) parent: Option<UnitId>,
    pub(super) facts: Facts,
    pub(super) closed: Option<NaiveDate>,
    pub(super) successor: Option<(UnitId, String)>,
}

/// What a person enters about a unit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Facts {
    /// 单位编码, unique in the whole tree.
    pub code: String,
    /// 单位名称
    pub name: String,
    /// 单位类别, free text.
    pub kind: String,
    /// 排序号: its place among the units of the same parent.
    pub order_no: i32,
}

impl Unit {
    /// For looking at.
    pub fn sample() -> Self {
        Self {
            place: Place { unit: uuid::Uuid::nil().into(), path: "1/2/".into() },
            parent: Some(uuid::Uuid::nil().into()),
            facts: Facts {
                code: "CQ01001".into(),
                name: "渝中区示例第一小学".into(),
                kind: "学校".into(),
                order_no: 1,
            },
            closed: None,
            successor: None,
        }
    }
    /// Its id.
    pub fn id(&self) -> UnitId {
        self.place.unit
    }
    /// The unit above, none for the root.
    pub fn parent(&self) -> Option<UnitId> {
        self.parent
    }
    /// What was entered.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }
    /// The day on which it was closed.
    pub fn closed(&self) -> Option<NaiveDate> {
        self.closed
    }
    /// The unit that it was merged into, and its name.
    pub fn successor(&self) -> Option<&(UnitId, String)> {
        self.successor.as_ref()
    }
    /// Depth below the root, which has 1.
    pub fn level(&self) -> usize {
        self.place.path.matches('/').count()
    }
}

impl InUnit for Unit {
    fn place(&self) -> &Place {
        &self.place
    }
}

/// An accepted change.
#[derive(Debug)]
pub struct Change {
    pub(super) what: What,
    pub(super) event: Event,
}

#[derive(Debug)]
pub(super) enum What {
    Add { place: Place, parent: UnitId, facts: Facts },
    Edit { id: UnitId, facts: Facts },
    Move { id: UnitId, below: UnitId, from: String, to: String },
    Close { id: UnitId, on: NaiveDate },
}

/// What stands in the way of closing a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Units below that are not closed.
    Units(i64),
    /// Issues that are not closed.
    Issues(i64),
    /// Systems that are not retired.
    Systems(i64),
    /// Posts that have not ended.
    Posts(i64),
}

impl Sentence for Obstacle {
    fn say(&self, w: &Words) -> String {
        match *self {
            Self::Units(n) => w.unit_obstacle_units(n),
            Self::Issues(n) => w.unit_obstacle_issues(n),
            Self::Systems(n) => w.unit_obstacle_systems(n),
            Self::Posts(n) => w.unit_obstacle_posts(n),
        }
    }
}

/// Why a unit stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Nothing differs.
    Unchanged,
    /// Somebody else changed the settings meanwhile: who, and when.
    Overtaken(String, String),
    /// The root stays where it is, and open.
    Root,
    /// It would stand below itself.
    BelowItself,
    /// It would go into itself, or into a unit below it.
    IntoItself,
    /// The unit, or the one that is to be above it, is closed.
    Closed,
    /// Somebody would hold two of the three posts that exclude one another in one line of units.
    Apart,
    /// This has to be settled first.
    Obstacles(Vec<Obstacle>),
    /// So many people would hold two posts that exclude one another.
    MergedApart(i64),
    /// So many staff numbers are used in both units.
    StaffNumbers(i64),
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Unchanged => w.unit_unchanged(),
            Self::Overtaken(who, at) => w.setting_overtaken(who, at),
            Self::Root => w.unit_root_stays(),
            Self::BelowItself => w.unit_below_itself(),
            Self::IntoItself => w.unit_into_itself(),
            Self::Closed => w.unit_is_closed(),
            Self::Apart => w.unit_move_apart(),
            Self::MergedApart(n) => w.unit_merge_apart(*n),
            Self::StaffNumbers(n) => w.unit_merge_staff_numbers(*n),
            Self::Obstacles(all) => {
                let each: Vec<String> = all.iter().map(|o| o.say(w)).collect();
                w.unit_obstacles(each.join(&w.list_comma()))
            }
        }
    }
}

impl Allowed<can::KeepUnits, Unit> {
    /// Adds a unit below this one. `number` is the next free number of the tree.
    ///
    /// # Errors
    /// When this one is closed.
    pub fn add_below(self, facts: Facts, number: i64, at: Moment) -> Result<Change, Refused> {
        if self.closed.is_some() {
            return Err(Refused::Closed);
        }
        let place = Place { unit: UnitId::new(at.now), path: format!("{}{number}/", self.place.path) };
        let event = Event {
            kind: "unit.add",
            subject: Subject { kind: "unit", id: place.unit.0 },
            place: self.place.clone(),
            data: json!({ "new": facts }),
        };
        Ok(Change { what: What::Add { place, parent: self.id(), facts }, event })
    }

    /// Moves it, with all below it, to another unit above. `names` are those of the unit above as it was and as it will be.
    ///
    /// # Errors
    /// When it is the root, closed, or would stand below itself or where it stands.
    pub fn move_below(
        self,
        above: &Allowed<can::KeepUnits, Unit>,
        names: (Option<&str>, &str),
    ) -> Result<Change, Refused> {
        let parent = self.parent.ok_or(Refused::Root)?;
        if self.closed.is_some() || above.closed.is_some() {
            return Err(Refused::Closed);
        }
        if above.place.path.starts_with(&self.place.path) {
            return Err(Refused::BelowItself);
        }
        if parent == above.id() {
            return Err(Refused::Unchanged);
        }
        let own = self.place.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let to = format!("{}{own}/", above.place.path);
        // The event belongs to the place where the unit is from now on.
        let place = Place { unit: self.id(), path: to.clone() };
        let data = json!({ "old": { "parent": names.0 }, "new": { "parent": names.1 } });
        let event = event("unit.move", place, data);
        let what = What::Move { id: self.id(), below: above.id(), from: self.place.path.clone(), to };
        Ok(Change { what, event })
    }

    /// Closes it from `on`: it leaves all choices, and stays in history.
    ///
    /// # Errors
    /// When something stands in the way.
    pub fn close(self, obstacles: Vec<Obstacle>, on: NaiveDate) -> Result<Change, Refused> {
        if self.parent.is_none() {
            return Err(Refused::Root);
        }
        if self.closed.is_some() {
            return Err(Refused::Closed);
        }
        if !obstacles.is_empty() {
            return Err(Refused::Obstacles(obstacles));
        }
        let event = event("unit.close", self.place.clone(), json!({ "closed_on": on }));
        Ok(Change { what: What::Close { id: self.id(), on }, event })
    }

    /// Changes what is known of it.
    ///
    /// # Errors
    /// When nothing differs.
    pub fn edit(self, facts: Facts) -> Result<Change, Refused> {
        if facts == self.facts {
            return Err(Refused::Unchanged);
        }
        let event = Event {
            kind: "unit.edit",
            subject: Subject { kind: "unit", id: self.id().0 },
            place: self.place.clone(),
            data: json!({ "old": self.facts, "new": facts }),
        };
        Ok(Change { what: What::Edit { id: self.id(), facts }, event })
    }
}

fn event(kind: &'static str, place: Place, data: Value) -> Event {
    Event { kind, subject: Subject { kind: "unit", id: place.unit.0 }, place, data }
}
