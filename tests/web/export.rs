//! Workbooks as a person opens them: LibreOffice shows each cell as it should be, and nothing in the file is a formula.
use super::support::{Client, World};
use sqlx::PgPool;
use std::{
    io::{Cursor, Read},
    path::{Path, PathBuf},
    process::Command,
};
use uuid::Uuid;

const MISSING: &str = "LibreOffice is missing; please type

    sudo sh -c \"apt-get update && apt-get install --yes --no-install-recommends libreoffice-calc-nogui\"
";
/// Comma, quotes, UTF-8, from the first line on; cells as shown, no formulas in their place, every sheet.
const CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

/// The cells of a workbook's only sheet, as LibreOffice shows them.
fn shown(book: &[u8]) -> Vec<Vec<String>> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("office-{}", Uuid::now_v7()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("book.xlsx"), book).unwrap();
    // Two of them that start at the same moment sometimes lose each other's files: each has its own, and a second try.
    let sheet = (0..3).find_map(|n| convert(&folder, n)).expect(MISSING);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(sheet).unwrap();
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    std::fs::remove_dir_all(&folder).unwrap();
    rows
}

fn convert(folder: &Path, n: usize) -> Option<PathBuf> {
    let own = folder.join(n.to_string());
    std::fs::create_dir_all(&own).unwrap();
    let said = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", own.display()))
        .args(["--headless", "--convert-to", CSV, "--outdir"])
        .arg(&own)
        .arg(folder.join("book.xlsx"))
        .env("HOME", &own)
        .env("TMPDIR", &own)
        .output()
        .expect(MISSING);
    let files = std::fs::read_dir(&own).unwrap().map(|f| f.unwrap().path());
    let sheets: Vec<PathBuf> = files.filter(|f| f.extension().is_some_and(|e| e == "csv")).collect();
    assert!(sheets.len() < 2, "{sheets:?}: more than one sheet");
    if sheets.is_empty() {
        eprintln!("{}", String::from_utf8_lossy(&said.stderr));
    }
    sheets.into_iter().next()
}

/// Fails where a cell is not shown as expected; `*` stands for anything.
#[track_caller]
fn shows(book: &[u8], expected: &[&[&str]]) {
    holds_no_formula(book);
    let rows = shown(book);
    assert_eq!(rows.len(), expected.len(), "rows: {rows:#?}");
    for (y, (row, wanted)) in rows.iter().zip(expected).enumerate() {
        assert_eq!(row.len(), wanted.len(), "cells of row {}: {row:?}", y + 1);
        for (x, (cell, wanted)) in row.iter().zip(*wanted).enumerate() {
            let name = format!("{}{}", char::from(b'A' + u8::try_from(x).unwrap()), y + 1);
            assert!(*wanted == "*" || cell == wanted, "{name} shows {cell:?}, not {wanted:?}");
        }
    }
}

#[track_caller]
fn holds_no_formula(book: &[u8]) {
    let mut parts = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let names = parts.file_names().map(|name| name.unwrap().into_owned());
    let sheets: Vec<String> = names.filter(|name| name.starts_with("xl/worksheets/")).collect();
    assert!(!sheets.is_empty());
    for sheet in sheets {
        let mut text = String::new();
        parts.by_name(&sheet).unwrap().read_to_string(&mut text).unwrap();
        assert!(!text.contains("<f>") && !text.contains("<f "), "{sheet} holds a formula");
    }
}

/// What a spreadsheet would run or alter if it took a text for something else.
const DANGEROUS: &[&str] = &[
    "=1+1",
    "+1-1",
    "-2",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "0012",
    "1e5",
    "2026-11-23",
    "=HYPERLINK(\"http://a.example\")",
];

async fn system(officer: &mut Client, unit: &str, name: &str, remark: &str) {
    let form = [
        ("unit", unit),
        ("name", name),
        ("status", "suspended"),
        ("level", "3"),
        ("important", "1"),
        ("filing_no", "50010320001-24001"),
        ("online", "2019-03"),
        ("remark", remark),
    ];
    officer.post("/systems", &form).await.is(303);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_register_of_systems_opens_in_libreoffice_as_it_is(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let unit = w.units["CQ01001"].to_string();
    for (n, text) in DANGEROUS.iter().enumerate() {
        system(&mut officer, &unit, &format!("系统{n}"), text).await;
    }
    let book = officer.get("/systems.xlsx").await.is(200).bytes;
    let heads = "所属单位 系统名称 等保级别 备案编号 系统状态 重要信息系统 主管责任人 运营责任人 联系电话 上线时间 网络暴露面 统建单位 备注";
    let heads: Vec<&str> = heads.split(' ').collect();
    let names: Vec<String> = (0..DANGEROUS.len()).map(|n| format!("系统{n}")).collect();
    let rows: Vec<Vec<&str>> = names
        .iter()
        .zip(DANGEROUS)
        .map(|(name, text)| {
            let kept = text.trim();
            vec![
                "渝中区第一小学",
                name,
                "三级",
                "50010320001-24001",
                "停用未下线",
                "是",
                "",
                "",
                "",
                "2019-03",
                "",
                "",
                kept,
            ]
        })
        .collect();
    let expected: Vec<&[&str]> = std::iter::once(&heads[..]).chain(rows.iter().map(Vec::as_slice)).collect();
    shows(&book, &expected);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_list_of_issues_opens_in_libreoffice_as_it_is(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    let (unit, owner) = (w.units["CQ01001"].to_string(), w.people["owner@CQ01001"].to_string());
    for title in DANGEROUS {
        let form = [
            ("unit", unit.as_str()),
            ("title", title),
            ("severity", "medium"),
            ("owner", &owner),
            ("main", "NET-02"),
            ("subject_kind", "system"),
            ("subject_name", "=教务系统"),
            ("found_on", "2026-11-23"),
        ];
        officer.post("/issues", &form).await.is(303);
    }
    let book = officer.get("/issues.xlsx").await.is(200).bytes;
    let heads = "序号 编号 责任单位 系统 条款 问题描述 严重程度 责任人 发现日期 临时处置期限 整改期限 状态 整改措施 完成日期 复核人 备注";
    let heads: Vec<&str> = heads.split(' ').collect();
    let numbers: Vec<[String; 2]> =
        (1..=DANGEROUS.len()).map(|n| [n.to_string(), format!("WT-2026-{n:06}")]).collect();
    let rows: Vec<Vec<&str>> = numbers
        .iter()
        .zip(DANGEROUS)
        .map(|([n, number], title)| {
            let facts = [
                "渝中区第一小学",
                "=教务系统",
                "*",
                title.trim(),
                "中",
                "owner@CQ01001",
                "2026-11-23",
                "*",
                "2026-12-21",
                "待整改",
            ];
            [n.as_str(), number].into_iter().chain(facts).chain([""; 4]).collect()
        })
        .collect();
    let expected: Vec<&[&str]> = std::iter::once(&heads[..]).chain(rows.iter().map(Vec::as_slice)).collect();
    shows(&book, &expected);
}

/// More rows than are read at a time.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_workbook_holds_every_row_once_however_many(pool: PgPool) {
    let w = World::new(pool).await;
    let (system, issue) = (w.system("CQ01001").await, w.issue("CQ01001").await);
    for (table, id, own) in [("system", system, "name"), ("issue", issue, "number")] {
        let sql = format!(
            "insert into {table} select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), '{own}', 'X' || n))).*
               from {table} t, generate_series(1, 4100) n where t.id = $1"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).execute(&w.pool).await.unwrap();
    }
    let mut officer = w.sign_in("officer@CQ01001").await;
    for path in ["/systems.xlsx", "/issues.xlsx"] {
        let book = officer.get(path).await.is(200).bytes;
        let mut text = String::new();
        let mut parts = zip::ZipArchive::new(Cursor::new(book)).unwrap();
        parts.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut text).unwrap();
        let names: std::collections::BTreeSet<&str> =
            text.split("<t>X").skip(1).filter_map(|t| t.split('<').next()).collect();
        assert_eq!((text.matches("<row ").count(), names.len()), (4102, 4100), "{path}");
    }
}
