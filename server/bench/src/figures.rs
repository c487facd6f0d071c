//! What is measured, one after the other; programs that are compared take turns.
use crate::{
    Run,
    report::{Report, Target, median},
    writes,
};
use anyhow::{Context, Result, ensure};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, postgres::PgConnectOptions};
use std::{path::Path, process::Command, time::Duration};
use zicha_bench::{
    client::{Client, Load, load},
    portal::Program,
};

/// The list that all look at, and how many rows it shows.
const LIST: &str = "/issues?state=awaiting";
const ROWS: usize = 50;
/// As one would run it.
const LOG: &[(&str, &str)] = &[("ZICHA_LOG", "text,warn")];
const CITY: &str = "supervisor-B00000";

/// Measures everything.
pub async fn run(url: &str, run: &Run) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("zicha-bench-{}", std::process::id()));
    let large = filled(url, "large", run, run.issues).await?;
    let small = filled(url, "small", run, run.few).await?;
    let mut report = Report::begin();
    let portal = Program::portal(&run.zicha, &folder.join("large"), &large, LOG).await?;
    report.add("start to first answer, migrated", Target::Most(1.0), portal.start.as_secs_f64(), "s");
    report.add("memory, idle", Target::Most(60.0), portal.memory()?.0, "MB");
    beside_the_reference(&mut report, run, &portal, &folder, &large).await?;
    scopes(&mut report, run, &portal, &large).await?;
    growth(&mut report, run, &portal, &folder, &small).await?;
    statements(&mut report, run, &folder, &large).await?;
    report.add("memory, the most under load", Target::Most(200.0), portal.memory()?.1, "MB");
    writes::measure(&mut report, run, &portal, &large).await?;
    report.write(&run.report)?;
    drop(portal);
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// A database of this cluster with so many issues.
async fn filled(url: &str, name: &str, run: &Run, issues: u32) -> Result<String> {
    let mut db = connect(url).await?;
    db.execute(AssertSqlSafe(format!("create database zicha_{name}"))).await?;
    db.close().await?;
    let (address, options) = url.split_once('?').unwrap_or((url, ""));
    let (server, _) = address.rsplit_once('/').context("a URL without a database")?;
    let url = format!("{server}/zicha_{name}?{options}");
    let sizes = ["--units", &run.units.to_string(), "--issues", &issues.to_string()].map(str::to_owned);
    let filling =
        Command::new(&run.zicha).arg("bench-data").args(sizes).env("ZICHA_DATABASE_URL", &url).status()?;
    ensure!(filling.success(), "bench-data failed");
    Ok(url)
}

/// A connection past everything.
pub async fn connect(url: &str) -> Result<PgConnection> {
    Ok(url.parse::<PgConnectOptions>()?.connect().await?)
}

async fn beside_the_reference(
    report: &mut Report,
    run: &Run,
    portal: &Program,
    folder: &Path,
    url: &str,
) -> Result<()> {
    let this = std::env::current_exe()?;
    let reference = Program::other(&this, &["--database-url", url, "reference"], folder).await?;
    let mut who = Client::sign_in(portal.address, CITY).await?;
    full(&mut who, LIST).await?;
    let mut bare = Client::connect(reference.address).await?;
    full(&mut bare, "/").await?;
    let time = Duration::from_secs_f64(run.seconds);
    for connections in [1, 8, 32] {
        let (mut ratios, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..run.pairs {
            let b = load(&bare, reference.address, "/", connections, time).await?;
            let p = load(&who, portal.address, LIST, connections, time).await?;
            ratios.push(p.rate / b.rate);
            ours.push(p.rate);
            theirs.push(b.rate);
        }
        let at = format!("{connections} connections");
        report.add(
            &format!("issue list, {at}: beside the bare program"),
            Target::Least(0.7),
            median(ratios),
            "×",
        );
        report.add(&format!("  the portal, {at}"), Target::None, median(ours), "/s");
        report.add(&format!("  the bare program, {at}"), Target::None, median(theirs), "/s");
    }
    Ok(())
}

/// Fails unless the page shows all the rows that it should.
async fn full(who: &mut Client, path: &str) -> Result<()> {
    let page = who.get(path).await?;
    let rows = String::from_utf8_lossy(&page.body).matches("<th scope=\"row\"").count();
    ensure!(page.status == 200 && rows == ROWS, "{path}: {} with {rows} rows", page.status);
    Ok(())
}

async fn scopes(report: &mut Report, run: &Run, portal: &Program, url: &str) -> Result<()> {
    let mut db = connect(url).await?;
    // The unit with most to show; in a small database none fills a page, and then none is compared.
    let code: Option<String> = sqlx::query_scalar(
        "select u.code from unit u join issue_scope s on s.ancestor = u.path and s.state = 'awaiting'
          where not exists (select from unit c where c.parent_id = u.id) group by u.code having count(*) >= $1
          order by count(*) desc, u.code limit 1",
    )
    .bind(i64::try_from(ROWS)?)
    .fetch_optional(&mut db)
    .await?;
    let mut pages =
        vec![("the city", CITY.to_owned(), LIST), ("a district", "supervisor-B00001".into(), LIST)];
    pages.extend(code.map(|code| ("a unit", format!("officer-{code}"), LIST)));
    let lists = pages.len();
    pages.push(("overview of the whole tree", CITY.into(), "/overview"));
    let p95 = turns(run, portal, &pages).await?;
    let (most, least) = (
        p95[..lists].iter().copied().fold(0.0, f64::max),
        p95[..lists].iter().copied().fold(f64::MAX, f64::min),
    );
    report.add(
        "issue list for city, district and unit: slowest beside quickest (p95)",
        Target::Most(2.0),
        most / least,
        "×",
    );
    for ((name, ..), p95) in pages.iter().zip(&p95) {
        report.add(&format!("  {name}"), Target::None, *p95, "ms");
    }
    report.add(
        "overview of the whole tree, beside the list (p95)",
        Target::Most(3.0),
        p95[lists] / p95[0],
        "×",
    );
    Ok(())
}

/// The p95 of pages that take turns, the median of all turns.
async fn turns(run: &Run, portal: &Program, pages: &[(&str, String, &str)]) -> Result<Vec<f64>> {
    let mut signed_in = Vec::new();
    for (_, user, path) in pages {
        let mut who = Client::sign_in(portal.address, user).await?;
        if *path == LIST {
            full(&mut who, LIST).await?;
        }
        signed_in.push((who, *path));
    }
    let mut found: Vec<Vec<f64>> = vec![Vec::new(); pages.len()];
    for _ in 0..run.pairs {
        for ((who, path), found) in signed_in.iter().zip(&mut found) {
            found.push(quick(run, who, portal, path).await?.p95);
        }
    }
    Ok(found.into_iter().map(median).collect())
}

async fn quick(run: &Run, who: &Client, portal: &Program, path: &str) -> Result<Load> {
    load(who, portal.address, path, 2, Duration::from_secs_f64(run.seconds)).await
}

async fn growth(report: &mut Report, run: &Run, large: &Program, folder: &Path, url: &str) -> Result<()> {
    let small = Program::portal(&run.zicha, &folder.join("small"), url, LOG).await?;
    for (name, user, path) in [
        ("issue list", CITY, LIST),
        ("issue page", CITY, ""),
        ("to-do", "reviewer-B00001", "/todo"),
        ("overview", CITY, "/overview"),
    ] {
        let mut both = Vec::new();
        for program in [&small, large] {
            let mut who = Client::sign_in(program.address, user).await?;
            let path = if path.is_empty() { first_issue(&mut who).await? } else { path.to_owned() };
            both.push((program, who, path));
        }
        let mut ratios = Vec::new();
        for _ in 0..run.pairs {
            let mut p95 = Vec::new();
            for (program, who, path) in &both {
                p95.push(quick(run, who, program, path).await?.p95);
            }
            ratios.push(p95[1] / p95[0]);
        }
        let title = format!("{name}: {} issues beside {} (p95)", run.issues, run.few);
        report.add(&title, Target::Most(1.2), median(ratios), "×");
    }
    Ok(())
}

async fn first_issue(who: &mut Client) -> Result<String> {
    let list = who.get(LIST).await?;
    let id = list.between("main-cell\"><a href=\"/issues/", "\"").context("no issue in the list")?;
    Ok(format!("/issues/{id}"))
}

/// Statements per page, from the log of a program that tells them.
async fn statements(report: &mut Report, run: &Run, folder: &Path, url: &str) -> Result<()> {
    let log = [("ZICHA_LOG", "json,warn,sqlx::query=debug")];
    let portal = Program::portal(&run.zicha, &folder.join("told"), url, &log).await?;
    let mut who = Client::sign_in(portal.address, CITY).await?;
    let issue = first_issue(&mut who).await?;
    let pages = [LIST, issue.as_str(), "/todo", "/overview", "/units", "/systems", "/inspections", "/rounds"];
    let (mut most, mut which) = (0, "");
    for page in pages {
        let told = |log: &Path| {
            std::fs::read_to_string(log).map(|l| l.matches("\"target\":\"sqlx::query\"").count())
        };
        let before = told(&portal.log)?;
        ensure!(who.get(page).await?.status == 200, "{page}");
        let n = told(&portal.log)? - before;
        if n > most {
            (most, which) = (n, page);
        }
    }
    let which = which.split(['?', '-']).next().unwrap_or_default();
    report.add(
        &format!("SQL statements of a page, the most ({which:.20})"),
        Target::Most(10.0),
        f64::from(u32::try_from(most)?),
        "",
    );
    Ok(())
}
