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
use serde_json::json;

/// A unit as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub(super) place: Place,
    pub(super) parent: Option<UnitId>,
    pub(super) facts: Facts,
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
}

/// Why a unit stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Nothing differs.
    Unchanged,
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Unchanged => w.unit_unchanged(),
        }
    }
}

impl Allowed<can::KeepUnits, Unit> {
    /// Adds a unit below this one. `number` is the next free number of the tree.
    pub fn add_below(self, facts: Facts, number: i64, at: Moment) -> Change {
        let place = Place { unit: UnitId::new(at.now), path: format!("{}{number}/", self.place.path) };
        let event = Event {
            kind: "unit.add",
            subject: Subject { kind: "unit", id: place.unit.0 },
            place: self.place.clone(),
            data: json!({ "new": facts }),
        };
        Change { what: What::Add { place, parent: self.id(), facts }, event }
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
