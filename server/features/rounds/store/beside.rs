//! What stands beside answers: issues, the round before, and who may own a new issue.
use super::{
    super::model::{Inspection, Subject, evidence_still_valid},
    Board, File, Kept,
};
use crate::{
    base::{
        db::Moment,
        error::Result,
        ids::{AnswerId, IssueId},
    },
    features::{
        checklists::model::{Answer, Item},
        issues,
    },
};
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// An issue that an answer raised.
#[derive(Debug, Clone, Deserialize)]
pub struct Raised {
    /// The issue.
    pub id: IssueId,
    /// Its number.
    pub number: String,
    /// What is wrong.
    pub title: String,
    /// Key of the state.
    pub state: String,
    /// Until when it is to be rectified.
    pub due: NaiveDate,
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
    /// Its evidence.
    pub files: Vec<File>,
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
}

/// All of it, for the answers of one sheet.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    raised: Vec<Raised>,
    last: Vec<Last>,
    standing: Vec<Standing>,
    /// Person and name, the unit's officers first.
    pub owners: Vec<(Uuid, String)>,
}

impl Beside {
    /// Reads the issues of the unit, open or raised here, and who may own new ones where an answer is a fault: two statements.
    pub async fn load(
        db: &mut PgConnection,
        inspection: &Inspection,
        board: &Board,
        at: Moment,
    ) -> Result<Self> {
        let ids: Vec<Uuid> = board.kept.iter().map(|k| k.id.0).collect();
        let rows = sqlx::query!(
            r#"select id as "id!", number as "number!", title as "title!", state as "state!", due as "due!", main_item as "main_item!", origin_answer
                 from (select id, number, title, state, due, main_item, origin_answer from issue where origin_answer = any ($1)
                       union
                       select id, number, title, state, due, main_item, origin_answer from issue
                        where unit_id = $2 and state in ('awaiting', 'rectifying', 'reviewing')) n order by due, id"#,
            &ids,
            inspection.place.unit.0
        )
        .fetch_all(&mut *db)
        .await?;
        let mut beside = Self::default();
        for r in rows {
            match r.origin_answer.filter(|a| ids.contains(a)) {
                Some(answer) => beside.raised.push(Raised {
                    id: r.id.into(),
                    number: r.number,
                    title: r.title,
                    state: r.state,
                    due: r.due,
                    answer: answer.into(),
                }),
                None => beside.standing.push(Standing {
                    id: r.id.into(),
                    number: r.number,
                    title: r.title,
                    due: r.due,
                    code: r.main_item,
                }),
            }
        }
        let lacks =
            |k: &Kept| matches!(k.result, Answer::Fail | Answer::Partial) && beside.raised(k.id).is_empty();
        match inspection.course.is_editable() && board.kept.iter().any(lacks) {
            true => beside.with_owners(db, inspection, at).await,
            false => Ok(beside),
        }
    }
    /// With those who may own a new issue.
    pub async fn with_owners(
        mut self,
        db: &mut PgConnection,
        inspection: &Inspection,
        at: Moment,
    ) -> Result<Self> {
        let candidates = issues::candidates(db, inspection.place.unit, at.today).await?;
        self.owners = candidates.iter().map(|c| (c.person().0, c.name().to_owned())).collect();
        Ok(self)
    }
    /// The issues that answers raised which were just written.
    pub fn written(raised: Vec<Raised>) -> Self {
        Self { raised, ..Self::default() }
    }
    /// With last round's answers: one statement for the whole sheet.
    pub async fn with_last(mut self, db: &mut PgConnection, inspection: &Inspection) -> Result<Self> {
        let rows = sqlx::query!(
            r#"select distinct on (a.code, s.kind, case when s.kind = 'system' then s.id::text else s.name end)
                      a.code, s.kind as "kind?", a.subject_id, s.name as "name?", a.result, a.note, a.boxes, coalesce(a.taken_from, a.id) as "answer!",
                      (select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'taken_on', e.taken_on, 'answer', e.subject_id) order by e.id)
                         from evidence e where e.subject_kind = 'answer' and e.subject_id = coalesce(a.taken_from, a.id)) as files
                 from inspection i join answer a on a.inspection_id = i.id
                 left join subject s on s.inspection_id = a.inspection_id and s.id = a.subject_id
                where i.path = $1 and i.round_id < $2 and a.result <> 'open'
                order by a.code, s.kind, case when s.kind = 'system' then s.id::text else s.name end, i.round_id desc"#,
            inspection.place.path,
            inspection.round.0
        )
        .fetch_all(db)
        .await?;
        for r in rows {
            let files = r.files.map(serde_json::from_value).transpose().map_err(anyhow::Error::from)?;
            self.last.push(Last {
                code: r.code,
                kind: r.kind,
                id: r.subject_id,
                name: r.name,
                result: r.result.parse().map_err(anyhow::Error::from)?,
                answer: r.answer.into(),
                note: r.note,
                boxes: r.boxes,
                files: files.unwrap_or_default(),
            });
        }
        Ok(self)
    }
    /// What a cell said last, by its system or by the name of its column.
    pub fn last(&self, code: &str, subject: Subject, name: Option<&str>) -> Option<Answer> {
        self.last_of(code, subject, name).map(|l| l.result)
    }
    /// The evidence of an answer of the round before.
    pub fn files(&self, answer: AnswerId) -> &[File] {
        self.last.iter().find(|l| l.answer == answer).map_or(&[], |l| &l.files)
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
        let newest = last.files.iter().map(|f| f.taken_on).max();
        newest.filter(|on| evidence_still_valid(item, *on, today)).map(|on| (last, on))
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
        self.standing.iter().filter(move |s| s.code == code)
    }
    /// The issues that an answer raised; those voided as false alarms count, somebody looked at them.
    pub fn raised(&self, answer: AnswerId) -> Vec<&Raised> {
        self.raised.iter().filter(|r| r.answer == answer).collect()
    }
}
