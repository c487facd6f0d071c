//! The access matrix: every route × every kind of person × own, sibling, parent, child, absent and malformed objects.
//!
//! `access.txt` holds what a human expects, one line per route and object: a sign for each person.
//! `+` let in (2xx, 3xx, 400, 409 or 422) · `-` refused (403) · `.` does not exist (404) · `>` sent to sign in (or 401) · `?` anything else
use super::support::{Said, World, heard};
use axum::http::{Method, StatusCode};
use sqlx::PgPool;
use std::fmt::Write;
use zicha::access::{LINES, Role};

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
const APART: &[&str] = &[
    "/setup/{token}",
    "/invite/{token}",
    "/reset/{token}",
    "/static/{file}",
    "/logout",
    "/switch",
    "/login",
];

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
                _ if pattern.contains("{robot}") => {
                    let robot = w.robot(unit).await.to_string();
                    fill(&pattern.replace("{robot}", &robot), &w.units[unit].to_string())
                }
                _ if pattern.contains("{vacation}") => {
                    let vacation = w.vacation(unit).await.to_string();
                    fill(&pattern.replace("{vacation}", &vacation), &w.units[unit].to_string())
                }
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

/// A line of the matrix, and what the policy was asked for it.
struct Tried {
    line: String,
    asked: Vec<Said>,
}

/// Sends everything as everybody.
async fn walk(w: &World) -> Vec<Tried> {
    let mut browsers = vec![w.nobody()];
    browsers[0].get("/login").await;
    for person in PEOPLE {
        browsers.push(w.sign_in(person).await);
    }
    let mut tried = Vec::new();
    for (method, pattern, what, path) in cases(w).await {
        let (mut signs, mut asked) = (String::new(), Vec::new());
        for (n, browser) in browsers.iter().enumerate() {
            // A session that this route may end is not the one that goes on.
            let mut browser = match n {
                1.. if pattern.starts_with("/account") => w.sign_in(PEOPLE[n - 1]).await,
                _ => browser.clone(),
            };
            heard("access");
            let answer =
                if method == Method::GET { browser.get(&path).await } else { browser.post(&path, &[]).await };
            let sign = sign(answer.status, answer.to());
            asked.extend(heard("access").into_iter().filter(|_| sign == '-'));
            signs.push(sign);
        }
        tried.push(Tried { line: format!("{method:4} {pattern:36} {what:9} {signs}"), asked });
    }
    tried
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_access_matrix_is_what_was_agreed(pool: PgPool) {
    let w = World::new(pool).await;
    let tried = walk(&w).await;
    let found: Vec<&str> = tried.iter().map(|t| t.line.as_str()).collect();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/web/access.txt");
    let agreed = std::fs::read_to_string(file).unwrap_or_default();
    let agreed: Vec<&str> = agreed.lines().filter(|l| !l.starts_with('#')).collect();
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

/// What the matrix cannot show, each with the reason: beginning of an action's name, grant, roles.
const HIDDEN: &[(&str, &str, &[Role])] = &[
    // The database itself shows these roles no such thing: the answer is 404 whatever the policy says.
    ("inspection.", "here", &[Role::Admin, Role::Auditor, Role::Owner, Role::Staff]),
    ("issue.", "here", &[Role::Admin, Role::Auditor, Role::Staff]),
    ("supervision.", "here", &[Role::Admin, Role::Auditor, Role::Owner, Role::Staff]),
    ("evidence.", "here", &[Role::Admin, Role::Auditor, Role::Owner, Role::Staff]),
    ("person.", "above", &[Role::Auditor]),
    ("system.", "above", &[Role::Admin, Role::Auditor]),
    ("round.", "above", &[Role::Admin, Role::Auditor]),
    ("inspection.", "above", &[Role::Admin, Role::Auditor]),
    ("issue.", "above", &[Role::Admin, Role::Auditor]),
    ("supervision.", "above", &[Role::Admin, Role::Auditor]),
    ("evidence.", "above", &[Role::Admin, Role::Auditor]),
    // Asked of the person's own unit alone.
    ("checklist.", "above", &Role::ALL),
    ("round.open", "above", &Role::ALL),
    ("todo.", "above", &Role::ALL),
    ("issue.import", "above", &Role::ALL),
    ("message.", "above", &Role::ALL),
    ("reminder.", "above", &Role::ALL),
    ("overview.", "above", &Role::ALL),
    ("audit.", "above", &Role::ALL),
    // Asked of the root's inspection and profile alone.
    ("inspection.review-root", "", &Role::ALL),
    ("profile.confirm-root", "", &Role::ALL),
    // Who works on an issue starts it and so on by duty; the matrix tries an owner with what is theirs alone.
    ("issue.", "here", &[Role::Owner]),
    // The empty form that the matrix sends is refused before the policy is asked.
    ("issue.raise", "here", &[Role::Leader, Role::Supervisor, Role::Reviewer]),
    ("issue.raise", "above", &[Role::Leader]),
];

/// Every line of the policy is one that the matrix guards: for each role that it leaves out, somebody of that role was
/// refused by this line, and would have got another answer with it. Nobody stands above others as an owner or as staff.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_role_more_in_any_line_of_the_policy_changes_the_matrix(pool: PgPool) {
    let w = World::new(pool).await;
    let asked: Vec<Said> = walk(&w).await.into_iter().flat_map(|t| t.asked).collect();
    let refused = |action: &str, grant: &str, role: Role| {
        asked.iter().any(|a| {
            let of = |name: &str, value: &str| a.get(name).is_some_and(|v| v == value);
            let here = if grant == "here" { "true" } else { "false" };
            of("action", action) && of("role", role.code()) && of("here", here) && of("allowed", "false")
        })
    };
    let hidden = |action: &str, grant: &str, role: Role| {
        grant == "above" && [Role::Owner, Role::Staff].contains(&role)
            || HIDDEN
                .iter()
                .any(|(a, g, roles)| action.starts_with(a) && grant.contains(g) && roles.contains(&role))
    };
    let mut unguarded = String::new();
    for line in LINES {
        for (grant, roles) in [("here", line.here), ("above", line.above)] {
            for role in Role::ALL.into_iter().filter(|role| !roles.contains(role)) {
                if !refused(line.action, grant, role) && !hidden(line.action, grant, role) {
                    writeln!(unguarded, "{} {grant} {}", line.action, role.code()).unwrap();
                }
            }
        }
    }
    assert!(unguarded.is_empty(), "the matrix would not notice these roles in the policy:\n{unguarded}");
}
