//! Every page with something to show.
use super::{
    Columns, Counts, Failure, Finished, HeadRow, Note, Preview, Shown, Start, Underway, Unfinished,
    columns::Shown as Column,
};
use crate::{
    access::{Frame, Role, Section},
    base::{
        form::{Errors, Fault},
        table_import::How,
        text::{Language, Words},
    },
    features::imports::{
        Mark, Refused,
        forms::{Mismatch, field, letter},
        shown::Cell,
    },
};
use chrono::DateTime;
use uuid::Uuid;

fn preview(frame: Frame, counts: Counts, lines: Vec<Shown>) -> Preview {
    Preview {
        name: frame.w.menu_units(),
        list: "/units",
        id: Uuid::nil().into(),
        file: "units.xlsx".into(),
        head: 3,
        ignored: vec!["No.".into()],
        counts,
        seal: counts.seal(),
        failure: None,
        heads: vec![frame.w.unit_code(), frame.w.unit_name()],
        lines,
        all: false,
        next: Some("?page=2".into()),
        frame,
    }
}

fn line(frame: &Frame) -> Shown {
    let note = |stops| Note {
        stops,
        number: 4,
        column: frame.w.unit_code(),
        original: "CQ 01".into(),
        reason: if stops { frame.w.import_cell_repeated(2) } else { frame.w.import_cell_unknown() },
    };
    let cell = |original: &str, normalised: Option<&str>, notes| Cell {
        column: frame.w.unit_code(),
        original: original.into(),
        normalised: normalised.map(str::to_owned),
        notes,
    };
    let cells = vec![cell("CQ 01", Some("CQ01"), vec![note(true)]), cell("", None, vec![note(false)])];
    Shown { number: 4, mark: Mark::Refused, cells, beside: vec![note(false)] }
}

fn start(frame: Frame, errors: Errors) -> Start {
    let one = |file: &str, state| Unfinished {
        id: Uuid::nil().into(),
        file: file.into(),
        at: DateTime::default(),
        state,
    };
    let unfinished = vec![
        one("2026-11.xlsx", frame.w.import_state_unmatched()),
        one("units.xlsx", frame.w.import_state_checking()),
    ];
    Start { name: frame.w.menu_units(), list: "/units", unfinished, frame, errors }
}

fn columns(frame: Frame, known: bool) -> Columns {
    let column = |at: usize, text: &str, values: &[&str], chosen: &str, how| Column {
        field: field(at),
        letter: letter(at),
        text: text.into(),
        values: values.iter().map(|v| (*v).to_owned()).collect(),
        chosen: chosen.into(),
        how,
    };
    let w = frame.w;
    let ours = [("code", w.unit_code(), true), ("name", w.unit_import_name(), true)];
    Columns {
        name: w.menu_units(),
        list: "/units",
        id: Uuid::nil().into(),
        file: "2026-11.xlsx".into(),
        failure: (!known).then_some(Failure::Failed),
        head: 3,
        columns: vec![
            column(0, "No.", &["1", "2", "3"], "", How::Spare),
            column(
                1,
                "=cmd|' /C calc'!A0",
                &["CQ01001", "CQ01002", "CQ01003"],
                if known { "code" } else { "" },
                if known { How::Remembered } else { How::Unknown },
            ),
            column(2, "Name", &["A", "B", "C"], "name", How::Head),
            column(3, "", &["1955-09-01"], "", How::Unknown),
            column(4, "", &[], "", How::Unknown),
        ],
        missing: if known { Vec::new() } else { vec![w.unit_code()] },
        ours: ours.to_vec(),
        forgettable: known,
        errors: Errors::default(),
        frame,
    }
}

fn refused_columns(frame: Frame) -> Columns {
    let heads = |_: &Words| Vec::new();
    let mut errors = Errors::default();
    errors.add("column-2", Fault::says(Mismatch::Twice { letter: "B".into(), key: "name", heads }));
    columns(frame, true).refused(&[String::new(), "name".into(), "name".into()], errors)
}

fn underway(frame: Frame, storing: bool) -> Underway {
    Underway {
        name: frame.w.menu_units(),
        list: "/units",
        id: Uuid::nil().into(),
        file: "units.xlsx".into(),
        storing,
        done: 21_300,
        total: 50_000,
        frame,
    }
}

fn head_row(frame: Frame) -> HeadRow {
    let rows = vec![(1, "2026".to_owned()), (2, "A | B | C".to_owned()), (12, "X | Y | =1+1".to_owned())];
    let name = frame.w.menu_units();
    HeadRow { name, list: "/units", file: "2026-11.xlsx".into(), rows, errors: Errors::default(), frame }
}

/// Every page with something to show.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Admin, Section::Units);
    let counts = Counts { created: 59, changed: 1, unchanged: 0, refused: 1, warned: 1 };
    let same = Counts { unchanged: 61, ..Counts::default() };
    let bad = Counts { refused: 1, unchanged: 2, ..Counts::default() };
    let clean = Counts { created: 61, ..Counts::default() };
    let finished = Finished {
        name: frame().w.menu_units(),
        list: "/units",
        file: "units.xlsx".into(),
        counts,
        frame: frame(),
    };
    let outdated =
        Preview { failure: Some(Failure::Outdated), ..preview(frame(), counts, vec![line(&frame())]) };
    let refused = Errors::one("file", Fault::says(Refused::BadLines));
    vec![
        ("imports/start", Box::new(start(frame(), Errors::default()))),
        ("imports/start, refused", Box::new(start(frame(), refused))),
        ("imports/columns", Box::new(columns(frame(), false))),
        ("imports/columns, remembered", Box::new(columns(frame(), true))),
        ("imports/columns, refused", Box::new(refused_columns(frame()))),
        ("imports/head_row", Box::new(head_row(frame()))),
        ("imports/underway", Box::new(underway(frame(), false))),
        ("imports/underway, storing", Box::new(underway(frame(), true))),
        ("imports/preview", Box::new(preview(frame(), counts, vec![line(&frame())]))),
        ("imports/preview, outdated", Box::new(outdated)),
        ("imports/preview, all well", Box::new(preview(frame(), clean, Vec::new()))),
        ("imports/preview, nothing new", Box::new(preview(frame(), same, Vec::new()))),
        ("imports/preview, faults alone", Box::new(preview(frame(), bad, vec![line(&frame())]))),
        ("imports/finished", Box::new(finished)),
    ]
}
