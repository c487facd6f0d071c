//! One function per route.
pub mod export;
pub mod profile;
pub mod system;
