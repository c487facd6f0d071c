//! Sign-in: how many tries, which post first, what a new password must be; people and their posts beside it.
mod agent;
pub mod code;
pub mod inviting;
pub mod person;

pub use agent::agent;

use crate::base::{
    form::Fault,
    password::{self, LEAST, Weak},
    text::{Sentence, Words},
};

/// Failed tries of one account from one address, within [`WINDOW`], that lock it.
pub const TRIES_ACCOUNT: i64 = 5;
/// Failed tries from one address, within [`WINDOW`], that lock it.
pub const TRIES_ADDRESS: i64 = 50;
/// How long a failed try counts.
pub const WINDOW: chrono::Duration = chrono::Duration::minutes(15);
/// How long a set-up link can be used.
pub const SETUP_LIVES: chrono::Duration = chrono::Duration::hours(24);
/// How long a link for a new password can be used.
pub const RESET_LIVES: chrono::Duration = chrono::Duration::hours(1);
/// How long a code for a new password can be used.
pub const CODE_LIVES: chrono::Duration = chrono::Duration::hours(24);
/// Links for a new password that one account may ask for within [`RESET_LIVES`].
pub const ASKS_ACCOUNT: i64 = 3;
/// The same from one address.
pub const ASKS_ADDRESS: i64 = 20;
/// How long an invitation can be used.
pub const INVITE_LIVES: chrono::Duration = chrono::Duration::days(7);

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPassword {
    /// By itself.
    Weak(Weak),
    /// The two entries differ.
    Differs,
    /// The present one was not given rightly.
    Wrong,
}

impl Sentence for BadPassword {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Weak(Weak::Short) => w.password_short(LEAST),
            Self::Weak(Weak::Long) => w.fault_too_long(200),
            Self::Weak(Weak::Guessable) => w.password_guessable(),
            Self::Differs => w.password_differs(),
            Self::Wrong => w.password_wrong(),
        }
    }
}

/// Checks a new password, entered twice; `names` are guessed first.
///
/// # Errors
/// The field and its fault.
pub fn new_password(first: &str, again: &str, names: &[&str]) -> Result<(), (&'static str, Fault)> {
    if first.is_empty() {
        return Err(("password", Fault::Required));
    }
    password::strong(first, names).map_err(|weak| ("password", Fault::says(BadPassword::Weak(weak))))?;
    if first != again {
        return Err(("password_again", Fault::says(BadPassword::Differs)));
    }
    Ok(())
}

/// A name to sign in with: 3 to 40 letters, digits, `.`, `_`, `-` or Chinese characters.
///
/// # Errors
/// What is wrong with it.
pub fn username(raw: &str) -> Result<String, Fault> {
    let name = crate::base::form::field::text(raw, 40)?;
    let plain = name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c));
    if plain && name.chars().count() >= 2 { Ok(name) } else { Err(Fault::says(BadUsername)) }
}

/// A name with characters that nobody can type again.
#[derive(Debug, Clone, Copy)]
pub struct BadUsername;

impl Sentence for BadUsername {
    fn say(&self, w: &Words) -> String {
        w.username_bad()
    }
}
