-- Evidence, issues with their items, submissions and deadlines; the rows that lists and totals are read from.

create table issue (
    id               uuid primary key,
    number           text collate "C" not null constraint issue_number_key unique,
    unit_id          uuid not null,
    path             text collate "C" not null,
    title            text not null check (title <> ''),
    description      text not null,
    severity         text not null check (severity in ('critical', 'high', 'medium', 'low')),
    state            text not null check (state in ('awaiting', 'rectifying', 'reviewing', 'closed', 'void', 'registered')),
    owner_id         uuid not null references person,
    raised_by        uuid not null references person,
    raised_at        timestamptz not null,
    opened_at        timestamptz not null,
    found_on         date not null,
    origin_answer    uuid,
    main_item        text not null,
    checklist        text not null,
    subject_kind     text check (subject_kind in ('unit', 'system', 'zone', 'hosts', 'media')),
    subject_name     text not null,
    system_id        uuid,
    first_due        date not null,
    due              date not null,
    due_days         integer not null check (due_days >= 0),
    due_known        boolean not null,
    interim_due      date,
    interim_measure  text,
    interim_on       date,
    started_by       uuid references person,
    started_at       timestamptz,
    started_for      boolean,
    submitted_by     uuid references person,
    submitted_at     timestamptz,
    -- The same in the organisation's days, which the database does not know: in time or not is told from them.
    submitted_on     date,
    measure          text,
    closed_by        uuid references person,
    closed_at        timestamptz,
    closed_on        date,
    voided_by        uuid references person,
    voided_at        timestamptz,
    void_reason      text,
    registered_until date,
    submissions      integer not null check (submissions >= 0),
    returns          integer not null check (returns between 0 and submissions),
    version          integer not null,
    foreign key (unit_id, path) references unit (id, path) on update cascade,
    -- What hangs on an issue lies where the issue lies.
    constraint issue_id_place_key unique (id, unit_id, path),
    constraint issue_interim_is_whole check ((interim_measure is null) = (interim_on is null)),
    constraint issue_start_is_whole check (num_nulls(started_by, started_at, started_for) in (0, 3)),
    constraint issue_submission_is_whole check (num_nulls(submitted_by, submitted_at, submitted_on, measure) in (0, 4)),
    constraint issue_closing_is_whole check (num_nulls(closed_by, closed_at, closed_on) in (0, 3)),
    constraint issue_voiding_is_whole check (num_nulls(voided_by, voided_at, void_reason) in (0, 3)),
    constraint issue_state_is_whole check (
        (started_at is not null) = (state in ('rectifying', 'reviewing', 'closed'))
        and (submitted_at is not null) = (state in ('reviewing', 'closed'))
        and (closed_at is not null) = (state = 'closed')
        and (voided_at is not null) = (state = 'void')
        and (registered_until is not null) = (state = 'registered')),
    constraint issue_closer_is_not_the_owner check (closed_by <> owner_id),
    constraint issue_voider_is_a_third_person check (voided_by not in (owner_id, raised_by)),
    constraint issue_subject_is_whole check ((subject_kind is not null) or (subject_name = '' and system_id is null))
);
create index issue_by_answer on issue (origin_answer) where origin_answer is not null;

-- One weakness is one issue, with every item that it touches, in the wording of the day.
create table issue_item (
    issue_id uuid not null,
    unit_id  uuid not null,
    path     text collate "C" not null,
    code     text not null check (code ~ '^[A-Z]{2,6}-[0-9]{2,3}$'),
    main     boolean not null,
    clause   text not null,
    title_zh text not null,
    title_en text not null,
    primary key (issue_id, code),
    foreign key (issue_id, unit_id, path) references issue (id, unit_id, path) on update cascade
);
create unique index issue_item_one_main on issue_item (issue_id) where main;
create index issue_item_by_code on issue_item (code, issue_id);

-- Everyone who ever submitted: nobody verifies their own rectification.
create table issue_submitter (
    issue_id  uuid not null,
    no        integer not null check (no > 0),
    unit_id   uuid not null,
    path      text collate "C" not null,
    person_id uuid not null references person,
    at        timestamptz not null,
    measure   text not null check (measure <> ''),
    primary key (issue_id, no),
    foreign key (issue_id, unit_id, path) references issue (id, unit_id, path) on update cascade
);

-- Every deadline that was ever issued, the first among them; none is changed.
create table deadline (
    id             uuid primary key,
    issue_id       uuid not null,
    unit_id        uuid not null,
    path           text collate "C" not null,
    why            text not null check (why in ('first', 'severity', 'reopened')),
    counted_from   date not null,
    due            date not null,
    days           integer not null check (days >= 0),
    calendar_known boolean not null,
    made_by        uuid not null references person,
    made_at        timestamptz not null,
    foreign key (issue_id, unit_id, path) references issue (id, unit_id, path) on update cascade
);
create index deadline_by_issue on deadline (issue_id, id);
create unique index deadline_one_first on deadline (issue_id) where why = 'first';

create table evidence (
    id           uuid primary key,
    unit_id      uuid not null,
    path         text collate "C" not null,
    subject_kind text not null check (subject_kind in ('issue', 'answer')),
    subject_id   uuid not null,
    name         text not null check (name <> ''),
    media_type   text not null,
    size         bigint not null check (size > 0),
    sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    taken_on     date not null,
    note         text not null,
    uploaded_by  uuid not null references person,
    uploaded_at  timestamptz not null,
    -- A day of grace: the database does not know the organisation's zone.
    constraint evidence_is_not_of_the_future check (taken_on <= (uploaded_at at time zone 'UTC')::date + 1),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index evidence_by_subject on evidence (subject_id, id);

-- One row per issue and level of the tree: the lists of a unit, a district and the city are the same short range.
create table issue_scope (
    ancestor text collate "C" not null,
    issue_id uuid not null references issue,
    state    text not null,
    severity text not null,
    owner_id uuid not null,
    due      date not null,
    primary key (issue_id, ancestor)
);
create index issue_scope_open_by_due on issue_scope (ancestor, due, issue_id)
    where state in ('awaiting', 'rectifying', 'reviewing', 'registered');
create index issue_scope_state_by_due on issue_scope (ancestor, state, due, issue_id);
create index issue_scope_all_by_due on issue_scope (ancestor, due, issue_id);
create index issue_scope_owner_by_due on issue_scope (owner_id, ancestor, due, issue_id);

-- How many, per unit: summed over a subtree at reading, so that nobody waits for a row of the whole city.
create table issue_count (
    unit_id  uuid not null,
    path     text collate "C" not null,
    state    text not null,
    severity text not null,
    n        integer not null check (n >= 0),
    primary key (unit_id, state, severity),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index issue_count_by_path on issue_count (path);

-- Who sees an issue: whoever works on issues in this subtree, and an owner what is assigned to them.
create function sees_issue(path text, owner uuid) returns boolean language plpgsql stable as $$
declare
    scope text := current_setting('zicha.scope', true);
    role text := current_setting('zicha.role', true);
begin
    return scope <> '' and starts_with(path, scope)
       and (role in ('officer', 'reviewer', 'leader', 'supervisor', 'system') or (role = 'owner' and owner = acting_person()));
end $$;

-- Who changes one: the same without those leaders that it is not assigned to.
create function works_on_issue(path text, owner uuid) returns boolean language plpgsql stable as $$
declare
    scope text := current_setting('zicha.scope', true);
    role text := current_setting('zicha.role', true);
begin
    return scope <> '' and starts_with(path, scope)
       and (role in ('officer', 'reviewer', 'supervisor', 'system') or (role in ('owner', 'leader') and owner = acting_person()));
end $$;

alter table issue enable row level security, force row level security;
alter table issue_item enable row level security, force row level security;
alter table issue_submitter enable row level security, force row level security;
alter table deadline enable row level security, force row level security;
alter table evidence enable row level security, force row level security;
alter table issue_scope enable row level security, force row level security;
alter table issue_count enable row level security, force row level security;

create policy read on issue for select using (sees_issue(path, owner_id));
create policy add on issue for insert with check (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'system'));
create policy change on issue for update using (works_on_issue(path, owner_id)) with check (works_on_issue(path, owner_id));

create policy read on issue_item for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = issue_id)));
create policy add on issue_item for insert with check (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'system'));

create policy read on issue_submitter for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = issue_id)));
create policy add on issue_submitter for insert with check (
    in_scope_as(path, 'officer', 'owner', 'leader', 'reviewer', 'supervisor', 'system')
    and (person_id = acting_person() or acting_as('system')));

create policy read on deadline for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = issue_id)));
create policy add on deadline for insert with check (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'system'));

create policy read on evidence for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (subject_kind = 'issue' and in_scope_as(path, 'owner') and exists (select from issue i where i.id = subject_id)));
create policy add on evidence for insert with check (
    in_scope_as(path, 'officer', 'owner', 'leader', 'reviewer', 'supervisor', 'system')
    and (uploaded_by = acting_person() or acting_as('system')));

create policy read on issue_scope for select using (sees_issue(ancestor, owner_id));
create policy read on issue_count for select using (in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system'));

-- The triggers below act as the owner of the tables, which the policies bind as well.
create policy kept_by_triggers on issue_scope to current_user using (true) with check (true);
create policy kept_by_triggers on issue_count to current_user using (true) with check (true);
create policy read_by_triggers on issue_submitter for select to current_user using (true);

grant select, insert on issue, issue_item, issue_submitter, deadline, evidence to zicha_app;
grant select on issue_scope, issue_count to zicha_app;
-- Number, unit, raiser and first deadline are never rewritten.
grant update (severity, state, owner_id, opened_at, due, due_days, due_known, interim_due, interim_measure, interim_on,
              started_by, started_at, started_for, submitted_by, submitted_at, submitted_on, measure, closed_by, closed_at, closed_on,
              voided_by, voided_at, void_reason, registered_until, submissions, returns, version) on issue to zicha_app;

create function keep_issue_scope() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'UPDATE' and new.path <> old.path then
        delete from issue_scope where issue_id = new.id;
    end if;
    if tg_op = 'INSERT' or new.path <> old.path then
        insert into issue_scope (ancestor, issue_id, state, severity, owner_id, due)
        select left(new.path, i), new.id, new.state, new.severity, new.owner_id, new.due
          from generate_series(1, length(new.path)) i where substr(new.path, i, 1) = '/';
    elsif (new.state, new.severity, new.owner_id, new.due) is distinct from (old.state, old.severity, old.owner_id, old.due) then
        update issue_scope set state = new.state, severity = new.severity, owner_id = new.owner_id, due = new.due
         where issue_id = new.id;
    end if;
    return null;
end $$;
create trigger issue_scope after insert or update on issue for each row execute function keep_issue_scope();

create function keep_issue_count() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    -- One lock per unit, so that two changes never wait for each other's rows crosswise.
    perform pg_advisory_xact_lock(hashtextextended(new.unit_id::text, 4));
    if tg_op = 'UPDATE' then
        update issue_count set n = n - 1 where unit_id = old.unit_id and state = old.state and severity = old.severity;
    end if;
    insert into issue_count (unit_id, path, state, severity, n) values (new.unit_id, new.path, new.state, new.severity, 1)
        on conflict (unit_id, state, severity) do update set n = issue_count.n + 1;
    return null;
end $$;
create trigger issue_counted after insert on issue for each row execute function keep_issue_count();
create trigger issue_recounted after update on issue for each row
    when ((old.state, old.severity) is distinct from (new.state, new.severity)) execute function keep_issue_count();

create function refuse_own_work() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select from issue_submitter s where s.issue_id = new.id and s.person_id in (new.closed_by, new.voided_by)) then
        raise exception 'issue % was submitted by the person who closes or voids it', new.number
            using errcode = 'check_violation', table = 'issue', constraint = 'issue_verifier_never_submitted';
    end if;
    return null;
end $$;
create constraint trigger issue_verifier_never_submitted after insert or update on issue
    for each row when (new.closed_by is not null or new.voided_by is not null) execute function refuse_own_work();

-- WT-2026-000123: a sequence per year, made when its first issue is raised. A number that was rolled back stays unused.
create function next_issue_number(year integer) returns text language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if year not between 2000 and 2999 then raise exception 'no year for an issue: %', year; end if;
    if to_regclass('issue_no_' || year) is null then
        perform pg_advisory_xact_lock(hashtextextended('issue_no', year));
        execute format('create sequence if not exists issue_no_%s', year);
    end if;
    return format('WT-%s-%s', year, lpad(nextval(('issue_no_' || year)::regclass)::text, 6, '0'));
end $$;

-- Totals of a subtree within the scope, without asking the policy row by row.
create function issue_totals(below text) returns table (state text, severity text, n bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not coalesce(in_scope_as(below, 'officer', 'reviewer', 'leader', 'supervisor', 'system'), false) then return; end if;
    return query select c.state, c.severity, sum(c.n) from issue_count c
                  where c.path >= below and c.path < left(below, -1) || '0' and c.n > 0 group by c.state, c.severity;
end $$;

-- The history of an issue is read by whoever sees the issue.
create policy read_of_issues on audit for select using (
    subject_kind = 'issue'
    and (in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor')
         or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = subject_id))));
