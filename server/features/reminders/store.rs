//! Every SQL statement about reminders. The worker reads for the whole tree; pages within their scope.
use super::model::{About, Case, Step, Whom, standing};
use crate::{
    access::{Place, Role},
    audit::Tx,
    base::{
        calendar::{Zone, today},
        error::Result,
        ids::{IssueId, PersonId, UnitId},
    },
    features::{checklists::model::Severity, issues::Rules, messages::model::Line},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A unit that reminders are sent for, with the one above it.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The unit.
    pub place: Place,
    /// The one above; none for the root.
    pub above: Option<UnitId>,
}

/// The unit above one; none for the root.
pub async fn above(db: &mut PgConnection, unit: UnitId) -> Result<Option<UnitId>> {
    let above =
        sqlx::query_scalar!("select parent_id from unit where id = $1", unit.0).fetch_optional(db).await?;
    Ok(above.flatten().map(UnitId))
}

/// Units that were not seen to on this day, the lowest of the tree first, so that what goes to a unit above is there when its turn
/// comes; those behind a path.
pub async fn waiting(tx: &mut Tx, today: NaiveDate, before: Option<&str>, limit: i64) -> Result<Vec<Unit>> {
    let rows = sqlx::query!(
        "select u.id, u.path, u.parent_id from unit u left join reminder_day d on d.unit_id = u.id
          where u.closed_on is null and d.day is distinct from $1 and ($2::text is null or u.path < $2)
          order by u.path desc limit $3",
        today,
        before,
        limit
    );
    let rows = rows.fetch_all(tx.conn()).await?;
    let unit = |id: Uuid, path, above: Option<Uuid>| Unit {
        place: Place { unit: id.into(), path },
        above: above.map(UnitId),
    };
    Ok(rows.into_iter().map(|r| unit(r.id, r.path, r.parent_id)).collect())
}

/// Takes a unit for this day; false when another worker has.
pub async fn take(tx: &mut Tx, unit: &Unit, today: NaiveDate) -> Result<bool> {
    let done = sqlx::query!(
        "insert into reminder_day (unit_id, path, day) values ($1, $2, $3)
         on conflict (unit_id) do update set day = excluded.day where reminder_day.day is distinct from excluded.day",
        unit.place.unit.0,
        unit.place.path,
        today
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() > 0)
}

/// An issue with a date that comes nearer or has passed.
#[derive(Debug, Clone)]
pub struct Dated {
    /// The issue.
    pub id: IssueId,
    /// 编号
    pub number: String,
    /// Title of the item in Chinese and English.
    pub item: (String, String),
    /// Its own title; for pages within the portal alone.
    pub title: String,
    /// 整改责任人
    pub owner: PersonId,
    /// Their name.
    pub owner_name: String,
    /// Everybody who ever submitted it.
    pub submitters: Vec<PersonId>,
    /// 整改期限
    pub deadline: NaiveDate,
    /// The date.
    pub case: Case,
    /// Who nudged, where the date is that of a nudge: nobody is told of what they did themselves.
    pub nudged_by: Option<PersonId>,
    /// The highest rung that was sent about it.
    pub sent: Option<i32>,
}

impl Dated {
    /// The date that people go by.
    pub fn due(&self) -> NaiveDate {
        if self.case.about == About::Nudge { self.deadline } else { self.case.date }
    }
    /// As a message tells it.
    pub fn line(&self, step: &Step) -> Line {
        let (number, (title_zh, title_en)) = (self.number.clone(), self.item.clone());
        let standing = Some(step.standing(self.case.about));
        Line { issue: self.id, number, title_zh, title_en, due: self.due(), standing }
    }
}

/// Calendar days for which a nudge still comes into a digest.
const NUDGED: u64 = 14;

/// What comes nearer or has passed at a unit, `horizon` days from today on: deadlines, reviews, registrations, the dates of papers,
/// and the last nudge of each issue.
pub async fn dated(
    db: &mut PgConnection,
    unit: &Place,
    (today_, zone): (NaiveDate, Zone),
    horizon: u64,
    rules: &Rules,
) -> Result<Vec<Dated>> {
    let until = today_ + Days::new(horizon);
    let rows = sqlx::query!(
        r#"with dated as (
               select id from issue where unit_id = $1 and state in ('awaiting', 'rectifying') and due <= $2
               union select id from issue where unit_id = $1 and state = 'reviewing'
               union select id from issue where unit_id = $1 and state = 'registered' and registered_until <= $2
               union select issue_id from supervision where unit_id = $1 and answered_at is null
               union select issue_id from issue_nudge where path = $3 and day >= $4)
           select i.id, i.number, i.title, i.severity, i.state, i.owner_id, coalesce(person_name(i.owner_id), '') as "owner!", i.due, i.submitted_on, i.registered_until,
                  m.title_zh as "title_zh?", m.title_en as "title_en?",
                  coalesce((select max(d.made_at) from deadline d where d.issue_id = i.id), i.opened_at) as "given_at!",
                  coalesce((select max(r.decided_at) from issue_request r where r.issue_id = i.id and r.kind = 'risk'), i.opened_at) as "registered_at!",
                  array(select distinct s.person_id from issue_submitter s where s.issue_id = i.id) as "submitters!",
                  array(select r.about || ' ' || r.date || ' ' || max(r.rung) from reminder r where r.issue_id = i.id
                         group by r.about, r.date) as "sent!",
                  p.due as "reply_due?", p.made_at as "demanded_at?", n.day as "nudged_on?", n.nudged_by as "nudged_by?"
             from dated join issue i using (id) left join issue_item m on m.issue_id = i.id and m.main
             left join supervision p on p.issue_id = i.id and p.answered_at is null
             left join lateral (select day, nudged_by from issue_nudge where issue_id = i.id order by day desc limit 1) n
                    on n.day >= $4 and i.state in ('awaiting', 'rectifying', 'reviewing', 'registered')
            order by i.due, i.id limit 5000"#,
        unit.unit.0,
        until,
        unit.path,
        today_ - Days::new(NUDGED)
    )
    .fetch_all(db)
    .await?;
    let day = |at: DateTime<Utc>| today(at, zone);
    let mut found = Vec::with_capacity(rows.len());
    for r in rows {
        let severity: Severity =
            r.severity.parse().map_err(|_| anyhow::anyhow!("torn severity of {}", r.number))?;
        let own = match (r.state.as_str(), r.submitted_on, r.registered_until) {
            ("reviewing", Some(on), _) => Some((About::Review, rules.review_by(on), on)),
            // A registration whose time is over waits for rectification again, whether or not it is written so.
            ("registered", _, Some(until)) if until >= today_ => {
                Some((About::Registration, until, day(r.registered_at)))
            }
            ("closed" | "void", ..) => None,
            _ => Some((About::Deadline, r.due, day(r.given_at))),
        };
        let paper = r.reply_due.zip(r.demanded_at).map(|(due, at)| (About::Supervision, due, day(at)));
        let nudge = r.nudged_on.map(|on| (About::Nudge, on, on - Days::new(1)));
        let submitters: Vec<_> = r.submitters.into_iter().map(PersonId).collect();
        for (about, date, set_on) in own.into_iter().chain(paper).chain(nudge) {
            let key = format!("{} {date} ", about.key());
            found.push(Dated {
                id: r.id.into(),
                number: r.number.clone(),
                item: (r.title_zh.clone().unwrap_or_default(), r.title_en.clone().unwrap_or_default()),
                title: r.title.clone(),
                owner: r.owner_id.into(),
                owner_name: r.owner.clone(),
                submitters: submitters.clone(),
                deadline: r.due,
                case: Case { about, date, set_on, severity },
                nudged_by: r.nudged_by.filter(|_| about == About::Nudge).map(PersonId),
                sent: r.sent.iter().find_map(|s| s.strip_prefix(&key)?.parse().ok()),
            });
        }
    }
    Ok(found)
}

/// Notes a reminder; false when it went out already.
pub async fn note(tx: &mut Tx, unit: &Unit, dated: &Dated, step: &Step) -> Result<bool> {
    let at = tx.at();
    let told: Vec<String> = step.told.iter().map(|whom| whom.key().to_owned()).collect();
    let above = unit.above.filter(|_| step.told.contains(&Whom::Above));
    let done = sqlx::query!(
        r#"insert into reminder (issue_id, unit_id, path, about, date, rung, "offset", sent_on, sent_at, told, above_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing"#,
        dated.id.0,
        unit.place.unit.0,
        unit.place.path,
        dated.case.about.key(),
        dated.case.date,
        step.rung,
        step.offset,
        at.today,
        at.now,
        &told,
        above.map(|id| id.0)
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() > 0)
}

/// A reminder that a unit below has left for this unit's digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    issue: Uuid,
    about: String,
    date: NaiveDate,
    offset: i32,
}

/// What units below have left for this unit's digest; it is taken by whoever asks first.
pub async fn from_below(tx: &mut Tx, unit: UnitId) -> Result<Vec<Late>> {
    let now = tx.at().now;
    let rows = sqlx::query_as!(
        Late,
        r#"update reminder set above_told_at = $2 where above_id = $1 and above_told_at is null
           returning issue_id as issue, about, date, "offset""#,
        unit.0,
        now
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

/// Lines about these as a digest tells them, the longest overdue first; what was done since is left out.
pub async fn lines(db: &mut PgConnection, late: &[Late]) -> Result<Vec<Line>> {
    let ids: Vec<Uuid> = late.iter().map(|l| l.issue).collect();
    let rows = sqlx::query!(
        r#"select i.id, i.number, i.state in ('awaiting', 'rectifying') as "open!", m.title_zh as "title_zh?", m.title_en as "title_en?",
                  exists (select from supervision p where p.issue_id = i.id and p.answered_at is null) as "supervised!"
             from issue i left join issue_item m on m.issue_id = i.id and m.main
            where i.id = any($1) order by i.due, i.id"#,
        &ids
    );
    let mut lines = Vec::with_capacity(late.len());
    for r in rows.fetch_all(db).await? {
        for l in late.iter().filter(|l| l.issue == r.id) {
            let about = l.about.parse().unwrap_or(About::Deadline);
            let stands = if about == About::Supervision { r.supervised } else { r.open };
            if stands {
                lines.push(Line {
                    issue: r.id.into(),
                    number: r.number.clone(),
                    title_zh: r.title_zh.clone().unwrap_or_default(),
                    title_en: r.title_en.clone().unwrap_or_default(),
                    due: l.date,
                    standing: Some(standing(about, l.offset)),
                });
            }
        }
    }
    Ok(lines)
}

/// Who holds a post at these units on this day: unit, role, person.
pub async fn people(
    db: &mut PgConnection,
    units: &[UnitId],
    day: NaiveDate,
) -> Result<Vec<(UnitId, Role, PersonId, String)>> {
    let ids: Vec<Uuid> = units.iter().map(|u| u.0).collect();
    let rows = sqlx::query!(
        "select o.unit_id, o.role, o.person_id, p.name from post o join person p on p.id = o.person_id
          where o.unit_id = any($1) and o.starts_on <= $2 and (o.ends_on is null or o.ends_on >= $2)
            and o.role in ('officer', 'reviewer', 'leader', 'supervisor')
          order by o.unit_id, o.role, o.starts_on, o.id",
        &ids,
        day
    );
    let rows = rows.fetch_all(db).await?;
    let found = rows
        .into_iter()
        .filter_map(|r| Some((UnitId(r.unit_id), r.role.parse().ok()?, PersonId(r.person_id), r.name)));
    Ok(found.collect())
}

/// A reminder that went out.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The issue.
    pub issue: Uuid,
    /// 编号
    pub number: String,
    /// Its title.
    pub title: String,
    /// What the date is about.
    pub about: String,
    /// The date.
    pub date: NaiveDate,
    /// Working days after it.
    pub offset: i32,
    /// When it went out.
    pub sent_at: DateTime<Utc>,
    /// Keys of who was told.
    pub told: Vec<String>,
}

/// The last reminders of a unit, the newest first.
pub async fn sent(db: &mut PgConnection, unit: UnitId) -> Result<Vec<Sent>> {
    let rows = sqlx::query_as!(
        Sent,
        r#"select i.id as issue, i.number, i.title, r.about, case when r.about = 'nudge' then i.due else r.date end as "date!", r."offset", r.sent_at, r.told
             from reminder r join issue i on i.id = r.issue_id
            where r.unit_id = $1 order by r.sent_at desc, i.id limit 50"#,
        unit.0
    );
    Ok(rows.fetch_all(db).await?)
}
