//! The unit's own records, for what the portal proposes: one statement.
use super::super::model::{Before, Count, Inspection, Occasion, Parties, Records, Round};
use crate::{
    base::{db::Moment, error::Result, files::Files, ids::AnswerId},
    features::checklists::model::Every,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// What the records of the inspection's unit say today, and about the period before. The state of an issue at the end of that
/// period is put together again from its times, its deadlines and, where it was reopened since, from its events; a registered
/// risk counts with its expiry as it stands today. `faulty` are the answers of the sheet that would raise an issue.
pub async fn records(
    db: &mut PgConnection,
    files: &Files,
    round: &Round,
    inspection: &Inspection,
    faulty: &[AnswerId],
    at: Moment,
) -> Result<Records> {
    let every = round.facts.every;
    let faulty: Vec<Uuid> = faulty.iter().map(|id| id.0).collect();
    let periods: Vec<String> =
        Every::ALL.iter().filter(|e| every.asks(**e)).map(|e| e.key().to_owned()).collect();
    let pairs = || {
        Occasion::ALL
            .into_iter()
            .flat_map(|o| o.items().map(move |code| (code.to_owned(), o.key().to_owned())))
    };
    let (codes, events): (Vec<String>, Vec<String>) = pairs().unzip();
    let r = sqlx::query!(
        r#"with b as (
               select i.id, i.round_id, i.late, i.submissions, i.events || r.events as events, coalesce(i.flags, '{}') as flags, r.checklist_id, r.starts_on,
                      i.party_security, i.party_operations, i.party_support, $5::date - 1 as ends_on,
                      (r.starts_on::timestamp - make_interval(secs => $6)) at time zone 'UTC' as since,
                      ($5::date::timestamp - make_interval(secs => $6)) at time zone 'UTC' as until
                 from inspection i join round r on r.id = i.round_id
                where i.unit_id = $1 and r.every = $4 and r.id < $2 order by r.id desc limit 1
           ), own as (select i.* from issue i where i.unit_id = $1
           ), step as (
               select id, raised_at as at, array['issue.raise'] as kinds from own
               union all select id, started_at, array['issue.start', 'issue.submit'] from own where started_at is not null
               union all select s.issue_id, s.at, array['issue.submit'] from own join issue_submitter s on s.issue_id = own.id
               union all select id, closed_at, array['issue.close'] from own where closed_at is not null
               union all select id, voided_at, array['issue.void'] from own where voided_at is not null
               union all select d.issue_id, d.made_at, array['issue.reopen'] from own join deadline d on d.issue_id = own.id and d.why = 'reopened'
           ), then_open as (
               select own.state, case when own.state = 'registered' then own.registered_until
                                      else coalesce((select d.due from deadline d where d.issue_id = own.id and d.made_at < b.until
                                                      order by d.id desc limit 1), own.first_due) end as due
                 from own, b
                where own.raised_at < b.until and not coalesce(coalesce(own.closed_at, own.voided_at) < b.until, false)
                  and not (own.opened_at >= b.until and coalesce(
                           (select e.kind <> 'issue.reopen' from audit e where e.subject_id = own.id and e.at < b.until
                               and e.kind in ('issue.close', 'issue.void', 'issue.reopen') order by e.id desc limit 1), false))
           ), cell as (
               select k.code, s.id, coalesce(a.result, 'open') as result
                 from b join checklist_item k on k.checklist_id = b.checklist_id and k.body ->> 'answered_on' = 'system'
                 join subject s on s.inspection_id = b.id and s.kind = 'system' and s.status <> 'retired' and not s.supplementary
                  and (s.important or not coalesce((k.body ->> 'only_important')::boolean, false))
                 left join answer a on a.inspection_id = b.id and a.code = k.code and a.subject_id = s.id
                where (k.body ->> 'inspect_every' = any ($7)
                       or exists (select from unnest($8::text[], $9::text[]) as o (code, event) where o.code = k.code and o.event = any (b.events)))
                  and not exists (select from jsonb_array_elements_text(k.body -> 'na_when') f where f = any (b.flags))
           ), deployed as (
               select has_officer(i.path, ((r.opened_at at time zone 'UTC') + make_interval(secs => $6))::date) as charged
                 from inspection i join round r on r.id = i.round_id
                where i.unit_id = $1 and case when exists (select from b)
                      then r.id >= (select round_id from b) and r.id < $2 else r.id = $2 end
           ), fault as (
               select exists (select from issue i where i.origin_answer = a.id) as raised
                 from answer a where a.id = any ($10)
                  and not (a.on_the_spot and exists (select from evidence e where e.subject_kind = 'answer' and e.subject_id = a.id))
           )
           select (select count(*) from system s where s.unit_id = $1 and s.status <> 'retired') as "systems!",
                  (select count(*) from system s where s.unit_id = $1 and s.status <> 'retired'
                      and (select count(distinct x) from unnest(array[s.accountable, s.operating]) with ordinality n (name, x)
                            join person p on p.name = n.name and p.unit_id = $1
                            join post o on o.person_id = p.id and o.starts_on <= $3 and (o.ends_on is null or o.ends_on >= $3)) < 2) as "without_owner!",
                  (select count(*) from deployed) as "rounds!", (select count(*) from deployed where not coalesce(charged, false)) as "uncharged!",
                  (select count(*) from own where state in ('awaiting', 'rectifying') and due < $3) as "overdue!",
                  (select count(*) from own where state in ('awaiting', 'rectifying') and interim_due < $3 and interim_measure is null) as "unprotected!",
                  (select count(*) from fault) as "faults!", (select count(*) from fault where not raised) as "unraised!",
                  (select id from b) as before, (select late from b) as late,
                  (select count(*) from b join item_reason x on x.inspection_id = b.id and x.kind = 'open' and x.submission = b.submissions) as "reasons!",
                  (select count(*) from cell) as "cells!", (select count(*) from cell where result = 'open') as "cells_open!",
                  (select array[party_security, party_operations, party_support] from b) as parties,
                  (select count(*) from own, b where own.closed_on between b.starts_on and b.ends_on) as "closed!",
                  (select count(*) from own, b where own.closed_on between b.starts_on and b.ends_on
                      and (own.measure = '' or own.severity <> 'low' and not exists (
                           select from evidence e where e.subject_kind = 'issue' and e.subject_id = own.id))) as "closed_bare!",
                  (select count(*) from step, b where step.at >= b.since and step.at < b.until) as "steps!",
                  (select count(*) from step, b where step.at >= b.since and step.at < b.until
                      and not exists (select from audit e where e.subject_id = step.id and e.at = step.at and e.kind = any (step.kinds)
                                         and e.person_id is not null)) as "untold!",
                  (select array_agg(distinct e.sha256) from b, own join evidence e on e.subject_kind = 'issue' and e.subject_id = own.id
                    where e.uploaded_at >= b.since and e.uploaded_at < b.until) as files,
                  (select count(*) from then_open) as "open!", (select count(*) from then_open where state = 'registered') as "held!",
                  (select count(*) from then_open, b where then_open.due < b.ends_on) as "due!""#,
        inspection.place.unit.0,
        round.id.0,
        at.today,
        every.key(),
        round.facts.starts_on,
        f64::from(at.zone.offset().local_minus_utc()),
        &periods,
        &codes,
        &events,
        &faulty
    )
    .fetch_one(db)
    .await?;
    let count = |of, bad| Count { of, bad };
    let mut before = None;
    if r.before.is_some() {
        let [security, operations, support] =
            r.parties.unwrap_or_default().try_into().unwrap_or_else(|_| Default::default());
        before = Some(Before {
            late: r.late,
            reasons: r.reasons,
            cells: count(r.cells, r.cells_open),
            parties: Parties { security, operations, support },
            closed: count(r.closed, r.closed_bare),
            steps: count(r.steps, r.untold),
            files: present(files, &r.files.unwrap_or_default()).await,
            open: count(r.open, r.due),
            held: r.held,
        });
    }
    Ok(Records {
        systems: count(r.systems, r.without_owner),
        rounds: count(r.rounds, r.uncharged),
        overdue: r.overdue,
        unprotected: r.unprotected,
        faults: count(r.faults, r.unraised),
        before,
    })
}

/// Files, and how many of them are not where their digest says.
async fn present(files: &Files, digests: &[String]) -> Count {
    let mut count = Count::default();
    for digest in digests {
        count.of += 1;
        count.bad += i64::from(files.open(digest).await.is_err());
    }
    count
}
