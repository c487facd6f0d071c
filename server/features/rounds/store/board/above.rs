//! 统建: answers that come from the unit above which provides a system. While the sheet is being filled in they are read where
//! they stand; what was handed in keeps them.
use super::{
    super::super::model::{Above, Source, Subject, Subjects},
    kept::{Kept, Provided},
};
use crate::features::checklists::model::Edition;

/// As the units above say today: puts providers to the systems and their answers among those that were kept.
pub(super) fn put(edition: &Edition, subjects: &mut Subjects, kept: &mut Vec<Kept>, provided: Vec<Provided>) {
    for Provided { system: id, unit, whole, kept: given } in provided {
        let Some(system) = subjects.systems.iter_mut().find(|y| y.id == id) else { continue };
        let above = system.above.get_or_insert(Above { unit, whole });
        let inherited = |k: &Kept| {
            let item = edition.item(k.code.as_str());
            item.is_some_and(|item| item.inheritable && (above.whole || !item.only_important))
        };
        kept.extend(given.filter(inherited));
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
}

/// As it was handed in: every cell that came from above is among the answers.
pub(super) fn handed_in(edition: &Edition, subjects: &mut Subjects, kept: &[Kept]) {
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
