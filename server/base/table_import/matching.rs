//! Which column of a file is which of ours: by its head, by what people said of such a head before, by hand for this file.
use std::{cmp::Reverse, collections::HashMap};

use super::{Column, fold};
use crate::base::spreadsheet::{Cell, Row};

/// Heads of most tables that no register asks for, and those that the program itself puts behind rows to be mended.
const PASSED: [&str; 10] =
    ["序号", "行号", "原因", "no.", "no", "#", "row", "reason", "serialnumber", "serialno."];
/// Characters of a head by which it is known again.
const KEY_CHARS: usize = 100;

/// What people said of heads.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// Of such heads before, by the key of [`FileColumn`].
    pub remembered: HashMap<String, Remembered>,
    /// Of this very file.
    pub by_hand: Option<ByHand>,
}

/// What was said of a head before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Key of the column; none where it is not imported.
    pub column: Option<String>,
    /// It was said although the head spoke for itself. Otherwise a head that has become known since speaks for itself.
    pub over: bool,
}

/// A file matched by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// Number of the row with the heads.
    pub head: u32,
    /// For each column of the file from A on the key of ours, or nothing.
    pub columns: Vec<Option<String>>,
}

/// How it is known what a column of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Its head says so.
    Head,
    /// It was said of such a head before.
    Remembered,
    /// It was said of this file.
    Hand,
    /// Another head says the same and is surer, or nobody imports such a column.
    Spare,
    /// It is not.
    Unknown,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileColumn {
    /// Its place, from 0.
    pub at: usize,
    /// Its head as written, in one line; nothing where there is none.
    pub text: String,
    /// The head in the form in which it is remembered; the second of the same name has a number behind it.
    pub key: String,
    /// What the head says by itself, whatever was said of it.
    pub own: Option<&'static str>,
    /// Key of our column.
    pub column: Option<&'static str>,
    /// How that is known.
    pub how: How,
    /// The head stands in another cell, with which this one is merged.
    pub filled: bool,
}

/// A row of heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads {
    /// Its number in the file.
    pub row: u32,
    /// The columns, from A on.
    pub columns: Vec<FileColumn>,
}

/// Reads rows as heads.
#[derive(Debug)]
pub struct Reader<'a> {
    known: &'static [Column],
    ranks: HashMap<String, (&'static str, usize)>,
    matching: &'a Matching,
    width: usize,
}

impl<'a> Reader<'a> {
    /// For these columns.
    pub fn new(known: &'static [Column], matching: &'a Matching) -> Self {
        let names = known
            .iter()
            .flat_map(|c| c.names.iter().enumerate().map(move |(rank, name)| (c.key, rank, name)));
        let ranks = names.map(|(key, rank, name)| (fold::key(name), (key, rank))).collect();
        let width = matching.by_hand.as_ref().map_or(0, |hand| hand.columns.len());
        Self { known, ranks, matching, width }
    }

    /// With at least so many columns, also where heads are fewer.
    #[must_use]
    pub fn wide(self, width: usize) -> Self {
        Self { width: self.width.max(width), ..self }
    }

    /// The row with most heads among those that lack fewest of the required ones; where a person said which it is, that one.
    pub fn best(&self, rows: &[Row]) -> Option<Heads> {
        if let Some(hand) = &self.matching.by_hand {
            return rows.iter().find(|row| row.number == hand.head).map(|row| self.by_hand(row, hand));
        }
        let mut best: Option<(_, Heads)> = None;
        for row in rows {
            let heads = self.read(row);
            let found = heads.columns.iter().filter(|c| c.column.is_some()).count();
            let worth = (Reverse(heads.missing(self.known).len()), found);
            if found > 0 && best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, heads));
            }
        }
        best.map(|(_, heads)| heads)
    }

    /// Each column as its head, or what was said of such a head, tells. Of several for one column of ours one has it: what was
    /// said against a head comes first, then heads by how sure their names are, then what was said of unknown ones.
    pub fn read(&self, row: &Row) -> Heads {
        let mut columns = self.columns(row);
        let mut wishes: Vec<(&'static str, (u8, usize, usize))> = Vec::new();
        for c in &mut columns {
            let said = self.matching.remembered.get(&c.key).filter(|said| c.own.is_none() || said.over);
            match (said, c.own) {
                (Some(Remembered { column: None, .. }), _) => c.how = How::Remembered,
                (Some(Remembered { column: Some(key), over }), _) => {
                    if let Some(key) = self.key(key) {
                        wishes.push((key, (if *over { 0 } else { 2 }, 0, c.at)));
                    }
                }
                (None, Some(own)) => {
                    c.how = How::Spare;
                    wishes.push((own, (1, self.rank(&c.text), c.at)));
                }
                (None, None) if PASSED.contains(&c.key.as_str()) => c.how = How::Spare,
                (None, None) => {}
            }
        }
        wishes.sort_by_key(|(_, wish)| *wish);
        let mut taken: Vec<&'static str> = Vec::new();
        for (key, (kind, _, at)) in wishes {
            if !taken.contains(&key) {
                taken.push(key);
                columns[at].column = Some(key);
                columns[at].how = if kind == 1 { How::Head } else { How::Remembered };
            }
        }
        Heads { row: row.number, columns }
    }

    /// Each column as a person said of this file.
    fn by_hand(&self, row: &Row, hand: &ByHand) -> Heads {
        let mut columns = self.columns(row);
        for c in &mut columns {
            c.column = hand.columns.get(c.at).and_then(Option::as_deref).and_then(|key| self.key(key));
            c.how = if c.column.is_some() && c.column == c.own { How::Head } else { How::Hand };
        }
        Heads { row: row.number, columns }
    }

    /// The columns with what their heads say by themselves.
    fn columns(&self, row: &Row) -> Vec<FileColumn> {
        let mut met: HashMap<String, usize> = HashMap::new();
        let column = |(at, cell): (usize, &Cell)| {
            let text = fold::line(&cell.shown());
            let mut key: String = plain(&text).chars().take(KEY_CHARS).collect();
            let own = self.find(&text).map(|(own, _)| own);
            let before = met.entry(key.clone()).or_default();
            *before += 1;
            if *before > 1 && !key.is_empty() {
                key = format!("{key} {before}");
            }
            FileColumn { at, text, key, own, column: None, how: How::Unknown, filled: cell.filled }
        };
        let beyond = self.width.saturating_sub(row.cells.len());
        row.cells.iter().chain(std::iter::repeat_n(&Cell::EMPTY, beyond)).enumerate().map(column).collect()
    }

    fn find(&self, text: &str) -> Option<(&'static str, usize)> {
        let key = plain(text);
        // A head may end with a hint: 上线时间(年月日).
        let short = key.split('(').next().unwrap_or(&key);
        self.ranks.get(&key).or_else(|| self.ranks.get(short)).copied()
    }

    fn rank(&self, text: &str) -> usize {
        self.find(text).map_or(usize::MAX, |(_, rank)| rank)
    }

    /// A key that a column still has.
    fn key(&self, key: &str) -> Option<&'static str> {
        self.known.iter().find(|c| c.key == key).map(|c| c.key)
    }
}

impl Heads {
    /// Keys of the required columns that no column of the file is.
    pub fn missing(&self, known: &[Column]) -> Vec<&'static str> {
        let there = |c: &&Column| self.columns.iter().any(|f| f.column == Some(c.key));
        known.iter().filter(|c| c.required && !there(c)).map(|c| c.key).collect()
    }

    /// Heads that nobody has said anything of.
    pub fn unknown(&self) -> impl Iterator<Item = &FileColumn> {
        self.columns.iter().filter(|c| c.how == How::Unknown && !c.filled && !c.text.is_empty())
    }

    /// Where each of our columns stands.
    pub(super) fn places(&self) -> HashMap<&'static str, usize> {
        self.columns.iter().filter_map(|c| Some((c.column?, c.at))).collect()
    }
}

fn plain(text: &str) -> String {
    fold::key(text).replace(['*', '※', ':'], "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::spreadsheet::Value;

    static COLUMNS: [Column; 3] = [
        Column { key: "number", names: &["工号", "编号"], required: true },
        Column { key: "name", names: &["姓名"], required: true },
        Column { key: "phone", names: &["电话"], required: false },
    ];

    fn row(number: u32, heads: &[&str]) -> Row {
        Row { number, cells: heads.iter().map(|h| Value::Text((*h).into()).into()).collect() }
    }

    fn remembered(said: &[(&str, Option<&str>, bool)]) -> Matching {
        let one = |(head, column, over): &(&str, Option<&str>, bool)| {
            ((*head).to_owned(), Remembered { column: column.map(Into::into), over: *over })
        };
        Matching { remembered: said.iter().map(one).collect(), by_hand: None }
    }

    fn columns(heads: &Heads) -> Vec<(Option<&'static str>, How)> {
        heads.columns.iter().map(|c| (c.column, c.how)).collect()
    }

    #[test]
    fn import_remembers_what_was_said_of_a_head() {
        let said = remembered(&[
            ("人员代号", Some("number"), false),
            ("称呼", Some("name"), false),
            ("血型", None, false),
        ]);
        let rows = [row(1, &["花名册"]), row(12, &["人员代号*", "称 呼", "血型", "星座", "序号"])];
        let heads = Reader::new(&COLUMNS, &said).best(&rows).unwrap();
        assert_eq!((heads.row, heads.missing(&COLUMNS)), (12, Vec::new()));
        let expected = [
            (Some("number"), How::Remembered),
            (Some("name"), How::Remembered),
            (None, How::Remembered),
            (None, How::Unknown),
            (None, How::Spare),
        ];
        assert_eq!(columns(&heads), expected);
        assert_eq!(heads.unknown().map(|c| c.text.as_str()).collect::<Vec<_>>(), ["星座"]);
    }

    #[test]
    fn import_lets_a_head_speak_for_itself_unless_it_was_said_against_it() {
        // The name was unknown when it was said; by now a column bears it.
        let old = remembered(&[("姓名", Some("phone"), false), ("曾用名", Some("name"), false)]);
        let heads = Reader::new(&COLUMNS, &old).read(&row(1, &["曾用名", "姓名"]));
        assert_eq!(columns(&heads), [(None, How::Unknown), (Some("name"), How::Head)]);
        let against = remembered(&[("姓名", None, true), ("曾用名", Some("name"), false)]);
        let heads = Reader::new(&COLUMNS, &against).read(&row(1, &["曾用名", "姓名"]));
        assert_eq!(columns(&heads), [(Some("name"), How::Remembered), (None, How::Remembered)]);
        // A column that the program no longer has is nothing.
        let gone = remembered(&[("星座", Some("sign"), false)]);
        assert_eq!(columns(&Reader::new(&COLUMNS, &gone).read(&row(1, &["星座"]))), [(None, How::Unknown)]);
    }

    #[test]
    fn import_tells_heads_of_the_same_name_apart() {
        let said = remembered(&[("备注", None, false), ("备注 2", Some("phone"), false)]);
        let heads = Reader::new(&COLUMNS, &said).read(&row(1, &["备注", "备注", "编号", "工号", "", ""]));
        assert_eq!(
            columns(&heads)[..4],
            [
                (None, How::Remembered),
                (Some("phone"), How::Remembered),
                (None, How::Spare),
                (Some("number"), How::Head)
            ]
        );
        assert_eq!(heads.unknown().count(), 0, "a column without a head is nobody's question");
    }

    #[test]
    fn import_takes_what_a_person_said_of_the_file() {
        let hand = ByHand { head: 2, columns: vec![None, Some("number".into()), Some("name".into())] };
        let matching = Matching { by_hand: Some(hand), ..remembered(&[("a", Some("name"), false)]) };
        let reader = Reader::new(&COLUMNS, &matching);
        let heads = reader.best(&[row(1, &["工号", "姓名"]), row(2, &["a", "b", "姓名"])]).unwrap();
        assert_eq!(
            columns(&heads),
            [(None, How::Hand), (Some("number"), How::Hand), (Some("name"), How::Head)]
        );
        assert_eq!(reader.best(&[row(1, &["工号", "姓名"])]), None, "the row is not there");
        // Nothing need stand above the values.
        assert_eq!(reader.best(&[row(2, &["a"])]).unwrap().columns[2].column, Some("name"));
    }
}
