//! 自查: rounds, the inspection that each unit makes in one, and the sheet that it fills in.
pub mod model;
pub mod store;
