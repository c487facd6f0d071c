//! The list by deadline.
use super::super::{
    forms::{Search, View},
    model::{Code, Verb},
    store::{Line, Order},
};
use crate::{
    access::Frame,
    base::calendar::Month,
    features::{
        checklists::model::{Edition, Severity},
        lists::Tools,
    },
};
use askama::Template;
use chrono::NaiveDate;

/// One page of the list.
#[derive(Template)]
#[template(path = "issues/list.html")]
pub struct List {
    /// Around it.
    pub frame: Frame,
    /// What it is narrowed to.
    pub search: Search,
    /// One page.
    pub lines: Vec<Line>,
    /// Units to narrow it to: id and name; the first is the one at the top.
    pub units: Vec<(String, String)>,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the next page.
    pub next: Option<String>,
    /// The organisation's day.
    pub today: NaiveDate,
    /// The first day that is no longer soon.
    pub soon: NaiveDate,
    /// Whether the reader may raise issues.
    pub raises: bool,
    /// Whether the reader may import the list that was kept before.
    pub imports: bool,
    /// What the reader may do to several at once.
    pub batches: Vec<Verb>,
    /// What stands around the lines.
    pub tools: Tools,
}

impl List {
    fn tab(&self, view: &View) -> String {
        self.search.link("/issues", &[("state", view.key())])
    }
    /// Address, icon and words of what can be done to several at once.
    fn batch(&self) -> Vec<(String, &'static str, String)> {
        let act = |verb: &Verb| (format!("/issues/{}", verb.key()), verb.icon(), verb.say(self.frame.w));
        self.batches.iter().map(act).collect()
    }
    /// The head of a column that the list can be ordered by: its address, its icon, and what `aria-sort` says.
    fn sort(&self, first: Order) -> (String, &'static str, &'static str) {
        let (next, icon, aria) = match self.search.order() {
            order if order == first => (first.reversed(), "sort-up", "ascending"),
            order if order == first.reversed() => (first, "sort-down", "descending"),
            _ => (first, "sort", ""),
        };
        let key = Order::KEYS.iter().find(|(order, _)| *order == next).map_or("", |(_, key)| key);
        (self.search.link("/issues", &[("sort", key)]), icon, aria)
    }
    fn severities(&self) -> Vec<(String, String)> {
        super::severities(self.frame.w)
    }
    /// Class, words and icon of a severity.
    fn severity(&self, line: &Line) -> (String, String) {
        let known = line.severity.parse::<Severity>();
        (line.severity.clone(), known.map(|s| super::severity_text(s, self.frame.w)).unwrap_or_default())
    }
    /// Class and words of a state.
    fn state(&self, line: &Line) -> (&'static str, String) {
        let known = line.state.parse::<Code>();
        known.map(|c| (c.class(), c.say(self.frame.w))).unwrap_or_default()
    }
    /// `over`, `soon` or nothing.
    fn due(&self, line: &Line) -> &'static str {
        let waits = line.state.parse::<Code>().is_ok_and(Code::is_for_the_owner);
        match line.due {
            _ if !waits => "",
            due if due < self.today => "over",
            due if due < self.soon => "soon",
            _ => "",
        }
    }
    /// Code and title of the main item.
    fn item(&self, line: &Line) -> String {
        let title = Edition::built_in()
            .current(&line.main_item)
            .map(|i| i.title(self.frame.language))
            .unwrap_or_default();
        format!("{} {title}", line.main_item)
    }
    /// Whether more than the visible part of the filter is set.
    fn is_narrowed(&self) -> bool {
        let s = &self.search;
        let texts = [
            &s.owner,
            &s.item,
            &s.year,
            &s.closed_from,
            &s.closed_to,
            &s.found_from,
            &s.found_to,
            &s.time,
            &s.repeated,
        ];
        texts.iter().any(|v| !v.is_empty())
    }
    /// Months to narrow it to: name of the field, its words, its value.
    fn months(&self) -> [(&'static str, String, String); 4] {
        let (w, (from, to)) = (self.frame.w, self.search.closed());
        let said = |month: Option<Month>| month.map(|m| m.to_string()).unwrap_or_default();
        let read = |text: &str| said(text.parse().ok());
        [
            ("found_from", w.issue_found_from(), read(&self.search.found_from)),
            ("found_to", w.issue_found_to(), read(&self.search.found_to)),
            ("closed_from", w.issue_closed_from(), said(from)),
            ("closed_to", w.issue_closed_to(), said(to)),
        ]
    }
}
