//! What every feature stands on; no word of the business in here.
pub mod assets;
pub mod calendar;
pub mod csrf;
pub mod db;
pub mod download;
pub mod error;
pub mod extract;
pub mod files;
pub mod form;
pub mod ids;
pub mod page;
pub mod paging;
pub mod password;
pub mod request;
pub mod spreadsheet;
pub mod text;
pub mod upload;
