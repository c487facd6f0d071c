//! Drives the real program from outside: for measuring it, and for the tests that end it.
pub mod client;
pub mod portal;
