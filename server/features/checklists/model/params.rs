//! The thresholds of an edition: each stands once, texts and rules name it as `{key}`.

use super::text::{Text, pick};
use crate::base::text::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Every threshold, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Params(BTreeMap<String, Param>);

/// One threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Param {
    /// The figure, in `unit`.
    pub value: u32,
    /// What the figure counts.
    pub unit: ParamUnit,
    /// Where the figure comes from; never from the notice, which has none.
    pub source: ParamSource,
    zh: String,
    en: String,
}

/// What the figure of a threshold counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each word says it all")]
pub enum ParamUnit {
    Percent,
    Count,
    Days,
    Minutes,
    Hours,
    Characters,
    Score,
}

/// Where the figure of a threshold comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParamSource {
    /// A default of the portal, which a unit may set.
    Platform,
    /// Another rule, not the notice; fixed.
    Law,
}

/// Why a threshold cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParamRefused {
    /// The edition has no such threshold.
    #[error("there is no threshold {0}")]
    Unknown(String),
    /// The figure is one of the law.
    #[error("the threshold {0} is set by law")]
    Law(String),
}

impl Param {
    /// What the figure is about.
    pub fn title(&self, language: Language) -> &str {
        pick(language, &self.zh, &self.en)
    }

    /// The title in both languages.
    pub fn text(&self) -> Text {
        Text { zh: self.zh.clone(), en: self.en.clone() }
    }
}

impl Params {
    /// The threshold of this key.
    pub fn get(&self, key: &str) -> Option<&Param> {
        self.0.get(key)
    }

    /// All thresholds by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Param)> {
        self.0.iter().map(|(key, param)| (key.as_str(), param))
    }

    /// The same thresholds with a unit's own figure for one of them.
    pub fn with(mut self, key: &str, value: u32) -> Result<Self, ParamRefused> {
        match self.0.get_mut(key) {
            None => Err(ParamRefused::Unknown(key.into())),
            Some(param) if param.source == ParamSource::Law => Err(ParamRefused::Law(key.into())),
            Some(param) => {
                param.value = value;
                Ok(self)
            }
        }
    }

    /// The text with the figures in place of their keys. What is no known key stays as it stands.
    pub fn fill(&self, text: &str) -> String {
        let pieces = pieces(text).map(|piece| match piece {
            Piece::Key(key) => {
                self.get(key).map_or_else(|| format!("{{{key}}}"), |param| param.value.to_string())
            }
            Piece::Plain(plain) => plain.into(),
        });
        pieces.collect()
    }

    /// The first key in the text that is no threshold; a brace left open reads as such a key.
    pub(super) fn missing<'t>(&self, text: &'t str) -> Option<&'t str> {
        pieces(text).find_map(|piece| match piece {
            Piece::Key(key) if self.get(key).is_none() => Some(key),
            Piece::Plain(plain) if plain.contains(['{', '}']) => Some(plain),
            _ => None,
        })
    }
}

enum Piece<'t> {
    Plain(&'t str),
    Key(&'t str),
}

/// Cuts a text at its `{key}`s.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let key = rest.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        if let Some((key, after)) = key {
            rest = after;
            return Some(Piece::Key(key));
        }
        let end = rest.char_indices().skip(1).find(|(_, c)| *c == '{').map_or(rest.len(), |(at, _)| at);
        let (plain, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Plain(plain))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params() -> Params {
        toml::from_str(
            "len = { value = 8, unit = 'characters', source = 'platform', zh = '长度', en = 'length' }\n\
             log = { value = 184, unit = 'days', source = 'law', zh = '日志', en = 'logs' }",
        )
        .unwrap()
    }

    #[test]
    fn figures_take_the_place_of_their_keys() {
        assert_eq!(params().fill("不少于{len}位，留存{log}天{x}。"), "不少于8位，留存184天{x}。");
        assert_eq!(params().fill(""), "");
    }

    #[test]
    fn a_key_without_threshold_is_found() {
        assert_eq!(params().missing("{len}位"), None);
        assert_eq!(params().missing("{len}位{width}"), Some("width"));
        assert_eq!(params().missing("open {len"), Some("{len"));
        assert_eq!(params().missing("a } b"), Some("a } b"));
    }

    #[test]
    fn a_unit_sets_what_the_portal_proposes_and_not_what_the_law_says() {
        assert_eq!(params().with("len", 12).unwrap().fill("{len}"), "12");
        assert_eq!(params().with("log", 30), Err(ParamRefused::Law("log".into())));
        assert_eq!(params().with("none", 30), Err(ParamRefused::Unknown("none".into())));
    }
}
