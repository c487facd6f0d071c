//! The boxes of a profile.
use crate::features::registers::model::Flag;
use serde::Deserialize;

/// The form as sent: codes of the boxes that are ticked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// Codes.
    pub flag: Vec<String>,
}

impl Raw {
    /// What is declared; a code that no box has is passed over.
    pub fn parse(&self) -> Vec<Flag> {
        self.flag.iter().filter_map(|f| f.parse().ok()).collect()
    }
}
