//! Issues: every verb over HTTP, what others see of them, the list and its workbook, the database's own refusals.
use super::support::{Answer, Client, World};
use sqlx::PgPool;
use uuid::Uuid;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// Raises an issue of the school through the form; gives its path.
async fn raise(w: &World, officer: &mut Client, more: &[(&str, &str)]) -> String {
    let (unit, owner) = (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    let mut form = vec![
        ("unit", unit.as_str()),
        ("title", "3389 端口对外开放"),
        ("severity", "medium"),
        ("owner", owner.as_str()),
        ("main", "NET-02"),
        ("found_on", "2026-11-23"),
    ];
    form.retain(|(name, _)| !more.iter().any(|(n, _)| n == name));
    form.extend(more);
    officer.post("/issues", &form).await.is(303).to().to_owned()
}

async fn submit(owner: &mut Client, path: &str) -> Answer {
    let fields = [("measure", "已关闭 3389 端口"), ("taken_on", "2026-11-22")];
    owner.upload(&format!("{path}/submit"), &fields, &[("files", "after.png", PNG)]).await
}

fn state(page: &Answer) -> String {
    page.all(".page-head .badge").first().cloned().unwrap_or_default()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_issue_goes_round_the_loop_and_its_page_tells_all(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let path = raise(
        &w,
        &mut officer,
        &[("related", "NET-03、HST-08"), ("subject_kind", "system"), ("subject_name", "教务系统")],
    )
    .await;
    let page = officer.get(&path).await.is(200);
    assert_eq!(page.all("h1"), ["3389 端口对外开放"]);
    assert!(
        page.text().contains("WT-2026-000001")
            && page.text().contains("NET-03")
            && page.text().contains("教务系统")
    );
    assert!(page.all(".facts").join("").contains("2026年12月21日"), "20 working days of medium severity");

    let mut owner = w.sign_in("owner@CQ01001").await;
    assert_eq!(state(&owner.get(&path).await.is(200)), "待整改");
    owner
        .post(&format!("{path}/interim"), &[("measure", "限制来源地址"), ("on", "2026-11-23")])
        .await
        .is(303);
    owner.post(&format!("{path}/start"), &[]).await.is(303);
    submit(&mut owner, &path).await.is(303);
    assert_eq!(state(&owner.get(&path).await), "待复核");
    owner.post(&format!("{path}/withdraw"), &[]).await.is(303);
    submit(&mut owner, &path).await.is(303);

    let mut reviewer = w.sign_in("reviewer@CQ01").await;
    reviewer.post(&format!("{path}/return"), &[("reason", "复测范围不全")]).await.is(303);
    submit(&mut owner, &path).await.is(303);
    reviewer.post(&format!("{path}/close"), &[("reason", "整改到位")]).await.is(303);
    let page = reviewer.get(&path).await.is(200);
    assert_eq!(state(&page), "已销号");
    let steps = page.all(".timeline .event-head strong");
    let told = [
        "销号",
        "提交复核",
        "补充佐证材料",
        "退回",
        "提交复核",
        "补充佐证材料",
        "撤回",
        "提交复核",
        "补充佐证材料",
        "开始整改",
        "记录临时处置",
        "登记",
    ];
    assert_eq!(steps, told, "newest first");
    assert!(page.all(".timeline").join("").contains("复测范围不全"));

    reviewer.post(&format!("{path}/reopen"), &[("reason", "端口再次开放"), ("days", "5")]).await.is(303);
    let page = reviewer.get(&path).await;
    assert_eq!(state(&page), "待整改");
    let deadlines = page.all("aside .facts").join("");
    assert!(
        deadlines.contains("2026年12月21日") && deadlines.contains("2026年11月30日"),
        "first kept, new added: {deadlines}"
    );
    officer
        .post(&format!("{path}/severity"), &[("severity", "critical"), ("reason", "可从外部利用")])
        .await
        .is(303);
    let other = w.people["officer@CQ01001"].to_string();
    officer.post(&format!("{path}/assign"), &[("owner", &other)]).await.is(303);
    reviewer.post(&format!("{path}/void"), &[("reason", "测试端口")]).await.is(303);
    assert_eq!(state(&reviewer.get(&path).await), "误报撤销");
    assert_eq!(w.value::<i64>("select count(*) from deadline").await, 3);
    let counted: String = w
        .value(
            "select string_agg(state || severity || n, ',') from (
                 select state, severity, sum(n) as n from issue_total where ancestor = '1/' group by 1, 2 having sum(n) <> 0) t",
        )
        .await;
    assert_eq!(counted, "voidcritical1");
    let waiting: i64 = w
        .value(
            "select count(*) from (select from issue_due_total group by ancestor, due having sum(n) <> 0) t",
        )
        .await;
    assert_eq!(waiting, 0, "nothing waits for its owner any more");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_issue_is_seen_by_its_owner_its_unit_and_those_above_alone(pool: PgPool) {
    let w = World::new(pool).await;
    let id = w.issue("CQ01001").await;
    let path = format!("/issues/{id}");
    for (who, status) in [
        ("owner@CQ01001", 200),
        ("officer@CQ01001", 200),
        ("leader@CQ01001", 200),
        ("reviewer@CQ01001", 200),
        ("staff@CQ01001", 404),
        ("officer@CQ01", 200),
        ("supervisor@CQ", 200),
        ("admin@CQ01", 404),
        ("auditor@CQ01", 404),
        ("officer@CQ01002", 404),
        ("owner@CQ01002", 404),
        ("supervisor@CQ02", 404),
    ] {
        w.sign_in(who).await.get(&path).await.is(status);
    }
    let other = w.people["officer@CQ01001"].to_string();
    w.sign_in("officer@CQ01001").await.post(&format!("{path}/assign"), &[("owner", &other)]).await.is(303);
    let mut owner = w.sign_in("owner@CQ01001").await;
    owner.get(&path).await.is(404);
    assert!(owner.get("/issues?state=all").await.is(200).all("tbody tr").is_empty());
    w.sign_in("staff@CQ01001").await.get("/issues").await.is(403);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_wrong_role_is_refused_and_changes_nothing(pool: PgPool) {
    let w = World::new(pool).await;
    let path = format!("/issues/{}", w.issue("CQ01001").await);
    let mut leader = w.sign_in("leader@CQ01001").await;
    for verb in [
        "assign", "start", "interim", "submit", "withdraw", "return", "close", "void", "reopen", "severity",
        "evidence",
    ] {
        leader.post(&format!("{path}/{verb}"), &[]).await.is(403);
        w.sign_in("officer@CQ01002").await.post(&format!("{path}/{verb}"), &[]).await.is(404);
    }
    let mut owner = w.sign_in("owner@CQ01001").await;
    for verb in ["assign", "return", "close", "void", "reopen", "severity"] {
        owner.post(&format!("{path}/{verb}"), &[("reason", "x")]).await.is(403);
    }
    leader.post("/issues", &[]).await.is(403);
    leader.get("/issues/new").await.is(403);
    assert_eq!(w.value::<i32>("select version from issue").await, 1);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind like 'issue.%'").await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn what_the_owner_may_not_verify_the_unit_above_does(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let mine = w.people["officer@CQ01001"].to_string();
    let path = raise(&w, &mut officer, &[("severity", "high")]).await;
    let mut owner = w.sign_in("owner@CQ01001").await;
    submit(&mut owner, &path).await.is(303);
    let close = format!("{path}/close");
    let no = w.sign_in("reviewer@CQ01001").await.post(&close, &[]).await.is(409);
    assert!(no.all("p").join("").contains("由上级单位复核"));
    owner.post(&format!("{path}/withdraw"), &[]).await.is(303);
    officer.post(&format!("{path}/assign"), &[("owner", &mine)]).await.is(303);
    officer.post(&format!("{path}/severity"), &[("severity", "low"), ("reason", "内网")]).await.is(303);
    let low = [("measure", "已关闭"), ("taken_on", "")];
    officer.post(&format!("{path}/submit"), &low).await.is(303);
    let no = officer.post(&close, &[]).await.is(409);
    assert!(no.all("p").join("").contains("您提交过"));
    w.sign_in("reviewer@CQ01001").await.post(&close, &[]).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn bad_input_comes_back_at_its_field_with_what_was_entered(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let here = w.units["CQ01001"].to_string();
    let page = officer
        .post(
            "/issues",
            &[
                ("unit", &here),
                ("title", ""),
                ("description", "留存"),
                ("main", "XX-99"),
                ("found_on", "2026-12-01"),
            ],
        )
        .await
        .is(422);
    for field in ["title", "severity", "main", "found_on"] {
        assert_eq!(page.all(&format!("#{field}-error")).len(), 1, "{field}");
    }
    assert_eq!(page.all("textarea[name=description]"), ["留存"]);
    let foreign = w.units["CQ01002"].to_string();
    officer
        .post(
            "/issues",
            &[
                ("unit", &foreign),
                ("title", "越界"),
                ("severity", "low"),
                ("main", "NET-02"),
                ("found_on", "2026-11-23"),
            ],
        )
        .await
        .is(422);
    let (staff, admin) = (w.people["staff@CQ01001"].to_string(), w.people["admin@CQ01"].to_string());
    for nobody in [staff.as_str(), admin.as_str(), "01990000-0000-7000-8000-000000000000"] {
        let form = [
            ("unit", here.as_str()),
            ("title", "责任人"),
            ("severity", "low"),
            ("main", "NET-02"),
            ("found_on", "2026-11-23"),
            ("owner", nobody),
        ];
        assert_eq!(officer.post("/issues", &form).await.is(422).all("#owner-error").len(), 1);
    }
    assert_eq!(w.value::<i64>("select count(*) from issue").await, 0);

    let path = raise(&w, &mut officer, &[]).await;
    let mut owner = w.sign_in("owner@CQ01001").await;
    let page = owner
        .upload(&format!("{path}/submit"), &[("measure", "已关闭"), ("taken_on", "2026-11-22")], &[])
        .await
        .is(422);
    assert!(page.all("#submit-files-error").join("").contains("至少上传一份"));
    assert_eq!(page.all("#submit-measure"), ["已关闭"]);
    let evil = [("files", "a.png", &b"<svg onload=x>"[..])];
    let page = owner
        .upload(&format!("{path}/submit"), &[("measure", "已关闭"), ("taken_on", "2026-11-22")], &evil)
        .await
        .is(422);
    assert!(page.all("#submit-files-error").join("").contains("a.png"));
    let future = [("measure", "已关闭"), ("taken_on", "2026-11-24")];
    let page = owner.upload(&format!("{path}/submit"), &future, &[("files", "a.png", PNG)]).await.is(422);
    assert_eq!(page.all("#submit-taken_on-error").len(), 1);
    owner.post(&format!("{path}/interim"), &[("measure", ""), ("on", "昨天")]).await.is(422);
    officer.post(&format!("{path}/severity"), &[("severity", "high")]).await.is(422);
    officer.post(&format!("{path}/assign"), &[("owner", &staff)]).await.is(422);
    assert_eq!(w.value::<i64>("select count(*) from evidence").await, 0);
    assert_eq!(w.value::<String>("select state from issue").await, "awaiting");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn of_a_hundred_closings_on_two_instances_one_wins_and_the_others_hear_who_and_when(pool: PgPool) {
    let w = World::new(pool).await;
    let path = raise(&w, &mut w.sign_in("officer@CQ01001").await, &[]).await;
    submit(&mut w.sign_in("owner@CQ01001").await, &path).await.is(303);
    let second = w.second();
    let browsers = [w.sign_in("reviewer@CQ01").await, w.sign_in_at(&second, "supervisor@CQ01").await];
    let mut running = tokio::task::JoinSet::new();
    for n in 0..100 {
        let (mut browser, close) = (browsers[n % 2].clone(), format!("{path}/close"));
        running.spawn(async move { browser.post(&close, &[]).await });
    }
    let answers = running.join_all().await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|a| a.status == 303);
    assert_eq!((won.len(), lost.len()), (1, 99));
    for answer in lost {
        let said = answer.all("p").join("");
        assert_eq!(answer.status, 409);
        assert!(said.contains("@CQ01已于 10:32 销号"), "{said}");
    }
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'issue.close'").await, 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_page_that_is_older_than_the_issue_changes_nothing(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let path = raise(&w, &mut officer, &[]).await;
    let rate = |severity| [("severity", severity), ("reason", "复评"), ("version", "1")];
    officer.post(&format!("{path}/severity"), &rate("high")).await.is(303);
    let late =
        w.sign_in("supervisor@CQ01").await.post(&format!("{path}/severity"), &rate("low")).await.is(409);
    assert!(late.all("p").join("").contains("officer@CQ01001已于 10:32 调整严重程度"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn walking_the_pages_shows_every_issue_once_in_both_directions(pool: PgPool) {
    let w = World::new(pool).await;
    for n in 0..123 {
        let unit = ["CQ01001", "CQ01002", "CQ02001"][n % 3];
        w.issue(unit).await;
    }
    sqlx::query("update issue set due = date '2026-11-20' + (abs(hashtext(number)) % 9)")
        .execute(&w.pool)
        .await
        .unwrap();
    let mut supervisor = w.sign_in("supervisor@CQ").await;
    let (mut forth, mut at, mut pages) = (Vec::new(), "/issues".to_owned(), 0);
    let last = loop {
        let page = supervisor.get(&at).await.is(200);
        forth.extend(page.all("tbody small"));
        pages += 1;
        match page.attr("a[rel=next]", "href") {
            Some(next) => at = next,
            None => break page,
        }
    };
    assert_eq!((pages, forth.len()), (3, 123));
    let mut unique = forth.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), 123);
    let previous = last.attr("a[rel=prev]", "href").unwrap();
    assert_eq!(supervisor.get(&previous).await.all("tbody small"), forth[50..100]);

    let district = w.units["CQ01"];
    let count =
        async |path: String| w.sign_in("supervisor@CQ").await.get(&path).await.is(200).all("tbody tr").len();
    assert_eq!(count(format!("/issues?unit={district}")).await, 50);
    assert_eq!(count(format!("/issues?unit={}", w.units["CQ01001"])).await, 41);
    assert_eq!(count("/issues?q=wt-2026-000007".into()).await, 1);
    assert_eq!(count("/issues?q=3389".into()).await, 50);
    assert_eq!(count("/issues?q=%25".into()).await, 0, "a percent sign is a percent sign");
    assert_eq!(count("/issues?state=closed".into()).await, 0);
    assert_eq!(count("/issues?severity=high".into()).await, 0);
    assert_eq!(count("/issues?item=net-02".into()).await, 50);
    assert_eq!(count("/issues?item=NET-03".into()).await, 0);
    let overdue: i64 = w.value("select count(*) from issue where due < '2026-11-23'").await;
    assert_eq!(count("/issues?state=overdue".into()).await, usize::try_from(overdue).unwrap());
    w.sign_in("supervisor@CQ02").await.get(&format!("/issues?unit={district}")).await.is(404);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_workbook_holds_every_row_of_the_filter_and_is_noted(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    raise(&w, &mut officer, &[("title", "=cmd|' /C calc'!A0"), ("severity", "high")]).await;
    raise(&w, &mut officer, &[("title", "第二个")]).await;
    w.issue("CQ01002").await;
    let book = officer.get("/issues.xlsx").await.is(200);
    let name = book.headers["content-disposition"].to_str().unwrap().to_owned();
    assert!(
        name.contains(
            "filename*=UTF-8''%E9%97%AE%E9%A2%98%E9%9A%90%E6%82%A3%E6%B8%85%E5%8D%95_2026-11-23.xlsx"
        ),
        "{name}"
    );
    let sheet = zicha::base::spreadsheet::read(&book.bytes, "a.xlsx", &Default::default()).unwrap();
    let rows: Vec<Vec<String>> =
        sheet.rows.iter().map(|r| r.cells.iter().map(|c| c.shown().into_owned()).collect()).collect();
    let heads = "序号 编号 责任单位 系统 条款 问题描述 严重程度 责任人 发现日期 临时处置期限 整改期限 状态 整改措施 完成日期 复核人 备注";
    assert_eq!(rows[0].join(" "), heads);
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[1][5].as_str(), rows[1][6].as_str()), ("=cmd|' /C calc'!A0", "高"));
    assert!(matches!(sheet.rows[1].cells[10].value, zicha::base::spreadsheet::Value::Date(_)));
    let noted: serde_json::Value = w.value("select data from audit where kind = 'issue.export'").await;
    assert_eq!(noted["rows"], 2);
    w.sign_in("admin@CQ01").await.get("/issues.xlsx").await.is(403);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn evidence_leaves_only_as_an_attachment_to_those_who_see_its_issue_and_is_noted(pool: PgPool) {
    let w = World::new(pool).await;
    let path = raise(&w, &mut w.sign_in("officer@CQ01001").await, &[]).await;
    let mut owner = w.sign_in("owner@CQ01001").await;
    let fields = [("taken_on", "2026-11-20"), ("note", "整改前")];
    owner.upload(&format!("{path}/evidence"), &fields, &[("files", "机房.png", PNG)]).await.is(303);
    let page = owner.get(&path).await;
    assert!(page.all(".files").join("").contains("2026年11月20日"));
    let at = page.attr(".files a", "href").unwrap();
    let file = owner.get(&at).await.is(200);
    assert_eq!(file.bytes, PNG);
    let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
    assert!(
        header("content-disposition").starts_with("attachment;")
            && header("content-disposition").contains("%E6%9C%BA%E6%88%BF.png")
    );
    assert_eq!(
        (header("x-content-type-options"), header("content-type")),
        ("nosniff".into(), "image/png".into())
    );
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'evidence.download'").await, 1);
    w.sign_in("supervisor@CQ01").await.get(&at).await.is(200);
    for stranger in ["officer@CQ01002", "owner@CQ01002", "admin@CQ01", "staff@CQ01001", "auditor@CQ01"] {
        w.sign_in(stranger).await.get(&at).await.is(404);
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_database_itself_refuses_what_the_rules_forbid(pool: PgPool) {
    let w = World::new(pool).await;
    let id = w.issue("CQ01001").await;
    let (owner, other) = (w.people["owner@CQ01001"], w.people["officer@CQ01001"]);
    let close = "started_by = $2, started_at = now(), started_for = false, submitted_by = $2, submitted_at = now(), submitted_on = '2026-11-23', measure = 'x', state = 'closed', closed_at = now(), closed_on = '2026-11-23', closed_by = ";
    let broken = async |set: String, who: Uuid| -> Option<String> {
        let sql = format!("update issue set {set} where id = $1 and $2::uuid is not null");
        let done = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).bind(who).execute(&w.pool).await;
        done.err().and_then(|e| e.as_database_error().and_then(|d| d.constraint()).map(str::to_owned))
    };
    assert_eq!(broken(format!("{close} $2"), owner).await.as_deref(), Some("issue_closer_is_not_the_owner"));
    assert_eq!(broken("state = 'closed'".into(), other).await.as_deref(), Some("issue_state_is_whole"));
    assert_eq!(broken("submitted_by = $2".into(), other).await.as_deref(), Some("issue_submission_is_whole"));
    assert_eq!(
        broken("interim_on = '2026-11-23'".into(), other).await.as_deref(),
        Some("issue_interim_is_whole")
    );
    let void = "state = 'void', voided_by = $2, voided_at = now(), void_reason = 'x'";
    assert_eq!(
        broken(void.into(), w.people["supervisor@CQ01"]).await.as_deref(),
        Some("issue_voider_is_a_third_person")
    );
    sqlx::query(
        "insert into issue_submitter select id, 1, unit_id, path, $2, now(), 'x' from issue where id = $1",
    )
    .bind(id)
    .bind(other)
    .execute(&w.pool)
    .await
    .unwrap();
    assert_eq!(broken(format!("{close} $2"), other).await.as_deref(), Some("issue_verifier_never_submitted"));
    assert_eq!(broken(void.into(), other).await.as_deref(), Some("issue_verifier_never_submitted"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_connection_without_a_scope_sees_no_issue_and_ledgers_are_never_rewritten(pool: PgPool) {
    let w = World::new(pool).await;
    w.evidence("CQ01001").await;
    let mut conn = w.pool.acquire().await.unwrap();
    sqlx::query("set role zicha_app").execute(&mut *conn).await.unwrap();
    for table in
        ["issue", "issue_item", "issue_submitter", "deadline", "evidence", "issue_scope", "issue_total"]
    {
        let sql = format!("select count(*) from {table}");
        let seen: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(seen, 0, "{table}");
        for change in [format!("delete from {table}"), format!("update {table} set path = '1/'")] {
            let done = sqlx::query(sqlx::AssertSqlSafe(change.clone())).execute(&mut *conn).await;
            assert!(done.is_err(), "{change}");
        }
    }
    let totals: i64 =
        sqlx::query_scalar("select count(*) from issue_totals('1/')").fetch_one(&mut *conn).await.unwrap();
    assert_eq!(totals, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_moved_unit_takes_its_issues_and_their_lists_along(pool: PgPool) {
    let w = World::new(pool).await;
    let id = w.evidence("CQ01001").await;
    sqlx::query("update unit set path = '1/3/4/', parent_id = $1 where code = 'CQ01001'")
        .bind(w.units["CQ02"])
        .execute(&w.pool)
        .await
        .unwrap();
    let levels: String = w.value("select string_agg(ancestor, ' ' order by ancestor) from issue_scope").await;
    assert_eq!(levels, "1/ 1/3/ 1/3/4/");
    assert_eq!(w.value::<String>("select path from issue_item").await, "1/3/4/");
    w.sign_in("supervisor@CQ01").await.get(&format!("/evidence/{id}")).await.is(404);
    assert_eq!(w.sign_in("supervisor@CQ02").await.get("/issues").await.all("tbody tr").len(), 1);
}
