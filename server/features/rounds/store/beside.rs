//! What stands beside answers: the issues that they raised, the evidence about them, and who may own a new issue.
use super::{
    super::model::{Inspection, Subject, evidence_still_valid},
    Board,
};
use crate::{
    base::{
        db::Moment,
        error::Result,
        ids::{AnswerId, EvidenceId, IssueId},
    },
    features::{
        checklists::model::{Answer, Item},
        issues,
    },
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

/// What a cell said in the round before.
#[derive(Debug, Clone)]
pub struct Last {
    code: String,
    kind: Option<String>,
    id: Option<Uuid>,
    name: Option<String>,
    result: Answer,
    /// The answer itself, or the one that it was taken over from.
    pub answer: AnswerId,
    /// A person's words.
    pub note: String,
    /// Keys of the ways that were met.
    pub boxes: Vec<String>,
    /// The day that its newest evidence shows.
    pub evidence_on: Option<NaiveDate>,
}

/// An issue of the unit that is not closed.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The issue.
    pub id: IssueId,
    /// Its number.
    pub number: String,
    /// What is wrong.
    pub title: String,
    /// Until when it is to be rectified.
    pub due: NaiveDate,
    /// The item.
    pub code: String,
    answer: Option<AnswerId>,
}

/// All of it, for the answers of one sheet.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    raised: Vec<Raised>,
    last: Vec<Last>,
    standing: Vec<Standing>,
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
        let taken = board.kept.iter().filter_map(|k| k.source.taken_from());
        let ids: Vec<Uuid> = board.kept.iter().map(|k| k.id).chain(taken).map(|id| id.0).collect();
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
        Ok(Self { raised, files, owners, ..Self::default() })
    }
    /// With last round's answers and the unit's open issues: two statements for the whole sheet.
    pub async fn with_history(mut self, db: &mut PgConnection, inspection: &Inspection) -> Result<Self> {
        let rows = sqlx::query!(
            r#"select distinct on (a.code, s.kind, case when s.kind = 'system' then s.id::text else s.name end)
                      a.code, s.kind as "kind?", a.subject_id, s.name as "name?", a.result, a.note, a.boxes, coalesce(a.taken_from, a.id) as "answer!",
                      (select max(e.taken_on) from evidence e where e.subject_kind = 'answer' and e.subject_id = coalesce(a.taken_from, a.id)) as evidence_on
                 from inspection i join answer a on a.inspection_id = i.id
                 left join subject s on s.inspection_id = a.inspection_id and s.id = a.subject_id
                where i.path = $1 and i.round_id < $2 and a.result <> 'open'
                order by a.code, s.kind, case when s.kind = 'system' then s.id::text else s.name end, i.round_id desc"#,
            inspection.place.path,
            inspection.round.0
        )
        .fetch_all(&mut *db)
        .await?;
        for r in rows {
            let result = r.result.parse().map_err(anyhow::Error::from)?;
            self.last.push(Last {
                code: r.code,
                kind: r.kind,
                id: r.subject_id,
                name: r.name,
                result,
                answer: r.answer.into(),
                note: r.note,
                boxes: r.boxes,
                evidence_on: r.evidence_on,
            });
        }
        let rows = sqlx::query!(
            r#"select id, number, title, due, main_item, origin_answer from issue
                where unit_id = $1 and state in ('awaiting', 'rectifying', 'reviewing') order by due, id"#,
            inspection.place.unit.0
        )
        .fetch_all(db)
        .await?;
        self.standing = rows
            .into_iter()
            .map(|r| Standing {
                id: r.id.into(),
                number: r.number,
                title: r.title,
                due: r.due,
                code: r.main_item,
                answer: r.origin_answer.map(Into::into),
            })
            .collect();
        Ok(self)
    }
    /// What a cell said last, by its system or by the name of its column.
    pub fn last(&self, code: &str, subject: Subject, name: Option<&str>) -> Option<Answer> {
        self.last_of(code, subject, name).map(|l| l.result)
    }
    /// 情况未变，佐证有效: what a cell said last, where it passed on evidence that is still fresh enough, and the day of that.
    pub fn unchanged(
        &self,
        item: &Item,
        subject: Subject,
        name: Option<&str>,
        today: NaiveDate,
    ) -> Option<(&Last, NaiveDate)> {
        let last = self.last_of(item.code.as_str(), subject, name).filter(|l| l.result == Answer::Pass)?;
        last.evidence_on.filter(|on| evidence_still_valid(item, *on, today)).map(|on| (last, on))
    }
    fn last_of(&self, code: &str, subject: Subject, name: Option<&str>) -> Option<&Last> {
        let kind = subject.to_string();
        let kind = kind.split(':').next();
        self.last.iter().find(|l| {
            l.code == code
                && match subject {
                    Subject::Unit => l.kind.is_none(),
                    Subject::System(_) => l.id == subject.column(),
                    _ => l.kind.as_deref() == kind && l.name.as_deref() == name,
                }
        })
    }
    /// The unit's open issues of an item, without those that this sheet raised.
    pub fn standing(&self, code: &str) -> impl Iterator<Item = &Standing> {
        let here = |s: &Standing| s.answer.is_some_and(|a| self.raised.iter().any(|r| r.answer == a));
        self.standing.iter().filter(move |s| s.code == code && !here(s))
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
