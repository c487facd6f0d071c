-- Units that a round has still to reach. Whoever opens it writes the list; each portion makes the inspections of some and takes
-- them off it. An empty list: the round is open and nothing else.
create table round_pending (
    round_id uuid not null references round,
    unit_id  uuid not null,
    path     text collate "C" not null,
    primary key (round_id, unit_id),
    foreign key (unit_id, path) references unit (id, path) on update cascade
);
create index round_pending_by_path on round_pending (round_id, path);
create index round_pending_by_unit on round_pending (unit_id);

alter table round_pending enable row level security, force row level security;
create policy read on round_pending for select using (in_scope_as(path, 'officer', 'reviewer', 'supervisor', 'leader', 'system'));
create policy add on round_pending for insert with check (in_scope_as(path, 'supervisor'));
create policy take_off on round_pending for delete using (in_scope_as(path, 'supervisor', 'system'));
grant select, insert, delete on round_pending to zicha_app;

-- The program goes on with what a supervisor has begun: for units on that list alone.
create policy reach on inspection for insert with check (in_scope_as(path, 'system')
    and exists (select from round_pending p where p.round_id = inspection.round_id and p.unit_id = inspection.unit_id));
create policy reach on subject for insert with check (in_scope_as(path, 'system') and kind = 'system' and not supplementary);
