//! 群机器人: who keeps them, what they tell, and that they reach what is allowed and nothing else.
use super::support::{
    Answer, Client, World,
    chat::{Chat, KEY, Mood, SECRET},
};
use chrono::Duration;
use sqlx::PgPool;
use std::sync::Arc;
use zicha::{
    base::{
        jobs::{come_round, work_off},
        webhook::Webhooks,
    },
    config::Config,
    features::{JOBS, ROUNDS},
    state::App,
};

fn with(w: &World, webhooks: Webhooks) -> App {
    let mut app = w.app.clone();
    app.config = Arc::new(Config { webhooks, ..(*w.app.config).clone() });
    app
}

fn path(w: &World, unit: &str) -> String {
    format!("/units/{}/robots", w.units[unit])
}

async fn add(admin: &mut Client, path: &str, service: &str, address: &str, topics: &[&str]) -> Answer {
    let secret = if service == "wecom" { "" } else { SECRET };
    let mut form = vec![("service", service), ("name", service), ("address", address), ("secret", secret)];
    form.extend(topics.iter().map(|t| ("topic", *t)));
    admin.post(path, &form).await
}

/// A robot of each service at the school, told of everything.
async fn three(w: &World, app: &App, chat: &Chat) -> Client {
    let mut admin = w.sign_in_at(app, "admin@CQ01").await;
    for service in ["wecom", "dingtalk", "feishu"] {
        let address = chat.address(service);
        add(&mut admin, &path(w, "CQ01001"), service, &address, &["deadline", "urge"]).await.is(303);
    }
    admin
}

async fn look(app: &App) {
    come_round(app, ROUNDS).await.unwrap();
    work_off(app, JOBS).await.unwrap();
}

async fn press(admin: &mut Client, path: &str, robot: &str, verb: &str) -> Answer {
    let page = admin.get(path).await.is(200);
    let names = page.all("#robots .task-title");
    let nth = names.iter().position(|n| n == robot).unwrap() + 1;
    let form = format!("#robots li:nth-child({nth}) form[action$='/remove']");
    let action = page.attr(&form, "action").unwrap().replace("/remove", &format!("/{verb}"));
    admin.post(&action, &[]).await
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn what_is_entered_is_told_at_its_field_and_never_shown_again(pool: PgPool) {
    let w = World::new(pool).await;
    let chat = Chat::start().await;
    let app = with(&w, chat.webhooks());
    let (mut admin, at) = (w.sign_in_at(&app, "admin@CQ01").await, path(&w, "CQ01001"));
    for (address, said) in [
        ("https://evil.example/robot/send?access_token=a", "oapi.dingtalk.com"),
        ("https://127.0.0.1/robot/send?access_token=a", "oapi.dingtalk.com"),
        ("https://oapi.dingtalk.com:8443/robot/send?access_token=a", "oapi.dingtalk.com"),
        ("http://oapi.dingtalk.com/robot/send?access_token=a", "https://"),
        ("https://oapi.dingtalk.com@evil.example/robot/send?access_token=a", "https://"),
        ("https://oapi.dingtalk.com/robot/send", "access_token"),
    ] {
        let page = add(&mut admin, &at, "dingtalk", address, &["deadline"]).await.is(422);
        assert!(
            page.all("#address-error").join("").contains(said),
            "{address}: {:?}",
            page.all("#address-error")
        );
        assert_eq!(page.attr("#address", "value").as_deref(), Some(address), "input is kept");
        assert!(
            page.attr("#secret", "value").is_none() && !page.text().contains(SECRET),
            "a secret is not sent back"
        );
    }
    assert!(chat.calls().is_empty() && w.value::<i64>("select count(*) from robot").await == 0);

    let good = chat.address("dingtalk");
    add(&mut admin, &at, "dingtalk", &good, &["deadline"]).await.is(303);
    let twice = add(&mut admin, &at, "dingtalk", &good, &["deadline"]).await.is(422);
    assert_eq!(twice.all("#name-error").len(), 1);
    let page = admin.get(&at).await.is(200).text();
    assert!(
        page.contains("chat.test")
            && page.contains("尾号cdef")
            && !page.contains(KEY)
            && !page.contains(SECRET)
    );
    let unit = admin.get(&format!("/units/{}", w.units["CQ01001"])).await.is(200).text();
    assert!(
        unit.contains("新增群机器人")
            && unit.contains("钉钉")
            && !unit.contains(KEY)
            && !unit.contains(SECRET)
    );
    press(&mut admin, &at, "dingtalk", "try").await.is(303);
    for kept in ["select string_agg(data::text, '') from audit", "select string_agg(data::text, '') from job"]
    {
        let kept = w.value::<String>(kept).await;
        assert!(!kept.contains(KEY) && !kept.contains(SECRET), "{kept}");
    }
    for n in 1..10 {
        let name = n.to_string();
        let form = [
            ("service", "feishu"),
            ("name", &name),
            ("address", "https://open.feishu.cn/a"),
            ("topic", "urge"),
        ];
        admin.post(&at, &form).await.is(303);
    }
    let form =
        [("service", "feishu"), ("name", "11"), ("address", "https://open.feishu.cn/a"), ("topic", "urge")];
    admin.post(&at, &form).await.is(409);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_program_cannot_read_back_what_calls_a_robot(pool: PgPool) {
    let w = World::new(pool).await;
    let chat = Chat::start().await;
    three(&w, &with(&w, chat.webhooks()), &chat).await;
    let mut db = w.pool.acquire().await.unwrap();
    let act = |role: &str| {
        format!("select set_config('zicha.scope', '1/', false), set_config('zicha.role', '{role}', false)")
    };
    sqlx::raw_sql("set role zicha_app").execute(&mut *db).await.unwrap();
    for (role, found) in [("admin", 0), ("supervisor", 0), ("system", 3)] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(act(role))).execute(&mut *db).await.unwrap();
        for column in ["address", "secret", "*"] {
            let sql = sqlx::AssertSqlSafe(format!("select {column} from robot"));
            let refused = sqlx::query(sql).fetch_all(&mut *db).await.unwrap_err().to_string();
            assert!(refused.contains("permission denied"), "{column} as {role}: {refused}");
        }
        let targets =
            sqlx::query("select t.* from robot r, robot_target(r.id) t").fetch_all(&mut *db).await.unwrap();
        assert_eq!(targets.len(), found, "{role}");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn deadlines_are_one_signed_message_a_day_for_each_robot_of_the_unit(pool: PgPool) {
    let w = World::new(pool).await;
    let chat = Chat::start().await;
    let app = with(&w, chat.webhooks());
    let mut admin = three(&w, &app, &chat).await;
    let elsewhere = chat.address("wecom");
    add(&mut admin, &path(&w, "CQ01"), "wecom", &elsewhere, &["deadline"]).await.is(303);
    for _ in 0..3 {
        w.issue("CQ01001").await;
    }
    let free = "update issue set title = '办公楼三层弱口令 10.1.2.3'";
    sqlx::query(free).execute(&w.pool).await.unwrap();
    let mut second = w.second();
    second.config = app.config.clone();
    w.pass(Duration::days(23));
    for _ in 0..3 {
        tokio::join!(look(&app), look(&second));
        w.pass(Duration::minutes(11));
    }
    let taken = chat.taken();
    assert_eq!(taken.len(), 3, "each once: {taken:?}");
    for text in &taken {
        assert!(
            text.starts_with("【期限提醒】")
                && text.contains("3个问题隐患")
                && text.contains("2026年12月16日"),
            "{text}"
        );
        assert_eq!(text.matches("WT-2026-").count(), 3, "{text}");
        assert!(text.contains("关闭高危端口") && text.ends_with("http://127.0.0.1:8080/todo"), "{text}");
        assert!(!text.contains("弱口令") && !text.contains("10.1.2.3") && !text.contains('@'), "{text}");
    }
    // Two weeks on it has passed its deadline, and the unit above is told by its own.
    for _ in 0..15 {
        w.pass(Duration::days(1));
        look(&app).await;
    }
    let days: Vec<String> = sqlx::query_scalar(
        "select u.code || ' ' || (j.data ->> 'day') from job j join unit u on u.id = j.unit_id join robot r on r.id::text = j.data ->> 'robot'
          where j.kind = 'robot.message' and r.kind = 'wecom' order by j.id",
    )
    .fetch_all(&w.pool)
    .await
    .unwrap();
    assert!(days.contains(&"CQ01 2026-12-30".to_owned()), "{days:?}");
    let mut unique = days.clone();
    unique.dedup();
    assert_eq!(days, unique, "one message a day");
    assert_eq!(
        w.value::<i64>("select count(*) from job where kind = 'robot.message' and done_at is null").await,
        0
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_nudge_is_told_to_the_robots_of_its_unit_that_are_told_of_urging(pool: PgPool) {
    let w = World::new(pool).await;
    let chat = Chat::start().await;
    let app = with(&w, chat.webhooks());
    let mut admin = w.sign_in_at(&app, "admin@CQ").await;
    add(&mut admin, &path(&w, "CQ01001"), "feishu", &chat.address("feishu"), &["urge"]).await.is(303);
    add(&mut admin, &path(&w, "CQ01001"), "wecom", &chat.address("wecom"), &["deadline"]).await.is(303);
    add(&mut admin, &path(&w, "CQ02001"), "dingtalk", &chat.address("dingtalk"), &["urge"]).await.is(303);
    let issue = format!("/issues/{}", w.issue("CQ01001").await);
    let mut leader = w.sign_in_at(&app, "leader@CQ01001").await;
    leader.post(&format!("{issue}/nudge"), &[("word", "端口仍可从互联网访问")]).await.is(303);
    work_off(&app, JOBS).await.unwrap();
    let taken = chat.taken();
    assert_eq!(taken.len(), 1, "{taken:?}");
    assert!(
        taken[0].starts_with("【催办】") && taken[0].ends_with(&issue) && !taken[0].contains("互联网"),
        "{taken:?}"
    );
    // Other matters are nobody's but the person's.
    leader.post(&format!("{issue}/nudge"), &[("word", "再次")]).await.is(409);
    work_off(&app, JOBS).await.unwrap();
    assert_eq!(chat.calls().len(), 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn whatever_the_service_does_a_message_is_taken_once_and_failures_are_shown(pool: PgPool) {
    let w = World::new(pool).await;
    let (chat, other) = (Chat::start().await, Chat::start().await);
    let app = with(&w, chat.webhooks());
    let (mut admin, at) = (w.sign_in_at(&app, "admin@CQ01").await, path(&w, "CQ01001"));
    add(&mut admin, &at, "dingtalk", &chat.address("dingtalk"), &["urge"]).await.is(303);
    let issue = format!("/issues/{}", w.issue("CQ01001").await);
    w.sign_in("leader@CQ01001").await.post(&format!("{issue}/nudge"), &[("word", "请办理")]).await.is(303);
    let inner = Mood::Redirect("http://127.0.0.1:1/".into());
    for (mood, said) in [
        (Mood::Refuse(130_101), "HTTP 200: 130101 refused …"),
        (Mood::Fail, "HTTP 500"),
        (Mood::Redirect(format!("https://chat.test:{}/x", other.port)), "HTTP 307"),
        (inner, "HTTP 307"),
        (Mood::Drop, "connection"),
        (Mood::Endless, "length limit exceeded"),
        (Mood::Silent(std::time::Duration::from_secs(60)), "no answer in time"),
    ] {
        chat.moods(std::slice::from_ref(&mood));
        assert_eq!(work_off(&app, JOBS).await.unwrap(), 1, "{mood:?}");
        let why = w.value::<String>("select last_error from job where kind = 'robot.message'").await;
        assert!(why.contains(said) && !why.contains(KEY) && !why.contains(SECRET), "{mood:?}: {why}");
        let mut admin = w.sign_in_at(&app, "admin@CQ01").await;
        for page in [at.as_str(), "/admin/mails"] {
            assert!(admin.get(page).await.is(200).text().contains(&why[..8]), "{page} for {mood:?}");
        }
        w.pass(Duration::hours(1));
    }
    work_off(&app, JOBS).await.unwrap();
    assert_eq!((chat.taken().len(), chat.calls().len(), other.calls().len()), (1, 8, 0));
    w.pass(Duration::hours(2));
    assert_eq!(work_off(&app, JOBS).await.unwrap(), 0);
    let page = w.sign_in_at(&app, "admin@CQ01").await.get(&at).await;
    assert!(page.all("#robots .badge").join("").contains("已送出"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_name_that_leads_inside_is_not_called(pool: PgPool) {
    let w = World::new(pool).await;
    let chat = Chat::start().await;
    // Allowed by name, but its address is asked for when it is called.
    let webhooks = Webhooks::new(&format!("localhost:{}", chat.port), Some(chat.pem.as_bytes())).unwrap();
    let app = with(&w, webhooks);
    let (mut admin, at) = (w.sign_in_at(&app, "admin@CQ01").await, path(&w, "CQ01001"));
    let address = chat.address("feishu").replace("chat.test", "localhost");
    add(&mut admin, &at, "feishu", &address, &["urge"]).await.is(303);
    press(&mut admin, &at, "feishu", "try").await.is(303);
    work_off(&app, JOBS).await.unwrap();
    let why = w
        .value::<String>(
            "select last_error from job where kind = 'robot.message' and given_up_at is not null",
        )
        .await;
    assert!(why.contains("no public address") && chat.calls().is_empty(), "{why}");
    // What the settings do not allow any more is not called either.
    press(&mut admin, &at, "feishu", "try").await.is(303);
    work_off(&w.app, JOBS).await.unwrap();
    assert!(w.value::<String>("select max(last_error) from job").await.contains("not allowed any more"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_test_is_tried_once_and_a_robot_that_is_off_or_gone_is_silent(pool: PgPool) {
    let w = World::new(pool).await;
    let chat = Chat::start().await;
    let app = with(&w, chat.webhooks());
    let (mut admin, at) = (three(&w, &app, &chat).await, path(&w, "CQ01001"));
    chat.moods(&[Mood::Refuse(310_000)]);
    press(&mut admin, &at, "dingtalk", "try").await.is(303);
    work_off(&app, JOBS).await.unwrap();
    assert!(admin.get(&at).await.all("#robots").join("").contains("310000"));
    press(&mut admin, &at, "dingtalk", "try").await.is(303);
    work_off(&app, JOBS).await.unwrap();
    assert!(chat.taken().len() == 1 && chat.taken()[0].starts_with("【测试消息】"), "{:?}", chat.taken());

    let issue = format!("/issues/{}", w.issue("CQ01001").await);
    let mut leader = w.sign_in_at(&app, "leader@CQ01001").await;
    leader.post(&format!("{issue}/nudge"), &[("word", "请办理")]).await.is(303);
    press(&mut admin, &at, "wecom", "disable").await.is(303);
    press(&mut admin, &at, "feishu", "remove").await.is(303);
    press(&mut admin, &at, "wecom", "try").await.is(409);
    work_off(&app, JOBS).await.unwrap();
    assert_eq!(chat.taken().len(), 2, "the one that is left: {:?}", chat.taken());
    assert_eq!(
        w.value::<i64>("select count(*) from job where done_at is null and given_up_at is null").await,
        0,
        "nothing waits for ever"
    );
    press(&mut admin, &at, "wecom", "enable").await.is(303);
    press(&mut admin, &at, "wecom", "try").await.is(303);
    work_off(&app, JOBS).await.unwrap();
    assert_eq!(chat.taken().len(), 3);
    // Another unit's administrator finds neither the page nor the robot.
    let mut stranger = w.sign_in_at(&app, "admin@CQ02").await;
    stranger.get(&at).await.is(404);
    let robot = w.value::<String>("select id::text from robot limit 1").await;
    stranger.post(&format!("{at}/{robot}/remove"), &[]).await.is(404);
    admin.post(&format!("{}/{robot}/remove", path(&w, "CQ01")), &[]).await.is(404);
}
