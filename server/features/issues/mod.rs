//! 问题隐患: what was found wrong, who sets it right, and until when.
pub mod deadline;
