//! Every SQL statement about accounts and people.
pub mod sign_in;
