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

async fn supervise(person: &mut Client, path: &str, until: &str) -> Answer {
    person.post(&format!("{path}/supervise"), &[("demand", "请于期限前关闭端口"), ("until", until)]).await
}

async fn paper(w: &World) -> String {
    format!(
        "/supervisions/{}",
        w.value::<uuid::Uuid>("select id from supervision order by id desc limit 1").await
    )
}

fn tasks(page: &Answer) -> Vec<String> {
    page.all("#papers .task-title")
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_paper_is_numbered_signed_for_answered_and_looked_at(pool: PgPool) {
    let w = World::new(pool).await;
    let path = issue(&w).await;
    let (mut maker, mut officer) = (w.sign_in("supervisor@CQ01").await, w.sign_in("officer@CQ01001").await);
    let (mut owner, mut leader) = (w.sign_in("owner@CQ01001").await, w.sign_in("leader@CQ01001").await);
    let refused = supervise(&mut maker, &path, "2026-11-23").await.is(422);
    assert_eq!(refused.all(".field.bad .error"), ["日期须在今天以后、365天以内"]);
    supervise(&mut maker, &path, "2026-12-01").await.is(303);
    assert_eq!(told_sorted(&w).await, ["officer@CQ01001 supervision 1", "owner@CQ01001 supervision 1"]);
    let lines = w.value::<String>("select string_agg(lines::text, '') from message").await;
    assert!(
        lines.contains("2026-12-01") && !lines.contains("请于期限前"),
        "its own date, no free text: {lines}"
    );
    assert!(supervise(&mut leader, &path, "2026-12-02").await.is(409).text().contains("尚未反馈"));

    let paper = paper(&w).await;
    for reader in [&mut officer, &mut owner] {
        assert_eq!(tasks(&reader.get("/todo").await), ["督办〔2026〕1号"]);
        assert!(reader.get(&path).await.all("#papers").join("").contains("待签收"));
        assert!(reader.get("/todo/count").await.text().contains('2'), "the issue and its paper");
    }
    assert!(tasks(&leader.get("/todo").await).is_empty() && tasks(&maker.get("/todo").await).is_empty());
    for (who, status) in
        [("leader@CQ01001", 403), ("supervisor@CQ01", 403), ("owner@CQ01002", 404), ("officer@CQ02001", 404)]
    {
        let mut who = w.sign_in(who).await;
        who.post(&format!("{paper}/acknowledge"), &[]).await.is(status);
        who.post(&format!("{paper}/answer"), &[("answer", "已关闭")]).await.is(status);
    }
    officer.post(&format!("{paper}/acknowledge"), &[]).await.is(303);
    assert!(
        owner.post(&format!("{paper}/acknowledge"), &[]).await.is(409).text().contains("officer@CQ01001")
    );
    maker.post(&format!("{paper}/see"), &[]).await.is(409);
    owner.post(&format!("{paper}/answer"), &[("answer", "已关闭端口并复测")]).await.is(303);
    officer.post(&format!("{paper}/answer"), &[("answer", "又")]).await.is(409);
    assert!(tasks(&officer.get("/todo").await).is_empty() && tasks(&owner.get("/todo").await).is_empty());
    assert!(
        told(&w).await.contains(&"supervisor@CQ01 supervision 1".to_owned()),
        "the maker learns of the answer"
    );
    assert_eq!(tasks(&maker.get("/todo").await), ["督办〔2026〕1号"]);
    assert!(maker.get(&paper).await.all(".facts").join("").contains("已关闭端口并复测"));
    leader.post(&format!("{paper}/see"), &[]).await.is(409);
    maker.post(&format!("{paper}/see"), &[]).await.is(303);
    assert!(tasks(&maker.get("/todo").await).is_empty());
    maker.post(&format!("{paper}/see"), &[]).await.is(409);
    let steps = owner.get(&path).await.all(".event").join("");
    assert!(["督办〔2026〕1号", "签收", "反馈", "已阅"].iter().all(|step| steps.contains(step)), "{steps}");

    supervise(&mut leader, &path, "2026-12-02").await.is(303);
    assert_eq!(tasks(&officer.get("/todo").await), ["督办〔2026〕2号"], "one after another");
    let numbers = |page: &Answer| page.all("tbody .main-cell a");
    assert_eq!(numbers(&maker.get("/supervisions").await), ["督办〔2026〕2号"]);
    assert_eq!(numbers(&maker.get("/supervisions?show=all").await), ["督办〔2026〕2号", "督办〔2026〕1号"]);
    assert_eq!(
        numbers(&w.sign_in("supervisor@CQ02").await.get("/supervisions?show=all").await),
        Vec::<String>::new()
    );
    assert_eq!(
        numbers(&w.sign_in("owner@CQ01002").await.get("/supervisions?show=all").await),
        Vec::<String>::new()
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn of_two_papers_or_two_answers_at_once_one_wins(pool: PgPool) {
    let w = World::new(pool.clone()).await;
    let officer = w.add_post("supervisor@CQ", "officer", "CQ01001").await.to_string();
    let path = issue(&w).await;
    let both = |one: Answer, two: Answer| {
        let mut said = [one.status.as_u16(), two.status.as_u16()];
        said.sort_unstable();
        assert_eq!(said, [303, 409]);
    };
    let (mut one, mut two) = (w.sign_in("leader@CQ01001").await, w.sign_in("supervisor@CQ").await);
    let (first, second) =
        tokio::join!(supervise(&mut one, &path, "2026-12-01"), supervise(&mut two, &path, "2026-12-02"));
    both(first, second);
    let answer = format!("{}/answer", paper(&w).await);
    let (mut one, mut two) = (w.sign_in("officer@CQ01001").await, w.sign_in("owner@CQ01001").await);
    let (first, second) =
        tokio::join!(one.post(&answer, &[("answer", "已关闭")]), two.post(&answer, &[("answer", "已关闭")]));
    both(first, second);
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'supervision.answer'").await, 1);

    supervise(&mut w.sign_in("supervisor@CQ").await, &path, "2026-12-03").await.is(303);
    let latest = paper(&w).await;
    let mut same = w.sign_in("supervisor@CQ").await;
    same.post("/switch", &[("post", &officer)]).await.is(303);
    assert!(same.post(&format!("{latest}/acknowledge"), &[]).await.is(409).text().contains("由您制发"));
    let own = "update supervision set acknowledged_by = made_by, acknowledged_at = now(), answered_by = made_by, answered_at = now(), answer = 'x' where answered_at is null";
    let broken = sqlx::query(own).execute(&pool).await.unwrap_err().to_string();
    assert!(broken.contains("supervision_is_answered_by_another"), "{broken}");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn whom_a_change_concerns_is_told_of_it_and_never_of_their_own(pool: PgPool) {
    let w = World::new(pool).await;
    let path = issue(&w).await;
    let (mut officer, mut owner) = (w.sign_in("officer@CQ01001").await, w.sign_in("owner@CQ01001").await);
    let (mut leader, mut reviewer) = (w.sign_in("leader@CQ01001").await, w.sign_in("reviewer@CQ01001").await);
    let (to_officer, to_owner) =
        (w.people["officer@CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    officer.post(&format!("{path}/assign"), &[("owner", &to_officer)]).await.is(303);
    assert_eq!(told(&w).await, Vec::<String>::new(), "nobody is told what they did themselves");
    officer.post(&format!("{path}/assign"), &[("owner", &to_owner)]).await.is(303);
    let wish = [("until", "2027-01-08"), ("reason", "等待补丁"), ("measure", "限制来源地址")];
    officer.post(&format!("{path}/extend"), &wish).await.is(303);
    leader.post(&format!("{path}/decide"), &[("outcome", "approve"), ("reason", "同意")]).await.is(303);
    let (fields, proof) =
        ([("measure", "已关闭"), ("taken_on", "2026-11-22")], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    officer.upload(&format!("{path}/submit"), &fields, &[("files", "a.png", proof)]).await.is(303);
    reviewer.post(&format!("{path}/return"), &[("reason", "端口仍开放")]).await.is(303);
    let expected = [
        "owner@CQ01001 assigned 1",
        "officer@CQ01001 decided 1",
        "officer@CQ01001 returned 1",
        "owner@CQ01001 returned 1",
    ];
    assert_eq!(told(&w).await, expected);
    let lines = w.value::<String>("select string_agg(lines::text, '') from message").await;
    assert!(lines.contains("Close risky ports") && lines.contains("2027-01-08"), "{lines}");
    assert!(!lines.contains("端口仍开放") && !lines.contains("3389"), "never free text: {lines}");
    assert_eq!(owner.get("/messages").await.all(".task-title").len(), 2);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn an_answered_paper_is_overdue_no_more_and_what_is_due_today_says_so(pool: PgPool) {
    let w = World::new(pool).await;
    let path = issue(&w).await;
    supervise(&mut w.sign_in("supervisor@CQ01").await, &path, "2026-11-24").await.is(303);
    let paper = paper(&w).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    officer.post(&format!("{paper}/acknowledge"), &[]).await.is(303);
    let due = |page: Answer| page.all("#papers .task-due").join("");
    assert!(due(officer.get("/todo").await).contains("剩1个工作日"));
    officer.post(&format!("{paper}/answer"), &[("answer", "已关闭端口并复测")]).await.is(303);
    w.pass(Duration::days(28));
    let page = w.sign_in("supervisor@CQ01").await.get("/todo").await;
    assert_eq!((tasks(&page).len(), due(page)), (1, String::new()));
    let page = w.sign_in("owner@CQ01001").await.get("/todo").await.text();
    assert!(page.contains("今日到期") && !page.contains("剩0个"), "{page}");
}
