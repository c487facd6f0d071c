//! Every page from its sample, with the real styles and scripts, under axe: in both languages, at a desk's and a phone's
//! width, and at 400 % zoom. The list of what was visited is compared with the list of samples.
use super::support::{Browser, Exhibition, NARROW, Scripts, WIDE, journey};
use serde_json::Value;
use std::collections::BTreeSet;
use zicha::{base::text::Language, routes::samples};

/// A window of 1280 px at 400 %.
const ZOOMED: u32 = 320;
/// Names of samples, and what a language calls itself.
const NAMES: &str = include_str!("../fixtures/names.txt");

/// What a page itself tells: all folds open, so that nothing hides.
const ASKED: &str = "const faults = [];
const say = (what, element) => faults.push(what + ': ' + element.outerHTML.slice(0, 200));
for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    const named = [...field.labels].some((l) => l.textContent.trim()) || field.getAttribute('aria-label')?.trim();
    if (!named) say('no label', field);
}
for (const label of document.querySelectorAll('label[for]')) {
    if (!document.getElementById(label.htmlFor)) say('label of nothing', label);
}
for (const told of document.querySelectorAll('[aria-describedby], [aria-labelledby]')) {
    const ids = ['aria-describedby', 'aria-labelledby'].flatMap((a) => (told.getAttribute(a) ?? '').split(' ')).filter(Boolean);
    if (!ids.every((id) => document.getElementById(id))) say('described by nothing', told);
}
for (const error of document.querySelectorAll('.error-list a')) {
    if (!document.querySelector(error.hash)) say('fault without a field', error);
}
const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
for (const id of ids.filter((id, n) => ids.indexOf(id) < n)) say('twice', document.getElementById(id));
const words = [document.title, document.body.textContent];
for (const e of document.querySelectorAll('*')) {
    for (const a of ['alt', 'title', 'placeholder', 'aria-label', 'value', 'data-label']) words.push(e.getAttribute(a) ?? '');
}
return [document.documentElement.lang, faults, words.join(' ')]";
const UNFOLD: &str = "document.querySelectorAll('details').forEach((d) => { d.open = true })";

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c))
}

/// One page at one width, folded as it comes and then with all folds open.
async fn look(b: &mut Browser, name: &str, width: u32, faults: &mut Vec<String>) {
    b.set_width(width).await;
    let across = b.across().await;
    if across > u64::from(width) {
        faults.push(format!("{name} at {width} px is {across} px wide"));
        b.picture(&file(name)).await;
    }
}

/// The name of a sample as the name of a file.
fn file(name: &str) -> String {
    name.replace(", ", "-").replace(['/', ' '], "-")
}

/// What the page says about itself.
async fn ask(b: &Browser, name: &str, language: Language, faults: &mut Vec<String>) {
    let told = b.driver.execute(ASKED, vec![]).await.unwrap();
    let (lang, own, words): (String, Vec<String>, String) =
        serde_json::from_value(told.json().clone()).unwrap();
    assert_eq!(lang, *language, "{name} is in another language");
    faults.extend(own.into_iter().map(|fault| format!("{name}: {fault}")));
    let plain = NAMES.lines().fold(words, |w, n| w.replace(n, ""));
    if language == Language::En && has_chinese(&plain) {
        let chinese: String = plain.chars().filter(|c| has_chinese(&c.to_string())).collect();
        faults.push(format!("{name} in English says {chinese}"));
    }
}

/// Visits every sample in a language; gives what was visited.
async fn visit(b: &mut Browser, exhibition: &Exhibition, language: Language) -> BTreeSet<(String, u32)> {
    let (mut visited, mut faults) = (BTreeSet::new(), Vec::new());
    b.brings_axe().await;
    for (name, address) in exhibition.addresses() {
        b.set_width(WIDE).await;
        b.driver.goto(&address).await.unwrap();
        for width in [WIDE, NARROW, ZOOMED] {
            look(b, name, width, &mut faults).await;
        }
        b.driver.execute(UNFOLD, vec![]).await.unwrap();
        ask(b, name, language, &mut faults).await;
        for width in [WIDE, NARROW, ZOOMED] {
            look(b, name, width, &mut faults).await;
            if width != ZOOMED {
                let Value::Array(found) = b.violations().await else { panic!("axe says nothing") };
                faults.extend(found.iter().map(|v| format!("{name} at {width} px: {v:#}")));
            }
            visited.insert((name.to_owned(), width));
        }
    }
    assert!(faults.is_empty(), "{} faults in {}:\n{}", faults.len(), &*language, faults.join("\n"));
    visited
}

async fn all_pages(language: Language) {
    let exhibition = Exhibition::open(samples(language)).await;
    journey("page", Scripts::On, async |b| {
        let visited = visit(b, &exhibition, language).await;
        let expected: BTreeSet<&str> = samples(language).iter().map(|(name, _)| *name).collect();
        for width in [WIDE, NARROW, ZOOMED] {
            let here = visited.iter().filter(|(_, w)| *w == width);
            let pages: BTreeSet<&str> = here.map(|(page, _)| page.as_str()).collect();
            eprintln!("{} at {width} px, {} pages and states: {pages:?}", &*language, pages.len());
            assert_eq!(pages, expected, "pages that nobody looked at");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_for_everyone_in_chinese() {
    all_pages(Language::ZhCN).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_for_everyone_in_english() {
    all_pages(Language::En).await;
}

/// What README.md shows: sample and picture.
const SHOWN: &[(&str, &str)] = &[
    ("issues/list", "readme"),
    ("rounds/sheet, being filled in", "readme-sheet"),
    ("overview/overview", "readme-overview"),
];

/// What drops from a list, each to be looked at open.
const MENUS: &[(&str, &str)] = &[
    (".page-head .drop:not(.phone-only)", "columns"),
    (".page-head .phone-only", "tables"),
    (".kept .drop", "filters"),
];

/// Opens what drops at a place of the page, and nothing else; false when there is no such thing to be seen.
async fn opens(b: &Browser, place: &str) -> bool {
    let open = "document.querySelectorAll('.main details.drop').forEach((d) => { d.open = false });
        const drop = document.querySelector(arguments[0]);
        if (!drop?.checkVisibility()) return false;
        drop.open = true;
        return true";
    b.driver.execute(open, vec![place.into()]).await.unwrap().json() == true
}

/// For looking at, and for README.md: all pages at both widths, as they come.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "proves nothing; make pictures runs it"]
async fn pictures_of_every_page() {
    journey("page", Scripts::On, async |b| {
        for language in [Language::ZhCN, Language::En] {
            let exhibition = Exhibition::open(samples(language)).await;
            for (name, address) in exhibition.addresses() {
                b.driver.goto(&address).await.unwrap();
                for width in [NARROW, WIDE] {
                    b.set_width(width).await;
                    b.picture(&file(name)).await;
                    for (place, menu) in MENUS {
                        if opens(b, place).await {
                            b.picture(&format!("{}-{menu}", file(name))).await;
                        }
                    }
                    opens(b, "main.none").await;
                }
                let shown = SHOWN.iter().find(|(sample, _)| *sample == name && language == Language::ZhCN);
                if let Some((_, picture)) = shown {
                    b.window(picture).await;
                }
            }
        }
    })
    .await;
}
