-- What a unit keeps for itself and all below it: settings, each until a unit further down keeps its own, and days off (school
-- vacations). The program holds them in memory beside the holidays, and learns in the same way that they have changed.
create table unit_setting (
    unit_id    uuid not null,
    path       text collate "C" not null,
    key        text not null check (key <> ''),
    value      integer not null,
    changed_by uuid references person,
    changed_at timestamptz not null,
    primary key (unit_id, key),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index unit_setting_by_path on unit_setting (path);

create table unit_vacation (
    id        uuid primary key,
    unit_id   uuid not null,
    path      text collate "C" not null,
    name      text not null check (name <> ''),
    starts_on date not null,
    ends_on   date not null,
    made_by   uuid references person,
    made_at   timestamptz not null,
    foreign key (unit_id, path) references unit (id, path) on update cascade,
    constraint unit_vacation_ends_after_start check (ends_on >= starts_on),
    constraint unit_vacation_has_120_days_at_most check (ends_on - starts_on < 120)
);
create index unit_vacation_by_unit on unit_vacation (unit_id, starts_on);
create index unit_vacation_by_path on unit_vacation (path);

-- A unit that moves takes its rows along: that changes what counts as well, and its cascade fires these triggers.
create trigger calendar_changed after insert or update or delete on unit_setting for each statement execute function calendar_changed();
create trigger calendar_changed after insert or update or delete on unit_vacation for each statement execute function calendar_changed();

alter table unit_setting enable row level security, force row level security;
alter table unit_vacation enable row level security, force row level security;
create policy read on unit_setting for select using (in_scope_as(path, 'admin', 'officer', 'reviewer', 'leader', 'supervisor', 'system'));
create policy keep on unit_setting using (in_scope_as(path, 'admin', 'system')) with check (in_scope_as(path, 'admin', 'system'));
create policy read on unit_vacation for select using (in_scope_as(path, 'admin', 'officer', 'reviewer', 'leader', 'supervisor', 'system'));
create policy keep on unit_vacation using (in_scope_as(path, 'admin', 'system')) with check (in_scope_as(path, 'admin', 'system'));
grant select, insert, update, delete on unit_setting to zicha_app;
grant select, insert, delete on unit_vacation to zicha_app;

-- Numbers and days of all units, for the memory of the program: what counts for a unit may be kept by one above that its people
-- do not see. Whoever has not entered gets nothing.
create function kept_by_units()
returns table (unit_id uuid, path text, key text, value integer, name text, starts_on date, ends_on date)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
begin
    if coalesce(scope, '') = '' then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query
        select s.unit_id, s.path, s.key, s.value, null::text, null::date, null::date from unit_setting s
        union all
        select v.unit_id, v.path, null, null, v.name, v.starts_on, v.ends_on from unit_vacation v
         order by 2, 6;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
end $$;

-- Whoever changes their own mail address voids the links that went to the old one.
create function void_own_links(moment timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    whose uuid := acting_person();
begin
    if whose is null then return; end if;
    perform set_config('zicha.role', 'system', true);
    update one_time_link set used_at = moment where person_id = whose and purpose = 'reset' and used_at is null;
    perform set_config('zicha.role', role, true);
end $$;
