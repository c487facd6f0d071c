-- 合并单位: a unit goes into another and is closed with a link to it. What is alive goes along, what is finished stays under the
-- old name. And whatever unit an inspection came with or went to during its round, the round is seen there.

alter table unit
    add column merged_into uuid references unit,
    add constraint unit_merged_is_closed check (merged_into is null or closed_on is not null),
    add constraint unit_merged_into_another check (merged_into <> id);
create index unit_by_successor on unit (merged_into) where merged_into is not null;

-- A unit's name stands beside what went to it or came from it, though it is out of scope itself.
create function unit_name(which uuid) returns text language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    found_name text;
begin
    if which is null or coalesce(scope, '') = '' then return null; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select name into found_name from unit where id = which;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    return found_name;
end $$;

-- An inspection that moved with its unit belongs to a round of where it was opened.
create function takes_part(which uuid) returns boolean language sql stable as $$
    select exists (select from inspection i where i.round_id = which and i.path >= current_setting('zicha.scope', true)
                                             and i.path < left(current_setting('zicha.scope', true), -1) || '0')
$$;
drop policy read on round;
create policy read on round for select using (meets_scope(path) or takes_part(id));

-- The functions below act in the name of the system; the program's own role may still write none of this.
drop policy change on inspection;
create policy change on inspection for update using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'))
    with check (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'));
drop policy change on unit_profile;
create policy change on unit_profile for update using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'system'))
    with check (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'system'));
create policy follow on evidence for update using (in_scope_as(path, 'system')) with check (in_scope_as(path, 'system'));
create policy follow on audit for update using (in_scope_as(path, 'system')) with check (in_scope_as(path, 'system'));

-- The inspections that a unit still owes when it ends are excused. What waits for a leader whom it does not have any more is taken
-- back before.
create function excuse_inspections(whose uuid) returns table (id uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    place text;
begin
    if coalesce(scope, '') = '' then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select u.path into place from unit u where u.id = whose;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    if not coalesce(in_scope_as(place, 'admin', 'system'), false) then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    update inspection i set state = 'open', submitted_by = null, submitted_at = null, revision = i.revision + 1
     where i.unit_id = whose and i.state = 'awaiting_sign_off';
    return query select i.id from inspection i where i.unit_id = whose and i.state in ('open', 'returned');
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
end $$;

-- Where a path lies once `gone` is merged into `stays`.
create function path_after(path text, gone text, stays text) returns text language sql immutable strict parallel safe as
    $$ select case when starts_with(path, gone) then stays || substr(path, length(gone) + 1) else path end $$;

-- What a merger takes along and what stands in its way, as numbers: an administrator sees no more of it.
create function merger_of(gone uuid, stays uuid, today date) returns table (what text, n bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    own_role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    a text;
    b text;
begin
    if coalesce(scope, '') = '' then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select u.path into a from unit u where u.id = gone;
    select u.path into b from unit u where u.id = stays;
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
    if not coalesce(in_scope_as(a, 'admin', 'system') and in_scope_as(b, 'admin', 'system'), false) then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    return query
        with alive as (
            select o.* from post o where o.ends_on is null or o.ends_on >= today
        ), double as (
            select o.id from alive o where o.unit_id = gone and exists (
                select from alive p where p.unit_id = stays and p.person_id = o.person_id and p.role = o.role and p.starts_on <= today
                                      and (p.ends_on is null or p.ends_on >= o.ends_on))
        ), later as (
            select o.id, o.person_id, o.role, o.starts_on, o.ends_on, path_after(o.path, a, b) as path, starts_with(o.path, a) as goes
              from alive o
             where o.role in ('admin', 'officer', 'auditor') and not exists (select from double d where d.id = o.id)
               and o.person_id in (select p.person_id from alive p where p.path >= a and p.path < left(a, -1) || '0')
        ), going as (
            select i.*, exists (select from inspection j where j.round_id = i.round_id and j.unit_id = stays) as twice
              from inspection i where i.unit_id = gone and i.state <> 'accepted'
        )
        select t.what, t.n from (
            select 'people' as what, count(*) as n from person p where p.unit_id = gone
            union all select 'posts', count(*) from alive o where o.unit_id = gone and not exists (select from double d where d.id = o.id)
            union all select 'double_posts', count(*) from double
            union all select 'systems', count(*) from system s where s.unit_id = gone
            union all select 'same_systems', count(*) from system s join system y on y.unit_id = stays and y.name = s.name where s.unit_id = gone
            union all select 'issues', count(*) from issue i where i.unit_id = gone and i.state not in ('closed', 'void')
            union all select 'inspections', count(*) from going g where not g.twice
            union all select 'excused', count(*) from going g where g.twice and g.state <> 'awaiting_review'
            union all select 'reviewed', count(*) from going g where g.twice and g.state = 'awaiting_review'
            union all select 'units', count(*) from unit u where u.parent_id = gone
            union all select 'profile', count(*) from unit_profile p where p.unit_id = stays and p.confirmed_at is not null
                and not exists (select from unit_profile q where q.unit_id = gone and q.confirmed_at is not null and p.flags <@ q.flags)
                and p.flags <> '{}'
            union all select 'apart', count(distinct x.person_id) from later x
                join later y on y.person_id = x.person_id and y.id <> x.id and y.role <> x.role
                 and (starts_with(x.path, y.path) or starts_with(y.path, x.path))
                 and (y.ends_on is null or y.ends_on >= x.starts_on) and (x.ends_on is null or x.ends_on >= y.starts_on)
               where x.goes
            union all select 'staff_numbers', count(*) from person p join person q on q.unit_id = stays and q.staff_no = p.staff_no
               where p.unit_id = gone) t
         where t.n > 0;
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
end $$;

-- Merges one unit into another, and tells what went where, so that each thing gets its event: what it is, its id, whether it is in
-- the successor now, and what there is to say. Issues that are closed, inspections that are accepted, posts that have ended,
-- settings and vacations stay where they are, under the old name. An inspection of the unit goes along where the successor has
-- none in that round. Where it has one, it stays: what waits for the unit above is decided there, the rest is excused, because
-- nobody is left to answer for it and a sheet is handed in by an officer and signed by a leader, or not at all.
create function merge_units(gone uuid, stays uuid, today date) returns table (what text, id uuid, there boolean, data jsonb)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    own_role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    a unit%rowtype;
    b unit%rowtype;
    moved uuid[];
    issues uuid[];
    sheets uuid[];
    people uuid[];
    systems uuid[];
begin
    if coalesce(scope, '') = '' then return; end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select * into a from unit u where u.id = gone;
    select * into b from unit u where u.id = stays;
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
    if not coalesce(in_scope_as(a.path, 'admin', 'system') and in_scope_as(b.path, 'admin', 'system'), false)
       or a.parent_id is null or a.closed_on is not null or b.closed_on is not null or starts_with(b.path, a.path) then
        raise exception 'unit % cannot be merged into %', gone, stays;
    end if;
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);

    -- Posts: the same person in the same role in both has one afterwards.
    return query
        update post o set ends_on = greatest(today - 1, o.starts_on - 1)
         where o.unit_id = gone and (o.ends_on is null or o.ends_on >= today) and exists (
            select from post p where p.unit_id = stays and p.person_id = o.person_id and p.role = o.role and p.starts_on <= today
                                 and (p.ends_on is null or p.ends_on >= today and p.ends_on >= o.ends_on))
        returning 'post.end'::text, o.person_id, false, jsonb_build_object('role', o.role, 'ends_on', o.ends_on);
    return query
        update post o set unit_id = stays, path = b.path where o.unit_id = gone and (o.ends_on is null or o.ends_on >= today)
        returning 'post.move'::text, o.person_id, true, jsonb_build_object('role', o.role);

    with went as (update person p set unit_id = stays, path = b.path where p.unit_id = gone returning p.id)
    select coalesce(array_agg(w.id), '{}') into people from went w;
    return query select 'person.move'::text, unnest(people), true, '{}'::jsonb;

    -- Systems: two of one name stay two.
    return query
        update system s set name = s.name || '（' || a.name || ' ' || a.code || '）'
         where s.unit_id = gone and exists (select from system y where y.unit_id = stays and y.name = s.name)
        returning 'system.rename'::text, s.id, true, jsonb_build_object('name', s.name);
    update system s set provided_by = nullif(stays, s.unit_id) where s.provided_by = gone;
    with went as (
        update system s set unit_id = stays, path = b.path, provided_by = nullif(s.provided_by, stays) where s.unit_id = gone returning s.id)
    select coalesce(array_agg(w.id), '{}') into systems from went w;
    return query select 'system.move'::text, unnest(systems), true, '{}'::jsonb;

    with went as (
        update issue i set unit_id = stays, path = b.path, version = i.version + 1
         where i.unit_id = gone and i.state not in ('closed', 'void') returning i.id)
    select coalesce(array_agg(w.id), '{}') into issues from went w;
    return query select 'issue.move'::text, unnest(issues), true, '{}'::jsonb;

    with went as (
        update inspection i set unit_id = stays, path = b.path, revision = i.revision + 1
         where i.unit_id = gone and i.state <> 'accepted'
           and not exists (select from inspection j where j.round_id = i.round_id and j.unit_id = stays) returning i.id)
    select coalesce(array_agg(w.id), '{}') into sheets from went w;
    return query select 'inspection.move'::text, unnest(sheets), true, '{}'::jsonb;
    return query select 'inspection.excuse'::text, e.id, false, '{}'::jsonb from excuse_inspections(gone) e;

    update evidence e set unit_id = stays, path = b.path
     where e.unit_id = gone and (e.subject_kind = 'issue' and e.subject_id = any (issues)
        or e.subject_kind = 'inspection' and e.subject_id = any (sheets)
        or e.subject_kind = 'answer' and e.subject_id in (select s.id from answer s where s.inspection_id = any (sheets)));
    update job j set unit_id = stays, path = b.path where j.unit_id = gone and j.done_at is null and j.given_up_at is null;
    -- What happened to these things is read where they are.
    moved := people || systems || issues || sheets || array(select s.id from answer s where s.inspection_id = any (sheets));
    update audit t set unit_id = stays, path = b.path where t.subject_id = any (moved) and t.unit_id = gone;

    -- A profile holds for both or is confirmed anew.
    return query
        update unit_profile p set confirmed_by = null, confirmed_at = null
         where p.unit_id = stays and p.confirmed_at is not null and p.flags <> '{}'
           and not exists (select from unit_profile q where q.unit_id = gone and q.confirmed_at is not null and p.flags <@ q.flags)
        returning 'profile.lapse'::text, stays, true, '{}'::jsonb;

    return query
        update unit u set parent_id = stays where u.parent_id = gone returning 'unit.move'::text, u.id, true, '{}'::jsonb;
    update unit u set path = path_after(u.path, a.path, b.path), sort_key = b.sort_key || substr(u.sort_key, length(a.sort_key) + 1)
     where starts_with(u.path, a.path) and u.id <> gone;
    update unit u set closed_on = today, merged_into = stays where u.id = gone;
    perform set_config('zicha.role', own_role, true), set_config('zicha.scope', scope, true);
end $$;

-- An issue of a closed unit is not opened again: nobody is left there to set it right.
create constraint trigger unit_is_open after update of state on issue for each row
    when (old.state in ('closed', 'void') and new.state not in ('closed', 'void')) execute function refuse_in_closed_unit();
