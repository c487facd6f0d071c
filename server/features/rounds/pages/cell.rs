//! A cell of the sheet and what stands below it; with htmx the latter alone is the answer to a save.
use super::{
    super::{
        forms::{RawAnswer, RawRaise},
        model::{Asked, Cell, Given, Inspection, Left, Records, Row, Sheet, Subject, raises_issue},
        store::{Beside, Board, File, Head, Kept, Raised, Standing},
    },
    Rights, Sent,
    lists::per_cent,
};
use crate::{
    access::{Actor, Frame},
    base::{
        calendar::Calendar,
        db::Moment,
        form::Errors,
        text::{Language, Sentence, date, words},
    },
    features::{
        checklists::model::{Answer, Code, Item, Severity},
        issues::deadline::Deadline,
    },
};
use askama::Template;

/// The name of a cell in the page.
pub fn dom_id(code: &str, subject: Subject) -> String {
    format!("cell-{code}-{}", subject.to_string().replace(':', "-"))
}

/// A cell as it is drawn.
#[derive(Clone)]
pub struct CellView {
    /// Its name in the page.
    pub dom: String,
    /// The item.
    pub code: String,
    /// The subject, as forms send it.
    pub subject: String,
    /// The column's name.
    pub name: String,
    /// What is said below it.
    pub small: String,
    /// Whether the reader answers it here.
    pub open_to_reader: bool,
    /// What stands in place of the buttons.
    pub why: String,
    /// What it said in the round before: class, sign, words.
    pub last: Option<(&'static str, &'static str, String)>,
    /// The day of the evidence, as proposed or entered.
    pub taken_on: String,
    /// What is wrong with the evidence.
    pub proof: Errors,
    /// What is wrong with the answer.
    pub errors: Errors,
    /// What the portal proposes and nobody has confirmed yet.
    pub proposed: Option<String>,
    /// The figures that this is made from.
    pub figures: String,
    /// What was answered before nobody was asked any more: class, sign, words.
    pub before: Option<(&'static str, &'static str, String)>,
    /// 情况未变，佐证有效 is offered: what it would take over.
    pub unchanged: Option<String>,
    /// It was taken over from last round.
    pub taken: bool,
    /// Key of the answer.
    pub answer: &'static str,
    /// Its sign.
    pub icon: &'static str,
    /// Its word.
    pub words: String,
    /// A person's words.
    pub note: String,
    /// Ways to be ticked: key, name, whether ticked.
    pub ways: Vec<(String, String, bool)>,
    /// 当场整改
    pub spot: bool,
    /// What the next save is checked against.
    pub version: i32,
    /// Who answered, and when.
    pub saved: String,
    /// Whether anything was answered.
    pub kept: bool,
    /// The issues that it raised.
    pub raised: Vec<RaisedView>,
    /// The evidence about it.
    pub files: Vec<FileView>,
    /// The form of an issue, proposed.
    pub raise: Option<RaiseView>,
    /// An issue stands although the answer is no fault any more.
    pub stale: bool,
    /// 当场整改 without proof.
    pub unproven: bool,
}

/// An issue that a cell raised.
#[derive(Clone)]
pub struct RaisedView {
    /// Its page.
    pub href: String,
    /// WT-…
    pub number: String,
    /// What is wrong.
    pub title: String,
    /// Until when.
    pub due: String,
}

/// A file about a cell.
#[derive(Clone)]
pub struct FileView {
    /// Where it is downloaded.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The day that it shows.
    pub day: String,
}

/// A new issue, proposed from the item.
#[derive(Clone)]
pub struct RaiseView {
    /// What is wrong: the subject and the item's title.
    pub title: String,
    /// Key, name and whether it is the item's own.
    pub severities: Vec<(String, String)>,
    /// Key of the chosen one.
    pub severity: String,
    /// Persons who may own it.
    pub owners: Vec<(String, String)>,
    /// The chosen one.
    pub owner: String,
    /// 情况说明
    pub description: String,
    /// Working days, as entered.
    pub entered: String,
    /// The day that the photos show.
    pub taken_on: String,
    /// What is wrong.
    pub errors: Errors,
    /// The item's own working days.
    pub days: u16,
    /// The deadline that they give.
    pub due: String,
    /// Until when it is protected meanwhile: the item's working days, their day, what was entered.
    pub interim: Option<(u16, String, String)>,
    /// Items of the same fact: code, title, whether chosen.
    pub related: Vec<(String, String, bool)>,
}

/// Everything that a sheet is drawn from, for one reader.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The reader's language.
    pub language: Language,
    /// Subjects and answers.
    pub board: &'a Board,
    /// Issues and evidence.
    pub beside: &'a Beside,
    /// Rows with their answers.
    pub sheet: &'a Sheet<'a>,
    /// The unit's own records, when proposals are shown.
    pub records: Option<&'a Records>,
    /// What the reader may do.
    pub rights: Rights,
    /// Clock and day.
    pub at: Moment,
    /// Working days, for the deadlines that are proposed.
    pub calendar: &'a Calendar,
    /// A form that was refused.
    pub sent: Option<&'a Sent>,
}

/// Whether a kept answer is a fault that is to become an issue and has not.
pub(super) fn lacks_issue(item: &Item, kept: &Kept, beside: &Beside) -> bool {
    let proven = kept.on_the_spot && !kept.files.is_empty();
    raises_issue(item, kept.result, proven) && beside.raised(kept.id).is_empty()
}

impl<'a> Look<'a> {
    /// What `actor` sees of an inspection: without proposals, and with no form that was refused.
    pub fn new(
        (actor, language): (&Actor, Language),
        inspection: &Inspection,
        (board, beside, sheet): (&'a Board, &'a Beside, &'a Sheet<'a>),
        calendar: &'a Calendar,
    ) -> Self {
        let (rights, at) = (Rights::of(actor, inspection), actor.at);
        Self { language, board, beside, sheet, records: None, rights, at, calendar, sent: None }
    }
}

impl Look<'_> {
    pub(super) fn cell(&self, row: &Row<'_>, cell: &Cell<'_>) -> CellView {
        let (w, item) = (words(self.language), row.item);
        let kept = self.board.at(item.code.as_str(), cell.subject);
        let answer = self.sheet.answer(item, cell);
        let person = cell.asked == Asked::Person;
        let taken_from = kept.and_then(|k| k.source.taken_from());
        let raised: Vec<&Raised> = kept.map(|k| self.beside.raised(k.id)).unwrap_or_default();
        let files: &[File] = kept.map(|k| k.files.as_slice()).unwrap_or_default();
        let why = match cell.asked {
            Asked::Person => String::new(),
            Asked::Portal => w.sheet_portal(),
            Asked::Above => {
                let by = self
                    .board
                    .above(cell.subject)
                    .map(|above| w.sheet_above_by(&above.unit))
                    .unwrap_or_default();
                match answer {
                    Answer::Open => format!("{by}{}{}", w.list_comma(), w.sheet_above_waiting()),
                    _ => by,
                }
            }
            Asked::Nobody(why) => why.say(w),
        };
        let name = cell.name.map_or_else(|| w.subject_unit(), str::to_owned);
        let portal = self.records.filter(|_| cell.asked == Asked::Portal);
        let proposed =
            portal.map(|r| r.propose(item.code.as_str())).filter(|p| kept.is_none_or(|k| k.result != *p));
        let fill = self.rights.fill && person;
        let asked = matches!(cell.asked, Asked::Person | Asked::Portal);
        let lacks = self.rights.fill && asked && kept.is_some_and(|k| lacks_issue(item, k, self.beside));
        let unchanged = self.beside.unchanged(item, cell.subject, cell.name, self.at.today);
        let before = kept.filter(|k| matches!(cell.asked, Asked::Nobody(_)) && k.result != Answer::Open);
        let saved = kept.filter(|_| answer != Answer::Open || cell.asked != Asked::Above).map(|k| {
            let time = k.at.with_timezone(&self.at.zone.offset()).format("%m-%d %H:%M").to_string();
            w.sheet_saved(&k.by, &time)
        });
        let ticked = |key: &str| kept.is_some_and(|k| k.boxes.iter().any(|b| b == key));
        let dom = dom_id(item.code.as_str(), cell.subject);
        let (entered, errors) = self.sent.and_then(|s| s.answer_at(&dom)).unzip();
        let kept_note = kept.map(|k| k.note.clone()).unwrap_or_default();
        let note = entered.map_or(kept_note, |raw| raw.note.clone());
        let last = self.beside.last(item.code.as_str(), cell.subject, cell.name);
        let proof = self.sent.and_then(|s| s.proof_at(&dom));
        CellView {
            code: item.code.to_string(),
            subject: cell.subject.to_string(),
            raise: lacks.then(|| self.raise(item, &name, &note, &dom)),
            last: last.map(|a| (a.key(), a.icon(), w.sheet_last(a.say(w)))),
            taken_on: proof.map_or_else(|| self.at.today.to_string(), |(day, _)| day.to_owned()),
            proof: proof.map(|(_, e)| e.clone()).unwrap_or_default(),
            errors: errors.cloned().unwrap_or_default(),
            dom,
            name,
            small: if cell.supplementary { w.sheet_supplementary() } else { String::new() },
            open_to_reader: fill,
            why,
            proposed: proposed.map(|p| w.sheet_proposed(p.say(w))),
            figures: portal.map(|r| r.say(item.code.as_str(), w)).unwrap_or_default(),
            before: before.map(|k| (k.result.key(), k.result.icon(), w.sheet_given_before(k.result.say(w)))),
            unchanged: unchanged
                .filter(|_| fill && answer == Answer::Open)
                .map(|(_, on)| w.sheet_unchanged_note(date(on, w))),
            taken: taken_from.is_some(),
            // What was chosen and not saved stays chosen.
            answer: entered.and_then(|raw| raw.answer.parse().ok()).unwrap_or(answer).key(),
            icon: answer.icon(),
            words: answer.say(w),
            note,
            ways: item
                .boxes
                .iter()
                .map(|b| (b.key.clone(), b.title(self.language).to_owned(), ticked(&b.key)))
                .collect(),
            spot: entered.map_or(kept.is_some_and(|k| k.on_the_spot), |raw| raw.spot == "yes"),
            version: kept.map_or(0, |k| k.version),
            saved: saved.unwrap_or_default(),
            kept: kept.is_some(),
            stale: fill && !raised.is_empty() && matches!(answer, Answer::Pass | Answer::Na),
            unproven: kept.is_some_and(|k| k.on_the_spot) && files.is_empty(),
            raised: raised.iter().map(|r| self.raised(r)).collect(),
            files: files.iter().map(|f| self.file(f)).collect(),
        }
    }

    fn raised(&self, r: &Raised) -> RaisedView {
        RaisedView {
            href: format!("/issues/{}", r.id),
            number: r.number.clone(),
            title: r.title.clone(),
            due: date(r.due, words(self.language)),
        }
    }
    pub(super) fn standing(&self, s: &Standing) -> RaisedView {
        RaisedView {
            href: format!("/issues/{}", s.id),
            number: s.number.clone(),
            title: s.title.clone(),
            due: date(s.due, words(self.language)),
        }
    }
    fn file(&self, f: &File) -> FileView {
        FileView {
            href: format!("/evidence/{}", f.id),
            name: f.name.clone(),
            day: date(f.taken_on, words(self.language)),
        }
    }
    /// Proposed from the item, or as it was entered and refused.
    fn raise(&self, item: &Item, subject: &str, note: &str, dom: &str) -> RaiseView {
        let (raw, errors) = self.sent.and_then(|s| s.raised_at(dom)).unzip();
        let edition = &self.board.edition;
        let name = |s: &Severity| (s.key().to_owned(), edition.severity_name(*s, self.language).to_owned());
        let issue = |days| Deadline::issue(self.at.today, days, self.calendar, item.severity).due();
        let related = |code: &Code| {
            let chosen = raw.is_some_and(|r| r.related.iter().any(|c| c == code.as_str()));
            edition
                .item(code.as_str())
                .map(|i| (i.code.to_string(), i.title(self.language).to_owned(), chosen))
        };
        let entered =
            |of: fn(&RawRaise) -> &String, proposed: String| raw.map_or(proposed, |r| of(r).clone());
        RaiseView {
            title: entered(
                |r| &r.title,
                words(self.language).raise_proposed_title(subject, item.title(self.language)),
            ),
            severities: Severity::ALL.iter().rev().map(name).collect(),
            severity: entered(|r| &r.severity, item.severity.key().to_owned()),
            owners: self.beside.owners.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
            owner: entered(|r| &r.owner, String::new()),
            description: entered(|r| &r.description, note.to_owned()),
            entered: entered(|r| &r.days, item.rectify_days.to_string()),
            taken_on: entered(|r| &r.taken_on, self.at.today.to_string()),
            errors: errors.cloned().unwrap_or_default(),
            days: item.rectify_days,
            due: date(issue(item.rectify_days), words(self.language)),
            interim: item.interim_days.map(|days| {
                (days, date(issue(days), words(self.language)), entered(|r| &r.interim, days.to_string()))
            }),
            related: item.related.iter().filter_map(related).collect(),
        }
    }
}

/// What htmx gets back when nothing was saved: what is wrong, above what stands below the cell.
#[derive(Template)]
#[template(path = "rounds/unsaved.html")]
pub struct Unsaved {
    /// For the messages.
    pub frame: Frame,
    /// The cell.
    pub c: CellView,
}

impl Unsaved {
    /// None when the sheet has no such cell.
    pub fn new(frame: Frame, look: Look<'_>, raw: &RawAnswer, errors: Errors) -> Option<Self> {
        let mut cells =
            look.sheet.plan().rows().iter().flat_map(|row| row.cells.iter().map(move |c| (row, c)));
        let (row, cell) = cells.find(|(row, cell)| {
            row.item.code.as_str() == raw.code.trim() && cell.subject.to_string() == raw.subject
        })?;
        Some(Self { frame, c: CellView { errors, ..look.cell(row, cell) } })
    }
}

/// What htmx gets back after a save: the part below the cell, the version, the counters.
#[derive(Template)]
#[template(path = "rounds/cell_part.html")]
pub struct CellPart {
    /// For the forms within.
    pub frame: Frame,
    /// The inspection's path.
    pub path: String,
    /// The cell.
    pub c: CellView,
    /// How the sheet stands.
    pub left: Left,
    /// Faults that lack their issue.
    pub unsettled: usize,
    /// Of what applies, how much conforms.
    pub conformity: String,
    /// The cell's layer: key, cells answered, of how many.
    pub layer: (&'static str, usize, usize),
    /// The layer's name.
    pub layer_name: String,
    /// Cells of the layer that "the rest conform" would answer, in how many items.
    pub layer_rest: (usize, usize),
    /// The same of the item.
    pub item_rest: usize,
}

impl CellPart {
    /// None when the sheet has no such cell any more.
    pub fn new(
        frame: Frame,
        head: &Head,
        look: Look<'_>,
        given: &Given,
        (left, elsewhere): (Left, usize),
    ) -> Option<Self> {
        let sheet = look.sheet;
        let row = sheet.plan().rows().iter().find(|row| row.item.code == given.code)?;
        let cell = row.cells.iter().find(|cell| cell.subject == given.subject)?;
        let c = look.cell(row, cell);
        let unsettled = elsewhere + usize::from(c.raise.is_some());
        let layer = row.item.layer;
        let rows: Vec<&Row<'_>> =
            sheet.plan().rows().iter().filter(|row| row.item.layer == layer && row.asks_a_person()).collect();
        let (done, of) = super::sheet::done(sheet, &rows);
        let conformity = per_cent(left.tally.conformity().map(|c| i64::from(c.per_mille())));
        let path = format!("/inspections/{}", head.inspection.id());
        Some(Self {
            layer: (layer.key(), done, of),
            layer_name: look.board.edition.layer_name(layer, frame.language).to_owned(),
            layer_rest: super::sheet::rest(sheet, &rows),
            item_rest: sheet.conformable(row).count(),
            frame,
            path,
            c,
            left,
            unsettled,
            conformity,
        })
    }
}
