//! One function per route; those of a list are the same for every list.
pub mod export;
pub mod exports;
pub mod own;
