//! The pages of an import: upload, preview, what came of it.
use super::{
    Counts, Mark, Note, Plan, Refused, Register,
    handlers::Look,
    shown::{Cell, Shown, Told},
};
use crate::{
    access::{Frame, Role, Section},
    base::{
        form::{Errors, Fault},
        ids::ImportId,
        paging,
        text::Language,
    },
};
use askama::Template;
use uuid::Uuid;

/// Template and upload.
#[derive(Template)]
#[template(path = "imports/start.html")]
pub(super) struct Start {
    pub frame: Frame,
    /// The register's name.
    pub name: String,
    /// The path of its list.
    pub list: &'static str,
    /// What is wrong with the file.
    pub errors: Errors,
}

/// What would come of a table.
#[derive(Template)]
#[template(path = "imports/preview.html")]
pub(super) struct Preview {
    pub frame: Frame,
    pub name: String,
    pub list: &'static str,
    pub id: ImportId,
    /// The file's name.
    pub file: String,
    /// The line with the heads.
    pub head: u32,
    /// Heads that are not imported.
    pub ignored: Vec<String>,
    pub counts: Counts,
    /// The words of the columns.
    pub heads: Vec<String>,
    /// One page of lines.
    pub lines: Vec<Shown>,
    /// Whether lines without anything to look at are shown too.
    pub all: bool,
    /// The query of the next page.
    pub next: Option<String>,
}

/// What came of a table.
#[derive(Template)]
#[template(path = "imports/finished.html")]
pub(super) struct Finished {
    pub frame: Frame,
    pub name: String,
    pub list: &'static str,
    pub file: String,
    pub counts: Counts,
}

impl Start {
    pub fn of<R: Register>(frame: Frame, errors: Errors) -> Self {
        Self { name: R::name(frame.w), list: R::LIST, frame, errors }
    }
}

impl Finished {
    pub fn of<R: Register>(frame: Frame, file: String, counts: Counts) -> Self {
        Self { name: R::name(frame.w), list: R::LIST, frame, file, counts }
    }
}

impl Preview {
    pub fn of<R: Register>(
        frame: Frame,
        id: ImportId,
        file: String,
        plan: &Plan<R>,
        look: &Look,
        size: usize,
    ) -> Self {
        let (told, counts) = (Told::new(plan, frame.w), plan.counts());
        let all = look.show == "all" || counts.refused + counts.warned == 0;
        let mut lines: Vec<_> = told.lines(all, look.after.parse().unwrap_or(0)).take(size + 1).collect();
        let more = lines.len() > size;
        lines.truncate(size);
        let last = lines.last().filter(|_| more).map(|l| l.number.to_string());
        let next = last.map(|after| paging::link("", &[("show", &look.show), ("after", &after)]));
        Self {
            name: R::name(frame.w),
            list: R::LIST,
            id,
            file,
            head: plan.import.head,
            ignored: plan.import.ignored.clone(),
            counts,
            heads: told.heads(),
            lines,
            all,
            next,
            frame,
        }
    }
    fn ignored_text(&self) -> String {
        self.ignored.join(&self.frame.w.list_comma())
    }
}

fn preview(frame: Frame, counts: Counts, lines: Vec<Shown>) -> Preview {
    Preview {
        name: frame.w.menu_units(),
        list: "/units",
        id: Uuid::nil().into(),
        file: "units.xlsx".into(),
        head: 3,
        ignored: vec!["No.".into()],
        counts,
        heads: vec![frame.w.unit_code(), frame.w.unit_name()],
        lines,
        all: false,
        next: Some("?after=100".into()),
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

/// Every page with something to show.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Admin, Section::Units);
    let counts = Counts { created: 59, changed: 1, unchanged: 0, refused: 1, warned: 1 };
    let same = Counts { unchanged: 61, ..Counts::default() };
    let bad = Counts { refused: 1, unchanged: 2, ..Counts::default() };
    let clean = Counts { created: 61, ..Counts::default() };
    let start = |errors| Start { name: frame().w.menu_units(), list: "/units", frame: frame(), errors };
    let finished = Finished {
        name: frame().w.menu_units(),
        list: "/units",
        file: "units.xlsx".into(),
        counts,
        frame: frame(),
    };
    vec![
        ("imports/start", Box::new(start(Errors::default()))),
        ("imports/start, refused", Box::new(start(Errors::one("file", Fault::says(Refused::BadLines))))),
        ("imports/preview", Box::new(preview(frame(), counts, vec![line(&frame())]))),
        ("imports/preview, all well", Box::new(preview(frame(), clean, Vec::new()))),
        ("imports/preview, nothing new", Box::new(preview(frame(), same, Vec::new()))),
        ("imports/preview, faults alone", Box::new(preview(frame(), bad, vec![line(&frame())]))),
        ("imports/finished", Box::new(finished)),
    ]
}
