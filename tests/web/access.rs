//! The access matrix: every route × every kind of person × own, sibling, parent, child, absent and malformed objects.
//!
//! `access.txt` holds what a human expects, one line per route and object: a sign for each person.
//! `+` let in (2xx, 3xx, 400, 409 or 422) · `-` refused (403) · `.` does not exist (404) · `>` sent to sign in (or 401) · `?` anything else
use super::support::World;
use axum::http::{Method, StatusCode};
use sqlx::PgPool;
use std::fmt::Write;

/// The kinds of people, in the order of the columns; `nobody` stands before them. All but the last three act at the district.
const PEOPLE: &[&str] = &[
    "admin@CQ01",
    "auditor@CQ01",
    "leader@CQ01",
    "supervisor@CQ01",
    "officer@CQ01",
    "reviewer@CQ01",
    "owner@CQ01001",
    "staff@CQ01001",
    "officer@CQ01001",
];

/// The objects that an `{id}` is filled with: what it is to the district, and the unit it belongs to.
const OBJECTS: &[(&str, &str)] =
    &[("own", "CQ01"), ("sibling", "CQ02"), ("parent", "CQ"), ("child", "CQ01001")];

fn sign(status: StatusCode, to: &str) -> char {
    match status.as_u16() {
        303 if to.starts_with("/login") => '>',
        200..=400 | 409 | 422 => '+',
        401 => '>',
        403 => '-',
        404 => '.',
        _ => '?',
    }
}

/// Routes whose `{…}` is a secret or a file and not an object of a unit, and those that end the session they are tried with.
const APART: &[&str] =
    &["/setup/{token}", "/invite/{token}", "/static/{file}", "/logout", "/switch", "/login"];

/// Every route with its objects: `(method, pattern, what, path)`.
async fn cases(w: &World) -> Vec<(Method, &'static str, &'static str, String)> {
    let mut cases = Vec::new();
    for &(ref method, pattern) in zicha::routes::all().list() {
        if APART.contains(&pattern) {
            continue;
        }
        if !pattern.contains('{') {
            cases.push((method.clone(), pattern, "", pattern.to_owned()));
            continue;
        }
        for &(what, unit) in OBJECTS {
            let path = match pattern.contains("{post}") {
                true => {
                    let (person, post) = w.newcomer(unit).await;
                    fill(&pattern.replace("{post}", &post), &person)
                }
                false => fill(pattern, &w.object(pattern, unit).await),
            };
            cases.push((method.clone(), pattern, what, path));
        }
        cases.push((
            method.clone(),
            pattern,
            "absent",
            fill(pattern, "01990000-0000-7000-8000-000000000000"),
        ));
        cases.push((method.clone(), pattern, "malformed", fill(pattern, "1%27%20or%201=1")));
    }
    cases
}

fn fill(pattern: &str, id: &str) -> String {
    pattern.split('/').map(|p| if p.starts_with('{') { id } else { p }).collect::<Vec<_>>().join("/")
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_access_matrix_is_what_was_agreed(pool: PgPool) {
    let w = World::new(pool).await;
    let mut browsers = vec![w.nobody()];
    browsers[0].get("/login").await;
    for person in PEOPLE {
        browsers.push(w.sign_in(person).await);
    }
    let mut table = String::new();
    for (method, pattern, what, path) in cases(&w).await {
        let mut signs = String::new();
        for (n, browser) in browsers.iter().enumerate() {
            // A session that this route may end is not the one that goes on.
            let mut browser = match n {
                1.. if pattern.starts_with("/account") => w.sign_in(PEOPLE[n - 1]).await,
                _ => browser.clone(),
            };
            let answer =
                if method == Method::GET { browser.get(&path).await } else { browser.post(&path, &[]).await };
            signs.push(sign(answer.status, answer.to()));
        }
        writeln!(table, "{method:4} {pattern:36} {what:9} {signs}").unwrap();
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/web/access.txt");
    let agreed = std::fs::read_to_string(file).unwrap_or_default();
    let agreed: Vec<&str> = agreed.lines().filter(|l| !l.starts_with('#')).collect();
    let found: Vec<&str> = table.lines().collect();
    let mut differ = String::new();
    for line in &found {
        if !agreed.contains(line) {
            writeln!(differ, "found   {line}").unwrap();
        }
    }
    for line in &agreed {
        if !found.contains(line) {
            writeln!(differ, "agreed  {line}").unwrap();
        }
    }
    assert!(differ.is_empty(), "who may do what has changed; agree on it in tests/web/access.txt:\n{differ}");
}
