//! Answers as they were kept.
use super::super::super::model::{Inspection, Source, Subject};
use crate::{
    base::{
        error::Result,
        ids::{AnswerId, EvidenceId, SystemId},
    },
    features::checklists::model::{Answer, Code},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// A file about an answer.
#[derive(Debug, Clone, Deserialize)]
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

/// An answer as it was kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its id.
    pub id: AnswerId,
    /// The item.
    pub code: Code,
    /// What it is about.
    pub subject: Subject,
    /// What it says.
    pub result: Answer,
    /// A person's words.
    pub note: String,
    /// Keys of the ways that are met.
    pub boxes: Vec<String>,
    /// 当场整改
    pub on_the_spot: bool,
    /// Who gave it.
    pub source: Source,
    /// Name of the person who answered, or of the unit above.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// One more with each change.
    pub version: i32,
    /// The evidence about it, and about the answer that was taken over.
    pub files: Vec<File>,
}

/// A system that a unit above provides, with one of the answers given there if there is any.
#[derive(Debug)]
pub(super) struct Provided {
    /// The system in the register of the unit that uses it.
    pub(super) system: SystemId,
    /// The unit above.
    pub(super) unit: String,
    /// It answers what is asked of important systems too.
    pub(super) whole: bool,
    /// What it says.
    pub(super) kept: Option<Kept>,
}

/// The answers of an inspection; `codes` narrows them to these items. `above`: with what the units above say today, in place of
/// what an earlier submission kept of it.
pub(super) async fn answers_of(
    db: &mut PgConnection,
    inspection: &Inspection,
    codes: Option<Vec<String>>,
    above: bool,
) -> Result<(Vec<Kept>, Vec<Provided>)> {
    let rows = sqlx::query!(
        r#"select a.id, a.code, a.subject_id, s.kind as "kind?", a.result, a.note as "note!", a.boxes as "boxes!", a.on_the_spot as "on_the_spot!",
                  a.source as "source!", a.above, a.taken_from, person_name(a.answered_by) as by, a.answered_at, a.version as "version!",
                  (select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'taken_on', e.taken_on, 'answer', e.subject_id) order by e.subject_id <> a.id, e.id)
                     from evidence e where e.subject_kind = 'answer' and e.subject_id in (a.id, a.taken_from)) as files, null::boolean as whole
             from answer a left join subject s on s.inspection_id = a.inspection_id and s.id = a.subject_id
            where a.inspection_id = $1 and ($2::text[] is null or a.code = any ($2)) and not ($3 and a.source = 'above')
           union all
           select null, v.code, v.system_id, 'system', v.result, '', '{}', false, 'above', v.unit_name, null, v.unit_name, v.answered_at, 0, null, v.whole
             from answered_above($1) v where $3
            order by 1"#,
        inspection.id.0,
        codes as Option<Vec<String>>,
        above
    )
    .fetch_all(db)
    .await?;
    let (mut kept, mut provided) = (Vec::with_capacity(rows.len()), Vec::new());
    for r in rows {
        let given = match (r.code, r.result, r.answered_at) {
            (Some(code), Some(result), Some(at)) => Some(Kept {
                id: r.id.unwrap_or_default().into(),
                code: code.parse().map_err(anyhow::Error::from)?,
                subject: subject(r.kind.as_deref(), r.subject_id)?,
                result: result.parse().map_err(anyhow::Error::from)?,
                note: r.note,
                boxes: r.boxes,
                on_the_spot: r.on_the_spot,
                by: r.above.clone().or(r.by).unwrap_or_default(),
                source: match (r.source.as_str(), r.above.clone(), r.taken_from) {
                    ("records", ..) => Source::Records,
                    (_, Some(unit), _) => Source::Above(unit),
                    (_, _, Some(from)) => Source::TakenOver(from.into()),
                    _ => Source::Person,
                },
                at,
                version: r.version,
                files: r
                    .files
                    .map(serde_json::from_value)
                    .transpose()
                    .map_err(anyhow::Error::from)?
                    .unwrap_or_default(),
            }),
            _ => None,
        };
        match (r.whole, r.subject_id, r.above) {
            (Some(whole), Some(system), Some(unit)) => {
                provided.push(Provided { system: system.into(), unit, whole, kept: given });
            }
            _ => kept.extend(given),
        }
    }
    Ok((kept, provided))
}

fn subject(kind: Option<&str>, id: Option<Uuid>) -> Result<Subject> {
    Ok(match (kind, id) {
        (None, None) => Subject::Unit,
        (Some("system"), Some(id)) => Subject::System(id.into()),
        (Some("zone"), Some(id)) => Subject::Zone(id.into()),
        (Some("hosts"), Some(id)) => Subject::Hosts(id.into()),
        (Some("media"), Some(id)) => Subject::Media(id.into()),
        torn => return Err(anyhow::anyhow!("an answer on {torn:?}").into()),
    })
}
