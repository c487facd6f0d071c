//! Inspections: one, locked or not; the list; and the writing of a change.
use super::super::model::{
    Also, Change, CorrectionRequest, Course, Inspection, Left, Parties, Returned, Round, SentBack, SignOff,
    Stamp, State, Submission, Tally,
};
use crate::{
    access::{Place, Scope},
    audit::Tx,
    base::{
        error::{Error, Result},
        ids::InspectionId,
    },
    features::checklists::model::Code,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

struct Row {
    id: Uuid,
    round_id: Uuid,
    unit_id: Uuid,
    path: String,
    state: String,
    version: i32,
    late: Option<bool>,
    sent_back_by: Option<Uuid>,
    sent_back_at: Option<DateTime<Utc>>,
    sent_back_reason: Option<String>,
    submissions: i32,
    submitted_by: Option<Uuid>,
    submitted_at: Option<DateTime<Utc>>,
    sign_off: Option<String>,
    signed_by: Option<Uuid>,
    signed_at: Option<DateTime<Utc>>,
    scan_id: Option<Uuid>,
    reviewed_by: Option<Uuid>,
    reviewed_at: Option<DateTime<Utc>>,
    correction_by: Option<Uuid>,
    correction_at: Option<DateTime<Utc>>,
    correction_reason: Option<String>,
    due_on: NaiveDate,
    needs_sign_off: bool,
    open_reasons: Option<serde_json::Value>,
    returned_items: Option<serde_json::Value>,
    events: Option<Vec<String>>,
    parties: Vec<String>,
    unit_name: String,
    closed: bool,
    provides: bool,
    started_at: Option<DateTime<Utc>>,
    cells: i32,
    cells_done: i32,
    pass: i32,
    partial: i32,
    fail: i32,
    na: i32,
    left_open: i32,
    number: String,
    title: String,
    round_unit: Uuid,
    round_path: String,
    checklist_id: Uuid,
    every: String,
    starts_on: NaiveDate,
    round_events: Vec<String>,
    opened_by: Uuid,
    opened_at: DateTime<Utc>,
}

/// The one select list; the tail is the rest of the statement, still checked at compile time.
macro_rules! inspections {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            r#"select i.id, i.round_id, i.unit_id, i.path, i.state, i.version, i.late, i.sent_back_by, i.sent_back_at, i.sent_back_reason,
                      i.submissions, i.submitted_by, i.submitted_at, i.sign_off, i.signed_by, i.signed_at, i.scan_id, i.reviewed_by,
                      i.reviewed_at, i.correction_by, i.correction_at, i.correction_reason, r.due_on, r.needs_sign_off,
                      (select jsonb_object_agg(x.code, x.reason) from item_reason x
                        where x.inspection_id = i.id and x.submission = i.submissions and x.kind = 'open') as open_reasons,
                      (select jsonb_object_agg(x.code, x.reason) from item_reason x
                        where x.inspection_id = i.id and x.submission = i.submissions and x.kind = 'returned') as returned_items,
                      i.events, array[i.party_security, i.party_operations, i.party_support] as "parties!",
                      case when i.state in ('open', 'returned') then u.name else coalesce(i.unit_name, u.name) end as "unit_name!",
                      u.closed_on is not null as "closed!", exists (select from system y where y.provided_by = i.unit_id) as "provides!",
                      i.started_at, i.cells, i.cells_done, i.pass, i.partial, i.fail, i.na, i.left_open,
                      r.number, r.title, r.unit_id as round_unit, r.path as round_path, r.checklist_id, r.every, r.starts_on,
                      r.events as round_events, r.opened_by, r.opened_at
                 from inspection i join round r on r.id = i.round_id join unit u on u.id = i.unit_id "# + $tail,
            $($arg),*
        )
    };
}

impl Row {
    fn reasons(json: Option<serde_json::Value>) -> Result<BTreeMap<Code, String>> {
        Ok(json.map(serde_json::from_value).transpose().map_err(anyhow::Error::from)?.unwrap_or_default())
    }
    fn state(&self) -> Result<State> {
        let torn = || anyhow::anyhow!("inspection {} is torn", self.id);
        let stamp = |by: Option<Uuid>, at: Option<DateTime<Utc>>| {
            by.zip(at).map(|(by, at)| Stamp { by: by.into(), at })
        };
        let submission = || -> Result<Submission> {
            let stamp = stamp(self.submitted_by, self.submitted_at).ok_or_else(torn)?;
            Ok(Submission { stamp, open: Self::reasons(self.open_reasons.clone())? })
        };
        let sign_off = || -> Result<SignOff> {
            let signed = stamp(self.signed_by, self.signed_at);
            match (self.sign_off.as_deref(), signed, self.scan_id) {
                (Some("online"), Some(stamp), None) => Ok(SignOff::Online(stamp)),
                (Some("scan"), Some(stamp), Some(file)) => Ok(SignOff::Scan { stamp, file: file.into() }),
                (Some("off"), None, None) => Ok(SignOff::SwitchedOff),
                _ => Err(torn().into()),
            }
        };
        let reviewed = || stamp(self.reviewed_by, self.reviewed_at).ok_or_else(torn);
        Ok(match self.state.as_str() {
            "open" => State::Open {
                sent_back: stamp(self.sent_back_by, self.sent_back_at)
                    .zip(self.sent_back_reason.clone())
                    .map(|(stamp, reason)| SentBack { stamp, reason }),
            },
            "awaiting_sign_off" => State::AwaitingSignOff { submission: submission()? },
            "awaiting_review" => State::AwaitingReview { submission: submission()?, sign_off: sign_off()? },
            "returned" => State::Returned {
                submission: submission()?,
                sign_off: sign_off()?,
                returned: Returned { stamp: reviewed()?, items: Self::reasons(self.returned_items.clone())? },
            },
            "accepted" => State::Accepted {
                submission: submission()?,
                sign_off: sign_off()?,
                accepted: reviewed()?,
                correction: stamp(self.correction_by, self.correction_at)
                    .zip(self.correction_reason.clone())
                    .map(|(stamp, reason)| CorrectionRequest { stamp, reason }),
            },
            _ => return Err(torn().into()),
        })
    }
}

impl TryFrom<Row> for Inspection {
    type Error = Error;
    fn try_from(r: Row) -> Result<Self> {
        let state = r.state()?;
        let version = r.version.try_into().map_err(anyhow::Error::from)?;
        let events = r.events.map(|keys| super::rounds::occasions(&keys)).transpose()?;
        Ok(Self {
            id: r.id.into(),
            round: r.round_id.into(),
            place: Place { unit: r.unit_id.into(), path: r.path },
            submissions: r.submissions,
            course: Course::kept(version, r.due_on, r.needs_sign_off, r.late, state),
            events,
        })
    }
}

/// An inspection with its round and the unit's name, for its page.
#[derive(Debug, Clone)]
pub struct Head {
    /// The inspection.
    pub inspection: Inspection,
    /// Its round.
    pub round: Round,
    /// The unit's name: today's while the sheet is with it, afterwards that under which it was handed in.
    pub unit_name: String,
    /// Who took part, as handed in last.
    pub parties: Parties,
    /// The unit does not exist any more.
    pub closed: bool,
    /// How the sheet stood when it was written in last; none before that.
    pub counted: Option<Left>,
    /// Units below use systems of this one 统建: what is answered here may count there.
    pub provides: bool,
}

impl Head {
    /// Not waited for any more: its unit was closed before it submitted.
    pub fn excused(&self) -> bool {
        self.closed && self.inspection.course.is_editable()
    }
}

impl TryFrom<Row> for Head {
    type Error = Error;
    fn try_from(r: Row) -> Result<Self> {
        let (n, m) = (|n| usize::try_from(n).unwrap_or_default(), |n| u32::try_from(n).unwrap_or_default());
        let counted = r.started_at.map(|_| Left {
            cells: n(r.cells),
            cells_done: n(r.cells_done),
            tally: Tally {
                pass: m(r.pass),
                partial: m(r.partial),
                fail: m(r.fail),
                na: m(r.na),
                open: m(r.left_open),
            },
        });
        let mut parties = r.parties.clone().into_iter();
        let mut next = || parties.next().unwrap_or_default();
        let parties = Parties { security: next(), operations: next(), support: next() };
        let round = super::rounds::Row {
            id: r.round_id,
            number: r.number.clone(),
            title: r.title.clone(),
            unit_id: r.round_unit,
            path: r.round_path.clone(),
            checklist_id: r.checklist_id,
            every: r.every.clone(),
            starts_on: r.starts_on,
            due_on: r.due_on,
            needs_sign_off: r.needs_sign_off,
            events: r.round_events.clone(),
            opened_by: r.opened_by,
            opened_at: r.opened_at,
        };
        Ok(Self {
            round: round.try_into()?,
            unit_name: r.unit_name.clone(),
            closed: r.closed,
            provides: r.provides,
            inspection: r.try_into()?,
            parties,
            counted,
        })
    }
}

/// One inspection with its surroundings, absent when out of scope.
pub async fn find(db: &mut PgConnection, id: InspectionId) -> Result<Head> {
    inspections!("where i.id = $1", id.0).fetch_optional(db).await?.ok_or(Error::NotFound)?.try_into()
}

/// The same, locked until the transaction ends. It is read after the lock was got, by a statement of its own, so that it
/// shows what whoever held it before has written.
pub async fn lock(tx: &mut Tx, id: InspectionId) -> Result<Head> {
    sqlx::query!("select from inspection where id = $1 for update", id.0).fetch_optional(tx.conn()).await?;
    find(tx.conn(), id).await
}

/// What the list is narrowed to.
#[derive(Debug, Default)]
pub struct ListFilter<'a> {
    /// Part of the unit's name.
    pub text: &'a str,
    /// A state's key, or empty.
    pub state: &'a str,
    /// Only those of the reader's own unit.
    pub own: Option<Uuid>,
    /// The id before which the page begins.
    pub before: Option<Uuid>,
}

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The inspection.
    pub id: InspectionId,
    /// Number of its round.
    pub number: String,
    /// Title of its round.
    pub title: String,
    /// The unit.
    pub unit_name: String,
    /// Key of the state.
    pub state: String,
    /// The unit was closed before it submitted.
    pub excused: bool,
    /// Last day.
    pub due_on: NaiveDate,
    /// Whether it was submitted late.
    pub late: Option<bool>,
    /// Cells asked of a person.
    pub cells: i32,
    /// Those of them that are answered.
    pub cells_done: i32,
    /// Cells that do not conform, or only partly.
    pub faults: i32,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
}

/// Inspections of the subtree, the newest rounds first; one more than a page shows.
pub async fn list(
    db: &mut PgConnection,
    scope: &Scope,
    filter: &ListFilter<'_>,
    size: i64,
) -> Result<Vec<Line>> {
    let lines = sqlx::query_as!(
        Line,
        r#"select i.id, r.number, r.title, u.name as unit_name, i.state,
                  u.closed_on is not null and i.state in ('open', 'returned') as "excused!", r.due_on, i.late, i.cells, i.cells_done,
                  i.partial + i.fail as "faults!", i.submitted_at
             from inspection i join round r on r.id = i.round_id join unit u on u.id = i.unit_id
            where i.path >= $1 and i.path < $2
              and ($3 = '' or i.state = $3 and not (u.closed_on is not null and i.state in ('open', 'returned'))) and ($4::uuid is null or i.unit_id = $4)
              and ($5 = '' or u.name like '%' || $5 || '%')
              and ($6::uuid is null or (r.id, i.id) < (select j.round_id, j.id from inspection j where j.id = $6))
            order by r.id desc, i.id desc limit $7"#,
        scope.from(),
        scope.to(),
        filter.state,
        filter.own,
        filter.text,
        filter.before,
        size + 1
    );
    Ok(lines.fetch_all(db).await?)
}

#[derive(Default)]
struct Facts {
    sent_back: Option<SentBack>,
    submission: Option<Submission>,
    sign_off: Option<SignOff>,
    reviewed: Option<Stamp>,
    correction: Option<CorrectionRequest>,
}

impl From<State> for Facts {
    fn from(state: State) -> Self {
        let none = Self::default();
        match state {
            State::Open { sent_back } => Self { sent_back, ..none },
            State::AwaitingSignOff { submission } => Self { submission: Some(submission), ..none },
            State::AwaitingReview { submission, sign_off } => {
                Self { submission: Some(submission), sign_off: Some(sign_off), ..none }
            }
            State::Returned { submission, sign_off, returned } => Self {
                submission: Some(submission),
                sign_off: Some(sign_off),
                reviewed: Some(returned.stamp),
                ..none
            },
            State::Accepted { submission, sign_off, accepted, correction } => Self {
                submission: Some(submission),
                sign_off: Some(sign_off),
                reviewed: Some(accepted),
                correction,
                ..none
            },
        }
    }
}

/// Writes a change with its event.
pub async fn save(tx: &mut Tx, change: Change) -> Result<()> {
    let Change { inspection, also, event } = change;
    let (key, late) = (inspection.course.state().key(), inspection.course.late());
    let facts = Facts::from(inspection.course.state().clone());
    let (sign_off, signed, scan) = match facts.sign_off {
        None => (None, None, None),
        Some(SignOff::Online(stamp)) => (Some("online"), Some(stamp), None),
        Some(SignOff::Scan { stamp, file }) => (Some("scan"), Some(stamp), Some(file.0)),
        Some(SignOff::SwitchedOff) => (Some("off"), None, None),
    };
    let by = |s: Option<Stamp>| s.map(|s| s.by.0);
    let at = |s: Option<Stamp>| s.map(|s| s.at);
    let submitted = facts.submission.as_ref().map(|s| s.stamp);
    let sent_back = facts.sent_back.as_ref().map(|s| s.stamp);
    let correction = facts.correction.as_ref().map(|c| c.stamp);
    sqlx::query!(
        "update inspection set state = $2, version = $3, late = $4, submissions = $5, sent_back_by = $6, sent_back_at = $7,
                sent_back_reason = $8, submitted_by = $9, submitted_at = $10, sign_off = $11, signed_by = $12, signed_at = $13,
                scan_id = $14, reviewed_by = $15, reviewed_at = $16, correction_by = $17, correction_at = $18,
                correction_reason = $19, revision = revision + 1
          where id = $1",
        inspection.id.0,
        key,
        i32::from(inspection.course.version()),
        late,
        inspection.submissions,
        by(sent_back),
        at(sent_back),
        facts.sent_back.map(|s| s.reason),
        by(submitted),
        at(submitted),
        sign_off,
        by(signed),
        at(signed),
        scan,
        by(facts.reviewed),
        at(facts.reviewed),
        by(correction),
        at(correction),
        facts.correction.map(|c| c.reason)
    )
    .execute(tx.conn())
    .await?;
    match also {
        Also::Nothing => {}
        Also::Submitted(reasons, parties) => {
            write_reasons(tx, &inspection, "open", reasons).await?;
            write_parties(tx, &inspection, parties).await?;
        }
        Also::Happened(events) => {
            let keys: Vec<String> = events.iter().map(|e| e.key().to_owned()).collect();
            sqlx::query!("update inspection set events = $2 where id = $1", inspection.id.0, &keys)
                .execute(tx.conn())
                .await?;
        }
        Also::Returned(items) => write_reasons(tx, &inspection, "returned", items).await?,
        Also::Kept(kept) => {
            let facts = serde_json::json!({
                "submitted": { "by": kept.submission.stamp.by, "at": kept.submission.stamp.at, "open": kept.submission.open },
                "accepted": { "by": kept.accepted.by, "at": kept.accepted.at },
                "asked": { "by": kept.asked.stamp.by, "at": kept.asked.stamp.at, "reason": kept.asked.reason },
            });
            sqlx::query!(
                "insert into inspection_version (inspection_id, version, unit_id, path, facts, answers, granted_by, granted_at)
                 select i.id, $2, i.unit_id, i.path, $3, coalesce((select jsonb_agg(to_jsonb(a) - 'path' - 'unit_id') from answer a
                         where a.inspection_id = i.id), '[]'), $4, $5 from inspection i where i.id = $1",
                inspection.id.0,
                i32::from(kept.version),
                facts,
                kept.granted.by.0,
                kept.granted.at
            )
            .execute(tx.conn())
            .await?;
        }
    }
    tx.record(event);
    Ok(())
}

async fn write_parties(tx: &mut Tx, inspection: &Inspection, parties: Parties) -> Result<()> {
    sqlx::query!(
        "update inspection set party_security = $2, party_operations = $3, party_support = $4 where id = $1",
        inspection.id.0,
        parties.security,
        parties.operations,
        parties.support
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn write_reasons(
    tx: &mut Tx,
    inspection: &Inspection,
    kind: &str,
    reasons: BTreeMap<Code, String>,
) -> Result<()> {
    let (codes, words): (Vec<String>, Vec<String>) = reasons.into_iter().map(|(c, r)| (c.into(), r)).unzip();
    if codes.is_empty() {
        return Ok(());
    }
    let (by, at) = (tx.actor()?.person.0, tx.at().now);
    sqlx::query!(
        "insert into item_reason (inspection_id, unit_id, path, submission, kind, code, reason, by, at)
         select $1, $2, $3, $4, $5, e.code, e.reason, $6, $7 from unnest($8::text[], $9::text[]) as e (code, reason)",
        inspection.id.0,
        inspection.place.unit.0,
        inspection.place.path,
        inspection.submissions,
        kind,
        by,
        at,
        &codes,
        &words
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
