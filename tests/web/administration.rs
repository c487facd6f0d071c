//! The administrator's pages: hand-over, deputies, sessions of others, sign-ins, mails.
use super::support::{Client, World};
use sqlx::PgPool;

async fn post_of(w: &World, person: &str, role: &str) -> String {
    let sql =
        "select o.id::text from post o join person p on p.id = o.person_id where p.name = $1 and o.role = $2";
    sqlx::query_scalar(sql).bind(person).bind(role).fetch_one(&w.pool).await.unwrap()
}

async fn end_of(w: &World, person: &str, role: &str) -> String {
    format!("/people/{}/posts/{}/end", w.people[person], post_of(w, person, role).await)
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_post_ends_only_with_a_successor_for_what_it_leaves(pool: PgPool) {
    let w = World::new(pool).await;
    let issue = w.issue("CQ01001").await;
    let system = w.system("CQ01001").await;
    sqlx::query("update system set accountable = 'owner@CQ01001' where id = $1")
        .bind(system)
        .execute(&w.pool)
        .await
        .unwrap();
    let mut admin = w.sign_in("admin@CQ01").await;
    let end = end_of(&w, "owner@CQ01001", "owner").await;
    let page = admin.get(&end).await.is(200);
    let left = page.all("fieldset li").join("|");
    assert!(left.contains("1项未销号的问题隐患") && left.contains("1个信息系统"), "{left}");
    let heir = w.people["leader@CQ01001"].to_string();
    for (successor, witness, field) in [
        ("", "王敏", "successor"),
        (w.people["staff@CQ01001"].to_string().as_str(), "王敏", "successor"),
        (heir.as_str(), "", "witness"),
    ] {
        let form = [("successor", successor), ("witness", witness)];
        let page = admin.post(&end, &form).await.is(422);
        assert!(!page.all(&format!("#{field}-error")).is_empty(), "{successor} {witness}");
    }
    let owner = "select p.name from issue i join person p on p.id = i.owner_id";
    assert_eq!(w.value::<String>(owner).await, "owner@CQ01001");
    admin.post(&end, &[("successor", &heir), ("witness", "王敏")]).await.is(303);
    assert_eq!(w.value::<String>(owner).await, "leader@CQ01001");
    assert_eq!(w.value::<String>("select accountable from system").await, "leader@CQ01001");
    // The issue tells it, and so does the person.
    let mut officer = w.sign_in("officer@CQ01001").await;
    let told = officer.get(&format!("/issues/{issue}")).await.is(200).all(".timeline").join(" ");
    assert!(told.contains("分派") && told.contains("admin@CQ01"), "{told}");
    let handed = "select data from audit where kind = 'post.hand-over'";
    let data: serde_json::Value = w.value(handed).await;
    assert_eq!((&data["witness"], &data["issues"], &data["systems"]), (&"王敏".into(), &1.into(), &1.into()));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_only_officer_stays_while_inspections_wait(pool: PgPool) {
    let mut w = World::new(pool).await;
    w.round("CQ01001").await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let end = end_of(&w, "officer@CQ01001", "officer").await;
    let page = admin.post(&end, &[]).await.is(422);
    assert!(page.text().contains("请先任命新的安全管理员"));
    w.add_person("second", "officer", "CQ01001").await;
    admin.post(&end, &[]).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_deputy_acts_for_another_until_a_day(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let at = format!("/people/{}", w.people["owner@CQ01001"]);
    let unit = w.units["CQ01001"].to_string();
    let form = |for_whom: &'static str, ends: &'static str| {
        [
            ("unit", unit.clone()),
            ("role", "leader".into()),
            ("starts_on", "2026-11-23".into()),
            ("ends_on", ends.to_owned()),
            ("acts_for", for_whom.to_owned()),
        ]
    };
    let send = async |admin: &mut Client, whom, ends| {
        let form = form(whom, ends);
        let fields: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
        admin.post(&format!("{at}/posts"), &fields).await
    };
    assert!(!send(&mut admin, "nobody", "2026-12-31").await.is(422).all("#acts_for-error").is_empty());
    assert!(!send(&mut admin, "owner@CQ01001", "2026-12-31").await.is(422).all("#acts_for-error").is_empty());
    assert!(!send(&mut admin, "leader@CQ01001", "").await.is(422).all("#ends_on-error").is_empty());
    send(&mut admin, "leader@CQ01001", "2026-12-31").await.is(303);
    assert!(admin.get(&at).await.all("tbody th").join("|").contains("代理leader@CQ01001"));
    // Prolonged, but not without an end, and never moved to after its beginning.
    let post = post_of(&w, "owner@CQ01001", "leader").await;
    let edit = format!("{at}/posts/{post}/edit");
    admin.get(&edit).await.is(200);
    admin.post(&edit, &[("starts_on", "2026-11-23"), ("ends_on", "")]).await.is(422);
    admin.post(&edit, &[("starts_on", "2026-11-24"), ("ends_on", "2027-01-31")]).await.is(422);
    admin.post(&edit, &[("starts_on", "2026-11-23"), ("ends_on", "2027-01-31")]).await.is(303);
    assert!(admin.get(&at).await.all(".timeline").join("").contains("修改任职时间"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_administrator_sees_and_ends_the_sessions_of_others_within_reach(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    officer.get("/todo").await.is(200);
    let mut admin = w.sign_in("admin@CQ01").await;
    let at = format!("/people/{}", w.people["officer@CQ01001"]);
    let page = admin.get(&at).await.is(200);
    let end = page.attr("form[action*='/sessions/']", "action").unwrap();
    w.sign_in("admin@CQ02").await.post(&end, &[]).await.is(404);
    w.sign_in("leader@CQ01").await.post(&end, &[]).await.is(403);
    assert!(
        w.sign_in("leader@CQ01")
            .await
            .get(&at)
            .await
            .is(200)
            .attr("form[action*='/sessions/']", "action")
            .is_none()
    );
    officer.get("/todo").await.is(200);
    admin.post(&end, &[]).await.is(303);
    assert!(officer.get("/todo").await.is(303).to().starts_with("/login"));
    admin.post(&end, &[]).await.is(404);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn sign_ins_are_told_to_the_administrator_of_the_account_without_passwords(pool: PgPool) {
    let w = World::new(pool).await;
    let mut browser = w.nobody();
    browser.get("/login").await;
    for (name, password) in
        [("officer@CQ01001", "wrong-one"), ("officer@CQ02001", "wrong-two"), ("nobody", "wrong-three")]
    {
        browser.post("/login", &[("username", name), ("password", password)]).await.is(422);
    }
    w.pass(chrono::Duration::seconds(9));
    browser
        .post("/login", &[("username", "officer@CQ01001"), ("password", super::support::PASSWORD)])
        .await
        .is(303);
    let rows = async |who: &str| w.sign_in(who).await.get("/admin/sign-ins").await.is(200);
    let page = rows("admin@CQ01").await;
    assert_eq!(page.all("tbody tr").len(), 2, "one failure, one success");
    assert!(page.all("tbody tr")[0].contains("成功") && page.all("tbody tr")[1].contains("失败"));
    assert!(!page.text().contains("wrong-") && !page.text().contains("CQ02001"));
    let all = rows("admin@CQ").await.all("tbody tr");
    assert_eq!(all.len(), 4);
    assert!(all.iter().any(|r| r.contains("nobody")));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_mail_that_was_given_up_is_shown_with_its_reason_and_sent_again(pool: PgPool) {
    let w = World::new(pool).await;
    let id = w.mail("CQ01001").await;
    let given_up =
        "update job set tries = 1, given_up_at = made_at, last_error = '550 no such mailbox', person_id = $1";
    sqlx::query(given_up).bind(w.people["officer@CQ01001"]).execute(&w.pool).await.unwrap();
    let mut admin = w.sign_in("admin@CQ01").await;
    let page = admin.get("/admin/mails").await.is(200);
    assert_eq!(page.all(".badge.failed"), ["发送失败"], "in the colour of a failure");
    let row = page.all("tbody tr").join("|");
    assert!(
        row.contains("发送失败") && row.contains("550 no such mailbox") && row.contains("officer@CQ01001"),
        "{row}"
    );
    assert!(w.sign_in("admin@CQ02").await.get("/admin/mails").await.is(200).all("tbody tr").is_empty());
    admin.post(&format!("/admin/mails/{id}/retry"), &[]).await.is(303);
    assert!(w.value::<bool>("select given_up_at is null and run_at <= made_at from job").await);
    assert_eq!(zicha::base::jobs::work_off(&w.app, zicha::features::JOBS).await.unwrap(), 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_portal_tells_its_version_and_what_is_late(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let page = admin.get("/admin/about").await.is(200).all("dl").join("");
    assert!(
        page.contains(env!("CARGO_PKG_VERSION")) && page.contains("PostgreSQL") && page.contains("正常"),
        "{page}"
    );
    w.mail("CQ01").await;
    w.pass(chrono::Duration::minutes(6));
    assert!(admin.get("/admin/about").await.is(200).all(".flash").join("").contains("1项后台任务"));
}
