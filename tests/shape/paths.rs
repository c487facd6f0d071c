//! The paths of a file, resolved from the root of the crate.
use super::{
    house::House,
    rust::{Found, Names, Source, inside, is, sources},
};
use proc_macro2::{Delimiter, TokenTree};
use std::collections::HashMap;

impl Source<'_> {
    /// Every path that begins in our crate, from its root: of `use` and of expressions, through names that `use` brought.
    pub fn paths(&self) -> Vec<Found<Names>> {
        let mut walk = Walk::default();
        // The first round learns the names, the second one follows them.
        for _ in 0..2 {
            walk.found.clear();
            walk.tokens(&self.tokens, &self.module());
        }
        walk.found
    }
}

fn two_colons(tokens: &[TokenTree], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| is(t, ":")) && tokens.get(at + 1).is_some_and(|t| is(t, ":"))
}

#[derive(Default)]
struct Walk {
    names: HashMap<String, Names>,
    found: Vec<Found<Names>>,
}

impl Walk {
    fn tokens(&mut self, tokens: &[TokenTree], module: &Names) {
        let mut at = 0;
        while at < tokens.len() {
            if let TokenTree::Group(group) = &tokens[at] {
                let mut module = module.clone();
                if at > 1 && is(&tokens[at - 2], "mod") {
                    module.push(tokens[at - 1].to_string());
                }
                self.tokens(&inside(group), &module);
            } else if let Some(base) = self.base(tokens, at, module) {
                let used = at > 0 && is(&tokens[at - 1], "use");
                at = self.path(tokens, at + 1, base, used);
                continue;
            } else if is(&tokens[at], "use") && !tokens.get(at + 1).is_some_and(|t| self.leads(t)) {
                // Of another crate, or of a module beside: it hides no name of ours.
                while at < tokens.len() && !is(&tokens[at], ";") {
                    at += 1;
                }
            }
            at += 1;
        }
    }

    fn leads(&self, token: &TokenTree) -> bool {
        ["crate", "zicha", "self", "super"].iter().any(|n| is(token, n))
            || self.names.contains_key(&token.to_string())
    }

    /// The module in which a path begins, if one of ours begins here.
    fn base(&self, tokens: &[TokenTree], at: usize, module: &Names) -> Option<Names> {
        let TokenTree::Ident(name) = &tokens[at] else { return None };
        let goes_on = at > 1 && (two_colons(tokens, at - 2) || is(&tokens[at - 1], "."));
        if goes_on || !two_colons(tokens, at + 1) {
            return None;
        }
        match name.to_string().as_str() {
            "crate" | "zicha" => Some(Vec::new()),
            "self" => Some(module.clone()),
            "super" => Some(module[..module.len().saturating_sub(1)].to_vec()),
            name => self.names.get(name).cloned(),
        }
    }

    /// Follows a path or a tree of them from `::` on; gives the place behind it.
    fn path(&mut self, tokens: &[TokenTree], mut at: usize, mut names: Names, used: bool) -> usize {
        let line = tokens[at - 1].span().start().line;
        while two_colons(tokens, at) {
            match tokens.get(at + 2) {
                Some(TokenTree::Ident(name)) if name == "super" => drop(names.pop()),
                Some(TokenTree::Ident(name)) => names.push(name.to_string()),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    self.branches(&inside(group), &names, used);
                    return at + 3;
                }
                // A star or arguments of types: as far as it goes.
                _ => break,
            }
            at += 3;
        }
        at = self.name(tokens, at, &names, used);
        self.found.push(Found { line, what: names });
        at
    }

    fn branches(&mut self, tokens: &[TokenTree], stem: &Names, used: bool) {
        let mut at = 0;
        while at < tokens.len() {
            if let TokenTree::Ident(name) = &tokens[at] {
                let mut names = stem.clone();
                if name != "self" {
                    names.push(name.to_string());
                }
                at = self.path(tokens, at + 1, names, used);
            } else {
                at += 1;
            }
        }
    }

    /// Notes the name under which `use` brings something.
    fn name(&mut self, tokens: &[TokenTree], at: usize, names: &Names, used: bool) -> usize {
        let renamed = tokens.get(at).is_some_and(|t| is(t, "as"));
        let name = if renamed { tokens.get(at + 1).map(ToString::to_string) } else { names.last().cloned() };
        if let (true, Some(name)) = (used, name) {
            self.names.insert(name, names.clone());
        }
        if renamed { at + 2 } else { at }
    }
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let house = House::of(&[(
        "server/features/units/store.rs",
        "use crate::{base::{db::{self, Db as Base}, ids}, features::accounts};
         use super::model::Unit;
         use sqlx::query;
         fn f() { accounts::store::find(); Base::new(); crate::audit::read::<u8>(); x.ids::y(); super::super::rounds::open() }
         #[cfg(test)] mod tests { use crate::features::rounds; }
         mod inner { fn g() { super::super::h() } }",
    )]);
    let found = sources(&house, "server/").remove(0).paths();
    let found: Vec<String> = found.iter().map(|f| f.what.join(" ")).collect();
    let expected = [
        "base db",
        "base db Db",
        "base ids",
        "features accounts",
        "features units model Unit",
        "features accounts store find",
        "base db Db new",
        "audit read",
        "features rounds open",
        "features units h",
    ];
    assert_eq!(found, expected);
}
