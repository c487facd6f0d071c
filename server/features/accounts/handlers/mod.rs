//! One function per route.
pub mod inviting;
pub mod own;
pub mod people;
pub mod posts;
pub mod reset;
pub mod setup;
pub mod sign_in;
pub mod terms;
