//! The statements around the load: what stands in the way is put aside, what triggers would have made is made at once.
use anyhow::ensure;
use sqlx::{PgConnection, raw_sql};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Triggers and foreign keys sleep until the transaction ends; indexes are made anew at its end.
const ASIDE: &str = "
    set local session_replication_role = replica;
    set local maintenance_work_mem = '256MB';
    set local work_mem = '128MB';
    create temp table put_aside on commit drop as
        select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made_by
          from pg_index i join pg_class c on c.oid = i.indrelid
         where c.relnamespace = 'public'::regnamespace and not exists (select from pg_constraint k where k.conindid = i.indexrelid);
    do $$ declare one record; begin
        for one in select name from put_aside loop execute 'drop index ' || one.name; end loop;
    end $$";

/// What triggers keep: by the same expressions as theirs, for all rows at once.
const DERIVED: &[(&str, &str)] = &[
    (
        "tree order",
        "with recursive tree as (
             select id, unit_sort_part(order_no, no) as key from unit where parent_id is null
             union all select u.id, t.key || unit_sort_part(u.order_no, u.no) from unit u join tree t on u.parent_id = t.id)
         update unit set sort_key = tree.key from tree where tree.id = unit.id;
         select setval('unit_no_seq', (select max(no) from unit))",
    ),
    (
        "issue_scope",
        "insert into issue_scope (ancestor, issue_id, state, severity, owner_id, due)
         select left(path, n), id, state, severity, owner_id, due from issue, generate_series(1, length(path)) n where substr(path, n, 1) = '/'",
    ),
    (
        "issue_total",
        "insert into issue_total (ancestor, state, severity, slot, n)
         select ancestor, state, severity, 0, count(*) from issue_scope group by 1, 2, 3;
         insert into issue_due_total (ancestor, due, slot, n)
         select ancestor, due, 0, count(*) from issue_scope where state in ('awaiting', 'rectifying') group by 1, 2",
    ),
    (
        "issue_closed_count",
        "insert into issue_closed_count (unit_id, path, year, closed, on_time, on_time_first)
         select unit_id, path, extract(year from closed_on), count(*), count(*) filter (where submitted_on <= due),
                count(*) filter (where submitted_on <= first_due)
           from issue where state = 'closed' group by 1, 2, 3",
    ),
    (
        "issue_statistic",
        "insert into issue_statistic (ancestor, dimension, phase, month, key, slot, issues, repeats, days, on_time, on_time_first, returns, extensions)
         select a, s.dimension, s.phase, s.month, s.key, 0, count(*), sum(s.repeats), sum(s.days), sum(s.on_time), sum(s.on_time_first),
                sum(s.returns), sum(s.extensions)
           from issue i, statistics_of(i) s, ancestors(i.path) a group by a, s.dimension, s.phase, s.month, s.key",
    ),
    (
        "search_entry",
        "insert into search_entry (id, kind, code, name, parts)
         select id, kinds[1], lower(code), lower(name), word_parts(lower(name)) || place_parts(kinds, path) from (
             select id, search_kinds(state) as kinds, number as code, title as name, path from issue
             union all select id, array['person'], coalesce(staff_no, ''), name, path from person
             union all select id, array['system'], '', name || ' ' || filing_no, path from system) t",
    ),
    (
        "indexes",
        "do $$ declare one record; begin
             for one in select made_by from put_aside loop execute one.made_by; end loop;
         end $$",
    ),
];

/// Begins, on a database that holds no unit yet; gives the built-in checklist.
pub(super) async fn begin(db: &mut PgConnection) -> anyhow::Result<Uuid> {
    let full: bool = sqlx::query_scalar("select exists (select from unit)").fetch_one(&mut *db).await?;
    ensure!(!full, "the database holds units already; this data is for an empty one");
    let over: bool = sqlx::query_scalar("select rolsuper from pg_roles where rolname = current_user")
        .fetch_one(&mut *db)
        .await?;
    ensure!(
        over,
        "the login of DATABASE_URL must be a superuser, so that triggers can sleep during the load"
    );
    let checklist = sqlx::query_scalar("select id from checklist order by published_at desc limit 1")
        .fetch_one(&mut *db)
        .await?;
    raw_sql("begin").execute(&mut *db).await?;
    raw_sql(ASIDE).execute(db).await?;
    Ok(checklist)
}

/// Makes what is derived, calling out each part, and ends.
pub(super) async fn finish(
    db: &mut PgConnection,
    numbers: BTreeMap<i32, i64>,
    mut done: impl FnMut(&str),
) -> anyhow::Result<()> {
    for (name, sql) in DERIVED {
        raw_sql(*sql).execute(&mut *db).await?;
        done(name);
    }
    for (year, n) in numbers {
        sqlx::query("select next_issue_number($1), setval(('issue_no_' || $1)::regclass, $2)")
            .bind(year)
            .bind(n)
            .execute(&mut *db)
            .await?;
    }
    raw_sql("select next_round_number(2026); select setval('round_no_2026', 2)").execute(&mut *db).await?;
    raw_sql("commit").execute(&mut *db).await?;
    raw_sql("vacuum analyze").execute(db).await?;
    done("vacuum analyze");
    Ok(())
}
