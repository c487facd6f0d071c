//! What a person reads: typed messages of `templates/text`, one method per message, checked by the compiler.
use chrono::Datelike;
use std::sync::LazyLock;

#[expect(missing_docs, clippy::all, clippy::expect_used, reason = "generated from the message catalogues")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}
pub use generated::{L10n as Language, L10nLanguage as Words};

static CHINESE: LazyLock<Words> = LazyLock::new(|| Language::ZhCN.load());
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Language::En.load());

/// The messages of a language, loaded once.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::ZhCN => &CHINESE,
        Language::En => &ENGLISH,
    }
}

/// The language of these messages.
pub fn language(w: &Words) -> Language {
    if std::ptr::eq(w, words(Language::En)) { Language::En } else { Language::ZhCN }
}

/// Something that can be said to a person in the language of the page.
pub trait Sentence: std::fmt::Debug + Send + Sync {
    /// The words, without markup.
    fn say(&self, words: &Words) -> String;
}

/// A date as the office writes it: `2026年11月23日`, in English `23 November 2026`.
pub fn date(day: chrono::NaiveDate, w: &Words) -> String {
    w.date_written(day.year().to_string(), day.month(), day.day())
}

/// A date with its time: `2026年11月23日 10:32`.
pub fn date_and_time(local: chrono::NaiveDateTime, w: &Words) -> String {
    format!("{} {}", date(local.date(), w), local.format("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_the_language_writes_it() {
        let day = |month, day| chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let (zh, en) = (words(Language::ZhCN), words(Language::En));
        assert_eq!(date(day(11, 3), zh), "2026年11月3日");
        for month in 1..=12 {
            assert_eq!(date(day(month, 23), en), day(month, 23).format("%-d %B %Y").to_string());
        }
        let at = day(11, 23).and_hms_opt(9, 5, 0).unwrap();
        assert_eq!(
            [date_and_time(at, zh), date_and_time(at, en)],
            ["2026年11月23日 09:05", "23 November 2026 09:05"]
        );
    }
}
