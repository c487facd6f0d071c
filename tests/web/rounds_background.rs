//! A round of many units is opened after the request: every unit that was there gets its inspection once, whatever happens meanwhile.
use super::{
    rounds::{of, open},
    support::{Client, World},
};
use chrono::Duration;
use sqlx::{Executor, PgPool};
use uuid::Uuid;
use zicha::{base::jobs::work_off, features::JOBS};

/// Units of the district in any test, itself among them.
const FEW: i64 = 3;
/// More than a request reaches.
const MANY: i64 = 1_200;

/// `n` more units right below the district, named `B` and a number.
async fn grow(w: &World, n: i64) {
    let sql = "insert into unit (id, no, parent_id, path, sort_key, code, name, kind, created_at)
        select gen_random_uuid(), x.no, u.id, u.path || x.no || '/', u.sort_key || unit_sort_part(0, x.no), 'B' || x.no, '单位' || x.no, '', $2
          from unit u, (select nextval('unit_no_seq') as no from generate_series(1, $1)) x where u.code = 'CQ01'";
    sqlx::query(sql).bind(n).bind(w.now()).execute(&w.pool).await.unwrap();
}

async fn work(w: &World) -> usize {
    work_off(&w.app, JOBS).await.unwrap()
}

async fn inspections(w: &World) -> i64 {
    w.value("select count(*) from inspection").await
}

/// Every unit of the district has one inspection, and nobody waits.
async fn all_are_reached(w: &World, n: i64) {
    assert_eq!(inspections(w).await, n);
    assert_eq!(
        w.value::<i64>("select count(distinct unit_id) from inspection where path like '1/2/%'").await,
        n
    );
    assert_eq!(w.value::<i64>("select count(*) from round_pending").await, 0);
    let told = "select sum((data ->> 'units')::int) from audit where kind = 'round.hand-out'";
    assert_eq!(w.value::<i64>(told).await, n, "every portion has its event");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn two_hundred_units_are_reached_within_the_request(pool: PgPool) {
    let w = World::new(pool).await;
    grow(&w, 200 - FEW).await;
    open(&w).await;
    assert_eq!((inspections(&w).await, work(&w).await), (200, 0));
    grow(&w, 1).await;
    open(&w).await;
    assert_eq!(inspections(&w).await, 200, "one more is left to a worker");
    assert_eq!((work(&w).await, inspections(&w).await), (1, 401));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_big_round_is_opened_by_a_worker_and_shows_how_far_it_is(pool: PgPool) {
    let w = World::new(pool).await;
    grow(&w, MANY).await;
    let all = (MANY + FEW).to_string();
    let round = open(&w).await;
    assert_eq!(inspections(&w).await, 0);
    let mut supervisor = w.sign_in("supervisor@CQ01").await;
    let page = supervisor.get(&round).await.is(200);
    assert_eq!(
        (page.attr("#progress progress", "value"), page.attr("#progress progress", "max")),
        (Some("0".into()), Some(all.clone()))
    );
    assert_eq!(page.attr("#progress", "hx-get").unwrap(), round);
    assert_eq!(page.attr("#progress a", "href").unwrap(), round, "without scripts too");
    let list = supervisor.get("/rounds").await.is(200);
    assert_eq!(
        (list.all("tbody .badge"), list.attr("tbody progress", "max")),
        (vec!["正在下发".into()], Some(all))
    );
    // A unit sees how far it is within its own walls, and the round of others not at all.
    let below = w.sign_in("officer@CQ01001").await.get(&round).await.is(200);
    assert_eq!(below.attr("#progress progress", "max").unwrap(), "1");
    w.sign_in("supervisor@CQ02").await.get(&round).await.is(404);

    assert_eq!(work(&w).await, 1);
    all_are_reached(&w, MANY + FEW).await;
    assert_eq!(
        w.value::<i64>("select count(*) from audit where kind = 'round.hand-out'").await,
        3,
        "in portions"
    );
    let page = supervisor.get(&round).await.is(200);
    assert_eq!(page.attr("#progress", "hx-get"), None);
    assert_eq!(supervisor.get("/rounds").await.all("tbody .badge"), Vec::<String>::new());
    // Whoever waited with scripts sees the whole page.
    supervisor.htmx = true;
    assert_eq!(supervisor.get(&round).await.headers.get("hx-refresh").unwrap(), "true");
    assert_eq!(work(&w).await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_unit_gets_the_same_whether_its_round_is_big_or_small(pool: PgPool) {
    let w = World::new(pool).await;
    grow(&w, 300).await;
    w.system("CQ01001").await;
    let retired = w.system("CQ01001").await;
    sqlx::query("update system set status = 'retired' where id = $1")
        .bind(retired)
        .execute(&w.pool)
        .await
        .unwrap();
    let unit = w.units["CQ01001"].to_string();
    super::rounds::open_with(&w, &[("every", "monthly"), ("unit", &unit)]).await;
    open(&w).await;
    work(&w).await;
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select (to_jsonb(i) - 'id' - 'round_id')::text,
                (select jsonb_agg(to_jsonb(s) - 'inspection_id' order by s.id)::text from subject s where s.inspection_id = i.id)
           from inspection i join unit u on u.id = i.unit_id where u.code = 'CQ01001' order by i.round_id",
    )
    .fetch_all(&w.pool)
    .await
    .unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0], rows[1]);
    assert!(rows[0].1.contains("in_use") && !rows[0].1.contains(&retired.to_string()), "{}", rows[0].1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_worker_that_fails_between_portions_goes_on_where_it_was(pool: PgPool) {
    let w = World::new(pool).await;
    grow(&w, MANY).await;
    let round = open(&w).await;
    // The 700th inspection cannot be written, once: a sequence does not come back with its transaction.
    w.pool
        .execute(
            "create sequence written;
             create function stumble() returns trigger language plpgsql security definer as
                $$ begin if nextval('written') = 700 then raise 'stumbled'; end if; return new; end $$;
             create trigger stumble before insert on inspection for each row execute function stumble()",
        )
        .await
        .unwrap();
    assert_eq!(work(&w).await, 1);
    assert_eq!(inspections(&w).await, 500, "the first portion stays, the second is undone");
    assert_eq!(
        w.value::<i64>("select count(*) from job where last_error is not null and done_at is null").await,
        1
    );
    let page = w.sign_in("supervisor@CQ01").await.get(&round).await.is(200);
    assert_eq!(page.attr("#progress progress", "value").as_deref(), Some("500"));
    w.pass(Duration::minutes(1));
    assert_eq!(work(&w).await, 1);
    all_are_reached(&w, MANY + FEW).await;
    assert_eq!(w.value::<i64>("select count(*) from job where done_at is null").await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn two_workers_reach_every_unit_once(pool: PgPool) {
    let w = World::new(pool).await;
    grow(&w, MANY).await;
    open(&w).await;
    // A worker whose lease is over while it still works: the same work stands there for another.
    w.pool
        .execute(
            "insert into job (id, kind, unit_id, path, person_id, data, made_at, run_at)
             select gen_random_uuid(), kind, unit_id, path, person_id, data, made_at, run_at from job",
        )
        .await
        .unwrap();
    let other = w.second();
    let (one, two) = tokio::join!(work_off(&w.app, JOBS), work_off(&other, JOBS));
    assert_eq!(one.unwrap() + two.unwrap(), 2);
    all_are_reached(&w, MANY + FEW).await;
    assert_eq!(w.value::<i64>("select count(*) from job where done_at is null").await, 0);
}

/// The unit with this name from [`grow`], counted from the first.
async fn grown(w: &World, n: i64) -> Uuid {
    let sql = "select id from unit where code like 'B%' order by no offset $1 limit 1";
    sqlx::query_scalar(sql).bind(n).fetch_one(&w.pool).await.unwrap()
}

async fn has(w: &World, unit: Uuid) -> Option<String> {
    let sql = "select path from inspection where unit_id = $1";
    sqlx::query_scalar(sql).bind(unit).fetch_optional(&w.pool).await.unwrap()
}

async fn post(browser: &mut Client, unit: Uuid, verb: &str, fields: &[(&str, &str)]) {
    browser.post(&format!("/units/{unit}/{verb}"), fields).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn whoever_was_there_when_the_round_was_opened_gets_an_inspection(pool: PgPool) {
    let w = World::new(pool).await;
    grow(&w, 300).await;
    w.system("CQ01001").await;
    let round = open(&w).await;
    w.pass(Duration::minutes(1));
    let mut admin = w.sign_in("admin@CQ").await;
    // The post that asked ends. A unit moves out of the round's subtree, one is closed, one goes into another, one is new,
    // and so is a system.
    sqlx::query("update post set ends_on = starts_on where person_id = $1")
        .bind(w.people["supervisor@CQ01"])
        .execute(&w.pool)
        .await
        .unwrap();
    let (moved, closed, merged) = (grown(&w, 0).await, grown(&w, 1).await, grown(&w, 2).await);
    post(&mut admin, moved, "move", &[("parent", &w.units["CQ02"].to_string())]).await;
    post(&mut admin, closed, "close", &[]).await;
    sqlx::query("update unit set closed_on = '2026-11-23', merged_into = $2 where id = $1")
        .bind(merged)
        .bind(moved)
        .execute(&w.pool)
        .await
        .unwrap();
    grow(&w, 1).await;
    let (new, late) = (grown(&w, 300).await, w.system("CQ01001").await);
    assert_eq!(work(&w).await, 1);

    assert_eq!(w.value::<i64>("select count(*) from round_pending").await, 0);
    assert_eq!(inspections(&w).await, 300 + FEW - 2, "all but those that are closed");
    let path: String = sqlx::query_scalar("select path from unit where id = $1")
        .bind(moved)
        .fetch_one(&w.pool)
        .await
        .unwrap();
    assert!(path.starts_with("1/3/"), "{path}");
    assert_eq!(has(&w, moved).await, Some(path), "it has moved with its unit");
    assert_eq!((has(&w, closed).await, has(&w, merged).await), (None, None), "a closed unit owes nothing");
    assert_eq!(has(&w, new).await, None, "the next round is its first");
    let by =
        "select bool_and(person_id is null and role = 'system') from audit where kind = 'round.hand-out'";
    assert!(w.value::<bool>(by).await, "not in the name of a post that has ended");
    // 补充, as if it had come after a round that was opened at once.
    let column = "select count(*) from subject where id = $1";
    assert_eq!(sqlx::query_scalar::<_, i64>(column).bind(late).fetch_one(&w.pool).await.unwrap(), 0);
    let sheet = of(&w, "CQ01001").await;
    assert!(w.sign_in("officer@CQ01001").await.get(&sheet).await.is(200).text().contains("补充"));
    w.sign_in("leader@CQ01").await.get(&round).await.is(200);
}

/// A merger took the inspection of a unit that was reached to one that was still waiting.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_unit_that_got_its_inspection_by_a_merger_gets_no_second(pool: PgPool) {
    let w = World::new(pool).await;
    grow(&w, 300).await;
    open(&w).await;
    w.pool
        .execute(
            "insert into inspection (id, round_id, unit_id, path, state, version)
             select gen_random_uuid(), p.round_id, p.unit_id, p.path, 'open', 1 from round_pending p join unit u on u.id = p.unit_id where u.code = 'CQ01001'",
        )
        .await
        .unwrap();
    assert_eq!(work(&w).await, 1);
    assert_eq!(inspections(&w).await, 300 + FEW);
    assert_eq!(w.value::<i64>("select count(*) from job where done_at is null").await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_program_itself_reaches_only_units_that_a_supervisor_listed(pool: PgPool) {
    let w = World::new(pool).await;
    grow(&w, 300).await;
    open(&w).await;
    let add = "insert into inspection (id, round_id, unit_id, path, state, version)
        select gen_random_uuid(), r.id, u.id, u.path, 'open', 1 from round r, unit u where u.code = $1";
    for (unit, listed) in [("CQ01001", true), ("CQ02001", false)] {
        let mut tx = w.app.db.begin_system().await.unwrap();
        let added = sqlx::query(add).bind(unit).execute(&mut *tx).await;
        assert_eq!(added.is_ok(), listed, "{unit}: {added:?}");
    }
    let mut tx = w.app.db.begin_system().await.unwrap();
    let list = "insert into round_pending (round_id, unit_id, path) select r.id, u.id, u.path from round r, unit u where u.code = 'CQ02001'";
    assert!(
        sqlx::query(list).execute(&mut *tx).await.unwrap_err().to_string().contains("row-level security")
    );
}
