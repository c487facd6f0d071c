//! Rust as tokens: literals, calls and marks, with what is compiled for tests alone left out.
use super::house::House;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// A file of the program, without what only tests see.
pub struct Source<'a> {
    pub file: &'a str,
    pub tokens: Vec<TokenTree>,
}

/// Where something stands, and what.
#[derive(Debug)]
pub struct Found<T> {
    pub line: usize,
    pub what: T,
}

/// A path of modules and the item at its end.
pub type Names = Vec<String>;

/// Every file of the program below a folder, except those that are declared for tests.
pub fn sources<'a>(house: &'a House, folder: &'a str) -> Vec<Source<'a>> {
    let mut for_tests = BTreeSet::new();
    let mut all = Vec::new();
    for (file, text) in house.under(folder, ".rs") {
        let tokens: TokenStream = text.parse().unwrap_or_else(|e| panic!("{file}: {e}"));
        let stem = file.trim_end_matches(".rs");
        let inside = ["/mod", "/lib", "/main"].iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(stem);
        let mut hidden = Vec::new();
        let tokens = without_tests(tokens, &mut hidden);
        for_tests.extend(hidden.into_iter().map(|name| format!("{inside}/{name}")));
        all.push(Source { file, tokens });
    }
    let of_tests = |file: &str| {
        for_tests.iter().any(|f| file.strip_prefix(f.as_str()).is_some_and(|r| r.starts_with(['.', '/'])))
    };
    all.retain(|source| !of_tests(source.file));
    all
}

/// Drops the items under `#[cfg(test)]`; `hidden` collects the names of modules that stand in files of their own.
fn without_tests(tokens: TokenStream, hidden: &mut Vec<String>) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let for_tests = matches!(&token, TokenTree::Group(g) if is_mark(&kept, g, "cfg(test)"));
        if !for_tests {
            kept.push(token);
            continue;
        }
        kept.pop();
        let mut item = Vec::new();
        for token in tokens.by_ref() {
            let end =
                is(&token, ";") || matches!(&token, TokenTree::Group(g) if g.delimiter() == Delimiter::Brace);
            item.push(token);
            if end {
                break;
            }
        }
        if let [.., module, name, end] = &item[..]
            && is(module, "mod")
            && is(end, ";")
        {
            hidden.push(name.to_string());
        }
    }
    kept
}

/// Whether a group is the inside of the attribute `#[…]`, spaces aside.
fn is_mark(before: &[TokenTree], group: &Group, attribute: &str) -> bool {
    before.last().is_some_and(|t| is(t, "#")) && group.stream().to_string().replace(' ', "") == attribute
}

pub fn is(token: &TokenTree, text: &str) -> bool {
    match token {
        TokenTree::Punct(p) => text.len() == 1 && text.starts_with(p.as_char()),
        TokenTree::Ident(name) => name == text,
        _ => false,
    }
}

impl Source<'_> {
    /// The module that the file is: `server/features/units/store.rs` is `features units store`.
    pub fn module(&self) -> Names {
        let stem = self.file.trim_start_matches("server/").trim_end_matches(".rs");
        let mut names: Names = stem.split('/').map(str::to_owned).collect();
        if names.last().is_some_and(|n| ["mod", "lib", "main"].contains(&n.as_str())) {
            names.pop();
        }
        names
    }

    /// Every literal and every function that is called, with the names of the functions around it; texts of documentation are left out.
    pub fn leaves(&self) -> Vec<(Names, TokenTree)> {
        let mut found = Vec::new();
        leaves(&self.tokens, &mut Vec::new(), &mut found);
        found
    }

    /// The functions that make samples: `sample…()`, and those that nothing but these calls.
    pub fn makers_of_samples(&self) -> BTreeSet<String> {
        let leaves = self.leaves();
        let mut callers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (around, leaf) in &leaves {
            if let TokenTree::Ident(name) = leaf {
                let by = around.first().cloned().unwrap_or_default();
                callers.entry(name.to_string()).or_default().insert(by);
            }
        }
        let functions: BTreeSet<String> =
            leaves.into_iter().filter_map(|(around, _)| around.into_iter().next()).collect();
        let mut makers = BTreeSet::new();
        loop {
            let known = makers.len();
            for function in &functions {
                let mut by =
                    callers.get(function).into_iter().flatten().filter(|by| *by != function).peekable();
                let for_samples = by.peek().is_some() && by.all(|by| makers.contains(by));
                if function.starts_with("sample") || for_samples {
                    makers.insert(function.clone());
                }
            }
            if makers.len() == known {
                return makers;
            }
        }
    }

    /// What `look` finds at each place, outside and inside of every bracket.
    pub fn each<T>(&self, look: &mut impl FnMut(&[TokenTree], usize) -> Option<T>) -> Vec<Found<T>> {
        let mut found = Vec::new();
        each(&self.tokens, look, &mut found);
        found
    }
}

fn each<T>(
    tokens: &[TokenTree],
    look: &mut impl FnMut(&[TokenTree], usize) -> Option<T>,
    found: &mut Vec<Found<T>>,
) {
    for (at, token) in tokens.iter().enumerate() {
        if let Some(what) = look(tokens, at) {
            found.push(Found { line: token.span().start().line, what });
        }
        if let TokenTree::Group(group) = token {
            each(&inside(group), look, found);
        }
    }
}

pub fn inside(group: &Group) -> Vec<TokenTree> {
    without_tests(group.stream(), &mut Vec::new())
}

/// Whether the name of a function stands here: before its arguments, or as an argument itself; a field or a method is none.
fn calls(tokens: &[TokenTree], at: usize) -> bool {
    let arguments =
        |t: &TokenTree| matches!(t, TokenTree::Group(g) if g.delimiter() == Delimiter::Parenthesis);
    let method = at > 0 && is(&tokens[at - 1], ".");
    let handed_on = at == 0 || is(&tokens[at - 1], ",");
    !method && tokens.get(at + 1).map_or(handed_on, |next| arguments(next) || handed_on && is(next, ","))
}

fn leaves(tokens: &[TokenTree], around: &mut Names, found: &mut Vec<(Names, TokenTree)>) {
    let mut function = None;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Literal(_) => found.push((around.clone(), token.clone())),
            TokenTree::Ident(name) if at > 0 && is(&tokens[at - 1], "fn") => {
                function = Some(name.to_string())
            }
            TokenTree::Ident(_) if calls(tokens, at) => found.push((around.clone(), token.clone())),
            TokenTree::Group(g) if g.delimiter() == Delimiter::Bracket && is_doc(&tokens[..at], g) => {}
            TokenTree::Group(g) => {
                let body = if g.delimiter() == Delimiter::Brace { function.take() } else { None };
                let named = body.is_some();
                around.extend(body);
                leaves(&inside(g), around, found);
                if named {
                    around.pop();
                }
            }
            _ => {}
        }
    }
}

/// `#[doc = …]` or `#![doc = …]`, which is what a comment of documentation becomes.
fn is_doc(before: &[TokenTree], group: &Group) -> bool {
    before.last().is_some_and(|t| is(t, "#") || is(t, "!"))
        && inside(group).first().is_some_and(|t| is(t, "doc"))
}

#[test]
fn what_only_tests_compile_is_left_out() {
    let house = House::of(&[
        ("server/a/mod.rs", "mod b; #[cfg(test)] mod tests; #[cfg(test)] fn x() { \"t\" } fn y() { \"y\" }"),
        ("server/a/tests.rs", "fn z() {}"),
        ("server/a/tests/more.rs", "fn z() {}"),
        ("server/a/b.rs", "/// \"doc\"\nfn sample() { f(|| { \"s\" }) }"),
    ]);
    let all = sources(&house, "server/");
    let found: Vec<String> = all
        .iter()
        .flat_map(|s| {
            s.leaves()
                .into_iter()
                .filter(|(_, l)| matches!(l, TokenTree::Literal(_)))
                .map(|(around, l)| format!("{} {} {l}", s.file, around.join(" ")))
        })
        .collect();
    assert_eq!(found, ["server/a/b.rs sample \"s\"", "server/a/mod.rs y \"y\""]);
}
