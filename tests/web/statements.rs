//! How many statements a request sends to Postgres: at most ten, and as many for five rows as for fifty.
//!
//! They are counted by sqlx's own log. What the pool sends when it hands out a connection counts (one, which clears the
//! scope, or gives a new connection its role), and so does `begin`, which alone is not in that log: one for each `commit`.
//! The round trip that prepares a statement, once in the life of a connection, is none.
use super::support::{Client, Said, World, heard};
use axum::http::Method;
use sqlx::PgPool;
use std::fmt::Write;
use uuid::Uuid;

const MOST: usize = 10;

/// What was sent since the last look.
fn sent() -> Vec<String> {
    let words = |sql: &str| sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = |said: Said| {
        said.get("db.statement")
            .map(|s| words(s))
            .filter(|s| !s.is_empty())
            .unwrap_or_else(|| words(&said["summary"]))
    };
    let mut sent: Vec<String> = heard("sqlx::query").into_iter().map(whole).collect();
    let begun = sent.iter().filter(|sql| sql.eq_ignore_ascii_case("commit")).count();
    sent.extend(std::iter::repeat_n("begin".to_owned(), begun));
    sent
}

/// A request and what it sent.
struct Line {
    what: String,
    sent: Vec<String>,
}

/// Ids that the pages are opened with.
struct Things {
    issue: Uuid,
    round: Uuid,
    sheet: Uuid,
    evidence: Uuid,
    export: String,
    message: String,
    paper: String,
    system: Uuid,
    newcomer: (String, String),
    imports: Vec<(&'static str, String)>,
    invite: String,
    reset: String,
    setup: String,
}

/// Who opens the page of a route, and at which address. `None`: no statement can be sent there.
fn visit(w: &World, t: &Things, pattern: &str) -> Option<(&'static str, String)> {
    let fill = |id: &dyn std::fmt::Display| pattern.replace("{id}", &id.to_string());
    let import =
        |t: &Things| t.imports.iter().find(|(at, _)| pattern.starts_with(at)).map(|(_, id)| id.clone());
    let (person, path) = match pattern {
        "/static/{file}" | "/favicon.ico" | "/healthz" => return None,
        "/login" | "/forgot" | "/readyz" => ("", pattern.to_owned()),
        "/invite/{token}" => ("", pattern.replace("{token}", &t.invite)),
        "/reset/{token}" => ("", pattern.replace("{token}", &t.reset)),
        "/setup/{token}" => ("", pattern.replace("{token}", &t.setup)),
        "/units/import/{id}"
        | "/units/import/{id}/columns"
        | "/units/import/{id}/faults.xlsx"
        | "/people/import/{id}"
        | "/people/import/{id}/columns"
        | "/people/import/{id}/faults.xlsx" => ("admin@CQ01", fill(&import(t)?)),
        "/issues/import/{id}" | "/issues/import/{id}/columns" | "/issues/import/{id}/faults.xlsx" => {
            ("officer@CQ01", fill(&import(t)?))
        }
        "/issues/import" | "/issues/import/template.xlsx" => ("officer@CQ01", pattern.to_owned()),
        "/systems/import/{id}" | "/systems/import/{id}/columns" | "/systems/import/{id}/faults.xlsx" => {
            ("officer@CQ01", fill(&import(t)?))
        }
        "/units/{id}/profile" => ("supervisor@CQ01", fill(&w.units["CQ01001"])),
        "/people/{id}/posts/{post}/end" | "/people/{id}/posts/{post}/edit" => {
            ("admin@CQ01", fill(&t.newcomer.0).replace("{post}", &t.newcomer.1))
        }
        "/people/{id}" | "/people/{id}/edit" | "/people/{id}/posts/new" => {
            ("admin@CQ01", fill(&w.people["owner@CQ01001"]))
        }
        p if p.starts_with("/units") || p.starts_with("/people") => ("admin@CQ01", fill(&w.units["CQ01"])),
        p if p.starts_with("/systems") => ("officer@CQ01", fill(&t.system)),
        "/issues/extend" => ("officer@CQ01001", pattern.to_owned()),
        p if p.starts_with("/issues") => ("supervisor@CQ01", fill(&t.issue)),
        "/supervisions/{id}" => ("officer@CQ01001", fill(&t.paper)),
        "/supervisions" => ("supervisor@CQ01", pattern.to_owned()),
        p if p.starts_with("/rounds") => ("supervisor@CQ01", fill(&t.round)),
        p if p.starts_with("/inspections") => ("officer@CQ01001", fill(&t.sheet)),
        p if p.starts_with("/checklists") => ("supervisor@CQ01", p.to_owned()),
        "/messages/{id}" => ("officer@CQ01001", fill(&t.message)),
        p if p.starts_with("/messages") => ("supervisor@CQ01", p.to_owned()),
        "/reminders" => ("officer@CQ01001", pattern.to_owned()),
        "/exports" => ("supervisor@CQ01", pattern.to_owned()),
        "/exports/{id}" => ("officer@CQ01001", fill(&t.export)),
        "/evidence/{id}" => ("officer@CQ01001", fill(&t.evidence)),
        p if p.starts_with("/admin") => ("admin@CQ01", p.to_owned()),
        "/audit" => ("auditor@CQ01", pattern.to_owned()),
        "/overview" | "/statistics.xlsx" => ("leader@CQ01", pattern.to_owned()),
        "/statistics" => ("leader@CQ01", format!("{pattern}?by=unit")),
        "/todo" | "/todo/count" => ("officer@CQ01001", pattern.to_owned()),
        "/" | "/account" => ("supervisor@CQ01", pattern.to_owned()),
        other => panic!("who opens {other}, and with what in it?"),
    };
    Some((person, path))
}

async fn browser(w: &World, person: &str) -> Client {
    if person.is_empty() { w.nobody() } else { w.sign_in(person).await }
}

/// A table of as many lines, each with a fault.
async fn uploads(w: &World, n: i32) -> Vec<(&'static str, String)> {
    let lines = |head: &str| (0..n).fold(format!("{head}\n"), |t, k| t + &format!("X{k},,,\n"));
    let mut ids = Vec::new();
    for (at, person, table) in [
        ("/units", "admin@CQ01", lines("单位编码,单位名称,上级单位编码,单位类型")),
        ("/people", "admin@CQ01", lines("姓名,单位编码,工号,手机号码")),
        ("/issues", "officer@CQ01", lines("责任单位,问题名称,检查项,发现日期,整改期限,整改状态")),
        ("/systems", "officer@CQ01", lines("系统名称,所属单位,等保级别,系统状态")),
    ] {
        let to = w
            .sign_in(person)
            .await
            .upload(&format!("{at}/import"), &[], &[("file", "a.csv", table.as_bytes())])
            .await;
        ids.push((at, to.is(303).to().rsplit('/').next().unwrap().to_owned()));
    }
    ids
}

/// Opens every page.
async fn pages(w: &World, t: &Things) -> Vec<Line> {
    let checklist = w.checklist().await.to_string();
    let mut lines = Vec::new();
    let routes = zicha::routes::all();
    let all = routes.list().iter().filter(|(method, _)| method == Method::GET).filter_map(|(_, pattern)| {
        visit(w, t, pattern)
            .map(|(person, path)| ((*pattern).to_owned(), person, path.replace("{id}", &checklist)))
    });
    let more = [
        ("/todo", "reviewer@CQ01"),
        ("/overview", "supervisor@CQ"),
        ("/statistics?by=clause", "supervisor@CQ"),
        ("/issues?q=3389&state=open&severity=medium", "supervisor@CQ01"),
        ("/issues/assign?state=open&scope=all", "supervisor@CQ01"),
        ("/issues/nudge?state=open&scope=all", "supervisor@CQ01"),
        ("/issues/extend?state=open&scope=all&until=2027-01-08", "officer@CQ01001"),
        ("/issues/rate?state=open&scope=all&grade=high", "officer@CQ01001"),
        ("/people?q=a", "admin@CQ01"),
        ("/people/invite?scope=all", "admin@CQ01"),
        ("/systems?q=a", "officer@CQ01"),
    ];
    let more = more.map(|(path, person)| (format!("{path} {person}"), person, path.to_owned()));
    for (what, person, path) in all.chain(more) {
        let mut browser = browser(w, person).await;
        sent();
        let answer = browser.get(&path).await;
        let sent = sent();
        assert!(
            [200, 303].contains(&answer.status.as_u16()),
            "{path} for {person}: {} {}",
            answer.status,
            answer.text()
        );
        assert!(!answer.to().starts_with("/login"), "{path} for {person}");
        lines.push(Line { what: format!("GET {what}"), sent });
    }
    lines
}

/// Adds a zone to a sheet; the first cell that it gets.
async fn column(w: &World, sheet: &str) -> String {
    let mut officer = w.sign_in("officer@CQ01001").await;
    let zone = [("do", "add"), ("kind", "zone"), ("name", "办公网")];
    officer.post(&format!("{sheet}/columns"), &zone).await.is(303);
    officer.get(sheet).await.attr("article#NET-02 form.cell-form input[name=subject]", "value").unwrap()
}

/// A write: what it is, who sends it, where, its fields, and whether a file comes with it.
type Sent<'a> = (&'a str, &'a str, String, Vec<(&'a str, &'a str)>, bool);

/// The main writes, each as its form sends it: with a key.
async fn writes(w: &World) -> Vec<Line> {
    let mut lines = Vec::new();
    let issue = format!("/issues/{}", w.issue("CQ01001").await);
    let (school, owner) = (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    let officer = w.people["officer@CQ01001"].to_string();
    let code = format!("U-{}", Uuid::now_v7());
    let (rest, fresh) = (w.round("CQ01001").await.1, w.round("CQ01001").await.1);
    let rest = format!("/inspections/{rest}/answers");
    let fresh = format!("/inspections/{fresh}");
    let subject = column(w, &fresh).await;
    let fresh = format!("{fresh}/answers");
    let cell = |version, answer| {
        vec![("code", "NET-02"), ("subject", subject.as_str()), ("version", version), ("answer", answer)]
    };
    let raise = vec![
        ("unit", school.as_str()),
        ("title", "3389"),
        ("severity", "medium"),
        ("owner", owner.as_str()),
        ("main", "NET-02"),
        ("found_on", "2026-11-23"),
    ];
    let forms: Vec<Sent<'_>> = vec![
        ("raised", "officer@CQ01001", "/issues".into(), raise, false),
        ("assigned", "officer@CQ01001", format!("{issue}/assign"), vec![("owner", officer.as_str())], false),
        ("started", "officer@CQ01001", format!("{issue}/start"), vec![], false),
        (
            "submitted",
            "officer@CQ01001",
            format!("{issue}/submit"),
            vec![("measure", "已关闭端口"), ("taken_on", "2026-11-23")],
            true,
        ),
        ("closed", "reviewer@CQ01", format!("{issue}/close"), vec![("reason", "整改到位")], false),
        (
            "unit added",
            "admin@CQ01",
            "/units".into(),
            vec![("parent", school.as_str()), ("code", &code), ("name", "新单位")],
            false,
        ),
        (
            "system added",
            "officer@CQ01001",
            "/systems".into(),
            vec![("unit", &school), ("name", &code), ("status", "in_use")],
            false,
        ),
        ("answered, the first", "officer@CQ01001", fresh.clone(), cell("0", "pass"), false),
        ("answered", "officer@CQ01001", fresh.clone(), cell("1", "fail"), false),
        ("answered in place", "officer@CQ01001", fresh, cell("2", "pass"), false),
        ("all the rest answered", "officer@CQ01001", rest, vec![("rest", "all")], false),
    ];
    for (what, person, path, mut fields, files) in forms {
        let mut browser = w.sign_in(person).await;
        browser.htmx = what.ends_with("in place");
        let key = Uuid::now_v7().to_string();
        fields.push(("key", &key));
        sent();
        let answer = match files {
            true => browser.upload(&path, &fields, &[("files", "a.png", b"\x89PNG\r\n\x1a\n\0\0")]).await,
            false => browser.post(&path, &fields).await,
        };
        let sent = sent();
        answer.is(if browser.htmx { 200 } else { 303 });
        lines.push(Line { what: format!("POST {what}"), sent });
    }
    lines
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_request_sends_few_statements_and_no_more_for_more_rows(pool: PgPool) {
    let w = World::new(pool).await;
    let issue = w.issue("CQ01001").await;
    let (round, sheet) = w.round("CQ01001").await;
    let mut t = Things {
        issue,
        round,
        sheet,
        evidence: w.evidence("CQ01001").await,
        export: w.object("/exports/{id}", "CQ01001").await,
        message: w.object("/messages/{id}", "CQ01001").await,
        paper: w.object("/supervisions/{id}", "CQ01001").await,
        system: w.system("CQ01001").await,
        newcomer: w.newcomer("CQ01001").await,
        imports: Vec::new(),
        invite: w.link("invite", Some("owner@CQ01001")).await,
        reset: w.link("reset", Some("owner@CQ01001")).await,
        setup: w.link("setup", None).await,
    };
    let mut found: Vec<Vec<Line>> = Vec::new();
    for (n, more) in [(5, 5), (50, 45)] {
        w.more(more).await;
        w.spread(round).await;
        let mut officer = w.sign_in("officer@CQ01001").await;
        officer.post(&format!("/inspections/{sheet}/answers"), &[("rest", "all")]).await.is(303);
        w.faults(sheet, more).await;
        t.imports = uploads(&w, n).await;
        let mut lines = pages(&w, &t).await;
        lines.extend(writes(&w).await);
        found.push(lines);
    }
    let mut wrong = String::new();
    for (few, many) in found[0].iter().zip(&found[1]) {
        let (a, b) = (few.sent.len(), many.sent.len());
        assert_eq!(few.what, many.what);
        if a != b || a > MOST {
            writeln!(
                wrong,
                "{a:3} {b:3}  {}\n{}",
                few.what,
                many.sent.iter().map(|s| format!("           {s:.160}\n")).collect::<String>()
            )
            .unwrap();
        }
    }
    assert!(wrong.is_empty(), "statements for 5 and for 50 rows, at most {MOST}:\n{wrong}");
}
