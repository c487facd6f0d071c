-- 整改方案: how an issue is to be set right. Each change, a step that is done too, is a version of its own; the one with the highest
-- number counts and none is ever rewritten.
create table issue_plan (
    issue_id    uuid not null,
    no          integer not null check (no > 0),
    unit_id     uuid not null,
    path        text collate "C" not null,
    approach    text not null check (approach in ('at_once', 'by_deadline', 'long_term')),
    measure     text not null check (measure <> ''),
    responsible text not null check (responsible <> ''),
    -- 分: a hundredth of a yuan.
    cost        bigint not null check (cost >= 0),
    emergency   text not null,
    made_by     uuid not null references person,
    made_at     timestamptz not null,
    primary key (issue_id, no),
    foreign key (issue_id, unit_id, path) references issue (id, unit_id, path) on update cascade
);

create table issue_plan_step (
    issue_id uuid not null,
    plan_no  integer not null,
    no       integer not null check (no > 0),
    unit_id  uuid not null,
    path     text collate "C" not null,
    what     text not null check (what <> ''),
    due      date not null,
    done_on  date,
    primary key (issue_id, plan_no, no),
    foreign key (issue_id, plan_no) references issue_plan (issue_id, no),
    foreign key (issue_id, unit_id, path) references issue (id, unit_id, path) on update cascade
);

alter table issue_plan enable row level security, force row level security;
alter table issue_plan_step enable row level security, force row level security;
create policy read on issue_plan for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = issue_id)));
create policy add on issue_plan for insert with check (
    in_scope_as(path, 'officer', 'owner', 'leader', 'reviewer', 'supervisor', 'system')
    and (made_by = acting_person() or acting_as('system')));
create policy read on issue_plan_step for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = issue_id)));
create policy add on issue_plan_step for insert with check (
    in_scope_as(path, 'officer', 'owner', 'leader', 'reviewer', 'supervisor', 'system'));
grant select, insert on issue_plan, issue_plan_step to zicha_app;
