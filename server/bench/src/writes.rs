//! What writes or reads much at once: answers, workbooks out and in, a round of the whole city.
use crate::{
    Run,
    figures::connect,
    report::{Report, Target, median},
};
use anyhow::{Context, Result, ensure};
use rust_xlsxwriter::Workbook;
use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};
use uuid::Uuid;
use zicha_bench::{
    client::{Client, first_cell},
    portal::Program,
};

const CITY: &str = "supervisor-B00000";
/// People who answer at once.
const WRITERS: usize = 8;
/// Rows of the workbook that is taken in.
const ROWS_IN: u32 = 50_000;

/// One statement each of what an answer needs at the least.
const PGBENCH: &str = "\\set n random(1, 100000)
begin;
insert into bench_row (note) values ('符合');
update bench_count set n = n + 1 where id = :n;
end;
";

/// Measures all of it.
pub async fn measure(report: &mut Report, run: &Run, portal: &Program, url: &str) -> Result<()> {
    answers(report, run, portal, url).await?;
    export(report, portal, url).await?;
    import(report, run, url)?;
    round(report, run, portal, url).await
}

async fn answers(report: &mut Report, run: &Run, portal: &Program, url: &str) -> Result<()> {
    let mut db = connect(url).await?;
    sqlx::raw_sql(
        "create table bench_row (id bigserial primary key, note text); create table bench_count (id int primary key, n int);
         insert into bench_count select n, 0 from generate_series(1, 100000) n",
    )
    .execute(&mut db)
    .await?;
    let sheets: Vec<(String, Uuid)> = sqlx::query_as(
        "select u.code, i.id from inspection i join unit u on u.id = i.unit_id
          where i.state = 'open' and i.round_id = (select max(id::text)::uuid from round) order by u.no desc limit $1",
    )
    .bind(i64::try_from(WRITERS)?)
    .fetch_all(&mut db)
    .await?;
    ensure!(sheets.len() == WRITERS, "{} open sheets", sheets.len());
    let mut officers = Vec::new();
    for (code, sheet) in &sheets {
        let mut who = Client::sign_in(portal.address, &format!("officer-{code}")).await?;
        let path = format!("/inspections/{sheet}");
        let page = who.get(&path).await?;
        let csrf = who.csrf(&path).await?;
        let cell = first_cell(&page).context("no cell in the sheet")?;
        officers.push((who, format!("{path}/answers"), csrf, cell, 0_u32));
    }
    let script = std::env::temp_dir().join(format!("zicha-bench-{}.sql", std::process::id()));
    std::fs::write(&script, PGBENCH)?;
    let time = Duration::from_secs_f64(run.seconds);
    let (mut ratios, mut saved) = (Vec::new(), Vec::new());
    for _ in 0..run.pairs {
        let bare = pgbench(&script, url, time)?;
        let begun = Instant::now();
        let mut running = Vec::new();
        for (mut who, path, csrf, cell, mut version) in std::mem::take(&mut officers) {
            running.push(tokio::spawn(async move {
                let first = version;
                while begun.elapsed() < time {
                    let (key, at) = (Uuid::now_v7().to_string(), version.to_string());
                    let answer = if version.is_multiple_of(2) { "pass" } else { "na" };
                    let fields = [
                        ("csrf", csrf.as_str()),
                        ("key", &key),
                        ("code", &cell.0),
                        ("subject", &cell.1),
                        ("version", &at),
                        ("answer", answer),
                    ];
                    let told = who.post(&path, &fields).await?;
                    ensure!(told.status == 303, "an answer to {} was not kept: {}", cell.0, told.status);
                    version += 1;
                }
                Ok((version - first, (who, path, csrf, cell, version)))
            }));
        }
        let mut n = 0;
        for one in running {
            let (done, officer) = one.await??;
            n += done;
            officers.push(officer);
        }
        let rate = f64::from(n) / begun.elapsed().as_secs_f64();
        saved.push(rate);
        ratios.push(rate / bare);
    }
    std::fs::remove_file(script)?;
    report.add(
        "one answer saved, beside one INSERT and one UPDATE of pgbench",
        Target::Least(0.3),
        median(ratios),
        "×",
    );
    report.add("  answers saved", Target::None, median(saved), "/s");
    Ok(())
}

/// Transactions per second.
fn pgbench(script: &Path, url: &str, time: Duration) -> Result<f64> {
    let seconds = time.as_secs().max(1).to_string();
    let mut command = Command::new("pgbench");
    command.args([
        "--no-vacuum",
        "--protocol=prepared",
        "--client",
        &WRITERS.to_string(),
        "--time",
        &seconds,
        "--file",
    ]);
    let said = command.arg(script).arg(url).output().context("pgbench")?;
    let text = String::from_utf8_lossy(&said.stdout);
    let tps = text.lines().find_map(|l| l.strip_prefix("tps = ")).context("pgbench tells no rate")?;
    Ok(tps.split(' ').next().unwrap_or_default().parse()?)
}

/// The city's open issues of medium severity, made behind the request; told for 100,000 of them.
async fn export(report: &mut Report, portal: &Program, url: &str) -> Result<()> {
    let mut who = Client::sign_in(portal.address, CITY).await?;
    let csrf = who.csrf("/exports").await?;
    let before = portal.memory()?.0;
    portal.forget_peak()?;
    let begun = Instant::now();
    let fields = [("csrf", csrf.as_str()), ("query", "state=open&severity=medium")];
    let told = who.post("/issues/export", &fields).await?;
    ensure!(told.status == 303, "the workbook: {}", told.status);
    let mut db = connect(url).await?;
    let rows = loop {
        ensure!(begun.elapsed() < Duration::from_secs(300), "the workbook is not made");
        let ready = "select written from export where body is not null";
        if let Some(rows) = sqlx::query_scalar::<_, i64>(ready).fetch_optional(&mut db).await? {
            break rows;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let scale = 100_000.0 / rows as f64;
    report.add(
        &format!("Excel out, {rows} issues, asked for until ready, told for 100,000"),
        Target::Most(10.0),
        begun.elapsed().as_secs_f64() * scale,
        "s",
    );
    let more = (portal.memory()?.1 - before) * scale.max(1.0);
    report.add("  memory for it", Target::Most(150.0), more, "MB");
    Ok(())
}

/// Systems of all units from a workbook, by the command.
fn import(report: &mut Report, run: &Run, url: &str) -> Result<()> {
    let file = std::env::temp_dir().join(format!("zicha-bench-{}.xlsx", std::process::id()));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    for (n, heading) in ["所属单位", "系统名称", "等保级别", "系统状态"].iter().enumerate() {
        sheet.write(0, u16::try_from(n)?, *heading)?;
    }
    for row in 1..=ROWS_IN {
        sheet.write(row, 0, format!("B{:05}", row % run.units))?;
        sheet.write(row, 1, format!("新系统{row}"))?;
        sheet.write(row, 2, "二级")?;
        sheet.write(row, 3, "在用")?;
    }
    book.save(&file)?;
    let begun = Instant::now();
    let taking = Command::new(&run.zicha)
        .args(["import", "systems"])
        .arg(&file)
        .env("ZICHA_DATABASE_URL", url)
        .output()?;
    let taken = begun.elapsed().as_secs_f64();
    std::fs::remove_file(file)?;
    if taking.status.success() {
        report.add(&format!("Excel in, {ROWS_IN} rows with checks"), Target::Most(15.0), taken, "s");
    } else {
        let said = String::from_utf8_lossy(&taking.stderr);
        eprintln!("Excel in is not measured: {}", said.lines().next().unwrap_or_default());
    }
    Ok(())
}

async fn round(report: &mut Report, run: &Run, portal: &Program, url: &str) -> Result<()> {
    let mut db = connect(url).await?;
    let (unit, checklist): (Uuid, Uuid) =
        sqlx::query_as("select u.id, c.id from unit u, checklist c where u.no = 1")
            .fetch_one(&mut db)
            .await?;
    let (unit, checklist) = (unit.to_string(), checklist.to_string());
    let mut who = Client::sign_in(portal.address, CITY).await?;
    let csrf = who.csrf("/rounds/new").await?;
    let key = Uuid::now_v7().to_string();
    let before = portal.memory()?.0;
    portal.forget_peak()?;
    let begun = Instant::now();
    let fields = [
        ("csrf", csrf.as_str()),
        ("key", &key),
        ("title", "年度自查"),
        ("unit", &unit),
        ("checklist", &checklist),
        ("every", "yearly"),
        ("starts_on", "2026-11-23"),
        ("due_on", "2026-12-31"),
        ("sign_off", "yes"),
    ];
    let told = who.post("/rounds", &fields).await?;
    ensure!(told.status == 303, "the round was not opened: {}", told.status);
    let answered = begun.elapsed().as_secs_f64();
    // As whoever waits sees it: the page shows how far the round is until every unit has its inspection.
    while who.get(&told.to).await?.between("id=\"progress\"", ">").is_some() {
        ensure!(begun.elapsed() < Duration::from_secs(300), "the round is still being handed out");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let opened = begun.elapsed().as_secs_f64();
    let id: Uuid = told.to.rsplit('/').next().unwrap_or_default().parse().context("where the round is")?;
    let there: i64 = sqlx::query_scalar("select count(*) from inspection where round_id = $1")
        .bind(id)
        .fetch_one(&mut db)
        .await?;
    ensure!(there == i64::from(run.units), "{there} inspections for {} units", run.units);
    report.add(&format!("a round for {} units opened", run.units), Target::Most(60.0), opened, "s");
    report.add("  until it is answered", Target::None, answered, "s");
    report.add("  memory for it", Target::Most(100.0), portal.memory()?.1 - before, "MB");
    Ok(())
}
