//! Days off of units: for the unit and all below it, for deadlines that are issued from now on, but not for what is critical.
use super::{
    rounds::{of, open_with},
    support::{Answer, Client, World},
};
use sqlx::PgPool;

fn path(w: &World, unit: &str) -> String {
    format!("/units/{}/vacations", w.units[unit])
}

async fn add(admin: &mut Client, path: &str, name: &str, from: &str, to: &str) -> Answer {
    admin.post(path, &[("name", name), ("from", from), ("to", to)]).await
}

async fn raise(w: &World, officer: &mut Client, severity: &str) -> String {
    let (unit, owner) = (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    let form = [
        ("unit", unit.as_str()),
        ("title", "3389"),
        ("severity", severity),
        ("owner", &owner),
        ("main", "NET-02"),
        ("found_on", "2026-11-23"),
    ];
    officer.post("/issues", &form).await.is(303);
    w.value("select due::text from issue order by id desc limit 1").await
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn days_off_of_the_unit_and_of_those_above_are_not_counted_but_for_what_is_critical(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let mut elsewhere = w.sign_in_at(&w.second(), "officer@CQ01001").await;
    assert_eq!(raise(&w, &mut officer, "high").await, "2026-12-07");
    assert_eq!(raise(&w, &mut elsewhere, "high").await, "2026-12-07");
    let (mut root, mut admin) = (w.sign_in("admin@CQ").await, w.sign_in("admin@CQ01").await);
    add(&mut admin, &path(&w, "CQ01001"), "校庆", "2026-11-24", "2026-11-24").await.is(303);
    assert_eq!(raise(&w, &mut officer, "high").await, "2026-12-08");
    add(&mut admin, &path(&w, "CQ01"), "区运动会", "2026-11-25", "2026-11-26").await.is(303);
    add(&mut root, &path(&w, "CQ02"), "别处", "2026-11-27", "2026-11-30").await.is(303);
    for browser in [&mut officer, &mut elsewhere] {
        let page = browser.get("/issues/new").await.all("form ul li").join("|");
        assert!(page.contains("高：10个工作日，今天发现的至2026年12月10日"), "{page}");
        assert!(page.contains("严重：3个工作日，今天发现的至2026年11月26日"), "{page}");
        assert_eq!(raise(&w, browser, "high").await, "2026-12-10");
        assert_eq!(raise(&w, browser, "critical").await, "2026-11-26", "it does not wait");
    }
    assert_eq!(
        w.value::<i64>("select count(*) from issue where due = '2026-12-07'").await,
        2,
        "issued ones stay"
    );
    // The page of an issue counts what is left in the same days.
    assert!(officer.get("/todo").await.all(".task-due").join("|").contains("剩10个工作日"));
    for (severity, left) in [("critical", "还有3个工作日"), ("medium", "还有1个工作日")] {
        let issue = w.issue("CQ01001").await;
        sqlx::query("update issue set severity = $2, due = '2026-11-26' where id = $1")
            .bind(issue)
            .bind(severity)
            .execute(&w.pool)
            .await
            .unwrap();
        let page = officer.get(&format!("/issues/{issue}")).await.is(200);
        assert_eq!(page.all(".page-head .due.soon"), [left], "{severity}");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_own_day_off_wins_over_a_make_up_day_and_crosses_the_year(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let (mut root, mut admin) = (w.sign_in("admin@CQ").await, w.sign_in("admin@CQ01").await);
    // Off on Tuesday, worked on Saturday instead.
    let year = [("year", "2026"), ("off", "2026-11-24"), ("work", "2026-11-28")];
    root.post("/admin/calendar", &year).await.is(303);
    let with_make_up = raise(&w, &mut officer, "high").await;
    add(&mut admin, &path(&w, "CQ01"), "校庆", "2026-11-28", "2026-11-28").await.is(303);
    assert!(raise(&w, &mut officer, "high").await > with_make_up);
    add(&mut admin, &path(&w, "CQ01"), "寒假", "2026-12-01", "2027-01-31").await.is(303);
    // Wednesday, Thursday, Friday and Monday of November; the others in February.
    assert_eq!(raise(&w, &mut officer, "high").await, "2027-02-08");
    assert!(
        w.value::<bool>("select not due_known from issue order by id desc limit 1").await,
        "2027 is not imported"
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_deadline_that_the_sheet_proposes_is_the_one_that_is_issued(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ01").await;
    add(&mut admin, &path(&w, "CQ01"), "区运动会", "2026-11-24", "2026-11-27").await.is(303);
    open_with(&w, &[("every", "quarterly")]).await;
    let (sheet, mut officer) = (of(&w, "CQ01001").await, w.sign_in("officer@CQ01001").await);
    let fail = [("code", "MGT-11"), ("subject", "unit"), ("version", "0"), ("answer", "fail")];
    officer.post(&format!("{sheet}/answers"), &fail).await.is(303);
    let form = officer.get(&sheet).await.all("#raise-cell-MGT-11-unit").join("");
    let owner = w.people["owner@CQ01001"].to_string();
    let fields = [("code", "MGT-11"), ("subject", "unit"), ("title", "未落实"), ("owner", owner.as_str())];
    officer.post(&format!("{sheet}/issues"), &fields).await.is(303);
    for day in ["due", "interim_due"] {
        let sql = format!("select to_char({day}, 'FMYYYY年FMMM月FMDD日') from issue");
        let day: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&w.pool).await.unwrap();
        assert!(form.contains(&day), "{day} in {form}");
    }
    let days: i32 = w.value("select due_days from issue").await;
    let plain = zicha::base::calendar::Calendar::shipped()
        .add_working_days("2026-11-23".parse().unwrap(), days.try_into().unwrap());
    let issued: chrono::NaiveDate = w.value("select due from issue").await;
    assert!(issued > plain, "four days off are left out");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn days_off_that_cannot_be_are_told_at_their_field_and_the_input_is_kept(pool: PgPool) {
    let w = World::new(pool).await;
    let district = path(&w, "CQ01");
    let mut admin = w.sign_in("admin@CQ01").await;
    add(&mut admin, &district, "寒假", "2027-01-25", "2027-02-19").await.is(303);
    for (from, to, field, told) in [
        ("2027-02-19", "2027-02-25", "from", "与“寒假”（2027年1月25日至2027年2月19日）重叠"),
        ("2027-03-02", "2027-03-01", "to", "不得早于首日"),
        ("2027-03-01", "2027-06-29", "to", "不得超过120天"),
        ("2024-12-31", "2025-01-01", "from", "2025年至2029年"),
        ("2030-01-01", "2030-01-02", "from", "2025年至2029年"),
    ] {
        let page = add(&mut admin, &district, "=春假", from, to).await.is(422);
        let error = page.all(&format!("#{field}-error")).join("");
        assert!(error.contains(told), "{from}: {error}");
        assert_eq!(page.attr("#name", "value").as_deref(), Some("=春假"), "kept");
        assert_eq!(page.attr("#from", "value").as_deref(), Some(from));
    }
    assert_eq!(w.value::<i64>("select count(*) from unit_vacation").await, 1);
    // The unit below may keep the same days: off is off.
    add(&mut admin, &path(&w, "CQ01001"), "寒假", "2027-01-20", "2027-02-19").await.is(303);
    let page = w.sign_in("leader@CQ01001").await.get(&path(&w, "CQ01001")).await.is(200);
    assert!(page.all("#own li").join("").contains("2027年1月20日至2027年2月19日"));
    assert!(page.all("#above li").join("").contains("渝中区主管部门"), "whose");
    assert!(page.all("form[method=post][action*=vacations]").is_empty(), "a leader only reads");
    // A closed unit plans nothing any more.
    sqlx::query("update unit set closed_on = '2026-11-01' where code = 'CQ01001'")
        .execute(&w.pool)
        .await
        .unwrap();
    let closed = admin.get(&path(&w, "CQ01001")).await.is(200);
    assert!(closed.all("form[method=post][action*=vacations]").is_empty());
    add(&mut admin, &path(&w, "CQ01001"), "春假", "2027-04-01", "2027-04-02").await.is(409);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn days_off_are_removed_by_their_name_and_the_history_tells_both(pool: PgPool) {
    let w = World::new(pool).await;
    let district = path(&w, "CQ01");
    let mut admin = w.sign_in("admin@CQ01").await;
    let key = admin.get(&district).await.attr("form.card input[name=key]", "value").unwrap();
    let form = [("key", key.as_str()), ("name", "寒假"), ("from", "2026-11-24"), ("to", "2026-11-27")];
    admin.post(&district, &form).await.is(303);
    admin.post(&district, &form).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from unit_vacation").await, 1, "sent twice, done once");
    let mut officer = w.sign_in("officer@CQ01001").await;
    assert_eq!(raise(&w, &mut officer, "high").await, "2026-12-11");
    let page = admin.get(&district).await;
    let question = page.all("details.confirm").join("");
    assert!(question.contains("删除“寒假”（2026年11月24日至2026年11月27日）？"), "{question}");
    let remove = page.attr("details.confirm form", "action").unwrap();
    for (who, status) in [("officer@CQ01", 403), ("admin@CQ02", 404), ("supervisor@CQ", 403)] {
        w.sign_in(who).await.post(&remove, &[]).await.is(status);
    }
    // One of another unit is not found under this one.
    let elsewhere = remove.replace(&w.units["CQ01"].to_string(), &w.units["CQ01001"].to_string());
    admin.post(&elsewhere, &[]).await.is(404);
    admin.post(&remove, &[]).await.is(303);
    admin.post(&remove, &[]).await.is(404);
    assert_eq!(raise(&w, &mut officer, "high").await, "2026-12-07");
    assert_eq!(
        w.value::<i64>("select count(*) from issue where due = '2026-12-11'").await,
        1,
        "issued ones stay"
    );
    let told = admin.get(&format!("/units/{}", w.units["CQ01"])).await.all(".timeline li");
    assert!(told[1].contains("新增放假安排") && told[1].contains("首日：2026年11月24日"), "{told:?}");
    assert!(told[0].contains("删除放假安排") && told[0].contains("寒假 →"), "{told:?}");
}
