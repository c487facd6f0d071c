//! The workbooks of an import: the empty template, and the lines to be mended.
use super::{Register, kept::Kept, shown::Told};
use crate::base::{
    error::{Error, Result},
    spreadsheet::{Field, Kind, Notes, OutColumn, Template, TemplateColumn, WriteError, Writer},
    text::Words,
};
use chrono::{DateTime, Utc};

/// The template of a register, in the language of `w`.
pub(super) fn template<R: Register>(w: &Words, now: DateTime<Utc>) -> Result<Vec<u8>> {
    let column = |h: super::Head| TemplateColumn {
        column: text_column(h.text, 20.0),
        required: h.required,
        choices: h.choices,
        example: h.example,
        note: h.note,
    };
    let columns: Vec<_> = R::columns(w).into_iter().map(column).collect();
    let (sheet, choices) = (R::name(w), w.import_template_choices());
    let notes = [
        w.import_template_notes(),
        w.import_template_column(),
        w.import_template_required(),
        w.import_template_note(),
    ];
    let required = [w.word_yes(), w.word_no()];
    let template = Template {
        sheet: &sheet,
        columns: &columns,
        example_mark: &w.import_template_example(),
        notes: Notes {
            sheet: &notes[0],
            heads: [&notes[1], &notes[2], &notes[3]],
            required: [&required[0], &required[1]],
            remarks: &[w.import_template_example_note(), w.frame_secret()],
        },
        choices_sheet: &choices,
    };
    template.write(now).map_err(fault)
}

/// The lines with something to look at as they came, under heads that the import knows, each with its reasons behind it:
/// mended, the workbook is uploaded again, where the last two are passed over.
pub(super) fn faults<R: Register>(
    columns: &[String],
    lines: Vec<Kept<R::Reason>>,
    w: &'static Words,
    now: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let told = Told::<R>::new(columns, w);
    let mut columns: Vec<_> = told.heads().into_iter().map(|head| text_column(head, 20.0)).collect();
    columns.push(text_column(w.import_reason(), 50.0));
    columns.push(OutColumn { heading: w.import_number(), width: 8.0, kind: Kind::Integer });
    let mut writer = Writer::new(&w.import_faults(), &columns, now).map_err(fault)?;
    for line in lines {
        let line = told.line(line);
        let reasons = line.reasons(w);
        let cells = line.cells.iter().map(|c| Field::Text(&c.original));
        let fields: Vec<_> =
            cells.chain([Field::Text(&reasons), Field::Integer(line.number.into())]).collect();
        writer.row(&fields).map_err(fault)?;
    }
    writer.finish().map_err(fault)
}

fn text_column(heading: String, width: f64) -> OutColumn {
    OutColumn { heading, width, kind: Kind::Text }
}

fn fault(e: WriteError) -> Error {
    Error::Internal(e.into())
}
