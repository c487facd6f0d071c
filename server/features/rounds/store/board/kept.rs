//! Answers as they were kept.
use super::super::super::model::{Inspection, Source, Subject};
use crate::{
    base::{error::Result, ids::AnswerId},
    features::checklists::model::{Answer, Code},
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

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
}

/// The answers of an inspection; `codes` narrows them to these items.
pub(super) async fn answers_of(
    db: &mut PgConnection,
    inspection: &Inspection,
    codes: Option<Vec<String>>,
) -> Result<Vec<Kept>> {
    let rows = sqlx::query!(
        r#"select a.id, a.code, a.subject_id, s.kind as "kind?", a.result, a.note, a.boxes, a.on_the_spot, a.source, a.above, a.taken_from, person_name(a.answered_by) as by,
                  a.answered_at, a.version
             from answer a left join subject s on s.inspection_id = a.inspection_id and s.id = a.subject_id
            where a.inspection_id = $1 and ($2::text[] is null or a.code = any ($2)) order by a.id"#,
        inspection.id.0,
        codes as Option<Vec<String>>
    )
    .fetch_all(db)
    .await?;
    let mut kept = Vec::with_capacity(rows.len());
    for r in rows {
        kept.push(Kept {
            id: r.id.into(),
            code: r.code.parse().map_err(anyhow::Error::from)?,
            subject: subject(r.kind.as_deref(), r.subject_id)?,
            result: r.result.parse().map_err(anyhow::Error::from)?,
            note: r.note,
            boxes: r.boxes,
            on_the_spot: r.on_the_spot,
            by: r.above.clone().or(r.by).unwrap_or_default(),
            source: match (r.source.as_str(), r.above, r.taken_from) {
                ("records", ..) => Source::Records,
                (_, Some(unit), _) => Source::Above(unit),
                (_, _, Some(from)) => Source::TakenOver(from.into()),
                _ => Source::Person,
            },
            at: r.answered_at,
            version: r.version,
        });
    }
    Ok(kept)
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
