//! The sample organisation: alive, possible, and the same whenever it is made on the same day.
use super::support::{PASSWORD, World};
use chrono::Duration;
use sqlx::PgPool;
use zicha::{base::calendar::Calendar, demo};

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_sample_is_alive_and_nothing_in_it_is_impossible(pool: PgPool) {
    let w = World::bare(pool);
    zicha::features::checklists::ensure_built_in(&w.app).await.unwrap();
    let made = demo::make(&w.app, demo::SEED, 1, PASSWORD).await.unwrap();
    assert_eq!((made.units, made.people), (11, 59));
    assert!((180..380).contains(&made.issues), "{made:?}");
    for state in ["awaiting", "rectifying", "reviewing", "registered", "closed", "void"] {
        let n: i64 = sqlx::query_scalar("select count(*) from issue where state = $1")
            .bind(state)
            .fetch_one(&w.pool)
            .await
            .unwrap();
        assert!(n >= 3, "{state}: {n}");
    }
    for state in ["open", "awaiting_review", "accepted"] {
        let n: i64 = sqlx::query_scalar("select count(*) from inspection where state = $1")
            .bind(state)
            .fetch_one(&w.pool)
            .await
            .unwrap();
        assert!(n > 0, "no inspection is {state}");
    }
    let late: i64 = sqlx::query_scalar("select count(*) from audit where at > $1")
        .bind(w.now())
        .fetch_one(&w.pool)
        .await
        .unwrap();
    assert_eq!(late, 0, "events after now");
    let calendar = Calendar::shipped();
    for due in sqlx::query_scalar::<_, chrono::NaiveDate>("select distinct due from issue")
        .fetch_all(&w.pool)
        .await
        .unwrap()
    {
        assert!(calendar.is_working(due), "a deadline on {due}");
    }
    assert_eq!(w.value::<i64>(super::statistics::RECOUNT).await, 0);
    let own: i64 =
        w.value("select count(*) from issue where closed_by is not null and closed_by = owner_id").await;
    assert_eq!(own, 0, "closed by their owner");
    let decided = "select array_agg(u.code || ' ' || s.key order by s.key) from unit_setting s join unit u on u.id = s.unit_id";
    assert_eq!(w.value::<Vec<String>>(decided).await, ["CQ01 days_high", "CQ01 days_medium"]);
    let summer = "select u.code || ' ' || v.name || ' ' || v.starts_on from unit_vacation v join unit u on u.id = v.unit_id";
    assert_eq!(w.value::<String>(summer).await, "CQ01001 暑假 2027-07-05");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn every_sample_account_signs_in(pool: PgPool) {
    let w = World::bare(pool);
    zicha::features::checklists::ensure_built_in(&w.app).await.unwrap();
    demo::make(&w.app, demo::SEED, 1, PASSWORD).await.unwrap();
    for account in demo::ACCOUNTS {
        let mut person = w.nobody();
        person.get("/login").await.is(200);
        let answer = person.post("/login", &[("username", account), ("password", PASSWORD)]).await.is(303);
        assert_eq!(answer.to(), "/", "{account}");
        person.get("/").await.is(303);
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_same_seed_and_day_give_the_same_list(pool: PgPool) {
    let other = format!("twin_{}", uuid::Uuid::now_v7().simple());
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database \"{other}\""))).execute(&pool).await.unwrap();
    let twin = PgPool::connect_with((*pool.connect_options()).clone().database(&other)).await.unwrap();
    zicha::MIGRATOR.run(&twin).await.unwrap();
    let (one, two) = tokio::join!(list(pool.clone(), 0), list(twin.clone(), 9));
    twin.close().await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("drop database \"{other}\" with (force)")))
        .execute(&pool)
        .await
        .unwrap();
    assert!(one == two, "two samples of one seed and day differ");
}

/// The whole issue list of a sample as a workbook, written late on a day; the sample was made at this hour of the test's clock.
async fn list(pool: PgPool, hour: i64) -> Vec<u8> {
    let w = World::bare(pool);
    w.pass(Duration::hours(hour));
    zicha::features::checklists::ensure_built_in(&w.app).await.unwrap();
    demo::make(&w.app, 7, 2, PASSWORD).await.unwrap();
    w.pass(Duration::hours(10 - hour));
    let mut supervisor = w.nobody();
    supervisor.get("/login").await.is(200);
    supervisor.post("/login", &[("username", "CQ-01"), ("password", PASSWORD)]).await.is(303);
    supervisor.get("/issues.xlsx?state=all").await.is(200).bytes
}
