//! One function per route.
pub(super) mod answers;
pub(super) mod columns;
pub(super) mod computed;
pub(super) mod events;
pub(super) mod faults;
pub(super) mod inspections;
pub(super) mod rounds;
mod sheet;
pub(super) mod travel;
