//! People: list, page, add, change, posts, invitation.
use super::support::{Client, World, listed::listed};
use sqlx::PgPool;

async fn add(admin: &mut Client, w: &World, unit: &str, name: &str) -> String {
    let unit = w.units[unit].to_string();
    let form = [("unit", unit.as_str()), ("name", name), ("staff_no", name), ("mail", "a@example.invalid")];
    admin.post("/people", &form).await.is(303).to().to_owned()
}

async fn appoint(admin: &mut Client, w: &World, at: &str, unit: &str, role: &str) -> super::support::Answer {
    let unit = w.units[unit].to_string();
    let form = [("unit", unit.as_str()), ("role", role), ("starts_on", "2026-11-23")];
    admin.post(&format!("{at}/posts"), &form).await
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_admin_adds_a_person_gives_a_post_and_invites(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ01").await;
    admin.get("/people/new").await.is(200);
    let at = add(&mut admin, &w, "CQ01001", "周敏").await;
    // Nothing to sign in for yet.
    admin.post(&format!("{at}/invite"), &[]).await.is(409);
    admin.get(&format!("{at}/posts/new")).await.is(200);
    appoint(&mut admin, &w, &at, "CQ01001", "officer").await.is(303);
    assert!(!appoint(&mut admin, &w, &at, "CQ01001", "officer").await.is(422).all("#role-error").is_empty());
    let page = admin.post(&format!("{at}/invite"), &[]).await.is(200);
    let link = page.attr("#link", "value").unwrap();
    let path = link.strip_prefix(&w.app.config.public_url).unwrap().to_owned();
    assert!(admin.get(&at).await.all("dl.facts").join("").contains("已邀请"));
    let mut browser = w.nobody();
    browser.get(&path).await.is(200);
    let accepted = [
        ("username", "zhoumin"),
        ("password", "correct horse battery"),
        ("password_again", "correct horse battery"),
    ];
    browser.post(&path, &accepted).await.is(303);
    browser.get("/systems").await.is(200);
    // Once signed in there is nothing more to invite.
    admin.post(&format!("{at}/invite"), &[]).await.is(409);
    admin.post(&at, &[("name", "周敏"), ("phone", "023-60000000转801")]).await.is(303);
    let history = admin.get(&at).await.all(".timeline").join(" ");
    for what in ["新增人员", "新增任职", "安全管理员", "发出登录邀请", "修改人员"] {
        assert!(history.contains(what), "{what} in {history}");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn nobody_holds_two_of_the_three_in_one_line_of_units(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let at = add(&mut admin, &w, "CQ01", "周敏").await;
    appoint(&mut admin, &w, &at, "CQ01", "officer").await.is(303);
    for (unit, role, status) in [
        ("CQ01", "admin", 422),
        ("CQ", "auditor", 422),
        ("CQ01001", "auditor", 422),
        ("CQ02", "auditor", 303),
        ("CQ01", "leader", 303),
        ("CQ01001", "officer", 303),
    ] {
        let answer = appoint(&mut admin, &w, &at, unit, role).await.is(status);
        assert_eq!(answer.all("#role-error").join("").contains("三员分立"), status == 422, "{role}@{unit}");
    }
    // Nor past the program.
    let past = sqlx::query(
        "insert into post (id, person_id, unit_id, path, role, starts_on, created_at)
         select gen_random_uuid(), p.id, u.id, u.path, 'admin', '2026-01-01', now() from person p, unit u
          where p.name = '周敏' and u.code = 'CQ'",
    );
    assert!(past.execute(&w.pool).await.unwrap_err().to_string().contains("exclude"));
    // A post above, out of the administrator's sight, counts as well.
    sqlx::query("update person set unit_id = u.id, path = u.path from unit u where u.code = 'CQ01' and person.name = 'auditor@CQ'")
        .execute(&w.pool)
        .await
        .unwrap();
    let auditor = format!("/people/{}", w.people["auditor@CQ"]);
    let mut below = w.sign_in("admin@CQ01").await;
    appoint(&mut below, &w, &auditor, "CQ01", "officer").await.is(422);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_post_ends_at_the_very_next_request(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    officer.get("/systems").await.is(200);
    let at = format!("/people/{}", w.people["officer@CQ01001"]);
    let end = admin.get(&at).await.attr("td.act a[href$=end]", "href").unwrap();
    admin.get(&end).await.is(200);
    assert!(!admin.post(&end, &[("ends_on", "2025-01-01")]).await.is(422).all("#ends_on-error").is_empty());
    admin.post(&end, &[]).await.is(303);
    officer.get("/systems").await.is(303);
    admin.post(&end, &[]).await.is(409);
    // One of today that was a mistake ends at once too.
    appoint(&mut admin, &w, &at, "CQ01001", "leader").await.is(303);
    let end = admin.get(&at).await.attr("td.act a[href$=end]", "href").unwrap();
    admin.post(&end, &[]).await.is(303);
    assert!(admin.get(&at).await.all("td.act a").is_empty());
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_last_admin_of_the_root_cannot_go(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let at = format!("/people/{}", w.people["admin@CQ"]);
    let end = admin.get(&at).await.attr("td.act a[href$=end]", "href").unwrap();
    let refused = admin.post(&end, &[]).await.is(422);
    assert!(refused.all("#ends_on-error").join("").contains("最后一名"));
    let second = add(&mut admin, &w, "CQ", "周敏").await;
    appoint(&mut admin, &w, &second, "CQ", "admin").await.is(303);
    admin.post(&end, &[]).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn people_are_kept_by_administrators_within_reach(pool: PgPool) {
    let w = World::new(pool).await;
    let at = format!("/people/{}", w.people["owner@CQ01001"]);
    for (who, reads, writes) in [
        ("admin@CQ01", 200, 303),
        ("officer@CQ01001", 200, 403),
        ("leader@CQ01", 200, 403),
        ("supervisor@CQ01", 200, 403),
        ("admin@CQ02", 404, 404),
        ("officer@CQ01002", 404, 404),
        ("staff@CQ01001", 404, 404),
        ("auditor@CQ01", 404, 404),
    ] {
        let mut browser = w.sign_in(who).await;
        browser.get(&at).await.is(reads);
        let name = format!("名 {who}");
        browser.post(&at, &[("name", name.as_str())]).await.is(writes);
        appoint(&mut browser, &w, &at, "CQ01001", "leader").await.is(if who == "admin@CQ01" {
            303
        } else {
            writes
        });
    }
    for who in ["auditor@CQ01", "staff@CQ01001", "owner@CQ01001"] {
        w.sign_in(who).await.get("/people").await.is(403);
    }
    // A person whose other post stands above is invited from there alone.
    let mut admin = w.sign_in("admin@CQ").await;
    let person = add(&mut admin, &w, "CQ01", "周敏").await;
    appoint(&mut admin, &w, &person, "CQ", "leader").await.is(303);
    appoint(&mut admin, &w, &person, "CQ01", "leader").await.is(303);
    w.sign_in("admin@CQ01").await.post(&format!("{person}/invite"), &[]).await.is(409);
    admin.post(&format!("{person}/invite"), &[]).await.is(200);
    // Nor can a post be given where the administrator has no say.
    let mut below = w.sign_in("admin@CQ01").await;
    appoint(&mut below, &w, &person, "CQ02", "owner").await.is(422);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_list_of_people_is_filtered_and_paged(pool: PgPool) {
    let w = World::new(pool).await;
    sqlx::query(
        "insert into person (id, unit_id, path, name, staff_no, created_at)
         select gen_random_uuid(), u.id, u.path, 'n' || lpad(n::text, 3, '0'), 'T' || n, now() from generate_series(1, 60) n, unit u where u.code = 'CQ02001'",
    )
    .execute(&w.pool)
    .await
    .unwrap();
    let mut admin = w.sign_in("admin@CQ02").await;
    let first = admin.get("/people").await.is(200);
    assert_eq!(first.all("tbody tr").len(), 50);
    let next = admin.get(&first.attr(".pager a", "href").unwrap()).await.is(200);
    assert_eq!(next.all("tbody tr").len(), 14);
    assert!(next.attr(".pager a", "href").is_none());
    assert_eq!(admin.get("/people?role=officer").await.all("tbody th"), ["officer@CQ02001"]);
    assert_eq!(admin.get("/people?unit=CQ02001&q=t60").await.all("tbody th"), ["n060"]);
    assert_eq!(admin.get("/people?unit=CQ01").await.all("tbody th").len(), 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_reader_of_people_keeps_filters_and_columns_and_takes_what_is_filtered(pool: PgPool) {
    let w = World::new(pool).await;
    sqlx::query(
        "update person set phone = '=1+1', mail = 'o@example.invalid' where name = 'officer@CQ01001'",
    )
    .execute(&w.pool)
    .await
    .unwrap();
    let own = listed(&w, "leader@CQ01001", "/people", "phone", "role=officer").await;
    assert_eq!(own.heads, ["姓名", "电话", "操作"]);
    assert_eq!(own.rows.len(), 2, "not those of another unit: {:?}", own.rows);
    assert_eq!(own.rows[0], ["姓名", "工号", "所属单位", "部门", "任职", "电话", "邮箱"]);
    let officer = [
        "officer@CQ01001",
        "officer@CQ01001",
        "渝中区第一小学",
        "",
        "安全管理员",
        "=1+1",
        "o@example.invalid",
    ];
    assert_eq!(own.rows[1], officer);
    let district = listed(&w, "admin@CQ01", "/people", "unit", "unit=CQ01002").await;
    let names: Vec<&str> = district.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["姓名", "officer@CQ01002", "owner@CQ01002"]);
    assert_eq!(w.sign_in("reviewer@CQ01001").await.get("/people").await.all("thead th").len(), 6);
    w.sign_in("staff@CQ01001").await.get("/people.xlsx").await.is(403);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_bad_person_comes_back_with_the_input(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let at = add(&mut admin, &w, "CQ01", "周敏").await;
    let unit = w.units["CQ01"].to_string();
    let bad = admin
        .post(
            "/people",
            &[("unit", &unit), ("name", ""), ("mail", "x"), ("phone", "abc"), ("department", "办")],
        )
        .await
        .is(422);
    assert_eq!(bad.attr("input[name=department]", "value").as_deref(), Some("办"));
    for field in ["name", "mail", "phone"] {
        assert!(!bad.all(&format!("#{field}-error")).is_empty(), "{field}");
    }
    let twice = admin.post("/people", &[("unit", &unit), ("name", "又"), ("staff_no", "周敏")]).await.is(422);
    assert!(!twice.all("#staff_no-error").is_empty());
    let elsewhere = w.units["CQ02"].to_string();
    admin.post("/people", &[("unit", &elsewhere), ("name", "越界")]).await.is(422);
    admin
        .post(&format!("{at}/posts"), &[("unit", &unit), ("role", "king"), ("starts_on", "x")])
        .await
        .is(422);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_mail_address_of_someone_with_a_post_above_is_not_changed_from_below(pool: PgPool) {
    let mut w = World::new(pool).await;
    let id = w.add_person("周敏", "staff", "CQ01001").await;
    w.add_post("周敏", "supervisor", "CQ").await;
    let path = format!("/people/{id}");
    let form = |mail: &'static str| {
        [("name", "周敏"), ("staff_no", "周敏"), ("mail", mail), ("department", "信息科")]
    };
    let mut below = w.sign_in("admin@CQ01").await;
    let refused = below.post(&path, &form("thief@example.invalid")).await.is(403);
    assert!(refused.all("main").concat().contains("请由上级单位系统管理员修改"), "{:?}", refused.all("main"));
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'access.refused'").await, 1);
    // Neither by a table.
    let table = "工号,姓名,单位编码,邮箱\n周敏,周敏,CQ01001,thief@example.invalid\n";
    let sent = below.upload("/people/import", &[], &[("file", "a.csv", table.as_bytes())]).await.is(303);
    let preview = below.get(sent.to()).await.is(200);
    assert!(
        preview.all("td.wrong").concat().contains("请由上级单位系统管理员修改"),
        "{:?}",
        preview.all("td.wrong")
    );
    assert_eq!(w.value::<String>("select mail from person where name = '周敏'").await, "");
    // Everything else is; and the administrator above may.
    below.post(&path, &form("")).await.is(303);
    w.sign_in("admin@CQ").await.post(&path, &form("zm@example.invalid")).await.is(303);
}
