//! What is entered into the registers.
pub mod profile;
pub mod system;
