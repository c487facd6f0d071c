//! An issue raised below an answer, and evidence about one.
use super::super::model::Subject;
use crate::{
    base::{
        form::{Errors, Fault, field},
        ids::PersonId,
    },
    features::{
        checklists::model::{Code, Item, Severity},
        evidence::RawBatch,
    },
};
use serde::Deserialize;

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
