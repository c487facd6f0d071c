-- 消息: what a person is told, in the portal and, as they choose, by mail. It holds numbers, titles of the checklist and days, never
-- free text: details of a weakness stay inside.
create table message (
    id        uuid primary key,
    person_id uuid not null references person,
    unit_id   uuid not null,
    path      text collate "C" not null,
    kind      text not null check (kind in ('assigned', 'returned', 'decided', 'nudge', 'supervision', 'mention', 'reminder', 'digest')),
    -- The first of what it tells; how many there are altogether.
    lines     jsonb not null check (jsonb_typeof(lines) = 'array'),
    total     integer not null check (total > 0),
    made_at   timestamptz not null,
    read_at   timestamptz,
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index message_by_person on message (person_id, id);
create index message_unread on message (person_id, id) where read_at is null;
create index message_by_path on message (path, id);
create index message_by_age on message (made_at);

-- A message is its reader's, whichever post they work through; whoever writes it does so within their own scope.
alter table message enable row level security, force row level security;
create policy read on message for select using (person_id = acting_person() or acting_as('system'));
create policy add on message for insert with check (in_scope_as(path, 'officer', 'owner', 'leader', 'reviewer', 'supervisor', 'system'));
create policy change on message for update using (person_id = acting_person()) with check (person_id = acting_person());
create policy clear on message for delete using (acting_as('system'));
grant select, insert, delete on message to zicha_app;
grant update (read_at) on message to zicha_app;

-- About what a person wants mails.
alter table person add column mails text[] not null default '{deadline,work,urge,mention}'
    check (mails <@ '{deadline,work,urge,mention}'::text[]);

-- Which of these people get a mail about it; whoever tells them may not read their addresses.
create function wanting_mail(people uuid[], about text) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
begin
    if coalesce(scope, '') = '' then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query
        select p.id from person p join account a on a.person_id = p.id
         where p.id = any (people) and p.mail <> '' and about = any (p.mails) and a.disabled_at is null;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
end $$;
