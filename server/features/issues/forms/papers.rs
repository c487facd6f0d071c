//! The list of 督办单 and what is sent about one.
use crate::base::form::{Errors, field};
use serde::Deserialize;
use uuid::Uuid;

/// What the list is narrowed to; lives in the query string.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Papers {
    /// `all`: those that are answered too.
    pub show: String,
    /// The last paper of the page before.
    pub before: String,
}

impl Papers {
    /// Whether only those without an answer are shown.
    pub fn open(&self) -> bool {
        self.show != "all"
    }
    /// The key before which the page begins.
    pub fn before(&self) -> Option<Uuid> {
        self.before.parse().ok()
    }
}

/// 反馈, as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// What was done about it.
    pub answer: String,
}

impl Answer {
    /// The answer, or what is wrong with it.
    pub fn parse(&self) -> Result<String, Errors> {
        field::text(&self.answer, 2000).map_err(|f| Errors::one("answer", f))
    }
}
