-- The registers: information systems, what a unit does not have, tables waiting for their confirmation; and the rules of posts.

create table system (
    id               uuid primary key,
    unit_id          uuid not null,
    path             text collate "C" not null,
    name             text not null,
    level            smallint constraint system_level check (level between 1 and 5),
    filing_no        text not null default '',
    status           text not null constraint system_status check (status in ('in_use', 'suspended', 'retired')),
    important        boolean not null default false,
    accountable      text not null default '',
    operating        text not null default '',
    phone            text not null default '',
    online_since     date,
    online_precision text constraint system_online_precision check (online_precision in ('day', 'month')),
    exposure         text not null default '',
    remark           text not null default '',
    provided_by      uuid constraint system_provided_by_fkey references unit,
    created_at       timestamptz not null,
    constraint system_name_key unique (unit_id, name),
    constraint system_id_path_key unique (id, path),
    constraint system_online_date_has_precision check ((online_since is null) = (online_precision is null)),
    constraint system_online_month_is_its_first_day check (online_precision <> 'month' or extract(day from online_since) = 1),
    constraint system_is_provided_by_another check (provided_by <> unit_id),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index system_by_path on system (path, id);

-- 单位画像: what a unit does not have counts once the unit above has confirmed it.
create table unit_profile (
    unit_id      uuid primary key,
    path         text collate "C" not null,
    flags        text[] not null constraint unit_profile_flags check (flags <@ array[
        'no_machine_room', 'no_own_systems', 'no_private_network', 'no_development', 'no_dbms', 'no_removable_media', 'no_terminals']),
    changed_at   timestamptz not null,
    confirmed_by uuid references person,
    confirmed_at timestamptz,
    constraint unit_profile_is_confirmed_by_someone check ((confirmed_by is null) = (confirmed_at is null)),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index unit_profile_by_path on unit_profile (path);

-- An uploaded table as it came; once applied, what came of it stays and the bytes go.
create table table_import (
    id          uuid primary key,
    kind        text not null constraint table_import_kind check (kind in ('units', 'people', 'systems')),
    unit_id     uuid not null,
    path        text collate "C" not null,
    person_id   uuid not null references person,
    file_name   text not null,
    sha256      text not null,
    uploaded_at timestamptz not null,
    bytes       bytea constraint table_import_size check (octet_length(bytes) <= 10485760),
    applied_at  timestamptz,
    result      jsonb,
    constraint table_import_waits_or_is_applied check (num_nulls(applied_at, result) in (0, 2) and (bytes is null) = (applied_at is not null)),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index table_import_by_person on table_import (person_id, uploaded_at);

alter table system enable row level security, force row level security;
alter table unit_profile enable row level security, force row level security;
alter table table_import enable row level security, force row level security;

create policy read on system for select using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'));
create policy add on system for insert with check (in_scope_as(path, 'officer', 'system'));
create policy change on system for update using (in_scope_as(path, 'officer', 'system')) with check (in_scope_as(path, 'officer', 'system'));

create policy read on unit_profile for select using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'));
create policy add on unit_profile for insert with check (in_scope_as(path, 'officer'));
create policy change on unit_profile for update using (in_scope_as(path, 'officer', 'reviewer', 'supervisor'))
    with check (in_scope_as(path, 'officer', 'reviewer', 'supervisor'));

create policy own on table_import using (person_id = acting_person() and in_scope(path)) with check (person_id = acting_person() and in_scope(path));

create policy read_registers on audit for select using (
    subject_kind in ('system', 'profile') and in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader'));

grant select, insert, update on system, unit_profile to zicha_app;
grant select, insert, update, delete on table_import to zicha_app;

-- Lists in the order of the tree, then by name.
create index person_by_unit_and_name on person (unit_id, name, id);

-- The units from the root down to this one: their names stand beside things of the unit, though they are out of scope themselves.
create function units_down_to(whose text) returns table (id uuid, code text, name text, path text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
begin
    if not in_scope(whose) then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query select u.id, u.code, u.name, u.path from unit u where starts_with(whose, u.path) order by length(u.path);
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
end $$;

-- A post that began today can end at once: then it never counted.
alter table post drop constraint post_ends_after_start;
alter table post add constraint post_ends_after_start check (ends_on >= starts_on - 1);

-- Whether a person can sign in: 'none', 'invited' or 'active', told to an administrator of all their posts; to others 'elsewhere'.
create function sign_in_of(whom uuid, moment timestamptz) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    place text;
    elsewhere boolean;
    found_state text;
begin
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select p.path into place from person p where p.id = whom;
    select exists (select from post o where o.person_id = whom and not starts_with(o.path, scope)
                                        and (o.ends_on is null or o.ends_on >= moment::date)) into elsewhere;
    select case when exists (select from account a where a.person_id = whom and a.disabled_at is null) then 'active'
                when exists (select from one_time_link l where l.person_id = whom and l.purpose = 'invite' and l.used_at is null and l.expires_at > moment) then 'invited'
                else 'none' end into found_state;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    return case when not in_scope_as(place, 'admin') then null when elsewhere then 'elsewhere' else found_state end;
end $$;

-- 三员分立: the posts of these persons that exclude others, wherever they are; what stands out of scope shows as a role at a path alone.
create function posts_kept_apart(whom uuid[]) returns table (person_id uuid, role text, path text, starts_on date, ends_on date)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    own_role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
begin
    if not acting_as('admin', 'system') then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query select o.person_id, o.role, o.path, o.starts_on, o.ends_on from post o
                  where o.person_id = any (whom) and o.role in ('admin', 'officer', 'auditor');
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
end $$;

-- The same in the database: no person holds two of the three at the same time where one unit is the other's or above it.
create function keep_posts_apart() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own_role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    clash boolean;
begin
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    perform from person where id = new.person_id for update;
    select exists (
        select from post o
         where o.person_id = new.person_id and o.id <> new.id and o.role <> new.role and o.role in ('admin', 'officer', 'auditor')
           and (starts_with(o.path, new.path) or starts_with(new.path, o.path))
           and (o.ends_on is null or o.ends_on >= new.starts_on) and (new.ends_on is null or new.ends_on >= o.starts_on)) into clash;
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
    if clash then
        raise exception using errcode = 'check_violation', constraint = 'posts_kept_apart',
            message = 'admin, officer and auditor exclude one another within one line of units';
    end if;
    return null;
end $$;
create constraint trigger posts_kept_apart after insert or update on post
    for each row when (new.role in ('admin', 'officer', 'auditor')) execute function keep_posts_apart();

-- The last administrator of the root cannot go.
create function keep_an_admin() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own_role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    another boolean;
begin
    -- Two administrators who end each other's posts at once: the second waits here and then sees the first.
    perform pg_advisory_xact_lock(1001);
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select exists (select from post o where o.role = 'admin' and o.path = '1/' and o.ends_on is null) into another;
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
    if not another then
        raise exception using errcode = 'check_violation', constraint = 'root_keeps_an_admin', message = 'the last administrator of the root';
    end if;
    return null;
end $$;
create constraint trigger root_keeps_an_admin after update on post
    for each row when (old.role = 'admin' and old.path = '1/' and old.ends_on is null and new.ends_on is not null) execute function keep_an_admin();

-- A table of units changes many order numbers and parents at once: its import puts all in order afterwards, in one statement.
create or replace function unit_resort() returns trigger language plpgsql as $$
declare
    stem text := left(old.sort_key, length(old.sort_key) - length(unit_sort_part(old.order_no, old.no)));
begin
    if current_setting('zicha.resort', true) = 'later' then return null; end if;
    update unit set sort_key = stem || unit_sort_part(new.order_no, new.no) || substr(sort_key, length(old.sort_key) + 1)
     where starts_with(sort_key, old.sort_key);
    return null;
end $$;
