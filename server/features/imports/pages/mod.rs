//! The pages of an import: upload, matching of columns, preview, a worker at work, what came of it.
mod columns;
mod samples;

pub(super) use columns::{Columns, HeadRow};
pub use samples::samples;

use super::{
    Checked, Counts, Failure, Note, Register,
    kept::Kept,
    model::{State, Uploaded, Work},
    shown::{Shown, Told},
};
use crate::{
    access::Frame,
    base::{form::Errors, ids::ImportId, paging, text::Sentence},
};
use askama::Template;
use chrono::{DateTime, Utc};

/// Template and upload.
#[derive(Template)]
#[template(path = "imports/start.html")]
pub(super) struct Start {
    pub frame: Frame,
    /// The register's name.
    pub name: String,
    /// The path of its list.
    pub list: &'static str,
    /// What the person has uploaded and not stored.
    pub unfinished: Vec<Unfinished>,
    /// What is wrong with the file.
    pub errors: Errors,
}

/// A table that was uploaded and not stored.
pub(super) struct Unfinished {
    pub id: ImportId,
    pub file: String,
    pub at: DateTime<Utc>,
    /// How far it is, in words.
    pub state: String,
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
    /// What is confirmed: this check with these counts.
    pub seal: String,
    /// Why it was not stored when it was confirmed.
    pub failure: Option<Failure>,
    /// The words of the columns.
    pub heads: Vec<String>,
    /// One page of lines.
    pub lines: Vec<Shown>,
    /// Whether lines without anything to look at are shown too.
    pub all: bool,
    /// The query of the next page.
    pub next: Option<String>,
}

/// How far a worker is with a table.
#[derive(Template)]
#[template(path = "imports/underway.html")]
pub(super) struct Underway {
    pub frame: Frame,
    pub name: String,
    pub list: &'static str,
    pub id: ImportId,
    pub file: String,
    /// Whether it is being stored; else it is read.
    pub storing: bool,
    pub done: usize,
    pub total: usize,
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
    pub fn of<R: Register>(frame: Frame, unfinished: Vec<Uploaded>, errors: Errors) -> Self {
        let w = frame.w;
        let line = |u: Uploaded| {
            let state = match &u.state {
                State::Unmatched => w.import_state_unmatched(),
                State::Checking { .. } => w.import_state_checking(),
                State::Checked(_) => w.import_state_checked(),
                State::Storing { .. } => w.import_state_storing(),
                State::Applied(_) => w.import_done(),
            };
            Unfinished { id: u.id, file: u.file_name, at: u.uploaded_at, state }
        };
        let unfinished = unfinished.into_iter().map(line).collect();
        Self { name: R::name(w), list: R::LIST, unfinished, frame, errors }
    }
    fn time(&self, at: &DateTime<Utc>) -> String {
        at.with_timezone(&self.frame.zone.offset()).format("%Y-%m-%d %H:%M").to_string()
    }
}

impl Underway {
    pub fn of<R: Register>(
        frame: Frame,
        uploaded: &Uploaded,
        work: Work,
        (done, total): (usize, usize),
    ) -> Self {
        Self {
            name: R::name(frame.w),
            list: R::LIST,
            id: uploaded.id,
            file: uploaded.file_name.clone(),
            storing: work == Work::Store,
            done: done.min(total),
            total,
            frame,
        }
    }
}

impl Underway {
    fn path(&self) -> String {
        format!("{}/import/{}", self.list, self.id)
    }
    fn label(&self) -> String {
        let w = self.frame.w;
        if self.storing { w.import_rows_stored() } else { w.import_rows_read() }
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
        uploaded: &Uploaded,
        checked: &Checked,
        lines: Vec<Kept<R::Reason>>,
        (all, next): (bool, Option<i32>),
    ) -> Self {
        let told = Told::<R>::new(&checked.columns, frame.w);
        let show = if all { "all" } else { "" };
        let next = next.map(|no| paging::link("", &[("show", show), ("page", &no.to_string())]));
        Self {
            name: R::name(frame.w),
            list: R::LIST,
            id: uploaded.id,
            file: uploaded.file_name.clone(),
            head: checked.head,
            ignored: checked.ignored.clone(),
            counts: checked.counts,
            seal: uploaded.seal(checked),
            failure: uploaded.failure,
            heads: told.heads(),
            lines: lines.into_iter().map(|line| told.line(line)).collect(),
            all,
            next,
            frame,
        }
    }
    fn ignored_text(&self) -> String {
        self.ignored.join(&self.frame.w.list_comma())
    }
}
