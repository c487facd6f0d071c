-- A unit that was closed without a successor.
update unit set closed_on = '2026-11-20' where id = (select u.id from unit u where u.parent_id is not null
    and not exists (select from unit c where c.parent_id = u.id) and not exists (select from post o where o.unit_id = u.id) limit 1);
