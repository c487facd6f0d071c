//! Lists as offices kept them, in words of another make.
use super::*;
use crate::base::{
    spreadsheet::{Limits, read as read_sheet},
    table_import::Matching,
};
use table_import::Reason as Cell;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}

fn beside() -> Beside {
    let mut school = Owners { by_name: Lookup::default(), officer: Some(id(10)) };
    for (name, who) in [("李明", 10), ("王芳", 11), ("张伟", 12), ("张伟", 13)] {
        school.by_name.add(name, id(who));
    }
    Beside {
        units: [("CQ01001", id(1)), ("第一小学", id(1)), ("CQ01002", id(2))].into_iter().collect(),
        owners: HashMap::from([(id(1), school)]),
        today: day("2026-11-23"),
    }
}

fn list(text: &str) -> Import<Row, Reason> {
    let sheet = read_sheet(text.as_bytes(), "a.csv", &Limits::default()).unwrap();
    read(&Table::find(&sheet, &COLUMNS, &Matching::default()).unwrap(), &beside())
}

fn faults(import: &Import<Row, Reason>) -> Vec<(&'static str, Reason)> {
    import.refused().flat_map(|(_, faults)| faults.iter().map(|f| (f.column, f.reason.clone()))).collect()
}

const HEADS: &str = "隐患编号,整改单位,存在的问题,检查内容,风险级别,检查日期,要求完成时间,责任人,整改情况,整改措施,完成时间\n";

#[test]
fn import_reads_a_list_in_the_words_of_the_office() {
    let lines =
        "17,第一小学,3389端口开放,net-02,重大隐患,2024.3.5,2024年4月3日,王 芳,已整改,关闭端口,2024/3/28
18,CQ01001,口令弱,NET-02,一般,2024-03-05,2024-06-03,,整改中,,";
    let import = list(&format!("{HEADS}{lines}"));
    assert!(faults(&import).is_empty(), "{:?}", faults(&import));
    let rows: Vec<&Row> = import.good().map(|(_, row)| row).collect();
    let done = Done { on: day("2024-03-28"), measure: "关闭端口".into() };
    assert_eq!(
        (rows[0].severity, rows[0].owner, &rows[0].progress, rows[0].found_on, rows[0].due),
        (Severity::High, id(11), &Progress::Closed(done), day("2024-03-05"), day("2024-04-03"))
    );
    assert_eq!(
        (rows[1].severity, rows[1].owner, &rows[1].progress),
        (Severity::Medium, id(10), &Progress::Rectifying)
    );
    let warned: Vec<_> = import.lines[1].warnings.iter().map(|w| w.reason.clone()).collect();
    assert_eq!(warned, [Reason::OwnerAssumed]);
    assert_eq!((rows[0].key(), rows[1].key()), ("17".into(), "18".into()));
}

#[test]
fn import_names_what_is_wrong_at_its_cell() {
    let one = |line: &str| faults(&list(&format!("{HEADS}{line}")));
    let cases = [
        ("1,CQ01001,甲,NET-02,高,2026-11-24,2026-12-01,李明,待整改,,", ("found", Reason::Future)),
        ("1,CQ01001,甲,NET-02,高,2024-03-05,2024-03-04,李明,待整改,,", ("due", Reason::BeforeFound)),
        ("1,CQ01001,甲,NET-02,高,2024-03,2024-04-04,李明,待整改,,", ("found", Cell::NotADate.into())),
        ("1,CQ01001,甲,XX-99,高,2024-03-05,2024-04-04,李明,待整改,,", ("item", Cell::UnknownValue.into())),
        ("1,CQ01001,甲,NET-02,高,2024-03-05,2024-04-04,李明,挂账,,", ("state", Reason::DecidedHere)),
        ("1,CQ01001,甲,NET-02,高,2024-03-05,2024-04-04,李明,已销号,关闭,", ("done", Reason::NoDay)),
        (
            "1,CQ01001,甲,NET-02,高,2024-03-05,2024-04-04,李明,已销号,,2024-03-06",
            ("measure", Reason::NoMeasure),
        ),
        (
            "1,CQ01001,甲,NET-02,高,2024-03-05,2024-04-04,李明,已销号,关闭,2024-03-04",
            ("done", Reason::BeforeFound),
        ),
        ("1,CQ01001,甲,NET-02,高,2024-03-05,2024-04-04,张伟,待整改,,", ("owner", Cell::Ambiguous.into())),
        ("1,CQ01002,甲,NET-02,高,2024-03-05,2024-04-04,李明,待整改,,", ("owner", Reason::NobodyThere)),
        ("1,CQ09,甲,NET-02,高,2024-03-05,2024-04-04,李明,待整改,,", ("unit", Cell::UnknownValue.into())),
    ];
    for (line, fault) in cases {
        assert!(one(line).contains(&fault), "{line}: {:?}", one(line));
    }
    let twice = "1,CQ01001,甲,NET-02,高,2024-03-05,2024-04-04,李明,待整改,,\n1,CQ01001,乙,NET-02,高,2024-03-05,2024-04-04,李明,待整改,,";
    assert_eq!(one(twice), [("number", Cell::Repeated { first: 2 }.into())]);
    let unnumbered = ",CQ01001,甲,NET-02,高,2024-03-05,2024-04-04,李明,待整改,,\n,CQ01001,甲,NET-02,高,2024-03-06,2024-04-04,李明,待整改,,";
    assert!(one(unnumbered).is_empty(), "found on another day: another issue");
}

#[test]
fn import_finds_each_item_as_the_template_offers_it() {
    use crate::base::text::Language;
    for item in items() {
        for language in [Language::ZhCN, Language::En] {
            let offered = format!("{} {}", item.code.as_str(), item.title(language));
            assert_eq!(words::item(&fold::key(&offered)).map(|i| &i.code), Some(&item.code), "{offered}");
        }
    }
}
