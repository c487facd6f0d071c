-- Units, people, posts, accounts, sessions, the audit log, and the lock that Postgres itself keeps:
-- every table that belongs to a unit carries the unit's path and a policy on it.

do $$ begin create role zicha_app nologin; exception when duplicate_object or unique_violation then null; end $$;
grant usage on schema public to zicha_app;

-- Opaque on purpose: the planner takes a third for its selectivity, which leaves good plans. An unset or empty scope shows nothing.
create function in_scope(path text) returns boolean language plpgsql stable as $$
declare scope text := current_setting('zicha.scope', true);
begin
    return scope <> '' and starts_with(path, scope);
end $$;

create function in_scope_as(path text, variadic roles text[]) returns boolean language plpgsql stable as $$
declare scope text := current_setting('zicha.scope', true);
begin
    return scope <> '' and starts_with(path, scope) and current_setting('zicha.role', true) = any (roles);
end $$;

create function acting_as(variadic roles text[]) returns boolean language plpgsql stable as $$
begin
    return coalesce(current_setting('zicha.role', true), '') = any (roles);
end $$;

create function acting_person() returns uuid language plpgsql stable as $$
begin
    return nullif(current_setting('zicha.person', true), '')::uuid;
end $$;

-- The root is number 1, whatever was rolled back before: its path is a constant of the program.
create sequence unit_no_seq start 2;
create table unit (
    id         uuid primary key,
    no         bigint not null default nextval('unit_no_seq') constraint unit_no_key unique,
    parent_id  uuid references unit,
    path       text collate "C" not null constraint unit_path_key unique,
    sort_key   text collate "C" not null,
    code       text not null constraint unit_code_key unique,
    name       text not null,
    kind       text not null default '',
    order_no   integer not null default 0,
    created_at timestamptz not null,
    constraint unit_id_path_key unique (id, path),
    constraint unit_path_ends_with_own_number check (path = no || '/' or path like '%/' || no || '/'),
    constraint only_the_root_has_no_parent check ((parent_id is null) = (path = '1/'))
);
create index unit_by_parent on unit (parent_id, order_no, code);
create index unit_in_tree_order on unit (sort_key);

create table person (
    id         uuid primary key,
    unit_id    uuid not null,
    path       text collate "C" not null,
    staff_no   text,
    name       text not null,
    department text not null default '',
    mail       text not null default '',
    phone      text not null default '',
    language   text not null default 'zh-CN' check (language in ('zh-CN', 'en')),
    created_at timestamptz not null,
    constraint person_staff_no_key unique (unit_id, staff_no),
    constraint person_id_path_key unique (id, path),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index person_by_path on person (path, id);

create table post (
    id         uuid primary key,
    person_id  uuid not null references person,
    unit_id    uuid not null,
    path       text collate "C" not null,
    role       text not null check (role in ('admin', 'auditor', 'officer', 'owner', 'reviewer', 'leader', 'supervisor', 'staff')),
    starts_on  date not null,
    ends_on    date,
    created_at timestamptz not null,
    constraint post_ends_after_start check (ends_on >= starts_on),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create unique index post_once on post (person_id, unit_id, role) where ends_on is null;
create index post_by_path on post (path, role);
create index post_by_person on post (person_id);

create table account (
    person_id     uuid primary key references person,
    username      text not null,
    password_hash text not null,
    changed_at    timestamptz not null,
    disabled_at   timestamptz
);
create unique index account_username_key on account (lower(username));

-- Links that are used once: only the hash of the secret is kept.
create table one_time_link (
    hash       bytea primary key,
    purpose    text not null check (purpose in ('setup', 'invite', 'reset')),
    person_id  uuid references person,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    check ((purpose = 'setup') = (person_id is null))
);

create table sign_in_attempt (
    id       uuid primary key,
    at       timestamptz not null,
    username text not null,
    address  text not null,
    ok       boolean not null
);
create index sign_in_attempt_by_address on sign_in_attempt (address, at);

create table session (
    hash         bytea primary key,
    id           uuid not null constraint session_id_key unique,
    person_id    uuid not null references person,
    post_id      uuid not null references post,
    created_at   timestamptz not null,
    seen_at      timestamptz not null,
    idle_ends_at timestamptz not null,
    ends_at      timestamptz not null,
    address      text not null,
    agent        text not null
);
create index session_by_person on session (person_id);

create table audit (
    id           uuid primary key,
    at           timestamptz not null,
    person_id    uuid references person,
    person_name  text not null,
    role         text not null,
    unit_id      uuid not null,
    path         text collate "C" not null,
    kind         text not null,
    subject_kind text not null,
    subject_id   uuid,
    data         jsonb not null,
    key          uuid,
    outcome      text,
    request_id   uuid,
    address      text not null default '',
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
-- The same form sent twice does the thing once.
create unique index audit_form_key on audit (person_id, key) where key is not null;
create index audit_by_subject on audit (subject_id, id);
create index audit_by_path on audit (path, id);
create index audit_by_time on audit (id);

alter table unit enable row level security, force row level security;
alter table person enable row level security, force row level security;
alter table post enable row level security, force row level security;
alter table account enable row level security, force row level security;
alter table one_time_link enable row level security, force row level security;
alter table sign_in_attempt enable row level security, force row level security;
alter table session enable row level security, force row level security;
alter table audit enable row level security, force row level security;

create policy read on unit for select using (in_scope(path));
create policy add on unit for insert with check (in_scope_as(path, 'admin', 'system'));
-- What may be seen may be locked, so that a refusal is a 403 with words; what may be written is said by the check.
create policy change on unit for update using (in_scope(path)) with check (in_scope_as(path, 'admin', 'system'));

create policy read on person for select using (id = acting_person() or in_scope_as(path, 'admin', 'officer', 'reviewer', 'leader', 'supervisor', 'system'));
create policy add on person for insert with check (in_scope_as(path, 'admin', 'system'));
create policy change on person for update using (id = acting_person() or in_scope_as(path, 'admin', 'officer', 'reviewer', 'leader', 'supervisor', 'system'))
    with check (id = acting_person() or in_scope_as(path, 'admin', 'system'));

create policy read on post for select using (person_id = acting_person() or in_scope_as(path, 'admin', 'officer', 'reviewer', 'leader', 'supervisor', 'system'));
create policy add on post for insert with check (in_scope_as(path, 'admin', 'system'));
create policy change on post for update using (person_id = acting_person() or in_scope_as(path, 'admin', 'officer', 'reviewer', 'leader', 'supervisor', 'system')) with check (in_scope_as(path, 'admin', 'system'));

create policy own on account using (person_id = acting_person() or acting_as('system'))
    with check (person_id = acting_person() or acting_as('system'));
create policy own on session using (person_id = acting_person() or acting_as('system'))
    with check (person_id = acting_person() or acting_as('system'));
create policy system on one_time_link using (acting_as('admin', 'system')) with check (acting_as('admin', 'system'));
create policy system on sign_in_attempt using (acting_as('system')) with check (acting_as('system'));

grant select, insert, update on unit, person, post, account, one_time_link to zicha_app;
grant select, insert, update, delete on session to zicha_app;
grant select, insert on sign_in_attempt, audit to zicha_app;
grant usage on sequence unit_no_seq to zicha_app;

-- A name stands beside what a person did even where the person's own row is out of scope (a verifier of the unit above).
create function person_name(whom uuid) returns text language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    found_name text;
begin
    if coalesce(scope, '') = '' then return null; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select name into found_name from person where id = whom;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    return found_name;
end $$;

-- Checks the session and gives the connection its scope in one round trip. `local` keeps it to the running transaction.
create function enter(token bytea, moment timestamptz, today date, local boolean)
returns table (
    session_id uuid, person_id uuid, person_name text, language text, post_id uuid, role text,
    unit_id uuid, unit_path text, unit_name text, posts jsonb, stale boolean
) language plpgsql security definer set search_path = public, pg_temp as $$
declare hit record;
begin
    perform set_config('zicha.role', 'system', local), set_config('zicha.scope', '1/', local), set_config('zicha.person', '', local);
    select s.id as session_id, p.id as person_id, p.name as person_name, p.language, o.id as post_id, o.role,
           u.id as unit_id, u.path as unit_path, u.name as unit_name, s.seen_at < moment - interval '1 minute' as stale,
           (select jsonb_agg(jsonb_build_object('id', q.id, 'role', q.role, 'unit', v.name) order by v.sort_key, q.role)
              from post q join unit v on v.id = q.unit_id
             where q.person_id = p.id and q.starts_on <= today and (q.ends_on is null or q.ends_on >= today)) as posts
      into hit
      from session s
      join person p on p.id = s.person_id
      join account a on a.person_id = p.id and a.disabled_at is null
      join post o on o.id = s.post_id and o.person_id = p.id and o.starts_on <= today and (o.ends_on is null or o.ends_on >= today)
      join unit u on u.id = o.unit_id
     where s.hash = token and s.idle_ends_at > moment and s.ends_at > moment;
    if not found then
        perform set_config('zicha.role', '', local), set_config('zicha.scope', '', local);
        return;
    end if;
    perform set_config('zicha.role', hit.role, local), set_config('zicha.scope', hit.unit_path, local),
            set_config('zicha.person', hit.person_id::text, local);
    return query select hit.session_id, hit.person_id, hit.person_name, hit.language, hit.post_id, hit.role,
                        hit.unit_id, hit.unit_path, hit.unit_name, hit.posts, hit.stale;
end $$;

-- History is read by whoever may see the thing itself; the audit log as a whole by the auditor alone.
create policy add on audit for insert with check (in_scope(path));
create policy read on audit for select using (
    in_scope_as(path, 'auditor', 'system')
    or (subject_kind in ('unit', 'person') and in_scope_as(path, 'admin', 'officer', 'supervisor', 'leader', 'reviewer')));

-- For the readiness check: the application's role cannot read the migrations' own table.
create function migrated_to() returns bigint language sql stable security definer set search_path = public, pg_temp as
    'select coalesce(max(version), 0) from _sqlx_migrations where success';

-- What a form led to the first time, for whoever sends it again; the row itself may be out of the person's sight.
create function form_outcome(who uuid, form uuid) returns text language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    found_outcome text;
begin
    if who is distinct from acting_person() then return null; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select outcome into found_outcome from audit where person_id = who and key = form;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    return found_outcome;
end $$;

-- A unit's part of the tree order: its order number among its siblings, then its own number.
create function unit_sort_part(order_no integer, no bigint) returns text language sql immutable as
    $$ select lpad((order_no::bigint + 1000000000)::text, 10, '0') || '.' || lpad(no::text, 10, '0') || '/' $$;

-- A new order number moves the unit and all below it.
create function unit_resort() returns trigger language plpgsql as $$
declare
    stem text := left(old.sort_key, length(old.sort_key) - length(unit_sort_part(old.order_no, old.no)));
begin
    update unit set sort_key = stem || unit_sort_part(new.order_no, new.no) || substr(sort_key, length(old.sort_key) + 1)
     where starts_with(sort_key, old.sort_key);
    return null;
end $$;
create trigger unit_resort after update of order_no on unit for each row
    when (old.order_no is distinct from new.order_no) execute function unit_resort();
