//! A piece of evidence, and what it is about.
use crate::{
    access::{InUnit, Place},
    audit,
    base::ids::{AnswerId, EvidenceId, InspectionId, IssueId, PersonId},
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// What a file proves something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// 问题隐患
    Issue(IssueId),
    /// 检查结果
    Answer(AnswerId),
    /// 自查任务: the scan of a signed sheet.
    Inspection(InspectionId),
}

impl On {
    /// As stored.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Issue(_) => "issue",
            Self::Answer(_) => "answer",
            Self::Inspection(_) => "inspection",
        }
    }
    /// The thing's id.
    pub fn id(self) -> Uuid {
        match self {
            Self::Issue(id) => id.0,
            Self::Answer(id) => id.0,
            Self::Inspection(id) => id.0,
        }
    }
    pub(super) fn subject(self) -> audit::Subject {
        audit::Subject { kind: self.kind(), id: self.id() }
    }
}

/// A file that was handed in.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub(super) id: EvidenceId,
    pub(super) place: Place,
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) size: i64,
    pub(super) sha256: String,
    pub(super) taken_on: NaiveDate,
    pub(super) note: String,
    pub(super) uploader: String,
    pub(super) uploaded_at: DateTime<Utc>,
    pub(super) of_answer: bool,
    pub(super) issue_owner: Option<PersonId>,
}

impl Evidence {
    /// Its id.
    pub fn id(&self) -> EvidenceId {
        self.id
    }
    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }
    /// Whether it is a picture.
    pub fn is_picture(&self) -> bool {
        self.media_type.starts_with("image/")
    }
    /// Its size as people read it.
    pub fn size_text(&self) -> String {
        match self.size {
            n if n < 1024 => format!("{n} B"),
            n if n < 1024 * 1024 => format!("{} KB", n / 1024),
            n => format!("{}.{} MB", n / 1_048_576, n % 1_048_576 * 10 / 1_048_576),
        }
    }
    /// The day that it shows, not that of the upload.
    pub fn taken_on(&self) -> NaiveDate {
        self.taken_on
    }
    /// What the uploader says of it.
    pub fn note(&self) -> &str {
        &self.note
    }
    /// Who uploaded it.
    pub fn uploader(&self) -> &str {
        &self.uploader
    }
    /// When it was uploaded.
    pub fn uploaded_at(&self) -> DateTime<Utc> {
        self.uploaded_at
    }
    /// Whether it came with an answer: it shows what was found.
    pub fn is_of_answer(&self) -> bool {
        self.of_answer
    }
    /// For looking at.
    pub fn sample() -> Self {
        Self {
            id: Uuid::nil().into(),
            place: Place { unit: Uuid::nil().into(), path: "1/2/".into() },
            name: "firewall-3306.png".into(),
            media_type: "image/png".into(),
            size: 319_488,
            sha256: String::new(),
            taken_on: NaiveDate::default(),
            note: "10.20.30.1".into(),
            uploader: "李明".into(),
            uploaded_at: DateTime::default(),
            of_answer: false,
            issue_owner: None,
        }
    }
}

impl InUnit for Evidence {
    fn place(&self) -> &Place {
        &self.place
    }
    fn assigned_to(&self, person: PersonId) -> bool {
        self.issue_owner == Some(person)
    }
}
