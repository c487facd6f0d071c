//! What stands beside answers: the issues that they raised, the evidence about them, and who may own a new issue.
use super::{super::model::Inspection, Board};
use crate::{
    base::{
        db::Moment,
        error::Result,
        ids::{AnswerId, EvidenceId, IssueId},
    },
    features::issues,
};
use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

/// An issue that an answer raised.
#[derive(Debug, Clone)]
pub struct Raised {
    /// The issue.
    pub id: IssueId,
    /// Its number.
    pub number: String,
    /// What is wrong.
    pub title: String,
    /// Key of the severity.
    pub severity: String,
    /// Key of the state.
    pub state: String,
    /// Until when it is to be rectified.
    pub due: NaiveDate,
    /// The answer.
    pub answer: AnswerId,
}

/// A file about an answer.
#[derive(Debug, Clone)]
pub struct File {
    /// The piece of evidence.
    pub id: EvidenceId,
    /// Its name.
    pub name: String,
    /// The day that it shows.
    pub taken_on: NaiveDate,
    /// The answer.
    pub answer: AnswerId,
}

/// All of it, for the answers of one sheet.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    raised: Vec<Raised>,
    files: Vec<File>,
    /// Person and name, the unit's officers first.
    pub owners: Vec<(Uuid, String)>,
}

impl Beside {
    /// Reads it: at most three statements whatever the number of answers.
    pub async fn load(
        db: &mut PgConnection,
        inspection: &Inspection,
        board: &Board,
        at: Moment,
    ) -> Result<Self> {
        let ids: Vec<Uuid> = board.kept.iter().map(|k| k.id.0).collect();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let raised = sqlx::query!(
            r#"select id, number, title, severity, state, due, origin_answer as "answer!" from issue where origin_answer = any ($1) order by id"#,
            &ids
        )
        .fetch_all(&mut *db)
        .await?
        .into_iter()
        .map(|r| Raised { id: r.id.into(), number: r.number, title: r.title, severity: r.severity, state: r.state, due: r.due, answer: r.answer.into() })
        .collect();
        let files = sqlx::query!(
            "select id, name, taken_on, subject_id from evidence where subject_kind = 'answer' and subject_id = any ($1) order by id",
            &ids
        )
        .fetch_all(&mut *db)
        .await?
        .into_iter()
        .map(|r| File { id: r.id.into(), name: r.name, taken_on: r.taken_on, answer: r.subject_id.into() })
        .collect();
        let owners = if inspection.course.is_editable() {
            let candidates = issues::candidates(db, inspection.place.unit, at.today).await?;
            candidates.iter().map(|c| (c.person().0, c.name().to_owned())).collect()
        } else {
            Vec::new()
        };
        Ok(Self { raised, files, owners })
    }
    /// The issues that an answer raised; those voided as false alarms count, somebody looked at them.
    pub fn raised(&self, answer: AnswerId) -> Vec<&Raised> {
        self.raised.iter().filter(|r| r.answer == answer).collect()
    }
    /// The evidence about an answer.
    pub fn files(&self, answer: AnswerId) -> Vec<&File> {
        self.files.iter().filter(|f| f.answer == answer).collect()
    }
}
