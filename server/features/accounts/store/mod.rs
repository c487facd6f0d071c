//! Every SQL statement about accounts and people.
pub mod bulk;
pub mod duties;
pub mod inviting;
pub mod people;
pub mod sign_in;
