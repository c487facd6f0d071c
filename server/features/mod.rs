//! One folder per area of the product, in the order in which they may know one another.
pub mod units;
pub mod accounts;
pub mod registers;
pub mod checklists;
