-- One more system, which the migration leaves among those that are searched.
insert into system (id, unit_id, path, name, status, important, created_at)
select '01900000-0000-7000-8000-000000000151', id, path, '档案系统', 'in_use', false, '2026-01-06T01:00:00Z' from unit where path = '1/';
