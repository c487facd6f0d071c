//! The data for measuring: they are what the program itself would have made.
use super::support::{PASSWORD, World};
use sqlx::{Connection, PgConnection, PgPool, raw_sql};
use zicha::cli::bench_data::{Size, fill};

async fn filled(pool: &PgPool) -> (World, PgConnection) {
    let w = World::bare(pool.clone());
    w.checklist().await;
    let mut db = pool.acquire().await.unwrap().detach();
    fill(&mut db, &Size::new(200, 5_000)).await.unwrap();
    (w, db)
}

/// Every issue is taken away and comes again through the triggers: first as raised, then as it is.
const AGAIN: &str = "
    create temp table scope_was as select * from issue_scope;
    create temp table total_was as select * from issue_total;
    create temp table due_was as select * from issue_due_total;
    create temp table closed_was as select * from issue_closed_count;
    create temp table statistic_was as select * from issue_statistic;
    create temp table search_was as select * from search_entry;
    create temp table issue_was as select * from issue;
    set session_replication_role = replica;
    delete from issue_scope; delete from issue_total; delete from issue_due_total; delete from issue_closed_count; delete from issue_statistic; delete from search_entry; delete from issue;
    set session_replication_role = origin;
    insert into issue select (jsonb_populate_record(w, '{\"state\": \"awaiting\", \"started_by\": null, \"started_at\": null,
        \"started_for\": null, \"submitted_by\": null, \"submitted_at\": null, \"submitted_on\": null, \"measure\": null, \"closed_by\": null,
        \"closed_at\": null, \"closed_on\": null, \"voided_by\": null, \"voided_at\": null, \"void_reason\": null, \"registered_until\": null}')).*
      from issue_was w;
    update issue i set state = w.state, started_by = w.started_by, started_at = w.started_at, started_for = w.started_for,
           submitted_by = w.submitted_by, submitted_at = w.submitted_at, submitted_on = w.submitted_on, measure = w.measure,
           closed_by = w.closed_by, closed_at = w.closed_at, closed_on = w.closed_on, voided_by = w.voided_by,
           voided_at = w.voided_at, void_reason = w.void_reason, registered_until = w.registered_until
      from issue_was w where w.id = i.id;
    update person set name = name;
    update system set name = name";

/// What differs between a table and the one before, both ways.
const DIFFERENCES: &[(&str, &str)] = &[
    ("issue_scope", "(table issue_scope except table scope_was) union all (table scope_was except table issue_scope)"),
    (
        "issue_total",
        "select from (select ancestor, state, severity, sum(n) as n from issue_total group by 1, 2, 3 having sum(n) <> 0) t
           full join total_was w using (ancestor, state, severity) where t.n is distinct from w.n",
    ),
    (
        "issue_due_total",
        "select from (select ancestor, due, sum(n) as n from issue_due_total group by 1, 2 having sum(n) <> 0) t
           full join due_was w using (ancestor, due) where t.n is distinct from w.n",
    ),
    ("issue_closed_count", "(table issue_closed_count except table closed_was) union all (table closed_was except table issue_closed_count)"),
    (
        "issue_statistic",
        "select from (select ancestor, dimension, phase, month, key, sum(issues) as n, sum(days) as d, sum(on_time) as t, sum(on_time_first) as f,
                             sum(returns) as r from issue_statistic group by 1, 2, 3, 4, 5 having sum(issues) <> 0) t
           full join statistic_was w using (ancestor, dimension, phase, month, key)
          where (t.n, t.d, t.t, t.f, t.r) is distinct from (w.issues, w.days, w.on_time, w.on_time_first, w.returns)",
    ),
    (
        "search_entry",
        "select from search_entry n full join search_was w using (id)
          where (n.kind, n.code, n.name) is distinct from (w.kind, w.code, w.name) or not (n.parts @> w.parts and n.parts <@ w.parts)",
    ),
    (
        "the tree's order",
        "select from unit u left join unit p on p.id = u.parent_id
          where u.sort_key <> coalesce(p.sort_key, '') || unit_sort_part(u.order_no, u.no)",
    ),
];

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_derived_tables_are_those_that_the_triggers_make(pool: PgPool) {
    let (_, mut db) = filled(&pool).await;
    raw_sql(AGAIN).execute(&mut db).await.unwrap();
    for (table, sql) in DIFFERENCES {
        let rows = raw_sql(*sql).fetch_all(&mut db).await.unwrap();
        assert!(rows.is_empty(), "{table}: {} rows differ", rows.len());
    }
    let statistics = include_str!("../fixtures/statistics.sql");
    assert_eq!(sqlx::query_scalar::<_, i64>(statistics).fetch_one(&mut db).await.unwrap(), 0);
    let issues: i64 = sqlx::query_scalar("select count(*) from issue_scope where ancestor = '1/'")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(issues, 5_000);
    db.close().await.unwrap();
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn every_reference_of_the_data_for_measuring_leads_somewhere(pool: PgPool) {
    let (_, mut db) = filled(&pool).await;
    let again = "do $$ declare k record; begin
        for k in select conrelid::regclass::text as t, conname, pg_get_constraintdef(oid) as def from pg_constraint
                  where contype = 'f' and connamespace = 'public'::regnamespace loop
            execute format('alter table %s drop constraint %I', k.t, k.conname);
            execute format('alter table %s add constraint %I %s', k.t, k.conname, k.def);
        end loop; end $$";
    raw_sql(again).execute(&mut db).await.unwrap();
    let indexes = "select count(*) from pg_indexes where schemaname = 'public'";
    let made: i64 = sqlx::query_scalar(indexes).fetch_one(&mut db).await.unwrap();
    assert!(made > 60, "{made} indexes are there again");
    db.close().await.unwrap();
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_people_of_the_data_for_measuring_sign_in_and_see_their_part(pool: PgPool) {
    let (w, mut db) = filled(&pool).await;
    for (user, part) in
        [("supervisor-B00000", "1/"), ("supervisor-B00001", "1/2/"), ("officer-B00021", "1/2/22/")]
    {
        let mut browser = w.nobody();
        browser.get("/login").await.is(200);
        browser.post("/login", &[("username", user), ("password", PASSWORD)]).await.is(303);
        let list = browser.get("/issues?state=all").await.is(200);
        let there: i64 = sqlx::query_scalar("select count(*) from issue_scope where ancestor = $1")
            .bind(part)
            .fetch_one(&mut db)
            .await
            .unwrap();
        assert_eq!(list.all("table tbody tr").len(), 50.min(usize::try_from(there).unwrap()), "{user}");
        let first = list.attr("table tbody th a", "href").unwrap();
        browser.get(&first).await.is(200);
        for page in ["/issues", "/todo", "/overview", "/units", "/systems", "/inspections", "/rounds"] {
            if page != "/overview" || user.starts_with("supervisor") {
                browser.get(page).await.is(200);
            }
        }
    }
    db.close().await.unwrap();
}

/// A policy takes nothing away from what a query within its scope asks for. A planner that expects otherwise reads whole
/// districts to show their first page.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_planner_expects_a_policy_to_keep_every_row(pool: PgPool) {
    let (_, mut db) = filled(&pool).await;
    let role = "set zicha.role = 'supervisor'; set zicha.scope = '1/'; set role zicha_app";
    raw_sql(role).execute(&mut db).await.unwrap();
    for table in ["unit", "person", "system", "issue", "issue_scope", "issue_item", "inspection", "answer"] {
        let explain = sqlx::AssertSqlSafe(format!("explain (format json) select from {table}"));
        let plan: serde_json::Value = sqlx::query_scalar(explain).fetch_one(&mut db).await.unwrap();
        let expected = plan[0]["Plan"]["Plan Rows"].as_f64().unwrap();
        let count = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        let there: i64 = sqlx::query_scalar(count).fetch_one(&mut db).await.unwrap();
        assert!(there > 0 && expected > 0.9 * there as f64, "{table}: {expected} expected, {there} there");
    }
    db.close().await.unwrap();
}
