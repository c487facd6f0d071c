//! Reminders: which are due, and who gets them.
mod ladder;
mod plan;
#[cfg(test)]
mod tests;

pub use ladder::{Ladder, Whom};
pub use plan::{About, Case, Step, Terms, ahead, standing, step};
