//! 自查表: one page of items by layer, a row of buttons per subject.
use super::{
    super::{
        forms::RawColumn,
        model::{Left, Occasion, Row, Sheet, State, state_badge, state_name},
        store::Head,
    },
    Rights,
    cell::{CellView, Look, RaisedView},
    lists::{excused_badge, per_cent},
};
use crate::{
    access::Frame,
    audit::History,
    base::{
        form::Errors,
        text::{Sentence, Words, date, words},
    },
    features::checklists::{
        Shown,
        model::{AnsweredOn, GroupKind},
    },
};
use askama::Template;

/// A layer of the sheet.
pub struct LayerView<'a> {
    /// Its key, which is also its place in the page.
    pub key: &'static str,
    /// Its name.
    pub name: String,
    /// Cells answered, of how many.
    pub done: (usize, usize),
    /// Cells that "the rest conform" would answer, in how many items.
    pub rest: (usize, usize),
    /// Its items; for whoever answers none of them those to look at.
    pub rows: Vec<RowView<'a>>,
    /// The others, folded.
    pub settled: Vec<RowView<'a>>,
}

/// The block that the portal proposes.
pub struct ComputedView<'a> {
    /// Its items, as those of a layer.
    pub rows: Vec<RowView<'a>>,
    /// The others, folded.
    pub settled: Vec<RowView<'a>>,
}

/// An item of the sheet.
pub struct RowView<'a> {
    /// Its words.
    pub item: Shown<'a>,
    /// Its cells.
    pub cells: Vec<CellView>,
    /// Asked after an event alone.
    pub on_event: bool,
    /// Why it came back.
    pub returned: Option<String>,
    /// Why it was left open.
    pub left_open: Option<String>,
    /// What it would need a column of and has none.
    pub blind: Option<String>,
    /// The unit's open issues of it, from elsewhere.
    pub standing: Vec<RaisedView>,
    /// Cells that "all conform" would answer.
    pub rest: usize,
    /// Why it is to go back, as entered.
    pub returning: String,
    /// What is wrong with that.
    pub errors: Errors,
}

impl RowView<'_> {
    /// Whether nothing of it is to be decided: it conforms or nobody was asked, and no words stand beside it.
    fn is_settled(&self) -> bool {
        let quiet = |c: &CellView| {
            let said = c.answer == "pass" || c.answer == "na" && !c.why.is_empty();
            said && c.raised.is_empty() && !c.unproven && c.proposed.is_none()
        };
        let words = [&self.returned, &self.left_open, &self.blind].into_iter().any(Option::is_some);
        let returning =
            !self.returning.is_empty() || self.errors.of(&format!("reason-{}", self.item.code())).is_some();
        self.cells.iter().all(quiet) && self.standing.is_empty() && !words && !returning
    }
}

/// A column that the officer named.
pub struct ColumnView {
    /// Its id.
    pub id: String,
    /// Its kind in words.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What is wrong with the new one.
    pub errors: Errors,
}

/// An event of the period.
pub struct EventView {
    /// Its key.
    pub key: &'static str,
    /// Its name.
    pub name: String,
    /// The items that it lets be asked.
    pub items: String,
    /// Whether it is ticked.
    pub ticked: bool,
    /// The whole round asks for it.
    pub fixed: bool,
}

impl EventView {
    /// Every event, as ticked; none of them fixed.
    pub fn all(ticked: impl Fn(Occasion) -> bool, w: &Words) -> Vec<Self> {
        let view = |o: Occasion| Self {
            key: o.key(),
            name: o.say(w),
            items: w.occasion_items(o.items().collect::<Vec<_>>().join(" ")),
            ticked: ticked(o),
            fixed: false,
        };
        Occasion::ALL.into_iter().map(view).collect()
    }
}

/// Items alone, away from their sheet.
#[derive(Template)]
#[template(path = "rounds/items.html")]
pub struct Items<'a> {
    /// Around it.
    pub frame: Frame,
    /// The inspection's path.
    pub path: String,
    /// What the reader may do.
    pub rights: Rights,
    /// They.
    pub rows: Vec<RowView<'a>>,
}

/// The sheet.
#[derive(Template)]
#[template(path = "rounds/sheet.html")]
pub struct SheetPage<'a> {
    /// Around it.
    pub frame: Frame,
    /// The inspection's path.
    pub path: String,
    /// Title of the round.
    pub title: String,
    /// The round's page.
    pub round: String,
    /// The unit.
    pub unit: String,
    /// Badge: class, sign, words.
    pub badge: (&'static str, &'static str, String),
    /// Last day.
    pub due: String,
    /// Submitted late.
    pub late: bool,
    /// Version of the sheet.
    pub version: u16,
    /// What the reader may do.
    pub rights: Rights,
    /// The leader's words when it was sent back.
    pub sent_back: Option<String>,
    /// The officer's words when a correction is asked for.
    pub asked: Option<String>,
    /// Codes of the items that came back.
    pub returned: Vec<String>,
    /// Layers in sheet order.
    pub layers: Vec<LayerView<'a>>,
    /// What the portal judges.
    pub computed: ComputedView<'a>,
    /// Events of the period.
    pub events: Vec<EventView>,
    /// Systems that were registered in the period, while the officer has not said whether that is an event.
    pub new_systems: usize,
    /// Columns that the officer named.
    pub columns: Vec<ColumnView>,
    /// Kinds of host groups.
    pub groups: Vec<(String, String)>,
    /// Systems are there, none is marked important.
    pub no_important: bool,
    /// How it stands.
    pub left: Left,
    /// Faults that lack their issue.
    pub unsettled: usize,
    /// Of what applies, how much conforms.
    pub conformity: String,
    /// A new column, as entered.
    pub column: RawColumn,
    /// What is wrong with it.
    pub column_errors: Errors,
    /// The reasons of the acts, as entered, with what is wrong: sending back, asking for a correction.
    pub reasons: [(String, Errors); 2],
    /// The day of the scan, as entered, with what is wrong.
    pub scan: (String, Errors),
    /// What is wrong with returning as a whole.
    pub returning: Errors,
    /// Words that belong to no cell of the sheet any more, and where they were sent.
    pub lost: Option<(&'static str, String)>,
    /// Who took part: the party, the names.
    pub parties: Vec<(String, String)>,
    /// What waits for the reader: the words of the button that leads to the acts.
    pub waits: Option<String>,
    /// Everything that is wrong: the field, the words.
    pub faults: Vec<(String, String)>,
    /// What happened.
    pub history: History,
}

impl<'a> SheetPage<'a> {
    /// Draws the sheet for one reader.
    pub fn new(frame: Frame, head: &'a Head, look: Look<'a>, history: History) -> Self {
        let (w, language) = (frame.w, frame.language);
        let Look { board, sheet, rights, .. } = look;
        let course = head.inspection.course();
        let key = course.state().key();
        let rows = Rows { look, state: course.state() };
        // Whoever decides on a sheet sees first what there is to decide.
        let sorted = |of: &mut dyn Iterator<Item = &Row<'a>>| -> (Vec<_>, Vec<_>) {
            of.map(|row| rows.row(row)).partition(|row| rights.fill || !row.is_settled())
        };
        let layers = sheet.plan().by_layer().into_iter().map(|(layer, of)| {
            let (rows, settled) = sorted(&mut of.iter().copied());
            LayerView {
                key: layer.key(),
                name: board.edition.layer_name(layer, language).to_owned(),
                done: done(sheet, &of),
                rest: rest(sheet, &of),
                rows,
                settled,
            }
        });
        let (proposed, confirmed) = sorted(&mut sheet.plan().computed());
        let left = Left::of(sheet);
        let column = |kind: String| {
            move |(id, name): (String, String)| ColumnView {
                id,
                kind: kind.clone(),
                name,
                errors: Errors::default(),
            }
        };
        let named = |columns: &[super::super::model::Column]| {
            columns.iter().map(|c| (c.id.to_string(), c.name.clone())).collect::<Vec<_>>()
        };
        let hosts = board.subjects.host_groups.iter().map(|g| ColumnView {
            id: g.id.to_string(),
            kind: format!("{} · {}", AnsweredOn::Hosts.say(w), g.kind.say(w)),
            name: g.name.clone(),
            errors: Errors::default(),
        });
        let columns = named(&board.subjects.zones)
            .into_iter()
            .map(column(AnsweredOn::Zone.say(w)))
            .chain(hosts)
            .chain(named(&board.subjects.media).into_iter().map(column(AnsweredOn::Media.say(w))))
            .map(|column| match look.sent.and_then(|s| s.column_at(&column.id)) {
                Some((raw, e)) => ColumnView { name: raw.name.clone(), errors: e.clone(), ..column },
                None => column,
            })
            .collect();
        let none = Errors::default();
        let (column, column_errors) = look
            .sent
            .and_then(|s| s.column_at(""))
            .map(|(raw, e)| (raw.clone(), e.clone()))
            .unwrap_or_default();
        let faults = look
            .sent
            .map(|s| {
                let line = |name: &str, words: &str| format!("{}{}{words}", s.label(name, w), w.list_colon());
                s.errors.iter().map(|(name, f)| (s.field(name), line(name, &f.say(w)))).collect()
            })
            .unwrap_or_default();
        let reason = |form| {
            let (text, e) = look.sent.and_then(|s| s.reason_at(form)).unwrap_or(("", &none));
            (text.to_owned(), e.clone())
        };
        let today = look.at.today.to_string();
        let (scanned, scan_errors) = look.sent.and_then(|s| s.scanned()).unwrap_or((&today, &none));
        let known = |dom: &str| {
            sheet.plan().cells().any(|(item, cell)| super::dom_id(item.code.as_str(), cell.subject) == dom)
        };
        let p = &head.parties;
        let parties = [
            (w.party_security(), &p.security),
            (w.party_operations(), &p.operations),
            (w.party_support(), &p.support),
        ];
        let took_part = parties.iter().any(|(_, names)| !names.is_empty());
        Self {
            reasons: [reason("send-back"), reason("correction")],
            scan: (scanned.to_owned(), scan_errors.clone()),
            returning: look.sent.and_then(|s| s.returned()).map(|(_, e)| e.clone()).unwrap_or_default(),
            lost: look.sent.and_then(|s| s.lost(known)),
            parties: parties
                .into_iter()
                .filter(|_| took_part)
                .map(|(party, names)| {
                    (party, if names.is_empty() { w.record_nobody() } else { names.clone() })
                })
                .collect(),
            waits: match rights {
                Rights { sign: true, .. } => Some(w.sheet_to_sign()),
                Rights { review: true, .. } => Some(w.sheet_to_review()),
                Rights { grant: true, .. } => Some(w.sheet_to_grant()),
                _ => None,
            },
            path: format!("/inspections/{}", head.inspection.id()),
            title: head.round.facts().title.clone(),
            round: format!("/rounds/{}", head.round.id()),
            unit: head.unit_name.clone(),
            badge: match head.excused() {
                true => excused_badge(w),
                false => (state_badge(key).0, state_badge(key).1, state_name(key, w)),
            },
            due: date(course.due_on(), w),
            late: course.late().unwrap_or(false),
            version: course.version(),
            rights,
            sent_back: match course.state() {
                State::Open { sent_back } => sent_back.as_ref().map(|s| s.reason.clone()),
                _ => None,
            },
            asked: match course.state() {
                State::Accepted { correction, .. } => correction.as_ref().map(|c| c.reason.clone()),
                _ => None,
            },
            returned: match course.state() {
                State::Returned { returned, .. } => returned.items.keys().map(ToString::to_string).collect(),
                _ => Vec::new(),
            },
            layers: layers.collect(),
            computed: ComputedView { rows: proposed, settled: confirmed },
            events: events(head, board.new_systems, w),
            new_systems: if head.inspection.events().is_none() { board.new_systems } else { 0 },
            columns,
            groups: GroupKind::ALL.iter().map(|g| (g.key().to_owned(), g.say(w))).collect(),
            no_important: sheet.plan().no_important_system(),
            left,
            unsettled: super::unsettled(look).len(),
            conformity: per_cent(left.tally.conformity().map(|c| i64::from(c.per_mille()))),
            column,
            column_errors,
            faults,
            history,
            frame,
        }
    }

    /// The events that are ticked, in words.
    fn ticked(&self) -> String {
        let names: Vec<&str> = self.events.iter().filter(|e| e.ticked).map(|e| e.name.as_str()).collect();
        names.join(&self.frame.w.list_comma())
    }
    /// A column could not be renamed.
    fn renames_badly(&self) -> bool {
        self.columns.iter().any(|c| !c.errors.is_empty())
    }
    fn open_cells(&self) -> usize {
        self.left.open()
    }
}

/// The events of the round and of the unit; while the officer has not looked, a new system is proposed.
fn events(head: &Head, new_systems: usize, w: &Words) -> Vec<EventView> {
    let of_round = &head.round.facts().events;
    let own = |o: &Occasion| match head.inspection.events() {
        Some(events) => events.contains(o),
        None => *o == Occasion::NewSystem && new_systems > 0 && head.inspection.course().is_editable(),
    };
    let mut events = EventView::all(|o| of_round.contains(&o) || own(&o), w);
    events.iter_mut().for_each(|e| e.fixed = of_round.iter().any(|o| o.key() == e.key));
    events
}

#[derive(Clone, Copy)]
struct Rows<'a> {
    look: Look<'a>,
    state: &'a State,
}

impl<'a> Rows<'a> {
    fn row(&self, row: &Row<'a>) -> RowView<'a> {
        let (w, code) = (words(self.look.language), &row.item.code);
        let (returned, left_open) = match self.state {
            State::Returned { returned, submission, .. } => {
                (returned.items.get(code), submission.open.get(code))
            }
            State::AwaitingSignOff { submission }
            | State::AwaitingReview { submission, .. }
            | State::Accepted { submission, .. } => (None, submission.open.get(code)),
            State::Open { .. } => (None, None),
        };
        let sent = self.look.sent.and_then(|s| s.returned());
        RowView {
            returning: sent.and_then(|(r, _)| r.entered.get(code.as_str()).cloned()).unwrap_or_default(),
            errors: sent.map(|(_, e)| e.clone()).unwrap_or_default(),
            item: Shown::new(&self.look.board.edition, row.item, self.look.language),
            on_event: row.on_event,
            cells: row.cells.iter().map(|cell| self.look.cell(row, cell)).collect(),
            returned: returned.cloned(),
            left_open: left_open.cloned(),
            standing: self.look.beside.standing(code.as_str()).map(|s| self.look.standing(s)).collect(),
            blind: row.cells.is_empty().then(|| row.item.answered_on.say(w)),
            rest: if self.look.rights.fill { self.look.sheet.conformable(row).count() } else { 0 },
        }
    }
}

pub(super) fn done(sheet: &Sheet<'_>, rows: &[&Row<'_>]) -> (usize, usize) {
    let asked =
        |row: &Row<'_>| row.cells.iter().filter(|c| c.asked == super::super::model::Asked::Person).count();
    let all: usize = rows.iter().map(|row| asked(row)).sum();
    let open: usize = rows.iter().map(|row| sheet.open_cells(row).count()).sum();
    (all - open, all)
}

pub(super) fn rest(sheet: &Sheet<'_>, rows: &[&Row<'_>]) -> (usize, usize) {
    let per_row = rows.iter().map(|row| sheet.conformable(row).count());
    per_row.filter(|n| *n > 0).fold((0, 0), |(cells, items), n| (cells + n, items + 1))
}
