//! Writes the empty workbook that people fill in for an import: head, drop-downs, an example row, a sheet of notes.
use chrono::{DateTime, Utc};
use rust_xlsxwriter::{DataValidation, Format, Formula, Worksheet, XlsxError};

use super::write::{
    Kind, OutColumn, TEXT_FORMAT, WriteError, cell_format, head, lay_out, new_book, sheet_name,
};

/// Rows that get formats and drop-downs.
const ROWS: u32 = 50_000;

/// All texts of an import template, in one language.
pub struct Template<'a> {
    /// Name of the sheet that is filled in.
    pub sheet: &'a str,
    /// Its columns.
    pub columns: &'a [TemplateColumn],
    /// Stands before the first cell of the example row, so that the import passes over the row.
    pub example_mark: &'a str,
    /// The sheet that explains the columns.
    pub notes: Notes<'a>,
    /// Name of the hidden sheet with the values of the drop-downs.
    pub choices_sheet: &'a str,
}

/// One column of a template.
#[derive(Debug, Clone)]
pub struct TemplateColumn {
    /// Head, width and kind.
    pub column: OutColumn,
    /// The import refuses a row without it; the head gets a star.
    pub required: bool,
    /// Values offered by a drop-down; none when empty.
    pub choices: Vec<String>,
    /// A value as it could be.
    pub example: String,
    /// What the notes say on it.
    pub note: String,
}

/// The texts of the sheet of notes.
pub struct Notes<'a> {
    /// Name of the sheet.
    pub sheet: &'a str,
    /// Heads of its three columns: column, required, explanation.
    pub heads: [&'a str; 3],
    /// What stands for a required column, and for another one.
    pub required: [&'a str; 2],
    /// Sentences below the columns.
    pub remarks: &'a [String],
}

impl Template<'_> {
    /// The workbook. `created` is all that would differ between two of them.
    pub fn write(&self, created: DateTime<Utc>) -> Result<Vec<u8>, WriteError> {
        let mut book = new_book(created);
        self.write_columns(book.add_worksheet())?;
        self.write_notes(book.add_worksheet())?;
        if self.columns.iter().any(|c| !c.choices.is_empty()) {
            self.write_choices(book.add_worksheet())?;
        }
        Ok(book.save_to_buffer()?)
    }

    fn write_columns(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        page.set_name(sheet_name(self.sheet))?;
        let columns: Vec<_> = self.columns.iter().map(|c| c.column.clone()).collect();
        lay_out(page, &columns)?;
        let example =
            Format::new().set_italic().set_font_color(0x0070_7070).set_num_format_index(TEXT_FORMAT);
        for (at, column) in (0..).zip(self.columns) {
            page.set_column_format(at, &cell_format(column.column.kind))?;
            let star = if column.required { "*" } else { "" };
            page.write_string_with_format(0, at, format!("{}{star}", column.column.heading), &head())?;
            let mark = if at == 0 { self.example_mark } else { "" };
            page.write_string_with_format(1, at, format!("{mark}{}", column.example), &example)?;
            if !column.choices.is_empty() {
                page.add_data_validation(1, at, ROWS, at, &self.drop_down(at, column.choices.len()))?;
            }
        }
        Ok(())
    }

    /// Choices stand on a sheet, because a list within the rule ends at 255 characters and knows no comma.
    fn drop_down(&self, at: u16, count: usize) -> DataValidation {
        let sheet = sheet_name(self.choices_sheet).replace('\'', "''");
        let column = rust_xlsxwriter::utility::column_number_to_name(at);
        DataValidation::new()
            .allow_list_formula(Formula::new(format!("='{sheet}'!${column}$1:${column}${count}")))
    }

    fn write_choices(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        page.set_name(sheet_name(self.choices_sheet))?.set_hidden(true);
        for (at, column) in (0..).zip(self.columns) {
            for (row, choice) in (0..).zip(&column.choices) {
                page.write_string_with_format(row, at, choice, &cell_format(Kind::Text))?;
            }
        }
        Ok(())
    }

    fn write_notes(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let text = cell_format(Kind::Text);
        page.set_name(sheet_name(self.notes.sheet))?;
        for ((at, heading), width) in (0..).zip(self.notes.heads).zip([20.0, 10.0, 80.0]) {
            page.set_column_width(at, width)?;
            page.write_string_with_format(0, at, heading, &head())?;
        }
        let mut row = 1;
        for column in self.columns {
            let required = self.notes.required[usize::from(!column.required)];
            for (at, words) in (0..).zip([column.column.heading.as_str(), required, &column.note]) {
                page.write_string_with_format(row, at, words, &text)?;
            }
            row += 1;
        }
        for remark in self.notes.remarks {
            row += 1;
            page.merge_range(row, 0, row, 2, remark, &text)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::spreadsheet::{Limits, read};

    #[test]
    fn import_template_offers_choices_and_explains() {
        let column = |heading: &str, required, choices: &[&str]| TemplateColumn {
            column: OutColumn { heading: heading.into(), width: 18.0, kind: Kind::Text },
            required,
            choices: choices.iter().map(|c| (*c).into()).collect(),
            example: format!("{heading}1"),
            note: "=不是公式".into(),
        };
        let template = Template {
            sheet: "导入",
            columns: &[column("编码", true, &[]), column("类别", false, &["学校, 幼儿园", "医院"])],
            example_mark: "示例：",
            notes: Notes {
                sheet: "填写说明",
                heads: ["列", "必填", "说明"],
                required: ["是", "否"],
                remarks: &["不得录入、上传涉密信息".into()],
            },
            choices_sheet: "选项",
        };
        let created = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let book = template.write(created).unwrap();
        assert_eq!(book, template.write(created).unwrap());
        let sheet = read(&book, "a.xlsx", &Limits::default()).unwrap();
        assert_eq!((sheet.name.as_str(), sheet.others.as_slice()), ("导入", &["填写说明".to_owned()][..]));
        let shown: Vec<Vec<_>> =
            sheet.rows.iter().map(|r| r.cells.iter().map(|c| c.shown()).collect()).collect();
        assert_eq!(shown, [["编码*", "类别"], ["示例：编码1", "类别1"]]);
    }
}
