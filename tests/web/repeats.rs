//! 屡查屡犯: a problem that was closed and is found again is linked to the one before, marked and counted.
use super::support::{Answer, World};
use chrono::Duration;
use sqlx::PgPool;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// Raises an issue as the unit's officer; its path.
async fn raise(w: &World, unit: &str, system: &str, main: &str, related: &str) -> String {
    let (at, owner) = (w.units[unit].to_string(), w.people[&format!("owner@{unit}")].to_string());
    let fields = [
        ("unit", at.as_str()),
        ("title", "3389 端口对外开放"),
        ("severity", "medium"),
        ("owner", &owner),
        ("main", main),
        ("related", related),
        ("subject_kind", if system.is_empty() { "" } else { "system" }),
        ("subject_name", system),
        ("found_on", "2026-11-23"),
    ];
    let raised = w.sign_in(&format!("officer@{unit}")).await.post("/issues", &fields).await.is(303);
    raised.to().to_owned()
}

async fn close(w: &World, path: &str) {
    let done = [("measure", "已关闭"), ("taken_on", "2026-11-23")];
    let mut owner = w.sign_in("owner@CQ01001").await;
    owner.upload(&format!("{path}/submit"), &done, &[("files", "a.png", PNG)]).await.is(303);
    w.sign_in("reviewer@CQ01").await.post(&format!("{path}/close"), &[]).await.is(303);
    w.pass(Duration::days(1));
}

async fn page(w: &World, path: &str) -> Answer {
    w.sign_in("officer@CQ01001").await.get(path).await.is(200)
}

fn marks(page: &Answer) -> Vec<String> {
    page.all(".page-head .badge").into_iter().filter(|b| b.contains("屡查屡犯")).collect()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn what_was_closed_and_is_found_again_is_linked_to_the_one_before_and_counted(pool: PgPool) {
    let w = World::new(pool).await;
    let first = raise(&w, "CQ01001", "教务系统", "NET-02", "").await;
    assert_eq!(marks(&page(&w, &first).await), Vec::<String>::new());
    close(&w, &first).await;
    let second = raise(&w, "CQ01001", "教务系统", "NET-03", "NET-02").await;
    let shown = page(&w, &second).await;
    assert_eq!(marks(&shown), ["屡查屡犯（第2次）"], "by a related item");
    assert_eq!(shown.attr(".facts a[href^='/issues/0']", "href").as_deref(), Some(first.as_str()));
    close(&w, &second).await;
    let third = raise(&w, "CQ01001", "教务系统", "NET-03", "").await;
    let shown = page(&w, &third).await;
    assert_eq!(marks(&shown), ["屡查屡犯（第3次）"]);
    assert_eq!(
        shown.attr(".facts a[href^='/issues/0']", "href").as_deref(),
        Some(second.as_str()),
        "the newest"
    );
    let mut officer = w.sign_in("officer@CQ01001").await;
    let list = officer.get("/issues?state=all&repeated=1").await.is(200);
    assert_eq!(list.all(".tag.repeated").len(), 2);
    assert_eq!(list.all("tbody tr").len(), 2, "and no others");
    assert_eq!(officer.get("/issues?state=all").await.all("tbody tr").len(), 3);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn another_subject_item_or_unit_is_another_problem(pool: PgPool) {
    let w = World::new(pool).await;
    close(&w, &raise(&w, "CQ01001", "教务系统", "NET-02", "").await).await;
    for (unit, system, main) in [
        ("CQ01001", "办公系统", "NET-02"),
        ("CQ01001", "", "NET-02"),
        ("CQ01001", "教务系统", "NET-03"),
        ("CQ01002", "教务系统", "NET-02"),
    ] {
        raise(&w, unit, system, main, "").await;
    }
    assert_eq!(w.value::<i64>("select count(*) from issue where occurrence > 1").await, 0);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn what_is_void_open_again_or_of_the_same_day_does_not_count(pool: PgPool) {
    let w = World::new(pool).await;
    let repeated = "select count(*) from issue where occurrence > 1";
    let void = raise(&w, "CQ01001", "", "NET-02", "").await;
    w.sign_in("reviewer@CQ01").await.post(&format!("{void}/void"), &[("reason", "误报")]).await.is(303);
    w.pass(Duration::days(1));
    let closed = raise(&w, "CQ01001", "", "NET-02", "").await;
    assert_eq!(w.value::<i64>(repeated).await, 0, "void");
    close(&w, &closed).await;
    let again = [("reason", "并未整改"), ("days", "5")];
    w.sign_in("reviewer@CQ01").await.post(&format!("{closed}/reopen"), &again).await.is(303);
    raise(&w, "CQ01001", "", "NET-02", "").await;
    assert_eq!(w.value::<i64>(repeated).await, 0, "open again");
    close(&w, &closed).await;
    raise(&w, "CQ01001", "", "NET-02", "").await;
    assert_eq!(w.value::<i64>(repeated).await, 1, "closed again");

    let done = raise(&w, "CQ01001", "办公系统", "NET-02", "").await;
    let fields = [("measure", "已关闭"), ("taken_on", "2026-11-23")];
    let mut owner = w.sign_in("owner@CQ01001").await;
    owner.upload(&format!("{done}/submit"), &fields, &[("files", "a.png", PNG)]).await.is(303);
    w.sign_in("reviewer@CQ01").await.post(&format!("{done}/close"), &[]).await.is(303);
    raise(&w, "CQ01001", "办公系统", "NET-02", "").await;
    assert_eq!(w.value::<i64>(repeated).await, 1, "of the same day");
}
