//! What is entered about rounds, answers and columns.
use super::model::{Facts, Occasion, Parties, State, Subject};
use crate::{
    base::{
        db::Moment,
        form::{Errors, Fault, field},
        ids::{ChecklistId, PersonId, SubjectId, UnitId},
        text::{Sentence, Words},
    },
    features::{
        checklists::model::{Answer, Code, Every, GroupKind, Item, Severity},
        evidence::RawBatch,
    },
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A round to be opened, as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawRound {
    /// 批次名称
    pub title: String,
    /// The unit at the head of the subtree.
    pub unit: String,
    /// 检查标准
    pub checklist: String,
    /// Key of the period.
    pub every: String,
    /// First day.
    pub starts_on: String,
    /// Last day.
    pub due_on: String,
    /// `yes` when leaders sign off.
    pub sign_off: String,
    /// Keys of the events that happened in the period.
    #[serde(rename = "event")]
    pub events: Vec<String>,
}

/// The last day lies before the first.
#[derive(Debug)]
struct DueBeforeStart;

impl Sentence for DueBeforeStart {
    fn say(&self, w: &Words) -> String {
        w.round_due_before_start()
    }
}

impl RawRound {
    /// What is proposed: the reader's unit, today, a month.
    pub fn proposed(unit: UnitId, at: Moment) -> Self {
        let due = at.today.checked_add_days(chrono::Days::new(30)).unwrap_or(at.today);
        Self {
            unit: unit.to_string(),
            every: Every::Quarter.key().to_owned(),
            starts_on: at.today.to_string(),
            due_on: due.to_string(),
            sign_off: "yes".into(),
            ..Self::default()
        }
    }
    /// The facts and the unit, or every fault.
    pub fn parse(&self) -> Result<(Facts, UnitId), Errors> {
        let mut e = Errors::default();
        let title = e.take("title", field::text(&self.title, 60));
        let unit = e.take("unit", field::choice::<UnitId>(&self.unit));
        let checklist = e.take("checklist", field::choice::<ChecklistId>(&self.checklist));
        let every = e.take("every", field::choice::<Every>(&self.every));
        let starts_on = e.take("starts_on", field::date(&self.starts_on));
        let due_on = e.take("due_on", field::date(&self.due_on));
        if let Some((start, due)) = starts_on.zip(due_on)
            && due < start
        {
            e.add("due_on", Fault::says(DueBeforeStart));
        }
        let needs_sign_off = self.sign_off == "yes";
        match (title, unit, checklist, every, starts_on, due_on) {
            (Some(title), Some(unit), Some(checklist), Some(every), Some(starts_on), Some(due_on))
                if e.is_empty() =>
            {
                let events = occasions(&self.events);
                Ok((Facts { title, checklist, every, starts_on, due_on, needs_sign_off, events }, unit))
            }
            _ => Err(e),
        }
    }
}

/// Events of a period as ticked; unknown ones are left out.
pub fn occasions(keys: &[String]) -> BTreeSet<Occasion> {
    keys.iter().filter_map(|key| key.parse().ok()).collect()
}

/// The events of the period in a unit, as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawEvents {
    /// Keys of those that happened.
    #[serde(rename = "event")]
    pub events: Vec<String>,
}

/// The query of a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Part of a unit's name.
    pub q: String,
    /// A state's key, or `not_submitted`, or empty.
    pub state: String,
    /// `yes` for the reader's own unit alone.
    pub own: String,
    /// The key behind which the page begins.
    pub after: String,
}

impl Search {
    /// The states that are wanted; an unknown word wants all.
    pub fn states(&self) -> Vec<String> {
        match self.state.as_str() {
            "not_submitted" => vec!["open".into(), "returned".into()],
            key if State::KEYS.contains(&key) => vec![key.to_owned()],
            _ => Vec::new(),
        }
    }
}

/// An answer, as sent: to one cell, or to the rest of an item, a layer or all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawAnswer {
    /// The item.
    pub code: String,
    /// What it is about.
    pub subject: String,
    /// Key of the answer; `ways` when the ticked ways decide.
    pub answer: String,
    /// A person's words.
    pub note: String,
    /// Keys of the ways that are met.
    #[serde(rename = "way")]
    pub ways: Vec<String>,
    /// `yes` for 当场整改.
    pub spot: String,
    /// The version that the person saw; 0 for an empty cell.
    pub version: String,
    /// `item:NET-02`, `layer:network` or `all`: the cells left open conform.
    pub rest: String,
    /// `yes` for 情况未变，佐证有效: what was answered last is taken over.
    pub unchanged: String,
}

/// An answer to one cell.
#[derive(Debug, Clone)]
pub struct CellAnswer {
    /// The item.
    pub code: Code,
    /// What it is about.
    pub subject: Subject,
    /// What it says; none when the ticked ways decide.
    pub result: Option<Answer>,
    /// A person's words.
    pub note: String,
    /// 当场整改
    pub on_the_spot: bool,
    /// The version that the person saw.
    pub version: i32,
}

impl RawAnswer {
    /// The answer, or what is wrong.
    pub fn parse(&self) -> Result<CellAnswer, Errors> {
        let mut e = Errors::default();
        let code = e.take("code", field::choice::<Code>(&self.code));
        let subject = e.take("subject", self.subject.parse::<Subject>().map_err(|()| Fault::NotAChoice));
        let result = match self.answer.as_str() {
            "ways" => Some(None),
            // No radio is chosen: a note alone was saved.
            "" => Some(Some(Answer::Open)),
            key => e.take("answer", field::choice::<Answer>(key)).map(Some),
        };
        let note = e.take("note", field::optional(&self.note, 1000));
        match (code, subject, result, note) {
            (Some(code), Some(subject), Some(result), Some(note)) => Ok(CellAnswer {
                code,
                subject,
                result,
                note,
                on_the_spot: self.spot == "yes" && result == Some(Answer::Partial),
                version: self.version.parse().unwrap_or_default(),
            }),
            _ => Err(e),
        }
    }
}

/// A change of the columns, as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawColumn {
    /// `add`, `rename` or `remove`.
    #[serde(rename = "do")]
    pub act: String,
    /// `zone`, `hosts` or `media`, when adding.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The kind of a host group.
    pub group: String,
    /// The column, when not adding.
    pub id: String,
}

/// What is to be done with a column.
#[derive(Debug)]
pub enum ColumnAct {
    /// A new one.
    Add(&'static str, String, Option<GroupKind>),
    /// Another name.
    Rename(SubjectId, String),
    /// Away with it.
    Remove(SubjectId),
}

impl RawColumn {
    /// The act, or what is wrong.
    pub fn parse(&self) -> Result<ColumnAct, Errors> {
        let mut e = Errors::default();
        let name = || field::text(&self.name, 60);
        match self.act.as_str() {
            "remove" => field::choice(&self.id).map(ColumnAct::Remove).map_err(|f| Errors::one("id", f)),
            "rename" => match (e.take("id", field::choice(&self.id)), e.take("name", name())) {
                (Some(id), Some(name)) => Ok(ColumnAct::Rename(id, name)),
                _ => Err(e),
            },
            _ => {
                let kind = match self.kind.as_str() {
                    "zone" => "zone",
                    "hosts" => "hosts",
                    "media" => "media",
                    _ => return Err(Errors::one("kind", Fault::NotAChoice)),
                };
                let group = if kind == "hosts" {
                    e.take("group", field::choice::<GroupKind>(&self.group)).map(Some)
                } else {
                    Some(None)
                };
                match (e.take("name", name()), group) {
                    (Some(name), Some(group)) => Ok(ColumnAct::Add(kind, name, group)),
                    _ => Err(e),
                }
            }
        }
    }
}

/// A form with a reason alone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Reason {
    /// Why.
    pub reason: String,
}

impl Reason {
    /// At most 500 characters; whether there must be any is the verb's matter.
    pub fn text(&self) -> String {
        self.reason.trim().chars().take(500).collect()
    }
}

/// Reasons by item, from fields named `reason-NET-02`; empty ones are left out.
pub fn reasons(fields: &[(String, String)]) -> BTreeMap<Code, String> {
    let reason = |(name, text): &(String, String)| {
        let code = name.strip_prefix("reason-")?.parse::<Code>().ok()?;
        let text: String = text.trim().chars().take(500).collect();
        (!text.is_empty()).then_some((code, text))
    };
    fields.iter().filter_map(reason).collect()
}

/// The first field of a name, at most 500 characters.
fn said(fields: &[(String, String)], name: &str) -> String {
    let field = fields.iter().find(|(n, _)| n == name);
    field.map(|(_, text)| text.trim().chars().take(500).collect()).unwrap_or_default()
}

/// What is sent with a sheet that is handed in.
#[derive(Debug, Clone, Default)]
pub struct Handing {
    /// Reasons of single items.
    pub own: BTreeMap<Code, String>,
    /// The reason of all other open items.
    pub common: String,
    /// Who took part.
    pub parties: Parties,
}

impl Handing {
    /// From fields named `reason-NET-02`, `common` and `party-…`.
    pub fn of(fields: &[(String, String)]) -> Self {
        let parties = Parties {
            security: said(fields, "party-security"),
            operations: said(fields, "party-operations"),
            support: said(fields, "party-support"),
        };
        Self { own: reasons(fields), common: said(fields, "common"), parties }
    }
    /// The reason of each open item: its own, else the common one.
    pub fn reasons(&self, open: &BTreeSet<Code>) -> BTreeMap<Code, String> {
        let of = |code: &Code| (code.clone(), self.own.get(code).unwrap_or(&self.common).clone());
        open.iter().map(of).collect()
    }
}

/// A cell that something is sent for.
fn cell(code: &str, subject: &str) -> Result<(Code, Subject), Errors> {
    let mut e = Errors::default();
    let code = e.take("code", field::choice::<Code>(code));
    let subject = e.take("subject", subject.parse::<Subject>().map_err(|()| Fault::NotAChoice));
    code.zip(subject).ok_or(e)
}

/// An issue raised in place, as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawRaise {
    /// The item.
    pub code: String,
    /// What it is about.
    pub subject: String,
    /// 问题
    pub title: String,
    /// 情况说明
    pub description: String,
    /// 整改责任人
    pub owner: String,
    /// 严重程度
    pub severity: String,
    /// 整改期限 in working days.
    pub days: String,
    /// 临时处置期限 in working days.
    pub interim: String,
    /// The day that the photos show.
    pub taken_on: String,
    /// Codes of items about the same fact.
    pub related: Vec<String>,
}

/// What a person says of a new issue.
#[derive(Debug)]
pub struct Raise {
    /// 问题
    pub title: String,
    /// 情况说明
    pub description: String,
    /// 整改责任人
    pub owner: Option<PersonId>,
    /// 严重程度
    pub severity: Severity,
    /// Working days; none for those of the item.
    pub days: Option<u16>,
    /// Working days until it is protected meanwhile, where the item wants that.
    pub interim: Option<u16>,
    /// Items about the same fact.
    pub related: Vec<Code>,
}

impl RawRaise {
    /// The cell.
    pub fn cell(&self) -> Result<(Code, Subject), Errors> {
        cell(&self.code, &self.subject)
    }
    /// The files' own facts.
    pub fn batch(&self) -> RawBatch {
        RawBatch { taken_on: self.taken_on.clone(), note: String::new() }
    }
    /// What is said, or every fault; only items related to this one count.
    pub fn parse(&self, item: &Item) -> Result<Raise, Errors> {
        let mut e = Errors::default();
        let title = e.take("title", field::text(&self.title, 100));
        let description = e.take("description", field::optional(&self.description, 4000));
        let owner = e.take("owner", field::optional_choice(&self.owner));
        let severity = e.take("severity", field::optional_choice(&self.severity));
        let days = match self.days.trim() {
            "" => Some(None),
            raw => e.take("days", field::number(raw, 1, 365)).map(|n| u16::try_from(n).ok()),
        };
        let most = days.flatten().unwrap_or(item.rectify_days);
        let interim = match (item.interim_days, self.interim.trim()) {
            (None, _) => Some(None),
            (Some(own), "") => Some(Some(own)),
            // Protected meanwhile: not later than rectified.
            (Some(_), raw) => {
                e.take("interim", field::number(raw, 1, most.into())).map(|n| u16::try_from(n).ok())
            }
        };
        let related =
            item.related.iter().filter(|c| self.related.iter().any(|r| r == c.as_str())).cloned().collect();
        match (title, description, owner, severity, days, interim) {
            (Some(title), Some(description), Some(owner), Some(severity), Some(days), Some(interim)) => {
                let severity = severity.unwrap_or(item.severity);
                Ok(Raise { title, description, owner, severity, days, interim, related })
            }
            _ => Err(e),
        }
    }
}

/// Evidence about a cell, as sent beside the files.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawProof {
    /// The item.
    pub code: String,
    /// What it is about.
    pub subject: String,
    /// 材料日期
    pub taken_on: String,
    /// 说明
    pub note: String,
}

impl RawProof {
    /// The cell.
    pub fn cell(&self) -> Result<(Code, Subject), Errors> {
        cell(&self.code, &self.subject)
    }
    /// The files' own facts.
    pub fn batch(&self) -> RawBatch {
        RawBatch { taken_on: self.taken_on.clone(), note: self.note.clone() }
    }
}
