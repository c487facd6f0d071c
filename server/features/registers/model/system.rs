//! An information system and its verbs.
use super::{MlpsLevel, SystemStatus};
use crate::{
    access::{Allowed, InUnit, Place, can},
    audit::{Event, Subject},
    base::{
        db::Moment,
        ids::{SystemId, UnitId},
        table_import::PartialDate,
        text::{Sentence, Words},
    },
};
use serde_json::{Value, json};

/// A system as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    pub(in crate::features::registers) id: SystemId,
    pub(in crate::features::registers) place: Place,
    pub(in crate::features::registers) unit_name: String,
    pub(in crate::features::registers) facts: Facts,
}

/// What a person enters about a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// 系统名称, unique in its unit.
    pub name: String,
    /// 等保级别; none where it has not been given one.
    pub level: Option<MlpsLevel>,
    /// 备案编号
    pub filing_no: String,
    /// 系统状态
    pub status: SystemStatus,
    /// 重要信息系统
    pub important: bool,
    /// 主管责任人, as written.
    pub accountable: String,
    /// 运营责任人, as written.
    pub operating: String,
    /// 联系电话
    pub phone: String,
    /// 上线时间, a day or a month.
    pub online: Option<PartialDate>,
    /// 网络暴露面, as written.
    pub exposure: String,
    /// 备注
    pub remark: String,
    /// 统建: the unit above that provides it.
    pub provided_by: Option<Provider>,
}

/// The unit that provides a system to those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Which.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
}

impl Facts {
    /// As the audit log keeps them.
    pub fn told(&self) -> Value {
        json!({
            "name": self.name,
            "level": self.level.map(MlpsLevel::number),
            "filing_no": self.filing_no,
            "status": self.status.code(),
            "important": self.important,
            "accountable": self.accountable,
            "operating": self.operating,
            "phone": self.phone,
            "online": self.online.map(|d| d.to_string()),
            "exposure": self.exposure,
            "remark": self.remark,
            "provided_by": self.provided_by.as_ref().map(|p| &p.name),
        })
    }
}

impl System {
    /// Its id.
    pub fn id(&self) -> SystemId {
        self.id
    }
    /// The name of its unit.
    pub fn unit_name(&self) -> &str {
        &self.unit_name
    }
    /// Its state.
    pub fn status(&self) -> SystemStatus {
        self.facts.status
    }
    /// Its level.
    pub fn level(&self) -> Option<MlpsLevel> {
        self.facts.level
    }
    /// What was entered.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }
}

impl InUnit for System {
    fn place(&self) -> &Place {
        &self.place
    }
}

/// An accepted change.
#[derive(Debug)]
pub struct Change {
    pub(in crate::features::registers) what: What,
    pub(in crate::features::registers) event: Event,
}

#[derive(Debug)]
pub(in crate::features::registers) enum What {
    Add { id: SystemId, place: Place, facts: Facts },
    Edit { id: SystemId, facts: Facts },
}

/// Why a register stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Nothing differs.
    Unchanged,
    /// The provider must be a unit above.
    NotAbove,
    /// The profile is confirmed already, or there is none.
    NothingToConfirm,
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Unchanged => w.unit_unchanged(),
            Self::NotAbove => w.system_provider_not_above(),
            Self::NothingToConfirm => w.profile_nothing_to_confirm(),
        }
    }
}

impl Allowed<can::KeepSystems, Place> {
    /// Adds a system to the unit.
    pub fn add_system(self, facts: Facts, at: Moment) -> Change {
        let (id, place) = (SystemId::new(at.now), Place::clone(&self));
        let event = event("system.add", id, &place, json!({ "new": facts.told() }));
        Change { what: What::Add { id, place, facts }, event }
    }
}

impl Allowed<can::KeepSystems, System> {
    /// Changes what is known of it.
    ///
    /// # Errors
    /// When nothing differs.
    pub fn edit(self, facts: Facts) -> Result<Change, Refused> {
        if facts == self.facts {
            return Err(Refused::Unchanged);
        }
        let data = json!({ "old": self.facts.told(), "new": facts.told() });
        let event = event("system.edit", self.id, &self.place, data);
        Ok(Change { what: What::Edit { id: self.id, facts }, event })
    }
}

pub(in crate::features::registers) fn event(
    kind: &'static str,
    id: SystemId,
    place: &Place,
    data: Value,
) -> Event {
    Event { kind, subject: Subject { kind: "system", id: id.0 }, place: place.clone(), data }
}
