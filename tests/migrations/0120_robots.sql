-- A job that waits already; it has no cause of its own.
insert into job (id, kind, unit_id, path, made_at, run_at)
select '01990000-0000-7000-8000-0000000120aa', 'mail.reset', id, path, '2026-11-20T01:00:00Z', '2026-11-20T01:00:00Z' from unit limit 1
on conflict do nothing;
