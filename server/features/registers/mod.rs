//! The registers of what is inspected.
pub mod import;
pub mod model;
