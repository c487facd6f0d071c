//! The units of the organisation, a tree of any depth.
pub mod import;
