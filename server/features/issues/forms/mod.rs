//! What is entered about issues: the filter of the list, a new issue, the verbs.
mod act;
mod batch;
mod comment;
mod filter;
mod papers;
mod plan;
mod raise;

pub use act::{Act, Raw, Saying};
pub use batch::Batch;
pub use filter::{Search, View, soon};
pub use papers::{Answer, Papers};
pub use raise::{Entered, RawIssue};
