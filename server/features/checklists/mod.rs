//! 检查标准: what is inspected. An edition of the checklist is data; this feature reads it, checks it and shows it.
pub mod model;
