//! One function per route.
pub mod own;
pub mod setup;
pub mod sign_in;
