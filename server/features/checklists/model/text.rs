//! A text in the two languages of the data.
use crate::base::text::Language;
use serde::{Deserialize, Serialize};

/// One meaning, two wordings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Chinese wording.
    pub zh: String,
    /// The English wording.
    pub en: String,
}

impl Text {
    /// The wording in this language.
    pub fn get(&self, language: Language) -> &str {
        pick(language, &self.zh, &self.en)
    }
}

/// One of two wordings.
pub(super) fn pick<'t>(language: Language, zh: &'t str, en: &'t str) -> &'t str {
    match language {
        Language::ZhCN => zh,
        Language::En => en,
    }
}
