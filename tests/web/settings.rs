//! Settings of units with their origin: who decides, who takes over, what follows for issues, on every instance.
use super::support::{Answer, Client, World};
use sqlx::{Connection, Executor, PgPool};

fn path(w: &World, unit: &str) -> String {
    format!("/units/{}/settings", w.units[unit])
}

/// What stands in the row of a setting: what counts, and where it comes from.
fn row(page: &Answer, name: &str) -> String {
    page.all("table.settings tbody tr").into_iter().find(|r| r.contains(name)).unwrap_or_default()
}

/// Decides as a person does: on the page that is open, with everything that it shows.
async fn decide(admin: &mut Client, path: &str, wanted: &[(&str, &str)]) -> Answer {
    let seen = admin.get(path).await.is(200).attr("input[name=seen]", "value").unwrap();
    let mut form = vec![("seen", seen.as_str())];
    form.extend(wanted);
    admin.post(path, &form).await
}

/// An issue of the school raised by hand today: its deadline.
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
async fn a_setting_is_taken_over_from_the_nearest_unit_above_until_the_unit_decides_itself(pool: PgPool) {
    let w = World::new(pool).await;
    let (city, district, school) = (path(&w, "CQ"), path(&w, "CQ01"), path(&w, "CQ01001"));
    let mut root = w.sign_in("admin@CQ").await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let high = "整改期限 · 高";
    let page = admin.get(&district).await.is(200);
    assert!(row(&page, high).contains("10个工作日") && row(&page, high).contains("默认值"));
    decide(&mut root, &city, &[("days_high", "9"), ("extensions", "0")]).await.is(303);
    let page = admin.get(&district).await;
    assert!(row(&page, high).contains("9个工作日") && row(&page, high).contains("沿用市网络安全通报中心"));
    assert!(row(&page, "延期次数上限").contains("不得延期"));
    assert_eq!(page.attr("#days_high", "value").as_deref(), Some(""), "what is taken over is not entered");
    decide(&mut admin, &district, &[("days_high", "8")]).await.is(303);
    let page = w.sign_in("leader@CQ01001").await.get(&school).await.is(200);
    assert!(row(&page, high).contains("8个工作日") && row(&page, high).contains("沿用渝中区主管部门"));
    let page = w.sign_in("officer@CQ02001").await.get(&path(&w, "CQ02001")).await;
    assert!(row(&page, high).contains("9个工作日"), "the other district is not concerned");
    let own = admin.get(&district).await;
    assert!(row(&own, high).contains("8个工作日") && row(&own, high).contains("本单位设置"));
    assert_eq!(own.attr("#days_high", "value").as_deref(), Some("8"));
    decide(&mut admin, &district, &[("days_high", "")]).await.is(303);
    assert!(row(&admin.get(&district).await, high).contains("沿用市网络安全通报中心"), "cleared");
    assert_eq!(w.value::<i64>("select count(*) from unit_setting where path = '1/2/'").await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn days_that_are_set_count_from_the_next_request_on_every_instance_and_move_no_deadline(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let mut elsewhere = w.sign_in_at(&w.second(), "officer@CQ01001").await;
    for browser in [&mut officer, &mut elsewhere] {
        assert_eq!(raise(&w, browser, "high").await, "2026-12-07");
    }
    let mut admin = w.sign_in("admin@CQ01").await;
    let page = officer.get("/issues/new").await.all("form ul li").join("|");
    assert!(page.contains("高：10个工作日，今天发现的至2026年12月7日"), "{page}");
    decide(&mut admin, &path(&w, "CQ01"), &[("days_high", "8")]).await.is(303);
    let page = elsewhere.get("/issues/new").await.all("form ul li").join("|");
    assert!(page.contains("高：8个工作日，今天发现的至2026年12月3日"), "{page}");
    for browser in [&mut officer, &mut elsewhere] {
        assert_eq!(raise(&w, browser, "high").await, "2026-12-03", "as the form proposed");
    }
    assert_eq!(
        w.value::<i64>("select count(*) from issue where due = '2026-12-07'").await,
        2,
        "issued ones stay"
    );
    // Rated anew, and opened again: by the same table.
    let issue: uuid::Uuid = w.value("select id from issue order by id limit 1").await;
    sqlx::query(
        "update issue set severity = 'medium', due = '2026-12-21', first_due = '2026-12-21' where id = $1",
    )
    .bind(issue)
    .execute(&w.pool)
    .await
    .unwrap();
    let rating = [("severity", "high"), ("reason", "可从互联网访问")];
    officer.post(&format!("/issues/{issue}/severity"), &rating).await.is(303);
    assert_eq!(w.value::<String>("select due::text from issue order by id limit 1").await, "2026-12-03");
    // In its other district the unit takes over other days.
    let parent = w.units["CQ02"].to_string();
    let mut root = w.sign_in("admin@CQ").await;
    decide(&mut root, &path(&w, "CQ02"), &[("days_high", "7")]).await.is(303);
    let school = format!("/units/{}/move", w.units["CQ01001"]);
    root.post(&school, &[("parent", &parent)]).await.is(303);
    for browser in [&mut officer, &mut elsewhere] {
        assert_eq!(raise(&w, browser, "high").await, "2026-12-02");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn whoever_reads_a_unit_reads_its_settings_and_the_administrators_of_it_and_above_keep_them(
    pool: PgPool,
) {
    let w = World::new(pool).await;
    let (district, school) = (path(&w, "CQ01"), path(&w, "CQ01001"));
    for who in ["officer@CQ01", "leader@CQ01", "supervisor@CQ01", "reviewer@CQ01", "supervisor@CQ"] {
        let mut reader = w.sign_in(who).await;
        let page = reader.get(&district).await.is(200);
        assert!(
            page.all("form.panel input:not([type=hidden]), form.panel select, form.panel button").is_empty(),
            "{who}: no fields"
        );
        assert!(page.all("#days_high").is_empty() && page.all("form.panel .button").is_empty(), "{who}");
        reader.post(&district, &[("days_high", "8")]).await.is(403);
    }
    for who in ["staff@CQ01001", "owner@CQ01001"] {
        w.sign_in(who).await.get(&school).await.is(403);
    }
    for who in ["admin@CQ02", "officer@CQ01002"] {
        let mut stranger = w.sign_in(who).await;
        stranger.get(&school).await.is(404);
        stranger.post(&school, &[("days_high", "8")]).await.is(404);
    }
    let mut above = w.sign_in("admin@CQ01").await;
    above.get(&path(&w, "CQ")).await.is(404);
    decide(&mut above, &school, &[("days_low", "25")]).await.is(303);
    assert_eq!(w.value::<i32>("select value from unit_setting").await, 25);
    sqlx::query("update unit set closed_on = '2026-11-01' where code = 'CQ01001'")
        .execute(&w.pool)
        .await
        .unwrap();
    assert!(above.get(&school).await.is(200).all("#days_high").is_empty(), "a closed unit decides nothing");
    above.post(&school, &[("seen", "days_low=25"), ("days_low", "24")]).await.is(409);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn bad_settings_are_told_at_their_field_and_the_input_is_kept(pool: PgPool) {
    let w = World::new(pool).await;
    let district = path(&w, "CQ01");
    let mut admin = w.sign_in("admin@CQ01").await;
    for (field, bad, told) in [
        ("days_high", "0", "1至120"),
        ("days_high", "121", "1至120"),
        ("days_low", "=1+1", "1至120"),
        ("extensions", "10", "0至9"),
        ("extension_days", "-1", "1至120"),
        ("verified_above", "2", "所列选项"),
        ("days_critical", "11", "“整改期限 · 严重”（11个工作日）不得长于“整改期限 · 高”（10个工作日）"),
        ("days_low", "19", "“整改期限 · 中”（20个工作日）不得长于“整改期限 · 低”（19个工作日）"),
    ] {
        let kept = if field == "extensions" { "extension_days" } else { "extensions" };
        let page = decide(&mut admin, &district, &[(field, bad), (kept, "２")]).await.is(422);
        let error = page.all(&format!("#{field}-error")).join("");
        assert!(error.contains(told), "{field}={bad}: {error}");
        assert_eq!(page.all(".error-list a").len(), 1);
        assert_eq!(page.attr(&format!("#{kept}"), "value").as_deref(), Some("２"), "kept");
        if field != "verified_above" {
            assert_eq!(page.attr(&format!("#{field}"), "value").as_deref(), Some(bad));
        }
    }
    assert_eq!(w.value::<i64>("select count(*) from unit_setting").await, 0);
    admin.post(&district, &[]).await.is(409);
    decide(&mut admin, &district, &[("days_medium", "２０")]).await.is(303);
    let refused = decide(&mut admin, &district, &[("days_medium", "20")]).await.is(409);
    assert!(refused.text().contains("没有变化"));
    let page = admin.english().get(&district).await.is(200);
    let told = row(&page, "Time to rectify · high");
    assert!(told.contains("10 working days") && told.contains("Default"), "{told}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn of_two_people_at_once_one_decides_and_the_other_is_told_who_and_when(pool: PgPool) {
    let w = World::new(pool).await;
    let district = path(&w, "CQ01");
    let (mut one, mut other) = (w.sign_in("admin@CQ01").await, w.sign_in("admin@CQ").await);
    let page = other.get(&district).await;
    let key = page.attr("form.panel input[name=key]", "value").unwrap();
    decide(&mut one, &district, &[("days_high", "8")]).await.is(303);
    let late = [("key", key.as_str()), ("seen", ""), ("days_low", "25")];
    let told = other.post(&district, &late).await.is(409).text();
    assert!(told.contains("admin@CQ01已于 2026年11月23日 10:32 修改了该单位的设置"), "{told}");
    assert_eq!(w.value::<Vec<String>>("select array_agg(key) from unit_setting").await, ["days_high"]);
    let page = other.get(&district).await;
    let key = page.attr("form.panel input[name=key]", "value").unwrap();
    let both = [("key", key.as_str()), ("seen", "days_high=8"), ("days_high", "8"), ("days_low", "25")];
    other.post(&district, &both).await.is(303);
    other.post(&district, &both).await.is(303);
    assert_eq!(
        w.value::<i64>("select count(*) from audit where kind = 'unit.settings'").await,
        2,
        "sent twice, done once"
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_history_of_the_unit_tells_in_words_what_was_decided(pool: PgPool) {
    let w = World::new(pool).await;
    let (district, unit) = (path(&w, "CQ01"), format!("/units/{}", w.units["CQ01"]));
    let mut admin = w.sign_in("admin@CQ01").await;
    decide(&mut admin, &district, &[("days_high", "8"), ("verified_above", "1")]).await.is(303);
    decide(&mut admin, &district, &[("days_high", "")]).await.is(303);
    let told = admin.get(&unit).await.is(200).all(".timeline li");
    assert!(
        told[1].contains("修改单位设置") && told[1].contains("整改期限 · 高：未自行设置 → 8"),
        "{told:?}"
    );
    assert!(told[1].contains("一律由上级单位复核：未自行设置 → 是"), "{told:?}");
    assert!(told[0].contains("整改期限 · 高：8 → 未自行设置"), "{told:?}");
    assert!(told[0].contains("一律由上级单位复核：是 → 未自行设置"), "{told:?}");
    let english = admin.english().get(&unit).await.all(".timeline li").join("|");
    assert!(english.contains("Settings changed") && english.contains("Time to rectify · high"), "{english}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn where_it_is_set_the_unit_above_verifies_medium_and_low_as_well(pool: PgPool) {
    let w = World::new(pool).await;
    let issue = format!("/issues/{}", w.issue("CQ01001").await);
    sqlx::query(
        "update issue set state = 'reviewing', started_by = owner_id, started_at = raised_at, started_for = false, submitted_by = owner_id,
                submitted_at = raised_at, submitted_on = '2026-11-23', measure = '已关闭', submissions = 1",
    )
    .execute(&w.pool)
    .await
    .unwrap();
    let (mut reviewer, mut above) = (w.sign_in("reviewer@CQ01001").await, w.sign_in("reviewer@CQ01").await);
    let close = format!("form[action='{issue}/close']");
    assert_eq!(reviewer.get(&issue).await.all(&close).len(), 1);
    assert_eq!(reviewer.get("/todo").await.all("#verify .task-title").len(), 1);
    let mut admin = w.sign_in("admin@CQ01").await;
    decide(&mut admin, &path(&w, "CQ01"), &[("verified_above", "1")]).await.is(303);
    assert!(reviewer.get(&issue).await.all(&close).is_empty());
    assert!(reviewer.get("/todo").await.all("#verify .task-title").is_empty());
    assert!(!reviewer.get("/todo/count").await.text().contains('1'));
    for verb in ["close", "return"] {
        let told = reviewer.post(&format!("{issue}/{verb}"), &[("reason", "不全")]).await.is(409).text();
        assert!(told.contains("一律由上级单位复核"), "{verb}: {told}");
    }
    assert_eq!(above.get("/todo").await.all("#verify .task-title").len(), 1);
    above.post(&format!("{issue}/close"), &[("reason", "整改到位")]).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn extensions_are_asked_for_as_often_and_as_far_as_is_set(pool: PgPool) {
    let w = World::new(pool).await;
    let issue = format!("/issues/{}", w.issue("CQ01001").await);
    let (mut owner, mut leader) = (w.sign_in("owner@CQ01001").await, w.sign_in("leader@CQ01001").await);
    let mut admin = w.sign_in("admin@CQ01").await;
    let limits = [("extensions", "1"), ("extension_days", "3")];
    decide(&mut admin, &path(&w, "CQ01001"), &limits).await.is(303);
    let ask = |until: &'static str| [("until", until), ("reason", "等待补丁"), ("measure", "限制来源地址")];
    let hint = owner.get(&issue).await.all(&format!("form[action='{issue}/extend'] .hint")).join("");
    assert!(hint.contains("最迟可延至2026年12月24日"), "{hint}");
    let page = owner.post(&format!("{issue}/extend"), &ask("2026-12-25")).await.is(422);
    assert_eq!(page.all(".field.bad .error"), ["每次延期不得超过3个工作日，最迟为2026年12月24日"]);
    owner.post(&format!("{issue}/extend"), &ask("2026-12-24")).await.is(303);
    leader.post(&format!("{issue}/decide"), &[("outcome", "approve")]).await.is(303);
    assert!(owner.get(&issue).await.all(&format!("form[action='{issue}/extend']")).is_empty());
    let told = owner.post(&format!("{issue}/extend"), &ask("2026-12-25")).await.is(409).text();
    assert!(told.contains("已延期1次"), "{told}");
    let english =
        owner.clone().english().post(&format!("{issue}/extend"), &ask("2026-12-25")).await.is(409).text();
    assert!(english.contains("extended once"), "{english}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn postgres_itself_keeps_settings_and_days_off_within_the_scope_and_with_the_administrator(
    pool: PgPool,
) {
    let w = World::new(pool.clone()).await;
    for sql in [
        "insert into unit_setting (unit_id, path, key, value, changed_at) select id, path, 'days_high', 9, created_at from unit",
        "insert into unit_vacation (id, unit_id, path, name, starts_on, ends_on, made_at)
         select gen_random_uuid(), id, path, '寒假', '2027-01-20', '2027-02-10', created_at from unit",
    ] {
        sqlx::query(sql).execute(&w.pool).await.unwrap();
    }
    let mut conn = sqlx::PgConnection::connect_with(&pool.connect_options()).await.unwrap();
    conn.execute("set role zicha_app").await.unwrap();
    let seen = async |conn: &mut sqlx::PgConnection, scope: &str, role: &str| {
        let set = format!("set zicha.scope = '{scope}'; set zicha.role = '{role}'");
        conn.execute(sqlx::AssertSqlSafe(set)).await.unwrap();
        let sql = "select array[(select count(*) from unit_setting), (select count(*) from unit_vacation), (select count(*) from kept_by_units())]";
        sqlx::query_scalar::<_, Vec<i64>>(sql).fetch_one(conn).await.unwrap()
    };
    assert_eq!(seen(&mut conn, "", "admin").await, [0, 0, 0]);
    assert_eq!(seen(&mut conn, "1/2/", "admin").await, [3, 3, 12]);
    assert_eq!(seen(&mut conn, "1/2/4/", "leader").await, [1, 1, 12]);
    // What every write needs comes through the function alone.
    assert_eq!(seen(&mut conn, "1/2/4/", "staff").await, [0, 0, 12]);
    let add = "insert into unit_setting (unit_id, path, key, value, changed_at) select id, path, 'x', 1, now() from unit where path = '1/2/4/'";
    let off = "insert into unit_vacation (id, unit_id, path, name, starts_on, ends_on, made_at)
         select gen_random_uuid(), id, path, 'x', '2028-01-01', '2028-01-01', now() from unit where path = '1/2/4/'";
    for role in ["officer", "supervisor", "leader", "reviewer", "owner", "staff", "auditor"] {
        seen(&mut conn, "1/2/", role).await;
        for sql in [add, off] {
            assert!(
                conn.execute(sql).await.unwrap_err().to_string().contains("row-level security"),
                "{role}"
            );
        }
        for sql in
            ["update unit_setting set value = 1", "delete from unit_setting", "delete from unit_vacation"]
        {
            assert_eq!(conn.execute(sql).await.unwrap().rows_affected(), 0, "{role}: {sql}");
        }
    }
    seen(&mut conn, "1/3/", "admin").await;
    assert_eq!(
        conn.execute("delete from unit_setting where path = '1/2/'").await.unwrap().rows_affected(),
        0
    );
    seen(&mut conn, "1/2/", "admin").await;
    assert_eq!(conn.execute(add).await.unwrap().rows_affected(), 1);
    assert_eq!(conn.execute(off).await.unwrap().rows_affected(), 1);
}
