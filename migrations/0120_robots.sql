-- 群机器人: the group chats that a unit's reminders and nudges are told to. The address carries its key, so neither address nor secret is
-- ever read back: the program's role may not select them, and only the worker that sends gets them from the function.
create table robot (
    id       uuid primary key,
    unit_id  uuid not null,
    path     text collate "C" not null,
    kind     text not null check (kind in ('wecom', 'dingtalk', 'feishu')),
    name     text not null check (name <> ''),
    host     text not null,
    -- The last characters of the address, to tell it by.
    hint     text not null,
    address  text not null,
    secret   text not null default '',
    language text not null,
    topics   text[] not null check (topics <@ '{deadline,urge}'::text[] and topics <> '{}'),
    active   boolean not null default true,
    made_by  uuid references person,
    made_at  timestamptz not null,
    constraint robot_name unique (unit_id, name),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index robot_by_path on robot (path);

alter table robot enable row level security, force row level security;
-- Whoever's act is told looks which robots there are.
create policy read on robot for select using (in_scope_as(path, 'admin', 'officer', 'owner', 'leader', 'reviewer', 'supervisor', 'system'));
create policy keep on robot using (in_scope_as(path, 'admin', 'system')) with check (in_scope_as(path, 'admin', 'system'));
grant select (id, unit_id, path, kind, name, host, hint, language, topics, active, made_by, made_at), insert, delete on robot to zicha_app;
grant update (active) on robot to zicha_app;

create function robot_target(which uuid) returns table (address text, secret text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not acting_as('system') then return; end if;
    return query select r.address, r.secret from robot r where r.id = which;
end $$;

-- What happens once is told once, whoever tells it.
alter table job add column cause text;
create unique index job_of_cause on job (kind, cause) where cause is not null;
create index job_of_robot on job ((data ->> 'robot'), id) where kind = 'robot.message';
