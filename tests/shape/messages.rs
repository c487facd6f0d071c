//! The catalogues of messages: both languages say the same things, and nothing is said in vain.
use super::{
    house::{House, finds, none},
    letters::has_chinese,
};
use std::collections::{BTreeMap, BTreeSet};

const CHINESE: &str = "templates/text/zh-CN/";
const ENGLISH: &str = "templates/text/en/";
/// What a language calls itself. The first is asked for by what makes methods of the messages.
const OWN_NAMES: &[&str] = &["language-name", "frame-other-language"];

struct Message<'a> {
    file: &'a str,
    text: String,
}

/// The messages of a language by key, and the keys that stand there twice.
fn messages<'a>(house: &'a House, folder: &'a str) -> (BTreeMap<&'a str, Message<'a>>, Vec<String>) {
    let (mut all, mut faults) = (BTreeMap::<&str, Message<'_>>::new(), Vec::new());
    for (file, text) in house.under(folder, ".ftl") {
        let mut last = None;
        for line in text.lines() {
            if line.starts_with([' ', '\t', '}']) {
                if let Some(message) = last.and_then(|key| all.get_mut(key)) {
                    message.text.push_str(line);
                }
                continue;
            }
            let Some((key, text)) = line.split_once('=').filter(|_| !line.starts_with('#')) else { continue };
            let key = key.trim();
            last = Some(key);
            if all.insert(key, Message { file, text: text.trim().to_owned() }).is_some() {
                faults.push(format!("{file} {key} stands there twice"));
            }
        }
    }
    (all, faults)
}

/// The names that a message is filled with.
fn places(text: &str) -> BTreeSet<&str> {
    let names = text.split('$').skip(1);
    names
        .map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next().unwrap_or_default()
        })
        .collect()
}

fn differing(house: &House) -> Vec<String> {
    let ((chinese, mut faults), (english, more)) = (messages(house, CHINESE), messages(house, ENGLISH));
    faults.extend(more);
    for (key, message) in &chinese {
        match english.get(key) {
            None => faults.push(format!("{} {key} is not said in English", message.file)),
            Some(other) if places(&other.text) != places(&message.text) => {
                faults.push(format!("{} {key} is filled with other things in English", message.file));
            }
            Some(other) if message.file.rsplit('/').next() != other.file.rsplit('/').next() => {
                faults.push(format!("{} {key} stands in {}", message.file, other.file));
            }
            Some(_) => {}
        }
    }
    let only = english.iter().filter(|(key, _)| !chinese.contains_key(*key));
    faults.extend(only.map(|(key, message)| format!("{} {key} is not said in Chinese", message.file)));
    faults
}

fn unused(house: &House) -> Vec<String> {
    let mut names = BTreeSet::new();
    for (_, text) in house.under("server/", ".rs").chain(house.under("templates/", ".html")) {
        names.extend(text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'));
    }
    let (all, _) = messages(house, CHINESE);
    let quoted: BTreeSet<&str> =
        all.values().flat_map(|m| m.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')).collect();
    let unused = all.iter().filter(|(key, _)| {
        **key != OWN_NAMES[0] && !names.contains(key.replace('-', "_").as_str()) && !quoted.contains(*key)
    });
    unused.map(|(key, message)| format!("{} {key} is never said", message.file)).collect()
}

fn chinese_in_english(house: &House) -> Vec<String> {
    let (all, _) = messages(house, ENGLISH);
    // Full-width signs are Chinese as well.
    let foreign = |text: &str| {
        has_chinese(text) || text.contains(|c| matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}'))
    };
    let mixed = all.iter().filter(|(key, message)| foreign(&message.text) && !OWN_NAMES.contains(key));
    mixed.map(|(key, message)| format!("{} {key} = {}", message.file, message.text)).collect()
}

#[test]
fn both_languages_have_the_same_messages() {
    none(&differing(&House::ours()));
}

#[test]
fn every_message_is_said_somewhere() {
    none(&unused(&House::ours()));
}

#[test]
fn english_is_complete_and_has_no_chinese_in_it() {
    none(&chinese_in_english(&House::ours()));
}

#[test]
fn a_message_missing_differing_unused_or_mixed_is_found() {
    let house = House::of(&[
        (
            "templates/text/zh-CN/units.ftl",
            "# 单位\nunit-name = 单位\nunit-count = 共{ $n }个\nunit-gone = 已撤销\nunit-name = 名称\n",
        ),
        (
            "templates/text/en/units.ftl",
            "unit-name = Unit，单位\nunit-count = { $n ->\n    [one] one\n   *[other] { $m }\n}\nunit-old = old\nlanguage-name = 中文\n",
        ),
        ("templates/units/list.html", "{{ w.unit_name() }}"),
        ("server/features/units/model.rs", "fn f(w: &Words) { w.unit_count(1); w.unit_gone_by(); }"),
    ]);
    let expected = [
        "unit-name stands there twice",
        "unit-count is filled with other things",
        "unit-gone is not said in English",
        "language-name is not said in Chinese",
        "unit-old is not said in Chinese",
    ];
    finds(&differing(&house), &expected);
    finds(&unused(&house), &["unit-gone is never said"]);
    finds(&chinese_in_english(&house), &["unit-name = Unit，单位"]);
}
