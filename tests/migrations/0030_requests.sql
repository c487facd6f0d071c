-- An issue whose deadline was given again, so that the wider check meets both kinds.
insert into deadline (id, issue_id, unit_id, path, why, counted_from, due, days, calendar_known, made_by, made_at)
select gen_random_uuid(), i.id, i.unit_id, i.path, 'severity', i.found_on, i.due, i.due_days, i.due_known, i.raised_by, i.raised_at
  from issue i order by i.id limit 1;
