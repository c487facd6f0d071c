//! Which way imports go: routes → features → access, audit → base; among features to the left, and through the face.
use super::{
    house::{House, finds, none},
    rust::sources,
};

/// The parts of the program and what each may know. `App` is what every handler and every extractor reaches.
const KNOWS: &[(&str, &[&str])] = &[
    ("base", &["config", "state"]),
    ("config", &["base"]),
    ("state", &["base", "config"]),
    ("access", &["base", "state"]),
    ("audit", &["access", "base", "state"]),
    ("features", &["access", "audit", "base", "config", "routes", "state"]),
    ("routes", &["features", "access", "audit", "base", "config", "state"]),
    ("start", &["features", "base", "config", "state"]),
    ("demo", &["features", "access", "audit", "base", "config", "start", "state"]),
    ("cli", &["routes", "features", "access", "audit", "base", "config", "demo", "start", "state"]),
];

/// Features, each of which knows only those before it; readers do not know one another.
pub const ORDER: &[&str] = &[
    "lists",
    "imports",
    "units",
    "accounts",
    "messages",
    "robots",
    "registers",
    "checklists",
    "evidence",
    "issues",
    "rounds",
    "scans",
    "backups",
    "emergency",
    "training",
    "papers",
    "reminders",
    "overview",
    "statistics",
    "reports",
    "history",
    "administration",
];
const READERS: &[&str] = &["overview", "statistics", "reports", "history"];

/// Inner rooms of a feature, whatever its `mod.rs` makes public.
const INNER: &[&str] = &["store", "forms", "pages", "handlers"];

fn directions(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources(house, "server/") {
        let module = source.module();
        let Some((_, knows)) = module.first().and_then(|part| KNOWS.iter().find(|(name, _)| name == part))
        else {
            continue;
        };
        for path in source.paths() {
            let Some(to) = path.what.first().filter(|to| KNOWS.iter().any(|(name, _)| name == to)) else {
                continue;
            };
            if *to != module[0] && !knows.contains(&to.as_str()) {
                faults.push(format!(
                    "{}:{} {} must not know {}",
                    source.file,
                    path.line,
                    module[0],
                    path.what.join("::")
                ));
            }
        }
    }
    faults
}

fn features(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    let place = |feature: &str| ORDER.iter().position(|f| *f == feature);
    for source in sources(house, "server/features/") {
        let module = source.module();
        let Some(from) = module.get(1) else { continue };
        for path in source.paths() {
            let (Some("features"), Some(to)) = (path.what.first().map(String::as_str), path.what.get(1))
            else {
                continue;
            };
            let known = house
                .names("server/features/")
                .iter()
                .any(|n| n.trim_end_matches('/').trim_end_matches(".rs") == to);
            if from == to || !known {
                continue;
            }
            let at = format!("{}:{} {}", source.file, path.line, path.what.join("::"));
            let strangers = READERS.contains(&from.as_str()) && READERS.contains(&to.as_str());
            if strangers || place(from).is_none() || place(to) >= place(from) {
                faults.push(format!("{at}: {from} must not know {to}"));
            }
            if path.what.get(2).is_some_and(|room| INNER.contains(&room.as_str())) {
                faults.push(format!("{at}: only through the face of {to}"));
            }
        }
    }
    faults
}

/// Routes are the one thing that features know of `routes`: the map to which they add.
fn routes_face(house: &House) -> Vec<String> {
    let all = sources(house, "server/features/").into_iter();
    let of = |s: super::rust::Source<'_>| {
        let paths = s.paths().into_iter().filter(|p| p.what.first().is_some_and(|n| n == "routes"));
        let others = paths.filter(|p| p.what.get(1).is_none_or(|n| n != "Routes"));
        others.map(|p| format!("{}:{} {}", s.file, p.line, p.what.join("::"))).collect::<Vec<_>>()
    };
    all.flat_map(of).collect()
}

#[test]
fn imports_go_from_routes_to_features_to_access_and_audit_to_base() {
    none(&directions(&House::ours()));
    none(&routes_face(&House::ours()));
}

#[test]
fn an_import_upwards_is_found() {
    let house = House::of(&[
        ("server/base/page.rs", "use crate::{access::Actor, base::form};"),
        ("server/audit/tx.rs", "use crate::{access::Actor, state::App};"),
        ("server/access/actor.rs", "fn f() { crate::features::units::routes() }"),
        ("server/features/units/mod.rs", "use crate::routes::{Routes, all};"),
        ("server/lib.rs", "fn f() { routes::all() } use crate::features;"),
    ]);
    finds(
        &directions(&house),
        &[
            "access/actor.rs:1 access must not know features",
            "base/page.rs:1 base must not know access::Actor",
        ],
    );
    finds(&routes_face(&house), &["units/mod.rs:1 routes::all"]);
}

#[test]
fn a_feature_knows_only_features_to_its_left_and_only_their_face() {
    none(&features(&House::ours()));
}

#[test]
fn an_import_to_the_right_or_past_the_face_is_found() {
    let house = House::of(&[
        ("server/features/units/model.rs", "use crate::features::{units::store, rounds::Round};"),
        (
            "server/features/rounds/store.rs",
            "use crate::features::{units::{self, Unit}, checklists::model::Item};\nfn f() { units::store::find() }",
        ),
        ("server/features/overview/mod.rs", "use crate::features::{rounds::progress, reports::figures};"),
        ("server/features/checklists/mod.rs", ""),
        ("server/features/reports/mod.rs", ""),
        ("server/features/attic/mod.rs", "use crate::features::units;"),
    ]);
    let expected = [
        "attic must not know units",
        "overview must not know reports",
        "rounds/store.rs:2 features::units::store::find: only through the face of units",
        "units must not know rounds",
    ];
    finds(&features(&house), &expected);
}
