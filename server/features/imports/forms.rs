//! The form that says which column of a file is which of ours.
use super::{Head, Register};
use crate::base::{
    form::{Errors, Fault},
    spreadsheet::Row,
    table_import::{ByHand, Column, Heads, How, Remembered},
    text::{Sentence, Words},
};
use serde::Deserialize;

/// The most columns that a file has.
const COLUMNS: usize = 256;

/// For each column of the file, from A on, the key of ours; nothing where it is not imported.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Match {
    /// Number of the row with the heads.
    pub head: String,
    /// The keys.
    pub column: Vec<String>,
}

/// Why columns are not matched so.
#[derive(Debug, Clone)]
pub(super) enum Mismatch {
    /// The file has no such row.
    NoHead,
    /// Another column is the same of ours.
    Twice { letter: String, key: &'static str, heads: fn(&Words) -> Vec<Head> },
    /// Required columns are in none.
    Missing { keys: Vec<&'static str>, heads: fn(&Words) -> Vec<Head> },
}

impl Sentence for Mismatch {
    fn say(&self, w: &Words) -> String {
        let names = |keys: &[&str], heads: &fn(&Words) -> Vec<Head>| {
            let named = heads(w).into_iter().filter(|h| keys.contains(&h.key)).map(|h| h.text);
            named.collect::<Vec<_>>().join(&w.list_comma())
        };
        match self {
            Self::NoHead => w.import_match_no_head(),
            Self::Twice { letter, key, heads } => {
                w.import_match_twice(letter.as_str(), names(&[*key], heads))
            }
            Self::Missing { keys, heads } => w.import_match_missing(names(keys, heads)),
        }
    }
}

impl Match {
    /// Reads it beside the first rows of the file.
    pub(super) fn parse<R: Register>(&self, rows: &[Row]) -> Result<ByHand, Errors> {
        let head = self.head.trim().parse().ok().filter(|head| rows.iter().any(|row| row.number == *head));
        let Some(head) = head else { return Err(Errors::one("head", Fault::says(Mismatch::NoHead))) };
        let mut errors = Errors::default();
        let mut columns: Vec<Option<&'static str>> = Vec::new();
        for (at, raw) in self.column.iter().enumerate().take(COLUMNS) {
            let key = R::COLUMNS.iter().find(|c| c.key == raw).map(|c| c.key);
            if key.is_none() && !raw.is_empty() {
                errors.add(field(at), Fault::NotAChoice);
            }
            if let Some(key) = key
                && let Some(first) = columns.iter().position(|c| *c == Some(key))
            {
                let letter = letter(first);
                errors.add(field(at), Fault::says(Mismatch::Twice { letter, key, heads: R::columns }));
            }
            columns.push(key);
        }
        let lacking = |c: &&Column| c.required && !columns.contains(&Some(c.key));
        let keys: Vec<_> = R::COLUMNS.iter().filter(lacking).map(|c| c.key).collect();
        if !keys.is_empty() {
            errors.add("columns", Fault::says(Mismatch::Missing { keys, heads: R::columns }));
        }
        errors.none()?;
        Ok(ByHand { head, columns: columns.into_iter().map(|c| c.map(str::to_owned)).collect() })
    }
}

/// The name of a column's field.
pub(super) fn field(at: usize) -> String {
    format!("column-{at}")
}

/// A column as a spreadsheet program names it: A, B, … Z, AA.
pub(super) fn letter(at: usize) -> String {
    let mut left = at + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or_default()));
        left = (left - 1) / 26;
    }
    letters.into_iter().collect()
}

/// What has to be remembered of heads, so that they mean the same the next time; `plain` is what they mean without a memory.
/// The second part are heads of which nothing need be remembered.
pub(super) fn to_remember(plain: &Heads, hand: &ByHand) -> (Vec<(String, Remembered)>, Vec<String>) {
    let (mut said, mut clear) = (Vec::new(), Vec::new());
    for c in plain.columns.iter().filter(|c| !c.key.is_empty() && !c.filled) {
        let chosen = hand.columns.get(c.at).cloned().flatten();
        if chosen.as_deref() == c.column && c.how != How::Unknown {
            clear.push(c.key.clone());
        } else {
            said.push((c.key.clone(), Remembered { column: chosen, over: c.own.is_some() }));
        }
    }
    (said, clear)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!([0, 25, 26, 51, 52, 255].map(letter), ["A", "Z", "AA", "AZ", "BA", "IV"]);
    }
}
