//! Sums over issues, what is told from them, and the months they are of.
use crate::{
    base::calendar::Month,
    features::checklists::model::{Clause, Edition, Layer, Severity},
};
use chrono::NaiveDate;
use std::{iter::Sum, ops::Add};
use uuid::Uuid;

/// From the first day of one month to the last day of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first month.
    pub from: Month,
    /// Its last month.
    pub to: Month,
}

/// Why two months are no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPeriod {
    /// The last one lies before the first.
    Backwards,
    /// More than [`Period::MOST`] months.
    TooLong,
}

impl Period {
    /// The most months.
    pub const MOST: u32 = 36;

    /// The months between the two, both among them.
    pub fn new(from: Month, to: Month) -> Result<Self, BadPeriod> {
        match to {
            to if to < from => Err(BadPeriod::Backwards),
            to if to.since(from) >= Self::MOST => Err(BadPeriod::TooLong),
            to => Ok(Self { from, to }),
        }
    }
    /// Each of its months.
    pub fn months(self) -> Vec<Month> {
        std::iter::successors(Some(self.from), |m| Some(m.next())).take_while(|m| *m <= self.to).collect()
    }
    /// Its first day.
    pub fn since(self) -> NaiveDate {
        self.from.first()
    }
    /// The first day behind it.
    pub fn until(self) -> NaiveDate {
        self.to.next().first()
    }
}

/// By what the figures are broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// 严重程度
    Severity,
    /// 层面 of the main item.
    Layer,
    /// 条款 of the main item.
    Clause,
    /// The units right below, each with all below it.
    Unit,
    /// 销号月份
    Month,
}

impl By {
    /// In the order of the page.
    pub const ALL: [By; 5] = [By::Severity, By::Layer, By::Clause, By::Unit, By::Month];
    /// As the query string says it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Severity => "severity",
            Self::Layer => "layer",
            Self::Clause => "clause",
            Self::Unit => "unit",
            Self::Month => "month",
        }
    }
    /// Anything unknown is by severity.
    pub fn read(key: &str) -> Self {
        Self::ALL.into_iter().find(|by| by.key() == key).unwrap_or(Self::Severity)
    }
}

/// Sums over issues that are closed or that are open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many.
    pub issues: i64,
    /// 屡查屡犯 among them.
    pub repeats: i64,
    /// Days from finding to closing; of what is open, from [`EPOCH`] to finding.
    pub days: i64,
    /// In time against the current deadline; like all that follows, of what is closed alone.
    pub on_time: i64,
    /// In time against the first deadline.
    pub on_time_first: i64,
    /// How often they were sent back.
    pub returns: i64,
    /// How often they were given an extension.
    pub extensions: i64,
}

/// From where the days of what is open are counted, as in the database.
pub const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();

impl Sums {
    /// What closed after the current deadline.
    pub fn late(&self) -> i64 {
        self.issues - self.on_time
    }
    /// A share of all in tenths of a percent, rounded down so that 100 % means all. None of nothing.
    pub fn per_mille(&self, part: i64) -> Option<i64> {
        (self.issues > 0).then(|| part * 1000 / self.issues)
    }
    /// Days from finding to closing on average, in tenths, rounded half up.
    pub fn mean_days(&self) -> Option<i64> {
        mean(self.days, self.issues)
    }
    /// Of what is open: days since finding on average, in tenths, rounded half up.
    pub fn mean_age(&self, today: NaiveDate) -> Option<i64> {
        mean(self.issues * (today - EPOCH).num_days() - self.days, self.issues)
    }
}

fn mean(days: i64, n: i64) -> Option<i64> {
    (n > 0).then(|| (days * 20 + n).div_euclid(2 * n))
}

impl Add for Sums {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            issues: self.issues + other.issues,
            repeats: self.repeats + other.repeats,
            days: self.days + other.days,
            on_time: self.on_time + other.on_time,
            on_time_first: self.on_time_first + other.on_time_first,
            returns: self.returns + other.returns,
            extensions: self.extensions + other.extensions,
        }
    }
}

impl Sum for Sums {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

/// Sums as they are kept: of one severity and month, or of one item.
#[derive(Debug, Clone)]
pub struct Row {
    /// Closed in the period, or open today.
    pub closed: bool,
    /// Of closing, or of finding; only by severity.
    pub month: Option<Month>,
    /// Key of the severity, or code of the main item.
    pub key: String,
    /// The sums.
    pub sums: Sums,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// All of it.
    All,
    /// A severity.
    Severity(Severity),
    /// A layer.
    Layer(Layer),
    /// A clause.
    Clause(Clause),
    /// Items that no edition knows any more.
    Other,
    /// A unit and all below it: id and name.
    Unit(Uuid, String),
    /// A month.
    Month(Month),
}

/// A line of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub what: What,
    /// Closed in the period.
    pub closed: Sums,
    /// Open today; nothing by month.
    pub open: Sums,
}

/// All of it.
pub fn total(rows: &[Row]) -> Line {
    line(rows, What::All, |_| true)
}

fn line(rows: &[Row], what: What, is: impl Fn(&Row) -> bool) -> Line {
    let of = |closed: bool| rows.iter().filter(|r| r.closed == closed && is(r)).map(|r| r.sums).sum();
    Line { what, closed: of(true), open: of(false) }
}

/// By severity, the gravest first.
pub fn by_severity(rows: &[Row]) -> Vec<Line> {
    let all = Severity::ALL.iter().rev();
    all.map(|s| line(rows, What::Severity(*s), |r| r.key == s.key())).collect()
}

/// By month of closing.
pub fn by_month(rows: &[Row], period: Period) -> Vec<Line> {
    let months = period.months().into_iter();
    months.map(|m| line(rows, What::Month(m), |r| r.closed && r.month == Some(m))).collect()
}

/// By layer or clause of the main item, in the order of the checklist; what belongs to none at the end.
fn by_item<T: Copy + PartialEq>(
    rows: &[Row],
    all: &[T],
    of: impl Fn(&str) -> Option<T>,
    what: fn(T) -> What,
) -> Vec<Line> {
    let known: Vec<(Option<T>, &Row)> = rows.iter().map(|r| (of(&r.key), r)).collect();
    let of = |which: Option<T>, what| {
        let rows: Vec<Row> = known.iter().filter(|(t, _)| *t == which).map(|(_, r)| (*r).clone()).collect();
        line(&rows, what, |_| true)
    };
    let mut lines: Vec<Line> = all.iter().map(|t| of(Some(*t), what(*t))).collect();
    lines.push(of(None, What::Other));
    lines.retain(|l| l.what != What::Other || l.closed.issues + l.open.issues > 0);
    lines
}

/// By layer.
pub fn by_layer(rows: &[Row]) -> Vec<Line> {
    let of = |code: &str| Edition::built_in().current(code).map(|item| item.layer);
    by_item(rows, Layer::ALL, of, What::Layer)
}

/// By clause.
pub fn by_clause(rows: &[Row]) -> Vec<Line> {
    let of = |code: &str| Edition::built_in().current(code).map(|item| item.clause);
    by_item(rows, Clause::ALL, of, What::Clause)
}

/// How long open issues have been known: months between that of finding and this one, and how many issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// At least so many months.
    pub from: u32,
    /// At most so many.
    pub to: Option<u32>,
    /// Open issues of this age.
    pub issues: i64,
}

/// The ages of what is open, from rows by severity.
pub fn ages(rows: &[Row], today: NaiveDate) -> Vec<Age> {
    let this = Month::of(today);
    let count = |from: u32, to: Option<u32>| {
        let is = |r: &&Row| {
            r.month.is_some_and(|m| (from..=to.unwrap_or(u32::MAX)).contains(&this.since(m))) && !r.closed
        };
        Age { from, to, issues: rows.iter().filter(is).map(|r| r.sums.issues).sum() }
    };
    [(0, Some(0)), (1, Some(2)), (3, Some(5)), (6, Some(11)), (12, None)].map(|(a, b)| count(a, b)).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn sums(issues: i64, on_time: i64, days: i64) -> Sums {
        Sums { issues, on_time, days, ..Sums::default() }
    }

    fn row(closed: bool, m: &str, key: &str, issues: i64) -> Row {
        Row { closed, month: m.parse().ok(), key: key.into(), sums: sums(issues, 0, 0) }
    }

    #[test]
    fn a_period_has_an_order_and_an_end() {
        assert_eq!(Period::new(month("2026-02"), month("2026-01")), Err(BadPeriod::Backwards));
        assert_eq!(Period::new(month("2023-01"), month("2026-01")), Err(BadPeriod::TooLong));
        let three = Period::new(month("2023-01"), month("2025-12")).unwrap();
        assert_eq!((three.months().len(), three.until()), (36, month("2026-01").first()));
        assert_eq!(Period::new(month("2026-01"), month("2026-01")).unwrap().months().len(), 1);
    }

    #[test]
    fn a_hundred_percent_means_all_and_a_mean_is_rounded() {
        assert_eq!(sums(3000, 2999, 0).per_mille(2999), Some(999));
        assert_eq!(Sums::default().per_mille(0), None);
        assert_eq!((sums(3, 0, 10).mean_days(), sums(3, 0, 11).mean_days()), (Some(33), Some(37)));
        assert_eq!((sums(4, 0, 1).mean_days(), Sums::default().mean_days()), (Some(3), None));
    }

    #[test]
    fn an_item_that_no_edition_knows_is_counted_apart() {
        let rows = [row(true, "", "NET-02", 2), row(false, "", "NET-02", 1), row(true, "", "XXX-99", 4)];
        for lines in [by_layer(&rows), by_clause(&rows)] {
            assert_eq!(lines.last().map(|l| (&l.what, l.closed.issues)), Some((&What::Other, 4)));
            assert_eq!(lines.iter().map(|l| l.closed.issues).sum::<i64>(), 6);
        }
        assert!(by_clause(&rows[..2]).iter().all(|l| l.what != What::Other));
        let network = by_clause(&rows).into_iter().find(|l| l.what == What::Clause(Clause::Network)).unwrap();
        assert_eq!((network.closed.issues, network.open.issues), (2, 1));
    }

    #[test]
    fn ages_are_told_in_months() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let found = [
            "2026-11", "2026-10", "2026-09", "2026-08", "2026-06", "2026-05", "2025-12", "2025-11", "2001-01",
        ];
        let mut rows: Vec<Row> = found.map(|m| row(false, m, "low", 1)).into();
        rows.push(row(true, "2026-11", "low", 7));
        let counts: Vec<i64> = ages(&rows, today).iter().map(|a| a.issues).collect();
        assert_eq!(counts, [1, 2, 2, 2, 2]);
    }

    proptest! {
        #[test]
        fn every_breakdown_adds_up_to_the_whole(
            all in prop::collection::vec((any::<bool>(), 0_u32..30, 0_usize..4, 1_i64..50, 0_i64..9), 0..60)
        ) {
            let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
            let this = Month::of(today);
            let rows: Vec<Row> = all.iter().map(|(closed, back, s, issues, repeats)| Row {
                closed: *closed,
                month: Some(this.back(*back)),
                key: Severity::ALL[*s].key().into(),
                sums: Sums { issues: *issues, repeats: *repeats, ..Sums::default() },
            }).collect();
            let Line { closed, open, .. } = total(&rows);
            prop_assert_eq!(by_severity(&rows).iter().map(|l| l.closed).sum::<Sums>(), closed);
            prop_assert_eq!(by_severity(&rows).iter().map(|l| l.open).sum::<Sums>(), open);
            let period = Period::new(this.back(29), this).unwrap();
            prop_assert_eq!(by_month(&rows, period).iter().map(|l| l.closed).sum::<Sums>(), closed);
            prop_assert_eq!(ages(&rows, today).iter().map(|a| a.issues).sum::<i64>(), open.issues);
        }

        #[test]
        fn a_mean_lies_between_its_extremes(ages in prop::collection::vec(0_i64..4000, 1..40)) {
            let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
            let since = (today - EPOCH).num_days();
            let n = i64::try_from(ages.len()).unwrap();
            let open = sums(n, 0, ages.iter().map(|age| since - age).sum());
            let mean = open.mean_age(today).unwrap();
            prop_assert!(ages.iter().min().unwrap() * 10 <= mean && mean <= ages.iter().max().unwrap() * 10);
            prop_assert_eq!(sums(n, 0, ages.iter().sum()).mean_days(), Some(mean));
        }
    }
}
