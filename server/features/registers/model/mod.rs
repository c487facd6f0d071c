//! What stands in the registers.
mod class;
mod profile;
mod system;

pub use class::{MlpsLevel, SystemStatus};
pub(super) use profile::ProfileWhat;
pub use profile::{Flag, Profile, ProfileChange};
pub use system::{Change, Facts, Provider, Refused, System};
pub(super) use system::{What, event};
