//! A login that owns the tables and is no superuser: one migrates, another takes over, and the program works under both.
use super::support::World;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgPool};
use uuid::Uuid;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0";

/// An issue from its beginning to its end, with the program signed in to the database as this login.
async fn loop_once(w: &World, login: &str, times: i64) {
    let app = w.by_login(login);
    let (unit, owner) = (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    let issue = [
        ("unit", unit.as_str()),
        ("title", "3389 端口对外开放"),
        ("severity", "medium"),
        ("owner", &owner),
        ("main", "NET-02"),
        ("found_on", "2026-11-23"),
    ];
    let path =
        w.sign_in_at(&app, "officer@CQ01001").await.post("/issues", &issue).await.is(303).to().to_owned();
    let measure = [("measure", "已关闭端口"), ("taken_on", "2026-11-23")];
    let mut owner = w.sign_in_at(&app, "owner@CQ01001").await;
    assert_eq!(owner.get("/issues?q=端口").await.is(200).all("tbody tr").len(), 1);
    owner.upload(&format!("{path}/submit"), &measure, &[("files", "a.png", PNG)]).await.is(303);
    w.sign_in_at(&app, "reviewer@CQ01")
        .await
        .post(&format!("{path}/close"), &[("reason", "整改到位")])
        .await
        .is(303);
    let closed = "select (select count(*) from issue_scope where ancestor = '1/' and state = 'closed') * 10000
        + (select sum(n) from issue_total where ancestor = '1/' and state = 'closed') * 100 + (select sum(closed) from issue_closed_count)";
    let closed = sqlx::query_scalar::<_, i64>(AssertSqlSafe(format!("select ({closed})::bigint")))
        .fetch_one(&w.pool)
        .await;
    assert_eq!(closed.unwrap(), times * 10101, "the lists, the totals and the year's figures follow");
    let page = w.sign_in_at(&app, "leader@CQ01").await.get("/overview").await.is(200);
    assert!(page.all(".figure-note").join("").contains(&format!("本年销号{times}个")));
}

/// Lets an ordinary login own the database and migrate it, and a second one stand by; then takes everything back.
async fn with_owners(pool: PgPool, prove: impl AsyncFnOnce(&World, &str, &str)) {
    let database: String = sqlx::query_scalar("select current_database()").fetch_one(&pool).await.unwrap();
    let [first, second] = [1, 2].map(|n| format!("zicha_owner_{n}_{}", Uuid::now_v7().simple()));
    run(&pool, format!("create role {first} login createdb createrole; create role {second} login; alter database \"{database}\" owner to {first}")).await;
    let mut conn = (*pool.connect_options()).clone().username(&first).connect().await.unwrap();
    zicha::MIGRATOR.run(&mut conn).await.unwrap();
    run(&pool, format!("grant zicha_app to {first}, {second}")).await;
    let w = World::new(pool.clone()).await;
    prove(&w, &first, &second).await;
    drop((w, conn));
    run(&pool, format!("reassign owned by {first}, {second} to current_user; drop owned by {first}, {second}; drop role {first}, {second}")).await;
}

async fn run(pool: &PgPool, sql: String) {
    pool.execute(AssertSqlSafe(sql)).await.unwrap();
}

#[sqlx::test(migrations = false)]
async fn the_program_works_under_whoever_owns_the_tables(pool: PgPool) {
    with_owners(pool, async |w, first, second| {
        loop_once(w, first, 1).await;
        run(&w.pool, format!("reassign owned by {first} to {second}")).await;
        loop_once(w, second, 2).await;
    })
    .await;
}

/// Of what is alive in a unit, how much there is: what goes along in a merger.
async fn alive(w: &World, code: &str) -> Vec<(String, i64)> {
    let sql = "with t as (select id from unit where code = $1), i as (
            select id from issue where unit_id in (table t) and state not in ('closed', 'void')
            union all select id from inspection where unit_id in (table t) and state <> 'accepted'
            union all select id from system where unit_id in (table t) union all select id from person where unit_id in (table t))
        select 'post', count(*) from post where unit_id in (table t) and ends_on is null
        union all select 'person', count(*) from person where unit_id in (table t)
        union all select 'system', count(*) from system where unit_id in (table t)
        union all select 'issue', count(*) from issue where unit_id in (table t) and id in (table i)
        union all select 'deadline', count(*) from deadline where issue_id in (table i) and path = (select u.path from unit u where u.code = $1)
        union all select 'inspection', count(*) from inspection where unit_id in (table t) and id in (table i)
        union all select 'answer', count(*) from answer where inspection_id in (table i) and path = (select u.path from unit u where u.code = $1)
        union all select 'evidence', count(*) from evidence where unit_id in (table t)
        union all select 'job', count(*) from job where unit_id in (table t) and done_at is null
        union all select 'unit', count(*) from unit where parent_id in (table t)
        union all select 'audit', count(*) from audit where unit_id in (table t) and kind in ('issue.raise', 'issue.submit', 'system.add')
        order by 1";
    sqlx::query_as(sql).bind(code).fetch_all(&w.pool).await.unwrap()
}

/// Something of every kind that goes along in a merger, made by the program itself.
async fn fill(w: &World, app: &zicha::state::App) {
    let (unit, owner) = (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    let issue = [
        ("unit", unit.as_str()),
        ("title", "3389 端口对外开放"),
        ("severity", "medium"),
        ("owner", &owner),
        ("main", "NET-02"),
        ("found_on", "2026-11-23"),
    ];
    let mut officer = w.sign_in_at(app, "officer@CQ01001").await;
    let path = officer.post("/issues", &issue).await.is(303).to().to_owned();
    let measure = [("measure", "已关闭端口"), ("taken_on", "2026-11-23")];
    officer.upload(&format!("{path}/submit"), &measure, &[("files", "a.png", PNG)]).await.is(303);
    officer.post("/systems", &[("unit", &unit), ("name", "教务系统"), ("status", "in_use")]).await.is(303);
    let (_, sheet) = w.round("CQ01001").await;
    let zone = [("do", "add"), ("kind", "zone"), ("name", "办公网")];
    officer.post(&format!("/inspections/{sheet}/columns"), &zone).await.is(303);
    officer.post(&format!("/inspections/{sheet}/answers"), &[("rest", "all")]).await.is(303);
    w.mail("CQ01001").await;
    let mut admin = w.sign_in_at(app, "admin@CQ01").await;
    admin.post("/units", &[("parent", &unit), ("code", "CQ01001A"), ("name", "分校区")]).await.is(303);
}

#[sqlx::test(migrations = false)]
async fn units_are_merged_under_an_owner_who_is_no_superuser(pool: PgPool) {
    with_owners(pool, async |w, owner, _| {
        let app = w.by_login(owner);
        fill(w, &app).await;
        let (here, there) = (alive(w, "CQ01001").await, alive(w, "CQ01002").await);
        assert!(here.iter().all(|(_, n)| *n > 0), "nothing is missing that could go along: {here:?}");
        let into = w.units["CQ01002"].to_string();
        let mut officer = w.sign_in_at(&app, "officer@CQ01001").await;
        let mut admin = w.sign_in_at(&app, "admin@CQ01").await;
        let at = format!("/units/{}/merge", w.units["CQ01001"]);
        admin.get(&format!("{at}?into={into}")).await.is(200);
        admin.post(&at, &[("into", &into)]).await.is(303);
        let left = alive(w, "CQ01001").await;
        assert!(left.iter().all(|(_, n)| *n == 0), "stayed behind: {left:?}");
        let sum: Vec<(String, i64)> = here.into_iter().zip(there).map(|(a, b)| (a.0, a.1 + b.1)).collect();
        assert_eq!(alive(w, "CQ01002").await, sum);
        assert_eq!(w.value::<i64>(super::merge::WRONG).await, 0, "lists, totals and paths follow");
        assert_eq!(
            officer.get("/issues?q=端口").await.is(200).all("tbody tr").len(),
            1,
            "its people work on"
        );
    })
    .await;
}
