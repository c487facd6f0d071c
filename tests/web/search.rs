//! Words in lists: what is found, by whom, and that too many finds are no fault.
use super::support::{Client, World};
use sqlx::{Connection, Executor, PgPool};

/// How many lines a list has.
async fn lines(browser: &mut Client, path: &str) -> usize {
    browser.get(path).await.is(200).all("tbody tr").len()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_issue_is_found_by_any_part_of_its_title_and_by_the_beginning_of_its_number(pool: PgPool) {
    let w = World::new(pool).await;
    let issue = w.issue("CQ01001").await;
    w.issue("CQ02001").await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let word = |q: &str| format!("/issues?{}", serde_html_form::to_string([("q", q)]).unwrap());
    for found in ["端", "端口", "口对外开", "3389", "9 端", "wt-2026-000001", "WT-2026"] {
        assert_eq!(lines(&mut officer, &word(found)).await, 1, "{found}");
    }
    for missed in ["端对", "3390", "2026", "WT-2026-000002", "%", "开放端口"] {
        assert_eq!(lines(&mut officer, &word(missed)).await, 0, "{missed}");
    }
    let reviewing = "update issue set state = 'reviewing', started_by = owner_id, started_at = raised_at, started_for = false,
        submitted_by = owner_id, submitted_at = raised_at, submitted_on = '2026-11-23', measure = 'x', submissions = 1 where id = $1";
    let closed = "update issue set state = 'closed', closed_by = raised_by, closed_at = raised_at, closed_on = '2026-11-23' where id = $1";
    for (sql, open, shut) in [(reviewing, 1, 0), (closed, 0, 1)] {
        sqlx::query(sql).bind(issue).execute(&w.pool).await.unwrap();
        assert_eq!(lines(&mut officer, &word("端口")).await, open);
        assert_eq!(lines(&mut officer, &format!("{}&state=closed", word("端口"))).await, shut);
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn people_and_systems_are_found_under_the_name_that_they_have_now(pool: PgPool) {
    let w = World::new(pool).await;
    let (mut admin, mut officer) = (w.sign_in("admin@CQ01").await, w.sign_in("officer@CQ01001").await);
    let unit = w.units["CQ01001"].to_string();
    let system = [
        ("unit", unit.as_str()),
        ("name", "教务系统"),
        ("status", "in_use"),
        ("filing_no", "50010320001-24001"),
    ];
    officer.post("/systems", &system).await.is(303);
    for (q, n) in [("教务", 1), ("20001-24", 1), ("财务", 0)] {
        assert_eq!(lines(&mut officer, &format!("/systems?q={q}")).await, n, "{q}");
    }
    let rename = "update person set name = '欧阳𫘝', staff_no = 'T007' where name = 'owner@CQ01001'";
    sqlx::query(rename).execute(&w.pool).await.unwrap();
    for (q, n) in [("阳𫘝", 1), ("𫘝", 1), ("t00", 1), ("欧𫘝", 0), ("owner@CQ01001", 0)] {
        assert_eq!(lines(&mut admin, &format!("/people?q={q}")).await, n, "{q}");
    }
    assert_eq!(lines(&mut w.sign_in("admin@CQ02").await, "/people?q=阳𫘝").await, 0, "another district");
}

/// So many entries of the same name that the list is walked instead.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_word_that_very_many_hold_finds_them_as_well(pool: PgPool) {
    let w = World::new(pool).await;
    w.issue("CQ01001").await;
    let more = "insert into search_entry (id, kind, code, name, parts)
        select gen_random_uuid(), kind, code, name, parts from search_entry, generate_series(1, 1001) where kind = 'issue'";
    sqlx::query(more).execute(&w.pool).await.unwrap();
    let mut officer = w.sign_in("officer@CQ01001").await;
    assert_eq!(lines(&mut officer, "/issues?q=端口").await, 1);
    assert_eq!(lines(&mut officer, "/issues?q=WT-2026").await, 1);
    assert_eq!(lines(&mut officer, "/issues?q=端对").await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_search_fails_closed_and_an_owner_finds_what_is_assigned_to_them(pool: PgPool) {
    let w = World::new(pool.clone()).await;
    let issue = w.issue("CQ01001").await;
    let other = w.issue("CQ01001").await;
    sqlx::query("update issue set owner_id = $2 where id = $1")
        .bind(other)
        .bind(w.people["officer@CQ01001"])
        .execute(&pool)
        .await
        .unwrap();
    let mut conn = sqlx::PgConnection::connect_with(&pool.connect_options()).await.unwrap();
    conn.execute("set role zicha_app").await.unwrap();
    let owner = w.people["owner@CQ01001"].to_string();
    for (scope, role, below, found) in [
        ("", "", "1/", vec![]),
        ("1/2/4/", "officer", "1/", vec![]),
        ("1/2/4/", "admin", "1/2/4/", vec![]),
        ("1/2/4/", "staff", "1/2/4/", vec![]),
        ("1/3/", "supervisor", "1/2/4/", vec![]),
        ("1/2/4/", "officer", "1/2/4/", vec![issue, other]),
        ("1/2/", "supervisor", "1/2/", vec![issue, other]),
        ("1/2/4/", "owner", "1/2/4/", vec![issue]),
    ] {
        sqlx::query("select set_config('zicha.scope', $1, false), set_config('zicha.role', $2, false), set_config('zicha.person', $3, false)")
            .bind(scope)
            .bind(role)
            .bind(&owner)
            .execute(&mut conn)
            .await
            .unwrap();
        let mut ids: Vec<uuid::Uuid> = sqlx::query_scalar("select search('issue.open', $1, '端口', 10)")
            .bind(below)
            .fetch_one(&mut conn)
            .await
            .unwrap();
        ids.sort();
        assert_eq!(ids, found, "{role} of {scope:?} below {below}");
        let entries: i64 =
            sqlx::query_scalar("select count(*) from search_entry").fetch_one(&mut conn).await.unwrap();
        assert_eq!(entries, 0, "the entries themselves are nobody's");
    }
}
