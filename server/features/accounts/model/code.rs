//! A code that is told by telephone: four groups of four characters that nobody mistakes for one another.
use crate::base::{error::Result, ids::PersonId};
use sha2::{Digest, Sha256};

/// Neither 0 and O nor 1, I and L.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH: usize = 16;

/// A code for a new password; good for one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// A new one from the system's random source.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn random() -> Result<Self> {
        let mut code = String::new();
        while code.len() < LENGTH {
            let mut bytes = [0u8; 32];
            getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no random bytes: {e}"))?;
            // Those above a multiple of 31 would make the first characters likelier.
            let fair = bytes.iter().filter(|b| **b < 248).map(|b| char::from(ALPHABET[usize::from(b % 31)]));
            code.extend(fair.take(LENGTH - code.len()));
        }
        Ok(Self(code))
    }

    /// What a person typed, in any case and with any gaps.
    pub fn typed(raw: &str) -> Self {
        let kept = raw.chars().take(100).filter(|c| c.is_ascii_alphanumeric());
        Self(kept.map(|c| c.to_ascii_uppercase()).collect())
    }

    /// As it is told.
    pub fn shown(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    /// What is stored: bound to the person, so that it opens no other account.
    pub fn hash(&self, person: PersonId) -> Vec<u8> {
        Sha256::new_with_prefix(person.0.as_bytes()).chain_update(&self.0).finalize().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_again_however_it_is_typed() {
        let (code, person) = (Code::random().unwrap(), PersonId(uuid::Uuid::nil()));
        assert_eq!(code.shown().len(), 19);
        let typed = Code::typed(&format!(" {} ", code.shown().to_lowercase().replace('-', " ")));
        assert_eq!(typed.hash(person), code.hash(person));
        assert_ne!(typed.hash(PersonId(uuid::Uuid::max())), code.hash(person));
        assert!(Code::random().unwrap() != code);
    }
}
