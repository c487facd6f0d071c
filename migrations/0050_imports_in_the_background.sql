-- A table whose heads say too little is matched by hand; what was said of a head is remembered for the unit. What a check has
-- found is kept page by page, so that a big table is read once; reading and storing go on after the request.

alter table table_import
    -- Rows with a value, heads and titles among them.
    add column rows integer not null default 0,
    -- Matched by hand: the row with the heads, and for each column of the file the key of ours or nothing.
    add column head integer,
    add column columns text[],
    -- Every check has a number: what was seen of one does not confirm another.
    add column check_no integer not null default 0,
    add column checked jsonb,
    -- What goes on after the request, how far it is, and what it came to where it came to nothing.
    add column work text constraint table_import_work check (work in ('check', 'store')),
    add column work_done integer not null default 0,
    add column fault text constraint table_import_fault check (fault in ('outdated', 'ended', 'failed')),
    add constraint table_import_is_matched_as_a_whole check ((head is null) = (columns is null)),
    add constraint table_import_stores_what_was_checked check (work is distinct from 'store' or checked is not null),
    add constraint table_import_applied_rests check (applied_at is null or work is null);

-- The clock clears what was left lying, and tells of work whose post has ended.
create policy system on table_import using (in_scope_as(path, 'system')) with check (in_scope_as(path, 'system'));

-- One page of the preview: all lines, or those with something to look at.
create table import_page (
    import_id uuid not null references table_import on delete cascade,
    marked    boolean not null,
    no        integer not null,
    lines     json not null,
    primary key (import_id, marked, no)
);
alter table import_page enable row level security, force row level security;
-- Whoever sees the import sees its pages.
create policy own on import_page using (exists (select from table_import t where t.id = import_id));
grant select, insert, delete on import_page to zicha_app;

-- What a head means in the tables of an office, told by a person: a column of ours, or none.
create table import_match (
    unit_id     uuid not null,
    path        text collate "C" not null,
    register    text not null constraint import_match_register check (register in ('units', 'people', 'systems')),
    head        text not null constraint import_match_head check (length(head) between 1 and 120),
    column_key  text,
    -- Said although the head spoke for itself.
    against     boolean not null,
    said_by     uuid not null references person,
    said_at     timestamptz not null,
    primary key (unit_id, register, head),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index import_match_by_path on import_match (path);
alter table import_match enable row level security, force row level security;
create policy kept on import_match
    using (in_scope_as(path, case register when 'systems' then 'officer' else 'admin' end))
    with check (in_scope_as(path, case register when 'systems' then 'officer' else 'admin' end));
grant select, insert, update, delete on import_match to zicha_app;
