-- A mail that waits, and one that was given up.
insert into job (id, kind, unit_id, path, made_at, run_at)
select '01900000-0000-7000-8000-000000001101', 'mail.reset', id, path, '2026-11-20T01:00:00Z', '2026-11-20T01:00:00Z' from unit where path = '1/';
insert into job (id, kind, unit_id, path, made_at, run_at, tries, last_error, given_up_at)
select '01900000-0000-7000-8000-000000001102', 'mail.invite', id, path, '2026-11-20T01:00:00Z', '2026-11-20T01:00:00Z', 1, '550', '2026-11-20T01:00:10Z' from unit where path = '1/';
