//! Finds the row with the heads, below titles and above the data, and tells data from what else stands in a table.
use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{
    Check, Column, EXAMPLE_MARKS, FOOTER_WORDS, Record, fold,
    line::{Import, Line, Reason, Skipped},
    matching::{Heads, Matching, Reader},
};
use crate::base::spreadsheet::{Cell, Row, Sheet};

/// Rows with a value among which the heads must stand.
const SEARCHED: usize = 30;

/// A sheet whose heads are known.
#[derive(Debug)]
pub struct Table<'a> {
    known: &'static [Column],
    heads: Heads,
    head: &'a Row,
    data: &'a [Row],
    places: HashMap<&'static str, usize>,
    read: Option<&'a AtomicUsize>,
}

/// No row has all required heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoTable {
    /// The row that comes nearest, if any head was found.
    pub nearest: Option<u32>,
    /// Keys of the required columns that it lacks.
    pub missing: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// Looks for the row with the heads and for our columns in it.
    ///
    /// # Errors
    /// When a required one is in none.
    pub fn find(sheet: &'a Sheet, known: &'static [Column], matching: &Matching) -> Result<Self, NoTable> {
        let searched =
            if matching.by_hand.is_some() { sheet.rows.len() } else { SEARCHED.min(sheet.rows.len()) };
        let rows = &sheet.rows[..searched];
        let heads = Reader::new(known, matching).best(rows);
        let missing = heads.as_ref().map_or_else(
            || known.iter().filter(|c| c.required).map(|c| c.key).collect(),
            |heads| heads.missing(known),
        );
        let at = heads.as_ref().and_then(|heads| rows.iter().position(|row| row.number == heads.row));
        match (heads, at) {
            (Some(heads), Some(at)) if missing.is_empty() => {
                let (head, data, places) = (&rows[at], &sheet.rows[at + 1..], heads.places());
                Ok(Self { known, heads, head, data, places, read: None })
            }
            (heads, _) => Err(NoTable { nearest: heads.map(|h| h.row), missing }),
        }
    }

    /// The row of heads.
    pub fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Counts the rows that are read, for whoever waits.
    #[must_use]
    pub fn counting(self, read: &'a AtomicUsize) -> Self {
        Self { read: Some(read), ..self }
    }

    /// Whether nothing stands below the heads.
    pub fn is_empty(&self) -> bool {
        !self.data.iter().any(|row| self.is_data(row))
    }

    /// Reads all data. `parse` gives the command of a row, or nothing once it has found a fault.
    pub fn read<T, R: From<Reason>>(
        &self,
        mut parse: impl FnMut(&mut Check<'_, R>) -> Option<T>,
    ) -> Import<T, R> {
        let mut skipped = Vec::new();
        let mut lines: Vec<Line<T, R>> = Vec::new();
        for row in self.data {
            if let Some(read) = self.read {
                read.fetch_add(1, Ordering::Relaxed);
            }
            if self.is_data(row) {
                let mut check = Check::new(Record { table: self, row });
                let command = parse(&mut check);
                lines.push(check.verdict(command));
            } else if let Some(first) = own(row).next() {
                skipped.push(Skipped { number: row.number, text: fold::line(&first.shown()) });
            }
        }
        let columns = self.columns().map(|c| c.key).collect();
        let ignored =
            self.heads.columns.iter().filter(|c| c.column.is_none() && !c.filled && !c.text.is_empty());
        let ignored = ignored.map(|c| c.text.clone()).collect();
        Import { head: self.head.number, columns, ignored, skipped, lines }
    }

    /// The known columns that the table has.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static Column> {
        self.known.iter().filter(|c| self.places.contains_key(c.key))
    }

    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// Not blank below the known heads, no example, no footer, no head repeated on a new page.
    fn is_data(&self, row: &Row) -> bool {
        let cell = |at: usize| row.cells.get(at).unwrap_or(&Cell::EMPTY);
        let written = |at: usize| !cell(at).filled && !cell(at).is_blank();
        let Some(first) = own(row).next() else { return false };
        let first = fold::key(&first.shown());
        let incomplete = self
            .known
            .iter()
            .filter(|c| c.required)
            .any(|c| self.place(c.key).is_some_and(|at| cell(at).is_blank()));
        let alone = own(row).count() == 1;
        let head = |at: usize| self.head.cells.get(at).unwrap_or(&Cell::EMPTY);
        let repeats = |at: &usize| fold::key(&cell(*at).shown()) == fold::key(&head(*at).shown());
        self.places.values().any(|at| written(*at))
            && !EXAMPLE_MARKS.iter().any(|mark| first.starts_with(mark))
            && !(is_footer(&first) && (incomplete || alone))
            && !self.places.values().all(repeats)
    }
}

/// The cells with a value that is written there.
fn own(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|c| !c.filled && !c.is_blank())
}

/// Begins with the word for a footer, and nothing but a mark follows the word directly.
fn is_footer(key: &str) -> bool {
    FOOTER_WORDS
        .iter()
        .filter_map(|word| key.strip_prefix(word))
        .any(|rest| rest.is_empty() || rest.starts_with([':', '(', '/']))
        || ["注:", "备注:", "说明:"].iter().any(|word| key.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{
        spreadsheet::{Limits, Value, read},
        table_import::{Verdict, value},
    };

    const NAME: Column = Column { key: "name", names: &["单位名称", "单位", "Name"], required: true };
    const DATE: Column = Column { key: "date", names: &["上线时间", "Online since"], required: true };
    const NOTE: Column = Column { key: "note", names: &["备注", "Remark"], required: false };
    static COLUMNS: [Column; 3] = [NAME, DATE, NOTE];

    fn sheet(text: &str) -> Sheet {
        read(text.as_bytes(), "a.csv", &Limits::default()).unwrap()
    }

    fn import(text: &str) -> Import<(String, Option<String>), Reason> {
        Table::find(&sheet(text), &COLUMNS, &Matching::default()).unwrap().read(|check| {
            let name = check.required(&NAME, value::text(4));
            let note = check.unless_none(&NOTE, value::text(9));
            check.required(&DATE, value::date);
            Some((name?, note?))
        })
    }

    #[test]
    fn import_finds_the_heads_below_titles() {
        let import = import("2026台账\n填报日期：,单位\n\"上线\n时间*\",单 位,序号\n2019.3,一中,1\n");
        assert_eq!(
            (import.head, import.columns.as_slice(), import.ignored.as_slice()),
            (3, &["name", "date"][..], &["序号".to_owned()][..])
        );
        assert_eq!(import.lines[0].good(), Some(&("一中".to_owned(), None)));
        assert!(import.has(&DATE) && !import.has(&NOTE));
    }

    #[test]
    fn import_knows_english_heads_hints_and_the_surer_name() {
        let import = import("ＮＡＭＥ (required),Online since（date）,Remark:\na,2020-1-1,无\n");
        assert_eq!(
            (import.lines[0].good(), import.lines[0].cells[2].normalised.as_deref()),
            (Some(&("a".into(), None)), Some(""))
        );
        let both = sheet("单位,上线时间,单位名称\n甲,2020-1-1,乙\n");
        assert_eq!(Table::find(&both, &COLUMNS, &Matching::default()).unwrap().place("name"), Some(2));
    }

    #[test]
    fn import_takes_the_lower_row_of_heads_in_two_rows() {
        let cell = |text: &str, filled| Cell { value: Value::Text(text.into()), filled };
        let upper = vec![cell("单位", false), cell("时间", false), cell("时间", true)];
        let lower = vec![cell("单位", true), cell("建成时间", false), cell("上线时间", false)];
        let data = vec![cell("一中", false), cell("", false), cell("2020-1-1", false)];
        let rows = (1..).zip([upper, lower, data]).map(|(number, cells)| Row { number, cells });
        let sheet = Sheet { rows: rows.collect(), ..Sheet::default() };
        let import: Import<String, Reason> = Table::find(&sheet, &COLUMNS, &Matching::default())
            .unwrap()
            .read(|check| check.required(&NAME, value::text(4)));
        assert_eq!((import.head, import.ignored.as_slice()), (2, &["建成时间".to_owned()][..]));
        assert_eq!(
            import.good().map(|(line, name)| (line.number, name.as_str())).collect::<Vec<_>>(),
            [(3, "一中")]
        );
    }

    #[test]
    fn import_says_which_heads_are_missing() {
        let missing = |text| Table::find(&sheet(text), &COLUMNS, &Matching::default()).unwrap_err();
        assert_eq!(missing("单位,备注\n一中,a\n"), NoTable { nearest: Some(1), missing: vec!["date"] });
        assert_eq!(missing("x,y\n1,2\n"), NoTable { nearest: None, missing: vec!["name", "date"] });
    }

    #[test]
    fn import_passes_over_what_is_no_data() {
        let import = import(
            "单位,上线时间,序号,备注\n示例：一中,2020-1-1,,\n一中,2020-1-1,1,合计\n , ,2,\n单位,上线时间,序号,备注\n填表人：甲,,,审核人：乙\n审核人,2020-1-1,,\n盖章\n",
        );
        assert_eq!(import.lines.iter().map(|l| l.number).collect::<Vec<_>>(), [3, 7]);
        let skipped: Vec<_> = import.skipped.iter().map(|s| (s.number, s.text.as_str())).collect();
        assert_eq!(skipped, [(2, "示例：一中"), (4, "2"), (5, "单位"), (6, "填表人：甲"), (8, "盖章")]);
    }

    #[test]
    fn import_names_every_bad_cell() {
        let import = import("单位,上线时间\n 太长的名称Ａ,昨天\n,x\n");
        let faults = |at: usize| match &import.lines[at].verdict {
            Verdict::Good(_) => panic!("good"),
            Verdict::Refused(faults) => faults
                .iter()
                .map(|f| (f.column, f.original.as_str(), f.normalised.as_str(), f.reason.clone()))
                .collect::<Vec<_>>(),
        };
        assert_eq!(
            faults(0),
            [
                ("name", " 太长的名称Ａ", "太长的名称A", Reason::TooLong { max: 4 }),
                ("date", "昨天", "昨天", Reason::NotADate)
            ]
        );
        assert_eq!(faults(1), [("name", "", "", Reason::Required), ("date", "x", "x", Reason::NotADate)]);
    }
}
