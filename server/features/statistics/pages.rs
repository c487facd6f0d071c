//! The page, and the words that it shares with the workbook.
use super::{
    forms::Search,
    model::{Age, By, Line, Period, Sums, What},
};
use crate::{
    access::{Frame, Role, Section},
    base::{
        calendar::{Month, Zone},
        db::Moment,
        form::Errors,
        paging,
        text::{self, Language, Sentence, Words},
    },
    features::{
        checklists::model::{Edition, Severity},
        issues::severity_text,
    },
};
use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

impl Sentence for By {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Severity => w.statistics_by_severity(),
            Self::Layer => w.statistics_by_layer(),
            Self::Clause => w.statistics_by_clause(),
            Self::Unit => w.statistics_by_unit(),
            Self::Month => w.statistics_by_month(),
        }
    }
}

impl What {
    /// In words.
    pub fn say(&self, w: &Words, language: Language) -> String {
        match self {
            Self::All => w.statistics_total(),
            Self::Severity(s) => severity_text(*s, w),
            Self::Layer(layer) => Edition::built_in().layer_name(*layer, language).to_owned(),
            Self::Clause(clause) => clause.say(w),
            Self::Other => w.statistics_other_item(),
            Self::Unit(_, name) => name.clone(),
            Self::Month(month) => written(*month, w),
        }
    }
}

impl Age {
    /// In words.
    pub fn say(&self, w: &Words) -> String {
        match (self.from, self.to) {
            (0, _) => w.statistics_found_this_month(),
            (from, Some(to)) => w.statistics_found_before(from, to),
            (from, None) => w.statistics_found_long_before(from),
        }
    }
}

/// A month as the office writes it.
pub(super) fn written(month: Month, w: &Words) -> String {
    w.month_written(month.year().to_string(), month.number())
}

/// A period as the office writes it.
pub(super) fn written_period(period: Period, w: &Words) -> String {
    match period.from == period.to {
        true => written(period.from, w),
        false => w.statistics_from_to(written(period.from, w), written(period.to, w)),
    }
}

/// What each figure means: its name and its definition.
pub(super) fn definitions(w: &Words) -> Vec<(String, String)> {
    vec![
        (w.statistics_scope(), w.statistics_scope_means()),
        (w.statistics_closed(), w.statistics_closed_means()),
        (w.statistics_on_time(), w.statistics_on_time_means()),
        (w.statistics_on_time_first(), w.statistics_on_time_first_means()),
        (w.statistics_rate(), w.statistics_rate_means()),
        (w.statistics_mean_days(), w.statistics_mean_days_means()),
        (w.statistics_returns(), w.statistics_returns_means()),
        (w.statistics_extensions(), w.statistics_extensions_means()),
        (w.statistics_repeats(), w.statistics_repeats_means()),
        (w.statistics_open(), w.statistics_open_means()),
        (w.statistics_mean_age(), w.statistics_mean_age_means()),
        (w.statistics_ages(), w.statistics_ages_means()),
        (w.statistics_item(), w.statistics_item_means()),
        (w.statistics_by_unit(), w.statistics_unit_means()),
    ]
}

/// Tenths as a number with one place, `—` for none.
fn tenths(n: Option<i64>) -> String {
    n.map_or("—".into(), |n| format!("{}.{}", n / 10, n % 10))
}

/// What is told for a period.
pub struct Figures {
    /// The months.
    pub period: Period,
    /// All of it.
    pub total: Line,
    /// What was closed in each month.
    pub months: Vec<Line>,
    /// How long open issues have been known.
    pub ages: Vec<Age>,
    /// By what the lines are.
    pub by: By,
    /// One page of the breakdown.
    pub lines: Vec<Line>,
    /// The address of the next page.
    pub next: Option<String>,
}

/// 整改统计
#[derive(Template)]
#[template(path = "statistics/page.html")]
pub struct Page {
    /// Around it.
    pub frame: Frame,
    /// When it was asked.
    pub at: Moment,
    /// What it is asked for.
    pub search: Search,
    /// What is wrong with that.
    pub errors: Errors,
    /// Units to choose from, the one at the top first.
    pub units: Vec<(Uuid, String)>,
    /// The figures, unless something is wrong.
    pub figures: Option<Figures>,
}

impl Page {
    fn unit(&self) -> String {
        self.units.first().map(|(_, name)| name.clone()).unwrap_or_default()
    }
    fn as_of(&self) -> String {
        let time = self.at.now.with_timezone(&self.at.zone.offset()).format("%H:%M").to_string();
        self.frame.w.overview_as_of(text::date(self.at.today, self.frame.w), time)
    }
    /// The months as the fields show them.
    fn fields(&self) -> (String, String) {
        match &self.figures {
            Some(f) => (f.period.from.to_string(), f.period.to.to_string()),
            None => (self.search.from.clone(), self.search.to.clone()),
        }
    }
    fn tab(&self, by: &By) -> String {
        self.search.link("/statistics", &[("by", by.key())])
    }
    fn book(&self) -> String {
        self.search.link("/statistics.xlsx", &[("by", "")])
    }
    fn period(&self, f: &Figures) -> String {
        written_period(f.period, self.frame.w)
    }
    fn share(&self, sums: &Sums, part: &i64) -> String {
        sums.per_mille(*part).map_or("—".into(), |_| format!("{}%", tenths(sums.per_mille(*part))))
    }
    fn mean_days(&self, sums: &Sums) -> String {
        tenths(sums.mean_days())
    }
    fn mean_age(&self, sums: &Sums) -> String {
        tenths(sums.mean_age(self.at.today))
    }
    fn name(&self, line: &Line) -> String {
        line.what.say(self.frame.w, self.frame.language)
    }
    fn most(&self, lines: &[Line]) -> i64 {
        lines.iter().map(|l| l.closed.issues).max().unwrap_or_default().max(1)
    }
    fn oldest(&self, ages: &[Age]) -> i64 {
        ages.iter().map(|a| a.issues).max().unwrap_or_default().max(1)
    }
    /// The statistics of a unit below.
    fn drill(&self, line: &Line) -> Option<String> {
        match &line.what {
            What::Unit(id, _) => Some(self.search.link("/statistics", &[("unit", &id.to_string())])),
            _ => None,
        }
    }
    /// The list of issues behind a figure. `None`: the list has no such filter.
    fn list(&self, what: &What, more: &[(&str, &str)]) -> Option<String> {
        let mut query = vec![("unit", self.search.unit.clone())];
        query.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        match what {
            What::All => {}
            What::Severity(s) => query.push(("severity", s.key().to_owned())),
            What::Unit(id, _) => query[0].1 = id.to_string(),
            What::Month(m) => {
                query.retain(|(name, _)| !name.starts_with("closed_"));
                query.extend([("closed_from", m.to_string()), ("closed_to", m.to_string())]);
            }
            What::Layer(_) | What::Clause(_) | What::Other => return None,
        }
        let query: Vec<_> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Some(paging::link("/issues", &query))
    }
    /// What was closed, narrowed by one more filter of the list: none, `time=on`, `time=first`, `repeated=1`.
    fn closed(&self, f: &Figures, line: &Line, name: &str, value: &str) -> Option<String> {
        let (from, to) = (f.period.from.to_string(), f.period.to.to_string());
        self.list(
            &line.what,
            &[("state", "closed"), ("closed_from", &from), ("closed_to", &to), (name, value)],
        )
    }
    fn open(&self, line: &Line) -> Option<String> {
        self.list(&line.what, &[("state", "open")])
    }
    fn aged(&self, age: &Age) -> Option<String> {
        let this = Month::of(self.at.today);
        let from = age.to.filter(|_| age.from > 0).map(|n| this.back(n).to_string()).unwrap_or_default();
        let from = if age.from == 0 { this.to_string() } else { from };
        let to = if age.from == 0 { String::new() } else { this.back(age.from).to_string() };
        self.list(&What::All, &[("state", "open"), ("found_from", &from), ("found_to", &to)])
    }
    fn definitions(&self) -> Vec<(String, String)> {
        definitions(self.frame.w)
    }
}

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    let this = Month::of(today);
    let at = Moment { now: chrono::DateTime::UNIX_EPOCH, today, zone: Zone::default() };
    let sums = |issues: i64, on_time: i64| Sums {
        issues,
        on_time,
        on_time_first: on_time * 9 / 10,
        repeats: issues / 12,
        days: issues * 17 + on_time % 7,
        returns: issues / 6,
        extensions: issues / 8,
    };
    let open = |issues: i64| Sums { issues, days: issues * 9_700, ..Sums::default() };
    let line = |what, closed, of| Line { what, closed, open: open(of) };
    let months: Vec<Line> = [12, 9, 21, 18, 15, 17, 30, 16, 14, 19, 15]
        .into_iter()
        .zip((0..11).rev())
        .map(|(n, back)| line(What::Month(this.back(back)), sums(n, n - n / 7), 0))
        .collect();
    let severities = [
        (Severity::Critical, 9, 8, 2),
        (Severity::High, 52, 46, 12),
        (Severity::Medium, 88, 80, 18),
        (Severity::Low, 37, 36, 6),
    ];
    let severities: Vec<Line> =
        severities.map(|(s, n, on, of)| line(What::Severity(s), sums(n, on), of)).into();
    let units = [
        ("渝中区示例第一小学", 61, 55, 9),
        ("渝中区示例第二中学", 80, 71, 20),
        ("渝中区示例幼儿园", 0, 0, 0),
    ];
    let units: Vec<Line> =
        units.map(|(name, n, on, of)| line(What::Unit(Uuid::nil(), name.into()), sums(n, on), of)).into();
    let ages = [(0, Some(0), 11), (1, Some(2), 14), (3, Some(5), 8), (6, Some(11), 4), (12, None, 1)]
        .map(|(from, to, issues)| Age { from, to, issues });
    let page = |search: Search, figures: Option<Figures>| {
        let errors = search.period(today).err().unwrap_or_default();
        let units =
            vec![(Uuid::nil(), "渝中区示例第一小学".into()), (Uuid::max(), "渝中区示例第二中学".into())];
        Page {
            frame: Frame::sample(language, Role::Leader, Section::Statistics),
            at,
            search,
            errors,
            units,
            figures,
        }
    };
    let figures = |by, lines: Vec<Line>| Figures {
        period: Period { from: this.january(), to: this },
        total: line(What::All, months.iter().map(|l| l.closed).sum(), 38),
        months: months.clone(),
        ages: ages.into(),
        by,
        lines,
        next: None,
    };
    let none = Figures {
        total: line(What::All, Sums::default(), 0),
        months: months.iter().map(|l| line(l.what.clone(), Sums::default(), 0)).collect(),
        ages: ages.map(|a| Age { issues: 0, ..a }).into(),
        ..figures(By::Severity, Vec::new())
    };
    let bad = Search { from: "2026-11".into(), to: "2026-01".into(), ..Search::default() };
    vec![
        ("statistics/page", Box::new(page(Search::default(), Some(figures(By::Severity, severities))))),
        ("statistics/page, by unit", Box::new(page(Search::default(), Some(figures(By::Unit, units))))),
        (
            "statistics/page, by month",
            Box::new(page(Search::default(), Some(figures(By::Month, months.clone())))),
        ),
        ("statistics/page, empty", Box::new(page(Search::default(), Some(none)))),
        ("statistics/page, refused", Box::new(page(bad, None))),
    ]
}
