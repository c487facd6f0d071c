-- Another system that the city provides to the school, suspended there.
insert into system (id, unit_id, path, name, status, important, provided_by, created_at) values
    ('01900000-0000-7000-8000-000000000901', '01900000-0000-7000-8000-000000000003', '1/2/3/', '视频会议系统', 'suspended', false, '01900000-0000-7000-8000-000000000001', '2026-11-01T01:00:00Z');
