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

#[sqlx::test(migrations = false)]
async fn the_program_works_under_whoever_owns_the_tables(pool: PgPool) {
    let database: String = sqlx::query_scalar("select current_database()").fetch_one(&pool).await.unwrap();
    let [first, second] = [1, 2].map(|n| format!("zicha_owner_{n}_{}", Uuid::now_v7().simple()));
    let run = async |sql: String| pool.execute(AssertSqlSafe(sql)).await.map(drop).unwrap();
    run(format!("create role {first} login createdb createrole; create role {second} login; alter database \"{database}\" owner to {first}")).await;
    let mut conn = (*pool.connect_options()).clone().username(&first).connect().await.unwrap();
    zicha::MIGRATOR.run(&mut conn).await.unwrap();
    run(format!("grant zicha_app to {first}, {second}")).await;
    let w = World::new(pool.clone()).await;
    loop_once(&w, &first, 1).await;
    run(format!("reassign owned by {first} to {second}")).await;
    loop_once(&w, &second, 2).await;
    drop((w, conn));
    run(format!("reassign owned by {second} to current_user; drop owned by {first}, {second}; drop role {first}, {second}")).await;
}
