-- Rounds, the inspection of each unit in one, its subjects, answers and what was said about single items.

create table round (
    id             uuid primary key,
    number         text collate "C" not null constraint round_number_key unique,
    title          text not null check (title <> ''),
    unit_id        uuid not null,
    path           text collate "C" not null,
    kind           text not null check (kind in ('self')),
    checklist_id   uuid not null references checklist,
    every          text not null check (every in ('monthly', 'quarterly', 'half_yearly', 'yearly')),
    starts_on      date not null,
    due_on         date not null,
    needs_sign_off boolean not null,
    opened_by      uuid not null references person,
    opened_at      timestamptz not null,
    constraint round_is_due_after_its_start check (due_on >= starts_on),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index round_by_path on round (path, id);

-- One per unit and round. The facts of each state stand in its own columns; the counters are kept by the same transaction as the answers.
create table inspection (
    id                uuid primary key,
    round_id          uuid not null references round,
    unit_id           uuid not null,
    path              text collate "C" not null,
    state             text not null constraint inspection_state check (state in ('open', 'awaiting_sign_off', 'awaiting_review', 'returned', 'accepted')),
    version           integer not null check (version > 0),
    revision          integer not null default 0,
    late              boolean,
    sent_back_by      uuid references person,
    sent_back_at      timestamptz,
    sent_back_reason  text,
    submissions       integer not null default 0 check (submissions >= 0),
    submitted_by      uuid references person,
    submitted_at      timestamptz,
    sign_off          text constraint inspection_sign_off check (sign_off in ('online', 'scan', 'off')),
    signed_by         uuid references person,
    signed_at         timestamptz,
    scan_id           uuid,
    reviewed_by       uuid references person,
    reviewed_at       timestamptz,
    correction_by     uuid references person,
    correction_at     timestamptz,
    correction_reason text,
    supplementary     boolean not null default false,
    started_at        timestamptz,
    -- What the unit's profile said when the sheet was handed in.
    flags             text[],
    cells             integer not null default 0,
    cells_done        integer not null default 0,
    pass              integer not null default 0,
    partial           integer not null default 0,
    fail              integer not null default 0,
    na                integer not null default 0,
    left_open         integer not null default 0,
    constraint inspection_once_per_round unique (round_id, unit_id),
    constraint inspection_id_place_key unique (id, unit_id, path),
    constraint inspection_counts check (least(cells, cells_done, pass, partial, fail, na, left_open) >= 0 and cells_done <= cells),
    constraint inspection_sent_back_is_whole check (num_nulls(sent_back_by, sent_back_at, sent_back_reason) in (0, 3)),
    constraint inspection_sent_back_is_open check (sent_back_at is null or state = 'open'),
    constraint inspection_submission_is_whole check (num_nulls(submitted_by, submitted_at) in (0, 2)),
    constraint inspection_is_submitted check ((submitted_at is null) = (state = 'open')),
    constraint inspection_is_signed check ((sign_off is null) = (state in ('open', 'awaiting_sign_off'))),
    constraint inspection_signature_is_whole check (num_nulls(signed_by, signed_at) = case when sign_off in ('online', 'scan') then 0 else 2 end),
    constraint inspection_scan_is_there check ((scan_id is not null) = (coalesce(sign_off, '') = 'scan')),
    constraint inspection_is_reviewed check (num_nulls(reviewed_by, reviewed_at) = case when state in ('returned', 'accepted') then 0 else 2 end),
    constraint inspection_reviewer_did_not_submit check (reviewed_by <> submitted_by),
    constraint inspection_correction_is_whole check (num_nulls(correction_by, correction_at, correction_reason) in (0, 3)),
    constraint inspection_correction_of_accepted check (correction_at is null or state = 'accepted'),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index inspection_by_round on inspection (round_id, path);
create index inspection_by_path on inspection (path, id);

-- The columns of a sheet: systems by their id in the register, as they were when the sheet last changed; zones, host groups
-- and media as the officer names them.
create table subject (
    id            uuid not null,
    inspection_id uuid not null,
    unit_id       uuid not null,
    path          text collate "C" not null,
    kind          text not null constraint subject_kind check (kind in ('system', 'zone', 'hosts', 'media')),
    name          text not null check (name <> ''),
    group_kind    text constraint subject_group_kind check (group_kind in ('server', 'office_terminal', 'teaching_terminal')),
    status        text constraint subject_status check (status in ('in_use', 'suspended', 'retired')),
    important     boolean not null default false,
    provided_by   uuid references unit,
    supplementary boolean not null default false,
    added_at      timestamptz not null,
    primary key (inspection_id, id),
    constraint subject_name_key unique (inspection_id, kind, name) deferrable initially deferred,
    constraint subject_of_hosts_has_its_kind check ((group_kind is not null) = (kind = 'hosts')),
    constraint subject_of_a_system_has_its_status check ((status is not null) = (kind = 'system')),
    foreign key (inspection_id, unit_id, path) references inspection (id, unit_id, path) on update cascade
);

-- A cell; it exists once it was answered. No subject: the unit itself. Its wording is that of the round's checklist, which never changes.
create table answer (
    id            uuid primary key,
    inspection_id uuid not null,
    unit_id       uuid not null,
    path          text collate "C" not null,
    code          text not null check (code ~ '^[A-Z]{2,6}-[0-9]{2,3}$'),
    subject_id    uuid,
    result        text not null constraint answer_result check (result in ('pass', 'partial', 'fail', 'na', 'open')),
    note          text not null default '',
    boxes         text[] not null default '{}',
    on_the_spot   boolean not null default false,
    source        text not null constraint answer_source check (source in ('person', 'records')),
    answered_by   uuid not null references person,
    answered_at   timestamptz not null,
    version       integer not null check (version > 0),
    constraint answer_once_per_cell unique nulls not distinct (inspection_id, code, subject_id),
    constraint answer_on_the_spot_is_partial check (not on_the_spot or result = 'partial'),
    foreign key (inspection_id, unit_id, path) references inspection (id, unit_id, path) on update cascade,
    foreign key (inspection_id, subject_id) references subject (inspection_id, id)
);

-- What was written about single items: why one stays open at a submission, why one was returned.
create table item_reason (
    inspection_id uuid not null,
    unit_id       uuid not null,
    path          text collate "C" not null,
    submission    integer not null,
    kind          text not null check (kind in ('open', 'returned')),
    code          text not null,
    reason        text not null check (reason <> ''),
    by            uuid not null references person,
    at            timestamptz not null,
    primary key (inspection_id, submission, kind, code),
    foreign key (inspection_id, unit_id, path) references inspection (id, unit_id, path) on update cascade
);

-- An accepted version that a granted correction replaced, with the answers that it had.
create table inspection_version (
    inspection_id uuid not null,
    version       integer not null,
    unit_id       uuid not null,
    path          text collate "C" not null,
    facts         jsonb not null,
    answers       jsonb not null,
    granted_by    uuid not null references person,
    granted_at    timestamptz not null,
    primary key (inspection_id, version),
    foreign key (inspection_id, unit_id, path) references inspection (id, unit_id, path) on update cascade
);

-- A round is read where its units are, and by the units below whom it concerns.
create function meets_scope(path text) returns boolean language plpgsql stable as $$
declare
    scope text := current_setting('zicha.scope', true);
    role text := current_setting('zicha.role', true);
begin
    return scope <> '' and role in ('officer', 'reviewer', 'supervisor', 'leader', 'system')
       and (starts_with(path, scope) or starts_with(scope, path));
end $$;

-- The officer of this very unit, while the sheet may be written in.
create function fills_in(path text, inspection uuid) returns boolean language plpgsql stable as $$
begin
    return current_setting('zicha.scope', true) <> '' and path = current_setting('zicha.scope', true) and acting_as('officer')
       and exists (select from inspection i where i.id = inspection and i.state in ('open', 'returned'));
end $$;

alter table round enable row level security, force row level security;
alter table inspection enable row level security, force row level security;
alter table subject enable row level security, force row level security;
alter table answer enable row level security, force row level security;
alter table item_reason enable row level security, force row level security;
alter table inspection_version enable row level security, force row level security;

create policy read on round for select using (meets_scope(path));
create policy add on round for insert with check (in_scope_as(path, 'supervisor'));

create policy read on inspection for select using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'));
create policy add on inspection for insert with check (in_scope_as(path, 'supervisor'));
create policy change on inspection for update using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader'))
    with check (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader'));

create policy read on subject for select using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'));
create policy add on subject for insert with check (in_scope_as(path, 'supervisor') or fills_in(path, inspection_id));
create policy change on subject for update using (fills_in(path, inspection_id)) with check (fills_in(path, inspection_id));
create policy take_away on subject for delete using (fills_in(path, inspection_id));

create policy read on answer for select using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'));
create policy add on answer for insert with check (fills_in(path, inspection_id));
create policy change on answer for update using (fills_in(path, inspection_id)) with check (fills_in(path, inspection_id));

create policy read on item_reason for select using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'));
create policy add on item_reason for insert with check (in_scope_as(path, 'officer', 'reviewer', 'supervisor') and by = acting_person());

create policy read on inspection_version for select using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'));
create policy add on inspection_version for insert with check (in_scope_as(path, 'officer', 'reviewer', 'supervisor') and granted_by = acting_person());

create policy read_rounds on audit for select using (
    (subject_kind in ('inspection', 'answer') and in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader'))
    or (subject_kind = 'round' and meets_scope(path)));

grant select, insert on round, item_reason, inspection_version to zicha_app;
grant select, insert on inspection, answer to zicha_app;
grant select, insert, delete on subject to zicha_app;
grant update (name, status, important, provided_by) on subject to zicha_app;
grant update (result, note, boxes, on_the_spot, source, answered_by, answered_at, version) on answer to zicha_app;
grant update (state, version, revision, late, sent_back_by, sent_back_at, sent_back_reason, submissions, submitted_by, submitted_at, sign_off,
              signed_by, signed_at, scan_id, reviewed_by, reviewed_at, correction_by, correction_at, correction_reason, started_at, flags,
              cells, cells_done, pass, partial, fail, na, left_open) on inspection to zicha_app;

-- ZC-2026-0001: a sequence per year, made when its first round is opened. A number that was rolled back stays unused.
create function next_round_number(year integer) returns text language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if year not between 2000 and 2999 then raise exception 'no year for a round: %', year; end if;
    if to_regclass('round_no_' || year) is null then
        perform pg_advisory_xact_lock(hashtextextended('round_no', year));
        execute format('create sequence if not exists round_no_%s', year);
    end if;
    return format('ZC-%s-%s', year, lpad(nextval(('round_no_' || year)::regclass)::text, 4, '0'));
end $$;

-- The scan of a signed sheet is evidence too.
alter table evidence drop constraint evidence_subject_kind_check;
alter table evidence add constraint evidence_subject_kind_check check (subject_kind in ('issue', 'answer', 'inspection'));
