-- Deputies, hand-over, the sessions of others; the holidays of the organisation.

-- 代理: a post with an end, in place of another person.
alter table post
    add column acts_for uuid references person,
    add constraint post_of_a_deputy_has_an_end check (acts_for is null or ends_on is not null),
    add constraint post_of_a_deputy_is_for_another check (acts_for <> person_id);

-- What a post leaves behind when it ends: issues of the person in this unit, unless another post there keeps them; systems that
-- name the person; inspections to be filled in, unless there is another officer. Numbers alone: an administrator sees no more.
create function duties_of(which uuid, today date) returns table (what text, n bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    own_role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    held post%rowtype;
    called text;
begin
    if coalesce(scope, '') = '' then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select o.* into held from post o where o.id = which;
    select p.name into called from person p where p.id = held.person_id;
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
    if not coalesce(in_scope_as(held.path, 'admin', 'system'), false) then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query
        with others as (
            select o.person_id, o.role from post o
             where o.unit_id = held.unit_id and o.id <> held.id and o.starts_on <= today and (o.ends_on is null or o.ends_on >= today)
        )
        select t.what, t.n from (
            select 'issues' as what, count(*) as n from issue i
             where i.unit_id = held.unit_id and i.owner_id = held.person_id and i.state not in ('closed', 'void')
               and held.role not in ('admin', 'auditor')
               and not exists (select from others o where o.person_id = held.person_id and o.role not in ('admin', 'auditor'))
            union all
            select 'systems', count(*) from system s
             where s.unit_id = held.unit_id and s.status <> 'retired' and called in (s.accountable, s.operating)
               and held.role not in ('admin', 'auditor')
               and not exists (select from others o where o.person_id = held.person_id and o.role not in ('admin', 'auditor'))
            union all
            select 'inspections', count(*) from inspection i
             where i.unit_id = held.unit_id and i.state in ('open', 'returned') and held.role = 'officer'
               and not exists (select from others o where o.role = 'officer')) t
         where t.n > 0;
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
end $$;

-- Gives issues and systems of a post to a successor with a post in the same unit; tells which, so that each gets its event.
create function hand_over(which uuid, successor uuid, today date) returns table (what text, id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own_role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    held post%rowtype;
    called text;
    heir text;
begin
    if coalesce(scope, '') = '' then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select o.* into held from post o where o.id = which;
    select p.name into called from person p where p.id = held.person_id;
    select p.name into heir from person p
     where p.id = successor and p.id <> held.person_id
       and exists (select from post o where o.person_id = p.id and o.unit_id = held.unit_id and o.role not in ('admin', 'auditor')
                                        and o.starts_on <= today and (o.ends_on is null or o.ends_on > today));
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
    if heir is null or not coalesce(in_scope_as(held.path, 'admin'), false) then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query
        with given as (
            update issue i set owner_id = successor, version = i.version + 1
             where i.unit_id = held.unit_id and i.owner_id = held.person_id and i.state not in ('closed', 'void')
            returning i.id
        ), named as (
            update system s set accountable = case when s.accountable = called then heir else s.accountable end,
                                operating = case when s.operating = called then heir else s.operating end
             where s.unit_id = held.unit_id and s.status <> 'retired' and called in (s.accountable, s.operating)
            returning s.id
        )
        select 'issue', g.id from given g union all select 'system', n.id from named n;
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
end $$;

-- Where somebody is signed in: told to whoever keeps their account, who may also end it.
create function sessions_of(whom uuid, moment timestamptz) returns table (id uuid, seen_at timestamptz, address text, agent text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
begin
    if sign_in_of(whom, moment) is distinct from 'active' then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query select s.id, s.seen_at, s.address, s.agent from session s
                  where s.person_id = whom and s.ends_at > moment and s.idle_ends_at > moment order by s.seen_at desc limit 50;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
end $$;

create function end_session_of(whom uuid, which uuid, moment timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    ended boolean;
begin
    if sign_in_of(whom, moment) is distinct from 'active' then return false; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    delete from session s where s.id = which and s.person_id = whom;
    ended := found;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    return ended;
end $$;

-- Holidays and make-up days of a year, in place of those that the program ships.
create table holiday_year (
    year       integer primary key check (year between 2000 and 2999),
    body       jsonb not null,
    changed_by uuid references person,
    changed_at timestamptz not null,
    constraint holiday_year_is_its_own check ((body ->> 'year')::integer = year)
);

-- One number, read with every request: whoever keeps the calendar in memory sees that it has changed.
create table calendar_version (
    one     boolean primary key default true check (one),
    version bigint not null
);
insert into calendar_version (version) values (0);

create function calendar_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update calendar_version set version = version + 1;
    return null;
end $$;
create trigger calendar_changed after insert or update or delete on holiday_year for each statement execute function calendar_changed();

alter table holiday_year enable row level security, force row level security;
-- Kept by a trigger that acts as the owner.
alter table calendar_version enable row level security;

create policy read on holiday_year for select using (coalesce(current_setting('zicha.scope', true), '') <> '');
create policy keep on holiday_year using (in_scope_as('1/', 'admin', 'system')) with check (in_scope_as('1/', 'admin', 'system'));
create policy read on calendar_version for select using (true);
grant select, insert, update, delete on holiday_year to zicha_app;
grant select on calendar_version to zicha_app;

-- Tries to sign in, of the accounts of a subtree; whoever keeps the whole tree sees the unknown names as well. A try is written
-- when it begins, and again with the same moment when it succeeds: then that is what counts.
create function sign_ins(before uuid, most integer)
returns table (id uuid, at timestamptz, username text, address text, ok boolean, kind text, person_name text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
begin
    if not coalesce(in_scope_as(scope, 'admin'), false) then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query
        select t.id, t.at, t.username, t.address, t.ok, t.kind, p.name from sign_in_attempt t
          left join account a on lower(a.username) = lower(t.username)
          left join person p on p.id = a.person_id
         where (before is null or t.id < before) and (scope = '1/' or starts_with(p.path, scope))
           and (t.ok or not exists (select from sign_in_attempt s where s.ok and s.at = t.at and s.username = t.username and s.address = t.address))
         order by t.id desc limit most;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
end $$;
create index sign_in_attempt_by_moment on sign_in_attempt (at, username) where ok;
