//! Lists, the form of a new round, and how far one is.
use super::super::{
    forms::{RawRound, Search, occasions},
    model::{Round, State, state_badge, state_name},
    store::{Counts, Line, RoundLine, UnitLine},
};
use super::EventView;
use crate::{
    access::Frame,
    base::{
        form::Errors,
        paging,
        text::{Sentence, Words, date},
    },
    features::checklists::{self, model::Every},
};
use askama::Template;
use chrono::NaiveDate;

/// The rounds that concern the reader.
#[derive(Template)]
#[template(path = "rounds/list.html")]
pub struct List {
    /// Around it.
    pub frame: Frame,
    /// One page.
    pub lines: Vec<RoundLine>,
    /// The next one.
    pub next: Option<String>,
    /// Whether the reader may open one.
    pub opens: bool,
}

impl List {
    fn day(&self, day: &NaiveDate) -> String {
        date(*day, self.frame.w)
    }
    fn every(&self, line: &RoundLine) -> String {
        line.round.facts().every.say(self.frame.w)
    }
}

/// Opening one.
#[derive(Template)]
#[template(path = "rounds/new.html")]
pub struct New {
    /// Around it.
    pub frame: Frame,
    /// As entered.
    pub raw: RawRound,
    /// What is wrong.
    pub errors: Errors,
    /// Units that may head the subtree.
    pub units: Vec<(String, String)>,
    /// Editions.
    pub checklists: Vec<checklists::Line>,
}

impl New {
    fn events(&self) -> Vec<EventView> {
        let ticked = occasions(&self.raw.events);
        EventView::all(|o| ticked.contains(&o), self.frame.w)
    }
    fn editions(&self) -> Vec<(String, String)> {
        self.checklists.iter().map(|c| (c.id.to_string(), format!("{} {}", c.title, c.version))).collect()
    }
    fn periods(&self) -> Vec<(String, String)> {
        Every::ALL.iter().map(|e| (e.key().to_owned(), e.say(self.frame.w))).collect()
    }
}

/// How far a round is, down the tree.
#[derive(Template)]
#[template(path = "rounds/show.html")]
pub struct Show {
    /// Around it.
    pub frame: Frame,
    /// The round.
    pub round: Round,
    /// Its checklist's edition.
    pub version: String,
    /// Sums over the reader's scope.
    pub counts: Counts,
    /// One page of units.
    pub lines: Vec<UnitLine>,
    /// The next one.
    pub next: Option<String>,
    /// Tab and filter.
    pub search: Search,
    /// Depth of the reader's own unit.
    pub base: usize,
}

impl Show {
    fn path(&self) -> String {
        format!("/rounds/{}", self.round.id())
    }
    fn day(&self, day: &NaiveDate) -> String {
        date(*day, self.frame.w)
    }
    fn every(&self) -> String {
        self.round.facts().every.say(self.frame.w)
    }
    fn checklist(&self) -> String {
        format!("/checklists/{}", self.round.facts().checklist)
    }
    /// Tabs: words, count, link, whether it is this one.
    fn tabs(&self) -> Vec<(String, i64, String, bool)> {
        let (w, c) = (self.frame.w, &self.counts);
        let tabs = [
            ("not_submitted", w.round_not_submitted(), c.not_submitted()),
            ("awaiting_sign_off", state_name("awaiting_sign_off", w), c.signing),
            ("awaiting_review", state_name("awaiting_review", w), c.reviewing),
            ("returned", state_name("returned", w), c.returned),
            ("accepted", state_name("accepted", w), c.accepted),
            ("all", w.list_all(), c.units),
        ];
        let tab = |(key, words, n): (&str, String, i64)| {
            let link = paging::link(&self.path(), &[("state", key), ("q", &self.search.q)]);
            (words, n, link, self.search.state == key)
        };
        tabs.into_iter().map(tab).collect()
    }
    /// The bar: class, start, width, words.
    fn bar(&self) -> Vec<(&'static str, &'static str, i64, i64, String)> {
        let (w, c) = (self.frame.w, &self.counts);
        let parts = [
            ("fill-green", "pass", c.accepted, state_name("accepted", w)),
            ("fill-accent", "accent", c.reviewing + c.signing, w.round_in_review()),
            ("fill-amber", "partial", c.open + c.returned, w.inspection_filling()),
            ("fill-grey", "", c.untouched, w.inspection_untouched()),
        ];
        let mut start = 0;
        let part = |(fill, swatch, n, words): (&'static str, &'static str, i64, String)| {
            let at = start;
            start += n;
            (fill, swatch, at, n, words)
        };
        parts.into_iter().map(part).collect()
    }
    fn level(&self, line: &UnitLine) -> usize {
        (line.path.matches('/').count() + 1).saturating_sub(self.base).clamp(1, 6)
    }
    fn badge(&self, line: &UnitLine) -> (&'static str, &'static str, String) {
        let w = self.frame.w;
        match (line.state.as_str(), line.started) {
            _ if line.excused => excused_badge(w),
            ("open", false) => ("", "state-todo", w.inspection_untouched()),
            ("open", true) => ("doing", "state-doing", w.inspection_filling()),
            (key, _) => (state_badge(key).0, state_badge(key).1, state_name(key, w)),
        }
    }
    fn time(&self, line: &UnitLine) -> String {
        let local = line.submitted_at.map(|at| at.with_timezone(&self.frame.zone.offset()));
        local.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
    }
    fn conformity(&self, line: &UnitLine) -> String {
        line.conformity().map(|n| per_cent(Some(n.into()))).unwrap_or_default()
    }
    fn whole(&self) -> String {
        per_cent(self.counts.conformity())
    }
}

/// The badge of an inspection that is not waited for any more, because its unit is closed.
pub(super) fn excused_badge(w: &Words) -> (&'static str, &'static str, String) {
    ("", "minus", w.inspection_excused())
}

/// Tenths of a per cent in figures, or a dash.
pub(super) fn per_cent(per_mille: Option<i64>) -> String {
    per_mille.map_or("—".into(), |n| format!("{}.{}%", n / 10, n % 10))
}

/// The inspections of the reader's unit and below.
#[derive(Template)]
#[template(path = "rounds/inspections.html")]
pub struct Inspections {
    /// Around it.
    pub frame: Frame,
    /// One page.
    pub lines: Vec<Line>,
    /// The next one.
    pub next: Option<String>,
    /// The filter.
    pub search: Search,
    /// The day, for what is late.
    pub today: NaiveDate,
}

impl Inspections {
    fn states(&self) -> Vec<(String, String)> {
        State::KEYS.iter().map(|key| ((*key).to_owned(), state_name(key, self.frame.w))).collect()
    }
    fn badge(&self, line: &Line) -> (&'static str, &'static str, String) {
        if line.excused {
            return excused_badge(self.frame.w);
        }
        let (class, icon) = state_badge(&line.state);
        (class, icon, state_name(&line.state, self.frame.w))
    }
    fn day(&self, day: &NaiveDate) -> String {
        date(*day, self.frame.w)
    }
    /// Past its day and not submitted, or submitted late.
    fn late(&self, line: &Line) -> bool {
        line.late.unwrap_or(line.due_on < self.today && line.state == "open" && !line.excused)
    }
}
