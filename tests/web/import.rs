//! Tables in: template, upload, preview, confirmation, for the three registers; and the same on the command line.
use super::support::{Answer, Client, World};
use sqlx::PgPool;
use std::path::Path;
use zicha::cli::import::{Kind, run};

const UNITS: &[u8] = include_bytes!("../fixtures/units.xlsx");

/// Uploads a file and gives the preview.
async fn preview(browser: &mut Client, list: &str, name: &str, bytes: &[u8]) -> (String, Answer) {
    let sent = browser.upload(&format!("{list}/import"), &[], &[("file", name, bytes)]).await.is(303);
    let at = sent.to().to_owned();
    let page = browser.get(&at).await.is(200);
    (at, page)
}

/// Created, changed, unchanged, refused, warned.
fn counts(page: &Answer) -> Vec<usize> {
    page.all("dl.facts dd.num").iter().map(|n| n.parse().unwrap()).collect()
}

async fn confirm(browser: &mut Client, at: &str, page: &Answer, good: &str) -> Answer {
    let seen = page.attr("input[name=seen]", "value").unwrap();
    browser.post(&format!("{at}/apply"), &[("seen", &seen), ("good", good)]).await
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_unit_list_goes_in_once_and_changes_nothing_the_second_time(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    admin.get("/units/import").await.is(200);
    let (at, page) = preview(&mut admin, "/units", "units.xlsx", UNITS).await;
    // The test's own six units are known by their codes: five with another name or order, one below another kind.
    assert_eq!(counts(&page), [55, 6, 0, 0, 0]);
    assert_eq!(w.value::<i64>("select count(*) from unit").await, 6);
    assert_eq!(confirm(&mut admin, &at, &page, "").await.is(303).to(), at);
    assert_eq!(counts(&admin.get(&at).await.is(200)), [55, 6, 0, 0, 0]);
    assert_eq!(w.value::<i64>("select count(*) from unit").await, 61);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'unit.import'").await, 61);
    assert_eq!(w.value::<bool>("select bytes is null from table_import").await, true);
    let (_, again) = preview(&mut admin, "/units", "units.xlsx", UNITS).await;
    assert_eq!(counts(&again), [0, 0, 61, 0, 0]);
    // Paths and order are as the file says.
    let order = "select string_agg(code, ' ' order by sort_key) from unit where path like '1/2/%' or code = 'CQ'";
    assert!(w.value::<String>(order).await.starts_with("CQ CQ01 CQ01001 CQ01002 CQ01003"));
    let torn = "select count(*) from unit c join unit p on p.id = c.parent_id where c.path <> p.path || c.no || '/' or not starts_with(c.sort_key, p.sort_key)";
    assert_eq!(w.value::<i64>(torn).await, 0);
    // Once is enough.
    confirm(&mut admin, &at, &page, "").await.is(409);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_command_line_takes_the_unit_list_before_set_up(pool: PgPool) {
    let w = World::bare(pool);
    let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/units.xlsx"));
    let code = async |dry| format!("{:?}", run(&w.app, Kind::Units, file, dry, false).await.unwrap());
    let good = format!("{:?}", std::process::ExitCode::SUCCESS);
    assert_eq!(code(true).await, good);
    assert_eq!(w.value::<i64>("select count(*) from unit").await, 0);
    assert_eq!(code(false).await, good);
    assert_eq!(w.value::<i64>("select count(*) from unit").await, 61);
    assert_eq!(w.value::<i64>("select count(*) from audit where person_name = 'import'").await, 61);
    assert_eq!(code(false).await, good);
    assert_eq!(w.value::<i64>("select count(*) from audit").await, 61);
}
