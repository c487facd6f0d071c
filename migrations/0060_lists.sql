-- Lists: what a person has set on one, workbooks that are made apart from a request, and two more orders of the issues.

create table list_view (
    person_id uuid not null references person,
    list      text not null check (list <> ''),
    -- The columns that are shown, of those that can be left out; null: as the program has it.
    columns   text[],
    -- [{"name", "query"}] in the order of saving.
    filters   jsonb not null default '[]' check (jsonb_typeof(filters) = 'array'),
    primary key (person_id, list)
);
alter table list_view enable row level security, force row level security;
create policy own on list_view using (person_id = acting_person()) with check (person_id = acting_person());
grant select, insert, update on list_view to zicha_app;

-- Belongs to the post that asked: what is in it is what that post saw.
create table export (
    id          uuid primary key,
    list        text not null check (list <> ''),
    unit_id     uuid not null,
    path        text collate "C" not null,
    person_id   uuid not null references person,
    post_id     uuid not null references post,
    language    text not null,
    query       text not null,
    file_name   text not null check (file_name <> ''),
    made_at     timestamptz not null,
    -- How many lines there are to write, once counted, and how many are written.
    lines       bigint check (lines >= 0),
    written     bigint not null default 0 check (written >= 0),
    finished_at timestamptz,
    failed      text,
    body        bytea,
    constraint export_ends_once check (num_nonnulls(body, failed) = case when finished_at is null then 0 else 1 end),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index export_by_post on export (post_id, made_at desc);
create index export_by_path on export (path, id);
-- A workbook is compressed already.
alter table export alter column body set storage external;
alter table export enable row level security, force row level security;
create policy own on export using (acting_as('system') and in_scope(path) or person_id = acting_person() and in_scope(path))
    with check (acting_as('system') and in_scope(path) or person_id = acting_person() and in_scope(path));
grant select, insert, delete on export to zicha_app;
grant update (lines, written, finished_at, failed, body) on export to zicha_app;

-- By number, newest first or last, and the most severe first, for a unit, a district and the city alike.
create function severity_rank(severity text) returns smallint language sql immutable parallel safe as
    $$ select case severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 else 3 end::smallint $$;
create index issue_scope_by_id on issue_scope (ancestor, issue_id);
create index issue_scope_open_by_id on issue_scope (ancestor, issue_id)
    where state in ('awaiting', 'rectifying', 'reviewing', 'registered');
create index issue_scope_open_by_severity on issue_scope (ancestor, severity_rank(severity), due, issue_id)
    where state in ('awaiting', 'rectifying', 'reviewing', 'registered');
