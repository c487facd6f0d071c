-- 整改统计: what was closed in a month and what is still open, by severity and by main item, a row per level of the tree, so that
-- the city's figures are as quick to read as a school's. Like `issue_total` they stand in slots; here a transaction takes the first
-- free one instead of its own, so that there are as many rows as people who ever closed at once, and not 64 of each.

-- How often a deadline was extended, kept with the issue: the totals are then what its row says and nothing else.
alter table issue add column extensions integer not null default 0 check (extensions >= 0);

create function count_extension() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update issue set extensions = extensions + 1 where id = new.issue_id;
    if not found then raise exception 'issue % cannot be extended', new.issue_id; end if;
    return null;
end $$;
create trigger extension_counted after insert on deadline for each row when (new.why = 'extended') execute function count_extension();

create table issue_statistic (
    ancestor      text collate "C" not null,
    dimension     text not null check (dimension in ('severity', 'item')),
    phase         text not null check (phase in ('open', 'closed')),
    -- The first day of the month of closing; of what is open, of the month in which it was found.
    month         date not null,
    -- A severity, or the code of the main item: each issue is counted once in each dimension.
    key           text collate "C" not null,
    slot          smallint not null,
    issues        integer not null,
    repeats       integer not null,
    -- From the day of finding to that of closing; of what is open, from 2000-01-01 to the day of finding: what it is old today
    -- follows from that, whatever today is.
    days          bigint not null,
    -- Of what is closed alone.
    on_time       integer not null,
    on_time_first integer not null,
    returns       integer not null,
    extensions    integer not null,
    primary key (ancestor, dimension, phase, month, key, slot)
) with (fillfactor = 50);
-- No policy: the program reads it through `issue_statistics` alone, which knows who asks.
alter table issue_statistic enable row level security;
grant select on issue_statistic to zicha_app;

create function month_of(day date) returns date language sql immutable strict parallel safe as
    $$ select day - (extract(day from day)::integer - 1) $$;

create function issue_phase(state text) returns text language sql immutable strict parallel safe as
    $$ select case when state = 'closed' then 'closed' when state <> 'void' then 'open' end $$;

-- What one issue adds to the totals of each unit above it.
create function statistics_of(i issue)
returns table (dimension text, phase text, month date, key text, repeats integer, days integer, on_time integer, on_time_first integer,
               returns integer, extensions integer) language sql immutable as $$
    select d.dimension, 'closed', month_of(i.closed_on), d.key, (i.occurrence > 1)::integer, i.closed_on - i.found_on,
           (i.submitted_on <= i.due)::integer, (i.submitted_on <= i.first_due)::integer, i.returns, i.extensions
      from (values ('severity', i.severity), ('item', i.main_item)) d (dimension, key) where issue_phase(i.state) = 'closed'
    union all
    select d.dimension, 'open', month_of(i.found_on), d.key, (i.occurrence > 1)::integer, i.found_on - date '2000-01-01', 0, 0, 0, 0
      from (values ('severity', i.severity), ('item', i.main_item)) d (dimension, key) where issue_phase(i.state) = 'open'
$$;

create function first_free_slot() returns smallint language plpgsql as $$
begin
    for slot in 0..63 loop
        if pg_try_advisory_xact_lock(1003, slot) then return slot; end if;
    end loop;
    perform pg_advisory_xact_lock(1003, 0);
    return 0;
end $$;

create function keep_issue_statistic() returns trigger language plpgsql security definer
set search_path = public, pg_temp set plan_cache_mode = 'force_generic_plan' as $$
declare
    becomes issue := new;
    was issue;
    in_slot smallint := first_free_slot();
begin
    if tg_op = 'UPDATE' then was := old; end if;
    insert into issue_statistic as t (ancestor, dimension, phase, month, key, slot, issues, repeats, days, on_time, on_time_first, returns, extensions)
    select a, c.dimension, c.phase, c.month, c.key, in_slot, sum(c.step), sum(c.step * c.repeats), sum(c.step * c.days),
           sum(c.step * c.on_time), sum(c.step * c.on_time_first), sum(c.step * c.returns), sum(c.step * c.extensions)
      from (select 1 as step, becomes.path as path, s.* from statistics_of(becomes) s
            union all select -1, was.path, s.* from statistics_of(was) s) c, ancestors(c.path) a
     group by a, c.dimension, c.phase, c.month, c.key
    having (sum(c.step), sum(c.step * c.repeats), sum(c.step * c.days), sum(c.step * c.on_time), sum(c.step * c.on_time_first),
            sum(c.step * c.returns), sum(c.step * c.extensions)) <> (0, 0, 0, 0, 0, 0, 0)
        on conflict (ancestor, dimension, phase, month, key, slot) do update
       set issues = t.issues + excluded.issues, repeats = t.repeats + excluded.repeats, days = t.days + excluded.days,
           on_time = t.on_time + excluded.on_time, on_time_first = t.on_time_first + excluded.on_time_first,
           returns = t.returns + excluded.returns, extensions = t.extensions + excluded.extensions;
    return null;
end $$;

-- What stands there already.
alter table issue no force row level security;
alter table deadline no force row level security;
update issue i set extensions = d.n
  from (select issue_id, count(*) as n from deadline where why = 'extended' group by issue_id) d where d.issue_id = i.id;
insert into issue_statistic (ancestor, dimension, phase, month, key, slot, issues, repeats, days, on_time, on_time_first, returns, extensions)
select a, s.dimension, s.phase, s.month, s.key, 0, count(*), sum(s.repeats), sum(s.days), sum(s.on_time), sum(s.on_time_first),
       sum(s.returns), sum(s.extensions)
  from issue i, statistics_of(i) s, ancestors(i.path) a group by a, s.dimension, s.phase, s.month, s.key;
alter table issue force row level security;
alter table deadline force row level security;

create trigger statistics_kept_at_first after insert on issue for each row execute function keep_issue_statistic();
create trigger statistics_kept after update on issue for each row
    when ((old.path, old.severity, old.main_item, old.found_on, old.occurrence, issue_phase(old.state))
              is distinct from (new.path, new.severity, new.main_item, new.found_on, new.occurrence, issue_phase(new.state))
          or new.state = 'closed' and (old.closed_on, old.submitted_on, old.due, old.first_due, old.returns, old.extensions)
              is distinct from (new.closed_on, new.submitted_on, new.due, new.first_due, new.returns, new.extensions))
    execute function keep_issue_statistic();

-- The sums below a unit in months from `since` on and before `until`: by severity for each month, by item for all of them together.
create function issue_statistics(below text, along text, what text, since date, until date)
returns table (month date, key text, issues bigint, repeats bigint, days bigint, on_time bigint, on_time_first bigint, returns bigint, extensions bigint)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = 'force_generic_plan' as $$
begin
    if not coalesce(in_scope_as(below, 'officer', 'reviewer', 'leader', 'supervisor', 'system'), false) then return; end if;
    return query
        select case when along = 'severity' then t.month end, t.key, sum(t.issues), sum(t.repeats), sum(t.days)::bigint, sum(t.on_time),
               sum(t.on_time_first), sum(t.returns), sum(t.extensions)
          from issue_statistic t
         where t.ancestor = below and t.dimension = along and t.phase = what and t.month >= since and t.month < until
         group by 1, 2 having sum(t.issues) > 0;
end $$;
