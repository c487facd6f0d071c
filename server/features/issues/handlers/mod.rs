//! One function per route.
pub(super) mod asking;
pub(super) mod export;
pub(super) mod list;
mod page;
pub(super) mod raise;
pub(super) mod verbs;
