-- 催办: at most one a day and issue, whoever nudges; the count is that of the rows. What was said stands in the time line.
create table issue_nudge (
    issue_id  uuid not null,
    unit_id   uuid not null,
    path      text collate "C" not null,
    -- The organisation's day.
    day       date not null,
    nudged_by uuid not null references person,
    nudged_at timestamptz not null,
    primary key (issue_id, day),
    foreign key (issue_id, unit_id, path) references issue (id, unit_id, path) on update cascade
);
create index issue_nudge_by_path on issue_nudge (path, day);

alter table issue_nudge enable row level security, force row level security;
create policy read on issue_nudge for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = issue_id)));
create policy add on issue_nudge for insert with check (
    in_scope_as(path, 'leader', 'supervisor') and nudged_by = acting_person());
grant select, insert on issue_nudge to zicha_app;
