//! Brings texts into the form in which they are kept or compared.
use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfkc};

use crate::base::spreadsheet::is_invisible;

/// One line of text as written: without invisible marks, outer spaces and line breaks; full-width forms stay.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap: Option<bool> = None;
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() {
            gap = Some(gap.unwrap_or(false) || matches!(c, '\n' | '\r'));
            continue;
        }
        if let Some(broken) = gap.take()
            && let Some(before) = out.chars().next_back()
        {
            // Chinese is broken anywhere, without a space being meant.
            if !(broken && !before.is_ascii() && !c.is_ascii()) {
                out.push(' ');
            }
        }
        out.push(c);
    }
    out
}

/// Text of several lines: without invisible marks and outer spaces, with plain line breaks.
pub fn paragraph(text: &str) -> String {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    plain.chars().filter(|c| !is_invisible(*c)).collect::<String>().trim().to_owned()
}

/// One line with every character in its plain form: `３级` becomes `3级`, `Ⅱ` becomes `II`.
pub fn plain(text: &str) -> String {
    line(&nfkc(text))
}

/// The form in which names are compared: plain, lower case, without spaces.
pub fn key(text: &str) -> String {
    let visible = |c: &char| !c.is_whitespace() && !is_invisible(*c);
    nfkc(text).chars().filter(visible).flat_map(char::to_lowercase).collect()
}

/// A mark that stands for nothing: `无`, `—`, `/`, `N/A`.
pub fn means_none(text: &str) -> bool {
    let key = key(text);
    matches!(key.as_str(), "无" | "暂无" | "没有" | "不适用" | "n/a" | "na" | "none" | "nil" | "null")
        || key.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '─' | '_' | '/' | '\\' | '.'))
}

fn nfkc(text: &str) -> Cow<'_, str> {
    if is_nfkc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn import_folds_texts() {
        assert_eq!(line(" \u{feff}财务系统\n"), "财务系统");
        assert_eq!(line("等保\r\n级别　ａ\tb\nc"), "等保级别 ａ b c");
        assert_eq!(line("学校（示例）"), "学校（示例）");
        assert_eq!(plain("３级　Ⅱ（ａ）"), "3级 II(a)");
        assert_eq!(key(" 等保\n级别（Ｌｅｖｅｌ）"), "等保级别(level)");
        assert_eq!(paragraph("\r\n一\r\n二 \u{200b}\r"), "一\n二");
        for none in ["无", " — ", "——", "/", "N/A", "－", ""] {
            assert!(means_none(none), "{none}");
        }
        assert!(!means_none("无锡") && !means_none("1"));
    }
}
