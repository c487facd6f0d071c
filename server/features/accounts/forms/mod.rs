//! What is entered about accounts and people.
pub mod people;
pub mod sign_in;
