//! What those who watch over the program are told: statements by route, and the queue.
use super::support::{Client, World};
use chrono::Duration;
use sqlx::{Executor, PgPool};
use tracing_subscriber::layer::SubscriberExt;
use zicha::{
    base::{
        jobs::{self, Hands},
        vitals,
    },
    routes,
};

/// The figures as the watcher gets them.
async fn told(w: &World) -> String {
    Client::new(routes::metrics(w.app.clone()), None).get("/metrics").await.is(200).text()
}

/// The figure with this name and these labels; none when it is not told.
fn figure(told: &str, name: &str) -> Option<i64> {
    told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn statements_are_counted_by_route_and_in_all(pool: PgPool) {
    let log = tracing_subscriber::registry().with(vitals::statements());
    tracing::subscriber::set_global_default(log).unwrap();
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let of = |route: &str| {
        format!("zicha_request_statements_total{{route=\"{route}\",method=\"GET\",status=\"200\"}}")
    };
    // The first request of a day sees to what the day brings.
    officer.get("/messages/count").await.is(200);
    let before = figure(&told(&w).await, "zicha_statements_total").unwrap();
    officer.get("/healthz").await.is(200);
    officer.get("/todo/count").await.is(200);
    let once = told(&w).await;
    let n = figure(&once, &of("/todo/count")).unwrap();
    assert!((2..=10).contains(&n), "{n}");
    assert_eq!(figure(&once, &of("/healthz")), Some(0));
    officer.get("/todo/count").await.is(200);
    let twice = told(&w).await;
    assert_eq!(figure(&twice, &of("/todo/count")), Some(2 * n));
    assert!(figure(&twice, "zicha_statements_total").unwrap() >= before + 2 * n);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_queue_is_told_by_kind(pool: PgPool) {
    let w = World::new(pool).await;
    let empty = told(&w).await;
    assert_eq!(figure(&empty, "zicha_mails_unsent"), Some(0));
    assert!(!empty.contains("zicha_jobs{"), "{empty}");
    w.mail("CQ01").await;
    w.pass(Duration::seconds(90));
    w.mail("CQ02").await;
    // Of each end: done, given up, waiting for another try; and of another kind, for a day to come.
    w.pool
        .execute(
            "insert into job (id, kind, unit_id, path, made_at, run_at, done_at, given_up_at, tries)
             select gen_random_uuid(), j.kind, j.unit_id, j.path, j.made_at, j.run_at + (case n when 3 then interval '1 hour' else '0' end),
                    case n when 1 then j.run_at end, case n when 2 then j.run_at end, n
               from (select * from job order by run_at limit 1) j, generate_series(1, 3) n;
             insert into job (id, kind, unit_id, path, made_at, run_at)
             select gen_random_uuid(), 'export.clear', unit_id, path, made_at, made_at + interval '7 days' from job limit 1",
        )
        .await
        .unwrap();
    let told = told(&w).await;
    let jobs = |kind: &str| {
        ["due", "late", "later", "given_up"]
            .map(|state| figure(&told, &format!("zicha_jobs{{kind=\"{kind}\",state=\"{state}\"}}")).unwrap())
    };
    assert_eq!(jobs("mail.reset"), [2, 1, 1, 1], "{told}");
    assert_eq!(jobs("export.clear"), [0, 0, 1, 0]);
    let oldest = |kind: &str| figure(&told, &format!("zicha_job_oldest_seconds{{kind=\"{kind}\"}}"));
    assert_eq!((oldest("mail.reset"), oldest("export.clear")), (Some(90), Some(0)));
    assert_eq!(figure(&told, "zicha_mails_unsent"), Some(3), "what was given up is another matter");
}

/// What is done stays for ever: whoever looks at the queue walks past it.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_queue_is_read_without_what_is_done(pool: PgPool) {
    let w = World::new(pool).await;
    w.mail("CQ01").await;
    w.pool
        .execute(
            "insert into job (id, kind, unit_id, path, made_at, run_at, done_at)
             select gen_random_uuid(), kind, unit_id, path, made_at, run_at, run_at from job, generate_series(1, 5000);
             analyze job",
        )
        .await
        .unwrap();
    let plan: Vec<String> =
        sqlx::query_scalar("explain select kind, count(*) from job where done_at is null group by kind")
            .fetch_all(&w.pool)
            .await
            .unwrap();
    assert!(plan.concat().contains("job_undone"), "{plan:#?}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn without_a_database_the_other_figures_are_told(pool: PgPool) {
    let w = World::new(pool).await;
    w.nobody().get("/healthz").await.is(200);
    w.app.db.close().await;
    let told = told(&w).await;
    assert!(told.contains("route=\"/healthz\"") && !told.contains("zicha_mails_unsent"), "{told}");
}

/// A job that ends when the test does, and one that is done at once.
const LONG_AND_SHORT: &Hands = &[
    ("test.long", |_, _| Box::pin(async { std::future::pending().await })),
    ("test.short", |_, _| Box::pin(async { Ok(()) })),
];

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_long_job_holds_up_no_short_one(pool: PgPool) {
    let w = World::new(pool).await;
    for (seconds, kind) in [(0, "test.long"), (1, "test.short")] {
        let sql = "insert into job (id, kind, unit_id, path, data, made_at, run_at) select $1, $2, id, path, '{}', $3, $3 from unit where path = '1/'";
        let job = sqlx::query(sql).bind(uuid::Uuid::now_v7()).bind(kind);
        job.bind(w.now() - Duration::seconds(60 - seconds)).execute(&w.pool).await.unwrap();
    }
    let (_stop, stopping) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn(jobs::worker(w.app.clone(), LONG_AND_SHORT, &[], stopping));
    let done = "select count(*) from job where kind = 'test.short' and done_at is not null";
    for _ in 0..200 {
        if w.value::<i64>(done).await == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(w.value::<i64>(done).await, 1);
    assert_eq!(w.value::<i64>("select count(*) from job where done_at is not null").await, 1);
    worker.abort();
}
