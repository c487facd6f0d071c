//! Who may do what. `policy` is one table; `Actor` is who asks, through which post; `Allowed` is the proof of a check.
mod actor;
mod allowed;
mod frame;
mod policy;
mod reading;
mod role;

pub use actor::{Actor, Place, PostChoice, Scope};
pub use allowed::{Action, Allowed, InUnit};
pub use frame::{Frame, Section};
pub use policy::{LINES, Line, can};
pub use reading::{Reading, session};
pub use role::Role;
