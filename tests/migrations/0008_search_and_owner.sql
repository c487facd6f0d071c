-- Totals of issues that were closed, and rows whose names are searched from now on.
insert into issue_closed_count (unit_id, path, year, closed, on_time, on_time_first) values
    ('01900000-0000-7000-8000-000000000003', '1/2/3/', 2026, 1, 1, 1);
insert into person (id, unit_id, path, staff_no, name, created_at) values
    ('01900000-0000-7000-8000-000000000801', '01900000-0000-7000-8000-000000000003', '1/2/3/', null, '欧阳𫘝', '2026-11-01T01:00:00Z');
