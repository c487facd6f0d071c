//! An organisation with much in it, made by SQL: every list that a page shows grows by the same number.
use super::World;
use uuid::Uuid;

/// What is made below the district, each with how many as `$1` and the moment as `$2`.
const MORE: &[&str] = &[
    "insert into unit (id, no, parent_id, path, sort_key, code, name, kind, created_at)
     select gen_random_uuid(), x.no, u.id, u.path || x.no || '/', u.sort_key || unit_sort_part(0, x.no), 'U' || x.no, '单位' || x.no, '', $2
       from unit u, (select nextval('unit_no_seq') as no from generate_series(1, $1)) x where u.code = 'CQ01'",
    "insert into round_pending (round_id, unit_id, path)
     select r.id, u.id, u.path from (select id from round where $2::timestamptz is not null order by id desc limit 1) r, unit u
      where u.code like 'U%' limit $1",
    "insert into person (id, unit_id, path, staff_no, name, created_at)
     select gen_random_uuid(), u.id, u.path, gen_random_uuid()::text, '人员', $2 from unit u, generate_series(1, $1) where u.code = 'CQ01001'",
    "insert into post (id, person_id, unit_id, path, role, starts_on, created_at)
     select gen_random_uuid(), p.id, p.unit_id, p.path, 'owner', '2026-01-01', $2 from person p
      where p.name = '人员' and not exists (select from post o where o.person_id = p.id) limit $1",
    "insert into post (id, person_id, unit_id, path, role, starts_on, created_at)
     select gen_random_uuid(), p.id, u.id, u.path, 'staff', '2026-01-01', $2 from person p, unit u
      where p.name = 'owner@CQ01001' and u.code like 'U%'
        and not exists (select from post o where o.person_id = p.id and o.unit_id = u.id) limit $1",
    "insert into system (id, unit_id, path, name, status, important, created_at)
     select gen_random_uuid(), u.id, u.path, '系统' || gen_random_uuid(), 'in_use', true, $2 from unit u, generate_series(1, $1)
      where u.code = 'CQ01001'",
    "insert into unit_vacation (id, unit_id, path, name, starts_on, ends_on, made_at)
     select gen_random_uuid(), u.id, u.path, '放假', date '2027-01-01' + (2 * n)::int, date '2027-01-01' + (2 * n)::int, $2
       from unit u, generate_series(1, $1) n where u.code in ('CQ', 'CQ01')",
    "insert into robot (id, unit_id, path, kind, name, host, hint, address, language, topics, made_at)
     select gen_random_uuid(), u.id, u.path, 'feishu', gen_random_uuid()::text, 'open.feishu.cn', '3f2a', 'https://open.feishu.cn/3f2a', 'zh-CN',
            '{deadline}', $2 from unit u, generate_series(1, $1) where u.code = 'CQ01'",
    "insert into session (hash, id, person_id, post_id, created_at, seen_at, idle_ends_at, ends_at, address, agent)
     select gen_random_uuid()::text::bytea, gen_random_uuid(), o.person_id, o.id, $2, $2, $2::timestamptz + interval '1 hour',
            $2::timestamptz + interval '1 hour', '', '' from post o join person p on p.id = o.person_id, generate_series(1, $1)
      where p.name = 'supervisor@CQ01'",
    "insert into audit (id, at, person_name, role, unit_id, path, kind, subject_kind, subject_id, data)
     select gen_random_uuid(), $2, '人员', 'officer', i.unit_id, i.path, 'issue.assign', 'issue', i.id, '{}'
       from (select * from issue order by id limit 1) i, generate_series(1, $1)",
    "insert into deadline (id, issue_id, unit_id, path, why, counted_from, due, days, calendar_known, made_by, made_at)
     select gen_random_uuid(), i.id, i.unit_id, i.path, 'severity', '2026-11-23', '2026-12-21', 20, true, i.raised_by, $2
       from (select * from issue order by id limit 1) i, generate_series(1, $1)",
    "insert into evidence (id, unit_id, path, subject_kind, subject_id, name, media_type, size, sha256, taken_on, note, uploaded_by, uploaded_at)
     select gen_random_uuid(), i.unit_id, i.path, 'issue', i.id, 'a.txt', 'text/plain', 1, repeat('0', 64), '2026-11-23', '', i.raised_by, $2
       from (select * from issue order by id limit 1) i, generate_series(1, $1)",
    "insert into export (id, list, unit_id, path, person_id, post_id, language, query, file_name, made_at)
     select gen_random_uuid(), 'issue', o.unit_id, o.path, o.person_id, o.id, 'zh-CN', '', 'x.xlsx', $2
       from post o join person p on p.id = o.person_id, generate_series(1, $1) where p.name = 'supervisor@CQ01'",
    "insert into message (id, person_id, unit_id, path, kind, lines, total, made_at)
     select gen_random_uuid(), o.person_id, o.unit_id, o.path, 'digest', '[]', 1, $2
       from post o join person p on p.id = o.person_id, generate_series(1, $1) where p.name = 'supervisor@CQ01'",
    "insert into reminder (issue_id, unit_id, path, about, date, rung, \"offset\", sent_on, sent_at, told)
     select i.id, i.unit_id, i.path, 'deadline', i.due, n, n, '2026-11-23', $2, '{owner}'
       from (select * from issue order by id limit 1) i, generate_series(1, $1) n on conflict do nothing",
    "insert into reminder_day (unit_id, path, day) select id, path, '2026-11-23' from unit where $1 > 0 and $2::timestamptz is not null
         on conflict do nothing",
    "insert into issue_nudge (issue_id, unit_id, path, day, nudged_by, nudged_at)
     select i.id, i.unit_id, i.path, date '2026-11-22' - n, i.raised_by, $2
       from (select * from issue order by id limit 1) i, generate_series(1, $1) n on conflict do nothing",
    "insert into supervision (id, year, no, issue_id, unit_id, path, demand, due, made_by, made_at)
     select gen_random_uuid(), 2026, next_supervision_no(2026), i.id, i.unit_id, i.path, '限期整改', '2026-12-01', i.raised_by, $2
       from (select * from issue where state = 'awaiting' order by id limit $1) i on conflict do nothing",
    "insert into supervision (id, year, no, issue_id, unit_id, path, demand, due, made_by, made_at, acknowledged_by, acknowledged_at,
                              answered_by, answered_at, answer)
     select gen_random_uuid(), 2026, next_supervision_no(2026), i.id, i.unit_id, i.path, '限期整改', '2026-12-01', i.raised_by, $2,
            i.owner_id, $2, i.owner_id, $2, '已关闭' from (select * from issue order by id limit 1) i, generate_series(1, $1)",
    "insert into issue_request (id, issue_id, unit_id, path, kind, asked_by, asked_at, reason, measure, until)
     select gen_random_uuid(), i.id, i.unit_id, i.path, 'extension', i.owner_id, $2, '等待补丁', '限制来源地址', '2027-01-08'
       from (select * from issue where state = 'awaiting' order by id limit $1) i on conflict do nothing",
    "insert into issue_request (id, issue_id, unit_id, path, kind, asked_by, asked_at, reason, measure, until, decided_by, decided_at, outcome, remark)
     select gen_random_uuid(), i.id, i.unit_id, i.path, 'extension', i.owner_id, $2, '等待补丁', '限制来源地址', '2027-01-08', i.raised_by, $2,
            'refused', '理由不足'
       from (select * from issue order by id limit 1) i, generate_series(1, $1)",
    "insert into issue_comment (id, issue_id, unit_id, path, made_by, role, made_at, body, mentioned)
     select gen_random_uuid(), i.id, i.unit_id, i.path, i.raised_by, 'officer', $2, '请先限制来源地址', '{}'
       from (select * from issue order by id limit 1) i, generate_series(1, $1)",
    "insert into issue_plan (issue_id, no, unit_id, path, approach, measure, responsible, cost, emergency, made_by, made_at)
     select i.id, (select count(*) from issue_plan p where p.issue_id = i.id) + n, i.unit_id, i.path, 'long_term', '更换设备', '刘洋', 0, '',
            i.raised_by, $2 from (select * from issue order by id limit 1) i, generate_series(1, $1) n",
    "insert into issue_plan_step (issue_id, plan_no, no, unit_id, path, what, due)
     select p.issue_id, p.no, n, p.unit_id, p.path, '采购', '2027-03-31'
       from (select * from issue_plan order by no desc limit 1) p, generate_series(1, $1) n where $2::timestamptz is not null",
    "update issue set state = 'reviewing', started_by = owner_id, started_at = $2, started_for = false, submitted_by = owner_id,
            submitted_at = $2, submitted_on = '2026-11-23', measure = '已关闭', submissions = 1
      where id in (select id from issue where state = 'awaiting' and origin_answer is null order by id desc limit $1)",
];

/// The sheet's answers that raised an issue, with a file each; `$1` the inspection, `$2` the moment, `$3` how many.
const FAULTS: &[&str] = &[
    "update answer set result = 'fail' where id in (select id from answer where inspection_id = $1 and result = 'pass' order by id limit $3)
        and $2::timestamptz is not null",
    "update issue i set origin_answer = a.id from (
        select a.id, row_number() over (order by a.id) as n from answer a where a.inspection_id = $1 and a.result = 'fail'
           and not exists (select from issue x where x.origin_answer = a.id)) a,
        (select id, row_number() over (order by id) as n from issue where state = 'awaiting' and origin_answer is null order by id limit $3) x
      where x.n = a.n and i.id = x.id and $2::timestamptz is not null",
    "insert into evidence (id, unit_id, path, subject_kind, subject_id, name, media_type, size, sha256, taken_on, note, uploaded_by, uploaded_at)
     select gen_random_uuid(), a.unit_id, a.path, 'answer', a.id, 'a.txt', 'text/plain', 1, repeat('0', 64), '2026-11-23', '', a.answered_by, $2
       from answer a where a.inspection_id = $1 and a.result = 'fail' limit $3",
];

impl World {
    /// `n` more of everything in the district and its first school: units, people, posts, systems, sessions, events, issues
    /// that wait for their owner and for a verifier, deadlines, evidence, rounds and inspections.
    pub async fn more(&self, n: i32) {
        for _ in 0..2 * n {
            self.issue("CQ01001").await;
        }
        for _ in 0..n {
            self.round("CQ01001").await;
        }
        for sql in MORE {
            sqlx::query(*sql)
                .bind(n)
                .bind(self.now())
                .execute(&self.pool)
                .await
                .unwrap_or_else(|e| panic!("{e}: {sql}"));
        }
    }

    /// An inspection in every unit of the district that this round does not have yet.
    pub async fn spread(&self, round: Uuid) {
        sqlx::query(
            "insert into inspection (id, round_id, unit_id, path, state, version)
             select gen_random_uuid(), $1, id, path, 'open', 1 from unit where path like '1/2/%' on conflict do nothing",
        )
        .bind(round)
        .execute(&self.pool)
        .await
        .unwrap();
    }

    /// `n` more answers of this sheet are faults with an issue and a file.
    pub async fn faults(&self, inspection: Uuid, n: i32) {
        for sql in FAULTS {
            let done = sqlx::query(*sql).bind(inspection).bind(self.now()).bind(n).execute(&self.pool).await;
            assert!(done.unwrap_or_else(|e| panic!("{e}: {sql}")).rows_affected() > 0, "{sql}");
        }
    }

    /// A link that can be used once, of nobody or of a person.
    pub async fn link(&self, purpose: &str, person: Option<&str>) -> String {
        let token = zicha::base::request::Token::random().unwrap();
        sqlx::query("insert into one_time_link (hash, purpose, person_id, created_at, expires_at) values ($1, $2, $3, $4, $4 + interval '1 hour')")
            .bind(token.hash())
            .bind(purpose)
            .bind(person.map(|p| self.people[p]))
            .bind(self.now())
            .execute(&self.pool)
            .await
            .unwrap();
        token.secret().to_owned()
    }
}
