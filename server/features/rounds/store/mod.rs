//! Every SQL statement about rounds and inspections.
mod answers;
mod below;
mod beside;
mod board;
mod columns;
mod inspections;
mod progress;
mod records;
mod rounds;

pub use answers::{Written, keep, save_answers};
pub use below::tell_below;
pub use beside::{Beside, Raised, Standing};
pub use board::{Board, File, Kept};
pub use columns::{add_column, remove_column, rename_column};
pub use inspections::{Head, Line, ListFilter, find, list, lock, save};
pub use progress::{Counts, ProgressFilter, UnitLine, progress, totals};
pub use records::records;
pub use rounds::{RoundLine, find_round, hand_out, list_rounds, next_number, open};
