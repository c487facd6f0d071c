//! Before submitting: what is open needs a reason, and a fault needs its issue.
use super::{
    super::{
        model::{Asked, Cell, Refused},
        store::Head,
    },
    cell::{Look, lacks_issue},
    dom_id,
};
use crate::{
    access::Frame,
    base::text::Sentence,
    features::checklists::model::{Code, Item},
};
use askama::Template;
use std::collections::BTreeMap;

/// The page before submitting.
#[derive(Template)]
#[template(path = "rounds/hand_in.html")]
pub struct HandIn {
    /// Around it.
    pub frame: Frame,
    /// The inspection's path.
    pub path: String,
    /// Title of the round.
    pub title: String,
    /// The unit.
    pub unit: String,
    /// Whether the leader signs off.
    pub to_leader: bool,
    /// Open items: code, title, open cells, the reason given so far.
    pub open: Vec<(String, String, usize, String)>,
    /// Faults without an issue: where they stand, code, subject.
    pub unsettled: Vec<(String, String, String)>,
    /// Why it did not go on.
    pub refused: Option<String>,
}

/// Cells that say "not conforming" and have neither an issue nor proof of being put right on the spot.
pub fn unsettled(look: Look<'_>) -> Vec<(String, String, String)> {
    let Look { board, beside, sheet, .. } = look;
    let asked = sheet.plan().cells().filter(|(_, cell)| cell.asked == Asked::Person);
    let faulty = asked.filter(|(item, cell)| {
        board
            .at(item.code.as_str(), cell.subject)
            .is_some_and(|kept| sheet.answer(item, cell) == kept.result && lacks_issue(item, kept, beside))
    });
    let line = |(item, cell): (&Item, &Cell<'_>)| {
        let dom = dom_id(item.code.as_str(), cell.subject);
        (dom, item.code.to_string(), cell.name.unwrap_or_default().to_owned())
    };
    faulty.map(line).collect()
}

impl HandIn {
    /// `sent` is what came with a refused form, and why.
    pub fn new(
        frame: Frame,
        head: &Head,
        look: Look<'_>,
        sent: Option<(BTreeMap<Code, String>, Option<Refused>)>,
    ) -> Self {
        let (given, refused) = sent.map_or_else(Default::default, |(given, no)| (given, Some(no)));
        let sheet = look.sheet;
        let open = sheet.plan().rows().iter().filter_map(|row| {
            let cells = sheet.open_cells(row).count();
            let reason = given.get(&row.item.code).cloned().unwrap_or_default();
            (cells > 0).then(|| {
                (row.item.code.to_string(), row.item.title(frame.language).to_owned(), cells, reason)
            })
        });
        let w = frame.w;
        let refused = refused.map(|no| no.map_or_else(|| w.hand_in_unsettled(), |no| no.say(w)));
        Self {
            path: format!("/inspections/{}", head.inspection.id()),
            title: head.round.facts().title.clone(),
            unit: head.unit_name.clone(),
            to_leader: head.round.facts().needs_sign_off,
            open: open.collect(),
            unsettled: unsettled(look),
            refused,
            frame,
        }
    }
}
