//! The ledger of an office, counted, and ledgers of another make.
use std::collections::HashMap;

use super::*;
use crate::{
    base::{
        spreadsheet::{Limits, Sheet, read as read_sheet},
        table_import::Matching,
    },
    features::units::import as units,
};
use proptest::prelude::*;
use table_import::Reason as Cell;

const SYSTEMS: &[u8] = include_bytes!("../../../../tests/fixtures/systems-office.xlsx");
const UNITS: &[u8] = include_bytes!("../../../../tests/fixtures/units.xlsx");

type Systems = Import<SystemRow<usize>, Reason>;

fn lookup() -> Lookup<usize> {
    let sheet = read_sheet(UNITS, "units.xlsx", &Limits::default()).unwrap();
    let tree = units::read(&Table::find(&sheet, &units::COLUMNS, &Matching::default()).unwrap(), &[]);
    tree.good()
        .enumerate()
        .flat_map(|(at, (_, unit))| [(unit.code.clone(), at), (unit.name.clone(), at)])
        .collect()
}

fn ledger(sheet: &Sheet) -> Systems {
    read(&Table::find(sheet, &COLUMNS, &Matching::default()).unwrap(), &lookup())
}

fn sample() -> Systems {
    ledger(&read_sheet(SYSTEMS, "systems-office.xlsx", &Limits::default()).unwrap())
}

fn text(text: &str) -> Systems {
    ledger(&read_sheet(text.as_bytes(), "a.csv", &Limits::default()).unwrap())
}

fn count<T: std::hash::Hash + Eq>(values: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts
}

fn faults(import: &Systems) -> Vec<(u32, &'static str, String, Reason)> {
    let flat = import.refused().flat_map(|(line, faults)| faults.iter().map(move |f| (line.number, f)));
    flat.map(|(number, f)| (number, f.column, f.original.clone(), f.reason.clone())).collect()
}

#[test]
fn import_takes_the_ledger_and_names_the_bad_cells() {
    let import = sample();
    assert_eq!((import.head, import.ignored.as_slice()), (3, &["序号".to_owned()][..]));
    assert_eq!((import.lines.len(), import.good().count(), import.refused().count()), (73, 71, 2));
    let expected = [
        (77, "unit", "不存在的单位".to_owned(), Cell::UnknownValue.into()),
        (78, "name", String::new(), Cell::Required.into()),
    ];
    assert_eq!(faults(&import), expected);
    assert_eq!(import.skipped.iter().map(|s| s.number).collect::<Vec<_>>(), [80], "the footer");
}

#[test]
fn import_reads_levels_and_states() {
    let import = sample();
    let levels = count(import.good().map(|(_, system)| system.level.map(MlpsLevel::number)));
    assert_eq!(levels, HashMap::from([(Some(3), 29), (Some(2), 30), (None, 12)]));
    let states = count(import.good().map(|(_, system)| system.status.code()));
    assert_eq!(states, HashMap::from([("in_use", 33), ("suspended", 29), ("retired", 9)]));
}

#[test]
fn import_reads_the_dates_of_the_ledger() {
    let import = sample();
    let dates = count(import.good().map(|(_, system)| system.online.map(|date| date.to_string())));
    let written: HashMap<String, usize> = count(
        import
            .good()
            .map(|(line, _)| line.cells.iter().find(|c| c.column == "online").unwrap().original.clone()),
    );
    for (original, meant) in [
        ("2018-09-01", "2018-09-01"),
        ("2020年5月6日", "2020-05-06"),
        ("2021/7/1", "2021-07-01"),
        ("２０２２-01-05", "2022-01-05"),
        ("44562", "2022-01-01"),
        ("2019.3", "2019-03"),
    ] {
        assert!(written[original] > 0);
        assert_eq!(dates[&Some(meant.to_owned())], written[original], "{original}");
    }
    assert_eq!((dates.len(), dates[&None]), (7, written[""]));
    assert!(
        import.good().any(|(_, system)| system.online == PartialDate::month(2019, 3)),
        "a month stays a month"
    );
}

#[test]
fn import_warns_of_shared_filings_and_owners() {
    let import = sample();
    let warnings = count(
        import
            .lines
            .iter()
            .filter(|l| l.good().is_some())
            .flat_map(|l| l.warnings.iter().map(|w| (w.column, w.reason.clone())))
            .map(|(c, r)| (c, format!("{r:?}"))),
    );
    let operating =
        |name: Option<&str>| import.good().filter(|(_, s)| s.operating.as_deref() == name).count();
    let expected = HashMap::from([
        (("filing", "SharedFiling { lines: 16 }".to_owned()), 16),
        (("operating", "OwnerNoPerson".to_owned()), operating(Some("信息中心"))),
        (("operating", "NoOwner".to_owned()), operating(None)),
    ]);
    assert_eq!(warnings, expected);
    assert_eq!((operating(Some("信息中心")), operating(None)), (13, 3));
    assert_eq!(import.good().filter(|(_, s)| s.filing.is_some()).count(), 16, "无 and blank are none");
}

#[test]
fn import_keeps_texts_as_they_are() {
    let import = sample();
    let formula = "=HYPERLINK(\"http://example.invalid\")";
    assert!(import.good().any(|(_, s)| s.remark.as_deref() == Some(formula)));
    assert!(import.good().all(|(_, s)| !s.name.contains('\n') && s.accountable.is_some()));
    let cell = |line: u32, column: &str| {
        import
            .lines
            .iter()
            .find(|l| l.number == line)
            .unwrap()
            .cells
            .iter()
            .find(|c| c.column == column)
            .unwrap()
            .clone()
    };
    assert_eq!(
        (cell(7, "name").original.as_str(), cell(7, "name").normalised.as_deref()),
        ("财务系统\n", Some("财务系统"))
    );
    assert_eq!(
        (cell(7, "online").original.as_str(), cell(7, "online").normalised.as_deref()),
        ("44562", Some("2022-01-01"))
    );
}

#[test]
fn import_again_changes_nothing() {
    let (first, second) = (sample(), sample());
    for ((_, new), (_, stored)) in second.good().zip(first.good()) {
        assert!(new.changes(stored, |c| second.has(c)).is_empty());
    }
    let mut stored = first.good().next().unwrap().1.clone();
    stored.important = Some(true);
    stored.level = None;
    assert_eq!(
        second.good().next().unwrap().1.changes(&stored, |c| second.has(c)),
        ["level"],
        "the ledger says nothing on importance"
    );
}

#[test]
fn import_takes_ledgers_of_another_make() {
    let import = text(
        "Remark;System name;Unit code;MLPS level;Status;Important;Network exposure;Go-live date (month)\n\
         a, b;OA;CQ01001;level 2;In use;Yes;Internet;2024-02\n\
         ;ＯＡ;cq01001;Ⅳ;已停用;;;20240229\n",
    );
    let (_, system) = import.good().next().unwrap();
    assert_eq!(
        (system.level, system.important, system.exposure.as_deref()),
        (Some(MlpsLevel::Two), Some(true), Some("Internet"))
    );
    assert_eq!((system.remark.as_deref(), system.online), (Some("a, b"), PartialDate::month(2024, 2)));
    assert_eq!(faults(&import), [(3, "name", "ＯＡ".to_owned(), Cell::Repeated { first: 2 }.into())]);
}

#[test]
fn import_names_every_bad_cell_of_a_line() {
    let import =
        text("单位,系统名称,等保级别,状态,联系电话,上线时间,重要系统\nCQ,—,六级,不详,abc,去年,也许\n");
    let columns: Vec<_> =
        faults(&import).into_iter().map(|(_, column, _, reason)| (column, reason)).collect();
    let expected = [
        ("name", Cell::Required),
        ("level", Cell::UnknownValue),
        ("status", Cell::UnknownValue),
        ("phone", Cell::BadPhone),
        ("online", Cell::NotADate),
        ("important", Cell::UnknownValue),
    ];
    assert_eq!(columns, expected.map(|(column, reason)| (column, Reason::Cell(reason))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The order of columns and the delimiter do not matter.
    #[test]
    fn import_reads_columns_in_any_order(order in Just([0usize, 1, 2, 3, 4]).prop_shuffle(), delimiter in prop::sample::select(vec![",", ";", "\t"])) {
        let rows = [["单位", "系统名称", "等保级别", "系统状态", "上线时间"], ["CQ", "门户网站", "二级", "在用", "2020年5月6日"]];
        let list: Vec<String> = rows.iter().map(|row| order.map(|at| row[at]).join(delimiter)).collect();
        let import = text(&list.join("\r\n"));
        let (_, system) = import.good().next().unwrap();
        prop_assert_eq!(system.name.as_str(), "门户网站");
        prop_assert_eq!(system.level, Some(MlpsLevel::Two));
        prop_assert_eq!(system.online.map(|date| date.to_string()), Some("2020-05-06".to_owned()));
    }
}
