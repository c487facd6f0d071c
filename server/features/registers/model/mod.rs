//! What stands in the registers.
mod class;
mod profile;
mod system;

pub use class::{MlpsLevel, SystemStatus};
pub use profile::{Flag, Profile, ProfileChange};
pub use system::{Change, Facts, Provider, Refused, System};
pub(super) use profile::ProfileWhat;
pub(super) use system::{What, event};
