//! Tables in: template, upload, preview, confirmation, for the three registers; and the same on the command line.
use super::support::{Answer, Client, World};
use sqlx::PgPool;
use std::path::Path;
use zicha::cli::import::{Kind, run};

const UNITS: &[u8] = include_bytes!("../fixtures/units.xlsx");

/// Uploads a file and gives the preview.
async fn preview(browser: &mut Client, list: &str, name: &str, bytes: &[u8]) -> (String, Answer) {
    let sent = browser.upload(&format!("{list}/import"), &[], &[("file", name, bytes)]).await.is(303);
    let at = sent.to().to_owned();
    let page = browser.get(&at).await.is(200);
    (at, page)
}

/// Created, changed, unchanged, refused, warned.
fn counts(page: &Answer) -> Vec<usize> {
    page.all("dl.facts dd").iter().map(|n| n.parse().unwrap()).collect()
}

async fn confirm(browser: &mut Client, at: &str, page: &Answer, good: &str) -> Answer {
    let seen = page.attr("input[name=seen]", "value").unwrap();
    browser.post(&format!("{at}/apply"), &[("seen", &seen), ("good", good)]).await
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_unit_list_goes_in_once_and_changes_nothing_the_second_time(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    admin.get("/units/import").await.is(200);
    let (at, page) = preview(&mut admin, "/units", "units.xlsx", UNITS).await;
    // The test's own six units are known by their codes: five with another name or order, one below another kind.
    assert_eq!(counts(&page), [55, 6, 0, 0, 0]);
    assert_eq!(w.value::<i64>("select count(*) from unit").await, 6);
    assert_eq!(confirm(&mut admin, &at, &page, "").await.is(303).to(), at);
    assert_eq!(counts(&admin.get(&at).await.is(200)), [55, 6, 0, 0, 0]);
    assert_eq!(w.value::<i64>("select count(*) from unit").await, 61);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'unit.import'").await, 61);
    assert!(w.value::<bool>("select bytes is null from table_import").await);
    let (at_again, again) = preview(&mut admin, "/units", "units.xlsx", UNITS).await;
    assert_eq!(counts(&again), [0, 0, 61, 0, 0]);
    // Nothing to change: nothing to confirm.
    assert!(again.all(".flash").concat().contains("没有需要变更的内容"), "{:?}", again.all(".flash"));
    assert!(again.all("main form button").is_empty(), "{:?}", again.all("main form button"));
    assert_eq!(again.all("main .form-actions a"), ["查看单位", "重新上传"]);
    confirm(&mut admin, &at_again, &again, "").await.is(409);
    // Paths and order are as the file says.
    let order =
        "select string_agg(code, ' ' order by sort_key) from unit where path like '1/2/%' or code = 'CQ'";
    assert!(w.value::<String>(order).await.starts_with("CQ CQ01 CQ01001 CQ01002 CQ01003"));
    let torn = "select count(*) from unit c join unit p on p.id = c.parent_id where c.path <> p.path || c.no || '/' or not starts_with(c.sort_key, p.sort_key)";
    assert_eq!(w.value::<i64>(torn).await, 0);
    // Once is enough.
    confirm(&mut admin, &at, &page, "").await.is(409);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_command_line_takes_the_unit_list_before_set_up(pool: PgPool) {
    let w = World::bare(pool);
    let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/units.xlsx"));
    let code = async |dry| format!("{:?}", run(&w.app, Kind::Units, file, dry, false).await.unwrap());
    let good = format!("{:?}", std::process::ExitCode::SUCCESS);
    assert_eq!(code(true).await, good);
    assert_eq!(w.value::<i64>("select count(*) from unit").await, 0);
    assert_eq!(code(false).await, good);
    assert_eq!(w.value::<i64>("select count(*) from unit").await, 61);
    assert_eq!(w.value::<i64>("select count(*) from audit where person_name = 'import'").await, 61);
    assert_eq!(code(false).await, good);
    assert_eq!(w.value::<i64>("select count(*) from audit").await, 61);
}

const SYSTEMS: &[u8] = include_bytes!("../fixtures/systems-office.xlsx");

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Imports on the command line; whether the exit status is 0.
async fn cli(w: &World, kind: Kind, file: &str, dry_run: bool, good_rows: bool) -> bool {
    let code = run(&w.app, kind, &fixture(file), dry_run, good_rows).await.unwrap();
    code == std::process::ExitCode::SUCCESS
}

/// The organisation with all units of the list.
async fn whole(pool: PgPool) -> World {
    let w = World::new(pool).await;
    assert!(cli(&w, Kind::Units, "units.xlsx", false, false).await);
    w
}

async fn pairs(w: &World, sql: &'static str) -> Vec<(Option<String>, i64)> {
    sqlx::query_as(sql).fetch_all(&w.pool).await.unwrap()
}

async fn systems_are_as_expected(w: &World) {
    let some = |t: &str| Some(t.to_owned());
    let levels = pairs(w, "select level::text, count(*) from system group by 1 order by 1").await;
    assert_eq!(levels, [(some("2"), 30), (some("3"), 29), (None, 12)]);
    let states = pairs(w, "select status, count(*) from system group by 1 order by 1").await;
    assert_eq!(states, [(some("in_use"), 33), (some("retired"), 9), (some("suspended"), 29)]);
    assert_eq!(w.value::<i64>("select count(*) from system where filing_no <> ''").await, 16);
    let months =
        "select count(*) from system where online_precision = 'month' and online_since = '2019-03-01'";
    assert!(w.value::<i64>(months).await > 0);
    assert!(w.value::<i64>("select count(*) from system where online_since = '2022-01-01'").await > 0);
    assert!(w.value::<i64>("select count(*) from system where starts_with(remark, '=HYPERLINK')").await > 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_office_ledger_goes_in_without_its_bad_lines_by_choice_alone(pool: PgPool) {
    let w = whole(pool).await;
    let mut officer = w.sign_in("officer@CQ").await;
    let (at, page) = preview(&mut officer, "/systems", "台账.xlsx", SYSTEMS).await;
    assert_eq!(counts(&page)[..4], [71, 0, 0, 2]);
    let bad = page.all("td.wrong").join("|");
    assert!(bad.contains("不存在的单位") && bad.contains("不能为空"), "{bad}");
    let doubtful = page.all("td.doubt").join("|");
    assert!(doubtful.contains("16行") && doubtful.contains("请落实到人"), "{doubtful}");
    // All or nothing, unless the person says so.
    confirm(&mut officer, &at, &page, "").await.is(409);
    assert_eq!(w.value::<i64>("select count(*) from system").await, 0);
    // What was not seen is not confirmed.
    officer.post(&format!("{at}/apply"), &[("seen", "73-0-0-0-0"), ("good", "1")]).await.is(409);
    confirm(&mut officer, &at, &page, "1").await.is(303);
    systems_are_as_expected(&w).await;
    let (_, again) = preview(&mut officer, "/systems", "台账.xlsx", SYSTEMS).await;
    assert_eq!(counts(&again)[..4], [0, 0, 71, 2]);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'system.import'").await, 71);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_command_line_refuses_the_ledger_or_takes_its_good_rows(pool: PgPool) {
    let w = whole(pool).await;
    assert!(!cli(&w, Kind::Systems, "systems-office.xlsx", false, false).await);
    assert!(cli(&w, Kind::Systems, "systems-office.xlsx", true, true).await);
    assert_eq!(w.value::<i64>("select count(*) from system").await, 0);
    assert!(cli(&w, Kind::Systems, "systems-office.xlsx", false, true).await);
    systems_are_as_expected(&w).await;
    assert!(cli(&w, Kind::Systems, "systems-office.xlsx", false, true).await);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'system.import'").await, 71);
    assert!(!cli(&w, Kind::Systems, "staff-gb18030.csv", false, true).await, "another table");
    let missing = run(&w.app, Kind::Systems, Path::new("/nowhere.xlsx"), false, false).await.unwrap();
    assert_eq!(missing, std::process::ExitCode::from(2));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_table_is_the_own_matter_of_whoever_sent_it(pool: PgPool) {
    let w = whole(pool).await;
    let mut officer = w.sign_in("officer@CQ").await;
    let (at, page) = preview(&mut officer, "/systems", "a.xlsx", SYSTEMS).await;
    w.sign_in("officer@CQ01").await.get(&at).await.is(404);
    let seen = page.attr("input[name=seen]", "value").unwrap();
    let form = [("seen", seen.as_str()), ("good", "1")];
    w.sign_in("officer@CQ01").await.post(&format!("{at}/apply"), &form).await.is(404);
    let mut leader = w.sign_in("leader@CQ").await;
    leader.get("/systems/import").await.is(403);
    leader.upload("/systems/import", &[], &[("file", "a.xlsx", SYSTEMS)]).await.is(403);
    // The list of faults is a workbook of its own.
    let faults = officer.get(&format!("{at}/faults.xlsx")).await.is(200);
    assert!(faults.bytes.starts_with(b"PK"));
    // What is no table comes back with the reason.
    let other = officer.upload("/systems/import", &[], &[("file", "a.xlsx", b"%PDF-1.7")]).await.is(422);
    assert!(!other.all("#file-error").is_empty());
    officer.upload("/systems/import", &[], &[]).await.is(422);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_heads_of_a_template_are_known_and_its_example_is_no_data(pool: PgPool) {
    let w = World::new(pool).await;
    let empty = async |browser: &mut Client, list: &str, book: &[u8]| {
        let sent = browser.upload(&format!("{list}/import"), &[], &[("file", "模板.xlsx", book)]).await;
        sent.is(422).all("#file-error").concat()
    };
    for (who, list) in [("admin@CQ", "/units"), ("admin@CQ", "/people"), ("officer@CQ", "/systems")] {
        let mut browser = w.sign_in(who).await;
        let template = browser.get(&format!("{list}/import/template.xlsx")).await.is(200);
        assert_eq!(
            empty(&mut browser, list, &template.bytes).await,
            "表头之下没有数据，请填写后重新上传",
            "{list}"
        );
        let mut english = browser.english();
        let template = english.get(&format!("{list}/import/template.xlsx")).await.is(200);
        let said = empty(&mut english, list, &template.bytes).await;
        assert!(said.starts_with("There are no rows below the heads"), "{list}: {said}");
    }
}

const STAFF: &[u8] = include_bytes!("../fixtures/staff-gb18030.csv");

async fn staff_is_as_expected(w: &World) {
    // Beside the test's own 23 people.
    assert_eq!(w.value::<i64>("select count(*) from person").await, 23 + 222);
    let roles = "select role, count(*) from post o join person p on p.id = o.person_id where starts_with(p.staff_no, 'T') group by 1 order by 1";
    let expected = [("leader", 20), ("officer", 20), ("staff", 182)].map(|(r, n)| (Some(r.to_owned()), n));
    assert_eq!(pairs(w, roles).await, expected);
    assert_eq!(
        w.value::<String>("select name from person where staff_no = 'T99999'").await,
        "=cmd|' /C calc'!A0"
    );
    assert_eq!(w.value::<String>("select name from person where staff_no = 'T00016'").await, "孙𫘝秀");
    assert_eq!(w.value::<String>("select name from person where staff_no = 'T00007'").await, "张㛃杰");
    assert_eq!(
        w.value::<i64>("select count(*) from account").await,
        23,
        "nobody signs in before being invited"
    );
    // The units of the list without anybody: 34 schools and all districts; the test's own people aside.
    let empty = "select count(*) from unit u where not exists (select from person p where p.unit_id = u.id and starts_with(p.staff_no, 'T'))
                   and length(u.code) = 7";
    assert_eq!(w.value::<i64>(empty).await, 34);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_roster_goes_in_and_its_bad_cells_are_named(pool: PgPool) {
    let w = whole(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let (at, page) = preview(&mut admin, "/people", "花名册.csv", STAFF).await;
    assert_eq!(counts(&page), [222, 0, 0, 2, 0]);
    let bad = page.all("td.wrong");
    assert_eq!(bad.len(), 5, "{bad:?}");
    for cell in ["T00001", "NOPE", "not-an-email", "abc", "超级管理员"] {
        assert!(bad.iter().any(|b| b.starts_with(cell)), "{cell} in {bad:?}");
    }
    confirm(&mut admin, &at, &page, "1").await.is(303);
    staff_is_as_expected(&w).await;
    let (_, again) = preview(&mut admin, "/people", "花名册.csv", STAFF).await;
    assert_eq!(counts(&again), [0, 0, 222, 2, 0]);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_command_line_takes_the_good_rows_of_the_roster(pool: PgPool) {
    let w = whole(pool).await;
    assert!(!cli(&w, Kind::Staff, "staff-gb18030.csv", false, false).await);
    assert!(cli(&w, Kind::Staff, "staff-gb18030.csv", false, true).await);
    staff_is_as_expected(&w).await;
    assert!(cli(&w, Kind::Staff, "staff-gb18030.csv", false, true).await);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'person.import'").await, 222);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_import_keeps_the_three_apart_and_adds_posts_to_known_people(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let roster =
        "工号,姓名,单位编码,角色\nadmin@CQ01,管理员,CQ01,安全管理员\nowner@CQ01001,责任人,CQ01001,复核人\n";
    let (at, page) = preview(&mut admin, "/people", "a.csv", roster.as_bytes()).await;
    assert_eq!(counts(&page), [0, 1, 0, 1, 0]);
    assert!(page.all("td.wrong").join("").contains("三员分立"));
    confirm(&mut admin, &at, &page, "1").await.is(303);
    let posts = "select string_agg(o.role, ' ' order by o.role) from post o join person p on p.id = o.person_id where p.name = '责任人'";
    assert_eq!(w.value::<String>(posts).await, "owner reviewer");
    let (_, again) = preview(&mut admin, "/people", "a.csv", roster.as_bytes()).await;
    assert_eq!(counts(&again), [0, 0, 1, 1, 0]);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_import_moves_a_unit_with_all_that_belongs_to_it(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let list =
        "单位编码,单位名称,上级单位编码,排序号\nCQ01001,渝中区第一小学,CQ02,7\nCQ01009,新校区,CQ01001,\n";
    let (at, page) = preview(&mut admin, "/units", "a.csv", list.as_bytes()).await;
    assert_eq!(counts(&page), [1, 1, 0, 0, 0]);
    confirm(&mut admin, &at, &page, "").await.is(303);
    assert_eq!(w.value::<String>("select path from unit where code = 'CQ01001'").await, "1/3/4/");
    assert!(w.value::<String>("select path from unit where code = 'CQ01009'").await.starts_with("1/3/4/"));
    let torn = "select count(*) from unit c join unit p on p.id = c.parent_id where c.path <> p.path || c.no || '/' or not starts_with(c.sort_key, p.sort_key)";
    assert_eq!(w.value::<i64>(torn).await, 0);
    let post = "select count(*) from post o join unit u on u.id = o.unit_id where o.path <> u.path";
    assert_eq!(w.value::<i64>(post).await, 0);
    assert_eq!(
        admin.get("/units").await.all("tbody td.code"),
        ["CQ", "CQ01", "CQ01002", "CQ02", "CQ02001", "CQ01001", "CQ01009"]
    );
    // A district's administrator moves nothing into another district.
    let mut below = w.sign_in("admin@CQ01").await;
    let away = "单位编码,单位名称,上级单位编码\nCQ01002,渝中区第二中学,CQ02\nCQ02001,江北区第一小学,CQ01\n";
    let (_, page) = preview(&mut below, "/units", "a.csv", away.as_bytes()).await;
    assert_eq!(counts(&page)[3], 1, "another district is unknown here");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_preview_offers_only_what_makes_sense(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let heads = "单位编码,单位名称,上级单位编码\n";
    let same = "CQ01,渝中区主管部门,CQ\n";
    let (new, bad) = ("CQ03,南岸区主管部门,CQ\n", "CQ04,,CQ\n");
    for (rows, said, buttons) in [
        (vec![new], "核对无误", vec!["确认导入1行"]),
        (vec![new, same], "核对无误", vec!["确认导入1行"]),
        (vec![new, same, bad], "1行可以导入，1行有误", vec!["只导入正确的1行"]),
        (vec![same, bad], "没有可以导入的内容", vec![]),
        (vec![same], "没有需要变更的内容", vec![]),
    ] {
        let table = format!("{heads}{}", rows.concat());
        let (_, page) = preview(&mut admin, "/units", "a.csv", table.as_bytes()).await;
        let flash = page.all("main .flash").concat();
        assert!(flash.contains(said), "{rows:?}: {flash}");
        assert_eq!(page.all("main .form-actions button"), buttons, "{rows:?}");
    }
    let empty = admin.upload("/units/import", &[], &[("file", "a.csv", heads.as_bytes())]).await.is(422);
    assert!(empty.all("#file-error").concat().contains("表头之下没有数据"), "{:?}", empty.all("#file-error"));
}

/// What is to be mended is a table that the import takes: the same lines, the same faults, and reasons that it passes over.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_rows_to_mend_can_be_uploaded_again(pool: PgPool) {
    let w = whole(pool).await;
    let mut officer = w.sign_in("officer@CQ").await;
    let (at, page) = preview(&mut officer, "/systems", "systems-office.xlsx", SYSTEMS).await;
    let [.., refused, warned] = counts(&page)[..] else { panic!() };
    let book = officer.get(&format!("{at}/faults.xlsx")).await.is(200).bytes.to_vec();
    let (_, again) = preview(&mut officer, "/systems", "待改的行.xlsx", &book).await;
    let told = counts(&again);
    assert_eq!((told[3], told[4]), (refused, warned), "{told:?}");
    let lines: usize = told[..4].iter().sum();
    assert!(
        (refused..=refused + warned).contains(&lines),
        "only the lines with something to look at: {told:?}"
    );
    assert!(again.text().contains("不存在的单位"));
}
