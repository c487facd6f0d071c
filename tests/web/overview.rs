//! 待办 and 总览: what waits for whom, and figures that lead to exactly the rows they count.
use super::support::World;
use chrono::Duration;
use sqlx::PgPool;
use uuid::Uuid;

/// Sets an issue aside from the loop, past the rules: state, severity and current deadline as given.
async fn put(w: &World, unit: &str, state: &str, severity: &str, due: &str) -> Uuid {
    let id = w.issue(unit).await;
    sqlx::query(
        "update issue set severity = $3, due = $4::date, state = $2, version = 2,
                started_by = case when $2 in ('rectifying', 'reviewing', 'closed') then owner_id end,
                started_at = case when $2 in ('rectifying', 'reviewing', 'closed') then raised_at end,
                started_for = case when $2 in ('rectifying', 'reviewing', 'closed') then false end,
                submitted_by = case when $2 in ('reviewing', 'closed') then owner_id end,
                submitted_at = case when $2 in ('reviewing', 'closed') then raised_at end,
                submitted_on = case when $2 in ('reviewing', 'closed') then date '2026-11-23' end,
                measure = case when $2 in ('reviewing', 'closed') then 'done' end,
                submissions = case when $2 in ('reviewing', 'closed') then 1 else 0 end,
                closed_by = case when $2 = 'closed' then raised_by end,
                closed_at = case when $2 = 'closed' then raised_at end,
                closed_on = case when $2 = 'closed' then date '2026-11-23' end
          where id = $1",
    )
    .bind(id)
    .bind(state)
    .bind(severity)
    .bind(due)
    .execute(&w.pool)
    .await
    .unwrap();
    id
}

/// Issues of every sort: overdue by a day, due today, on the last day of "soon" and the day after, closed in time and late.
pub async fn fill(w: &World) {
    for (unit, state, severity, due) in [
        ("CQ01001", "awaiting", "critical", "2026-11-20"),
        ("CQ01001", "rectifying", "high", "2026-11-22"),
        ("CQ01001", "awaiting", "medium", "2026-11-23"),
        ("CQ01001", "rectifying", "medium", "2026-11-26"),
        ("CQ01001", "awaiting", "low", "2026-11-30"),
        ("CQ01002", "reviewing", "high", "2026-11-20"),
        ("CQ01002", "awaiting", "high", "2026-11-19"),
        ("CQ01", "awaiting", "medium", "2026-12-21"),
        ("CQ01001", "closed", "medium", "2026-11-23"),
        ("CQ01001", "closed", "medium", "2026-11-22"),
        ("CQ01002", "closed", "low", "2026-12-21"),
        ("CQ02001", "awaiting", "critical", "2026-11-20"),
    ] {
        put(w, unit, state, severity, due).await;
    }
}

fn number(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn every_figure_leads_to_exactly_the_rows_it_counts(pool: PgPool) {
    let w = World::new(pool).await;
    fill(&w).await;
    for person in ["leader@CQ01", "supervisor@CQ", "officer@CQ01001"] {
        let mut reader = w.sign_in(person).await;
        let page = reader.get("/overview").await.is(200);
        let html = scraper::Html::parse_document(&page.text());
        let links = scraper::Selector::parse("a.figure, .bars a").unwrap();
        let (mut seen, mut checked) = (Vec::new(), 0);
        for a in html.select(&links) {
            let href = a.attr("href").unwrap().to_owned();
            let in_bars = a.attr("class").is_some_and(|c| c.contains("bars-name"));
            let text: String = if href.contains("time=on") && !in_bars {
                let note = scraper::Selector::parse(".figure-note").unwrap();
                let note: String = a.select(&note).flat_map(|n| n.text().collect::<Vec<_>>()).collect();
                note.rsplit("其中").next().unwrap_or_default().to_owned()
            } else if in_bars {
                // The name's number stands at the end of its line, alone or before the whole that it is of.
                let line = scraper::ElementRef::wrap(a.parent().unwrap()).unwrap();
                let value = scraper::Selector::parse(".bars-value").unwrap();
                let value: String = line.select(&value).flat_map(|v| v.text().collect::<Vec<_>>()).collect();
                value.split(['逾', '/']).next().unwrap_or_default().to_owned()
            } else if let Some(value) = a.select(&scraper::Selector::parse(".figure-value").unwrap()).next() {
                value.text().collect()
            } else {
                a.text().collect()
            };
            let rows = reader.get(&href).await.is(200).all("table tbody tr").len();
            assert_eq!(rows, number(&text), "{person} {href} {text:?}");
            seen.push(href);
            checked += rows;
        }
        assert!(seen.len() >= 8 && checked > 0, "{person}: {seen:?}");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn in_time_is_told_against_the_first_and_the_current_deadline(pool: PgPool) {
    let w = World::new(pool).await;
    fill(&w).await;
    let page = w.sign_in("leader@CQ01").await.get("/overview").await.is(200);
    let note = page.all(".figure-note").join("|");
    assert!(note.contains("本年销号3个，其中按期2个"), "{note}");
    // The first deadline of all of them is 21 December.
    let bars = page.all(".bars-value");
    assert!(["2 / 3", "3 / 3"].iter().all(|bar| bars.iter().any(|b| b == bar)), "{bars:?}");
    let reopened = "update issue set state = 'awaiting', started_by = null, started_at = null, started_for = null, submitted_by = null,
        submitted_at = null, submitted_on = null, measure = null, closed_by = null, closed_at = null, closed_on = null, submissions = 0
        where state = 'closed' and severity = 'low'";
    sqlx::query(reopened).execute(&w.pool).await.unwrap();
    let page = w.sign_in("leader@CQ01").await.get("/overview").await.is(200);
    assert!(page.all(".figure-note").join("|").contains("本年销号2个，其中按期1个"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn each_sees_what_waits_for_them(pool: PgPool) {
    let w = World::new(pool).await;
    fill(&w).await;
    let count = |page: &super::support::Answer, id: &str| page.all(&format!("#{id} .task-title")).len();
    let officer = w.sign_in("officer@CQ01001").await.get("/todo").await.is(200);
    assert_eq!((count(&officer, "overdue"), count(&officer, "soon"), count(&officer, "open")), (2, 2, 1));
    let owner = w.sign_in("owner@CQ01001").await.get("/todo").await.is(200);
    assert_eq!((count(&owner, "overdue"), count(&owner, "soon"), count(&owner, "open")), (2, 2, 1));
    assert_eq!(w.sign_in("owner@CQ01001").await.get("/todo/count").await.is(200).all(".count"), ["5"]);
    // 高 is for the unit above: the district's reviewer sees it, the school's does not.
    assert_eq!(count(&w.sign_in("reviewer@CQ01").await.get("/todo").await, "verify"), 1);
    assert_eq!(count(&w.sign_in("reviewer@CQ01001").await.get("/todo").await, "verify"), 0);
    assert_eq!(count(&w.sign_in("officer@CQ02001").await.get("/todo").await, "verify"), 0);
    let nothing = w.sign_in("officer@CQ01002").await;
    let mut nothing = nothing;
    assert!(nothing.get("/todo").await.is(200).all(".empty").is_empty(), "one of its own is overdue");
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_owner_rectifies_and_the_officer_follows_up(pool: PgPool) {
    let w = World::new(pool).await;
    fill(&w).await;
    let own = put(&w, "CQ01001", "awaiting", "low", "2026-12-21").await;
    sqlx::query("update issue set owner_id = $2 where id = $1")
        .bind(own)
        .bind(w.people["officer@CQ01001"])
        .execute(&w.pool)
        .await
        .unwrap();
    let buttons = async |person: &str| {
        w.sign_in(person)
            .await
            .get("/todo")
            .await
            .is(200)
            .all("#overdue .button, #soon .button, #open .button")
    };
    assert_eq!(buttons("officer@CQ01001").await, ["跟进", "跟进", "跟进", "跟进", "跟进", "去整改"]);
    assert_eq!(buttons("owner@CQ01001").await, ["去整改"; 5]);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_count_is_that_of_the_page_and_stops_at_a_hundred(pool: PgPool) {
    let w = World::new(pool).await;
    fill(&w).await;
    w.round("CQ01001").await;
    w.round("CQ01001").await;
    sqlx::query("update inspection set state = 'open'").execute(&w.pool).await.unwrap();
    for person in [
        "officer@CQ01001",
        "owner@CQ01001",
        "reviewer@CQ01",
        "supervisor@CQ01",
        "leader@CQ01001",
        "officer@CQ02001",
    ] {
        let mut browser = w.sign_in(person).await;
        let page = browser.get("/todo").await.is(200);
        let lines = page.all(".task-title").len();
        let count = browser.get("/todo/count").await.is(200).all(".count").concat();
        assert_eq!(count, if lines == 0 { String::new() } else { lines.to_string() }, "{person}");
        assert!(page.all(".page-head p").concat().contains(&format!("共有{lines}项")), "{person}");
    }
    for _ in 0..100 {
        w.issue("CQ01001").await;
    }
    let mut officer = w.sign_in("officer@CQ01001").await;
    assert_eq!(officer.get("/todo/count").await.all(".count"), ["99+"]);
    assert!(officer.get("/todo").await.all(".page-head p").concat().contains("共有99+项"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn nobody_is_offered_the_verification_of_their_own_work(pool: PgPool) {
    let w = World::new(pool).await;
    let issue = put(&w, "CQ01001", "reviewing", "medium", "2026-12-21").await;
    let offered = async |person: &str| {
        w.sign_in(person).await.get("/todo").await.is(200).all("#verify .task-title").len()
    };
    assert_eq!(offered("reviewer@CQ01001").await, 1);
    sqlx::query("insert into issue_submitter (issue_id, no, unit_id, path, person_id, at, measure) select id, 1, unit_id, path, $2, raised_at, 'x' from issue where id = $1")
        .bind(issue)
        .bind(w.people["reviewer@CQ01001"])
        .execute(&w.pool)
        .await
        .unwrap();
    assert_eq!(offered("reviewer@CQ01001").await, 0);
    assert_eq!(offered("reviewer@CQ01").await, 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_auditor_reads_the_log_and_the_reading_is_logged(pool: PgPool) {
    let w = World::new(pool).await;
    w.sign_in("owner@CQ01001").await.get("/units").await.is(403);
    assert_eq!(
        w.value::<i64>(
            "select count(*) from audit where kind = 'access.refused' and data->>'path' = '/units'"
        )
        .await,
        1
    );
    let mut auditor = w.sign_in("auditor@CQ01").await;
    auditor.get("/audit").await.is(200);
    let log = auditor.get("/audit?about=audit").await.is(200);
    assert_eq!(log.all("tbody th"), ["查阅审计日志"]);
    // Another subtree's events are not in it.
    let mut other = w.sign_in("admin@CQ02").await;
    let parent = w.units["CQ02"].to_string();
    other
        .post("/units", &[("parent", &parent), ("code", "CQ02002"), ("name", "江北区第二小学")])
        .await
        .is(303);
    assert!(!auditor.get("/audit").await.text().contains("新增单位"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_log_says_what_changed_in_words(pool: PgPool) {
    let w = World::new(pool).await;
    let issue = w.issue("CQ01001").await;
    let rate = [("severity", "critical"), ("reason", "可从互联网访问")];
    w.sign_in("supervisor@CQ01").await.post(&format!("/issues/{issue}/severity"), &rate).await.is(303);
    let mut auditor = w.sign_in("auditor@CQ01").await;
    let page = auditor.get("/audit?about=issue").await.is(200);
    assert_eq!(page.all("tbody dd"), ["中 → 严重", "2026年11月26日", "可从互联网访问"]);
    assert_eq!(page.all("tbody dt"), ["严重程度", "整改期限", "原因"]);
    let english = auditor.english().get("/audit?about=issue").await.is(200);
    assert_eq!(english.all("tbody dd"), ["Medium → Critical", "26 November 2026", "可从互联网访问"]);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_verifier_is_told_of_the_review_and_not_of_the_deadline(pool: PgPool) {
    let w = World::new(pool).await;
    // Handed in on Monday the 23rd, late already.
    put(&w, "CQ01001", "reviewing", "high", "2026-11-20").await;
    let told = async || w.sign_in("reviewer@CQ01").await.get("/todo").await.is(200).all("#verify .task-due");
    assert_eq!(told().await, ["剩5个工作日2026年11月30日到期"]);
    w.pass(Duration::days(7));
    assert_eq!(told().await, ["今日到期2026年11月30日到期"]);
    w.pass(Duration::days(1));
    assert_eq!(told().await, ["复核超时1个工作日2026年11月30日到期"]);
}
