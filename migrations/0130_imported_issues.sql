-- Issues of a list that was kept before: what tells a line from others of its unit, so that a second import changes nothing.
alter table issue add column import_key text check (import_key <> '');
create index issue_imported on issue (path) where import_key is not null;

-- The owner submitted when the list was still kept elsewhere: written down in their absence, as the first submission alone.
drop policy add on issue_submitter;
create policy add on issue_submitter for insert with check (
    in_scope_as(path, 'officer', 'owner', 'leader', 'reviewer', 'supervisor', 'system')
    and (person_id = acting_person() or acting_as('system')
         or no = 1 and exists (select from issue i where i.id = issue_id and i.import_key is not null and i.owner_id = person_id)));

-- A line may be closed already when it comes.
create trigger issue_closed_at_once after insert on issue for each row
    when (new.state = 'closed') execute function keep_issue_closed_count();

-- 问题清单 joins the registers that are filled from tables.
alter table table_import drop constraint table_import_kind,
    add constraint table_import_kind check (kind in ('units', 'people', 'systems', 'issues'));
alter table import_match drop constraint import_match_register,
    add constraint import_match_register check (register in ('units', 'people', 'systems', 'issues'));
drop policy kept on import_match;
create policy kept on import_match
    using (case register when 'issues' then in_scope_as(path, 'officer', 'reviewer', 'supervisor')
                         when 'systems' then in_scope_as(path, 'officer') else in_scope_as(path, 'admin') end)
    with check (case register when 'issues' then in_scope_as(path, 'officer', 'reviewer', 'supervisor')
                              when 'systems' then in_scope_as(path, 'officer') else in_scope_as(path, 'admin') end);
