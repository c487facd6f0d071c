//! Finds things by the names and codes that people write for them.
use std::collections::HashMap;

use super::fold;

/// Names and codes of what an import may refer to.
#[derive(Debug, Clone)]
pub struct Lookup<I> {
    ids: HashMap<String, Option<I>>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<I> {
    /// One thing.
    One(I),
    /// More than one thing bears the name.
    Several,
    /// Nothing.
    None,
}

impl<I> Default for Lookup<I> {
    fn default() -> Self {
        Self { ids: HashMap::new() }
    }
}

impl<I: Copy + PartialEq> Lookup<I> {
    /// Lets `name` stand for `id`. A name given to two things finds neither; a code does so only where it is no name.
    pub fn add(&mut self, name: &str, id: I) {
        let known = self.ids.entry(fold::key(name)).or_insert(Some(id));
        if *known != Some(id) {
            *known = None;
        }
    }

    /// What `name` stands for, compared without regard to width, case and spaces.
    pub fn find(&self, name: &str) -> Found<I> {
        match self.ids.get(&fold::key(name)) {
            Some(Some(id)) => Found::One(*id),
            Some(None) => Found::Several,
            None => Found::None,
        }
    }
}

impl<I: Copy + PartialEq, N: AsRef<str>> FromIterator<(N, I)> for Lookup<I> {
    fn from_iter<T: IntoIterator<Item = (N, I)>>(names: T) -> Self {
        let mut lookup = Self::default();
        names.into_iter().for_each(|(name, id)| lookup.add(name.as_ref(), id));
        lookup
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn import_finds_names_however_they_are_written() {
        let lookup: Lookup<u8> =
            [("CQ01", 1), ("第一小学（示例）", 1), ("二中", 2), ("二中", 3), ("CQ01", 1)]
                .into_iter()
                .collect();
        assert_eq!(lookup.find("ｃｑ01 "), Found::One(1));
        assert_eq!(lookup.find("第一小学\n(示例)"), Found::One(1));
        assert_eq!(lookup.find("二中"), Found::Several);
        assert_eq!(lookup.find("三中"), Found::None);
    }
}
