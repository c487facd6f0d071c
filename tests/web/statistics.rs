//! 整改统计: figures that a plain count of the issues gives as well, whatever happens to an issue or to its unit.
use super::{
    overview::fill,
    support::{Answer, Client, World, listed::cells},
};
use calamine::{Data, Reader, Xlsx};
use chrono::{Duration, FixedOffset};
use sqlx::{Connection, Executor, PgConnection, PgPool};
use std::io::Cursor;

/// Rows of the statistics that differ from a plain count: none.
pub const RECOUNT: &str = include_str!("../fixtures/statistics.sql");
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

async fn sound(w: &World, when: &str) {
    assert_eq!(w.value::<i64>(RECOUNT).await, 0, "{when}");
}

fn today(w: &World) -> String {
    w.now().with_timezone(&FixedOffset::east_opt(8 * 3600).unwrap()).date_naive().to_string()
}

/// Raises an issue of medium severity in CQ01001, due in twenty working days; its path.
async fn raise(w: &World, main: &str) -> String {
    let (at, owner, found) =
        (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string(), today(w));
    let fields = [
        ("unit", at.as_str()),
        ("title", "端口对外开放"),
        ("severity", "medium"),
        ("owner", &owner),
        ("main", main),
        ("found_on", &found),
    ];
    w.sign_in("officer@CQ01001").await.post("/issues", &fields).await.is(303).to().to_owned()
}

async fn submit(w: &World, path: &str) {
    let taken = today(w);
    let done = [("measure", "已关闭"), ("taken_on", taken.as_str())];
    let mut owner = w.sign_in("owner@CQ01001").await;
    owner.upload(&format!("{path}/submit"), &done, &[("files", "a.png", PNG)]).await.is(303);
}

async fn act(w: &World, path: &str, verb: &str, fields: &[(&str, &str)]) {
    w.sign_in("reviewer@CQ01").await.post(&format!("{path}/{verb}"), fields).await.is(303);
}

async fn extend(w: &World, path: &str, until: &str) {
    let wish = [("until", until), ("reason", "等待供应商补丁"), ("measure", "限制来源地址")];
    w.sign_in("owner@CQ01001").await.post(&format!("{path}/extend"), &wish).await.is(303);
    let mut leader = w.sign_in("leader@CQ01001").await;
    leader.post(&format!("{path}/decide"), &[("outcome", "approve")]).await.is(303);
}

/// The cells of a line of the table, by its name.
fn line(page: &Answer, name: &str) -> Vec<String> {
    let html = scraper::Html::parse_document(&page.text());
    let select = |css| scraper::Selector::parse(css).unwrap();
    let squeeze = |e: scraper::ElementRef<'_>| {
        e.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (rows, head, cell) = (select("table tr"), select("th"), select("td"));
    let row = html.select(&rows).find(|r| r.select(&head).next().is_some_and(|h| squeeze(h) == name));
    row.unwrap_or_else(|| panic!("no line {name}")).select(&cell).map(squeeze).collect()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_figures_are_a_plain_count_whatever_happens_to_an_issue(pool: PgPool) {
    let w = World::new(pool).await;
    let prompt = raise(&w, "NET-02").await;
    let slow = raise(&w, "HST-01").await;
    let (void, open) = (raise(&w, "NET-03").await, raise(&w, "NET-03").await);
    sound(&w, "raised").await;
    submit(&w, &prompt).await;
    act(&w, &prompt, "close", &[]).await;
    act(&w, &void, "void", &[("reason", "误报")]).await;
    sound(&w, "closed and voided").await;
    extend(&w, &slow, "2027-01-08").await;
    sound(&w, "extended").await;
    w.pass(Duration::days(1));
    let again = raise(&w, "NET-02").await;
    act(&w, &open, "severity", &[("severity", "high"), ("reason", "可从外部利用")]).await;
    sound(&w, "found again and rated anew").await;

    // 28 December: after the first deadline of 21 December, before the one that was granted.
    w.pass(Duration::days(34));
    submit(&w, &slow).await;
    act(&w, &slow, "return", &[("reason", "复测范围不全")]).await;
    submit(&w, &slow).await;
    act(&w, &slow, "close", &[]).await;
    submit(&w, &again).await;
    act(&w, &again, "close", &[]).await;
    sound(&w, "closed late").await;
    let page = w.sign_in("leader@CQ").await.get("/statistics").await.is(200);
    // Closed: on time, and late by first and by current deadline. 0, 35 and 34 days.
    assert_eq!(line(&page, "中"), ["3", "2 66.6%", "1 33.3%", "23.0", "1", "1", "1", "0", "—"]);
    assert_eq!(line(&page, "高"), ["0", "0 —", "0 —", "—", "0", "0", "0", "1", "35.0"]);
    assert_eq!(line(&page, "合计"), ["3", "2 66.6%", "1 33.3%", "23.0", "1", "1", "1", "1", "35.0"]);
    assert_eq!(page.all(".figure-value"), ["3", "66.6%", "23.0", "1"]);
    let mut leader = w.sign_in("leader@CQ").await;
    let page = leader.get("/statistics?by=clause").await.is(200);
    assert_eq!(line(&page, "二（一）网络层")[0], "2");
    assert_eq!(line(&page, "二（三）主机层")[..2], ["1", "1 100.0%"]);
    let page = leader.get("/statistics?by=month").await.is(200);
    assert_eq!(line(&page, "2026年11月")[..2], ["1", "1 100.0%"]);
    assert_eq!(line(&page, "2026年12月")[..2], ["2", "1 50.0%"]);

    act(&w, &prompt, "reopen", &[("reason", "端口再次开放"), ("days", "20")]).await;
    sound(&w, "opened again").await;
    assert_eq!(line(&leader.get("/statistics").await.is(200), "中")[0], "2");
    w.pass(Duration::days(7));
    submit(&w, &prompt).await;
    act(&w, &prompt, "close", &[]).await;
    sound(&w, "closed again").await;
    let mut leader = w.sign_in("leader@CQ").await;
    let page = leader.get("/statistics?from=2026-11&to=2027-01&by=month").await.is(200);
    let months = ["2026年11月", "2026年12月", "2027年1月"].map(|m| line(&page, m)[0].clone());
    assert_eq!(months, ["0", "2", "1"], "it counts in the month of the closing that stands");

    let mut admin = w.sign_in("admin@CQ").await;
    let district = format!("/units/{}", w.units["CQ01"]);
    admin.post(&format!("{district}/move"), &[("parent", &w.units["CQ02"].to_string())]).await.is(303);
    sound(&w, "moved with the unit").await;
    let page = w.sign_in("supervisor@CQ02").await.get("/statistics?from=2026-11&by=unit").await.is(200);
    assert_eq!(line(&page, "渝中区主管部门")[0], "3");
    let school = format!("/units/{}/merge", w.units["CQ01001"]);
    admin.post(&school, &[("into", &w.units["CQ01002"].to_string())]).await.is(303);
    sound(&w, "merged").await;
    let page = w.sign_in("supervisor@CQ01").await.get("/statistics?from=2026-11&by=unit").await.is(200);
    let of = |name: &str| (line(&page, name)[0].clone(), line(&page, name)[7].clone());
    assert_eq!(
        (of("渝中区第一小学"), of("渝中区第二中学")),
        (("3".into(), "0".into()), ("0".into(), "1".into()))
    );
}

/// The number that stands before a sign, or the whole text's.
fn number(text: &str) -> usize {
    text.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default()
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn every_figure_leads_to_exactly_the_rows_that_it_counts(pool: PgPool) {
    let w = World::new(pool).await;
    fill(&w).await;
    sqlx::query("update issue set found_on = '2026-05-31' where severity = 'high'")
        .execute(&w.pool)
        .await
        .unwrap();
    sqlx::query(
        "update issue i set occurrence = 2, repeats_id = (select id from issue where id <> i.id limit 1)
          where severity in ('low', 'critical')",
    )
    .execute(&w.pool)
    .await
    .unwrap();
    sound(&w, "filled").await;
    let unit = w.units["CQ01001"].to_string();
    for (person, query) in [
        ("leader@CQ", "by=severity"),
        ("supervisor@CQ01", "by=unit"),
        ("leader@CQ01", "by=month&from=2025-12&to=2026-12"),
        ("officer@CQ01001", "by=severity"),
        ("reviewer@CQ01", &format!("by=severity&unit={unit}")),
    ] {
        let mut reader = w.sign_in(person).await;
        let page = reader.get(&format!("/statistics?{query}")).await.is(200);
        let html = scraper::Html::parse_document(&page.text());
        let select = |css| scraper::Selector::parse(css).unwrap();
        let mut links: Vec<(String, usize)> = Vec::new();
        for a in html.select(&select("table td a[href]")) {
            links.push((a.attr("href").unwrap().into(), number(&a.text().collect::<String>())));
        }
        for bar in html.select(&select(".bars li")) {
            let value: String = bar.select(&select(".bars-value")).flat_map(|v| v.text()).collect();
            let whole = value.rsplit('/').next().unwrap_or_default().trim().to_owned();
            if let Some(a) = bar.select(&select("a[href]")).next() {
                links.push((a.attr("href").unwrap().into(), number(&whole)));
            }
        }
        let tiles: Vec<_> = html.select(&select("a.figure")).collect();
        for tile in [tiles[0], tiles[3]] {
            let value: String = tile.select(&select(".figure-value")).flat_map(|v| v.text()).collect();
            links.push((tile.attr("href").unwrap().into(), number(&value)));
        }
        let mut sum = 0;
        for (href, n) in &links {
            assert!(href.starts_with("/issues?"), "{href}");
            let rows = reader.get(href).await.is(200).all("table tbody tr").len();
            assert_eq!(rows, *n, "{person} {query}: {href}");
            sum += n;
        }
        assert!(links.len() > 20 && sum > 0, "{person} {query}: {links:?}");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_month_ends_at_midnight_of_the_organisation(pool: PgPool) {
    let w = World::new(pool).await;
    let (before, after) = (raise(&w, "NET-02").await, raise(&w, "NET-02").await);
    submit(&w, &before).await;
    submit(&w, &after).await;
    let midnight = "2026-12-31T16:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    w.pass(midnight - w.now() - Duration::minutes(1));
    act(&w, &before, "close", &[]).await;
    w.pass(Duration::minutes(2));
    act(&w, &after, "close", &[]).await;
    let mut leader = w.sign_in("leader@CQ01").await;
    let page = leader.get("/statistics?from=2026-12&to=2027-01&by=month").await.is(200);
    assert_eq!((line(&page, "2026年12月")[0].as_str(), line(&page, "2027年1月")[0].as_str()), ("1", "1"));
    assert_eq!(leader.get("/statistics").await.is(200).all(".figure-value")[0], "1", "this year");
    assert!(
        leader
            .get("/overview")
            .await
            .is(200)
            .all(".figure-note")
            .join("|")
            .contains("本年销号1个，其中按期1个")
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn nobody_reads_the_figures_of_another_subtree(pool: PgPool) {
    let w = World::new(pool).await;
    fill(&w).await;
    let mut other = w.sign_in("supervisor@CQ02").await;
    let page = other.get("/statistics").await.is(200);
    assert_eq!(line(&page, "合计")[..1], ["0"]);
    assert_eq!(line(&page, "合计")[7], "1", "its own school's");
    for unit in ["CQ", "CQ01", "CQ01001"] {
        let unit = w.units[unit];
        other.get(&format!("/statistics?unit={unit}")).await.is(404);
        other.get(&format!("/statistics.xlsx?unit={unit}")).await.is(404);
    }
    let mut conn = PgConnection::connect_with(&w.pool.connect_options()).await.unwrap();
    conn.execute("set role zicha_app; set zicha.scope = '1/3/'; set zicha.role = 'supervisor'")
        .await
        .unwrap();
    let asked = async |conn: &mut PgConnection, sql: &'static str| {
        sqlx::query_scalar::<_, i64>(sql).fetch_one(conn).await.unwrap()
    };
    let below =
        "select count(*) from issue_statistics('1/2/', 'severity', 'closed', '0001-01-01', '9999-01-01')";
    assert_eq!(asked(&mut conn, below).await, 0);
    assert_eq!(asked(&mut conn, "select count(*) from issue_statistic").await, 0);
    conn.execute("set zicha.scope = '1/'").await.unwrap();
    assert_ne!(asked(&mut conn, below).await, 0);
    conn.execute("set zicha.role = 'owner'").await.unwrap();
    assert_eq!(asked(&mut conn, below).await, 0);
}

/// Two close at once, in two units of one district: neither waits for the other, and both count in all above.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn two_who_close_at_once_both_count(pool: PgPool) {
    let w = World::new(pool).await;
    let close = "update issue set state = 'closed', started_by = owner_id, started_at = raised_at, started_for = false,
            submitted_by = owner_id, submitted_at = raised_at, submitted_on = '2026-11-23', measure = 'done', submissions = 1,
            closed_by = raised_by, closed_at = raised_at, closed_on = '2026-11-23' where id = $1";
    let (one, two) = (w.issue("CQ01001").await, w.issue("CQ01002").await);
    let mut first = w.pool.begin().await.unwrap();
    let mut second = w.pool.begin().await.unwrap();
    second.execute("set local lock_timeout = '2s'").await.unwrap();
    sqlx::query(close).bind(one).execute(&mut *first).await.unwrap();
    sqlx::query(close).bind(two).execute(&mut *second).await.expect("does not wait");
    second.commit().await.unwrap();
    first.commit().await.unwrap();
    sound(&w, "closed at once").await;
    assert_eq!(line(&w.sign_in("leader@CQ").await.get("/statistics").await.is(200), "中")[0], "2");
    let slots = "select count(distinct slot) from issue_statistic where phase = 'closed'";
    assert_eq!(w.value::<i64>(slots).await, 2);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_bad_period_is_said_at_its_place(pool: PgPool) {
    let w = World::new(pool).await;
    fill(&w).await;
    let mut leader = w.sign_in("leader@CQ01").await;
    for (query, field, said) in [
        ("from=2026-13", "from", "请按“2026-01”的格式填写年月"),
        ("to=abc", "to", "请按“2026-01”的格式填写年月"),
        ("from=2026-11&to=2026-10", "to", "截止月份不能早于起始月份"),
        ("from=2020-01&to=2026-10", "to", "统计期间最长36个月"),
    ] {
        for at in ["/statistics", "/statistics.xlsx"] {
            let page = leader.get(&format!("{at}?{query}")).await.is(422);
            assert_eq!(page.all(&format!("#{field}-error")), [said], "{query}");
            assert!(page.all(".figures, table").is_empty(), "no figures of another period");
        }
    }
    let empty = leader.get("/statistics?from=2026-01&to=2026-02").await.is(200);
    assert_eq!(line(&empty, "中")[..4], ["0", "0 —", "0 —", "—"]);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_units_below_are_paged(pool: PgPool) {
    let w = World::new(pool).await;
    fill(&w).await;
    w.issue("CQ01").await;
    w.more(60).await;
    let mut supervisor: Client = w.sign_in("supervisor@CQ01").await;
    let page = supervisor.get("/statistics?by=unit").await.is(200);
    assert_eq!(page.all("table tbody tr").len(), 50);
    let next = page.attr("a[rel=next]", "href").unwrap();
    let rest = supervisor.get(&next).await.is(200);
    assert_eq!(rest.all("table tbody tr").len(), 12);
    assert!(rest.attr("a[rel=next]", "href").is_none());
    assert_eq!(line(&rest, "合计"), line(&page, "合计"));
    let school = page.attr("table tbody th a", "href").unwrap();
    let below = supervisor.get(&school).await.is(200);
    assert!(below.all(".page-head p").join("").starts_with("渝中区第一小学"));
    assert!(below.all(".empty h2").join("").contains("没有下级单位"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_workbook_says_what_the_page_says_and_what_it_means(pool: PgPool) {
    let w = World::new(pool).await;
    fill(&w).await;
    sqlx::query("update unit set name = '=1+1' where code = 'CQ01002'").execute(&w.pool).await.unwrap();
    let mut leader = w.sign_in("leader@CQ01").await;
    let page = leader.get("/statistics").await.is(200);
    let total = line(&page, "合计");
    let book = leader.get(&page.attr("a[href*='.xlsx']", "href").unwrap()).await.is(200);
    assert!(book.headers["content-disposition"].to_str().unwrap().contains("2026-11-23.xlsx"));
    let mut sheets: Xlsx<_> = Xlsx::new(Cursor::new(&book.bytes)).unwrap();
    assert_eq!(
        sheets.sheet_names(),
        ["按严重程度", "按层面", "按条款", "按下级单位", "按月份", "未销号时长", "口径说明"]
    );
    for sheet in &sheets.sheet_names()[..5] {
        let range = sheets.worksheet_range(sheet).unwrap();
        let last: Vec<Data> = range.rows().next_back().unwrap().to_vec();
        assert_eq!(last[0], Data::String("合计".into()), "{sheet}");
        assert_eq!(last[1], Data::Float(total[0].parse().unwrap()), "{sheet}");
        let formulas = sheets.worksheet_formula(sheet).unwrap();
        assert!(formulas.is_empty(), "{sheet}");
    }
    let units = sheets.worksheet_range("按下级单位").unwrap();
    assert!(units.rows().any(|r| r[0] == Data::String("=1+1".into())), "text stays text");
    let meanings = sheets.worksheet_range("口径说明").unwrap();
    let text = meanings.rows().flatten().map(|c| c.to_string()).collect::<String>();
    for part in ["渝中区主管部门", "2026年1月至2026年11月", "首次整改期限当日", "自然日数"]
    {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(cells(&book)[0][0], "按严重程度");
    assert_eq!(w.value::<i64>("select count(*) from audit where kind = 'statistics.export'").await, 1);
    let english = leader.english().get("/statistics").await.is(200);
    assert!(english.all("h2").contains(&"What the figures mean".to_owned()));
}
