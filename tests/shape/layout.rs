//! What stands where.
use super::{
    house::{House, finds, none},
    imports::ORDER,
};

/// The top level: what must be there, and what may stand beside it.
const TOP: &[&str] = &["Cargo.toml", "server/", "templates/", "migrations/", "static/", "tests/"];
const BESIDE: &[&str] = &[
    "README.md",
    "README-overview.png",
    "README-sheet.png",
    "README.png",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "LICENSE",
    "Makefile",
    "Cargo.lock",
    "build.rs",
    "clippy.toml",
    "rustfmt.toml",
    "deny.toml",
    "scripts/",
    ".sqlx/",
    ".cargo/",
    ".ci/",
    ".config/",
    ".gitignore",
];
/// The rooms of `server/`.
const SERVER: &[&str] = &[
    "README.md",
    "main.rs",
    "lib.rs",
    "config.rs",
    "state.rs",
    "start.rs",
    "demo.rs",
    "demo/",
    "cli/",
    "routes/",
    "base/",
    "access/",
    "audit/",
    "features/",
    "bench/",
    "local_postgres/",
];
const TESTS: &[&str] =
    &["README.md", "browser/", "faults/", "fixtures/", "migrations/", "migrations.rs", "shape/", "web/"];

fn strangers(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    let top = house.names("");
    faults.extend(TOP.iter().filter(|n| !top.contains(*n)).map(|n| format!("{n} is missing")));
    let mut allowed = |folder: &str, names: &[&[&str]]| {
        for name in house.names(folder) {
            if !names.iter().any(|n| n.contains(&name)) {
                faults.push(format!("{folder}{name} has no place there"));
            }
        }
    };
    allowed("", &[TOP, BESIDE]);
    allowed("server/", &[SERVER]);
    allowed("tests/", &[TESTS]);
    for name in house.names("server/features/") {
        let feature = name.trim_end_matches('/');
        if name != "mod.rs" && !ORDER.contains(&feature) {
            faults.push(format!("server/features/{name} is not in the order of features"));
        }
    }
    faults
}

#[test]
fn everything_stands_where_the_map_says() {
    none(&strangers(&House::ours()));
}

#[test]
fn a_stranger_and_a_gap_are_found() {
    let house = House::of(&[
        ("Cargo.toml", ""),
        ("server/helpers/mod.rs", ""),
        ("server/features/mod.rs", ""),
        ("server/features/units/mod.rs", ""),
        ("server/features/attic/mod.rs", ""),
        ("templates/base.html", ""),
        ("migrations/1.sql", ""),
        ("tests/web/main.rs", ""),
        ("notes.md", ""),
    ]);
    let expected = [
        "static/ is missing",
        "notes.md has no place",
        "server/helpers/ has no place",
        "server/features/attic/ is not in",
    ];
    finds(&strangers(&house), &expected);
}
