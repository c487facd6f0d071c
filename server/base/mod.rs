//! What every feature stands on; no word of the business in here.
pub mod calendar;
pub mod spreadsheet;
pub mod table_import;
