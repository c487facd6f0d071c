//! A row of a sheet and its cells: who answers each, or why nobody is asked.

use super::super::subjects::{Column, HostGroup, Profile, Subject, Subjects, System, SystemStatus};
use crate::base::ids::SubjectId;
use crate::features::checklists::model::{AnsweredOn, Item, Kind, NaFlag};

/// One item on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// What is asked.
    pub item: &'a Item,
    /// It is due because of an event alone: its own period is longer than the round's.
    pub on_event: bool,
    /// A cell per subject; a single one for the unit where the profile makes the item n/a.
    pub cells: Vec<Cell<'a>>,
}

/// One item asked of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// What it is about.
    pub subject: Subject,
    /// The subject's name; none for the unit itself.
    pub name: Option<&'a str>,
    /// Who answers, if anybody must.
    pub asked: Asked,
    /// 补充: the subject was registered while the round was running.
    pub supplementary: bool,
}

/// Who answers a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The inspecting person.
    Person,
    /// The portal's own records propose the answer; a person confirms all such rows in one block.
    Portal,
    /// The unit above that provides the system: its answer is inherited.
    Above,
    /// Nobody: n/a without asking.
    Nobody(Why),
}

/// Why a cell is n/a without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The unit's profile says that it has no such thing.
    Profile(NaFlag),
    /// The item asks about important systems only.
    NotImportant,
    /// The item asks about hosts of another kind.
    OtherHosts,
    /// The system is retired: excused.
    Retired,
}

impl<'a> Row<'a> {
    pub(super) fn new(item: &'a Item, on_event: bool, profile: &Profile, subjects: &'a Subjects) -> Self {
        if let Some(flag) = profile.excuses(item) {
            return Self { item, on_event, cells: vec![Cell::of_unit(Asked::Nobody(Why::Profile(flag)))] };
        }
        let cells = match item.answered_on {
            AnsweredOn::Unit if item.kind == Kind::Computed => vec![Cell::of_unit(Asked::Portal)],
            AnsweredOn::Unit => vec![Cell::of_unit(Asked::Person)],
            AnsweredOn::Zone => {
                subjects.zones.iter().map(|zone| Cell::of_column(item, zone, Subject::Zone)).collect()
            }
            AnsweredOn::Media => {
                subjects.media.iter().map(|media| Cell::of_column(item, media, Subject::Media)).collect()
            }
            AnsweredOn::System => {
                subjects.systems.iter().map(|system| Cell::of_system(item, system)).collect()
            }
            AnsweredOn::Hosts => {
                subjects.host_groups.iter().map(|group| Cell::of_hosts(item, group)).collect()
            }
        };
        Self { item, on_event, cells }
    }

    /// Whether a person has something to answer in it.
    pub fn asks_a_person(&self) -> bool {
        self.cells.iter().any(|cell| cell.asked == Asked::Person)
    }
}

impl<'a> Cell<'a> {
    fn of_unit(asked: Asked) -> Self {
        Self { subject: Subject::Unit, name: None, asked, supplementary: false }
    }

    fn of_column(item: &Item, column: &'a Column, subject: fn(SubjectId) -> Subject) -> Self {
        Self {
            subject: subject(column.id),
            name: Some(&column.name),
            asked: Asked::by(item),
            supplementary: false,
        }
    }

    fn of_hosts(item: &Item, group: &'a HostGroup) -> Self {
        let concerned = item.host_kinds.is_empty() || item.host_kinds.contains(&group.kind.host_kind());
        let asked = if concerned { Asked::by(item) } else { Asked::Nobody(Why::OtherHosts) };
        Self { subject: Subject::Hosts(group.id), name: Some(&group.name), asked, supplementary: false }
    }

    fn of_system(item: &Item, system: &'a System) -> Self {
        let asked = match &system.above {
            _ if system.status == SystemStatus::Retired => Asked::Nobody(Why::Retired),
            _ if item.only_important && !system.important => Asked::Nobody(Why::NotImportant),
            Some(above) if item.inheritable && (above.whole || !item.only_important) => Asked::Above,
            _ => Asked::by(item),
        };
        Self {
            subject: Subject::System(system.id),
            name: Some(&system.name),
            asked,
            supplementary: system.added_later,
        }
    }
}

impl Asked {
    fn by(item: &Item) -> Self {
        match item.kind {
            Kind::Computed => Self::Portal,
            Kind::Asked | Kind::Readiness => Self::Person,
        }
    }
}
