-- Words are searched through a table of their own, no policy names the login that migrated, and a form is looked up
-- on entering; the overview's figures are counted past the policies, within the scope.

-- Triggers and functions with their owner's rights keep and read these four tables. They act as whoever owns them, today or
-- after a restore; so the owner passes by the policies here. The program's own role never owns a table.
drop policy kept_by_triggers on issue_scope;
drop policy kept_by_triggers on issue_count;
drop policy kept_by_triggers on issue_closed_count;
drop policy read_by_triggers on issue_submitter;
alter table issue_scope no force row level security;
alter table issue_count no force row level security;
alter table issue_closed_count no force row level security;
alter table issue_submitter no force row level security;

-- Every character of a word and every pair of neighbours: Chinese has no word boundaries, and most of its words have two characters.
create function word_parts(word text) returns text[] language sql immutable strict parallel safe as $$
    select array(select distinct part from (
        select substr(word, n, size) as part from generate_series(1, length(word)) n, (values (1), (2)) as s (size)) p where strpos(part, ' ') = 0)
$$;

-- A subtree stands among the parts of a name, behind a mark that no name holds. Issues that are open stand there a second time:
-- they are few among all that ever were, and most lists show only them.
create function place_part(kind text, path text) returns text language sql immutable strict parallel safe as
    $$ select E'\x01' || kind || path $$;

create function place_parts(kinds text[], path text) returns text[] language sql immutable strict parallel safe as $$
    select array(select place_part(kind, left(path, n)) from unnest(kinds) kind, generate_series(1, length(path)) n where substr(path, n, 1) = '/')
$$;

create function search_kinds(state text) returns text[] language sql immutable strict parallel safe as
    $$ select case when state in ('closed', 'void') then array['issue'] else array['issue', 'issue.open'] end $$;

-- What the lists find by a part of its name or by the beginning of its code.
create table search_entry (
    id    uuid primary key,
    kind  text collate "C" not null check (kind in ('issue', 'person', 'system')),
    code  text collate "C" not null,
    name  text not null,
    parts text[] not null
);

-- What stands in the tables already, read past the policies, which bind their owner as well.
alter table issue no force row level security;
alter table person no force row level security;
alter table system no force row level security;
insert into search_entry (id, kind, code, name, parts)
select id, kinds[1], lower(code), lower(name), word_parts(lower(name)) || place_parts(kinds, path) from (
    select id, search_kinds(state) as kinds, number as code, title as name, path from issue
    union all select id, array['person'], coalesce(staff_no, ''), name, path from person
    union all select id, array['system'], '', name || ' ' || filing_no, path from system) t;
alter table issue force row level security;
alter table person force row level security;
alter table system force row level security;

create index search_entry_by_part on search_entry using gin (parts) with (fastupdate = off);
create index search_entry_by_code on search_entry (kind, code);
-- No policy: the program reads it through `search` alone, which knows who asks.
alter table search_entry enable row level security;
grant select on search_entry to zicha_app;

create function put_search_entry(kinds text[], whose uuid, place text, short text, long text) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into search_entry (id, kind, code, name, parts)
    values (whose, kinds[1], lower(coalesce(short, '')), lower(long), word_parts(lower(long)) || place_parts(kinds, place))
        on conflict (id) do update set code = excluded.code, name = excluded.name, parts = excluded.parts
$$;
revoke execute on function put_search_entry from public;

create function keep_search_entry() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_table_name = 'issue' then perform put_search_entry(search_kinds(new.state), new.id, new.path, new.number, new.title);
    elsif tg_table_name = 'person' then perform put_search_entry(array['person'], new.id, new.path, new.staff_no, new.name);
    else perform put_search_entry(array['system'], new.id, new.path, '', new.name || ' ' || new.filing_no);
    end if;
    return null;
end $$;
create trigger searched after insert or update of path on issue for each row execute function keep_search_entry();
create trigger searched_anew after update of state on issue for each row
    when (search_kinds(old.state) <> search_kinds(new.state)) execute function keep_search_entry();
create trigger searched after insert or update of path, name, staff_no on person for each row execute function keep_search_entry();
create trigger searched after insert or update of path, name, filing_no on system for each row execute function keep_search_entry();

-- The ids in a subtree whose name holds a word, or whose code begins with it. Null when they are more than `most`: then the
-- list itself comes upon them soon. Fails closed: the subtree lies within the scope, in a role that reads the list, and an
-- owner finds what is assigned to them.
create function search(what text, below text, word text, most integer) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    kind_of text := split_part(what, '.', 1);
    sought text := lower(word);
    place text[] := array[place_part(what, below)];
    parts_sought text[];
    named uuid[];
    coded uuid[];
    codes bigint;
begin
    if sought = '' or not coalesce(in_scope_as(below, 'officer', 'reviewer', 'leader', 'supervisor')
        or (kind_of = 'issue' and in_scope_as(below, 'owner')) or (what = 'person' and in_scope_as(below, 'admin')), false) then
        return '{}';
    end if;
    -- A pair says all that its characters say.
    parts_sought := array(select part from unnest(word_parts(sought)) part where length(part) = 2);
    if parts_sought = '{}' then parts_sought := word_parts(sought); end if;
    named := array(select id from search_entry where parts @> (parts_sought || place) and strpos(name, sought) > 0 limit most + 1);
    if cardinality(named) > most then return null; end if;
    select array_agg(c.id) filter (where c.parts @> place), count(*) into coded, codes from (
        select id, parts from search_entry where kind = kind_of and code >= sought and code < sought || chr(1114111) limit most + 1) c;
    if codes > most then return null; end if;
    named := named || coded;
    if current_setting('zicha.role', true) = 'owner' then
        named := array(select issue_id from issue_scope where issue_id = any (named) and ancestor = below and owner_id = acting_person());
    end if;
    return named;
end $$;

-- What is open, overdue and due soon in a subtree within the scope, without asking the policy row by row.
create index issue_scope_for_owners_by_due on issue_scope (ancestor, due) where state in ('awaiting', 'rectifying');
create function issue_load(below text, today date, until date) returns table (open bigint, overdue bigint, soon bigint)
language plpgsql stable security definer rows 1 set search_path = public, pg_temp as $$
begin
    if not coalesce(in_scope_as(below, 'officer', 'reviewer', 'leader', 'supervisor'), false) then return; end if;
    return query select
        (select coalesce(sum(c.n), 0)::bigint from issue_count c where c.path >= below and c.path < left(below, -1) || '0'
            and c.state in ('awaiting', 'rectifying', 'reviewing', 'registered')),
        (select count(*) from issue_scope s where s.ancestor = below and s.state in ('awaiting', 'rectifying') and s.due < today),
        (select count(*) from issue_scope s where s.ancestor = below and s.state in ('awaiting', 'rectifying') and s.due >= today and s.due < until);
end $$;

-- What a form led to when it was sent before, also where the event is out of the person's sight. It waits for a twin that is
-- under way and looks afterwards: therefore it is volatile.
create function form_before(who uuid, form uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
    role text := current_setting('zicha.role', true);
    scope text := current_setting('zicha.scope', true);
    found_outcome text;
begin
    if form is null or who is distinct from acting_person() then return null; end if;
    perform pg_advisory_xact_lock(hashtextextended(form::text, 0));
    perform set_config('zicha.role', 'system', true), set_config('zicha.scope', '1/', true);
    select outcome into found_outcome from audit where person_id = who and key = form;
    perform set_config('zicha.role', role, true), set_config('zicha.scope', scope, true);
    return found_outcome;
end $$;
