-- Systems in each state, what a unit does not have, tables that wait and one that is applied.
insert into system (id, unit_id, path, name, level, filing_no, status, important, accountable, operating, phone, online_since, online_precision, exposure, remark, provided_by, created_at) values
    ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000003', '1/2/3/', '教务管理系统', 3, '50010320001-24001', 'in_use', true, '教务处', '信息科', '023-60000001', '2022-01-01', 'day', '互联网', '=SUM(A1)', null, '2026-01-06T01:00:00Z'),
    ('01900000-0000-7000-8000-000000000102', '01900000-0000-7000-8000-000000000003', '1/2/3/', '门户网站', 2, '', 'suspended', false, '办公室', '', '', '2019-03-01', 'month', '', '', '01900000-0000-7000-8000-000000000002', '2026-01-06T01:00:00Z'),
    ('01900000-0000-7000-8000-000000000103', '01900000-0000-7000-8000-000000000002', '1/2/', '旧办公系统', null, '', 'retired', false, '', '', '', null, null, '', '', null, '2026-01-06T01:00:00Z');
insert into unit_profile (unit_id, path, flags, changed_at, confirmed_by, confirmed_at) values
    ('01900000-0000-7000-8000-000000000003', '1/2/3/', '{no_machine_room,no_development}', '2026-01-07T01:00:00Z', '01900000-0000-7000-8000-000000000013', '2026-01-08T01:00:00Z'),
    ('01900000-0000-7000-8000-000000000004', '1/2/4/', '{}', '2026-01-07T01:00:00Z', null, null);
insert into table_import (id, kind, unit_id, path, person_id, file_name, sha256, uploaded_at, bytes, applied_at, result) values
    ('01900000-0000-7000-8000-000000000111', 'systems', '01900000-0000-7000-8000-000000000003', '1/2/3/', '01900000-0000-7000-8000-000000000014', '台账.xlsx', repeat('0', 64), '2026-01-06T01:00:00Z', '\x504b', null, null),
    ('01900000-0000-7000-8000-000000000112', 'units', '01900000-0000-7000-8000-000000000001', '1/', '01900000-0000-7000-8000-000000000011', 'units.xlsx', repeat('1', 64), '2026-01-06T01:00:00Z', null, '2026-01-06T01:05:00Z', '{}');
insert into audit (id, at, person_id, person_name, role, unit_id, path, kind, subject_kind, subject_id, data) values
    ('01900000-0000-7000-8000-000000000121', '2026-01-06T01:00:00Z', '01900000-0000-7000-8000-000000000014', '李明', 'officer', '01900000-0000-7000-8000-000000000003', '1/2/3/', 'system.add', 'system', '01900000-0000-7000-8000-000000000101', '{}');
