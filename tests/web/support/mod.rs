//! A small organisation, its people, and a browser for each of them.
mod client;
mod filled;
mod heard;
mod issues;
pub mod listed;
mod rounds;
mod world;

pub use client::{Answer, Client};
pub use heard::{Said, heard};
pub use world::{PASSWORD, World};
