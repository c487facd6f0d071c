//! Reads a workbook cell by cell, so that a value in the last corner of a sheet does not cost the sheet.
use std::{io::Cursor, panic::catch_unwind};

use calamine::{Data, DataRef, DataType, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Cell, Limits, ReadError, Row, Sheet, Value};

/// Serial numbers that a spreadsheet program can show as a date, up to the year 9999.
const SERIALS: std::ops::Range<f64> = 0.0..2_958_466.0;

/// Expects a container that passed its bounds.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, ReadError> {
    // A parser fed by strangers may run into its own assertions; that is a damaged file, not our fault.
    catch_unwind(|| first_sheet(bytes, limits)).unwrap_or(Err(ReadError::Damaged))
}

fn first_sheet(bytes: &[u8], limits: &Limits) -> Result<Sheet, ReadError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let visible = |s: &&calamine::Sheet| s.visible == SheetVisible::Visible && s.typ == SheetType::WorkSheet;
    let mut names: Vec<String> =
        book.sheets_metadata().iter().filter(visible).map(|s| s.name.clone()).collect();
    for index in 0..names.len() {
        let mut rows = rows(&mut book, &names[index], limits)?;
        if !rows.is_empty() {
            let name = names.remove(index);
            let merged = book.merge_cells_by_sheet_name(&name).map_err(refusal)?;
            fill(&mut rows, &merged, limits)?;
            return Ok(Sheet { name, others: names, rows });
        }
    }
    Ok(Sheet::default())
}

fn refusal(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Encrypted,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => ReadError::NotASpreadsheet,
        _ => ReadError::Damaged,
    }
}

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Result<Vec<Row>, ReadError> {
    let mut reader = book.worksheet_cells_reader(name).map_err(refusal)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut cells = 0;
    while let Some(cell) = reader.next_cell().map_err(refusal)? {
        let (row, column) = cell.get_position();
        let (number, column) = (row.saturating_add(1), column as usize);
        let value = value(cell.get_value());
        if value == Value::Empty {
            continue;
        }
        if column >= limits.columns {
            return Err(ReadError::TooManyColumns { row: number, max: limits.columns });
        }
        if let Value::Text(text) = &value
            && text.chars().count() > limits.cell_chars
        {
            return Err(ReadError::CellTooLong { row: number, max: limits.cell_chars });
        }
        match rows.last().map(|r| r.number) {
            Some(last) if last == number => {}
            Some(last) if last > number => return Err(ReadError::Damaged),
            _ if limits.first == Some(rows.len()) => break,
            _ if rows.len() == limits.rows => return Err(ReadError::TooManyRows { max: limits.rows }),
            _ => rows.push(Row { number, cells: Vec::new() }),
        }
        if let Some(row) = rows.last_mut() {
            let missing = (column + 1).saturating_sub(row.cells.len());
            cells += missing;
            if cells > limits.cells {
                return Err(ReadError::TooManyCells { max: limits.cells });
            }
            row.cells.resize(row.cells.len() + missing, Cell::EMPTY);
            row.cells[column] = value.into();
        }
    }
    Ok(rows)
}

fn value(data: &DataRef<'_>) -> Value {
    match data {
        DataRef::Empty => Value::Empty,
        DataRef::String(text) if text.is_empty() => Value::Empty,
        DataRef::SharedString("") => Value::Empty,
        DataRef::String(text) | DataRef::DurationIso(text) => Value::Text(text.clone()),
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::Bool(truth) => Value::Bool(*truth),
        DataRef::Error(error) => Value::Error(error.to_string()),
        DataRef::DateTime(at) if at.is_datetime() && SERIALS.contains(&at.as_f64()) => {
            at.as_datetime().map_or(Value::Number(at.as_f64()), Value::Date)
        }
        DataRef::DateTime(at) => Value::Number(at.as_f64()),
        DataRef::DateTimeIso(text) => {
            Data::from(data.clone()).as_datetime().map_or_else(|| Value::Text(text.clone()), Value::Date)
        }
    }
}

/// Writes the value of each merged region into its other cells, where a row stands.
fn fill(rows: &mut [Row], merged: &[Dimensions], limits: &Limits) -> Result<(), ReadError> {
    let mut visits = 0;
    for region in merged {
        let (first, last) = (region.start.0.saturating_add(1), region.end.0.saturating_add(1));
        let (left, right) = (region.start.1 as usize, (region.end.1 as usize).min(limits.columns - 1));
        let from = rows.partition_point(|r| r.number < first);
        let to = rows.partition_point(|r| r.number <= last);
        let Some(source) =
            rows.get(from).filter(|r| r.number == first).and_then(|r| r.cells.get(left)).cloned()
        else {
            continue;
        };
        for row in rows.iter_mut().take(to).skip(from) {
            for column in left..=right {
                visits += 1;
                if visits > limits.cells {
                    return Err(ReadError::TooManyCells { max: limits.cells });
                }
                if row.cells.len() <= column {
                    row.cells.resize(column + 1, Cell::EMPTY);
                }
                if row.cells[column].value == Value::Empty {
                    row.cells[column] = Cell { value: source.value.clone(), filled: true };
                }
            }
        }
    }
    Ok(())
}
