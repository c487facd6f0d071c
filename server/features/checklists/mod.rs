//! The inspection checklist.
