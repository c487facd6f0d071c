//! The code of an item: stable, never used again for another fact.

use serde::{Deserialize, Serialize};
use std::{borrow::Borrow, fmt, str::FromStr};

/// Such as `NET-02`: two to six capital letters, a hyphen, two or three digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

/// Not the form of a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no code of an item: it looks like NET-02")]
pub struct BadCode(String);

impl Code {
    /// The code as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Code {
    type Error = BadCode;

    fn try_from(text: String) -> Result<Self, BadCode> {
        let well_formed = text.split_once('-').is_some_and(|(letters, digits)| {
            (2..=6).contains(&letters.len())
                && letters.bytes().all(|b| b.is_ascii_uppercase())
                && (2..=3).contains(&digits.len())
                && digits.bytes().all(|b| b.is_ascii_digit())
        });
        if well_formed { Ok(Self(text)) } else { Err(BadCode(text)) }
    }
}

impl FromStr for Code {
    type Err = BadCode;

    fn from_str(text: &str) -> Result<Self, BadCode> {
        text.to_owned().try_into()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_form() {
        assert!(["NET-02", "OWN-101", "AB-00"].iter().all(|text| text.parse::<Code>().is_ok()));
        assert!(
            ["", "net-02", "NET02", "NET-2", "NET-0002", "N-02", "NET-02 "]
                .iter()
                .all(|text| text.parse::<Code>().is_err())
        );
    }
}
