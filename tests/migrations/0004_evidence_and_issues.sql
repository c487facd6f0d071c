-- An edition with two items.
insert into checklist (id, code, version, title, head, published_at) values
    ('01900000-0000-7000-8000-000000000201', '2019-13', '2', '勒索病毒防范自查', '{}', '2026-01-05T01:00:00Z');
insert into checklist_item (id, checklist_id, position, code, body) values
    ('01900000-0000-7000-8000-000000000211', '01900000-0000-7000-8000-000000000201', 1, 'NET-02', '{}'),
    ('01900000-0000-7000-8000-000000000212', '01900000-0000-7000-8000-000000000201', 2, 'HST-01', '{}');
