-- Issues are there by now; one more, whose day was moved, so that totals by day are not all alike.
update issue set due = due + 1 where id = (select id from issue order by id limit 1);
