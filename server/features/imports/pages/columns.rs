//! 对应列: the columns of a file with a choice of ours for each, and the first rows where the heads are not known.
use crate::{
    access::Frame,
    base::{
        form::Errors,
        ids::ImportId,
        spreadsheet::{Row, Sheet},
        table_import::{Column, FileColumn, Heads, How, Matching, fold},
        text::Sentence,
    },
    features::imports::{
        Failure, Head, Register,
        forms::{field, letter},
        model::Uploaded,
    },
};
use askama::Template;

/// Values that are shown of a column.
const VALUES: usize = 3;
/// Rows among which the one with the heads is chosen.
const ROWS: usize = 20;
/// Characters that are shown of a cell.
const CHARS: usize = 30;

/// The columns of a file.
#[derive(Template)]
#[template(path = "imports/columns.html")]
pub(in super::super) struct Columns {
    pub frame: Frame,
    pub name: String,
    pub list: &'static str,
    pub id: ImportId,
    pub file: String,
    /// Why the work after the request came to nothing.
    pub failure: Option<Failure>,
    /// Number of the row with the heads.
    pub head: u32,
    pub columns: Vec<Shown>,
    /// Our columns: key, words, whether every line needs it.
    pub ours: Vec<(&'static str, String, bool)>,
    /// The words of the required ones that are in none.
    pub missing: Vec<String>,
    /// Whether something is remembered of these heads, or was said of this file.
    pub forgettable: bool,
    pub errors: Errors,
}

/// A column of the file.
#[derive(Debug, Clone)]
pub(in super::super) struct Shown {
    /// The name of its field.
    pub field: String,
    pub letter: String,
    /// Its head; nothing where there is none.
    pub text: String,
    /// The first values below it.
    pub values: Vec<String>,
    /// The key of ours that is chosen; nothing where it is not imported.
    pub chosen: String,
    pub how: How,
}

impl Shown {
    /// The class of its badge.
    pub fn class(&self) -> &'static str {
        match self.how {
            How::Head | How::Remembered | How::Hand => "done",
            How::Spare => "",
            How::Unknown => "waiting",
        }
    }
    /// The icon of its badge.
    pub fn icon(&self) -> &'static str {
        match self.how {
            How::Head | How::Remembered | How::Hand => "check",
            How::Spare => "minus",
            How::Unknown => "warn",
        }
    }
    /// Whether anything stands in it.
    pub fn is_there(&self) -> bool {
        !self.text.is_empty() || !self.values.is_empty()
    }
}

impl Columns {
    pub fn of<R: Register>(
        frame: Frame,
        uploaded: &Uploaded,
        top: &Sheet,
        heads: &Heads,
        matching: &Matching,
    ) -> Self {
        let ours = ours(R::COLUMNS, R::columns(frame.w));
        let missing = heads.missing(R::COLUMNS);
        let remembered = heads.columns.iter().any(|c| matching.remembered.contains_key(&c.key));
        Self {
            name: R::name(frame.w),
            list: R::LIST,
            id: uploaded.id,
            file: uploaded.file_name.clone(),
            failure: uploaded.failure,
            head: heads.row,
            columns: heads.columns.iter().map(|c| shown(c, &top.rows, heads.row)).collect(),
            missing: ours.iter().filter(|o| missing.contains(&o.0)).map(|o| o.1.clone()).collect(),
            forgettable: remembered || matching.by_hand.is_some(),
            ours,
            errors: Errors::default(),
            frame,
        }
    }

    /// With what was chosen, and what is wrong with it.
    pub fn refused(mut self, chosen: &[String], errors: Errors) -> Self {
        for (column, chosen) in self.columns.iter_mut().zip(chosen) {
            column.chosen.clone_from(chosen);
        }
        Self { errors, missing: Vec::new(), ..self }
    }

    fn missing_text(&self) -> String {
        self.missing.join(&self.frame.w.list_comma())
    }
    fn unknown(&self) -> usize {
        self.columns.iter().filter(|c| c.how == How::Unknown && !c.text.is_empty()).count()
    }
    /// What stands beside a column's choice.
    fn how(&self, column: &Shown) -> String {
        let w = self.frame.w;
        match column.how {
            How::Head => w.import_how_head(),
            How::Remembered => w.import_how_remembered(),
            How::Hand => w.import_how_hand(),
            How::Spare => w.import_how_spare(),
            How::Unknown => w.import_how_unknown(),
        }
    }
    /// The fields with their names, for the list of faults.
    fn labels(&self) -> Vec<(String, String)> {
        let w = self.frame.w;
        let column = |c: &Shown| (c.field.clone(), w.import_column_named(c.letter.as_str()));
        let whole = [("columns".to_owned(), w.import_step_match()), ("head".to_owned(), w.import_head_row())];
        self.columns.iter().map(column).chain(whole).collect()
    }
}

fn ours(columns: &[Column], heads: Vec<Head>) -> Vec<(&'static str, String, bool)> {
    let required = |key: &str| columns.iter().any(|c| c.key == key && c.required);
    heads.into_iter().map(|h| (h.key, h.text, required(h.key))).collect()
}

fn shown(c: &FileColumn, rows: &[Row], head: u32) -> Shown {
    let below = rows.iter().filter(|row| row.number > head);
    let values = below.filter_map(|row| row.cells.get(c.at)).filter(|cell| !cell.is_blank());
    Shown {
        field: field(c.at),
        letter: letter(c.at),
        text: short(&c.text),
        values: values.take(VALUES).map(|cell| short(&cell.shown())).collect(),
        chosen: c.column.unwrap_or_default().to_owned(),
        how: c.how,
    }
}

/// The beginning of a text, in one line.
fn short(text: &str) -> String {
    let line = fold::line(text);
    match line.char_indices().nth(CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// The first rows of a file, of which one has the heads.
#[derive(Template)]
#[template(path = "imports/head_row.html")]
pub(in super::super) struct HeadRow {
    pub frame: Frame,
    pub name: String,
    pub list: &'static str,
    pub file: String,
    /// Number and content of each row.
    pub rows: Vec<(u32, String)>,
    pub errors: Errors,
}

impl HeadRow {
    pub fn of<R: Register>(frame: Frame, uploaded: &Uploaded, top: &Sheet) -> Self {
        let content = |row: &Row| {
            let cells = row.cells.iter().filter(|c| !c.is_blank() && !c.filled).take(12);
            cells.map(|c| short(&c.shown())).collect::<Vec<_>>().join(" | ")
        };
        Self {
            name: R::name(frame.w),
            list: R::LIST,
            file: uploaded.file_name.clone(),
            rows: top.rows.iter().take(ROWS).map(|row| (row.number, content(row))).collect(),
            errors: Errors::default(),
            frame,
        }
    }
}
