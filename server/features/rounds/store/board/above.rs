//! 统建: answers that come from the unit above which provides a system. While the sheet is being filled in they are read where
//! they stand; what was handed in keeps them.
use super::{
    super::super::model::{Above, Inspection, Source, Subject, Subjects},
    Kept,
};
use crate::{
    base::{error::Result, ids::SystemId},
    features::checklists::model::Edition,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Puts providers to the systems and their answers among those that were kept.
pub(super) async fn put(
    db: &mut PgConnection,
    inspection: &Inspection,
    edition: &Edition,
    subjects: &mut Subjects,
    kept: &mut Vec<Kept>,
) -> Result<()> {
    if inspection.course.is_editable() {
        read(db, inspection, edition, subjects, kept).await
    } else {
        handed_in(edition, subjects, kept);
        Ok(())
    }
}

/// As the units above say today.
async fn read(
    db: &mut PgConnection,
    inspection: &Inspection,
    edition: &Edition,
    subjects: &mut Subjects,
    kept: &mut Vec<Kept>,
) -> Result<()> {
    // What an earlier submission kept of them is old.
    kept.retain(|k| !matches!(k.source, Source::Above(_)));
    let rows = sqlx::query!(
        r#"select system_id as "system_id!", unit_name as "unit_name!", whole as "whole!", code as "code?", result as "result?",
                  answered_at as "answered_at?" from answered_above($1)"#,
        inspection.id.0
    )
    .fetch_all(db)
    .await?;
    for r in rows {
        let id: SystemId = r.system_id.into();
        let Some(system) = subjects.systems.iter_mut().find(|y| y.id == id) else { continue };
        let above = system.above.get_or_insert(Above { unit: r.unit_name, whole: r.whole });
        let (unit, whole) = (above.unit.clone(), above.whole);
        let (Some(code), Some(result), Some(at)) = (r.code, r.result, r.answered_at) else { continue };
        let Some(item) = edition.item(&code).filter(|i| i.inheritable && (whole || !i.only_important)) else {
            continue;
        };
        kept.push(Kept {
            id: Uuid::nil().into(),
            code: item.code.clone(),
            subject: Subject::System(id),
            result: result.parse().map_err(anyhow::Error::from)?,
            note: String::new(),
            boxes: Vec::new(),
            on_the_spot: false,
            by: unit.clone(),
            source: Source::Above(unit),
            at,
            version: 0,
        });
    }
    // What the officer answered before somebody above did is no answer of theirs.
    let asked_above = |k: &Kept| {
        let above = subjects
            .systems
            .iter()
            .find(|y| Subject::System(y.id) == k.subject)
            .and_then(|y| y.above.as_ref());
        let item = edition.item(k.code.as_str());
        above.zip(item).is_some_and(|(above, item)| item.inheritable && (above.whole || !item.only_important))
    };
    kept.retain(|k| matches!(k.source, Source::Above(_)) || !asked_above(k));
    Ok(())
}

/// As it was handed in: every cell that came from above is among the answers.
fn handed_in(edition: &Edition, subjects: &mut Subjects, kept: &[Kept]) {
    for system in &mut subjects.systems {
        let subject = Subject::System(system.id);
        let inherited = || {
            kept.iter().filter(|k| k.subject == subject).filter_map(|k| match &k.source {
                Source::Above(unit) => Some((unit, &k.code)),
                _ => None,
            })
        };
        let whole =
            inherited().any(|(_, code)| edition.item(code.as_str()).is_some_and(|i| i.only_important));
        system.above = inherited().next().map(|(unit, _)| Above { unit: unit.clone(), whole });
    }
}
