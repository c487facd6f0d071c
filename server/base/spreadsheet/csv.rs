//! Reads delimited text in the encodings that offices save: UTF-8, GB18030 with its four-byte characters, UTF-16.
use encoding_rs::{Encoding, GB18030, UTF_8};

use super::{Cell, Limits, ReadError, Row, Sheet, Value};

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// Records that are looked at to tell the delimiter.
const PROBE: usize = 50;

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, ReadError> {
    let text = decode(bytes)?;
    if text.contains('\0') {
        return Err(ReadError::NotASpreadsheet);
    }
    let mut records = reader(&text, delimiter(&text));
    let mut rows = Vec::new();
    let (mut number, mut cells) = (0, 0);
    let mut record = csv::StringRecord::new();
    // The reader is flexible and its text is valid, so it has no errors but the end.
    while records.read_record(&mut record).map_err(|_| ReadError::BadEncoding)? {
        let start = record.position().map_or(0, csv::Position::byte) as usize;
        number += 1 + blank_lines(&text, start);
        if record.iter().all(str::is_empty) {
            continue;
        }
        if limits.first == Some(rows.len()) {
            break;
        }
        cells += record.len();
        if rows.len() == limits.rows {
            return Err(ReadError::TooManyRows { max: limits.rows });
        }
        if record.len() > limits.columns {
            return Err(ReadError::TooManyColumns { row: number, max: limits.columns });
        }
        if cells > limits.cells {
            return Err(ReadError::TooManyCells { max: limits.cells });
        }
        if record
            .iter()
            .any(|field| field.len() > limits.cell_chars && field.chars().count() > limits.cell_chars)
        {
            return Err(ReadError::CellTooLong { row: number, max: limits.cell_chars });
        }
        rows.push(Row { number, cells: record.iter().map(cell).collect() });
    }
    Ok(Sheet { rows, ..Sheet::default() })
}

fn cell(field: &str) -> Cell {
    if field.is_empty() { Cell::EMPTY } else { Value::Text(field.to_owned()).into() }
}

fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None if str::from_utf8(bytes).is_ok() => (UTF_8, 0),
        None => (GB18030, 0),
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    text.map(Into::into).ok_or(ReadError::BadEncoding)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The delimiter that cuts most records into the same number of fields.
fn delimiter(text: &str) -> u8 {
    let evenness = |delimiter: u8| {
        let widths: Vec<usize> =
            reader(text, delimiter).records().take(PROBE).flatten().map(|r| r.len()).collect();
        let alike = |width: usize| widths.iter().filter(|w| **w == width).count() * (width - 1);
        widths.iter().map(|width| alike(*width)).max().unwrap_or(0)
    };
    // Of equals `max_by_key` takes the last one; the comma shall win.
    DELIMITERS.into_iter().rev().max_by_key(|d| evenness(*d)).unwrap_or(b',')
}

/// The CSV reader passes over blank lines; a spreadsheet program counts them.
fn blank_lines(text: &str, start: usize) -> u32 {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    // A record ends at its `\r`; the `\n` after it belongs to that line.
    let rest = if start > 0 && text.as_bytes()[start - 1] == b'\r' {
        rest.strip_prefix(b"\n").unwrap_or(rest)
    } else {
        rest
    };
    let breaks = &rest[..rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count()];
    let pairs = breaks.windows(2).filter(|w| w == b"\r\n").count();
    (breaks.len() - pairs) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let sheet = read(bytes, &Limits::default()).unwrap();
        sheet
            .rows
            .iter()
            .map(|r| (r.number, r.cells.iter().map(|c| c.shown().into_owned()).collect()))
            .collect()
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn import_reads_every_encoding() {
        let text = "姓名,编号\r\n孙𫘝㛃,1\r\n";
        let expected = vec![row(1, &["姓名", "编号"]), row(2, &["孙𫘝㛃", "1"])];
        let gb = GB18030.encode(text).0.into_owned();
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let little: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> =
            [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for bytes in [text.as_bytes(), &gb, &marked, &little, &big] {
            assert_eq!(table(bytes), expected);
        }
        assert_eq!(read(b"\xEF\xBB\xBFa\xFF", &Limits::default()), Err(ReadError::BadEncoding));
        assert_eq!(read(b"a,\xFF\xFF", &Limits::default()), Err(ReadError::BadEncoding));
        assert_eq!(read(b"a,\0", &Limits::default()), Err(ReadError::NotASpreadsheet));
    }

    #[test]
    fn import_tells_the_delimiter() {
        let expected = vec![row(1, &["a", "b, c"]), row(2, &["1", "2"])];
        assert_eq!(table(b"a;b, c\n1;2\n"), expected);
        assert_eq!(table(b"a\tb, c\n1\t2"), expected);
        assert_eq!(table(b"a,\"b, c\"\n1,2"), expected);
    }

    #[test]
    fn import_counts_lines_as_a_spreadsheet_does() {
        let expected = vec![row(2, &["a", "b\r\nc"]), row(4, &["1", "2"]), row(6, &["3", "4"])];
        assert_eq!(table(b"\r\na,\"b\r\nc\"\r\n\r\n1,2\r\n,\r\n3,4\r\n"), expected);
        assert_eq!(table(b"\na,\"b\r\nc\"\n\n1,2\n,\n3,4"), expected);
    }

    #[test]
    fn import_refuses_an_unclosed_quotation_mark() {
        let text = format!("a,b\n1,\"{}", "2\n".repeat(40_000));
        assert_eq!(
            read(text.as_bytes(), &Limits::default()),
            Err(ReadError::CellTooLong { row: 2, max: 32_767 })
        );
    }

    proptest! {
        #[test]
        fn import_reads_back_what_was_written(fields in prop::collection::vec(prop::collection::vec("[a-z=中𫘝\",\r\n ]{1,6}", 3), 1..9)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            fields.iter().for_each(|record| writer.write_record(record).unwrap());
            let gb = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let cells = |record: &Vec<String>| record.iter().map(|f| cell(f)).collect::<Vec<_>>();
            let read = read(&GB18030.encode(&gb).0, &Limits::default()).unwrap();
            prop_assert_eq!(read.rows.iter().map(|r| r.cells.clone()).collect::<Vec<_>>(), fields.iter().map(cells).collect::<Vec<_>>());
        }
    }
}
