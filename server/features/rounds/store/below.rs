//! 统建: what is answered for a system counts in the units below that use it, and their counters say so at once.
use super::{
    super::model::{Given, Occasion, Subject},
    Board, Head,
};
use crate::{audit::Tx, base::error::Result, features::checklists::model::Answer};
use uuid::Uuid;

/// Moves the counters of the sheets below from what each answer said before to what it says now. A unit that provides nothing
/// sends no statement. Sheets nobody has begun have no counters, those that were handed in do not change; and each is counted
/// anew with every answer of its own, whatever became of its registers in between.
pub async fn tell_below(
    tx: &mut Tx,
    head: &Head,
    board: &Board,
    given: &[Given],
    before: &[Answer],
) -> Result<()> {
    if !head.provides {
        return Ok(());
    }
    let (mut systems, mut codes): (Vec<Uuid>, Vec<String>) = Default::default();
    let (mut from, mut to): (Vec<String>, Vec<String>) = Default::default();
    let (mut important, mut after): (Vec<bool>, Vec<String>) = Default::default();
    for (g, was) in given.iter().zip(before).filter(|(g, was)| g.result != **was) {
        let (Subject::System(id), Some(item)) = (g.subject, board.edition.item(g.code.as_str())) else {
            continue;
        };
        if !item.inheritable {
            continue;
        }
        let asked_after = |o: &Occasion| o.items().any(|code| code == g.code.as_str());
        let events: Vec<&str> = Occasion::ALL.into_iter().filter(asked_after).map(Occasion::key).collect();
        let on_event = !head.round.facts.every.asks(item.inspect_every)
            && !head.round.facts.events.iter().any(asked_after);
        systems.push(id.0);
        codes.push(g.code.to_string());
        from.push(was.key().to_owned());
        to.push(g.result.key().to_owned());
        important.push(item.only_important);
        after.push(if on_event { events.join(",") } else { String::new() });
    }
    if systems.is_empty() {
        return Ok(());
    }
    // Locked from the top of the tree downwards, so that two providers never wait for one another.
    sqlx::query!(
        "with recursive given as (
             select y.name, k.body, e.* from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::text[])
                    as e (system, code, was, is_now, only_important, after)
               join system y on y.id = e.system join checklist_item k on k.checklist_id = $9 and k.code = e.code
         ), below as (
             select s.unit_id, s.name, s.important from system s
              where s.provided_by = $2 and s.status <> 'retired' and s.name in (select name from given)
             union
             select s.unit_id, s.name, s.important from below b join system s on s.provided_by = b.unit_id and s.name = b.name and s.status <> 'retired'
              where s.unit_id <> $2
         ), sheet as (
             select i.id, i.unit_id, i.events, p.flags from inspection i
               left join unit_profile p on p.unit_id = i.unit_id and p.confirmed_at is not null
              where i.round_id = $1 and i.unit_id in (select unit_id from below) and i.state in ('open', 'returned') and i.started_at is not null
              order by i.path for update of i
         ), moved as (
             select s.id, g.was, g.is_now
               from sheet s join below b on b.unit_id = s.unit_id join given g on g.name = b.name and (b.important or not g.only_important)
              where not exists (select from jsonb_array_elements_text(g.body -> 'na_when') f where f = any (s.flags))
                and (g.after = '' or s.events && string_to_array(g.after, ','))
         ), n as (
             select id, count(*) filter (where is_now = 'pass') - count(*) filter (where was = 'pass') as pass,
                    count(*) filter (where is_now = 'partial') - count(*) filter (where was = 'partial') as partial,
                    count(*) filter (where is_now = 'fail') - count(*) filter (where was = 'fail') as fail,
                    count(*) filter (where is_now = 'na') - count(*) filter (where was = 'na') as na,
                    count(*) filter (where is_now = 'open') - count(*) filter (where was = 'open') as left_open
               from moved group by id
         )
         update inspection i set pass = greatest(i.pass + n.pass, 0), partial = greatest(i.partial + n.partial, 0), fail = greatest(i.fail + n.fail, 0),
                na = greatest(i.na + n.na, 0), left_open = greatest(i.left_open + n.left_open, 0)
           from n where i.id = n.id",
        head.round.id.0,
        head.inspection.place.unit.0,
        &systems,
        &codes,
        &from,
        &to,
        &important,
        &after,
        head.round.facts.checklist.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
