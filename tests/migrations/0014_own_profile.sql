-- A profile that an office above had declared stays as it is.
insert into unit_profile (unit_id, path, flags, changed_at)
select id, path, '{no_dbms}', now() from unit order by path desc limit 1
on conflict do nothing;
