//! What stands in the registers.
mod class;

pub use class::{MlpsLevel, SystemStatus};
