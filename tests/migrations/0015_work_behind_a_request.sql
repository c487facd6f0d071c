-- A deputy whose term is over: no work goes on in the name of such a post.
insert into post (id, person_id, unit_id, path, role, starts_on, ends_on, created_at)
select gen_random_uuid(), p.id, p.unit_id, p.path, 'staff', '2026-01-01', '2026-01-31', now() from person p order by p.id limit 1
on conflict do nothing;
