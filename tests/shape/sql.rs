//! Where statements of SQL stand.
use super::{
    house::{House, finds, none},
    rust::sources,
};
use proc_macro2::TokenTree;

/// Besides the stores: the connections, the search of all lists, the jobs, the audit log, and the migrating login before there is a store.
const OTHERS: &[&str] = &[
    "server/base/db.rs",
    "server/base/search.rs",
    "server/base/jobs.rs",
    "server/audit/",
    "server/start.rs",
    "server/bench/",
    "server/local_postgres/",
];

fn outside_the_stores(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources(house, "server/") {
        let file = source.file;
        let store = file.ends_with("/store.rs") || file.contains("/store/");
        if store || OTHERS.iter().any(|other| file.starts_with(other)) {
            continue;
        }
        let statements = source.each(&mut |tokens: &[TokenTree], at| {
            let TokenTree::Ident(name) = &tokens[at] else { return None };
            let name = name.to_string();
            let before = at.checked_sub(3).and_then(|b| tokens.get(b)).map(ToString::to_string);
            let after = tokens.get(at + 1).map(ToString::to_string);
            let says = name.starts_with("query") || ["raw_sql", "QueryBuilder"].contains(&name.as_str());
            let macro_call = after.as_deref() == Some("!") && name.starts_with("query");
            (macro_call || says && before.as_deref() == Some("sqlx")).then_some(name)
        });
        faults.extend(statements.iter().map(|s| format!("{file}:{} {} belongs in a store", s.line, s.what)));
    }
    faults
}

#[test]
fn sql_stands_in_stores_alone() {
    none(&outside_the_stores(&House::ours()));
}

#[test]
fn sql_elsewhere_is_found() {
    let house = House::of(&[
        ("server/features/units/store.rs", "fn f() { sqlx::query!(\"select 1\") }"),
        ("server/features/units/store/list.rs", "fn f() { sqlx::query(\"select 1\") }"),
        (
            "server/features/units/handlers.rs",
            "fn f() { query_as!(Row, \"select 1\") }\nfn g() { request.query() }",
        ),
        ("server/features/units/model.rs", "fn f() { if x { sqlx::raw_sql(\"select 1\") } }"),
    ]);
    finds(&outside_the_stores(&house), &["handlers.rs:1 query_as", "model.rs:1 raw_sql"]);
}
