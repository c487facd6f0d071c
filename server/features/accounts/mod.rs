//! People, their posts and how they sign in.
pub mod import;
