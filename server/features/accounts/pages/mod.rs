//! The pages of accounts and people.
pub mod inviting;
pub mod people;
mod sign_in;

use crate::base::text::Language;
pub use sign_in::{Forgot, Invitation, Login, Own, Reset, Resumed, SetUp};

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let people = people::samples(language).into_iter().chain(inviting::samples(language));
    sign_in::samples(language).into_iter().chain(people).collect()
}
