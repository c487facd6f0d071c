//! What a unit has that can be inspected, and what its profile says it has not.

use crate::{
    base::ids::{SubjectId, SystemId},
    features::checklists::model::{GroupKind, Item, NaFlag},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// 单位画像: the facts that make items n/a once, confirmed by the unit above.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Profile(BTreeSet<NaFlag>);

impl Profile {
    /// The profile of these facts.
    pub fn new(flags: impl IntoIterator<Item = NaFlag>) -> Self {
        Self(flags.into_iter().collect())
    }

    /// All that it says.
    pub fn flags(&self) -> impl Iterator<Item = NaFlag> {
        self.0.iter().copied()
    }

    /// Whether the profile says so.
    pub fn says(&self, flag: NaFlag) -> bool {
        self.0.contains(&flag)
    }

    /// The fact that makes this item n/a, if one does.
    pub fn excuses(&self, item: &Item) -> Option<NaFlag> {
        item.na_when.iter().copied().find(|flag| self.says(*flag))
    }
}

/// Whether a system runs. A suspended one counts as a subject: the notice names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemStatus {
    /// 在用
    InUse,
    /// 停用未下线
    Suspended,
    /// 已下线
    Retired,
}

/// 信息系统, as a round sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// Its id in the register.
    pub id: SystemId,
    /// The name at the head of its column.
    pub name: String,
    /// Whether it runs.
    pub status: SystemStatus,
    /// Whether it is marked important.
    pub important: bool,
    /// 统建: who provides it and answers for it in the same round, if anybody does.
    pub above: Option<Above>,
    /// 补充: registered while the round was running.
    pub added_later: bool,
}

/// 统建: the unit above that answers for a system. It is known by the system of the same name in its own register, and asked in
/// the same round; where there is none, nobody above looks at the system and the officer answers herself. Items that can be
/// inherited are asked of systems alone, so no row of the unit itself stands in for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Above {
    /// Its name.
    pub unit: String,
    /// Whether it answers what is asked of important systems too: the system is important there as well.
    pub whole: bool,
}

/// A named column: a network zone, or a register of removable media.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its id in the register.
    pub id: SubjectId,
    /// The name at the head of its column.
    pub name: String,
}

/// A group of hosts that is answered on together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostGroup {
    /// Its id in the register.
    pub id: SubjectId,
    /// The name at the head of its column.
    pub name: String,
    /// What kind of hosts it holds.
    pub kind: GroupKind,
}

/// Everything of a unit that a sheet may have a column for, each in its own order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subjects {
    /// Information systems, retired ones of the period included.
    pub systems: Vec<System>,
    /// Network zones.
    pub zones: Vec<Column>,
    /// Host groups.
    pub host_groups: Vec<HostGroup>,
    /// Registers of removable media.
    pub media: Vec<Column>,
}

/// What a cell is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// the unit itself
    Unit,
    /// a network zone
    Zone(SubjectId),
    /// an information system
    System(SystemId),
    /// a host group
    Hosts(SubjectId),
    /// a register of removable media
    Media(SubjectId),
}
