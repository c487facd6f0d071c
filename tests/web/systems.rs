//! Systems and profiles: list, page, add, change, export.
use super::support::{World, listed::listed};
use sqlx::PgPool;
use zicha::{
    base::spreadsheet::{Limits, read},
    features::{checklists::model::NaFlag, registers::model::Flag},
};

async fn add(w: &World, who: &str, unit: &str, name: &str) -> String {
    let unit = w.units[unit].to_string();
    let form =
        [("unit", unit.as_str()), ("name", name), ("status", "in_use"), ("level", "3"), ("important", "1")];
    w.sign_in(who).await.post("/systems", &form).await.is(303).to().to_owned()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_officer_adds_and_changes_a_system(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    officer.get("/systems/new").await.is(200);
    let at = add(&w, "officer@CQ01001", "CQ01001", "一卡通系统").await;
    officer.get(&format!("{at}/edit")).await.is(200);
    let above = w.units["CQ01"].to_string();
    let form = [
        ("name", "一卡通系统"),
        ("status", "suspended"),
        ("online", "2019-03"),
        ("phone", "023-60000000"),
        ("provided_by", above.as_str()),
    ];
    officer.post(&at, &form).await.is(303);
    officer.post(&at, &form).await.is(409);
    let page = officer.get(&at).await.is(200);
    let facts = page.all("dl.facts").join(" ");
    assert!(
        facts.contains("2019-03") && facts.contains("渝中区主管部门") && facts.contains("未定级"),
        "{facts}"
    );
    let history = page.all(".timeline").join(" ");
    assert!(history.contains("停用未下线") && history.contains("在用"), "{history}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_bad_system_comes_back_with_its_input(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let at = add(&w, "officer@CQ01001", "CQ01001", "门户网站").await;
    let own = w.units["CQ01001"].to_string();
    let bad = officer
        .post("/systems", &[("unit", &own), ("phone", "abc"), ("online", "去年"), ("remark", "留")])
        .await
        .is(422);
    assert_eq!(bad.all("textarea[name=remark]"), ["留"]);
    for field in ["name", "status", "phone", "online"] {
        assert!(!bad.all(&format!("#{field}-error")).is_empty(), "{field}");
    }
    let twice =
        officer.post("/systems", &[("unit", &own), ("name", "门户网站"), ("status", "in_use")]).await.is(422);
    assert!(twice.all("#name-error").join("").contains("占用"));
    let sibling = w.units["CQ01002"].to_string();
    officer.post("/systems", &[("unit", &sibling), ("name", "越界"), ("status", "in_use")]).await.is(422);
    // A provider stands above.
    let form = [("name", "门户网站"), ("status", "in_use"), ("provided_by", sibling.as_str())];
    assert!(!officer.post(&at, &form).await.is(422).all("#provided_by-error").is_empty());
    assert_eq!(w.value::<i64>("select count(*) from system").await, 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn systems_are_seen_by_those_whom_they_concern(pool: PgPool) {
    let w = World::new(pool).await;
    let at = add(&w, "officer@CQ01001", "CQ01001", "OA").await;
    for (who, reads, writes) in [
        ("officer@CQ01001", 200, 303),
        ("officer@CQ01", 200, 303),
        ("leader@CQ01001", 200, 403),
        ("reviewer@CQ01", 200, 403),
        ("supervisor@CQ", 200, 403),
        ("officer@CQ01002", 404, 404),
        ("supervisor@CQ02", 404, 404),
        ("owner@CQ01001", 404, 404),
        ("staff@CQ01001", 404, 404),
        ("admin@CQ01", 404, 404),
        ("auditor@CQ01", 404, 404),
    ] {
        let mut browser = w.sign_in(who).await;
        browser.get(&at).await.is(reads);
        let name = format!("OA {who}");
        browser.post(&at, &[("name", name.as_str()), ("status", "in_use")]).await.is(writes);
    }
    for who in ["admin@CQ01", "auditor@CQ01", "owner@CQ01001", "staff@CQ01001"] {
        w.sign_in(who).await.get("/systems").await.is(403);
        w.sign_in(who).await.get("/systems.xlsx").await.is(403);
    }
    w.nobody().get(&at).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_list_is_filtered_and_exported_as_filtered(pool: PgPool) {
    let w = World::new(pool).await;
    for n in 0..55 {
        add(&w, "officer@CQ01", if n < 5 { "CQ01002" } else { "CQ01001" }, &format!("系统{n:02}")).await;
    }
    let mut officer = w.sign_in("officer@CQ01").await;
    let first = officer.get("/systems").await.is(200);
    assert_eq!(first.all("tbody tr").len(), 50);
    let next = first.attr(".pager a", "href").unwrap();
    assert_eq!(officer.get(&next).await.all("tbody th"), ["系统00", "系统01", "系统02", "系统03", "系统04"]);
    assert_eq!(officer.get("/systems?unit=CQ01002").await.all("tbody tr").len(), 5);
    assert_eq!(officer.get("/systems?unit=CQ02").await.all("tbody tr").len(), 0);
    assert_eq!(officer.get("/systems?q=7&level=3&important=1&status=in_use").await.all("tbody tr").len(), 5);
    assert_eq!(officer.get("/systems?level=0").await.all("tbody tr").len(), 0);
    let book = officer.get("/systems.xlsx?q=7").await.is(200);
    let sheet = read(&book.bytes, "a.xlsx", &Limits::default()).unwrap();
    assert_eq!(sheet.rows.len(), 6);
    assert_eq!(
        w.value::<i64>("select (data->>'rows')::bigint from audit where kind = 'system.export'").await,
        5
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_reader_of_systems_keeps_filters_and_columns_and_takes_what_is_filtered(pool: PgPool) {
    let w = World::new(pool).await;
    for (unit, name) in [("CQ01001", "教务甲"), ("CQ01001", "门禁"), ("CQ01002", "教务乙")] {
        add(&w, "officer@CQ01", unit, name).await;
    }
    let own = listed(&w, "leader@CQ01001", "/systems", "filing_no", "q=%E6%95%99%E5%8A%A1").await;
    assert_eq!(own.heads, ["系统名称", "备案编号", "操作"]);
    let names: Vec<&str> = own.rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(names, ["系统名称", "教务甲"], "not those of another unit");
    let below = listed(&w, "leader@CQ01", "/systems", "unit", "unit=CQ01002&status=in_use").await;
    assert_eq!(below.rows.len(), 2);
    assert_eq!(below.rows[1][..2], ["渝中区第二中学", "教务乙"]);
    let heads = w.sign_in("officer@CQ01001").await.get("/systems").await.all("thead th");
    assert!(heads.len() > 5, "what one person chose is nobody else's: {heads:?}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_profile_counts_once_the_unit_above_has_confirmed_it(pool: PgPool) {
    let w = World::new(pool).await;
    let at = format!("/units/{}/profile", w.units["CQ01001"]);
    let mut officer = w.sign_in("officer@CQ01001").await;
    officer.get(&at).await.is(200);
    officer.post(&at, &[("flag", "no_machine_room"), ("flag", "no_dbms")]).await.is(303);
    officer.post(&format!("{at}/confirm"), &[]).await.is(403);
    // Not even a reviewer of the unit itself.
    w.sign_in("reviewer@CQ01001").await.post(&format!("{at}/confirm"), &[]).await.is(403);
    w.sign_in("leader@CQ01001").await.post(&at, &[("flag", "no_dbms")]).await.is(403);
    w.sign_in("supervisor@CQ02").await.get(&at).await.is(404);
    let mut above = w.sign_in("supervisor@CQ01").await;
    assert!(!above.get(&at).await.is(200).all("form[action$=confirm]").is_empty());
    above.post(&format!("{at}/confirm"), &[]).await.is(303);
    above.post(&format!("{at}/confirm"), &[]).await.is(409);
    assert!(officer.get(&at).await.all(".flash.success").join("").contains("supervisor@CQ01"));
    // Declaring anew asks for a new confirmation.
    officer.post(&at, &[("flag", "no_dbms")]).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from unit_profile where confirmed_at is null").await, 1);
}

#[test]
fn profile_and_checklist_name_the_same_things() {
    let profile: Vec<&str> = Flag::ALL.iter().map(|f| f.code()).collect();
    let checklist: Vec<&str> = NaFlag::ALL.iter().map(|f| f.key()).collect();
    assert_eq!(profile, checklist);
}
