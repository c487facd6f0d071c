//! What is entered beside files.
use crate::base::{
    files::{Received, evidence_type},
    form::{Errors, Fault, field},
    text::{Sentence, Words},
};
use chrono::NaiveDate;
use serde::Deserialize;

/// The fields as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawBatch {
    /// 材料日期
    pub taken_on: String,
    /// 说明
    pub note: String,
}

/// Files that were handed in together, each of an allowed type.
#[derive(Debug)]
pub struct Batch {
    pub(super) files: Vec<(Received, &'static str)>,
    pub(super) taken_on: NaiveDate,
    pub(super) note: String,
}

impl Batch {
    /// How many files.
    pub fn len(&self) -> usize {
        self.files.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[derive(Debug)]
enum Bad {
    Type(String),
    Future,
}

impl Sentence for Bad {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Type(name) => w.evidence_bad_type(name),
            Self::Future => w.evidence_future(),
        }
    }
}

impl RawBatch {
    /// Checks names, contents and day of the files. Without files nothing else is asked.
    pub fn parse(&self, files: Vec<Received>, today: NaiveDate) -> Result<Batch, Errors> {
        let mut e = Errors::default();
        let note = e.take("note", field::optional(&self.note, 500));
        let taken_on = match field::date(&self.taken_on) {
            _ if files.is_empty() => Some(today),
            Ok(day) if day > today => e.take("taken_on", Err(Fault::says(Bad::Future))),
            day => e.take("taken_on", day),
        };
        let mut typed = Vec::new();
        for file in files {
            match evidence_type(&file.name, &file.head) {
                Some(kind) => typed.push((file, kind)),
                None => e.add("files", Fault::says(Bad::Type(file.name.clone()))),
            }
        }
        match (note, taken_on, e.is_empty()) {
            (Some(note), Some(taken_on), true) => Ok(Batch { files: typed, taken_on, note }),
            _ => Err(e),
        }
    }

    /// The same where at least one file is the point.
    pub fn parse_some(&self, files: Vec<Received>, today: NaiveDate) -> Result<Batch, Errors> {
        if files.is_empty() { Err(Errors::one("files", Fault::Required)) } else { self.parse(files, today) }
    }
}
