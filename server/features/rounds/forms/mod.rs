//! What is entered about rounds, answers, columns, issues in place, and on the way of a sheet.
mod answer;
mod column;
mod raise;
mod round;
mod travel;

pub use answer::RawAnswer;
pub use column::{ColumnAct, RawColumn};
pub use raise::{Raise, RawProof, RawRaise};
pub use round::{RawEvents, RawRound, Search, occasions};
pub use travel::{Handing, Reason, Returning};
