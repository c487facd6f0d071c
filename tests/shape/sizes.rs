//! How long files are, and how they begin.
use super::house::{House, finds, none};

/// Longer is a fault.
const MOST: usize = 500;
/// Longer is worth a look, when one looks.
const LONG: usize = 300;

fn too_long(house: &House) -> Vec<String> {
    let lengths = |least| {
        let files = house.under("server/", ".rs").map(|(file, text)| (text.lines().count(), file));
        let mut long: Vec<_> = files.filter(|(lines, _)| *lines > least).collect();
        long.sort_unstable_by(|a, b| b.cmp(a));
        long
    };
    if lengths(MOST).is_empty() {
        return Vec::new();
    }
    lengths(LONG).iter().map(|(lines, file)| format!("{lines:5} lines {file}")).collect()
}

fn without_a_word(house: &House) -> Vec<String> {
    let rust = ["server/", "tests/", "build.rs"].iter().flat_map(|folder| house.under(folder, ".rs"));
    let silent = rust.filter(|(_, text)| !text.trim_start().starts_with("//!"));
    silent.map(|(file, _)| format!("{file} does not begin with what it is for (//!)")).collect()
}

#[test]
fn no_file_of_the_server_is_longer_than_500_lines() {
    none(&too_long(&House::ours()));
}

#[test]
fn a_file_of_501_lines_is_found_and_the_long_ones_with_it() {
    let (fits, long, short) = ("x\n".repeat(500), "x\n".repeat(501), "x\n".repeat(300));
    none(&too_long(&House::of(&[("server/a.rs", &fits)])));
    let house = House::of(&[("server/a.rs", &fits), ("server/b.rs", &long), ("server/c.rs", &short)]);
    finds(&too_long(&house), &["501 lines server/b.rs", "500 lines server/a.rs"]);
}

#[test]
fn every_file_begins_with_what_it_is_for() {
    none(&without_a_word(&House::ours()));
}

#[test]
fn a_file_without_a_word_is_found() {
    let house = House::of(&[("server/a.rs", "//! A."), ("server/b.rs", "// B\nfn b() {}"), ("build.rs", "")]);
    finds(&without_a_word(&house), &["server/b.rs", "build.rs"]);
}
