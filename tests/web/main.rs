//! One binary for every test that speaks HTTP. Each test has a database of its own.
#![expect(clippy::disallowed_types, reason = "tests take the pool that sqlx::test gives them")]

mod access;
mod administration;
mod asked;
mod bad_input;
mod bench_data;
mod calendar;
mod checklists;
mod demo;
mod export;
mod import;
mod import_background;
mod import_columns;
mod issues;
mod lists;
mod mail;
mod merge;
mod overview;
mod owner;
mod pages;
mod people;
mod reminders;
mod requests;
mod rounds;
mod search;
mod security;
mod settings;
mod sheet;
mod sign_in;
mod statements;
mod support;
mod systems;
mod tree;
mod units;
mod urging;
mod vacations;
