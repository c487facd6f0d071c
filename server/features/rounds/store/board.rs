//! Everything that a sheet is drawn from: subjects, profile, answers; and the columns that the officer names.
use super::super::model::{
    Asking, Column, Given, HostGroup, Inspection, Plan, Profile, Round, Sheet, Subject, Subjects, System,
    SystemStatus,
};
use crate::{
    access::Actor,
    audit::{self, Event, Tx},
    base::{
        db::Moment,
        error::{Error, Result, broke},
        form::{Errors, Fault},
        ids::{AnswerId, SubjectId},
    },
    features::checklists::{
        self,
        model::{Answer, Code, Edition, GroupKind},
    },
};
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use std::sync::Arc;
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
    /// Whether the portal's records gave it.
    pub records: bool,
    /// Who answered.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// One more with each change.
    pub version: i32,
}

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
    /// Systems that were registered since and have no column of their own yet.
    fresh: bool,
}

impl Board {
    /// Reads it with the answers of the item's layer alone: enough for saving a cell.
    pub async fn load_layer(
        db: &mut PgConnection,
        round: &Round,
        inspection: &Inspection,
        code: &str,
    ) -> Result<Self> {
        let edition = checklists::edition(&mut *db, round.facts.checklist).await?;
        let layer = edition.item(code).map(|item| item.layer);
        let codes =
            edition.items().iter().filter(|i| Some(i.layer) == layer).map(|i| i.code.to_string()).collect();
        Self::read(db, edition, round, inspection, Some(codes)).await
    }

    /// Reads it. While the sheet is being filled in, systems are as the register says today; afterwards as they were handed in.
    pub async fn load(db: &mut PgConnection, round: &Round, inspection: &Inspection) -> Result<Self> {
        let edition = checklists::edition(&mut *db, round.facts.checklist).await?;
        Self::read(db, edition, round, inspection, None).await
    }

    /// `codes` narrows the answers to these items.
    async fn read(
        db: &mut PgConnection,
        edition: Arc<Edition>,
        round: &Round,
        inspection: &Inspection,
        codes: Option<Vec<String>>,
    ) -> Result<Self> {
        let live = inspection.course.is_editable();
        let rows = sqlx::query!(
            r#"select s.id as "id!", s.kind as "kind!", coalesce(y.name, s.name) as "name!", s.group_kind, coalesce(y.status, s.status) as status,
                      coalesce(y.important, s.important) as "important!", case when y.id is null then s.provided_by else y.provided_by end as provided_by,
                      s.supplementary as "supplementary!", s.added_at as "added_at!", false as "fresh!"
                 from subject s left join system y on $3 and s.kind = 'system' and y.id = s.id where s.inspection_id = $1
               union all
               select y.id, 'system', y.name, null, y.status, y.important, y.provided_by, true, y.created_at, true
                 from system y where $3 and y.unit_id = $2 and y.status <> 'retired'
                  and not exists (select from subject s where s.inspection_id = $1 and s.id = y.id)
               union all
               select i.unit_id, 'flag', f, null, null, false, null, false, i.started_at, false
                 from inspection i left join unit_profile p on p.unit_id = i.unit_id and p.confirmed_at is not null
                cross join lateral unnest(case when $3 then p.flags else i.flags end) f where i.id = $1
               order by 9, 3"#,
            inspection.id.0,
            inspection.place.unit.0,
            live
        )
        .fetch_all(&mut *db)
        .await?;
        let (mut subjects, mut flags, mut fresh) = (Subjects::default(), Vec::new(), false);
        for r in rows {
            fresh |= r.fresh;
            let column = || Column { id: r.id.into(), name: r.name.clone() };
            match r.kind.as_str() {
                "system" => subjects.systems.push(System {
                    id: r.id.into(),
                    name: r.name,
                    status: status(r.status.as_deref())?,
                    important: r.important,
                    provided_by: r.provided_by.map(Into::into),
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
        let kept = answers_of(db, inspection, codes).await?;
        Ok(Self {
            edition,
            asking: Asking::period(round.facts.every),
            profile: Profile::new(flags),
            subjects,
            kept,
            fresh,
        })
    }

    /// For looking at.
    pub fn sample(
        edition: Arc<Edition>,
        asking: Asking,
        profile: Profile,
        subjects: Subjects,
        kept: Vec<Kept>,
    ) -> Self {
        Self { edition, asking, profile, subjects, kept, fresh: false }
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

    /// Puts answers on the board as they will be kept.
    pub fn put(&mut self, given: &[Given], by: &Actor, at: Moment) {
        for g in given {
            let version = self.at(g.code.as_str(), g.subject).map_or(1, |k| k.version + 1);
            self.kept.retain(|k| k.id != g.id);
            self.kept.push(Kept {
                id: g.id,
                code: g.code.clone(),
                subject: g.subject,
                result: g.result,
                note: g.note.clone(),
                boxes: g.boxes.clone(),
                on_the_spot: g.on_the_spot,
                records: g.records,
                by: by.name.clone(),
                at: at.now,
                version,
            });
        }
    }

    /// Gives systems that were registered since the round opened a column: 补充.
    pub async fn take_in(&self, tx: &mut Tx, inspection: &Inspection) -> Result<()> {
        if !self.fresh {
            return Ok(());
        }
        sqlx::query!(
            "insert into subject (id, inspection_id, unit_id, path, kind, name, status, important, provided_by, supplementary, added_at)
             select y.id, $1, $2, $3, 'system', y.name, y.status, y.important, y.provided_by, true, $4 from system y
              where y.unit_id = $2 and y.status <> 'retired' on conflict (inspection_id, id) do nothing",
            inspection.id.0,
            inspection.place.unit.0,
            inspection.place.path,
            tx.at().now
        )
        .execute(tx.conn())
        .await?;
        Ok(())
    }

    /// Keeps systems and profile as they are today: what is handed in does not change with the registers.
    pub async fn freeze(&self, tx: &mut Tx, inspection: &Inspection) -> Result<()> {
        self.take_in(tx, inspection).await?;
        sqlx::query!(
            "update subject s set name = y.name, status = y.status, important = y.important, provided_by = y.provided_by
               from system y where s.inspection_id = $1 and s.kind = 'system' and y.id = s.id",
            inspection.id.0
        )
        .execute(tx.conn())
        .await?;
        let flags: Vec<String> = self.profile.flags().map(|f| f.key().to_owned()).collect();
        sqlx::query!("update inspection set flags = $2 where id = $1", inspection.id.0, &flags)
            .execute(tx.conn())
            .await?;
        Ok(())
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

async fn answers_of(
    db: &mut PgConnection,
    inspection: &Inspection,
    codes: Option<Vec<String>>,
) -> Result<Vec<Kept>> {
    let rows = sqlx::query!(
        r#"select a.id, a.code, a.subject_id, s.kind as "kind?", a.result, a.note, a.boxes, a.on_the_spot, a.source, person_name(a.answered_by) as by,
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
            records: r.source == "records",
            by: r.by.unwrap_or_default(),
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

fn column_event(inspection: &Inspection, kind: &'static str, data: serde_json::Value) -> Event {
    let subject = audit::Subject { kind: "inspection", id: inspection.id.0 };
    Event { kind, subject, place: inspection.place.clone(), data }
}

/// Adds a zone, host group or register of media.
///
/// # Errors
/// `Err(Errors)` inside `Ok` when the name is there already.
pub async fn add_column(
    tx: &mut Tx,
    to: &Inspection,
    kind: &str,
    name: &str,
    group: Option<GroupKind>,
) -> Result<Result<(), Errors>> {
    let at = tx.at().now;
    let taken = sqlx::query_scalar!(
        r#"select exists (select from subject where inspection_id = $1 and kind = $2 and name = $3) as "taken!""#,
        to.id.0,
        kind,
        name
    )
    .fetch_one(tx.conn())
    .await?;
    if taken {
        return Ok(Err(Errors::one("name", Fault::Taken)));
    }
    sqlx::query!(
        "insert into subject (id, inspection_id, unit_id, path, kind, name, group_kind, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        SubjectId::new(at).0,
        to.id.0,
        to.place.unit.0,
        to.place.path,
        kind,
        name,
        group.map(GroupKind::key),
        at
    )
    .execute(tx.conn())
    .await?;
    tx.record(column_event(to, "inspection.add-column", json!({ "kind": kind, "name": name })));
    Ok(Ok(()))
}

/// Gives a column another name.
///
/// # Errors
/// `Err(Errors)` inside `Ok` when another column of its kind has the name.
pub async fn rename_column(
    tx: &mut Tx,
    of: &Inspection,
    id: SubjectId,
    name: &str,
) -> Result<Result<(), Errors>> {
    let done = sqlx::query!(
        "update subject set name = $3 where inspection_id = $1 and id = $2 and kind <> 'system'
            and not exists (select from subject s where s.inspection_id = $1 and s.kind = subject.kind and s.name = $3 and s.id <> $2)",
        of.id.0,
        id.0,
        name
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        let known = sqlx::query_scalar!(
            r#"select exists (select from subject where inspection_id = $1 and id = $2 and kind <> 'system') as "known!""#,
            of.id.0,
            id.0
        );
        let known = known.fetch_one(tx.conn()).await?;
        return if known { Ok(Err(Errors::one("name", Fault::Taken))) } else { Err(Error::NotFound) };
    }
    tx.record(column_event(of, "inspection.rename-column", json!({ "column": id, "name": name })));
    Ok(Ok(()))
}

/// Takes a column away while nothing was answered on it; false when something was.
pub async fn remove_column(tx: &mut Tx, of: &Inspection, id: SubjectId) -> Result<bool> {
    tx.mark().await?;
    let done = sqlx::query!(
        "delete from subject where inspection_id = $1 and id = $2 and kind <> 'system'",
        of.id.0,
        id.0
    )
    .execute(tx.conn())
    .await;
    match done {
        Err(e) if broke(&e, "answer_inspection_id_subject_id_fkey") => {
            tx.back().await?;
            Ok(false)
        }
        Err(e) => Err(e.into()),
        Ok(done) if done.rows_affected() == 0 => Err(Error::NotFound),
        Ok(_) => {
            tx.record(column_event(of, "inspection.remove-column", json!({ "column": id })));
            Ok(true)
        }
    }
}
