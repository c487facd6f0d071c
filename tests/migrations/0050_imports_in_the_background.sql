-- One more table that waits, uploaded before anything was known of its columns.
insert into table_import (id, kind, unit_id, path, person_id, file_name, sha256, uploaded_at, bytes) values
    ('01900000-0000-7000-8000-000000000113', 'people', '01900000-0000-7000-8000-000000000001', '1/', '01900000-0000-7000-8000-000000000011', '花名册.csv', repeat('2', 64), '2026-01-06T01:00:00Z', '\x61');
