//! Every page from its sample, in both languages: it renders, says something, and English has no Chinese but names.
use zicha::{base::text::Language, features::samples};

/// Names of samples, and what a language calls itself.
const NAMES: &[&str] = &[
    "渝中区",
    "示例",
    "第一小学",
    "主管部门",
    "李明",
    "市网络安全通报中心",
    "学校",
    "小学",
    "渝网通〔2019〕13号",
    "年第四季度网络安全自查",
    "教务系统",
    "办公网",
    "教学网",
    "办公终端",
    "未限制来源地址",
    "中文",
    "（",
    "）",
];

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
                let plain = NAMES.iter().fold(html, |h, n| h.replace(n, ""));
                let chinese: String =
                    plain.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).collect();
                assert_eq!(chinese, "", "{name}");
            }
        }
    }
}
