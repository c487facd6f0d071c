-- What the policies ask, in a form that the planner looks into: one expression instead of a call per row, and an estimate that
-- fits. Every query names its own part of the tree, and the policy takes away nothing more: so it must be expected to keep all
-- rows. `case … end <> 0` is: of a comparison by <> without statistics the planner expects 199 rows in 200. A call of plpgsql
-- counted as a third of them, three tables as a ninth or less, and the list of a district was read whole to show its first page.
-- An unset or empty scope shows nothing, as before. Not parallel safe, as before.

create or replace function in_scope(path text) returns boolean language sql stable as $$
    select case when current_setting('zicha.scope', true) <> '' and starts_with(path, current_setting('zicha.scope', true))
                then 1 else 0 end <> 0
$$;

create or replace function in_scope_as(path text, variadic roles text[]) returns boolean language sql stable as $$
    select case when current_setting('zicha.scope', true) <> '' and starts_with(path, current_setting('zicha.scope', true))
                 and current_setting('zicha.role', true) = any (roles) then 1 else 0 end <> 0
$$;

create or replace function acting_as(variadic roles text[]) returns boolean language sql stable as $$
    select case when current_setting('zicha.role', true) = any (roles) then 1 else 0 end <> 0
$$;

create or replace function acting_person() returns uuid language sql stable as $$
    select nullif(current_setting('zicha.person', true), '')::uuid
$$;

create or replace function sees_issue(path text, owner uuid) returns boolean language sql stable as $$
    select case when current_setting('zicha.scope', true) <> '' and starts_with(path, current_setting('zicha.scope', true))
                 and (current_setting('zicha.role', true) in ('officer', 'reviewer', 'leader', 'supervisor', 'system')
                      or (current_setting('zicha.role', true) = 'owner' and owner = nullif(current_setting('zicha.person', true), '')::uuid))
                then 1 else 0 end <> 0
$$;

create or replace function works_on_issue(path text, owner uuid) returns boolean language sql stable as $$
    select case when current_setting('zicha.scope', true) <> '' and starts_with(path, current_setting('zicha.scope', true))
                 and (current_setting('zicha.role', true) in ('officer', 'reviewer', 'supervisor', 'system')
                      or (current_setting('zicha.role', true) in ('owner', 'leader') and owner = nullif(current_setting('zicha.person', true), '')::uuid))
                then 1 else 0 end <> 0
$$;

create or replace function meets_scope(path text) returns boolean language sql stable as $$
    select case when current_setting('zicha.scope', true) <> ''
                 and current_setting('zicha.role', true) in ('officer', 'reviewer', 'supervisor', 'leader', 'system')
                 and (starts_with(path, current_setting('zicha.scope', true)) or starts_with(current_setting('zicha.scope', true), path))
                then 1 else 0 end <> 0
$$;

-- How many issues there are below each unit, and how many wait for their owner until which day: a row per level of the tree,
-- so that the city's figures are as quick to read as a school's. Such a row would be a lock that everybody waits for; therefore
-- it stands in many slots, of which a transaction takes one that is free. What is told is the sum.
create table issue_total (
    ancestor text collate "C" not null,
    state    text not null,
    severity text not null,
    slot     smallint not null,
    n        integer not null,
    primary key (ancestor, state, severity, slot)
) with (fillfactor = 50);
create table issue_due_total (
    ancestor text collate "C" not null,
    due      date not null,
    slot     smallint not null,
    n        integer not null,
    primary key (ancestor, due, slot)
) with (fillfactor = 50);
-- No policy: the program reads them through functions alone, which know who asks.
alter table issue_total enable row level security;
alter table issue_due_total enable row level security;
grant select on issue_total, issue_due_total to zicha_app;

create function ancestors(path text) returns setof text language sql immutable strict parallel safe rows 4 as $$
    select left(path, n) from generate_series(1, length(path)) n where substr(path, n, 1) = '/'
$$;

create function free_slot() returns smallint language plpgsql as $$
declare own integer := pg_backend_pid() % 64;
begin
    for step in 0..63 loop
        if pg_try_advisory_xact_lock(1002, (own + step) % 64) then return (own + step) % 64; end if;
    end loop;
    perform pg_advisory_xact_lock(1002, own);
    return own;
end $$;

create function keep_issue_total() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare in_slot smallint := free_slot();
begin
    insert into issue_total as t (ancestor, state, severity, slot, n)
    select a, c.state, c.severity, in_slot, sum(c.step)
      from (select new.path as path, new.state as state, new.severity as severity, 1 as step
            union all select old.path, old.state, old.severity, -1 where tg_op = 'UPDATE') c, ancestors(c.path) a
     group by a, c.state, c.severity having sum(c.step) <> 0
        on conflict (ancestor, state, severity, slot) do update set n = t.n + excluded.n;
    insert into issue_due_total as t (ancestor, due, slot, n)
    select a, c.due, in_slot, sum(c.step)
      from (select new.path as path, new.due as due, 1 as step where new.state in ('awaiting', 'rectifying')
            union all select old.path, old.due, -1 where tg_op = 'UPDATE' and old.state in ('awaiting', 'rectifying')) c, ancestors(c.path) a
     group by a, c.due having sum(c.step) <> 0
        on conflict (ancestor, due, slot) do update set n = t.n + excluded.n;
    return null;
end $$;
drop trigger issue_counted on issue;
drop trigger issue_recounted on issue;
create trigger issue_counted after insert on issue for each row execute function keep_issue_total();
create trigger issue_recounted after update on issue for each row
    when ((old.path, old.state, old.severity, old.due) is distinct from (new.path, new.state, new.severity, new.due))
    execute function keep_issue_total();

alter table issue no force row level security;
insert into issue_total (ancestor, state, severity, slot, n)
select a, state, severity, 0, count(*) from issue, ancestors(path) a group by 1, 2, 3;
insert into issue_due_total (ancestor, due, slot, n)
select a, due, 0, count(*) from issue, ancestors(path) a where state in ('awaiting', 'rectifying') group by 1, 2;
alter table issue force row level security;

create or replace function issue_totals(below text) returns table (state text, severity text, n bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not coalesce(in_scope_as(below, 'officer', 'reviewer', 'leader', 'supervisor', 'system'), false) then return; end if;
    return query select t.state, t.severity, sum(t.n) from issue_total t where t.ancestor = below
                  group by t.state, t.severity having sum(t.n) > 0;
end $$;

create or replace function issue_load(below text, today date, until date) returns table (open bigint, overdue bigint, soon bigint)
language plpgsql stable security definer rows 1 set search_path = public, pg_temp as $$
begin
    if not coalesce(in_scope_as(below, 'officer', 'reviewer', 'leader', 'supervisor'), false) then return; end if;
    return query select
        (select coalesce(sum(t.n), 0)::bigint from issue_total t
          where t.ancestor = below and t.state in ('awaiting', 'rectifying', 'reviewing', 'registered')),
        d.overdue, d.soon
      from (select coalesce(sum(t.n) filter (where t.due < today), 0)::bigint as overdue,
                   coalesce(sum(t.n) filter (where t.due >= today), 0)::bigint as soon
              from issue_due_total t where t.ancestor = below and t.due < until) d;
end $$;

drop table issue_count;
drop function keep_issue_count();
drop index issue_scope_for_owners_by_due;

-- The program has its statements planned for their values, because ranges of paths need it. Inside of these functions there
-- are only look-ups by keys: planned once per connection they take a twelfth of the time, and `enter` runs in every request.
do $$
declare one record;
begin
    for one in select oid::regprocedure as which from pg_proc
                where pronamespace = 'public'::regnamespace
                  and proname in ('enter', 'form_before', 'person_name', 'has_officer', 'fills_in', 'sign_in_of', 'posts_kept_apart', 'keep_posts_apart',
                                  'keep_an_admin', 'issue_totals', 'issue_load', 'keep_issue_scope', 'keep_issue_total', 'keep_issue_closed_count',
                                  'refuse_own_work') loop
        execute format('alter function %s set plan_cache_mode = ''force_generic_plan''', one.which);
    end loop;
end $$;
