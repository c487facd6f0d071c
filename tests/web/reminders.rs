//! The ladder of reminders at work: by the clock, over two instances, into the messages of whoever is concerned.
use super::support::World;
use chrono::Duration;
use sqlx::PgPool;
use zicha::{
    base::jobs::{come_round, work_off},
    features::{JOBS, ROUNDS},
    state::App,
};

async fn look(app: &App) {
    come_round(app, ROUNDS).await.unwrap();
    work_off(app, JOBS).await.unwrap();
}

/// Both instances look at once.
async fn both(w: &World, second: &App) {
    tokio::join!(look(&w.app), look(second));
}

async fn told(w: &World) -> Vec<String> {
    sqlx::query_scalar(
        "select to_char(m.made_at at time zone 'Asia/Shanghai', 'MM-DD') || ' ' || p.name || ' ' || m.kind || ' ' || m.total
           from message m join person p on p.id = m.person_id order by m.made_at, p.name",
    )
    .fetch_all(&w.pool)
    .await
    .unwrap()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn owner_first_officer_next_then_the_leader_and_the_unit_above_and_nothing_twice(pool: PgPool) {
    let w = World::new(pool).await;
    let second = w.second();
    w.issue("CQ01001").await;
    for _ in 0..50 {
        both(&w, &second).await;
        w.pass(Duration::minutes(11));
        both(&w, &second).await;
        w.pass(Duration::days(1) - Duration::minutes(11));
    }
    let expected = [
        "12-16 owner@CQ01001 reminder 1",
        "12-18 owner@CQ01001 reminder 1",
        "12-21 owner@CQ01001 reminder 1",
        "12-22 officer@CQ01001 reminder 1",
        "12-22 owner@CQ01001 reminder 1",
        "12-24 leader@CQ01001 digest 1",
        "12-24 officer@CQ01001 reminder 1",
        "12-24 owner@CQ01001 reminder 1",
        "12-30 leader@CQ01001 digest 1",
        "12-30 officer@CQ01001 reminder 1",
        "12-30 owner@CQ01001 reminder 1",
        "12-30 supervisor@CQ01 digest 1",
        "01-07 leader@CQ01001 digest 1",
        "01-07 officer@CQ01001 reminder 1",
        "01-07 owner@CQ01001 reminder 1",
        "01-07 supervisor@CQ01 digest 1",
    ];
    assert_eq!(told(&w).await, expected, "31 December and the statutory 1 January, then a week later");
    assert_eq!(w.value::<i64>("select count(*) from reminder").await, 7);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_worker_that_was_away_and_a_clock_that_jumps_send_each_reminder_once(pool: PgPool) {
    let w = World::new(pool).await;
    w.issue("CQ01001").await;
    // Away from before the deadline until ten days after it.
    w.pass(Duration::days(42));
    look(&w.app).await;
    let first = told(&w).await;
    assert_eq!(first.len(), 4, "{first:?}");
    assert_eq!(w.value::<i32>("select max(rung) from reminder").await, 7);
    // The clock jumps ahead, is set right, and time goes on.
    w.pass(Duration::days(100));
    look(&w.app).await;
    let jumped = told(&w).await.len();
    assert_eq!(jumped, 8);
    w.pass(-Duration::days(99));
    for _ in 0..20 {
        look(&w.app).await;
        w.pass(Duration::days(1));
    }
    assert_eq!(told(&w).await.len(), jumped);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn nothing_goes_out_at_night_and_each_unit_has_its_own_hours_and_rungs(pool: PgPool) {
    let w = World::new(pool).await;
    w.issue("CQ01001").await;
    w.issue("CQ02001").await;
    let mut admin = w.sign_in("admin@CQ02").await;
    let path = format!("/units/{}/settings", w.units["CQ02"]);
    admin.post(&path, &[("remind_first_medium", "5"), ("remind_until", "24")]).await.is(303);
    // 14 December, five working days before: only the unit that wants it so early is told; at 22:32 too.
    w.pass(Duration::days(21) + Duration::hours(12));
    look(&w.app).await;
    assert_eq!(told(&w).await, ["12-14 owner@CQ02001 reminder 1"]);
    w.pass(Duration::days(2));
    look(&w.app).await;
    assert_eq!(told(&w).await.len(), 1, "16 December at 22:32 is too late for the others");
    w.pass(Duration::hours(11));
    look(&w.app).await;
    assert_eq!(told(&w).await[1..], ["12-17 owner@CQ01001 reminder 1"], "made up for in the morning");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_late_review_is_told_to_the_verifier_and_not_to_who_rectified(pool: PgPool) {
    let w = World::new(pool).await;
    let issue = w.issue("CQ01001").await;
    let sql = "update issue set severity = 'high', state = 'reviewing', started_by = owner_id, started_at = $2, started_for = false,
                      submitted_by = owner_id, submitted_at = $2, submitted_on = '2026-11-23', measure = '已关闭', submissions = 1 where id = $1";
    sqlx::query(sql).bind(issue).bind(w.now()).execute(&w.pool).await.unwrap();
    for _ in 0..9 {
        look(&w.app).await;
        w.pass(Duration::days(1));
    }
    assert_eq!(
        told(&w).await,
        ["12-01 reviewer@CQ01 reminder 1"],
        "high is verified above, after five working days"
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_paper_and_a_nudge_come_into_the_daily_digest(pool: PgPool) {
    let w = World::new(pool).await;
    let path = format!("/issues/{}", w.issue("CQ01001").await);
    let mut above = w.sign_in("supervisor@CQ01").await;
    above.post(&format!("{path}/nudge"), &[("word", "请抓紧")]).await.is(303);
    let demand = [("demand", "请于期限前关闭端口"), ("until", "2026-11-27")];
    above.post(&format!("{path}/supervise"), &demand).await.is(303);
    let page = w.sign_in("officer@CQ01001").await.get("/reminders").await.is(200);
    let rows = page.all("table tbody tr").join("\n");
    assert!(rows.contains("已被催办") && rows.contains("督办反馈逾期1个工作日"), "{rows}");
    sqlx::query("delete from message").execute(&w.pool).await.unwrap();
    let second = w.second();
    for _ in 0..8 {
        both(&w, &second).await;
        w.pass(Duration::days(1));
    }
    let expected = [
        "11-23 leader@CQ01001 digest 1",
        "11-24 leader@CQ01001 digest 1",
        "11-24 officer@CQ01001 reminder 1",
        "11-24 owner@CQ01001 reminder 1",
        "11-26 leader@CQ01001 digest 1",
        "11-26 officer@CQ01001 reminder 1",
        "11-26 owner@CQ01001 reminder 1",
        "11-27 leader@CQ01001 digest 1",
        "11-27 officer@CQ01001 reminder 1",
        "11-27 owner@CQ01001 reminder 1",
        "11-30 leader@CQ01001 digest 1",
        "11-30 officer@CQ01001 reminder 1",
        "11-30 owner@CQ01001 reminder 1",
        "11-30 supervisor@CQ01 digest 1",
    ];
    assert_eq!(told(&w).await, expected);
    let lines: String =
        w.value("select string_agg(lines::text, ' ' order by made_at, id) from message").await;
    assert!(lines.contains("nudged") && lines.contains(r#"{"reply": 1}"#), "{lines}");
    assert!(!lines.contains("请"), "no free text: {lines}");
    let mut leader = w.sign_in("leader@CQ01001").await;
    let messages = leader.get("/messages").await.is(200).text();
    assert!(messages.contains("每日督促汇总") && messages.contains("督办反馈逾期1个工作日"), "{messages}");
    // Answered: nothing more about it.
    let paper: uuid::Uuid = w.value("select id from supervision").await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    officer.post(&format!("/supervisions/{paper}/acknowledge"), &[]).await.is(303);
    officer.post(&format!("/supervisions/{paper}/answer"), &[("answer", "已关闭")]).await.is(303);
    let before = told(&w).await.len();
    for _ in 0..10 {
        both(&w, &second).await;
        w.pass(Duration::days(1));
    }
    assert_eq!(told(&w).await.len(), before, "the deadline itself is further away");
    // A leader who nudges is not told of it.
    w.sign_in("leader@CQ01001")
        .await
        .post(&format!("{path}/nudge"), &[("word", "今天必须完成")])
        .await
        .is(303);
    both(&w, &second).await;
    let last = told(&w).await;
    assert!(!last.iter().any(|line| line.starts_with("12-11 leader@CQ01001 digest")), "{last:?}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_page_says_what_will_go_out_to_whom_and_why_and_what_went_out(pool: PgPool) {
    let w = World::new(pool).await;
    w.issue("CQ01001").await;
    w.pass(Duration::days(23));
    look(&w.app).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let page = officer.get("/reminders").await.is(200);
    let rows = page.all("table tbody tr");
    assert!(rows[0].contains("2026年12月18日剩1个工作日2026年12月21日整改责任人：owner@CQ01001"), "{rows:?}");
    assert!(
        rows.iter().any(|r| r.contains("逾期3个工作日") && r.contains("单位领导：leader@CQ01001")),
        "{rows:?}"
    );
    assert!(rows.last().unwrap().contains("剩3个工作日"), "{rows:?}");
    // The names of the unit above are not told to those below.
    assert!(!page.text().contains("supervisor@CQ01"));
    w.sign_in("owner@CQ01001").await.get("/reminders").await.is(403);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_message_is_its_readers_alone_counts_until_it_is_opened_and_leaves_as_they_choose(pool: PgPool) {
    let w = World::new(pool).await;
    sqlx::query("update person set mail = 'a@example.org'").execute(&w.pool).await.unwrap();
    let issue = w.issue("CQ01001").await;
    w.pass(Duration::days(23));
    look(&w.app).await;
    let (mut owner, mut other) = (w.sign_in("owner@CQ01001").await, w.sign_in("officer@CQ01001").await);
    assert_eq!(owner.get("/messages/count").await.all(".count"), ["1"]);
    assert_eq!(other.get("/messages/count").await.all(".count"), [""; 0]);
    let id: uuid::Uuid = w.value("select id from message").await;
    let open = format!("/messages/{id}/open");
    other.post(&open, &[]).await.is(404);
    other.get(&format!("/messages/{id}")).await.is(404);
    let page = owner.get("/messages").await.is(200);
    assert!(
        page.text().contains("关闭高危端口") && !page.text().contains("3389"),
        "the checklist's title, not the issue's"
    );
    let mail: String = w.value("select string_agg(kind, ' ') from job where kind like 'mail.%'").await;
    assert_eq!(mail, "mail.message");
    assert_eq!(owner.post(&open, &[]).await.is(303).to(), format!("/issues/{issue}"));
    assert_eq!(owner.get("/messages/count").await.all(".count"), [""; 0]);
    owner.post("/messages/mails", &[("topic", "urge")]).await.is(303);
    assert_eq!(owner.get("/messages/mails").await.all("input[checked] + span").len(), 1);
    w.pass(Duration::days(2));
    look(&w.app).await;
    let mut owner = w.sign_in("owner@CQ01001").await;
    assert_eq!(w.value::<i64>("select count(*) from message").await, 2);
    assert_eq!(
        w.value::<i64>("select count(*) from job where kind = 'mail.message'").await,
        1,
        "no mail any more"
    );
    owner.post("/messages/read", &[]).await.is(303);
    assert_eq!(owner.get("/messages?show=unread").await.all(".messages li").len(), 0);
}
