//! A small organisation, its people, and a browser for each of them.
pub mod certificate;
pub mod chat;
mod client;
mod filled;
mod heard;
mod issues;
pub mod listed;
pub mod mail_server;
mod rounds;
mod world;

pub use client::{Answer, Client};
pub use heard::{Said, heard};
pub use world::{PASSWORD, World};
