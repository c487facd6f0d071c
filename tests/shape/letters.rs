//! Where Chinese stands: in the catalogues, not in templates and not in the program.
use super::{
    house::{House, finds, none},
    rust::sources,
};

/// Places in the program that speak Chinese, and why. Made-up things of samples and of tests are no places.
const PLACES: &[(&str, &str)] = &[
    ("server/bench/", "what it sends and compares with is what the portal shows in Chinese"),
    ("server/cli/", "the command line says things in both languages at once"),
    ("server/demo/", "what the people of the sample organisation write in its forms"),
    ("server/main.rs", "the product's name"),
    ("server/features/checklists/model/words.rs", "the numbers of the notice's clauses"),
];

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{2fff}' | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

pub fn has_chinese(text: &str) -> bool {
    text.chars().any(is_chinese)
}

/// An import reads the words that offices write.
fn reads_words_of_offices(file: &str) -> bool {
    file.split('/').any(|part| ["import", "table_import"].contains(&part.trim_end_matches(".rs")))
}

fn in_templates(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    for (file, text) in house.under("templates/", ".html") {
        let mut shown = String::new();
        for (n, part) in text.split("{#").enumerate() {
            let kept = if n == 0 { part } else { part.split_once("#}").map_or("", |(_, rest)| rest) };
            // Comments keep their lines, so that the numbers stay right.
            shown.extend(part[..part.len() - kept.len()].chars().filter(|c| *c == '\n'));
            shown.push_str(kept);
        }
        let lines = shown.lines().enumerate().filter(|(_, line)| has_chinese(line));
        faults.extend(lines.map(|(n, line)| format!("{file}:{} {}", n + 1, line.trim())));
    }
    faults
}

fn in_the_program(house: &House, places: &[(&str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut spoken = vec![false; places.len()];
    for source in sources(house, "server/").into_iter().filter(|s| !reads_words_of_offices(s.file)) {
        if source.file.starts_with("server/local_postgres/tests/") || source.file.ends_with("/samples.rs") {
            continue;
        }
        let samples = source.makers_of_samples();
        for (around, literal) in source.leaves() {
            let text = literal.to_string();
            if !has_chinese(&text) || around.iter().any(|f| samples.contains(f)) {
                continue;
            }
            match places.iter().position(|(place, _)| source.file.starts_with(place)) {
                Some(place) => spoken[place] = true,
                None => faults.push(format!("{}:{} {text}", source.file, literal.span().start().line)),
            }
        }
    }
    let silent = places.iter().zip(spoken).filter(|(_, spoken)| !spoken);
    faults.extend(
        silent.map(|((place, _), _)| format!("{place} speaks no Chinese any more: strike it off the list")),
    );
    faults
}

#[test]
fn templates_hold_no_chinese() {
    none(&in_templates(&House::ours()));
}

#[test]
fn chinese_in_a_template_is_found() {
    let page = "{# 说明\n更多 #}<p>{{ w.unit_name() }}</p>\n<p>单位：{{ x }}</p>";
    finds(&in_templates(&House::of(&[("templates/a.html", page)])), &["a.html:3 <p>单位"]);
}

#[test]
fn the_program_speaks_through_the_catalogues() {
    none(&in_the_program(&House::ours(), PLACES));
}

#[test]
fn chinese_in_the_program_is_found() {
    let house = House::of(&[
        (
            "server/a.rs",
            "//! 单位\n/// 单位\nfn f() { \"单位\" }\npub fn sample_unit() { g(\"示例\") }\nfn g() { \"示例\" }\nfn h() { f() }\n#[cfg(test)] mod tests { fn t() { \"甲\" } }",
        ),
        ("server/features/units/import/words.rs", "const HEAD: &str = \"单位\";"),
        ("server/features/units/importance.rs", "const HEAD: char = '单';"),
        ("server/cli/mod.rs", "fn f() { \"尚无\" }"),
    ]);
    let places = [("server/cli/", ""), ("server/main.rs", "")];
    let expected = ["server/a.rs:3 \"单位\"", "importance.rs:1 '单'", "server/main.rs speaks no Chinese"];
    finds(&in_the_program(&house, &places), &expected);
}
