-- Tries at signing in, links that wait, and a unit that was closed.
insert into sign_in_attempt (id, at, username, address, ok) values
    ('01900000-0000-7000-8000-000000001001', '2026-11-20T01:00:00Z', 'wangmin', '192.0.2.7', false);
insert into one_time_link (hash, purpose, person_id, created_at, expires_at) values
    ('\x1001', 'reset', '01900000-0000-7000-8000-000000000801', '2026-11-20T01:00:00Z', '2026-11-20T02:00:00Z');
insert into unit (id, no, parent_id, path, sort_key, code, name, created_at, closed_on)
select '01900000-0000-7000-8000-000000001004', 1004, id, path || '1004/', sort_key || unit_sort_part(0, 1004), 'CLOSED', '已撤并小学', '2026-01-01T01:00:00Z', '2026-06-30'
  from unit where path = '1/';
