//! Passwords: Argon2id (19 MiB, 2 passes, 1 lane), computed off the async threads, a few at a time.
use crate::base::error::Result;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

static DUMMY: LazyLock<String> = LazyLock::new(|| hash_now("no such person").unwrap_or_default());

/// Hashes and verifies under a limit, so that a flood of sign-ins cannot take all memory.
#[derive(Clone)]
pub struct Hasher(Arc<Semaphore>);

impl Default for Hasher {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(4)))
    }
}

impl Hasher {
    /// The PHC string of a new password.
    ///
    /// # Errors
    /// When the system gives no random salt.
    pub async fn hash(&self, password: String) -> Result<String> {
        let _permit = self.0.acquire().await.map_err(anyhow::Error::from)?;
        Ok(tokio::task::spawn_blocking(move || hash_now(&password)).await.map_err(anyhow::Error::from)??)
    }

    /// Whether the password fits. Without a stored hash the same work is done and the answer is no.
    ///
    /// # Errors
    /// When the stored text is no hash.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool> {
        let _permit = self.0.acquire().await.map_err(anyhow::Error::from)?;
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| DUMMY.clone());
        let fits = tokio::task::spawn_blocking(move || -> anyhow::Result<bool> {
            let hash = PasswordHash::new(&stored).map_err(|e| anyhow::anyhow!("stored hash: {e}"))?;
            Ok(argon()?.verify_password(password.as_bytes(), &hash).is_ok())
        });
        Ok(fits.await.map_err(anyhow::Error::from)?? && known)
    }
}

fn argon() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|e| anyhow::anyhow!("argon2: {e}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string of a password, computed here and now; [`Hasher::hash`] is for requests.
///
/// # Errors
/// When the system gives no random salt.
pub fn hash_now(password: &str) -> anyhow::Result<String> {
    let hash = argon()?.hash_password(password.as_bytes()).map_err(|e| anyhow::anyhow!("argon2: {e}"))?;
    Ok(hash.to_string())
}

/// The least length of a password, in characters.
pub const LEAST: usize = 10;

/// Why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weak {
    /// Shorter than [`LEAST`].
    Short,
    /// Longer than 200 characters: nothing is ever cut off, so it is refused.
    Long,
    /// Easily guessed; known names of the person and the unit count as guessed.
    Guessable,
}

/// Checks a new password by length and by the work of guessing it.
pub fn strong(password: &str, names: &[&str]) -> Result<(), Weak> {
    match password.chars().count() {
        n if n < LEAST => Err(Weak::Short),
        n if n > 200 => Err(Weak::Long),
        _ if zxcvbn::zxcvbn(password, names).score() < zxcvbn::Score::Three => Err(Weak::Guessable),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_person_and_unit_do_not_make_a_password() {
        assert_eq!(strong("short", &[]), Err(Weak::Short));
        assert_eq!(strong("1234567890", &[]), Err(Weak::Guessable));
        assert_eq!(strong("zhangweizhangwei", &["zhangwei"]), Err(Weak::Guessable));
        assert_eq!(strong("correct horse battery", &[]), Ok(()));
    }

    #[tokio::test]
    async fn an_unknown_person_never_fits() {
        let hasher = Hasher::default();
        let stored = hasher.hash("correct horse battery".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(hasher.verify("correct horse battery".into(), Some(stored.clone())).await.unwrap());
        assert!(!hasher.verify("wrong".into(), Some(stored)).await.unwrap());
        assert!(!hasher.verify("no such person".into(), None).await.unwrap());
    }
}
