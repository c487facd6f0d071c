-- Work that is done apart from a request, mails above all; one-time codes; what stands in the way of closing a unit.

-- Written by the transaction that is its cause, taken by any worker, one at a time. It holds what to tell whom, never a secret:
-- links are made when a mail leaves.
create table job (
    id          uuid primary key,
    kind        text not null check (kind <> ''),
    unit_id     uuid not null,
    path        text collate "C" not null,
    person_id   uuid references person,
    data        jsonb not null default '{}',
    made_at     timestamptz not null,
    run_at      timestamptz not null,
    tries       integer not null default 0 check (tries >= 0),
    tried_at    timestamptz,
    last_error  text,
    done_at     timestamptz,
    given_up_at timestamptz,
    constraint job_ends_once check (num_nonnulls(done_at, given_up_at) < 2),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index job_waiting on job (run_at, id) where done_at is null and given_up_at is null;
create index job_by_path on job (path, id);

alter table job enable row level security, force row level security;
create policy add on job for insert with check (in_scope(path));
create policy read on job for select using (in_scope_as(path, 'admin', 'system'));
create policy change on job for update using (in_scope_as(path, 'admin', 'system')) with check (in_scope_as(path, 'admin', 'system'));
grant select, insert on job to zicha_app;
grant update (run_at, tries, tried_at, last_error, done_at, given_up_at) on job to zicha_app;

-- A code that an administrator tells a person, to set a new password with.
alter table one_time_link drop constraint one_time_link_purpose_check;
alter table one_time_link add constraint one_time_link_purpose check (purpose in ('setup', 'invite', 'reset', 'code'));
create index one_time_link_by_person on one_time_link (person_id, purpose) where used_at is null;

-- Asking for a link is counted apart from signing in.
alter table sign_in_attempt add column kind text not null default 'sign_in'
    constraint sign_in_attempt_kind check (kind in ('sign_in', 'reset'));
create index sign_in_attempt_by_name on sign_in_attempt (lower(username), at);

-- What stands in the way of closing a unit, as numbers: an administrator sees no more of it.
create function unit_obstacles(whose uuid, today date) returns table (what text, n bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    place text;
begin
    if coalesce(scope, '') = '' then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select u.path into place from unit u where u.id = whose;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    if not coalesce(in_scope_as(place, 'admin', 'system'), false) then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query
        select t.what, t.n from (
            select 'units' as what, count(*) as n from unit u where u.parent_id = whose and u.closed_on is null
            union all
            select 'issues', count(*) from issue i where i.unit_id = whose and i.state not in ('closed', 'void')
            union all
            select 'systems', count(*) from system s where s.unit_id = whose and s.status <> 'retired'
            union all
            select 'posts', count(*) from post o where o.unit_id = whose and (o.ends_on is null or o.ends_on >= today)) t
         where t.n > 0;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
end $$;

-- Nothing new comes into a closed unit. An issue needs an owner with a post there, so that none comes either.
create function refuse_in_closed_unit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    closed boolean;
begin
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    if tg_table_name = 'unit' then
        select u.closed_on is not null into closed from unit u where u.id = new.parent_id;
    else
        select u.closed_on is not null into closed from unit u where u.id = new.unit_id;
    end if;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    if closed then
        raise exception using errcode = 'check_violation', constraint = 'unit_is_closed', message = 'the unit is closed';
    end if;
    return null;
end $$;
create constraint trigger unit_is_open after insert or update of parent_id on unit for each row execute function refuse_in_closed_unit();
create constraint trigger unit_is_open after insert on post for each row execute function refuse_in_closed_unit();
create constraint trigger unit_is_open after insert on person for each row execute function refuse_in_closed_unit();
create constraint trigger unit_is_open after insert on system for each row execute function refuse_in_closed_unit();
