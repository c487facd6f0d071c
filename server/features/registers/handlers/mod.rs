//! One function per route.
pub mod profile;
pub mod system;
