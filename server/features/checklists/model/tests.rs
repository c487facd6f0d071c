//! The built-in edition against the facts it must have, and faulty editions against their faults.

use super::*;
use crate::base::text::Language;
use std::collections::BTreeMap;

const TOML: &str = include_str!("../editions/2019-13.2.toml");
const COVERAGE: &str = include_str!("../editions/coverage.md");

fn counts<K: Ord>(key: impl Fn(&Item) -> K) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for item in Edition::built_in().items() {
        *counts.entry(key(item)).or_default() += 1;
    }
    counts
}

/// The faults of the built-in edition after one change to its text.
fn faults_after(old: &str, new: &str) -> Vec<String> {
    assert!(TOML.contains(old), "{old}");
    let faults = Edition::parse(&TOML.replacen(old, new, 1)).unwrap_err();
    faults.0.iter().map(Fault::to_string).collect()
}

#[test]
fn the_built_in_edition_has_92_items() {
    use {AnsweredOn::*, Every::*, Kind::*, Strength::*};
    let edition = Edition::built_in();
    assert_eq!((edition.version(), edition.items().len()), ("2019-13.2", 92));
    assert_eq!(counts(|item| item.kind), [(Asked, 76), (Computed, 10), (Readiness, 6)].into());
    assert_eq!(counts(|item| item.strength), [(Must, 84), (Should, 1), (Either, 1), (Suggested, 6)].into());
    assert_eq!(
        counts(|item| item.inspect_every),
        [(Month, 5), (Quarter, 35), (HalfYear, 35), (Year, 17)].into()
    );
    assert_eq!(
        counts(|item| item.answered_on),
        [(Unit, 44), (Zone, 6), (System, 20), (Hosts, 19), (Media, 3)].into()
    );
    assert_eq!(
        counts(|item| item.severity.key()),
        [("critical", 8), ("high", 29), ("medium", 45), ("low", 10)].into()
    );
    assert_eq!(counts(|item| item.only_important)[&true], 6);
}

#[test]
fn every_item_is_covered_under_each_of_its_clauses() {
    let rows: Vec<(&str, &str)> = COVERAGE
        .lines()
        .filter(|line| line.starts_with("| 一") || line.starts_with("| 二") || line.starts_with("| 三"))
        .map(|line| (line.split('|').nth(1).unwrap().trim(), line))
        .collect();
    for item in Edition::built_in().items() {
        for clause in [&item.clause].into_iter().chain(&item.also_clauses) {
            let stands = |(row, line): &(&str, &str)| {
                row.starts_with(clause.key()) && line.contains(item.code.as_str())
            };
            assert!(rows.iter().any(stands), "{} under {clause}", item.code);
        }
    }
}

#[test]
fn every_code_of_the_coverage_table_is_an_item_or_retired_beside_its_successor() {
    let edition = Edition::built_in();
    for line in COVERAGE.lines().filter(|line| line.starts_with("| ")) {
        let words = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        for code in words.filter_map(|word| word.parse::<Code>().ok()) {
            let current = edition.current(code.as_str()).unwrap_or_else(|| panic!("{code} is no item"));
            assert!(line.contains(current.code.as_str()), "{code} stands without {}", current.code);
        }
    }
    for (old, heir) in &edition.head().retired {
        assert!(
            COVERAGE.lines().any(|line| line.contains(old.as_str()) && line.contains(heir.as_str())),
            "{old}"
        );
    }
}

#[test]
fn retired_codes_lead_to_the_items_that_took_them_over() {
    let edition = Edition::built_in();
    for (old, heir) in [
        ("MGT-05", "GOV-04"),
        ("SYS-01", "MGT-10"),
        ("AWR-10", "AWR-09"),
        ("BAK-05", "BAK-04"),
        ("EMG-06", "BAK-06"),
    ] {
        assert!(edition.item(old).is_none());
        assert_eq!(edition.current(old).unwrap().code.as_str(), heir);
    }
    assert!(edition.current("NET-99").is_none());
}

#[test]
fn clauses_and_layers_stand_in_their_order_and_hold_each_item_once() {
    let edition = Edition::built_in();
    let clauses: Vec<_> =
        edition.by_clause().iter().map(|(clause, items)| (clause.key(), items.len())).collect();
    assert_eq!(
        clauses,
        [
            ("一", 7),
            ("二", 11),
            ("二（一）", 12),
            ("二（二）", 17),
            ("二（三）", 13),
            ("二（四）", 10),
            ("三", 1),
            ("三（一）", 7),
            ("三（二）", 5),
            ("三（三）", 9),
        ]
    );
    let in_layers: Vec<_> = edition.by_layer().into_iter().flat_map(|(_, items)| items).collect();
    assert_eq!(
        in_layers,
        edition.items().iter().collect::<Vec<_>>(),
        "the file is in the order of its layers"
    );
    let merged: Vec<_> = edition.items().iter().filter(|item| !item.also_clauses.is_empty()).collect();
    assert!(merged.len() == 3 && merged.iter().all(|item| item.answers(item.also_clauses[0])));
}

#[test]
fn figures_stand_in_the_texts_of_both_languages() {
    let edition = Edition::built_in();
    for item in edition.items() {
        for language in [Language::ZhCN, Language::En] {
            let shown =
                [item.guidance(language, edition.params()), item.pass(language, edition.params())].concat();
            assert!(!shown.contains(['{', '}']), "{shown}");
        }
    }
    let logs = edition.item("HST-10").unwrap();
    assert!(
        logs.pass(Language::ZhCN, edition.params()).contains("184")
            && logs.pass(Language::En, edition.params()).contains("184")
    );
}

#[test]
fn the_english_of_an_item_has_no_chinese_in_it() {
    let is_chinese =
        |c: char| matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    let edition = Edition::built_in();
    for item in edition.items() {
        let language = Language::En;
        let texts = [
            item.title(language),
            item.evidence(language),
            item.who(language),
            &item.guidance(language, edition.params()),
            &item.pass(language, edition.params()),
        ]
        .concat();
        assert!(!texts.contains(is_chinese), "{}: {texts}", item.code);
    }
}

#[test]
fn failures_about_issues_raise_no_issue() {
    let silent: Vec<_> = Edition::built_in().items().iter().filter(|item| !item.raises_issue()).collect();
    assert_eq!(
        silent.iter().map(|item| item.code.as_str()).collect::<Vec<_>>(),
        ["MGT-12", "OPS-05", "OPS-06", "OPS-07", "OPS-08"]
    );
    assert!(silent.iter().all(|item| item.kind == Kind::Computed));
}

#[test]
fn the_ports_and_either_ways_are_those_of_the_notice() {
    let edition = Edition::built_in();
    let meta = &edition.head().meta;
    assert_eq!(
        (&meta.ports_network[..], &meta.ports_host[..]),
        (&[136, 139, 445][..], &[21, 22, 445, 139, 3389][..])
    );
    assert_eq!(meta.port_main_order[0].as_str(), "NET-11");
    assert_eq!(meta.answers, Answer::ALL);
    let either: Vec<_> = edition.items().iter().filter(|item| item.strength == Strength::Either).collect();
    assert_eq!(
        either[0].boxes.iter().map(|way| way.key.as_str()).collect::<Vec<_>>(),
        ["offline", "offsite"]
    );
    let from_law =
        edition.params().iter().filter(|(_, param)| param.source == ParamSource::Law).map(|(key, _)| key);
    assert_eq!(
        from_law.collect::<Vec<_>>(),
        ["cac_hours_central", "cac_hours_cii", "cac_hours_other", "log_days"]
    );
}

#[test]
fn an_edition_survives_json() {
    let edition = Edition::built_in();
    let head: Head = serde_json::from_str(&serde_json::to_string(edition.head()).unwrap()).unwrap();
    let items = edition
        .items()
        .iter()
        .map(|item| serde_json::from_value(serde_json::to_value(item).unwrap()).unwrap());
    assert_eq!(&Edition::new(head, items.collect()).unwrap(), edition);
}

#[test]
fn json_with_an_unknown_key_is_no_item() {
    let mut json = serde_json::to_value(&Edition::built_in().items()[0]).unwrap();
    json["colour"] = "red".into();
    assert!(serde_json::from_value::<Item>(json).unwrap_err().to_string().contains("colour"));
}

#[test]
fn what_cannot_be_read_is_told_with_its_item() {
    assert_eq!(Edition::parse("schema = ").unwrap_err().0.len(), 1);
    assert_eq!(Edition::parse("schema = 2").unwrap_err().0, [Fault::NoItems]);
    for (old, new, told) in [
        (
            "inheritable = false",
            "inheritable = false\ncolour = 1",
            ["item 1 (GOV-01)", "unknown field `colour`"],
        ),
        ("severity = \"low\"", "severity = \"tiny\"", ["item 1 (GOV-01)", "unknown variant `tiny`"]),
        ("code = \"GOV-02\"", "code = \"gov 2\"", ["item 2 (gov 2)", "no code of an item"]),
        ("fresh_within_days = 366", "", ["item 1 (GOV-01)", "missing field `fresh_within_days`"]),
        ("fresh_within_days = 366", "fresh_within_days = -1", ["item 1 (GOV-01)", "fresh_within_days"]),
        ("schema = 2", "schema = 2\ncolour = 1", ["head: ", "unknown field `colour`"]),
        ("answers = [\"pass\"", "answers = [\"good\"", ["head: ", "unknown variant `good`"]),
    ] {
        let faults = faults_after(old, new);
        assert!(faults.len() == 1 && told.iter().all(|part| faults[0].contains(part)), "{faults:?}");
    }
}

#[test]
fn contradictions_are_told() {
    for (old, new, told) in [
        ("schema = 2\n", "schema = 3\n", "the schema is 3, this program reads 2"),
        ("code = \"GOV-02\"", "code = \"GOV-01\"", "GOV-01 stands twice"),
        (
            "media = { zh = \"移动存储介质\", en = \"Removable media\" }\n",
            "",
            "[layers] has no name for media",
        ),
        ("related = []", "related = [\"NET-99\"]", "GOV-01: related names NET-99, which is no item"),
        ("related = []", "related = [\"MGT-04\"]", "GOV-01 is related to MGT-04, but not MGT-04 to GOV-01"),
        ("related = []", "related = [\"GOV-01\"]", "GOV-01 is related to itself"),
        ("MGT-05 = \"GOV-04\"", "GOV-05 = \"GOV-04\"", "GOV-05 is retired and still an item"),
        ("MGT-05 = \"GOV-04\"", "MGT-05 = \"GOV-99\"", "MGT-05: retired names GOV-99, which is no item"),
        (
            "port_main_order = [\"NET-11\"",
            "port_main_order = [\"NET-99\"",
            "meta.port_main_order names NET-99, which is no item",
        ),
        (
            "password_len = {",
            "password_length = {",
            "NET-02: guidance_zh uses {password_len}, which is no threshold",
        ),
        (
            "title_zh = \"",
            "title_zh = \"{sample_pct}",
            "GOV-01: title_zh is shown as it stands and cannot hold a threshold",
        ),
        (
            "title_en = \"The ransomware threat is studied and the study is on record\"",
            "title_en = \" \"",
            "GOV-01: title_en is empty",
        ),
        ("rectify_days = 20", "rectify_days = 0", "GOV-01: rectify_days must be at least 1"),
        (
            "rectify_days = 20",
            "rectify_days = 20\ninterim_days = 21",
            "GOV-01: interim_days is longer than rectify_days",
        ),
        (
            "answered_on = \"unit\"",
            "answered_on = \"unit\"\nhost_kinds = [\"server\"]",
            "GOV-01: host_kinds belongs to items answered on hosts",
        ),
        (
            "inheritable = false",
            "inheritable = true",
            "GOV-01: only_important and inheritable belong to items answered on systems",
        ),
        (
            "strength = \"suggested\"",
            "strength = \"either\"",
            "GOV-01: an either item needs two boxes with different keys, or more",
        ),
        (
            "auto_level = \"partial\"",
            "auto_level = \"none\"",
            "GOV-01: auto_level, auto_tools and auto_rule do not agree: none has neither tool nor rule, the others have both",
        ),
    ] {
        let faults = faults_after(old, new);
        assert!(faults.iter().any(|fault| fault == told), "{told}: {faults:?}");
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let text = TOML.replacen("severity = \"low\"", "severity = \"tiny\"", 1).replacen(
        "kind = \"computed\"",
        "kind = \"guessed\"",
        1,
    );
    assert_eq!(Edition::parse(&text).unwrap_err().0.len(), 2);
}
