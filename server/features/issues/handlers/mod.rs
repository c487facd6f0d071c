//! One function per route.
pub(super) mod asking;
pub(super) mod batch;
pub(super) mod comment;
pub(super) mod list;
mod page;
pub(super) mod papers;
pub(super) mod plan;
pub(super) mod raise;
pub(super) mod verbs;

pub(super) use list::path_of;
