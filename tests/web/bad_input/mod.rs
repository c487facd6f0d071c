//! Bad input: every form, every field, what people and machines send by mistake. Each comes back as the same page with 422,
//! the message at its field, its line in the list above, and everything else as it was entered.
mod forms;
mod page;

use super::support::{Answer, Client, World};
use forms::{Case, PNG, WITHOUT_FIELDS, WORDS_ONLY};
use sqlx::PgPool;
use std::collections::BTreeSet;

/// What a field asks for, and with it what it has to refuse.
#[derive(Clone, Copy)]
pub enum Kind {
    /// At most so many characters; whether it may stay empty.
    Text(usize, bool),
    /// A day; whether it may stay empty.
    Day(bool),
    /// A day that has come already.
    PastDay,
    /// A whole number from 1 or 0; may stay empty.
    Number,
    /// One of a list; whether it may stay empty.
    Choice(bool),
    /// A thing of ours, by its id; whether it may stay empty.
    Thing(bool),
    Mail,
    Phone,
    /// A new password.
    Password,
    /// Files that prove something; whether there may be none.
    Files(bool),
    /// A table.
    Table,
    /// Nothing that is typed.
    Given,
}

impl Kind {
    /// Values that it refuses.
    fn bad(self) -> Vec<String> {
        let (values, empty): (&[&str], bool) = match self {
            Self::Text(_, may) => (&["a\0b", "a\u{1b}[31mb"], may),
            Self::Day(may) => (&["2026-02-30", "明天", "=NOW()", "９９９９", "262142-01-01", "\0"], may),
            Self::PastDay => (&["2026-02-30", "昨天", "=TODAY()", "2026-11-24", "\0"], false),
            Self::Number => (&["-1", "1e3", "＝1+1", "十", "99999999999999999999", "\0"], true),
            Self::Choice(may) => (&["no-such", "=1", "\0", "１２３"], may),
            Self::Thing(may) => {
                (&["no-such", "01990000-0000-7000-8000-000000000000", "' or 1=1 --", "\0"], may)
            }
            Self::Mail => (&["a", "a@b", "a@b..c", "=1+1", "a\0@b.cn"], true),
            Self::Phone => (&["abc", "=1+1", "12", "1\x002345"], true),
            Self::Password => (&["short", "1234567890", "\0"], false),
            Self::Files(_) | Self::Table | Self::Given => (&[], true),
        };
        let mut all: Vec<String> = values.iter().map(|v| (*v).to_owned()).collect();
        if !empty {
            all.extend([String::new(), "\u{3000} ".into()]);
        }
        if let Self::Text(most, _) = self {
            all.push("长".repeat(most + 1));
        }
        all
    }

    /// Files that it refuses.
    fn bad_files(self) -> Vec<Option<(&'static str, &'static [u8])>> {
        match self {
            Self::Files(may) => {
                let mut all = vec![
                    Some(("a.exe", b"MZ\x90\0".as_slice())),
                    Some(("a.pdf", b"MZ\x90\0".as_slice())),
                    Some(("=1+1", b"x".as_slice())),
                ];
                if !may {
                    all.push(None);
                }
                all
            }
            Self::Table => vec![
                None,
                Some(("a.xlsx", b"not a workbook".as_slice())),
                Some(("a.csv", "一,二\n".as_bytes())),
                Some(("a.csv", b"\0\0\0\0".as_slice())),
                Some(("a.exe", b"MZ\x90\0".as_slice())),
                Some(("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice())),
            ],
            _ => Vec::new(),
        }
    }

    /// Whether the page may show what was entered again.
    fn is_secret(self) -> bool {
        matches!(self, Self::Password)
    }
}

async fn send(
    browser: &mut Client,
    case: &Case,
    fields: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> Answer {
    match case.file {
        None => browser.post(&case.path, fields).await,
        Some(field) => {
            let files: Vec<_> = file.into_iter().map(|(name, bytes)| (field, name, bytes)).collect();
            browser.upload(&case.path, fields, &files).await
        }
    }
}

/// Each form says what is wrong at its field and keeps the rest.
async fn try_all(cases: Vec<Case>) {
    let mut wrong = Vec::new();
    for mut case in cases {
        let mut browser = case.browser.clone();
        for (field, _, kind) in case.fields.clone() {
            for bad in kind.bad() {
                let fields: Vec<(&str, &str)> = case
                    .fields
                    .iter()
                    .map(|(f, v, _)| (*f, if *f == field { bad.as_str() } else { v.as_str() }))
                    .collect();
                let answer = send(&mut browser, &case, &fields, Some(("a.png", PNG))).await;
                let said = page::faults(&answer, &case, field, Some(&bad));
                wrong.extend(said.into_iter().map(|s| format!("{} {field}={bad:?}: {s}", case.pattern)));
            }
            for file in kind.bad_files() {
                let fields: Vec<(&str, &str)> = case
                    .fields
                    .iter()
                    .map(|(f, v, _)| (*f, v.as_str()))
                    .filter(|(f, _)| *f != field)
                    .collect();
                let answer = send(&mut browser, &case, &fields, file).await;
                let said = page::faults(&answer, &case, field, None);
                wrong.extend(said.into_iter().map(|s| format!("{} {field} {file:?}: {s}", case.pattern)));
            }
        }
        // Nothing at all is sent.
        case.fields.clear();
        let answer = send(&mut browser, &case, &[], None).await;
        if answer.status != 422 && !case.may_be_empty {
            wrong.push(format!("{} with nothing: {}", case.pattern, answer.status));
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn forms_before_sign_in_say_what_is_wrong_at_the_field_and_keep_the_rest(pool: PgPool) {
    try_all(forms::before_sign_in(&World::new(pool).await).await).await;
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn forms_of_the_registers_say_what_is_wrong_at_the_field_and_keep_the_rest(pool: PgPool) {
    try_all(forms::registers(&World::new(pool).await).await).await;
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn forms_of_people_say_what_is_wrong_at_the_field_and_keep_the_rest(pool: PgPool) {
    try_all(forms::people(&World::new(pool).await).await).await;
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn forms_of_issues_say_what_is_wrong_at_the_field_and_keep_the_rest(pool: PgPool) {
    try_all(forms::issues(&World::new(pool).await).await).await;
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn forms_of_rounds_say_what_is_wrong_at_the_field_and_keep_the_rest(pool: PgPool) {
    try_all(forms::rounds(&World::new(pool).await).await).await;
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn buttons_sent_with_rubbish_answer_with_a_page(pool: PgPool) {
    let w = World::new(pool).await;
    let rubbish = [
        ("post", "\0"),
        ("language", "xx"),
        ("flag", "no-such"),
        ("seen", "\0"),
        ("good", "２"),
        ("reason", "\0"),
        ("reason-NET-02", "\0"),
        ("version", "９９９９９９９９９９９"),
        ("key", "\0"),
        ("code", "=1"),
        ("subject", "\0"),
        ("taken_on", "明天"),
        ("next", "//elsewhere.invalid"),
    ];
    for (pattern, who, _) in WITHOUT_FIELDS.iter().chain(WORDS_ONLY) {
        let path = forms::path(&w, pattern).await;
        for fields in [&rubbish[..], &[]] {
            let mut browser = w.sign_in(who).await;
            let answer = browser.post(&path, fields).await;
            let status = answer.status.as_u16();
            assert!(matches!(status, 200 | 303 | 400 | 404 | 409 | 422), "{pattern}: {status}");
            let titled = status == 303 || answer.all("h1").iter().any(|t| !t.is_empty());
            assert!(titled, "{pattern}: {status} without a page");
            assert!(!answer.to().contains("elsewhere"), "{pattern}");
        }
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn no_form_is_missing_from_the_table(pool: PgPool) {
    let w = World::new(pool).await;
    let mut known: BTreeSet<&str> = forms::all(&w).await.iter().map(|c| c.pattern).collect();
    known.extend(WITHOUT_FIELDS.iter().chain(WORDS_ONLY).map(|(pattern, ..)| *pattern));
    let routes = zicha::routes::all();
    let posts: BTreeSet<&str> =
        routes.list().iter().filter(|(m, _)| *m == axum::http::Method::POST).map(|(_, p)| *p).collect();
    assert_eq!(known, posts);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_nul_in_a_filter_finds_nothing_and_breaks_nothing(pool: PgPool) {
    let w = World::new(pool).await;
    let mut officer = w.sign_in("officer@CQ01001").await;
    for list in [
        "/issues",
        "/issues.xlsx",
        "/systems",
        "/systems.xlsx",
        "/people",
        "/people.xlsx",
        "/units",
        "/units.xlsx",
        "/inspections",
        "/statistics",
        "/statistics.xlsx",
    ] {
        let named =
            ["q", "unit", "item", "after", "state", "role", "owner"].map(|name| format!("{name}=%00"));
        for query in named {
            let status = officer.get(&format!("{list}?{query}")).await.status.as_u16();
            assert!(matches!(status, 200 | 404), "{list}?{query}: {status}");
        }
    }
}
