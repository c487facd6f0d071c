//! Set-up, signing in and out, posts, sessions.
use super::support::World;
use chrono::Duration;
use sqlx::PgPool;

const GOOD: &str = "correct horse battery";

async fn set_up(w: &World) -> super::support::Client {
    let link = zicha::features::accounts::setup_link(&w.app).await.unwrap().unwrap();
    let path = link.strip_prefix(&w.app.config.public_url).unwrap().to_owned();
    let mut browser = w.nobody();
    browser.get(&path).await.is(200);
    let form = [
        ("code", "CQ"),
        ("unit", "市通报中心"),
        ("name", "王敏"),
        ("username", "wangmin"),
        ("password", GOOD),
        ("password_again", GOOD),
    ];
    assert_eq!(browser.post(&path, &form).await.is(303).to(), "/");
    // Used once.
    w.nobody().get(&path).await.is(404);
    browser
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_set_up_link_makes_the_root_and_the_first_administrator_once(pool: PgPool) {
    let w = World::bare(pool);
    let first = zicha::features::accounts::setup_link(&w.app).await.unwrap().unwrap();
    let mut admin = set_up(&w).await;
    assert_eq!(admin.get("/").await.is(303).to(), "/units");
    assert_eq!(admin.get("/units").await.is(200).all("tbody th"), ["市通报中心"]);
    // The earlier link is void, and there is no further one.
    w.nobody().get(first.strip_prefix(&w.app.config.public_url).unwrap()).await.is(404);
    assert_eq!(zicha::features::accounts::setup_link(&w.app).await.unwrap(), None);
    assert_eq!(w.value::<String>("select path from unit").await, "1/");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_weak_password_is_refused_with_the_input_kept_but_not_the_password(pool: PgPool) {
    let w = World::bare(pool);
    let link = zicha::features::accounts::setup_link(&w.app).await.unwrap().unwrap();
    let path = link.strip_prefix(&w.app.config.public_url).unwrap();
    let mut browser = w.nobody();
    browser.get(path).await.is(200);
    for (password, again, field) in [
        ("short", "short", "password"),
        ("1234567890", "1234567890", "password"),
        (GOOD, "other", "password_again"),
    ] {
        let form = [
            ("code", "CQ"),
            ("unit", "市通报中心"),
            ("name", "王敏"),
            ("username", "wangmin"),
            ("password", password),
            ("password_again", again),
        ];
        let page = browser.post(path, &form).await.is(422);
        assert!(!page.all(&format!("#{field}-error")).is_empty(), "{password}");
        assert_eq!(page.attr("input[name=unit]", "value").as_deref(), Some("市通报中心"));
        assert_eq!(page.attr("input[name=password]", "value").as_deref(), Some(""));
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn signing_out_and_in_again(pool: PgPool) {
    let w = World::bare(pool);
    let mut admin = set_up(&w).await;
    assert_eq!(admin.post("/logout", &[]).await.is(303).to(), "/login");
    assert_eq!(admin.get("/units").await.is(303).to(), "/login?next=%2Funits");
    admin.get("/login?next=%2Funits").await.is(200);
    let wrong = admin.post("/login", &[("username", "wangmin"), ("password", "wrong")]).await.is(422);
    let unknown = admin.post("/login", &[("username", "nobody"), ("password", "wrong")]).await.is(422);
    assert_eq!(wrong.all(".flash"), unknown.all(".flash"));
    let form = [("username", "WangMin"), ("password", GOOD), ("next", "/units")];
    assert_eq!(admin.post("/login", &form).await.is(303).to(), "/units");
    admin.get("/units").await.is(200);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'session.refused'").await, 2);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn five_failures_lock_the_account_for_a_while_in_the_same_words(pool: PgPool) {
    let w = World::bare(pool);
    set_up(&w).await;
    let mut browser = w.nobody();
    browser.get("/login").await.is(200);
    let mut words = Vec::new();
    for _ in 0..5 {
        words = browser
            .post("/login", &[("username", "wangmin"), ("password", "wrong")])
            .await
            .is(422)
            .all(".flash");
    }
    let locked = browser.post("/login", &[("username", "wangmin"), ("password", GOOD)]).await.is(422);
    assert_eq!(locked.all(".flash"), words);
    w.pass(Duration::minutes(16));
    browser.post("/login", &[("username", "wangmin"), ("password", GOOD)]).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn next_never_leads_away(pool: PgPool) {
    let w = World::bare(pool);
    set_up(&w).await;
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let mut browser = w.nobody();
        browser.get("/login").await.is(200);
        let form = [("username", "wangmin"), ("password", GOOD), ("next", next)];
        assert_eq!(browser.post("/login", &form).await.is(303).to(), "/");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_session_ends_by_idleness_by_age_and_with_its_post(pool: PgPool) {
    let w = World::new(pool).await;
    let mut idle = w.sign_in("officer@CQ01001").await;
    idle.get("/units").await.is(200);
    w.pass(Duration::minutes(61));
    idle.get("/units").await.is(303);
    let mut busy = w.sign_in("officer@CQ01001").await;
    for _ in 0..14 {
        busy.get("/units").await.is(200);
        w.pass(Duration::minutes(50));
    }
    w.pass(Duration::minutes(30));
    busy.get("/units").await.is(303);
    let mut ended = w.sign_in("officer@CQ01002").await;
    sqlx::query("update post set ends_on = '2026-11-22' where person_id = $1")
        .bind(w.people["officer@CQ01002"])
        .execute(&w.pool)
        .await
        .unwrap();
    ended.get("/units").await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn switching_the_post_changes_the_scope_and_the_session(pool: PgPool) {
    let w = World::new(pool).await;
    let post = w.add_post("officer@CQ01001", "officer", "CQ02001").await.to_string();
    let mut person = w.sign_in("officer@CQ01001").await;
    let mut before = person.clone();
    assert_eq!(person.get("/units").await.all("tbody td.code"), ["CQ01001"]);
    person.post("/switch", &[("post", &post)]).await.is(303);
    assert_eq!(person.get("/units").await.all("tbody td.code"), ["CQ02001"]);
    before.get("/units").await.is(303);
    let foreign = w.value::<uuid::Uuid>("select o.id from post o join unit u on u.id = o.unit_id where u.code = 'CQ' and o.role = 'leader'").await;
    person.post("/switch", &[("post", &foreign.to_string())]).await.is(404);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_form_sent_after_the_session_ran_out_is_kept(pool: PgPool) {
    let w = World::bare(pool);
    let mut admin = set_up(&w).await;
    let root = w.value::<uuid::Uuid>("select id from unit").await.to_string();
    w.pass(Duration::minutes(61));
    let form = [("parent", root.as_str()), ("code", "CQ01"), ("name", "渝中区主管部门")];
    let page = admin.post("/units", &form).await.is(401);
    let resume = page.attr("input[name=resume]", "value").unwrap();
    let back = admin
        .post("/login", &[("username", "wangmin"), ("password", GOOD), ("resume", &resume)])
        .await
        .is(200);
    assert!(back.all("dd").contains(&"渝中区主管部门".to_owned()));
    assert_eq!(back.attr("main form", "action").as_deref(), Some("/units"));
    let field = |n: &str| back.attr(&format!("main form input[name={n}]"), "value").unwrap();
    let again = [
        ("csrf", field("csrf")),
        ("parent", field("parent")),
        ("code", field("code")),
        ("name", field("name")),
    ];
    let again: Vec<(&str, &str)> = again.iter().map(|(n, v)| (*n, v.as_str())).collect();
    admin.post("/units", &again).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from unit").await, 2);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_new_password_ends_the_other_sessions(pool: PgPool) {
    let w = World::bare(pool);
    let mut admin = set_up(&w).await;
    let mut other = w.nobody();
    other.get("/login").await.is(200);
    other.post("/login", &[("username", "wangmin"), ("password", GOOD)]).await.is(303);
    let new = "staple correct lantern";
    let wrong = admin
        .post("/account/password", &[("password_now", "wrong"), ("password", new), ("password_again", new)])
        .await
        .is(422);
    assert!(!wrong.all("#password_now-error").is_empty());
    admin
        .post("/account/password", &[("password_now", GOOD), ("password", new), ("password_again", new)])
        .await
        .is(303);
    admin.get("/account").await.is(200);
    other.get("/account").await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn many_tries_at_once_are_no_way_round_the_lock(pool: PgPool) {
    let w = World::bare(pool);
    set_up(&w).await;
    let mut browser = w.nobody();
    browser.get("/login").await.is(200);
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let mut browser = browser.clone();
        tries.spawn(async move {
            browser.post("/login", &[("username", "wangmin"), ("password", "wrong")]).await.is(422)
        });
    }
    tries.join_all().await;
    browser.post("/login", &[("username", "wangmin"), ("password", GOOD)]).await.is(422);
    w.pass(Duration::minutes(16));
    for _ in 0..8 {
        let mut again = w.nobody();
        again.get("/login").await.is(200);
        again.post("/login", &[("username", "wangmin"), ("password", GOOD)]).await.is(303);
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_form_that_was_opened_through_another_post_is_not_carried_out(pool: PgPool) {
    let w = World::new(pool).await;
    let other = w.add_post("officer@CQ01001", "supervisor", "CQ01").await.to_string();
    let mut officer = w.sign_in("officer@CQ01001").await;
    let own = officer.get("/issues/new").await.is(200).attr("main input[name=as]", "value").unwrap();
    let (unit, owner) = (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    let form = |through| {
        [
            ("unit", unit.as_str()),
            ("title", "3389"),
            ("severity", "medium"),
            ("owner", owner.as_str()),
            ("main", "NET-02"),
            ("found_on", "2026-11-23"),
            ("as", through),
        ]
    };
    let refused = officer.post("/issues", &form(&other)).await.is(409);
    assert!(refused.all("main").concat().contains("通过其他任职或者其他账号打开"));
    assert_eq!(w.value::<i64>("select count(*) from issue").await, 0);
    // After switching the form of before says so itself, also when it is continued from what was kept of it.
    officer.post("/switch", &[("post", &other)]).await.is(303);
    officer.post("/issues", &form(&own)).await.is(409);
    officer.post("/issues", &form(&other)).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from issue").await, 1);
}
