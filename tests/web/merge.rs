//! Units are merged: what is alive goes to the successor, what is finished stays under the old name; and inspections follow their unit.
use super::{
    rounds::{of, open},
    support::World,
};
use sqlx::PgPool;

/// Totals and rows for lists that are not what the issues themselves say.
pub const WRONG: &str = "select
    (select count(*) from (
        select a, state, severity, count(*) as n from issue, ancestors(path) a group by 1, 2, 3
        except select ancestor, state, severity, sum(n) from issue_total group by 1, 2, 3) x)
  + (select count(*) from (
        select ancestor, state, severity, sum(n) from issue_total group by 1, 2, 3 having sum(n) <> 0
        except select a, state, severity, count(*) from issue, ancestors(path) a group by 1, 2, 3) x)
  + (select count(*) from (
        select ancestor, due, sum(n) from issue_due_total group by 1, 2 having sum(n) <> 0
        except select a, due, count(*) from issue, ancestors(path) a where state in ('awaiting', 'rectifying') group by 1, 2) x)
  + (select count(*) from (
        select ancestor, issue_id from issue_scope except select a, id from issue, ancestors(path) a) x)
  + (select count(*) from (
        select a, id from issue, ancestors(path) a except select ancestor, issue_id from issue_scope) x)
  + (select count(*) from unit u join unit p on p.id = u.parent_id
      where u.path <> p.path || u.no || '/' or u.sort_key <> p.sort_key || unit_sort_part(u.order_no, u.no))";

async fn run(w: &World, sql: &'static str) {
    sqlx::query(sql).execute(&w.pool).await.unwrap();
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn what_is_alive_goes_to_the_successor_and_the_rest_keeps_the_old_name(pool: PgPool) {
    let w = World::new(pool).await;
    let (open, finished) = (w.issue("CQ01001").await, w.issue("CQ01001").await);
    sqlx::query("update issue set state = 'void', voided_by = (select id from person where name = 'reviewer@CQ01'), voided_at = now(), void_reason = '误报' where id = $1")
        .bind(finished).execute(&w.pool).await.unwrap();
    w.system("CQ01001").await;
    w.system("CQ01002").await;
    run(&w, "update system set name = '教务系统'").await;
    w.add_post("owner@CQ01001", "owner", "CQ01002").await;
    let (_, sheet) = w.round("CQ01001").await;
    let number = w.value::<String>("select number from issue where state = 'awaiting'").await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let at = format!("/units/{}/merge", w.units["CQ01001"]);
    let into = w.units["CQ01002"].to_string();
    let page = admin.get(&format!("{at}?into={into}")).await.is(200).all("main").join(" ");
    for part in ["有1项任职", "有1个信息系统", "转入“渝中区第二中学”"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains(&number) && !page.contains("教务系统"), "numbers only");
    admin.post(&at, &[("into", &into)]).await.is(303);
    admin.post(&at, &[("into", &into)]).await.is(409);
    assert_eq!(w.value::<i64>(WRONG).await, 0);
    assert_eq!(
        w.value::<String>(
            "select u.code from issue i join unit u on u.id = i.unit_id where i.state = 'awaiting'"
        )
        .await,
        "CQ01002"
    );
    assert_eq!(
        w.value::<String>(
            "select u.code from issue i join unit u on u.id = i.unit_id where i.state = 'void'"
        )
        .await,
        "CQ01001"
    );
    let names = "select string_agg(s.name, '|' order by length(s.name)) from system s join unit u on u.id = s.unit_id where u.code = 'CQ01002'";
    assert_eq!(w.value::<String>(names).await, "教务系统|教务系统（渝中区第一小学 CQ01001）");
    let double = "select count(*) from post o join person p on p.id = o.person_id where p.name = 'owner@CQ01001' and o.role = 'owner' and o.ends_on is null";
    assert_eq!(w.value::<i64>(double).await, 1);
    // Its officer goes on working in the successor at the next request, with issue, sheet and history.
    let told = officer.get(&format!("/issues/{open}")).await.is(200).all(".timeline").join(" ");
    assert!(told.contains("渝中区第一小学") && told.contains("渝中区第二中学"), "{told}");
    officer.get(&format!("/inspections/{sheet}")).await.is(200);
    officer.get(&format!("/issues/{finished}")).await.is(404);
    let mut above = w.sign_in("reviewer@CQ").await;
    let refused =
        above.post(&format!("/issues/{finished}/reopen"), &[("reason", "仍然存在"), ("version", "1")]).await;
    assert!(refused.is(409).text().contains("该单位已撤销"));
    let gone = admin.get(&format!("/units/{}", w.units["CQ01001"])).await.is(200);
    assert!(gone.all(".marks").join("").contains("已并入：渝中区第二中学"));
    assert!(gone.all(".timeline").join("").contains("合并单位"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn where_the_successor_has_its_own_inspection_the_other_is_excused(pool: PgPool) {
    let w = World::new(pool).await;
    let (round, sheet) = w.round("CQ01001").await;
    let second = "insert into inspection (id, round_id, unit_id, path, state, version) select gen_random_uuid(), $1, id, path, 'open', 1 from unit where code = 'CQ01002'";
    sqlx::query(second).bind(round).execute(&w.pool).await.unwrap();
    run(&w, "update inspection i set state = 'awaiting_sign_off', submitted_by = p.id, submitted_at = now(), submissions = 1
               from person p, unit u where p.name = 'officer@CQ01001' and u.id = i.unit_id and u.code = 'CQ01001'").await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let into = w.units["CQ01002"].to_string();
    admin.post(&format!("/units/{}/merge", w.units["CQ01001"]), &[("into", &into)]).await.is(303);
    assert_eq!(
        w.value::<i64>(
            "select count(*) from inspection i join unit u on u.id = i.unit_id where u.code = 'CQ01002'"
        )
        .await,
        1
    );
    let owed = "select i.state from inspection i join unit u on u.id = i.unit_id where u.code = 'CQ01001'";
    assert_eq!(w.value::<String>(owed).await, "open");
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'inspection.excuse'").await, 1);
    w.sign_in("supervisor@CQ01").await.get(&format!("/inspections/{sheet}")).await.is(200);
    // The round counts the successor's alone.
    let page = w.sign_in("supervisor@CQ01").await.get(&format!("/rounds/{round}?state=all")).await.is(200);
    assert_eq!(page.all("nav.tabs a[aria-current]").join(""), "全部 1");
    assert!(page.all(".legend").join("").contains("单位已撤销1个，不计入"));
    let rows = page.all("tbody tr");
    let row = |name: &str| rows.iter().find(|r| r.contains(name)).cloned().unwrap_or_default();
    assert!(row("渝中区第一小学").contains("单位已撤销"), "{rows:?}");
    assert!(row("渝中区第二中学").contains("未开始"), "{rows:?}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn after_a_merger_words_and_rounds_find_everything_where_it_is_now(pool: PgPool) {
    let w = World::new(pool).await;
    let (alive, finished) = (w.issue("CQ01001").await, w.issue("CQ01001").await);
    sqlx::query("update issue set state = 'void', voided_by = (select id from person where name = 'reviewer@CQ01'), voided_at = now(), void_reason = '误报' where id = $1")
        .bind(finished).execute(&w.pool).await.unwrap();
    w.system("CQ01001").await;
    run(&w, "update system set name = 'OA'").await;
    let round = open(&w).await;
    let sheet = of(&w, "CQ01001").await;
    // The successor joins the round with the sheet that it is given.
    run(&w, "delete from inspection i using unit u where u.id = i.unit_id and u.code = 'CQ01002'").await;
    let mut admin = w.sign_in("admin@CQ01").await;
    let into = w.units["CQ01002"].to_string();
    admin.post(&format!("/units/{}/merge", w.units["CQ01001"]), &[("into", &into)]).await.is(303);
    // Every entry lies where its thing does, on every level above.
    let astray = "select count(*) from (
            select id, search_kinds(state) as kinds, path from issue union all select id, array['person'], path from person
            union all select id, array['system'], path from system) t left join search_entry e on e.id = t.id
          where array(select p from unnest(e.parts) p where starts_with(p, chr(1)) order by 1)
             <> array(select p from unnest(place_parts(t.kinds, t.path)) p order by 1)";
    assert_eq!(w.value::<i64>(astray).await, 0);
    let mut successor = w.sign_in("officer@CQ01002").await;
    for (list, word) in [("issues", "3389"), ("people", "owner@CQ01001"), ("systems", "OA")] {
        let rows = successor.get(&format!("/{list}?q={word}")).await.is(200).all("tbody tr");
        assert_eq!(rows.len(), 1, "{list}: {rows:?}");
    }
    successor.get(&format!("/issues/{alive}")).await.is(200);
    successor.get(&format!("/issues/{finished}")).await.is(404);
    // The sheet is the successor's, and each unit of the round is counted once.
    successor.get(&sheet).await.is(200);
    let page = w.sign_in("supervisor@CQ01").await.get(&format!("{round}?state=all")).await.is(200);
    let rows = page.all("tbody tr");
    assert_eq!(rows.len(), 2, "the district and the successor: {rows:?}");
    assert!(rows[1].contains("渝中区第二中学") && !page.text().contains("渝中区第一小学"), "{rows:?}");
    assert!(rows[0].contains("0 / 2"), "below the district: {rows:?}");
    assert_eq!(page.all("nav.tabs a[aria-current]").join(""), "全部 2");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn units_that_cannot_be_merged_stay(pool: PgPool) {
    let w = World::new(pool).await;
    let at = |code: &str| format!("/units/{}/merge", w.units[code]);
    let id = |code: &str| w.units[code].to_string();
    let mut admin = w.sign_in("admin@CQ").await;
    for (gone, into, status) in [
        ("CQ", id("CQ01"), 409),
        ("CQ01", id("CQ01001"), 422),
        ("CQ01", id("CQ01"), 422),
        ("CQ01", String::new(), 422),
    ] {
        let page = admin.post(&at(gone), &[("into", &into)]).await.is(status);
        if status == 422 {
            assert_eq!(page.all("#into-error").len(), 1, "{gone}: said at its field");
            assert_eq!(page.attr("#into option[selected]", "value").unwrap_or_default(), into, "and kept");
        }
    }
    let page = admin.get(&format!("{}?into={}", at("CQ01"), id("CQ01001"))).await.is(200);
    assert_eq!(page.all("#into-error"), ["不能并入本单位或者其下级单位"]);
    let mut district = w.sign_in("admin@CQ01").await;
    district.post(&at("CQ01001"), &[("into", &id("CQ02"))]).await.is(422);
    district.post(&at("CQ02001"), &[("into", &id("CQ01"))]).await.is(404);
    w.add_post("admin@CQ02", "officer", "CQ01002").await;
    let page = admin.post(&at("CQ01002"), &[("into", &id("CQ02"))]).await.is(422);
    let words = page.all("#into-error").join("");
    assert!(words.contains("有1人") && words.contains("三员分立"), "{words}");
    assert_eq!(page.attr("#into option[selected]", "value"), Some(id("CQ02")), "another can be chosen");
    assert!(page.all("form[method=post] input[name=into]").is_empty(), "but not this one");
    assert_eq!(w.value::<i64>("select count(*) from unit where closed_on is not null").await, 0);
    // Closed since the page was opened: another successor can be chosen, but nothing for a unit that is closed itself.
    run(&w, "update unit set closed_on = '2026-11-22' where code = 'CQ02001'").await;
    let page = admin.post(&at("CQ01002"), &[("into", &id("CQ02001"))]).await.is(422);
    assert_eq!(page.all("#into-error"), ["该单位已撤销。"]);
    admin.post(&at("CQ02001"), &[("into", &id("CQ02"))]).await.is(409);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_inspection_of_a_unit_that_moves_during_a_round_is_seen_where_the_unit_is(pool: PgPool) {
    let w = World::new(pool).await;
    let (_, sheet) = w.round("CQ01").await;
    run(&w, "update inspection i set unit_id = u.id, path = u.path from unit u where u.code = 'CQ01001'")
        .await;
    let to = w.units["CQ02"].to_string();
    let mut admin = w.sign_in("admin@CQ").await;
    admin.post(&format!("/units/{}/move", w.units["CQ01001"]), &[("parent", &to)]).await.is(303);
    let at = format!("/inspections/{sheet}");
    w.sign_in("officer@CQ01001").await.get(&at).await.is(200);
    w.sign_in("supervisor@CQ02").await.get(&at).await.is(200);
    w.sign_in("officer@CQ01002").await.get(&at).await.is(404);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_inspection_of_a_unit_that_closes_during_a_round_is_excused_and_stays_in_sight(pool: PgPool) {
    let w = World::new(pool).await;
    let (_, sheet) = w.round("CQ02001").await;
    run(
        &w,
        "update post o set ends_on = '2026-11-22' from unit u where u.id = o.unit_id and u.code = 'CQ02001'",
    )
    .await;
    let mut admin = w.sign_in("admin@CQ02").await;
    let at = format!("/units/{}/close", w.units["CQ02001"]);
    admin.post(&at, &[]).await.is(303);
    admin.post(&at, &[]).await.is(409);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'inspection.excuse'").await, 1);
    let kept = "select u.name from inspection i join unit u on u.id = i.unit_id";
    assert_eq!(w.value::<String>(kept).await, "江北区第一小学");
    let mut above = w.sign_in("supervisor@CQ02").await;
    let page = above.get(&format!("/inspections/{sheet}")).await.is(200);
    assert_eq!(page.all(".page-head .badge"), ["单位已撤销"], "it is not waited for");
    let row = above.get("/inspections").await.is(200).all("tbody tr").join("");
    assert!(row.contains("单位已撤销") && !row.contains("待自查") && !row.contains("逾期"), "{row}");
    assert!(above.get("/inspections?state=open").await.is(200).all("tbody tr").is_empty());
}
