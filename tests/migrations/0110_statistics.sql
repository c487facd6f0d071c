-- Issues are there from the migrations before, closed ones too; the deadline of each was extended, of one of them twice.
insert into deadline (id, issue_id, unit_id, path, why, counted_from, due, days, calendar_known, made_by, made_at)
select gen_random_uuid(), i.id, i.unit_id, i.path, 'extended', i.found_on, i.due, 0, true, i.raised_by, i.raised_at from issue i
union all
(select gen_random_uuid(), i.id, i.unit_id, i.path, 'extended', i.found_on, i.due, 0, true, i.raised_by, i.raised_at
   from issue i order by i.id limit 1);
