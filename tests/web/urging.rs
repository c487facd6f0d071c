//! 催办 and 督办 over HTTP, and who is told of what happens to an issue.
use super::support::{Answer, Client, World};
use chrono::Duration;
use sqlx::PgPool;

async fn issue(w: &World) -> String {
    format!("/issues/{}", w.issue("CQ01001").await)
}

async fn nudge(person: &mut Client, path: &str, word: &str) -> Answer {
    person.post(&format!("{path}/nudge"), &[("word", word)]).await
}

/// Everything that anybody was told, in the order of names: who, as what, about how many.
async fn told(w: &World) -> Vec<String> {
    sqlx::query_scalar(
        "select p.name || ' ' || m.kind || ' ' || m.total from message m join person p on p.id = m.person_id order by m.id, p.name",
    )
    .fetch_all(&w.pool)
    .await
    .unwrap()
}

async fn told_sorted(w: &World) -> Vec<String> {
    let mut told = told(w).await;
    told.sort();
    told
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_nudge_is_told_once_a_day_and_its_word_stays_inside(pool: PgPool) {
    let w = World::new(pool).await;
    let path = issue(&w).await;
    let (mut leader, mut above) = (w.sign_in("leader@CQ01001").await, w.sign_in("supervisor@CQ01").await);
    let mut owner = w.sign_in("owner@CQ01001").await;
    let shown = owner.get(&path).await.attr("input[name=version]", "value").unwrap();
    nudge(&mut leader, &path, "").await.is(422);
    nudge(&mut leader, &path, "端口仍可从互联网访问，请今天关闭").await.is(303);
    assert_eq!(told_sorted(&w).await, ["officer@CQ01001 nudge 1", "owner@CQ01001 nudge 1"]);
    let lines = w.value::<String>("select string_agg(lines::text, '') from message").await;
    assert!(
        lines.contains("关闭高危端口") && !lines.contains("互联网"),
        "the checklist's words alone: {lines}"
    );

    assert!(nudge(&mut above, &path, "请抓紧").await.is(409).text().contains("今天已经催办"));
    let page = owner.get(&path).await;
    assert!(page.all(".event").join("").contains("端口仍可从互联网访问"), "in the time line");
    assert!(page.all(".marks").join("").contains("今日已催办"));
    assert!(page.all(".facts.lines").join("").contains("催办1次"));
    assert!(leader.get(&path).await.all("form[action$='/nudge']").is_empty(), "no form for a second one");
    let tasks = |page: Answer| page.all(".tasks .marks").join("");
    assert!(tasks(owner.get("/todo").await).contains("今日被催办"));
    owner.post(&format!("{path}/start"), &[("version", &shown)]).await.is(303);

    w.pass(Duration::days(1));
    let mut owner = w.sign_in("owner@CQ01001").await;
    assert!(!tasks(owner.get("/todo").await).contains("今日被催办"), "that was yesterday");
    let mut above = w.sign_in("supervisor@CQ01").await;
    nudge(&mut above, &path, "请抓紧").await.is(303);
    assert!(owner.get(&path).await.all(".facts.lines").join("").contains("催办2次"));
    above.post("/issues/columns", &[("column", "nudges")]).await.is(303);
    assert_eq!(above.get("/issues").await.all("tbody td[data-label=催办次数]"), ["2"]);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn of_two_who_nudge_at_once_one_wins(pool: PgPool) {
    let w = World::new(pool).await;
    let path = issue(&w).await;
    let (mut one, mut two) = (w.sign_in("leader@CQ01001").await, w.sign_in("supervisor@CQ").await);
    let (first, second) = tokio::join!(nudge(&mut one, &path, "请抓紧"), nudge(&mut two, &path, "请抓紧"));
    let mut said = [first.status.as_u16(), second.status.as_u16()];
    said.sort_unstable();
    assert_eq!(said, [303, 409]);
    assert_eq!(w.value::<i64>("select count(*) from issue_nudge").await, 1);
    assert_eq!(told(&w).await.len(), 2, "told once");
    nudge(&mut w.sign_in("supervisor@CQ02").await, &path, "请抓紧").await.is(404);
}
