//! What every list has beside its lines, on the list of issues: kept filters, columns, orders, a batch, the workbook.
use super::support::{Answer, Client, World};
use calamine::{Reader, Xlsx};
use chrono::Duration;
use sqlx::PgPool;
use std::io::Cursor;
use zicha::{base::jobs::work_off, features::JOBS};

const CHIPS: &str = ".kept .chip";

/// `n` issues of the school at once, of every severity, with deadlines of their own; more than one at the same day.
async fn many(w: &World, n: i64) {
    w.issue("CQ01001").await;
    sqlx::query(
        "insert into issue (id, number, unit_id, path, title, description, severity, state, owner_id, raised_by, raised_at,
                            opened_at, found_on, main_item, checklist, subject_name, first_due, due, due_days, due_known,
                            submissions, returns, version)
         select gen_random_uuid(), next_issue_number(2026), unit_id, path, 'n' || x.n, '', (array['low', 'critical', 'high', 'medium'])[1 + x.n % 4],
                state, owner_id, raised_by, raised_at, opened_at, found_on, main_item, checklist, subject_name, first_due,
                date '2026-12-01' + (x.n % 40)::int, due_days, due_known, submissions, returns, version
           from issue, generate_series(2, $1) x (n)",
    )
    .bind(n)
    .execute(&w.pool)
    .await
    .unwrap();
}

/// The numbers of the issues on a page.
fn numbers(page: &Answer) -> Vec<String> {
    page.all("tbody .main-cell small")
        .iter()
        .map(|t| t.split(' ').next().unwrap_or_default().to_owned())
        .collect()
}

/// Every page from this one on, by the link that is named.
async fn walk(browser: &mut Client, first: &str, rel: &str) -> Vec<Vec<String>> {
    let (mut at, mut pages) = (first.to_owned(), Vec::new());
    loop {
        let page = browser.get(&at).await.is(200);
        pages.push(numbers(&page));
        match page.attr(&format!(".pager a[rel={rel}]"), "href") {
            Some(next) => at = next,
            None => return pages,
        }
    }
}

fn rows(book: &[u8]) -> usize {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    book.worksheet_range_at(0).unwrap().unwrap().height()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_filter_is_kept_for_its_person_and_forgotten(pool: PgPool) {
    let w = World::new(pool).await;
    let (mut me, mut other) = (w.sign_in("officer@CQ01001").await, w.sign_in("officer@CQ01").await);
    let kept = [("name", "逾期严重"), ("query", "state=overdue&severity=critical&after=x&next=//evil")];
    let to = me.post("/issues/filters", &kept).await.is(303).to().to_owned();
    assert_eq!(to, "/issues?state=overdue&severity=critical", "the filter and nothing else");
    let page = me.get("/issues").await.is(200);
    assert_eq!(page.all(CHIPS), ["逾期严重"]);
    assert_eq!(page.attr(CHIPS, "href").as_deref(), Some("/issues?state=overdue&severity=critical"));
    assert_eq!(me.get(&to).await.attr(CHIPS, "aria-current").as_deref(), Some("true"));
    assert_eq!(other.get("/issues").await.all(CHIPS), Vec::<String>::new(), "nobody else's matter");

    me.post("/issues/filters", &[("name", "逾期严重"), ("query", "state=overdue")]).await.is(303);
    let page = me.get("/issues").await;
    assert_eq!(page.attr(CHIPS, "href").as_deref(), Some("/issues?state=overdue"), "the same name gives way");
    for (name, said) in [(" ", "必填"), ("一二三四五六七八九十一二三四五六七八九十一", "20")]
    {
        let page = me.post("/issues/filters", &[("name", name), ("query", "state=overdue")]).await.is(422);
        assert!(page.all(".field .error").join("").contains(said), "{:?}", page.all(".field .error"));
        assert_eq!(page.attr("input[name=query]", "value").as_deref(), Some("state=overdue"), "kept");
    }
    for n in 2..=20 {
        me.post("/issues/filters", &[("name", &n.to_string()), ("query", "")]).await.is(303);
    }
    let page = me.post("/issues/filters", &[("name", "21"), ("query", "")]).await.is(422);
    assert!(page.all(".field .error").join("").contains("20"), "a most");
    me.post("/issues/filters/forget", &[("name", "逾期严重"), ("query", "")]).await.is(303);
    assert!(!me.get("/issues").await.all(CHIPS).contains(&"逾期严重".to_owned()));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn columns_are_chosen_for_oneself(pool: PgPool) {
    let w = World::new(pool).await;
    w.issue("CQ01001").await;
    let (mut me, mut other) = (w.sign_in("officer@CQ01001").await, w.sign_in("officer@CQ01").await);
    let before = me.get("/issues").await.is(200).all("thead th");
    assert!(
        before.contains(&"严重程度".to_owned()) && !before.contains(&"发现日期".to_owned()),
        "{before:?}"
    );
    let chosen = [("column", "found"), ("column", "due"), ("column", "no-such"), ("query", "state=all")];
    assert_eq!(me.post("/issues/columns", &chosen).await.is(303).to(), "/issues?state=all");
    let page = me.get("/issues").await;
    let heads = page.all("thead th");
    assert!(heads.contains(&"发现日期".to_owned()) && !heads.contains(&"严重程度".to_owned()), "{heads:?}");
    assert_eq!(page.all("tbody tr:first-child > *").len(), heads.len(), "as many cells as heads");
    assert_eq!(other.get("/issues").await.all("thead th"), before);
    me.post("/issues/columns", &[("query", "")]).await.is(303);
    assert!(me.get("/issues").await.all("thead th").len() < heads.len(), "none at all is a choice too");
    me.post("/issues/columns", &[("reset", "1")]).await.is(303);
    assert_eq!(me.get("/issues").await.all("thead th"), before);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn every_order_shows_each_line_once_and_leads_back(pool: PgPool) {
    let w = World::new(pool).await;
    many(&w, 130).await;
    let mut me = w.sign_in("officer@CQ01").await;
    for (sort, order) in [
        ("", "due, id"),
        ("-due", "due desc, id desc"),
        ("number", "id"),
        ("-number", "id desc"),
        ("severity", "severity_rank(severity), due, id"),
        ("-severity", "severity_rank(severity) desc, due desc, id desc"),
    ] {
        let sql = format!("select array_agg(number order by {order}) from issue");
        let expected: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&w.pool).await.unwrap();
        let forth = walk(&mut me, &format!("/issues?state=open&sort={sort}"), "next").await;
        assert_eq!(forth.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 30], "{sort}");
        assert_eq!(forth.concat(), expected, "{sort}");
        let mut last = format!("/issues?state=open&sort={sort}");
        for _ in 0..2 {
            last = me.get(&last).await.attr(".pager a[rel=next]", "href").unwrap();
        }
        let mut back = walk(&mut me, &last, "prev").await;
        back.reverse();
        assert_eq!(back.concat(), expected, "{sort}, from the end");
    }
    let page = me.get("/issues?state=open&sort=severity").await;
    assert_eq!(page.attr("th[aria-sort]", "aria-sort").as_deref(), Some("ascending"));
    let page = me.get("/issues?state=closed&sort=severity").await.is(200);
    assert_eq!(page.attr("th[aria-sort]", "aria-sort"), None, "what is over has no order by severity");
    me.get("/issues?sort=nonsense&after=x_y_z").await.is(200);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn several_issues_get_a_new_owner_after_a_preview(pool: PgPool) {
    let w = World::new(pool).await;
    let (one, two, three) = (w.issue("CQ01001").await, w.issue("CQ01001").await, w.issue("CQ01001").await);
    let foreign = w.issue("CQ02").await;
    sqlx::query("update issue set state = 'reviewing', started_by = owner_id, started_at = $2, started_for = false,
                        submitted_by = owner_id, submitted_at = $2, submitted_on = '2026-11-23', measure = 'x', submissions = 1 where id = $1")
        .bind(three).bind(w.now()).execute(&w.pool).await.unwrap();
    let (officer, to) = ("officer@CQ01001", w.people["officer@CQ01001"].to_string());
    let mut me = w.sign_in(officer).await;

    let picked = format!("/issues/assign?pick={one}&pick={two}&pick={three}&pick={foreign}&pick={one}");
    let page = me.get(&picked).await.is(200);
    assert_eq!(numbers(&page).len(), 3, "each once, and nothing of another unit");
    let page = me.get(&format!("{picked}&to={to}")).await.is(200);
    let fates = page.all("tbody td:last-child");
    assert_eq!(fates.iter().filter(|f| *f == "将变更").count(), 2, "{fates:?}");
    assert!(fates.iter().any(|f| f.contains("待复核")), "{fates:?}");
    let owner =
        "select count(*) from issue where owner_id = (select id from person where name = 'officer@CQ01001')";
    assert_eq!(w.value::<i64>(owner).await, 0, "a preview changes nothing");

    let ids = [one, two, three, foreign].map(|id| id.to_string());
    let mut form: Vec<(&str, &str)> = ids.iter().map(|id| ("issue", id.as_str())).collect();
    form.extend([("to", to.as_str()), ("back", "/issues?state=all")]);
    for (who, status) in
        [("leader@CQ01001", 403), ("owner@CQ01001", 403), ("staff@CQ01001", 403), ("supervisor@CQ02", 409)]
    {
        w.sign_in(who).await.post("/issues/assign", &form).await.is(status);
    }
    assert_eq!(w.value::<i64>(owner).await, 0);
    assert_eq!(me.post("/issues/assign", &form).await.is(303).to(), "/issues?state=all");
    assert!(me.get("/issues?state=all").await.all(".flash").join("").contains("2条"), "says how many");
    assert_eq!(w.value::<i64>(owner).await, 2);
    let events = "select count(*) from audit where kind = 'issue.assign'";
    assert_eq!(w.value::<i64>(events).await, 2);
    me.post("/issues/assign", &form).await.is(409);
    assert_eq!(w.value::<i64>(events).await, 2, "a second time changes nothing");

    let page = me.get(&format!("/issues/assign?state=open&scope=all&to={to}")).await.is(200);
    assert_eq!(numbers(&page).len(), 3, "all that the filter finds");
    assert_eq!(page.attr("input[name=scope]", "value").as_deref(), Some("all"));
    assert!(me.get("/issues/assign").await.is(200).all("main").join("").contains("没有选择"));
    me.post("/issues/assign", &[("to", "x"), ("issue", "1' or 1=1")]).await.is(400);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn more_than_a_batch_takes_is_said(pool: PgPool) {
    let w = World::new(pool).await;
    many(&w, 501).await;
    let mut me = w.sign_in("officer@CQ01001").await;
    let page = me.get("/issues/assign?state=open&scope=all").await.is(200);
    assert!(page.all(".flash").join("").contains("500") && numbers(&page).is_empty());
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_long_list_becomes_a_workbook_behind_the_request(pool: PgPool) {
    let w = World::new(pool).await;
    many(&w, 5001).await;
    w.issue("CQ02").await;
    let (mut me, mut other) = (w.sign_in("officer@CQ01001").await, w.sign_in("leader@CQ01001").await);
    let page = me.get("/issues.xlsx?state=open&sort=-due").await.is(200);
    assert_eq!(page.attr("main form", "action").as_deref(), Some("/issues/export"));
    let query = page.attr("main input[name=query]", "value").unwrap();
    assert_eq!(me.post("/issues/export", &[("query", &query)]).await.is(303).to(), "/exports");
    let page = me.get("/exports").await.is(200);
    assert!(page.all("tbody").join("").contains("排队中"));
    assert_eq!(other.get("/exports").await.all("tbody tr").len(), 0, "of the post that asked");
    let id = w.value::<uuid::Uuid>("select id from export").await;
    let file = format!("/exports/{id}");
    me.get(&file).await.is(404);

    let second = w.second();
    let (one, two) = tokio::join!(work_off(&w.app, JOBS), work_off(&second, JOBS));
    assert_eq!(one.unwrap() + two.unwrap(), 1, "one worker takes it");
    let page = me.get("/exports").await;
    assert!(page.all("tbody").join("").contains("5001条"), "{:?}", page.all("tbody"));
    let book = me.get(&file).await.is(200);
    assert_eq!(rows(&book.bytes), 5002, "with its head, and nothing of another unit");
    other.get(&file).await.is(404);
    let fetched = "select count(*) from audit where kind in ('issue.export', 'export.fetch')";
    assert_eq!(w.value::<i64>(fetched).await, 2, "asked for, and taken away");

    other.post(&format!("{file}/remove"), &[]).await.is(404);
    me.post(&format!("{file}/remove"), &[]).await.is(303);
    me.get(&file).await.is(404);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_workbook_ends_with_the_right_to_it_and_after_seven_days(pool: PgPool) {
    let w = World::new(pool).await;
    w.issue("CQ01001").await;
    let (mut me, mut leader) = (w.sign_in("officer@CQ01001").await, w.sign_in("leader@CQ01001").await);
    let asked = async |browser: &mut Client| {
        browser.post("/issues/export", &[("query", "state=all")]).await.is(303);
        format!(
            "/exports/{}",
            w.value::<uuid::Uuid>("select id from export order by made_at desc, id desc limit 1").await
        )
    };
    let taken_back = asked(&mut me).await;
    me.post(&format!("{taken_back}/remove"), &[]).await.is(303);
    let over = asked(&mut leader).await;
    sqlx::query("update post set ends_on = '2026-11-22' where person_id = $1")
        .bind(w.people["leader@CQ01001"])
        .execute(&w.pool)
        .await
        .unwrap();
    let kept = asked(&mut me).await;
    work_off(&w.app, JOBS).await.unwrap();
    let ends = "select string_agg(coalesce(failed, 'ready'), ',' order by made_at, id) from export";
    assert_eq!(w.value::<String>(ends).await, "no-right,ready", "{over}");
    assert_eq!(rows(&me.get(&kept).await.is(200).bytes), 2);

    w.pass(Duration::days(7) + Duration::minutes(1));
    work_off(&w.app, JOBS).await.unwrap();
    assert_eq!(w.value::<i64>("select count(*) from export").await, 0);
    assert_eq!(w.value::<i64>("select count(*) from job where done_at is null").await, 0);

    let mut me = w.sign_in("officer@CQ01001").await;
    for _ in 0..10 {
        me.post("/issues/export", &[]).await.is(303);
    }
    assert!(me.post("/issues/export", &[]).await.is(409).text().contains("10"), "a most");
}
