//! Tells by content and name what a file is, and reads it.
use super::{Limits, ReadError, Sheet, bounds, csv, xlsx};

const ZIP: &[u8] = b"PK\x03\x04";
/// The container of old Office files, and of encrypted new ones.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Reads the first visible sheet that has rows, or the CSV text.
pub fn read(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Sheet, ReadError> {
    if bytes.len() > limits.bytes {
        return Err(ReadError::TooLarge { max: limits.bytes });
    }
    let extension = file_name.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
    let sheet = if bytes.starts_with(ZIP) && matches!(extension.as_str(), "xlsx" | "xlsm") {
        bounds::check(bytes, limits)?;
        xlsx::read(bytes, limits)?
    } else if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes));
    } else if !bytes.starts_with(ZIP) && matches!(extension.as_str(), "csv" | "tsv" | "txt") {
        csv::read(bytes, limits)?
    } else {
        return Err(ReadError::NotASpreadsheet);
    };
    if sheet.rows.is_empty() { Err(ReadError::NoRows) } else { Ok(sheet) }
}

/// An encrypted workbook names its one stream `EncryptedPackage`, in UTF-16.
fn compound(bytes: &[u8]) -> ReadError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|w| w == name) { ReadError::Encrypted } else { ReadError::Legacy }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::spreadsheet::{Cell, Value};
    use proptest::prelude::*;

    const SYSTEMS: &[u8] = include_bytes!("../../../tests/fixtures/systems-office.xlsx");

    fn refusal(bytes: &[u8], name: &str) -> ReadError {
        read(bytes, name, &Limits::default()).expect_err("refused")
    }

    #[test]
    fn import_reads_rows_with_their_numbers_and_fills_merged_cells() {
        let sheet = read(SYSTEMS, "台账.XLSX", &Limits::default()).unwrap();
        assert_eq!((sheet.name.as_str(), sheet.rows[0].number), ("Sheet1", 1));
        let row = |n| sheet.rows.iter().find(|r| r.number == n).unwrap();
        assert_eq!(row(5).cells[1], Cell { value: Value::Text("渝中区示例第一小学".into()), filled: true });
        assert!(!row(4).cells[1].filled);
        assert_eq!(row(7).cells[10].shown(), "=HYPERLINK(\"http://example.invalid\")");
        assert!(sheet.rows.iter().all(|r| r.number != 42), "blank rows are left out");
        assert_eq!(sheet.rows.last().unwrap().number, 80);
    }

    #[test]
    fn import_refuses_other_files_by_kind() {
        assert_eq!(refusal(SYSTEMS, "a.csv"), ReadError::NotASpreadsheet);
        assert_eq!(refusal(b"a,b\n1,2\n", "a.xlsx"), ReadError::NotASpreadsheet);
        assert_eq!(refusal(b"%PDF-1.7", "a.pdf"), ReadError::NotASpreadsheet);
        assert_eq!(refusal(b"", "a.csv"), ReadError::NoRows);
        assert_eq!(refusal(COMPOUND, "a.xls"), ReadError::Legacy);
        let mut locked = COMPOUND.to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(refusal(&locked, "a.xlsx"), ReadError::Encrypted);
        assert_eq!(refusal(&SYSTEMS[..SYSTEMS.len() / 2], "a.xlsx"), ReadError::Damaged);
    }

    #[test]
    fn import_refuses_what_is_too_large() {
        let with = |change: fn(&mut Limits)| {
            let mut limits = Limits::default();
            change(&mut limits);
            read(SYSTEMS, "a.xlsx", &limits).expect_err("refused")
        };
        assert_eq!(with(|l| l.bytes = 100), ReadError::TooLarge { max: 100 });
        assert_eq!(with(|l| l.entries = 3), ReadError::UnpacksTooLarge);
        assert_eq!(with(|l| l.unpacked = 10_000), ReadError::UnpacksTooLarge);
        assert_eq!(with(|l| l.rows = 70), ReadError::TooManyRows { max: 70 });
        assert_eq!(with(|l| l.columns = 10), ReadError::TooManyColumns { row: 3, max: 10 });
        assert_eq!(with(|l| l.cells = 500), ReadError::TooManyCells { max: 500 });
        assert_eq!(with(|l| l.cell_chars = 10), ReadError::CellTooLong { row: 1, max: 10 });
    }

    #[test]
    fn import_reads_the_first_rows_alone() {
        let whole = read(SYSTEMS, "a.xlsx", &Limits::default()).unwrap();
        for n in [1, 5, 40] {
            let limits = Limits { first: Some(n), ..Limits::default() };
            assert_eq!(read(SYSTEMS, "a.xlsx", &limits).unwrap().rows, whole.rows[..n]);
            let text = "a,b\n\n1,2\n".repeat(n + 1);
            let all = read(text.as_bytes(), "a.csv", &Limits::default()).unwrap();
            assert_eq!(read(text.as_bytes(), "a.csv", &limits).unwrap().rows, all.rows[..n]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn import_survives_any_damage(at in 0..SYSTEMS.len(), with: [u8; 4]) {
            let mut bytes = SYSTEMS.to_vec();
            for (place, byte) in bytes[at..].iter_mut().zip(with) {
                *place = byte;
            }
            let _ = read(&bytes, "a.xlsx", &Limits::default());
        }

        #[test]
        fn import_survives_any_text(bytes: Vec<u8>) {
            let _ = read(&bytes, "a.csv", &Limits::default());
        }
    }
}
