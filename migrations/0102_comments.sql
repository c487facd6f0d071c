-- 评论 on an issue: added to, never rewritten.
create table issue_comment (
    id        uuid primary key,
    issue_id  uuid not null,
    unit_id   uuid not null,
    path      text collate "C" not null,
    made_by   uuid not null references person,
    role      text not null,
    made_at   timestamptz not null,
    body      text not null check (char_length(body) between 1 and 1000),
    -- Who was told of it.
    mentioned uuid[] not null,
    foreign key (issue_id, unit_id, path) references issue (id, unit_id, path) on update cascade
);
create index issue_comment_by_issue on issue_comment (issue_id, id);

alter table issue_comment enable row level security, force row level security;
create policy read on issue_comment for select using (
    in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
    or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = issue_id)));
create policy add on issue_comment for insert with check (
    (in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system')
     or (in_scope_as(path, 'owner') and exists (select from issue i where i.id = issue_id)))
    and (made_by = acting_person() or acting_as('system')));
grant select, insert on issue_comment to zicha_app;

-- Which of these people see an issue at this place: through a post there or above, or as its owner. Whoever asks may not read all of
-- those posts, and learns no name.
create function seeing_issue(people uuid[], place text, owner uuid, day date) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
begin
    if coalesce(scope, '') = '' or not starts_with(place, scope) then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query
        select distinct o.person_id from post o
         where o.person_id = any (people) and starts_with(place, o.path)
           and (o.role in ('officer', 'reviewer', 'leader', 'supervisor') or (o.role = 'owner' and o.person_id = owner))
           and o.starts_on <= day and (o.ends_on is null or o.ends_on >= day);
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
end $$;
