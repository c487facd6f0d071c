-- An issue in each state, with items, submissions, deadlines, evidence and an event.
insert into issue (id, number, unit_id, path, title, description, severity, state, owner_id, raised_by, raised_at, opened_at, found_on, origin_answer, main_item, checklist,
                   subject_kind, subject_name, system_id, first_due, due, due_days, due_known, interim_due, interim_measure, interim_on,
                   started_by, started_at, started_for, submitted_by, submitted_at, submitted_on, measure, closed_by, closed_at, closed_on, voided_by, voided_at, void_reason, registered_until,
                   submissions, returns, version)
select ('01900000-0000-7000-8000-00000000030' || n)::uuid, 'WT-2026-00000' || n, '01900000-0000-7000-8000-000000000003', '1/2/3/', '服务器开放3389端口', '', severity, state,
       '01900000-0000-7000-8000-000000000014', '01900000-0000-7000-8000-000000000013', '2026-11-02T01:00:00Z', '2026-11-02T01:00:00Z', '2026-11-02', null, 'NET-02', '2019-13/2',
       case n when 1 then 'system' end, case n when 1 then '教务管理系统' else '' end, case n when 1 then '01900000-0000-7000-8000-000000000101'::uuid end,
       '2026-11-16', '2026-11-16', 10, true, case n when 1 then date '2026-11-04' end, case n when 1 then '已限制访问地址' end, case n when 1 then date '2026-11-03' end,
       case when n in (2, 3, 4) then '01900000-0000-7000-8000-000000000014'::uuid end, case when n in (2, 3, 4) then timestamptz '2026-11-03T01:00:00Z' end, case when n in (2, 3, 4) then false end,
       case when n in (3, 4) then '01900000-0000-7000-8000-000000000014'::uuid end, case when n in (3, 4) then timestamptz '2026-11-10T01:00:00Z' end, case when n in (3, 4) then date '2026-11-10' end, case when n in (3, 4) then '已关闭端口' end,
       case n when 4 then '01900000-0000-7000-8000-000000000013'::uuid end, case n when 4 then timestamptz '2026-11-11T01:00:00Z' end, case n when 4 then date '2026-11-11' end,
       case n when 5 then '01900000-0000-7000-8000-000000000011'::uuid end, case n when 5 then timestamptz '2026-11-11T01:00:00Z' end, case n when 5 then '误报' end,
       case n when 6 then date '2027-03-31' end,
       case when n in (2, 3, 4) then 1 else 0 end, case n when 2 then 1 else 0 end, 1
  from (values (1, 'critical', 'awaiting'), (2, 'high', 'rectifying'), (3, 'medium', 'reviewing'), (4, 'low', 'closed'), (5, 'low', 'void'), (6, 'medium', 'registered')) as v (n, severity, state);
insert into issue_item (issue_id, unit_id, path, code, main, clause, title_zh, title_en)
select id, unit_id, path, 'NET-02', true, '二（一）', '关闭高危端口', 'High-risk ports are closed' from issue;
insert into issue_item (issue_id, unit_id, path, code, main, clause, title_zh, title_en)
select id, unit_id, path, 'HST-01', false, '二（三）', '账号安全', 'Accounts are safe' from issue where number = 'WT-2026-000001';
insert into issue_submitter (issue_id, no, unit_id, path, person_id, at, measure)
select id, 1, unit_id, path, '01900000-0000-7000-8000-000000000014', '2026-11-10T01:00:00Z', '已关闭端口' from issue where submissions = 1;
insert into deadline (id, issue_id, unit_id, path, why, counted_from, due, days, calendar_known, made_by, made_at)
select gen_random_uuid(), id, unit_id, path, 'first', '2026-11-02', '2026-11-16', 10, true, raised_by, raised_at from issue;
insert into evidence (id, unit_id, path, subject_kind, subject_id, name, media_type, size, sha256, taken_on, note, uploaded_by, uploaded_at)
select gen_random_uuid(), unit_id, path, 'issue', id, '整改照片.png', 'image/png', 1024, repeat('a', 64), '2026-11-09', '', '01900000-0000-7000-8000-000000000014', '2026-11-10T01:00:00Z' from issue where submissions = 1;
insert into audit (id, at, person_id, person_name, role, unit_id, path, kind, subject_kind, subject_id, data)
select gen_random_uuid(), raised_at, raised_by, '孙𫘝', 'supervisor', unit_id, path, 'issue.raise', 'issue', id, '{}' from issue;
select next_issue_number(2026) from generate_series(1, 6);
