-- Jobs of each end: done, waiting, given up.
insert into job (id, kind, unit_id, path, made_at, run_at, done_at, given_up_at)
select gen_random_uuid(), 'mail.reset', id, path, created_at, created_at, case n when 1 then created_at end, case n when 2 then created_at end
  from unit, generate_series(1, 3) n where path = '1/';
