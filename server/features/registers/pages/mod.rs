//! The pages of the registers.
pub mod profile;
pub mod system;

use crate::base::text::Language;

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    system::samples(language).into_iter().chain(profile::samples(language)).collect()
}
