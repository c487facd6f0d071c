//! 合并单位: one unit goes into another, which carries on what is alive. Pure: what goes along is counted by the store.
use super::model::{Refused, Unit};
use crate::{
    access::{Allowed, InUnit, Place, can},
    base::text::Words,
};
use chrono::NaiveDate;

/// What a merger takes along and what stands in its way: numbers, because an administrator sees no more of it.
#[derive(Debug, Clone, Default)]
pub struct Toll(pub(super) Vec<(String, i64)>);

impl Toll {
    fn of(&self, what: &str) -> i64 {
        self.0.iter().find(|(w, _)| w == what).map_or(0, |(_, n)| *n)
    }

    /// What has to be settled first.
    pub fn obstacles(&self) -> Vec<Refused> {
        let each = [
            (self.of("apart"), Refused::MergedApart as fn(i64) -> Refused),
            (self.of("staff_numbers"), Refused::StaffNumbers),
        ];
        each.into_iter().filter(|(n, _)| *n > 0).map(|(n, why)| why(n)).collect()
    }

    /// What goes along: words and number.
    pub fn goes(&self, w: &Words) -> Vec<(String, i64)> {
        vec![
            (w.unit_merge_people(), self.of("people")),
            (w.unit_merge_posts(), self.of("posts")),
            (w.unit_merge_systems(), self.of("systems")),
            (w.unit_merge_issues(), self.of("issues")),
            (w.unit_merge_inspections(), self.of("inspections")),
            (w.unit_merge_units(), self.of("units")),
        ]
    }

    /// What the administrator has to know beside, a sentence each.
    pub fn notes(&self, w: &Words) -> Vec<String> {
        let (double, same) = (self.of("double_posts"), self.of("same_systems"));
        let (excused, reviewed) = (self.of("excused"), self.of("reviewed"));
        let each = [
            (double, w.unit_merge_double_posts(double)),
            (same, w.unit_merge_same_systems(same)),
            (excused, w.unit_merge_excused(excused)),
            (reviewed, w.unit_merge_reviewed(reviewed)),
        ];
        let mut notes: Vec<String> = each.into_iter().filter(|(n, _)| *n > 0).map(|(_, note)| note).collect();
        if self.of("profile") > 0 {
            notes.push(w.unit_merge_profile());
        }
        notes
    }
}

/// An accepted merger.
#[derive(Debug)]
pub struct Merger {
    pub(super) gone: (Place, String),
    pub(super) stays: (Place, String),
    pub(super) on: NaiveDate,
}

impl Allowed<can::KeepUnits, Unit> {
    /// Merges it into another, and closes it.
    ///
    /// # Errors
    /// When it is the root, one of the two is closed, the other lies below it, or something stands in the way.
    pub fn merge_into(
        self,
        into: &Allowed<can::KeepUnits, Unit>,
        toll: &Toll,
        on: NaiveDate,
    ) -> Result<Merger, Refused> {
        may_merge(&self, into)?;
        match toll.obstacles().into_iter().next() {
            Some(why) => Err(why),
            None => Ok(Merger {
                gone: (self.place().clone(), self.facts().name.clone()),
                stays: (into.place().clone(), into.facts().name.clone()),
                on,
            }),
        }
    }
}

/// Whether the two fit at all, whatever is in them.
///
/// # Errors
/// As [`Allowed::merge_into`].
pub fn may_merge(gone: &Unit, into: &Unit) -> Result<(), Refused> {
    if gone.parent().is_none() {
        Err(Refused::Root)
    } else if gone.closed().is_some() || into.closed().is_some() {
        Err(Refused::Closed)
    } else if into.place().path.starts_with(&gone.place().path) {
        Err(Refused::IntoItself)
    } else {
        Ok(())
    }
}
