//! Units change their place and come to their end: everything that belongs to them goes along, and stays.
use super::support::World;
use sqlx::{AssertSqlSafe, PgPool};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rows in tables that the others' forms fill late.
const ROWS: &[&str] = &[
    "insert into unit_profile (unit_id, path, flags, changed_at) select id, path, '{}', created_at from unit where code = 'CQ01001'",
    "insert into unit_setting (unit_id, path, key, value, changed_at) select id, path, 'days_high', 9, created_at from unit where code = 'CQ01001'",
    "insert into unit_vacation (id, unit_id, path, name, starts_on, ends_on, made_at)
     select gen_random_uuid(), id, path, '寒假', '2027-01-20', '2027-02-10', created_at from unit where code = 'CQ01001'",
    "insert into table_import (id, kind, unit_id, path, person_id, file_name, sha256, uploaded_at, bytes)
     select gen_random_uuid(), 'units', unit_id, path, id, 'a.csv', '', created_at, '' from person where name = 'officer@CQ01001'",
    "insert into import_match (unit_id, path, register, head, column_key, against, said_by, said_at)
     select unit_id, path, 'systems', '名字', 'name', false, id, created_at from person where name = 'officer@CQ01001'",
    "insert into job (id, kind, unit_id, path, made_at, run_at)
     select gen_random_uuid(), 'mail.reset', id, path, created_at, created_at from unit where code = 'CQ01001'",
    "insert into issue_submitter (issue_id, no, unit_id, path, person_id, at, measure)
     select id, 1, unit_id, path, owner_id, raised_at, '已关闭' from issue",
    "insert into issue_closed_count (unit_id, path, year, closed, on_time, on_time_first)
     select id, path, 2025, 1, 1, 1 from unit where code = 'CQ01001'",
    "insert into subject (id, inspection_id, unit_id, path, kind, name, added_at)
     select gen_random_uuid(), id, unit_id, path, 'zone', gen_random_uuid()::text, now() from inspection",
    "insert into answer (id, inspection_id, unit_id, path, code, result, source, answered_by, answered_at, version)
     select gen_random_uuid(), i.id, i.unit_id, i.path, 'NET-99', 'pass', 'person', p.id, now(), 1
       from inspection i, person p where p.name = 'officer@CQ01001'",
    "insert into item_reason (inspection_id, unit_id, path, submission, kind, code, reason, by, at)
     select i.id, i.unit_id, i.path, 1, 'open', 'NET-99', '设备送修', p.id, now() from inspection i, person p where p.name = 'officer@CQ01001'",
    "insert into inspection_version (inspection_id, version, unit_id, path, facts, answers, granted_by, granted_at)
     select i.id, 1, i.unit_id, i.path, '{}', '[]', p.id, now() from inspection i, person p where p.name = 'officer@CQ01001'",
];

/// Rows below a path, of every table that keeps one.
async fn below(w: &World, path: &str) -> BTreeMap<String, i64> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.columns where table_schema = 'public' and column_name = 'path'",
    )
    .fetch_all(&w.pool)
    .await
    .unwrap();
    let mut rows = BTreeMap::new();
    for table in tables {
        let count = format!("select count(*) from {table} where starts_with(path, $1)");
        let n: i64 = sqlx::query_scalar(AssertSqlSafe(count)).bind(path).fetch_one(&w.pool).await.unwrap();
        rows.insert(table, n);
    }
    rows
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_move_takes_every_row_of_every_table_along(pool: PgPool) {
    let w = World::new(pool).await;
    let (from, to) = ("1/2/", "1/3/2/");
    let issue = w.issue("CQ01001").await;
    w.evidence("CQ01001").await;
    w.system("CQ01001").await;
    w.round("CQ01").await;
    w.round("CQ01001").await;
    w.more(2).await;
    for sql in ROWS {
        sqlx::query(*sql).execute(&w.pool).await.unwrap_or_else(|e| panic!("{e}: {sql}"));
    }
    let before = below(&w, from).await;
    let empty: Vec<_> = before.iter().filter(|(_, n)| **n == 0).collect();
    assert!(empty.is_empty(), "nothing to move in {empty:?}: put rows there first");
    let district = format!("/units/{}", w.units["CQ01"]);
    let mut admin = w.sign_in("admin@CQ").await;
    let parent = w.units["CQ02"].to_string();
    assert_eq!(admin.post(&format!("{district}/move"), &[("parent", &parent)]).await.is(303).to(), district);
    assert!(below(&w, from).await.values().all(|n| *n == 0));
    let mut after = below(&w, to).await;
    // The move itself is one event more, and the new unit above sees it.
    *after.get_mut("audit").unwrap() -= 1;
    assert_eq!(after, before);
    let history = admin.get(&district).await.all(".timeline li").join("|");
    assert!(history.contains("调整上级单位") && history.contains("江北区主管部门"), "{history}");
    let list = admin.get("/units").await.all("tbody td.code").join(" ");
    assert!(list.starts_with("CQ CQ02 CQ01 CQ01001"), "{list}");
    // Lists, search and totals of the new unit above know it; a page that stood open elsewhere does not.
    let mut supervisor = w.sign_in("supervisor@CQ02").await;
    supervisor.get(&format!("/issues/{issue}")).await.is(200);
    assert!(!supervisor.get("/issues?q=3389").await.is(200).all("tbody tr").is_empty());
    assert_eq!(w.value::<i64>("select count(*) from issue_scope where ancestor = '1/2/'").await, 0);
    let scoped = "select count(distinct issue_id) = (select count(*) from issue where path like '1/3/%') from issue_scope where ancestor = '1/3/'";
    assert!(w.value::<bool>(scoped).await);
    let unsorted = "select count(*) from unit u join unit p on p.id = u.parent_id
        where u.path <> p.path || u.no || '/' or u.sort_key <> p.sort_key || unit_sort_part(u.order_no, u.no)";
    assert_eq!(w.value::<i64>(unsorted).await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_unit_never_stands_below_itself(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let at = |code: &str| format!("/units/{}/move", w.units[code]);
    let to = |code: &str| w.units[code].to_string();
    for (unit, parent, status) in [
        ("CQ01", to("CQ01"), 422),
        ("CQ01", to("CQ01001"), 422),
        ("CQ01", to("CQ"), 422),
        ("CQ01", String::new(), 422),
        ("CQ01", Uuid::now_v7().to_string(), 422),
        ("CQ", to("CQ01"), 409),
    ] {
        admin.post(&at(unit), &[("parent", &parent)]).await.is(status);
    }
    // Out of reach, on either side.
    let mut district = w.sign_in("admin@CQ01").await;
    district.post(&at("CQ01001"), &[("parent", &to("CQ02"))]).await.is(422);
    district.post(&at("CQ02001"), &[("parent", &to("CQ01"))]).await.is(404);
    // Two at once, each below the other: one is too late.
    let (mut one, mut two) = (admin.clone(), admin.clone());
    let (a, b) = (at("CQ01"), at("CQ02"));
    let (below_two, below_one) = (to("CQ02"), to("CQ01"));
    let (x, y) = ([("parent", below_two.as_str())], [("parent", below_one.as_str())]);
    let (x, y) = tokio::join!(one.post(&a, &x), two.post(&b, &y));
    let mut both = [x.status.as_u16(), y.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [303, 422]);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_move_that_would_join_two_of_the_three_posts_is_refused(pool: PgPool) {
    let w = World::new(pool).await;
    w.add_post("admin@CQ02", "officer", "CQ01002").await;
    let mut admin = w.sign_in("admin@CQ").await;
    let (school, to) = (format!("/units/{}/move", w.units["CQ01002"]), w.units["CQ02"].to_string());
    let words = admin.post(&school, &[("parent", &to)]).await.is(409).text();
    assert!(words.contains("三员分立"), "{words}");
    assert_eq!(w.value::<String>("select path from unit where code = 'CQ01002'").await, "1/2/5/");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_unit_is_closed_when_nothing_is_left_in_it_and_stays_in_history(pool: PgPool) {
    let w = World::new(pool).await;
    w.system("CQ01002").await;
    w.issue("CQ01002").await;
    let school = format!("/units/{}", w.units["CQ01002"]);
    let close = format!("{school}/close");
    let mut admin = w.sign_in("admin@CQ01").await;
    let page = admin.get(&close).await.is(200).all("main li").join("|");
    for part in ["1项问题隐患", "1个信息系统", "2项任职"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let said = admin.post(&close, &[]).await.is(409).text();
    assert!(said.contains("1项问题隐患未销号"), "{said}");
    for sql in [
        "update issue set state = 'void', voided_by = (select id from person where name = 'reviewer@CQ01'), voided_at = now(),
                void_reason = '误报' where unit_id = $1",
        "update system set status = 'retired' where unit_id = $1",
        "update post set ends_on = '2026-11-22' where unit_id = $1",
    ] {
        sqlx::query(sql).bind(w.units["CQ01002"]).execute(&w.pool).await.unwrap();
    }
    admin.post(&close, &[]).await.is(303);
    assert_eq!(
        w.value::<String>("select closed_on::text from unit where code = 'CQ01002'").await,
        "2026-11-23"
    );
    let page = admin.get(&school).await.is(200);
    assert!(page.all(".marks").join("").contains("已撤销"));
    assert!(page.all(".timeline").join("").contains("撤销单位"));
    for form in ["/people/new", "/units/new"] {
        let options = admin.get(form).await.is(200).all("option").join("|");
        assert!(!options.contains("第二中学"), "{form}: {options}");
    }
    // Nothing new comes into it.
    let parent = w.units["CQ01002"].to_string();
    admin.post("/units", &[("parent", &parent), ("code", "X"), ("name", "分校")]).await.is(409);
    admin.post("/people", &[("unit", &parent), ("name", "新人")]).await.is(422);
    admin.post(&close, &[]).await.is(409);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_unit_with_units_below_stays_open(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let said = admin.get(&format!("/units/{}/close", w.units["CQ02"])).await.is(200).all("main li").join("|");
    assert!(said.contains("1个下级单位"), "{said}");
    admin.post(&format!("/units/{}/close", w.units["CQ"]), &[]).await.is(409);
}
