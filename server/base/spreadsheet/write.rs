//! Writes lists as a workbook row by row, in constant memory, ready to be filtered and printed.
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Paper number of A4.
const A4: u8 = 9;
/// The built-in number format that takes whatever is typed as text.
pub(super) const TEXT_FORMAT: u8 = 49;
/// Characters that a sheet's name may not hold.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// The longest name of a sheet, in UTF-16 units.
const NAME_UNITS: usize = 31;

/// One column of a written list.
#[derive(Debug, Clone)]
pub struct OutColumn {
    /// Its head.
    pub heading: String,
    /// Its width in characters of the default font.
    pub width: f64,
    /// How its cells are shown.
    pub kind: Kind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, also of digits alone.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with two places.
    Decimal,
    /// Days.
    Date,
    /// Days with hours and minutes, in the zone of the reader.
    DateTime,
}

/// One value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Field<'a> {
    /// A blank cell.
    Empty,
    /// Text, never a formula.
    Text(&'a str),
    /// A whole number up to 2^53.
    Integer(i64),
    /// A number.
    Decimal(f64),
    /// A day.
    Date(NaiveDate),
    /// A time in the zone of the reader.
    DateTime(NaiveDateTime),
}

/// Why a workbook cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// More text than a cell can hold (32,767 UTF-16 units), more rows than a sheet can hold, or no disk space.
    #[error("workbook not written")]
    Workbook(#[from] XlsxError),
    /// A row with another number of fields than columns.
    #[error("row {row} has {found} fields, not {expected}")]
    Width {
        /// The row, the head being 1.
        row: u32,
        /// Its fields.
        found: usize,
        /// The columns.
        expected: usize,
    },
}

/// A workbook in the making; its rows go to a temporary file.
pub struct Writer {
    book: Workbook,
    /// The sheet that is written, from 0.
    page: usize,
    formats: Vec<Format>,
    /// The row to be written next, from 0.
    next: u32,
}

impl Writer {
    /// Starts a workbook with one sheet. `created` is all that would differ between two workbooks of the same rows.
    pub fn new(sheet: &str, columns: &[OutColumn], created: DateTime<Utc>) -> Result<Self, WriteError> {
        let mut book = new_book(created);
        let formats = begin(&mut book, sheet, columns)?;
        Ok(Self { book, page: 0, formats, next: 1 })
    }

    /// Goes on with a further sheet; the one before is finished.
    pub fn sheet(&mut self, sheet: &str, columns: &[OutColumn]) -> Result<(), WriteError> {
        self.end()?;
        self.formats = begin(&mut self.book, sheet, columns)?;
        self.page += 1;
        self.next = 1;
        Ok(())
    }

    /// Adds a row with one field for each column.
    pub fn row(&mut self, fields: &[Field<'_>]) -> Result<(), WriteError> {
        let (row, expected) = (self.next, self.formats.len());
        if fields.len() != expected {
            return Err(WriteError::Width { row: row + 1, found: fields.len(), expected });
        }
        let page = self.book.worksheet_from_index(self.page)?;
        for ((at, field), format) in (0..).zip(fields).zip(&self.formats) {
            put(page, row, at, *field, format)?;
        }
        self.next += 1;
        Ok(())
    }

    /// The finished workbook.
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        self.end()?;
        Ok(self.book.save_to_buffer()?)
    }

    /// The rows of the sheet can be filtered.
    fn end(&mut self) -> Result<(), WriteError> {
        let last = u16::try_from(self.formats.len()).unwrap_or(u16::MAX);
        if let Some(last) = last.checked_sub(1) {
            self.book.worksheet_from_index(self.page)?.autofilter(0, 0, self.next - 1, last)?;
        }
        Ok(())
    }
}

/// A sheet with its heads; gives the formats of its columns.
fn begin(book: &mut Workbook, sheet: &str, columns: &[OutColumn]) -> Result<Vec<Format>, WriteError> {
    let page = book.add_worksheet_with_constant_memory()?;
    page.set_name(sheet_name(sheet))?;
    lay_out(page, columns)?;
    for (at, column) in (0..).zip(columns) {
        page.write_string_with_format(0, at, &column.heading, &head())?;
    }
    Ok(columns.iter().map(|c| cell_format(c.kind)).collect())
}

pub(super) fn new_book(created: DateTime<Utc>) -> Workbook {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    book
}

/// Widths, frozen and repeated head, landscape A4 one page wide.
pub(super) fn lay_out(page: &mut Worksheet, columns: &[OutColumn]) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(columns) {
        page.set_column_width(at, column.width)?;
    }
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A text goes through `write_string` alone, which knows neither formulas nor links.
fn put(page: &mut Worksheet, row: u32, at: u16, field: Field<'_>, format: &Format) -> Result<(), XlsxError> {
    match field {
        Field::Empty => return Ok(()),
        Field::Text(text) => page.write_string_with_format(row, at, text, format)?,
        Field::Integer(number) => page.write_number_with_format(row, at, number as f64, format)?,
        Field::Decimal(number) => page.write_number_with_format(row, at, number, format)?,
        Field::Date(day) => page.write_date_with_format(row, at, day, format)?,
        Field::DateTime(time) => page.write_datetime_with_format(row, at, time, format)?,
    };
    Ok(())
}

pub(super) fn head() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin)
        .set_background_color(0x00E8_EEF7)
}

/// The text format keeps a text a text when a person edits the cell, where a leading `=` would else begin a formula.
pub(super) fn cell_format(kind: Kind) -> Format {
    let top = Format::new().set_align(FormatAlign::Top);
    match kind {
        Kind::Text => top.set_num_format_index(TEXT_FORMAT).set_text_wrap(),
        Kind::Integer => top.set_num_format("0"),
        Kind::Decimal => top.set_num_format("0.00"),
        Kind::Date => top.set_num_format("yyyy-mm-dd"),
        Kind::DateTime => top.set_num_format("yyyy-mm-dd hh:mm"),
    }
}

/// A name that spreadsheet programs accept, as near to the wanted one as may be.
pub(super) fn sheet_name(wanted: &str) -> String {
    let mut left = NAME_UNITS;
    let fitting = wanted.chars().map(|c| if NOT_IN_NAMES.contains(&c) || c.is_control() { '_' } else { c });
    let name: String = fitting
        .take_while(|c| {
            left.checked_sub(c.len_utf16()).is_some_and(|l| {
                left = l;
                true
            })
        })
        .collect();
    let name = name.trim_matches(['\'', ' ']);
    if name.is_empty() { "_".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::spreadsheet::{Limits, Sheet, Value, read};
    use proptest::prelude::*;

    fn column(heading: &str, kind: Kind) -> OutColumn {
        OutColumn { heading: heading.into(), width: 20.0, kind }
    }

    fn created() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    fn reread(book: &[u8]) -> Sheet {
        read(book, "a.xlsx", &Limits::default()).unwrap()
    }

    /// The text of one part of the workbook.
    fn part(book: &[u8], name: &str) -> String {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
        std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
    }

    fn texts(texts: &[&str]) -> Vec<u8> {
        let mut writer = Writer::new("清单", &[column("内容", Kind::Text)], created()).unwrap();
        texts.iter().for_each(|text| writer.row(&[Field::Text(text)]).unwrap());
        writer.finish().unwrap()
    }

    #[test]
    fn export_keeps_text_as_text() {
        let hostile = [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠a",
            "00123",
            "http://example.invalid",
            "_x0041_",
        ];
        let book = texts(&hostile);
        let read: Vec<Value> = reread(&book).rows[1..].iter().map(|r| r.cells[0].value.clone()).collect();
        assert_eq!(read, hostile.map(|t| Value::Text(t.into())));
        let sheet = part(&book, "xl/worksheets/sheet1.xml");
        assert!(!sheet.contains("<f>") && !sheet.contains("hyperlink"), "{sheet}");
        assert!(part(&book, "xl/styles.xml").contains("numFmtId=\"49\""), "the text format");
    }

    #[test]
    fn export_has_real_types_and_a_printable_head() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();
        let kinds = [Kind::Text, Kind::Integer, Kind::Decimal, Kind::Date, Kind::DateTime];
        let columns: Vec<_> = kinds.iter().map(|k| column(&format!("{k:?}"), *k)).collect();
        let mut writer = Writer::new("问题/清单", &columns, created()).unwrap();
        let time = day.and_hms_opt(10, 32, 0).unwrap();
        let fields = [
            Field::Text("a"),
            Field::Integer(3),
            Field::Decimal(0.5),
            Field::Date(day),
            Field::DateTime(time),
        ];
        writer.row(&fields).unwrap();
        writer.row(&[Field::Empty; 5]).unwrap();
        assert!(matches!(writer.row(&[]), Err(WriteError::Width { row: 4, found: 0, expected: 5 })));
        let book = writer.finish().unwrap();
        let sheet = reread(&book);
        assert_eq!(sheet.name, "问题_清单");
        let values: Vec<_> = sheet.rows[1].cells.iter().map(|c| c.value.clone()).collect();
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        assert_eq!(
            values,
            [
                Value::Text("a".into()),
                Value::Number(3.0),
                Value::Number(0.5),
                Value::Date(midnight),
                Value::Date(time)
            ]
        );
        let xml = part(&book, "xl/worksheets/sheet1.xml");
        for mark in [
            "state=\"frozen\"",
            "<autoFilter ref=\"A1:E3\"",
            "orientation=\"landscape\"",
            "paperSize=\"9\"",
            "fitToHeight=\"0\"",
        ] {
            assert!(xml.contains(mark), "{mark} in {xml}");
        }
        assert!(part(&book, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    }

    #[test]
    fn export_has_as_many_sheets_as_were_begun() {
        let mut writer = Writer::new("一", &[column("甲", Kind::Text)], created()).unwrap();
        writer.row(&[Field::Text("a")]).unwrap();
        writer.sheet("二", &[column("乙", Kind::Text), column("丙", Kind::Integer)]).unwrap();
        writer.row(&[Field::Text("b"), Field::Integer(2)]).unwrap();
        let book = writer.finish().unwrap();
        assert_eq!((reread(&book).name, reread(&book).others), ("一".into(), vec!["二".into()]));
        assert!(part(&book, "xl/worksheets/sheet1.xml").contains("<autoFilter ref=\"A1:A2\""));
        assert!(part(&book, "xl/worksheets/sheet2.xml").contains("<autoFilter ref=\"A1:B2\""));
    }

    #[test]
    fn export_of_the_same_rows_is_the_same_file() {
        assert_eq!(texts(&["一", "二"]), texts(&["一", "二"]));
    }

    #[test]
    fn export_makes_a_fitting_sheet_name() {
        assert_eq!(sheet_name("'a[b]:*?/\\c'"), "a_b______c");
        assert_eq!(sheet_name(""), "_");
        assert_eq!(sheet_name(&"长".repeat(40)).chars().count(), NAME_UNITS);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn export_keeps_any_text(text in "[ -~\t\n\r\u{3000}一-鿿＝＋＠－\u{20000}-\u{20010}_x0-9]{1,40}") {
            prop_assert_eq!(reread(&texts(&[&text])).rows[1].cells[0].value.clone(), Value::Text(text));
        }
    }
}
