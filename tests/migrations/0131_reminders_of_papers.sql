-- Reminders that went out before, one of each kind that there was; the rule about their kinds is written anew over them.
insert into reminder (issue_id, unit_id, path, about, date, rung, "offset", sent_on, sent_at, told)
select id, unit_id, path, kind, due, 0, 0, due, now(), '{owner}'
  from (select * from issue order by id limit 1) issue, unnest(array['deadline', 'review', 'registration']) kind;
