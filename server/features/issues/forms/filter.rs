//! The filter of the list. It lives in the query string and reads itself leniently, so that an old link still opens.
use super::super::{
    model::Code,
    store::{Filter, Key, Order},
};
use crate::{
    access::{Actor, Role},
    base::{
        calendar::{Calendar, Month},
        ids::UnitId,
        paging,
        text::{Sentence, Words},
    },
    features::checklists::model::Severity,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The filter as sent.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Search {
    /// Part of the title or the beginning of the number.
    pub q: String,
    /// `open` (also when empty), `overdue`, `soon`, `all`, or a state.
    pub state: String,
    /// 严重程度
    pub severity: String,
    /// The unit at the top.
    pub unit: String,
    /// 整改责任人: an id, or `me`.
    pub owner: String,
    /// The code of an item.
    pub item: String,
    /// The year of closing, of links from before there were months.
    pub year: String,
    /// The first month of closing.
    pub closed_from: String,
    /// The last month of closing.
    pub closed_to: String,
    /// The first month of finding.
    pub found_from: String,
    /// The last month of finding.
    pub found_to: String,
    /// `on`: handed in by the deadline, `late`: after it, `first`: by the first one.
    pub time: String,
    /// `1`: 屡查屡犯 alone.
    pub repeated: String,
    /// A key of [`Order`].
    pub sort: String,
    /// The key after which the page begins.
    pub after: String,
    /// The key before which the page ends.
    pub before: String,
}

/// What part of all issues is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// 未销号
    Open,
    /// 已逾期
    Overdue,
    /// 即将到期
    Soon,
    /// 全部
    All,
    /// One state.
    State(Code),
}

impl View {
    /// Those with a tab of their own.
    pub const TABS: [View; 9] = [
        View::Open,
        View::Overdue,
        View::Soon,
        View::State(Code::Awaiting),
        View::State(Code::Rectifying),
        View::State(Code::Reviewing),
        View::State(Code::Registered),
        View::State(Code::Closed),
        View::All,
    ];
    /// As the query string says it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::All => "all",
            Self::State(code) => code.key(),
        }
    }
    /// Whether nothing of it is closed or void.
    pub fn is_open(self) -> bool {
        match self {
            Self::Open | Self::Overdue | Self::Soon => true,
            Self::All => false,
            Self::State(code) => code.is_open(),
        }
    }
    /// In words.
    pub fn say(self, w: &Words) -> String {
        match self {
            Self::Open => w.issue_view_open(),
            Self::Overdue => w.issue_view_overdue(),
            Self::Soon => w.issue_view_soon(),
            Self::All => w.issue_view_all(),
            Self::State(code) => Sentence::say(&code, w),
        }
    }
}

impl Search {
    /// What part is looked at; anything unknown is what is open.
    pub fn view(&self) -> View {
        match self.state.as_str() {
            "overdue" => View::Overdue,
            "soon" => View::Soon,
            "all" => View::All,
            code => code.parse().map_or(View::Open, View::State),
        }
    }
    /// The unit at the top, the actor's own unless another is chosen.
    pub fn unit(&self, actor: &Actor) -> UnitId {
        self.unit.parse().unwrap_or(actor.place.unit)
    }
    /// 严重程度
    pub fn severity(&self) -> Option<Severity> {
        self.severity.parse().ok()
    }
    /// Handed in by the deadline or after it; neither when not asked.
    pub fn in_time(&self) -> Option<bool> {
        match self.time.as_str() {
            "on" => Some(true),
            "late" => Some(false),
            _ => None,
        }
    }
    /// The first and the last month of closing, as asked for or of the year asked for.
    pub fn closed(&self) -> (Option<Month>, Option<Month>) {
        let year = self.year.trim();
        let or = |text: &str, month: &str| text.parse().or_else(|_| format!("{year}-{month}").parse()).ok();
        (or(&self.closed_from, "01"), or(&self.closed_to, "12"))
    }
    /// In which order; by severity only what is open. Where nothing is said, what is done is told from its latest deadline back.
    pub fn order(&self) -> Order {
        let known = Order::KEYS.iter().find(|(_, key)| *key == self.sort).map(|(order, _)| *order);
        let usual = if self.view() == View::State(Code::Closed) { Order::DueLast } else { Order::Due };
        match known.unwrap_or(usual) {
            Order::Severity | Order::SeverityLast if !self.view().is_open() => usual,
            order => order,
        }
    }
    /// Where the page begins.
    pub fn after(&self) -> Option<Key> {
        self.after.parse().ok()
    }
    /// Where the page ends.
    pub fn before(&self) -> Option<Key> {
        self.before.parse().ok()
    }

    /// The filter for the store, below `path`.
    pub fn filter(&self, path: String, actor: &Actor, calendar: &Calendar) -> Filter {
        let keys = |codes: &[Code]| Some(codes.iter().map(|c| c.key().to_owned()).collect());
        let waiting = [Code::Awaiting, Code::Rectifying];
        let today = actor.at.today;
        let (closed_from, closed_to) = self.closed();
        let base = Filter {
            below: path,
            severity: self.severity().map(Severity::key),
            owner: self.owner(actor),
            item: Some(self.item.trim().to_uppercase()).filter(|t| !t.is_empty()),
            closed_from: closed_from.map(Month::first),
            closed_to: closed_to.map(Month::last),
            found_from: self.found_from.parse().ok().map(Month::first),
            found_to: self.found_to.parse().ok().map(Month::last),
            in_time: self.in_time(),
            in_first_time: self.time == "first",
            repeated: self.repeated == "1",
            order: self.order(),
            ..Filter::default()
        };
        match self.view() {
            View::All => base,
            View::State(code) => Filter { state: Some(code.key()), ..base },
            View::Open => Filter {
                states: keys(&[Code::Awaiting, Code::Rectifying, Code::Reviewing, Code::Registered]),
                ..base
            },
            View::Overdue => Filter { states: keys(&waiting), due_before: Some(today), ..base },
            View::Soon => Filter {
                states: keys(&waiting),
                due_from: Some(today),
                due_before: Some(soon(today, calendar)),
                ..base
            },
        }
    }

    /// An owner sees only what is theirs; saying so lets the index of owners serve them.
    fn owner(&self, actor: &Actor) -> Option<Uuid> {
        let me = actor.person.0;
        match self.owner.as_str() {
            "me" => Some(me),
            _ if actor.role == Role::Owner => Some(me),
            id => id.parse().ok(),
        }
    }

    /// What is set, without the page.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let mut pairs = vec![
            ("q", self.q.as_str()),
            ("state", &self.state),
            ("severity", &self.severity),
            ("unit", &self.unit),
            ("owner", &self.owner),
            ("item", &self.item),
            ("year", &self.year),
            ("closed_from", &self.closed_from),
            ("closed_to", &self.closed_to),
            ("found_from", &self.found_from),
            ("found_to", &self.found_to),
            ("time", &self.time),
            ("repeated", &self.repeated),
            ("sort", &self.sort),
        ];
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// The address of this filter with something altered and without the page.
    pub fn link(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let mut query: Vec<(&str, &str)> = self.pairs();
        for (name, value) in changes {
            query.retain(|(n, _)| n != name);
            query.push((name, value));
        }
        paging::link(path, &query)
    }
}

/// The first day that is no longer soon: behind three working days.
pub fn soon(today: NaiveDate, calendar: &Calendar) -> NaiveDate {
    calendar.add_working_days(today, 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn soon_agrees_with_the_deadline() {
        use super::super::super::deadline::Deadline;
        let calendar = Calendar::shipped();
        let first: NaiveDate = "2026-01-01".parse().unwrap();
        for today in first.iter_days().take(365) {
            let bound = soon(today, &calendar);
            for due in today.iter_days().take(20) {
                assert_eq!(
                    Deadline::kept(due, 1, true).due_soon(today, &calendar),
                    due < bound,
                    "{today} {due}"
                );
            }
        }
    }

    #[test]
    fn a_year_of_closing_is_its_months() {
        let closed = |year: &str, from: &str, to: &str| {
            let search = Search {
                year: year.into(),
                closed_from: from.into(),
                closed_to: to.into(),
                ..Search::default()
            };
            let (from, to) = search.closed();
            (from.map(|m| m.to_string()).unwrap_or_default(), to.map(|m| m.to_string()).unwrap_or_default())
        };
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(closed("2026", "", ""), pair("2026-01", "2026-12"));
        assert_eq!(closed("2026", "2026-03", ""), pair("2026-03", "2026-12"));
        assert_eq!(closed("", "2026-03", "x"), pair("2026-03", ""));
    }

    #[test]
    fn a_link_keeps_the_filter_and_drops_the_page() {
        let search =
            Search { q: "端口".into(), state: "overdue".into(), after: "x".into(), ..Search::default() };
        assert_eq!(search.link("/issues", &[("state", "all")]), "/issues?q=%E7%AB%AF%E5%8F%A3&state=all");
        assert_eq!(search.link("/issues", &[("q", "")]), "/issues?state=overdue");
    }
}
