//! What a round asks and what is known without asking: systems provided from above, events, records, answers taken over,
//! systems and units that are gone.
use super::{
    rounds::{cell, columns, of, open, open_with, rest, submit},
    support::{Answer, Client, World},
};
use sqlx::PgPool;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// A system of a unit by its name, important, as its register keeps it.
async fn system(w: &World, unit: &str, name: &str, above: Option<&str>) -> uuid::Uuid {
    let id = w.system(unit).await;
    sqlx::query("update system set name = $2, important = true, provided_by = $3 where id = $1")
        .bind(id)
        .bind(name)
        .bind(above.map(|code| w.units[code]))
        .execute(&w.pool)
        .await
        .unwrap();
    id
}

/// Answers a cell that nobody answered yet.
async fn answer(who: &mut Client, path: &str, code: &str, subject: &str, result: &str) {
    let fields = [
        ("code", code),
        ("subject", subject),
        ("answer", result),
        ("note", "管理口令过于简单"),
        ("version", "0"),
    ];
    who.post(&format!("{path}/answers"), &fields).await.is(303);
}

/// The class of an item's first answer as the page shows it, for cells that are not to be answered.
fn said(page: &Answer, code: &str) -> String {
    let class = page.attr(&format!("#{code} .cell-form > .answer"), "class").unwrap_or_default();
    class.trim_start_matches("answer ").to_owned()
}

/// Runs a statement as the program would for a person.
async fn seen(w: &World, scope: &str, role: &str, sql: &'static str) -> i64 {
    let mut tx = w.pool.begin().await.unwrap();
    let set = format!(
        "set local role zicha_app; set local zicha.scope = '{scope}'; set local zicha.role = '{role}'"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(set)).execute(&mut *tx).await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *tx).await.unwrap()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_provided_system_is_answered_once_above_and_inherited_below(pool: PgPool) {
    let w = World::new(pool).await;
    let above = system(&w, "CQ01", "统一认证", None).await;
    system(&w, "CQ01001", "统一认证", Some("CQ01")).await;
    open_with(&w, &[("every", "quarterly")]).await;
    let (upper, path) = (of(&w, "CQ01").await, of(&w, "CQ01001").await);
    let (mut district, mut officer) = (w.sign_in("officer@CQ01").await, w.sign_in("officer@CQ01001").await);
    let page = officer.get(&path).await.is(200);
    assert_eq!(said(&page, "SYS-02"), "open");
    assert!(page.all("#SYS-02 .cell").join("").contains("待上级单位作答"));
    assert!(
        officer.get(&format!("{path}/submit")).await.attr("#reason-SYS-02", "name").is_none(),
        "no reason is asked"
    );

    let subject = format!("system:{above}");
    answer(&mut district, &upper, "SYS-02", &subject, "fail").await;
    answer(&mut district, &upper, "BAK-01", &subject, "pass").await;
    let page = officer.get(&path).await.is(200);
    assert_eq!((said(&page, "SYS-02").as_str(), said(&page, "BAK-01").as_str()), ("fail", "pass"));
    assert!(page.all("#SYS-02 .cell").join("").contains("渝中区主管部门"), "who");
    assert!(page.all("#SYS-02 .saved").join("").contains("11-23 10:32"), "when");
    assert!(!page.text().contains("管理口令过于简单"), "and nothing else");
    assert!(page.all("#SYS-02 form.raise").is_empty(), "the issue stands above");
    let own: uuid::Uuid = w.value("select id from system where path = '1/2/4/'").await;
    let below = format!("system:{own}");
    let raise = [("code", "SYS-02"), ("subject", below.as_str()), ("title", "弱口令"), ("severity", "high")];
    officer.post(&format!("{path}/issues"), &raise).await.is(409);
    let mine = [("code", "SYS-02"), ("subject", below.as_str()), ("answer", "pass"), ("version", "0")];
    officer.post(&format!("{path}/answers"), &mine).await.is(422);

    // They count below with their result, as the sheet shows and as it is handed in.
    columns(&mut officer, &path).await;
    let counters = "select array[pass, fail] from inspection where path = '1/2/4/'";
    assert_eq!(w.value::<Vec<i32>>(counters).await, [1, 1]);
    let (zone, version) = cell(&mut officer, &path, "NET-02").await;
    let fields =
        [("code", "NET-02"), ("subject", zone.as_str()), ("answer", "pass"), ("version", version.as_str())];
    officer.post(&format!("{path}/answers"), &fields).await.is(303);
    assert_eq!(w.value::<Vec<i32>>(counters).await, [2, 1]);
    submit(&mut officer, &path).await;
    let handed_in = w.value::<Vec<i32>>(counters).await;
    let again = [("code", "SYS-02"), ("subject", subject.as_str()), ("answer", "pass"), ("version", "1")];
    district.post(&format!("{upper}/answers"), &again).await.is(303);
    let page = officer.get(&path).await.is(200);
    assert_eq!(said(&page, "SYS-02"), "fail", "what was handed in stays");
    assert!(page.all("#SYS-05 .cell").join("").contains("待上级单位作答"));
    assert_eq!(w.value::<Vec<i32>>(counters).await, handed_in);
    officer.post(&format!("{path}/take-back"), &[]).await.is(303);
    assert_eq!(
        said(&officer.get(&path).await.is(200), "SYS-02"),
        "pass",
        "back with the officer it is read anew"
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn of_the_unit_above_nothing_but_answers_about_provided_systems_can_be_read(pool: PgPool) {
    let w = World::new(pool).await;
    let (above, other) = (system(&w, "CQ01", "统一认证", None).await, system(&w, "CQ01", "办公", None).await);
    system(&w, "CQ01001", "统一认证", Some("CQ01")).await;
    open_with(&w, &[("every", "quarterly")]).await;
    let (upper, mut district) = (of(&w, "CQ01").await, w.sign_in("officer@CQ01").await);
    answer(&mut district, &upper, "SYS-02", &format!("system:{above}"), "pass").await;
    answer(&mut district, &upper, "SYS-02", &format!("system:{other}"), "fail").await;
    // A name that the unit above has not tells nothing.
    system(&w, "CQ01001", "没有这个系统", Some("CQ01")).await;
    let all = "select count(code) from inspection i cross join lateral answered_above(i.id)";
    assert_eq!(seen(&w, "1/2/4/", "officer", all).await, 1);
    for (scope, role) in [("1/2/4/", "owner"), ("1/2/5/", "officer"), ("", "officer"), ("1/3/", "supervisor")]
    {
        assert_eq!(seen(&w, scope, role, all).await, 0, "{role} at {scope:?}");
    }
    assert_eq!(seen(&w, "1/2/4/", "officer", "select count(*) from answer").await, 0);
    // Whose inspection it is counts, not who knows its id; afterwards the scope is what it was.
    let foreign = "select count(*) from (select answered_above(id) from (select nullif(current_setting('zicha.other', true), '')::uuid as id) x) y";
    sqlx::query("select set_config('zicha.other', $1, false)")
        .bind(of(&w, "CQ01002").await.trim_start_matches("/inspections/"))
        .execute(&w.pool)
        .await
        .unwrap();
    assert_eq!(seen(&w, "1/2/4/", "officer", foreign).await, 0);
    assert_eq!(
        seen(&w, "1/2/4/", "officer", "select count(*) from inspection i, answered_above(i.id), unit u")
            .await,
        1
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn what_is_answered_above_is_counted_below_before_anybody_there_writes_again(pool: PgPool) {
    let w = World::new(pool).await;
    let above = system(&w, "CQ01", "统一认证", None).await;
    for unit in ["CQ01001", "CQ01002"] {
        system(&w, unit, "统一认证", Some("CQ01")).await;
    }
    let round = open_with(&w, &[("every", "quarterly")]).await;
    let (upper, path) = (of(&w, "CQ01").await, of(&w, "CQ01001").await);
    let (mut district, mut officer) = (w.sign_in("officer@CQ01").await, w.sign_in("officer@CQ01001").await);
    columns(&mut officer, &path).await;
    let counters = "select array[pass, partial, fail, na, left_open] from inspection where path = '1/2/4/'";
    let before = w.value::<Vec<i32>>(counters).await;
    let subject = format!("system:{above}");
    answer(&mut district, &upper, "SYS-02", &subject, "fail").await;
    answer(&mut district, &upper, "BAK-01", &subject, "pass").await;
    let again = [("code", "SYS-02"), ("subject", subject.as_str()), ("answer", "partial"), ("version", "1")];
    district.post(&format!("{upper}/answers"), &again).await.is(303);
    let told = w.value::<Vec<i32>>(counters).await;
    assert_eq!(told, [before[0] + 1, before[1] + 1, before[2], before[3], before[4] - 2]);
    // Counted anew it is the same; whoever has not begun has no counters.
    district.post(&format!("{upper}/answers"), &[("rest", "all")]).await.is(303);
    let told = w.value::<Vec<i32>>(counters).await;
    columns_more(&mut officer, &path).await;
    let counted = w.value::<Vec<i32>>(counters).await;
    assert_eq!(told[..4], counted[..4], "{told:?} {counted:?}");
    let untouched = "select pass + partial + fail + na + left_open from inspection where path = '1/2/5/'";
    assert_eq!(w.value::<i32>(untouched).await, 0);
    let progress = w.sign_in("supervisor@CQ01").await.get(&format!("{round}?state=all")).await.is(200);
    assert!(progress.all("table.rows tbody tr").join("").contains('%'));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn where_nobody_above_is_asked_the_officer_answers_herself(pool: PgPool) {
    let w = World::new(pool).await;
    // The city provides it, and is not in the district's round; the district does, and has no such system itself.
    system(&w, "CQ", "统一认证", None).await;
    let provided = system(&w, "CQ01001", "统一认证", Some("CQ")).await;
    let unknown = system(&w, "CQ01001", "门户网站", Some("CQ01")).await;
    open_with(&w, &[("every", "quarterly")]).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    for id in [provided, unknown] {
        answer(&mut officer, &path, "SYS-02", &format!("system:{id}"), "pass").await;
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_event_asks_its_items_whatever_their_period_and_is_undone_while_nothing_is_answered(pool: PgPool) {
    let w = World::new(pool).await;
    open_with(&w, &[("every", "monthly"), ("event", "alert")]).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    let page = officer.get(&path).await.is(200);
    assert!(page.all("#GOV-01").join("").contains("因事件检查"), "the whole round was told of an alert");
    assert!(page.all("#EMG-08").is_empty());
    assert!(!page.all("#SYS-18").join("").contains("因事件检查"), "due every month anyway");
    let happened = "select events from inspection where path = '1/2/4/'";
    officer.post(&format!("{path}/events"), &[("event", "incident")]).await.is(303);
    assert_eq!(w.value::<Vec<String>>(happened).await, ["incident"]);
    assert!(officer.get(&path).await.all("#EMG-08").join("").contains("因事件检查"));
    let other = of(&w, "CQ01002").await;
    let mut neighbour = w.sign_in("officer@CQ01002").await;
    assert!(neighbour.get(&other).await.all("#EMG-08").is_empty(), "in this unit alone");
    let cells = "select cells from inspection where path = '1/2/4/'";
    let with: i32 = w.value(cells).await;
    officer.post(&format!("{path}/events"), &[]).await.is(303);
    assert!(w.value::<i32>(cells).await < with, "the counters follow");
    officer.post(&format!("{path}/events"), &[("event", "incident")]).await.is(303);
    answer(&mut officer, &path, "EMG-08", "unit", "pass").await;
    officer.post(&format!("{path}/events"), &[("event", "alert")]).await.is(409);
    assert_eq!(w.value::<Vec<String>>(happened).await, ["incident"]);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'inspection.happened'").await, 3);
    submit(&mut officer, &path).await;
    officer.post(&format!("{path}/events"), &[("event", "incident"), ("event", "alert")]).await.is(409);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_system_registered_in_the_period_proposes_its_event(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    let ticked = "#events input[value=new_system][checked]";
    assert!(officer.get(&path).await.all(ticked).is_empty());
    system(&w, "CQ01001", "图书", None).await;
    let page = officer.get(&path).await;
    assert_eq!(page.all(ticked).len(), 1);
    assert!(page.all("#events .flash").join("").contains("新增信息系统1个"));
    assert!(page.all("#EMG-07").is_empty(), "a proposal asks nothing");
    officer.post(&format!("{path}/events"), &[]).await.is(303);
    assert!(officer.get(&path).await.all(ticked).is_empty(), "the officer said no");
}

/// The figures that stand beside what the portal judges.
fn figures(page: &Answer, code: &str) -> String {
    page.all(&format!("#{code} .cell-extra.quiet")).join("")
}

/// What the portal proposes for an item, on the page before submitting.
fn proposed(page: &Answer, code: &str) -> String {
    page.all("#judged li").into_iter().find(|line| line.contains(code)).unwrap_or_default()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn on_first_use_the_portal_judges_today_and_says_that_there_is_no_period_before(pool: PgPool) {
    let w = World::new(pool).await;
    system(&w, "CQ01001", "图书", None).await;
    open_with(&w, &[("every", "yearly")]).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    let page = officer.get(&path).await.is(200);
    for code in ["MGT-10", "OPS-03", "OPS-04", "OPS-06", "OPS-07", "OPS-08"] {
        assert!(figures(&page, code).contains("首次使用"), "{code}");
    }
    assert!(
        figures(&page, "GOV-02").contains("涉及1个信息系统，其中1个缺少"),
        "{}",
        figures(&page, "GOV-02")
    );
    assert!(figures(&page, "GOV-05").contains("部署时有在岗的安全管理员"));
    assert!(figures(&page, "OPS-05").contains("共0项"));
    let page = officer.get(&format!("{path}/submit")).await;
    assert!(
        proposed(&page, "GOV-02").starts_with("不符合") && proposed(&page, "OPS-08").starts_with("不适用")
    );
    submit(&mut officer, &path).await;
    let judged = "select count(*) from answer where source = 'records'";
    assert_eq!(w.value::<i64>(judged).await, 10, "handing in confirms them");
    assert_eq!(w.value::<String>("select result from answer where code = 'GOV-02'").await, "fail");
    assert_eq!(w.value::<i64>("select count(*) from issue").await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn without_an_officer_in_the_unit_or_above_a_round_is_not_assigned_to_anybody(pool: PgPool) {
    let w = World::new(pool).await;
    sqlx::query("update post set starts_on = '2026-12-01' where role = 'officer'")
        .execute(&w.pool)
        .await
        .unwrap();
    open_with(&w, &[("every", "yearly")]).await;
    w.pass(chrono::Duration::days(10));
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    assert!(figures(&officer.get(&path).await.is(200), "GOV-05").contains("没有在岗的安全管理员"));
}

/// An issue of the school, raised, rectified and submitted by its people; gives its path.
async fn submitted_issue(w: &World) -> String {
    let (unit, owner) = (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    let form = [
        ("unit", unit.as_str()),
        ("title", "3389 端口对外开放"),
        ("severity", "medium"),
        ("owner", owner.as_str()),
        ("main", "NET-02"),
        ("found_on", "2026-11-23"),
    ];
    let path = w.sign_in("officer@CQ01001").await.post("/issues", &form).await.is(303).to().to_owned();
    let fields = [("measure", "已关闭 3389 端口"), ("taken_on", "2026-11-22")];
    let files: &[(&str, &str, &[u8])] = &[("files", "after.png", PNG)];
    w.sign_in("owner@CQ01001").await.upload(&format!("{path}/submit"), &fields, files).await.is(303);
    path
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_period_before_is_judged_as_it_stood_at_its_end(pool: PgPool) {
    let w = World::new(pool).await;
    let own = system(&w, "CQ01001", "图书", None).await;
    open_with(&w, &[("every", "quarterly")]).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    answer(&mut officer, &path, "SYS-02", &format!("system:{own}"), "pass").await;
    let page = officer.get(&format!("{path}/submit")).await.is(200);
    assert_eq!(page.all("input[name^=reason-][required]").len(), 0);
    let parties = [("party-security", "张三"), ("party-operations", "李四"), ("common", "本周期安排在下月")];
    officer.post(&format!("{path}/submit"), &parties).await.is(303);
    assert_eq!(w.value::<i64>("select count(distinct reason) from item_reason").await, 1);
    // Two issues due on 21 December: one closed in time, one after the end of the period.
    let (early, late) = (submitted_issue(&w).await, submitted_issue(&w).await);
    w.sign_in("supervisor@CQ01").await.post(&format!("{early}/close"), &[]).await.is(303);
    w.pass(chrono::Duration::days(46));
    w.sign_in("supervisor@CQ01").await.post(&format!("{late}/close"), &[]).await.is(303);
    open_with(&w, &[("every", "quarterly"), ("starts_on", "2027-01-05"), ("due_on", "2027-01-31")]).await;

    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    let page = officer.get(&path).await.is(200);
    let said = |code| figures(&page, code);
    assert!(said("OPS-08").contains("未销号1个（其中挂账管控0个），已到期未销号1个"), "{}", said("OPS-08"));
    assert!(said("OPS-06").contains("销号1个，其中0个"), "{}", said("OPS-06"));
    assert!(
        said("OPS-07").contains("流转7次，其中0次缺少") && said("OPS-07").contains("1份，其中0份"),
        "{}",
        said("OPS-07")
    );
    assert!(
        said("OPS-03").contains("技术支持（空缺）") && said("OPS-03").contains("张三"),
        "{}",
        said("OPS-03")
    );
    assert!(said("OPS-04").contains("按期提交"), "{}", said("OPS-04"));
    assert!(said("MGT-10").contains("应检10项，其中9项没有检查结果"), "{}", said("MGT-10"));
    let page = officer.get(&format!("{path}/submit")).await.is(200);
    for (code, wanted) in [
        ("OPS-08", "不符合"),
        ("OPS-06", "符合"),
        ("OPS-07", "符合"),
        ("OPS-03", "不符合"),
        ("OPS-04", "符合"),
        ("MGT-10", "不符合"),
    ] {
        assert!(proposed(&page, code).starts_with(wanted), "{}", proposed(&page, code));
    }
    submit(&mut officer, &path).await;
    assert_eq!(w.value::<i64>("select count(*) from issue").await, 2, "faults about issues raise none");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn unchanged_takes_over_a_pass_whose_evidence_is_fresh_and_nothing_else(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    columns(&mut officer, &path).await;
    let photo: &[(&str, &str, &[u8])] = &[("files", "策略截图.png", PNG)];
    for code in ["NET-02", "NET-11"] {
        let (subject, _) = cell(&mut officer, &path, code).await;
        answer(&mut officer, &path, code, &subject, "pass").await;
        // 2026-11-20 is fresh for 31 days; what NET-11 rests on is old.
        let day = if code == "NET-02" { "2026-11-20" } else { "2026-07-01" };
        let proof = [("code", code), ("subject", subject.as_str()), ("taken_on", day)];
        officer.upload(&format!("{path}/evidence"), &proof, photo).await.is(303);
    }
    open(&w).await;
    let path = of(&w, "CQ01001").await;
    columns(&mut officer, &path).await;
    let page = officer.get(&path).await.is(200);
    assert_eq!(page.all("#NET-02 [data-unchanged]").len(), 1);
    assert!(page.all("#NET-11 [data-unchanged]").is_empty(), "old evidence proves nothing today");
    let (subject, _) = cell(&mut officer, &path, "NET-02").await;
    let unchanged = |code: &'static str, version: &'static str| {
        [("code", code), ("subject", subject.as_str()), ("version", version), ("unchanged", "yes")]
            .map(|(n, v)| (n, v.to_owned()))
    };
    let send = async |officer: &mut Client, code: &'static str, version: &'static str| {
        let fields = unchanged(code, version);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        officer.post(&format!("{path}/answers"), &fields).await
    };
    send(&mut officer, "NET-11", "0").await.is(409);
    send(&mut officer, "NET-02", "0").await.is(303);
    let page = officer.get(&path).await.is(200);
    assert_eq!(page.all("#NET-02 input[value=pass][checked]").len(), 1);
    assert!(page.all("#NET-02 .cell-after").join("").contains("沿用上期结果和佐证"));
    assert!(page.all("#NET-02 .files").join("").contains("策略截图.png"), "the evidence is linked");
    assert!(page.all("#NET-02 [data-unchanged]").is_empty());
    assert_eq!(w.value::<i64>("select count(*) from answer where taken_from is not null").await, 1);
    // Once more a round later it still rests on the first answer's evidence, as long as that is fresh.
    open(&w).await;
    let last = of(&w, "CQ01001").await;
    columns(&mut officer, &last).await;
    assert_eq!(officer.get(&last).await.all("#NET-02 [data-unchanged]").len(), 1);
    w.pass(chrono::Duration::days(40));
    let mut officer = w.sign_in("officer@CQ01001").await;
    assert!(officer.get(&last).await.all("#NET-02 [data-unchanged]").is_empty());
    // An answer of her own is hers again.
    let own = [("code", "NET-02"), ("subject", subject.as_str()), ("version", "1"), ("answer", "pass")];
    officer.post(&format!("{path}/answers"), &own).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from answer where taken_from is not null").await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_system_retired_during_a_round_is_excused_and_keeps_its_answers_and_one_added_is_supplementary(
    pool: PgPool,
) {
    let w = World::new(pool).await;
    let own = system(&w, "CQ01001", "图书", None).await;
    open_with(&w, &[("every", "quarterly")]).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    answer(&mut officer, &path, "SYS-02", &format!("system:{own}"), "fail").await;
    sqlx::query("update system set status = 'retired' where id = $1")
        .bind(own)
        .execute(&w.pool)
        .await
        .unwrap();
    let page = officer.get(&path).await.is(200);
    let cell = page.all("#SYS-02 .cell").join("");
    assert!(cell.contains("已停用下线，免查") && cell.contains("此前结果：不符合"), "{cell}");
    assert_eq!(said(&page, "SYS-02"), "na");
    system(&w, "CQ01001", "邮件", None).await;
    let added = officer.get(&path).await.all("#SYS-02 .cell").join("");
    assert!(added.contains("邮件补充"), "{added}");
    officer.post(&format!("{path}/submit"), &[("common", "设备送修")]).await.is(303);
    assert_eq!(w.value::<i32>("select fail from inspection where path = '1/2/4/'").await, 1, "GOV-02 alone");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_closed_unit_is_excused_and_not_counted_as_missing(pool: PgPool) {
    let w = World::new(pool).await;
    let round = open(&w).await;
    let (gone, done) = (of(&w, "CQ01002").await, of(&w, "CQ01001").await);
    submit(&mut w.sign_in("officer@CQ01001").await, &done).await;
    sqlx::query("update unit set closed_on = '2026-11-23', name = '已并入第一小学' where code in ('CQ01001', 'CQ01002')")
        .execute(&w.pool)
        .await
        .unwrap();
    let mut supervisor = w.sign_in("supervisor@CQ01").await;
    let page = supervisor.get(&round).await.is(200);
    assert_eq!(page.all("table.rows tbody tr").len(), 1, "the district alone is missing");
    assert!(page.all(".legend").join("").contains("单位已撤销1个"));
    assert_eq!(page.all(".bars-value"), ["1 / 2"]);
    let all = supervisor.get(&format!("{round}?state=all")).await;
    assert_eq!(all.all("table.rows tbody tr").len(), 3);
    assert_eq!(all.all("tr .badge").iter().filter(|badge| *badge == "单位已撤销").count(), 1);
    assert!(supervisor.get(&gone).await.all(".page-head .badge").contains(&"单位已撤销".to_owned()));
    let handed_in = supervisor.get(&done).await.is(200);
    assert!(handed_in.all(".page-head").join("").contains("渝中区第一小学"), "history keeps the old name");
    open(&w).await;
    assert_eq!(
        w.value::<i64>("select count(*) from inspection where path = '1/2/5/'").await,
        1,
        "and no new one"
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn one_reason_serves_for_all_items_left_open_that_have_none_of_their_own(pool: PgPool) {
    let w = World::new(pool).await;
    open(&w).await;
    let (path, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    columns(&mut officer, &path).await;
    rest(&mut officer, &path).await;
    columns_more(&mut officer, &path).await;
    officer.post(&format!("{path}/submit"), &[("reason-NET-02", "设备送修")]).await.is(422);
    let fields = [("reason-NET-02", "设备送修"), ("common", "机房断电检修")];
    officer.post(&format!("{path}/submit"), &fields).await.is(303);
    let reasons = "select array_agg(code || reason order by code) from item_reason where reason = '设备送修'";
    assert_eq!(w.value::<Vec<String>>(reasons).await, ["NET-02设备送修"]);
    assert!(w.value::<i64>("select count(*) from item_reason where reason = '机房断电检修'").await > 0);
}

/// A second zone, not looked at yet.
async fn columns_more(officer: &mut Client, path: &str) {
    officer
        .post(&format!("{path}/columns"), &[("do", "add"), ("kind", "zone"), ("name", "教学网")])
        .await
        .is(303);
}
