//! Big tables are read and stored after the request: in the name of the post that asked, once, and all or nothing.
use super::support::{Answer, Client, World};
use chrono::Duration;
use sqlx::PgPool;
use zicha::{base::jobs::work_off, features::JOBS};

const MANY: usize = 2_100;

fn roster() -> String {
    let rows = (1..=MANY).map(|n| format!("B{n},人员{n},CQ01001\n"));
    format!("工号,姓名,单位编码\n{}", rows.collect::<String>())
}

async fn work(w: &World) -> usize {
    work_off(&w.app, JOBS).await.unwrap()
}

async fn stored(w: &World) -> i64 {
    w.value("select count(*) from person where staff_no like 'B%'").await
}

async fn upload(browser: &mut Client) -> String {
    let table = roster();
    browser
        .upload("/people/import", &[], &[("file", "a.csv", table.as_bytes())])
        .await
        .is(303)
        .to()
        .to_owned()
}

/// Uploads the roster and has it read; gives its path and the preview.
async fn read(w: &World, browser: &mut Client) -> (String, Answer) {
    let at = upload(browser).await;
    work(w).await;
    let page = browser.get(&at).await.is(200);
    (at, page)
}

async fn confirm(browser: &mut Client, at: &str, page: &Answer) -> Answer {
    let seen = page.attr("input[name=seen]", "value").unwrap();
    browser.post(&format!("{at}/apply"), &[("seen", &seen)]).await
}

fn counts(page: &Answer) -> Vec<usize> {
    page.all("dl.facts dd").iter().map(|n| n.parse().unwrap()).collect()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_big_table_is_read_and_stored_by_a_worker_once(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let at = upload(&mut admin).await;
    let waiting = admin.get(&at).await.is(200);
    assert_eq!(waiting.attr("progress", "max").unwrap(), (MANY + 1).to_string());
    assert_eq!(waiting.attr("#progress", "hx-get").unwrap(), at);
    assert_eq!(waiting.attr("#progress a", "href").unwrap(), at, "without scripts too");
    admin.post(&format!("{at}/apply"), &[("seen", "")]).await.is(409);
    assert_eq!(work(&w).await, 1);
    let page = admin.get(&at).await.is(200);
    assert_eq!(counts(&page), [MANY, 0, 0, 0, 0]);
    assert_eq!(page.all("tbody tr").len(), 100);
    assert_eq!(admin.get(&format!("{at}?show=all&page=21")).await.is(200).all("tbody tr").len(), 100);
    // The rows are kept apart from the file, and are there again after the request.
    assert_eq!(stored(&w).await, 0);
    assert_eq!(confirm(&mut admin, &at, &page).await.is(303).to(), at);
    assert_eq!(stored(&w).await, 0);
    assert!(admin.get(&at).await.is(200).attr("progress", "max").is_some());
    // Confirmed twice, it is stored once.
    confirm(&mut admin, &at, &page).await.is(409);
    assert_eq!(work(&w).await, 1);
    assert_eq!(stored(&w).await, MANY as i64);
    assert_eq!(counts(&admin.get(&at).await.is(200)), [MANY, 0, 0, 0, 0]);
    confirm(&mut admin, &at, &page).await.is(409);
    assert_eq!(w.value::<i64>("select count(*) from import_page").await, 0);
    let by = "select count(*) from audit where kind = 'person.import' and person_name = 'admin@CQ'";
    assert_eq!(w.value::<i64>(by).await, MANY as i64);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn two_workers_with_the_same_work_store_it_once(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let (at, page) = read(&w, &mut admin).await;
    confirm(&mut admin, &at, &page).await.is(303);
    // A worker whose lease is over while it still works: the same work stands there for another.
    sqlx::query(
        "insert into job (id, kind, unit_id, path, person_id, data, made_at, run_at)
         select gen_random_uuid(), kind, unit_id, path, person_id, data, made_at, run_at from job where kind = 'import.people' and done_at is null",
    )
    .execute(&w.pool)
    .await
    .unwrap();
    let other = w.second();
    let (one, two) = tokio::join!(work_off(&w.app, JOBS), work_off(&other, JOBS));
    assert_eq!(one.unwrap() + two.unwrap(), 2);
    assert_eq!(stored(&w).await, MANY as i64);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'person.import'").await, MANY as i64);
    let left = "select count(*) from job where kind = 'import.people' and done_at is null";
    assert_eq!(w.value::<i64>(left).await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn what_a_killed_worker_had_taken_comes_back_when_its_lease_is_over(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let (at, page) = read(&w, &mut admin).await;
    confirm(&mut admin, &at, &page).await.is(303);
    // It was taken, told how far it was, and is heard of no more.
    for sql in [
        "update job set tries = 1, run_at = run_at + interval '5 minutes' where kind = 'import.people' and done_at is null",
        "update table_import set work_done = 2000",
    ] {
        sqlx::query(sql).execute(&w.pool).await.unwrap();
    }
    assert_eq!((work(&w).await, stored(&w).await), (0, 0));
    assert_eq!(admin.get(&at).await.is(200).attr("progress", "value").unwrap(), "2000");
    w.pass(Duration::minutes(6));
    assert_eq!((work(&w).await, stored(&w).await), (1, MANY as i64));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn nothing_is_stored_for_a_post_that_has_ended(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let (at, page) = read(&w, &mut admin).await;
    confirm(&mut admin, &at, &page).await.is(303);
    sqlx::query("update post set ends_on = starts_on where person_id = $1")
        .bind(w.people["admin@CQ01"])
        .execute(&w.pool)
        .await
        .unwrap();
    work(&w).await;
    assert_eq!(stored(&w).await, 0);
    assert_eq!(w.value::<String>("select fault from table_import").await, "ended");
    assert!(w.value::<bool>("select work is null and applied_at is null from table_import").await);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn what_has_changed_since_the_preview_is_shown_before_it_is_stored(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let (at, page) = read(&w, &mut admin).await;
    sqlx::query(
        "insert into person (id, unit_id, path, staff_no, name, created_at)
         select gen_random_uuid(), id, path, 'B7', '别人', created_at from unit where code = 'CQ01001'",
    )
    .execute(&w.pool)
    .await
    .unwrap();
    confirm(&mut admin, &at, &page).await.is(303);
    work(&w).await;
    assert_eq!(stored(&w).await, 1);
    let anew = admin.get(&at).await.is(200);
    assert!(anew.all(".flash.failure").concat().contains("确认之后数据已有变化"), "{}", anew.text());
    assert_eq!(counts(&anew)[..2], [MANY - 1, 1]);
    // What was seen before does not confirm what is so now.
    confirm(&mut admin, &at, &page).await.is(409);
    confirm(&mut admin, &at, &anew).await.is(303);
    work(&w).await;
    assert_eq!(stored(&w).await, MANY as i64);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_table_that_nobody_stores_is_cleared(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let (at, _) = read(&w, &mut admin).await;
    w.pass(Duration::days(8));
    work(&w).await;
    assert_eq!(w.value::<i64>("select count(*) from table_import").await, 0);
    assert_eq!(w.value::<i64>("select count(*) from import_page").await, 0);
    w.sign_in("admin@CQ").await.get(&at).await.is(404);
}
