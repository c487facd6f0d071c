//! Columns of a table matched by hand: remembered for the unit, seen by nobody else, forgotten.
use super::support::{Answer, Client, World};
use sqlx::PgPool;

const OWN: &str = "代号,叫什么,归谁管,备查\nCQ03,南岸区主管部门,CQ,a\n";

async fn upload(browser: &mut Client, table: &str) -> String {
    browser.upload("/units/import", &[], &[("file", "a.csv", table.as_bytes())]).await.is(303).to().to_owned()
}

async fn say(browser: &mut Client, at: &str, head: &str, columns: &[&str]) -> Answer {
    let mut fields = vec![("head", head)];
    fields.extend(columns.iter().map(|c| ("column", *c)));
    browser.post(at, &fields).await
}

fn counts(page: &Answer) -> Vec<usize> {
    page.all("dl.facts dd").iter().map(|n| n.parse().unwrap()).collect()
}

/// What stands beside each column's choice.
fn known(page: &Answer) -> Vec<String> {
    page.all("tbody .badge")
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn columns_matched_by_hand_are_remembered_for_the_unit_and_forgotten(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let columns = upload(&mut admin, OWN).await;
    assert!(columns.ends_with("/columns"), "{columns}");
    let page = admin.get("/units/import").await.is(200);
    assert!(page.text().contains("a.csv"), "one may come back to it");
    // Before anything is known of the row with the heads, it is chosen.
    assert_eq!(admin.get(&columns).await.is(200).all("tbody a").len(), 2);
    let page = admin.get(&format!("{columns}?head=1")).await.is(200);
    assert_eq!(known(&page), ["未识别"; 4]);
    assert!(page.text().contains("CQ03"), "the values help to tell");
    let at = columns.trim_end_matches("/columns").to_owned();
    assert_eq!(admin.get(&at).await.is(303).to(), columns, "nothing to look at yet");
    say(&mut admin, &columns, "1", &["code", "name", "parent", ""]).await.is(303);
    let page = admin.get(&at).await.is(200);
    assert_eq!(counts(&page), [1, 0, 0, 0, 0]);
    assert_eq!(known(&admin.get(&columns).await.is(200)), ["人工对应"; 4]);
    let seen = page.attr("input[name=seen]", "value").unwrap();
    admin.post(&format!("{at}/apply"), &[("seen", &seen)]).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from unit where code = 'CQ03'").await, 1);
    // The next table with these heads needs nobody, and says why.
    let again = upload(&mut admin, OWN).await;
    assert_eq!(counts(&admin.get(&again).await.is(200)), [0, 0, 1, 0, 0]);
    let columns = format!("{again}/columns");
    assert_eq!(known(&admin.get(&columns).await.is(200)), ["按上次对应"; 4]);
    // Another unit has said nothing.
    let mut below = w.sign_in("admin@CQ01").await;
    assert!(upload(&mut below, OWN).await.ends_with("/columns"));
    below.get(&columns).await.is(404);
    say(&mut below, &columns, "1", &["code", "name", "", ""]).await.is(404);
    below.post(&format!("{columns}/forget"), &[("head", "1")]).await.is(404);
    // Forgotten, they are asked for again.
    admin.post(&format!("{columns}/forget"), &[("head", "1")]).await.is(303);
    assert_eq!(w.value::<i64>("select count(*) from import_match").await, 0);
    assert!(upload(&mut admin, OWN).await.ends_with("/columns"));
    let told = "select string_agg(kind, ' ' order by id) from audit where kind like 'table.%' and kind <> 'table.upload'";
    assert_eq!(w.value::<String>(told).await, "table.match table.forget");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_wrong_match_is_refused_at_its_column_and_keeps_the_choices(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let columns = upload(&mut admin, OWN).await;
    let twice = say(&mut admin, &columns, "1", &["code", "name", "name", ""]).await.is(422);
    assert!(!twice.all("#column-2-error").is_empty(), "{}", twice.text());
    assert_eq!(twice.all("#column-0 option[selected]").len(), 1);
    let missing = say(&mut admin, &columns, "1", &["", "name", "", ""]).await.is(422);
    assert!(missing.text().contains("单位编码"));
    for head in ["", "0", "7", "第一行", "99999999999"] {
        say(&mut admin, &columns, head, &["code", "name", "", ""]).await.is(422);
    }
    say(&mut admin, &columns, "1", &["code", "\0", "name", "=1"]).await.is(422);
    // Nothing stands below this row.
    say(&mut admin, &columns, "2", &["code", "name", "", ""]).await.is(422);
    assert_eq!(w.value::<i64>("select count(*) from import_match").await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_head_that_was_understood_wrongly_is_matched_otherwise(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    let table = "单位编码,单位名称,正式名称,上级单位编码\nCQ03,简称,南岸区主管部门,CQ\n";
    let at = upload(&mut admin, table).await;
    let columns = format!("{}/columns", at.trim_end_matches("/columns"));
    say(&mut admin, &columns, "1", &["code", "", "name", "parent"]).await.is(303);
    let again = upload(&mut admin, table).await;
    let page = admin.get(&format!("{again}?show=all")).await.is(200);
    assert!(page.text().contains("南岸区主管部门") && !page.text().contains("简称 "), "{}", page.text());
    assert_eq!(
        known(&admin.get(&format!("{again}/columns")).await.is(200)),
        ["已识别", "按上次对应", "按上次对应", "已识别"]
    );
}
