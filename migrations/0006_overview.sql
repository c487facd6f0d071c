-- What the to-do lists and the overview read.

-- The officer's own unit and the owner's own issues, by deadline.
create index issue_of_unit_by_due on issue (unit_id, due, id) where state in ('awaiting', 'rectifying');
create index issue_of_owner_by_due on issue (owner_id, due, id) where state in ('awaiting', 'rectifying');

-- Inspections that wait for somebody.
create index inspection_to_fill on inspection (unit_id, id) where state in ('open', 'returned');
create index inspection_to_sign on inspection (unit_id, id) where state = 'awaiting_sign_off';
create index inspection_to_review on inspection (path, id) where state = 'awaiting_review';

-- Closed issues per unit and year of closing, and how many of them in time, told against the first and the current deadline.
create table issue_closed_count (
    unit_id       uuid not null,
    path          text collate "C" not null,
    year          integer not null,
    closed        integer not null check (closed >= 0),
    on_time       integer not null check (on_time between 0 and closed),
    on_time_first integer not null check (on_time_first between 0 and closed),
    primary key (unit_id, year),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index issue_closed_count_by_path on issue_closed_count (path, year);
alter table issue_closed_count enable row level security, force row level security;
create policy read on issue_closed_count for select using (in_scope_as(path, 'officer', 'reviewer', 'leader', 'supervisor', 'system'));
create policy kept_by_triggers on issue_closed_count to current_user using (true) with check (true);
grant select on issue_closed_count to zicha_app;

create function keep_issue_closed_count() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    hit issue%rowtype;
    step integer := 1;
begin
    if new.state = 'closed' then hit := new; else hit := old; step := -1; end if;
    insert into issue_closed_count as c (unit_id, path, year, closed, on_time, on_time_first)
    values (hit.unit_id, hit.path, extract(year from hit.closed_on), 1, (hit.submitted_on <= hit.due)::integer, (hit.submitted_on <= hit.first_due)::integer)
    on conflict (unit_id, year) do update
       set closed = c.closed + step,
           on_time = c.on_time + step * (hit.submitted_on <= hit.due)::integer,
           on_time_first = c.on_time_first + step * (hit.submitted_on <= hit.first_due)::integer;
    return null;
end $$;
create trigger issue_closed_counted after update on issue for each row
    when ((old.state = 'closed') is distinct from (new.state = 'closed')) execute function keep_issue_closed_count();
create index issue_closed_by_day on issue (closed_on, id) where state = 'closed';
