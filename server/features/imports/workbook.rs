//! The workbooks of an import: the empty template, and the list of what is wrong.
use super::{Note, Register};
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

/// The list of what is said of cells.
pub(super) fn faults(notes: impl Iterator<Item = Note>, w: &Words, now: DateTime<Utc>) -> Result<Vec<u8>> {
    let columns = [
        OutColumn { heading: w.import_number(), width: 8.0, kind: Kind::Integer },
        text_column(w.import_template_column(), 18.0),
        text_column(w.import_original(), 30.0),
        text_column(w.import_weight(), 12.0),
        text_column(w.import_reason(), 50.0),
    ];
    let mut writer = Writer::new(&w.import_faults(), &columns, now).map_err(fault)?;
    let weights = [w.import_weight_stops(), w.import_weight_warns()];
    for n in notes {
        let weight = &weights[usize::from(!n.stops)];
        let fields = [
            Field::Integer(n.number.into()),
            Field::Text(&n.column),
            Field::Text(&n.original),
            Field::Text(weight),
            Field::Text(&n.reason),
        ];
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
