//! Rounds and inspections: from the supervisor who opens one to the sheet that is accepted.
use super::support::{Client, World};
use sqlx::PgPool;
use zicha::features::checklists;

const ROUND: &[(&str, &str)] = &[
    ("title", "2026年第四季度网络安全自查"),
    ("starts_on", "2026-11-23"),
    ("due_on", "2026-12-10"),
    ("sign_off", "yes"),
];

/// Opens a monthly round for the district; gives its path.
pub async fn open(w: &World) -> String {
    open_with(w, &[("every", "monthly")]).await
}

/// Opens a round for the district with these fields in place of the usual ones.
pub async fn open_with(w: &World, more: &[(&str, &str)]) -> String {
    checklists::ensure_built_in(&w.app).await.unwrap();
    let checklist: uuid::Uuid = w.value("select id from checklist").await;
    let (checklist, unit) = (checklist.to_string(), w.units["CQ01"].to_string());
    let mut supervisor = w.sign_in("supervisor@CQ01").await;
    let mut fields = ROUND.to_vec();
    fields.extend([("checklist", checklist.as_str()), ("unit", unit.as_str())]);
    fields.retain(|(name, _)| !more.iter().any(|(n, _)| n == name));
    fields.extend(more);
    supervisor.post("/rounds", &fields).await.is(303).to().to_owned()
}

/// The newest inspection of a unit.
pub async fn of(w: &World, unit: &str) -> String {
    let sql = "select i.id from inspection i join unit u on u.id = i.unit_id where u.code = $1 order by i.round_id desc limit 1";
    let id: uuid::Uuid = sqlx::query_scalar(sql).bind(unit).fetch_one(&w.pool).await.unwrap();
    format!("/inspections/{id}")
}

/// Names a zone, and a host group.
pub async fn columns(officer: &mut Client, path: &str) {
    let to = format!("{path}/columns");
    officer.post(&to, &[("do", "add"), ("kind", "zone"), ("name", "办公网")]).await.is(303);
    let group = [("do", "add"), ("kind", "hosts"), ("name", "办公终端"), ("group", "office_terminal")];
    officer.post(&to, &group).await.is(303);
}

/// The first cell of an item as the page shows it: subject and version.
pub async fn cell(officer: &mut Client, path: &str, code: &str) -> (String, String) {
    let page = officer.get(path).await.is(200);
    let of = |name: &str| {
        let css = format!("article#{code} form.cell-form input[name={name}]");
        page.attr(&css, "value").unwrap_or_else(|| panic!("no {name} at {code}"))
    };
    (of("subject"), of("version"))
}

/// Everything left conforms; what cannot be ticked unseen and what has no subject stays.
pub async fn rest(officer: &mut Client, path: &str) {
    officer.post(&format!("{path}/answers"), &[("rest", "all")]).await.is(303);
}

/// Submits, with a reason for whatever is open.
pub async fn submit(officer: &mut Client, path: &str) {
    let page = officer.get(&format!("{path}/submit")).await.is(200);
    let html = page.text();
    let names: Vec<String> =
        html.split("name=\"reason-").skip(1).map(|s| format!("reason-{}", &s[..6])).collect();
    let fields: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "设备送修")).collect();
    officer.post(&format!("{path}/submit"), &fields).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_round_opens_an_inspection_for_every_unit_below(pool: PgPool) {
    let w = World::new(pool).await;
    let round = open(&w).await;
    assert_eq!(w.value::<i64>("select count(*) from inspection").await, 3);
    let page = w.sign_in("supervisor@CQ01").await.get(&round).await.is(200);
    assert_eq!(page.all("table.rows tbody tr").len(), 3);
    // The unit below reads the round, of its own subtree alone; the other district does not know it.
    let below = w.sign_in("officer@CQ01001").await.get(&round).await.is(200);
    assert_eq!(below.all("table.rows tbody tr").len(), 1);
    w.sign_in("supervisor@CQ02").await.get(&round).await.is(404);
    w.sign_in("officer@CQ01001").await.get("/rounds/new").await.is(403);
    w.sign_in("officer@CQ01").await.post("/rounds", ROUND).await.is(403);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn officer_leader_and_supervisor_bring_a_sheet_to_its_end(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let path = of(&w, "CQ01001").await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let mut leader = w.sign_in("leader@CQ01001").await;
    let mut supervisor = w.sign_in("supervisor@CQ01").await;
    columns(&mut officer, &path).await;

    // A fault: the answer, then its issue in place.
    let (subject, version) = cell(&mut officer, &path, "NET-02").await;
    let answer = |v: &'static str| [("code", "NET-02"), ("answer", v), ("note", "未限制来源地址")];
    let mut fail = answer("fail").to_vec();
    fail.extend([("subject", subject.as_str()), ("version", version.as_str())]);
    officer.post(&format!("{path}/answers"), &fail).await.is(303);
    assert!(officer.get(&path).await.text().contains("登记问题"));
    rest(&mut officer, &path).await;
    officer.post(&format!("{path}/submit"), &[]).await.is(422);
    let owner = w.people["owner@CQ01001"].to_string();
    let raise = [
        ("code", "NET-02"),
        ("subject", subject.as_str()),
        ("title", "办公网远程登录未限制来源地址"),
        ("owner", owner.as_str()),
        ("severity", "high"),
        ("related", "NET-03"),
        ("related", "HST-01"),
    ];
    officer.post(&format!("{path}/issues"), &raise).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from issue where origin_answer is not null").await, 1);
    officer.post(&format!("{path}/issues"), &raise).await.is(409);
    officer.post(&format!("{path}/computed"), &[]).await;

    submit(&mut officer, &path).await;
    officer.post(&format!("{path}/answers"), &fail).await.is(409);
    supervisor.post(&format!("{path}/sign-off"), &[]).await.is(403);
    leader.post(&format!("{path}/send-back"), &[("reason", "")]).await.is(422);
    leader.post(&format!("{path}/send-back"), &[("reason", "第三项写得不清")]).await.is(303);
    assert!(officer.get(&path).await.text().contains("第三项写得不清"));
    submit(&mut officer, &path).await;
    officer.post(&format!("{path}/take-back"), &[]).await.is(303);
    submit(&mut officer, &path).await;
    leader.post(&format!("{path}/sign-off"), &[]).await.is(303);
    leader.post(&format!("{path}/sign-off"), &[]).await.is(409);

    // The unit above returns an item, then accepts.
    officer.post(&format!("{path}/accept"), &[]).await.is(403);
    supervisor.post(&format!("{path}/return"), &[]).await.is(422);
    supervisor.post(&format!("{path}/return"), &[("reason-NET-02", "缺少佐证")]).await.is(303);
    let page = officer.get(&path).await;
    assert!(page.text().contains("缺少佐证"));
    assert_eq!(page.all("#returned a[href='#NET-02']"), ["NET-02"], "what came back is named above all");
    submit(&mut officer, &path).await;
    leader.post(&format!("{path}/sign-off"), &[]).await.is(303);
    supervisor.post(&format!("{path}/accept"), &[]).await.is(303);

    // A correction leaves both versions.
    officer.post(&format!("{path}/ask-correction"), &[("reason", "漏报一个系统")]).await.is(303);
    supervisor.post(&format!("{path}/grant-correction"), &[]).await.is(303);
    assert_eq!(
        w.value::<i64>("select count(*) from inspection_version where jsonb_array_length(answers) > 0").await,
        1
    );
    assert_eq!(w.value::<String>("select state from inspection where version = 2").await, "open");
    assert_eq!(w.value::<i32>("select fail from inspection where version = 2").await, 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn two_people_at_one_cell_one_wins(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let path = of(&w, "CQ01001").await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    columns(&mut officer, &path).await;
    let (subject, _) = cell(&mut officer, &path, "NET-02").await;
    let send = [("code", "NET-02"), ("subject", subject.as_str()), ("answer", "pass"), ("version", "0")];
    let saved = officer.post(&format!("{path}/answers"), &send).await.is(303);
    assert!(saved.to().contains("#cell-NET-02-zone-"), "{}", saved.to());
    officer.post(&format!("{path}/answers"), &send).await.is(409);
    let again = [("code", "NET-02"), ("subject", subject.as_str()), ("answer", "na"), ("version", "1")];
    officer.post(&format!("{path}/answers"), &again).await.is(303);
    let unasked = [("code", "NET-02"), ("subject", "unit"), ("answer", "pass"), ("version", "0")];
    officer.post(&format!("{path}/answers"), &unasked).await.is(422);
    // The column has an answer now and stays.
    let id = subject.split(':').nth(1).unwrap().to_owned();
    officer.post(&format!("{path}/columns"), &[("do", "remove"), ("id", id.as_str())]).await.is(409);
    officer
        .post(&format!("{path}/columns"), &[("do", "rename"), ("id", id.as_str()), ("name", "办公区")])
        .await
        .is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn put_right_on_the_spot_needs_proof_and_then_no_issue(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let path = of(&w, "CQ01001").await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    columns(&mut officer, &path).await;
    let (subject, _) = cell(&mut officer, &path, "NET-02").await;
    let spot = [
        ("code", "NET-02"),
        ("subject", subject.as_str()),
        ("answer", "partial"),
        ("spot", "yes"),
        ("version", "0"),
    ];
    officer.post(&format!("{path}/answers"), &spot).await.is(303);
    assert!(officer.get(&format!("{path}/submit")).await.text().contains("尚未登记问题"));
    let fields = [("code", "NET-02"), ("subject", subject.as_str()), ("taken_on", "2026-11-23")];
    let photo: &[(&str, &str, &[u8])] = &[("files", "a.png", b"\x89PNG\r\n\x1a\n\0\0")];
    officer.upload(&format!("{path}/evidence"), &fields, photo).await.is(303);
    assert!(!officer.get(&format!("{path}/submit")).await.text().contains("尚未登记问题"));
    assert!(officer.get(&path).await.text().contains("a.png"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_stamped_scan_stands_for_the_leaders_sign_off(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let path = of(&w, "CQ01001").await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    submit(&mut officer, &path).await;
    let pdf: &[(&str, &str, &[u8])] = &[("files", "签批.pdf", b"%PDF-1.7")];
    officer.upload(&format!("{path}/scan"), &[("taken_on", "2026-11-23")], pdf).await.is(303);
    assert_eq!(
        w.value::<String>("select sign_off from inspection where state = 'awaiting_review'").await,
        "scan"
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_inspection_is_its_units_own(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let path = of(&w, "CQ01001").await;
    for (who, read, write) in [
        ("officer@CQ01002", 404, 404),
        ("supervisor@CQ02", 404, 404),
        ("leader@CQ01001", 200, 403),
        ("supervisor@CQ01", 200, 403),
        ("officer@CQ01", 200, 403),
        ("owner@CQ01001", 404, 404),
        ("staff@CQ01001", 404, 404),
        ("admin@CQ01", 404, 404),
    ] {
        let mut person = w.sign_in(who).await;
        assert_eq!(person.get(&path).await.status.as_u16(), read, "{who} reads");
        let answer = person.post(&format!("{path}/answers"), &[("rest", "all")]).await;
        assert_eq!(answer.status.as_u16(), write, "{who} writes");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_database_itself_keeps_answers_to_the_units_officer(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let insert = "insert into answer (id, inspection_id, unit_id, path, code, result, source, answered_by, answered_at, version)
                  select gen_random_uuid(), i.id, i.unit_id, i.path, 'GOV-01', 'pass', 'person', (select id from person limit 1), now(), 1
                    from inspection i where i.path = '1/2/4/'";
    let wrote = async |scope: &str, role: &str| {
        let mut tx = w.pool.begin().await.unwrap();
        let set = format!(
            "set local role zicha_app; set local zicha.scope = '{scope}'; set local zicha.role = '{role}'"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(set)).execute(&mut *tx).await.unwrap();
        let person = format!("set local zicha.person = '{}'", w.people["officer@CQ01001"]);
        sqlx::raw_sql(sqlx::AssertSqlSafe(person)).execute(&mut *tx).await.unwrap();
        sqlx::query(insert).execute(&mut *tx).await.map(|done| done.rows_affected())
    };
    assert!(!matches!(wrote("", "officer").await, Ok(1..)), "no scope");
    assert!(!matches!(wrote("1/2/", "officer").await, Ok(1..)), "the officer of the unit above");
    assert!(!matches!(wrote("1/2/4/", "leader").await, Ok(1..)), "another role");
    let own = "insert into answer (id, inspection_id, unit_id, path, code, result, source, answered_by, answered_at, version)
               select gen_random_uuid(), i.id, i.unit_id, i.path, 'GOV-01', 'pass', 'person', acting_person(), now(), 1
                 from inspection i where i.path = '1/2/4/'";
    let mut tx = w.pool.begin().await.unwrap();
    let set = format!(
        "set local role zicha_app; set local zicha.scope = '1/2/4/'; set local zicha.role = 'officer'; set local zicha.person = '{}'",
        w.people["officer@CQ01001"]
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(set)).execute(&mut *tx).await.unwrap();
    assert_eq!(sqlx::query(own).execute(&mut *tx).await.unwrap().rows_affected(), 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_double_click_opens_one_round(pool: PgPool) {
    let w = World::new(pool).await;
    checklists::ensure_built_in(&w.app).await.unwrap();
    let checklist: uuid::Uuid = w.value("select id from checklist").await;
    let (checklist, unit) = (checklist.to_string(), w.units["CQ01"].to_string());
    let mut fields = ROUND.to_vec();
    fields.extend([("checklist", checklist.as_str()), ("unit", unit.as_str()), ("every", "quarterly")]);
    fields.push(("key", "01990000-0000-7000-8000-00000000000a"));
    let mut supervisor = w.sign_in("supervisor@CQ01").await;
    let first = supervisor.post("/rounds", &fields).await.is(303).to().to_owned();
    assert_eq!(supervisor.post("/rounds", &fields).await.is(303).to(), first);
    assert_eq!(w.value::<i64>("select count(*) from round").await, 1);
    let early = [("due_on", "2026-11-01"), ("starts_on", "2026-11-23"), ("title", "x")];
    supervisor.post("/rounds", &early).await.is(422);
}

/// A school's sheet with a zone, NET-02 answered as failed; gives officer, path and subject.
pub async fn failed(w: &World) -> (Client, String, String) {
    open(w).await;
    let path = of(w, "CQ01001").await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    columns(&mut officer, &path).await;
    let (subject, version) = cell(&mut officer, &path, "NET-02").await;
    let fail = [
        ("code", "NET-02"),
        ("subject", subject.as_str()),
        ("version", version.as_str()),
        ("answer", "fail"),
    ];
    officer.post(&format!("{path}/answers"), &fail).await.is(303);
    (officer, path, subject)
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_refused_form_comes_back_on_the_sheet_with_what_was_entered(pool: PgPool) {
    let w = World::new(pool).await;
    let (mut officer, path, subject) = failed(&w).await;
    let dom = format!("cell-NET-02-{}", subject.replace(':', "-"));
    let owner = w.people["owner@CQ01001"].to_string();
    let raise = [
        ("code", "NET-02"),
        ("subject", subject.as_str()),
        ("title", ""),
        ("description", "只改了一半"),
        ("owner", owner.as_str()),
        ("severity", "low"),
        ("days", "400"),
    ];
    let page = officer.post(&format!("{path}/issues"), &raise).await.is(422);
    assert_eq!(page.attr(&format!("#title-{dom}"), "aria-invalid").as_deref(), Some("true"));
    assert_eq!(page.attr(&format!("#days-{dom}"), "value").as_deref(), Some("400"));
    assert_eq!(page.all(&format!("#days-{dom}-error")).len(), 1);
    assert_eq!(page.all(&format!("#description-{dom}")), ["只改了一半"]);
    assert_eq!(page.attr(&format!("#owner-{dom} option[selected]"), "value"), Some(owner));
    assert_eq!(page.all(".error-list a").len(), 2);
    assert_eq!(w.value::<i64>("select count(*) from issue").await, 0);

    let proof = [("code", "NET-02"), ("subject", subject.as_str()), ("taken_on", "2027-01-01")];
    officer.upload(&format!("{path}/evidence"), &proof, &[]).await.is(422);
    let taken = [("do", "add"), ("kind", "zone"), ("name", "办公网")];
    let page = officer.post(&format!("{path}/columns"), &taken).await.is(422);
    assert_eq!(page.attr("#column-name", "value").as_deref(), Some("办公网"));
    officer
        .post(&format!("{path}/columns"), &[("do", "add"), ("kind", "zone"), ("name", "教学网")])
        .await
        .is(303);
    let id = subject.split(':').nth(1).unwrap().to_owned();
    let page = officer
        .post(&format!("{path}/columns"), &[("do", "rename"), ("id", id.as_str()), ("name", "教学网")])
        .await
        .is(422);
    assert_eq!(page.attr(&format!("#column-name-{id}"), "aria-invalid").as_deref(), Some("true"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_issue_is_raised_with_its_photo_at_once(pool: PgPool) {
    let w = World::new(pool).await;
    let (mut officer, path, subject) = failed(&w).await;
    let owner = w.people["owner@CQ01001"].to_string();
    let mut raise = vec![
        ("code", "NET-02"),
        ("subject", subject.as_str()),
        ("title", "远程登录未限制来源地址"),
        ("owner", owner.as_str()),
        ("severity", "high"),
        ("taken_on", "2027-01-01"),
    ];
    let photo: &[(&str, &str, &[u8])] = &[("files", "现场.png", b"\x89PNG\r\n\x1a\n\0\0")];
    officer.upload(&format!("{path}/issues"), &raise, photo).await.is(422);
    raise.pop();
    raise.push(("taken_on", "2026-11-20"));
    officer.upload(&format!("{path}/issues"), &raise, photo).await.is(303);
    let kept = "select count(*) from evidence e join issue i on i.origin_answer = e.subject_id where e.taken_on = '2026-11-20'";
    assert_eq!(w.value::<i64>(kept).await, 1);
    let page = officer.get(&path).await.is(200);
    assert_eq!(page.all(".raised").len(), 1);
    assert!(page.text().contains("现场.png"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_counters_follow_every_single_answer(pool: PgPool) {
    let w = World::new(pool).await;
    let (mut officer, path, subject) = failed(&w).await;
    let counters = "select array[pass, partial, fail, na] from inspection where path = '1/2/4/'";
    let all = w
        .value::<i32>("select left_open + pass + partial + fail + na from inspection where path = '1/2/4/'")
        .await;
    let na = w.value::<Vec<i32>>(counters).await[3];
    for (version, answer, wanted) in
        [("1", "partial", [0, 1, 0, na]), ("2", "na", [0, 0, 0, na + 1]), ("3", "pass", [1, 0, 0, na])]
    {
        let fields =
            [("code", "NET-02"), ("subject", subject.as_str()), ("version", version), ("answer", answer)];
        officer.post(&format!("{path}/answers"), &fields).await.is(303);
        assert_eq!(w.value::<Vec<i32>>(counters).await, wanted, "{answer}");
    }
    assert_eq!(w.value::<i32>("select cells_done from inspection where path = '1/2/4/'").await, 1);
    assert_eq!(
        w.value::<i32>("select left_open + pass + partial + fail + na from inspection where path = '1/2/4/'")
            .await,
        all
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn last_rounds_answer_and_open_issues_stand_beside_the_item(pool: PgPool) {
    let w = World::new(pool).await;
    let (mut officer, path, subject) = failed(&w).await;
    let owner = w.people["owner@CQ01001"].to_string();
    let raise = [
        ("code", "NET-02"),
        ("subject", subject.as_str()),
        ("title", "未限制来源地址"),
        ("owner", owner.as_str()),
        ("severity", "high"),
    ];
    officer.post(&format!("{path}/issues"), &raise).await.is(303);
    assert!(officer.get(&path).await.all(".item-standing").is_empty(), "raised here, it stands at its cell");
    open(&w).await;
    let sql = "select i.id from inspection i join round r on r.id = i.round_id where i.path = '1/2/4/' order by r.id desc limit 1";
    let next = format!("/inspections/{}", w.value::<uuid::Uuid>(sql).await);
    officer
        .post(&format!("{next}/columns"), &[("do", "add"), ("kind", "zone"), ("name", "办公网")])
        .await
        .is(303);
    let page = officer.get(&next).await.is(200);
    assert_eq!(page.all("#NET-02 .item-standing").len(), 1);
    assert_eq!(page.all("#NET-02 .cell-last .answer.fail").len(), 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_unit_above_sees_first_what_is_missing(pool: PgPool) {
    let w = World::new(pool).await;
    let round = open(&w).await;
    let mut supervisor = w.sign_in("supervisor@CQ01").await;
    let path = of(&w, "CQ01001").await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    submit(&mut officer, &path).await;
    let page = supervisor.get(&round).await.is(200);
    assert_eq!(page.all("table.rows tbody tr").len(), 2);
    assert!(page.attr(".tabs a[aria-current]", "href").unwrap().contains("state=not_submitted"));
    assert_eq!(
        supervisor.get(&format!("{round}?state=all")).await.is(200).all("table.rows tbody tr").len(),
        3
    );
}
