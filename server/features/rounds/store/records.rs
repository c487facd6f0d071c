//! The unit's own records, for what the portal proposes: one statement.
use super::super::model::{Before, Inspection, Records, Round};
use crate::base::{db::Moment, error::Result};
use sqlx::PgConnection;

/// What the records of the inspection's unit say today.
pub async fn records(
    db: &mut PgConnection,
    round: &Round,
    inspection: &Inspection,
    at: Moment,
) -> Result<Records> {
    let r = sqlx::query!(
        r#"with before as (select i.late, i.state, i.left_open, r.starts_on from inspection i join round r on r.id = i.round_id
                            where i.unit_id = $1 and r.id < $2 order by r.id desc limit 1)
           select (select count(*) from system s where s.unit_id = $1 and s.status <> 'retired') as "systems!",
                  (select count(*) from system s where s.unit_id = $1 and s.status <> 'retired'
                      and (select count(distinct x) from unnest(array[s.accountable, s.operating]) with ordinality n (name, x)
                            join person p on p.name = n.name and p.unit_id = $1
                            join post o on o.person_id = p.id and o.starts_on <= $3 and (o.ends_on is null or o.ends_on >= $3)) < 2) as "without_owner!",
                  (select count(*) from issue i where i.unit_id = $1 and i.state in ('awaiting', 'rectifying')
                      and (i.due < $3 or (i.interim_due < $3 and i.interim_measure is null))) as "overdue!",
                  (select count(*) from issue i where i.unit_id = $1 and i.state in ('awaiting', 'rectifying', 'reviewing') and i.due < $3) as "open_past_due!",
                  (select count(*) from issue i where i.unit_id = $1 and i.state = 'closed' and i.severity <> 'low'
                      and i.closed_at >= (select starts_on from before)
                      and not exists (select from evidence e where e.subject_kind = 'issue' and e.subject_id = i.id)) as "closed_without_evidence!",
                  (select not coalesce(late, true) from before) as on_time, (select left_open from before) as left_open"#,
        inspection.place.unit.0,
        round.id.0,
        at.today
    )
    .fetch_one(db)
    .await?;
    Ok(Records {
        systems: r.systems,
        without_owner: r.without_owner,
        overdue: r.overdue,
        open_past_due: r.open_past_due,
        closed_without_evidence: r.closed_without_evidence,
        before: r.on_time.zip(r.left_open).map(|(on_time, left_open)| Before { on_time, left_open }),
    })
}
