//! What a person reads: typed messages of `templates/text`, one method per message, checked by the compiler.
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

/// Something that can be said to a person in the language of the page.
pub trait Sentence: std::fmt::Debug + Send + Sync {
    /// The words, without markup.
    fn say(&self, words: &Words) -> String;
}

/// A date as the office writes it: `2026年11月23日`, in English `23 November 2026`.
pub fn date(day: chrono::NaiveDate, language: Language) -> String {
    match language {
        Language::ZhCN => day.format("%Y年%-m月%-d日").to_string(),
        Language::En => day.format("%-d %B %Y").to_string(),
    }
}
