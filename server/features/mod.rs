//! One folder per area of the product, in the order in which they may know one another.
pub mod checklists;
pub mod issues;
pub mod rounds;
