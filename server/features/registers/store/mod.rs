//! Every SQL statement about the registers.
pub mod bulk;
pub mod profile;
pub mod system;
