//! 登记: what a new issue is made of.
use super::{super::deadline::Deadline, Also, Candidate, Change, Issue, Names, State};
use crate::{
    access::{Allowed, Place, can},
    audit,
    base::{
        db::Moment,
        ids::{AnswerId, IssueId, SystemId},
        text::Language,
    },
    features::{
        checklists::model::{Code, Item, Severity},
        messages::model::Kind,
    },
};
use chrono::NaiveDate;
use serde_json::json;

/// Where an issue comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Registered by a person.
    Hand,
    /// 检查结果: one cell of a sheet.
    Answer(AnswerId),
}

/// An item that the issue touches, in the wording of the day on which it was raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRef {
    /// Its code.
    pub code: Code,
    /// The clause of the notice.
    pub clause: String,
    /// Its title in Chinese.
    pub title_zh: String,
    /// Its title in English.
    pub title_en: String,
}

impl From<&Item> for ItemRef {
    fn from(item: &Item) -> Self {
        Self {
            code: item.code.clone(),
            clause: item.clause.key().to_owned(),
            title_zh: item.title(Language::ZhCN).to_owned(),
            title_en: item.title(Language::En).to_owned(),
        }
    }
}

/// What kind of thing a problem was found on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// 单位
    Unit,
    /// 信息系统
    System,
    /// 网络分区
    Zone,
    /// 主机
    Hosts,
    /// 移动存储介质
    Media,
}

impl SubjectKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Unit, Self::System, Self::Zone, Self::Hosts, Self::Media];
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::System => "system",
            Self::Zone => "zone",
            Self::Hosts => "hosts",
            Self::Media => "media",
        }
    }
}

impl std::str::FromStr for SubjectKind {
    type Err = ();
    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|k| k.key() == key).ok_or(())
    }
}

/// 检查对象: what the problem was found on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its kind.
    pub kind: SubjectKind,
    /// Its name on that day.
    pub name: String,
    /// The system in the register, for a system.
    pub system: Option<SystemId>,
}

/// 屡查屡犯: the closed issue that a new one repeats.
#[derive(Debug, Clone, Copy)]
pub struct Earlier {
    /// Which.
    pub id: IssueId,
    /// How often the problem had been found by then.
    pub occurrence: i32,
}

/// Everything that a new issue needs.
#[derive(Debug, Clone)]
pub struct NewIssue {
    /// The unit that is to rectify.
    pub place: Place,
    /// What is wrong, in a line.
    pub title: String,
    /// What is wrong, at length; may be empty.
    pub description: String,
    /// 严重程度
    pub severity: Severity,
    /// 整改责任人, as the store found them.
    pub owner: Candidate,
    /// The main item.
    pub main: ItemRef,
    /// Further items of the same fact.
    pub related: Vec<ItemRef>,
    /// The version of the checklist that the items are of.
    pub checklist: String,
    /// What it was found on, when not the unit as a whole.
    pub subject: Option<Subject>,
    /// The day on which it was found.
    pub found_on: NaiveDate,
    /// The first deadline.
    pub deadline: Deadline,
    /// Until when it is to be protected meanwhile.
    pub interim_due: Option<NaiveDate>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Allowed<can::RaiseIssue, Place> {
    /// Makes the issue. `number` is the next of the year, `earlier` what it repeats.
    pub fn raise(self, new: NewIssue, number: String, earlier: Option<Earlier>, at: Moment) -> Change {
        let id = IssueId::new(at.now);
        let occurrence = earlier.map_or(1, |e| e.occurrence + 1);
        let event = audit::Event {
            kind: self.action(),
            subject: audit::Subject { kind: "issue", id: id.0 },
            place: new.place.clone(),
            data: json!({
                "number": number, "severity": new.severity.key(), "owner": new.owner.name, "due": new.deadline.due(),
                "item": new.main.code.as_str(), "occurrence": earlier.map(|_| occurrence),
            }),
        };
        let issue = Issue {
            id,
            number,
            place: new.place,
            title: new.title,
            description: new.description,
            severity: new.severity,
            state: State::Awaiting,
            owner: new.owner.person,
            raised_by: self.by().person,
            raised_at: at.now,
            opened_at: at.now,
            found_on: new.found_on,
            origin: new.origin,
            main_item: new.main.code.to_string(),
            checklist: new.checklist,
            subject: new.subject,
            first_due: new.deadline.due(),
            first_days: new.deadline.days(),
            deadline: new.deadline,
            interim_due: new.interim_due,
            interim: None,
            first_submitted: None,
            submissions: 0,
            returns: 0,
            submitters: Vec::new(),
            proofs: 0,
            pending: None,
            plan: None,
            extensions: 0,
            repeats: earlier.map(|e| e.id),
            occurrence,
            nudges: 0,
            nudged_on: None,
            supervised: false,
            version: 1,
            names: Names::default(),
        };
        let mut items = vec![new.main];
        for item in new.related {
            if items.iter().all(|known| known.code != item.code) {
                items.push(item);
            }
        }
        let owner = issue.owner;
        Change { issue, also: Also::Raised(items), event, told: None }.tell(Kind::Assigned, &[owner])
    }
}
