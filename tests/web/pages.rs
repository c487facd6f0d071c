//! Every page from its sample, in both languages: it renders, says something, and English has no Chinese but names.
use zicha::{base::text::Language, routes::samples};

/// Names of samples, and what a language calls itself.
const NAMES: &str = include_str!("../fixtures/names.txt");

#[test]
fn every_page_renders_in_both_languages() {
    for language in [Language::ZhCN, Language::En] {
        for (name, page) in samples(language) {
            let html = page.dyn_render().unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(html.contains("<h1"), "{name} has no heading");
            let all = scraper::Selector::parse("*").unwrap();
            for element in scraper::Html::parse_document(&html).select(&all) {
                let bad = element.value().attrs().find(|(n, _)| *n == "style" || n.starts_with("on"));
                assert_eq!(bad, None, "{name}: inline style or handler");
                let script = element.value().name() == "script" && element.attr("src").is_none();
                assert!(!script && element.value().name() != "style", "{name}: inline script or style");
            }
            if language == Language::En {
                let plain = NAMES.lines().fold(html, |h, n| h.replace(n, ""));
                let chinese: String =
                    plain.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).collect();
                assert_eq!(chinese, "", "{name}");
            }
        }
    }
}
