-- A system that the city provides to the school, and a round that asks for it at both.
insert into system (id, unit_id, path, name, status, important, provided_by, created_at) values
    ('01900000-0000-7000-8000-000000000701', '01900000-0000-7000-8000-000000000001', '1/', '统一认证平台', 'in_use', true, null, '2026-10-01T01:00:00Z'),
    ('01900000-0000-7000-8000-000000000702', '01900000-0000-7000-8000-000000000003', '1/2/3/', '统一认证平台', 'in_use', true, '01900000-0000-7000-8000-000000000001', '2026-10-01T01:00:00Z');
insert into subject (id, inspection_id, unit_id, path, kind, name, status, important, provided_by, added_at) values
    ('01900000-0000-7000-8000-000000000701', '01900000-0000-7000-8000-000000000411', '01900000-0000-7000-8000-000000000001', '1/', 'system', '统一认证平台', 'in_use', true, null, '2026-10-09T01:00:00Z'),
    ('01900000-0000-7000-8000-000000000702', '01900000-0000-7000-8000-000000000413', '01900000-0000-7000-8000-000000000003', '1/2/3/', 'system', '统一认证平台', 'in_use', true, '01900000-0000-7000-8000-000000000001', '2026-10-09T01:00:00Z');
insert into answer (id, inspection_id, unit_id, path, code, subject_id, result, note, boxes, on_the_spot, source, answered_by, answered_at, version) values
    ('01900000-0000-7000-8000-000000000711', '01900000-0000-7000-8000-000000000411', '01900000-0000-7000-8000-000000000001', '1/', 'SYS-02', '01900000-0000-7000-8000-000000000701', 'pass', '', '{}', false, 'person', '01900000-0000-7000-8000-000000000013', '2026-10-20T01:00:00Z', 1);
