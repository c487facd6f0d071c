//! Everything that a sheet is drawn from: subjects, profile, answers.
mod above;
mod freeze;
mod kept;

pub use kept::{File, Kept};

use super::{
    super::model::{
        Above, Asked, Asking, Column, Given, HostGroup, Occasion, Plan, Profile, Sheet, Subject, Subjects,
        System, SystemStatus,
    },
    Head,
};
use crate::{
    access::Actor,
    base::{db::Moment, error::Result, ids::AnswerId},
    features::checklists::{
        self,
        model::{Edition, GroupKind},
    },
};
use sqlx::PgConnection;
use std::{collections::BTreeSet, sync::Arc};

/// The matter of a sheet.
#[derive(Debug)]
pub struct Board {
    /// The words.
    pub edition: Arc<Edition>,
    /// What is asked for.
    pub asking: Asking,
    /// What the unit does not have.
    pub profile: Profile,
    /// The columns.
    pub subjects: Subjects,
    /// What was answered.
    pub kept: Vec<Kept>,
    /// Systems that were registered since the round's first day, a day more or less: they only propose an event.
    pub new_systems: usize,
    /// Every answer is on it, not those of one layer alone.
    pub whole: bool,
    /// Systems that were registered since and have no column of their own yet.
    pub(super) fresh: bool,
}

impl Board {
    /// Reads it. While the sheet is being filled in, systems are as the register says today; afterwards as they were handed in.
    pub async fn load(db: &mut PgConnection, head: &Head) -> Result<Self> {
        Self::read(db, head, None).await
    }

    /// Reads what is needed for saving a cell: the answers of its layer, where the counters that were kept still hold for the rest.
    pub async fn load_for(db: &mut PgConnection, head: &Head, code: &str) -> Result<Self> {
        Self::read(db, head, Some(code)).await
    }

    async fn read(db: &mut PgConnection, head: &Head, cell: Option<&str>) -> Result<Self> {
        let Head { inspection, round, .. } = head;
        let edition = checklists::edition(&mut *db, round.facts.checklist).await?;
        let live = inspection.course.is_editable();
        let rows = sqlx::query!(
            r#"select s.id as "id!", s.kind as "kind!", coalesce(y.name, s.name) as "name!", s.group_kind, coalesce(y.status, s.status) as status,
                      coalesce(y.important, s.important) as "important!", case when y.id is null then s.provided_by else y.provided_by end as provided_by,
                      s.supplementary as "supplementary!", s.added_at as "added_at!", false as "fresh!",
                      coalesce(y.created_at::date >= $4, false) as "is_new!"
                 from subject s left join system y on $3 and s.kind = 'system' and y.id = s.id where s.inspection_id = $1
               union all
               select y.id, 'system', y.name, null, y.status, y.important, y.provided_by, true, y.created_at, true, y.created_at::date >= $4
                 from system y where $3 and y.unit_id = $2 and y.status <> 'retired'
                  and not exists (select from subject s where s.inspection_id = $1 and s.id = y.id)
               union all
               select i.unit_id, 'flag', f, null, null, false, null, false, i.started_at, false, false
                 from inspection i left join unit_profile p on p.unit_id = i.unit_id and p.confirmed_at is not null
                cross join lateral unnest(case when $3 then p.flags else i.flags end) f where i.id = $1
               order by 9, 3"#,
            inspection.id.0,
            inspection.place.unit.0,
            live,
            round.facts.starts_on
        )
        .fetch_all(&mut *db)
        .await?;
        let (mut subjects, mut flags) = (Subjects::default(), Vec::new());
        let (mut fresh, mut provided, mut new_systems) = (false, false, 0);
        for r in rows {
            fresh |= r.fresh;
            provided |= r.provided_by.is_some();
            new_systems += usize::from(r.is_new);
            let column = || Column { id: r.id.into(), name: r.name.clone() };
            match r.kind.as_str() {
                "system" => subjects.systems.push(System {
                    id: r.id.into(),
                    name: r.name,
                    status: status(r.status.as_deref())?,
                    important: r.important,
                    above: None,
                    added_later: r.supplementary,
                }),
                "zone" => subjects.zones.push(column()),
                "media" => subjects.media.push(column()),
                "hosts" => {
                    let kind: GroupKind =
                        r.group_kind.unwrap_or_default().parse().map_err(anyhow::Error::from)?;
                    subjects.host_groups.push(HostGroup { id: r.id.into(), name: r.name, kind });
                }
                _ => flags.push(r.name.parse().map_err(anyhow::Error::from)?),
            }
        }
        let happened: BTreeSet<Occasion> =
            round.facts.events.iter().chain(inspection.events.iter().flatten()).copied().collect();
        let asking = Asking { every: round.facts.every, happened: Occasion::all_items(&happened) };
        let profile = Profile::new(flags);
        // More or less is asked than was counted, or answers come from above: all are needed, to be counted anew.
        let counted = || {
            let plan = Plan::new(&edition, &asking, &profile, &subjects);
            let cells = plan.cells().filter(|(_, cell)| cell.asked == Asked::Person).count();
            !provided && head.counted.is_some_and(|left| left.cells == cells)
        };
        let layer = cell.filter(|_| counted()).map(|code| edition.item(code).map(|item| item.layer));
        let codes = layer.map(|layer| {
            let items = edition.items().iter().filter(|item| Some(item.layer) == layer);
            items.map(|item| item.code.to_string()).collect()
        });
        let (mut kept, from_above) = kept::answers_of(db, inspection, codes, provided && live).await?;
        match (provided, live) {
            (true, true) => above::put(&edition, &mut subjects, &mut kept, from_above),
            (true, false) => above::handed_in(&edition, &mut subjects, &kept),
            _ => {}
        }
        Ok(Self { edition, asking, profile, subjects, kept, new_systems, whole: layer.is_none(), fresh })
    }

    /// For looking at.
    pub fn sample(
        edition: Arc<Edition>,
        asking: Asking,
        profile: Profile,
        subjects: Subjects,
        kept: Vec<Kept>,
    ) -> Self {
        Self { edition, asking, profile, subjects, kept, new_systems: 0, whole: true, fresh: false }
    }

    /// The rows and cells.
    pub fn plan(&self) -> Plan<'_> {
        Plan::new(&self.edition, &self.asking, &self.profile, &self.subjects)
    }
    /// The rows with their answers.
    pub fn sheet<'p>(&'p self, plan: &'p Plan<'p>) -> Sheet<'p> {
        Sheet::kept(plan, self.kept.iter().map(|k| (k.code.clone(), k.subject, k.result)))
    }
    /// What was kept for a cell.
    pub fn at(&self, code: &str, subject: Subject) -> Option<&Kept> {
        self.kept.iter().find(|k| k.code.as_str() == code && k.subject == subject)
    }

    /// Who answers for a system from above, if anybody does.
    pub fn above(&self, subject: Subject) -> Option<&Above> {
        let Subject::System(id) = subject else { return None };
        self.subjects.systems.iter().find(|y| y.id == id)?.above.as_ref()
    }

    /// The name of a column, empty for the unit itself.
    pub fn subject_name(&self, subject: Subject) -> String {
        let s = &self.subjects;
        let of = |columns: &[Column], id| columns.iter().find(|c| c.id == id).map(|c| c.name.clone());
        let name = match subject {
            Subject::Unit => None,
            Subject::System(id) => s.systems.iter().find(|y| y.id == id).map(|y| y.name.clone()),
            Subject::Zone(id) => of(&s.zones, id),
            Subject::Media(id) => of(&s.media, id),
            Subject::Hosts(id) => s.host_groups.iter().find(|g| g.id == id).map(|g| g.name.clone()),
        };
        name.unwrap_or_default()
    }

    /// Puts the evidence of an answer that was taken over beside the new one.
    pub fn lend(&mut self, to: AnswerId, files: &[File]) {
        if let Some(kept) = self.kept.iter_mut().find(|k| k.id == to) {
            kept.files.extend_from_slice(files);
        }
    }

    /// Puts answers on the board as they will be kept.
    pub fn put(&mut self, given: &[Given], by: &Actor, at: Moment) {
        for g in given {
            let before = self.kept.iter().position(|k| k.id == g.id).map(|n| self.kept.remove(n));
            let (version, mut files) = before.map_or((1, Vec::new()), |k| (k.version + 1, k.files));
            files.retain(|f| f.answer == g.id || Some(f.answer) == g.source.taken_from());
            self.kept.push(Kept {
                id: g.id,
                code: g.code.clone(),
                subject: g.subject,
                result: g.result,
                note: g.note.clone(),
                boxes: g.boxes.clone(),
                on_the_spot: g.on_the_spot,
                source: g.source.clone(),
                by: by.name.clone(),
                at: at.now,
                version,
                files,
            });
        }
    }
}

fn status(key: Option<&str>) -> Result<SystemStatus> {
    Ok(match key {
        Some("in_use") => SystemStatus::InUse,
        Some("suspended") => SystemStatus::Suspended,
        Some("retired") => SystemStatus::Retired,
        other => return Err(anyhow::anyhow!("a system cannot be {other:?}").into()),
    })
}
