//! Before submitting: what is open needs a reason, and a fault needs its issue.
use super::{
    super::{
        forms::Handing,
        model::{Asked, Cell, Refused},
        store::Head,
    },
    cell::{Look, lacks_issue},
    dom_id,
};
use crate::{access::Frame, base::text::Sentence, features::checklists::model::Item};
use askama::Template;

/// An item that the portal judges.
pub struct Judged {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What the portal says: class, sign, words.
    pub says: (&'static str, &'static str, String),
    /// The figures behind it.
    pub figures: String,
}

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
    /// The reason of all those without one of their own.
    pub common: String,
    /// 三方: field, name, who took part.
    pub parties: [(&'static str, String, String); 3],
    /// What the portal judges: each item with its figures.
    pub judged: Vec<Judged>,
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
    pub fn new(frame: Frame, head: &Head, look: Look<'_>, sent: Option<(Handing, Option<Refused>)>) -> Self {
        let (given, refused) = sent.map_or_else(
            || (Handing { parties: head.parties.clone(), ..Handing::default() }, None),
            |(given, no)| (given, Some(no)),
        );
        let sheet = look.sheet;
        let open = sheet.plan().rows().iter().filter_map(|row| {
            let cells = sheet.open_cells(row).count();
            let reason = given.own.get(&row.item.code).cloned().unwrap_or_default();
            (cells > 0).then(|| {
                (row.item.code.to_string(), row.item.title(frame.language).to_owned(), cells, reason)
            })
        });
        let w = frame.w;
        let judged = look.records.map(|records| {
            let rows =
                sheet.plan().computed().filter(|row| row.cells.iter().any(|c| c.asked == Asked::Portal));
            let judged = rows.map(|row| {
                let code = row.item.code.as_str();
                let says = records.propose(code);
                Judged {
                    code: code.to_owned(),
                    title: row.item.title(frame.language).to_owned(),
                    says: (says.key(), says.icon(), says.say(w)),
                    figures: records.say(code, w),
                }
            });
            judged.collect()
        });
        let p = given.parties;
        let refused = refused.map(|no| no.map_or_else(|| w.hand_in_unsettled(), |no| no.say(w)));
        Self {
            path: format!("/inspections/{}", head.inspection.id()),
            title: head.round.facts().title.clone(),
            unit: head.unit_name.clone(),
            to_leader: head.round.facts().needs_sign_off,
            open: open.collect(),
            common: given.common.clone(),
            parties: [
                ("party-security", w.party_security(), p.security),
                ("party-operations", w.party_operations(), p.operations),
                ("party-support", w.party_support(), p.support),
            ],
            judged: judged.unwrap_or_default(),
            unsettled: unsettled(look),
            refused,
            frame,
        }
    }
}
