//! 待办 and 总览 as pages.
use super::model::{
    Figures, InspectionTask, IssueTask, PaperTask, RequestTask, Todo, UnitFigures, When, up_to_99,
};
use crate::{
    access::{Frame, Role, Section},
    base::{
        calendar::Calendar,
        db::Moment,
        text::{self, Language, Sentence},
    },
    features::{
        checklists::model::Severity,
        issues::{
            Rules,
            model::{Ask, Code, PaperNo},
            severity_text,
        },
        messages::model::Standing,
    },
};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use std::{cmp::Ordering, sync::Arc};
use uuid::Uuid;

/// What waits for the reader.
#[derive(Template)]
#[template(path = "overview/todo.html")]
pub struct Tasks {
    /// Around it.
    pub frame: Frame,
    /// Who reads it.
    pub me: Uuid,
    /// The organisation's day.
    pub today: NaiveDate,
    /// The first day that is no longer soon.
    pub soon: NaiveDate,
    /// All of it.
    pub todo: Todo,
    /// Working days, for "3 working days left".
    pub calendar: Arc<Calendar>,
    /// What counts for the issues of the reader's own unit.
    pub rules: Rules,
}

impl Tasks {
    /// An owner is reminded, and sees no plan of it.
    fn plans(&self) -> bool {
        self.frame.role != Role::Owner
    }
    fn date(&self, day: &NaiveDate) -> String {
        text::date(*day, self.frame.w)
    }
    /// The owner rectifies, the officer sees to it.
    fn button(&self, task: &IssueTask) -> String {
        let w = self.frame.w;
        if task.owner_id == self.me { w.todo_rectify_button() } else { w.todo_follow_button() }
    }
    fn of(&self, when: When) -> Vec<&IssueTask> {
        self.todo.rectify.iter().filter(|t| When::of(t.due, self.today, self.soon) == when).collect()
    }
    /// The parts of the rectification list: count, when, its query, its lines.
    fn parts(&self) -> [(i64, When, &'static str, Vec<&IssueTask>); 3] {
        let [overdue, soon, later] = self.todo.counts;
        [
            (overdue, When::Overdue, "overdue", self.of(When::Overdue)),
            (soon, When::Soon, "soon", self.of(When::Soon)),
            (later, When::Later, "open", self.of(When::Later)),
        ]
    }
    fn title(&self, when: &When) -> String {
        let w = self.frame.w;
        match when {
            When::Overdue => w.todo_overdue(),
            When::Soon => w.todo_soon(),
            When::Later => w.todo_later(),
        }
    }
    /// Working days left, or since.
    fn due_text(&self, due: &NaiveDate) -> String {
        let (from, to) = (self.today.min(*due), self.today.max(*due));
        self.standing(*due, self.calendar.working_days_between(from, to))
    }
    fn standing(&self, due: NaiveDate, days: u32) -> String {
        let standing = match due.cmp(&self.today) {
            Ordering::Less => Standing::Over(days),
            Ordering::Equal => Standing::Today,
            Ordering::Greater => Standing::Left(days),
        };
        standing.say(self.frame.w)
    }
    /// The same for an issue of the reader's own unit, with its days off.
    fn own_due_text(&self, task: &IssueTask) -> String {
        let severity = task.severity.parse().unwrap_or(Severity::Critical);
        self.standing(task.due, self.rules.working_days(self.today, task.due, severity))
    }
    /// Until when the reader reviews it in time, with class and words: the owner's deadline is not the verifier's.
    fn review(&self, task: &IssueTask) -> (&'static str, String, NaiveDate) {
        let by = self.rules.review_by(task.submitted_on.unwrap_or(self.today));
        let text = match by < self.today {
            true => {
                Standing::Review(self.rules.calendar().working_days_between(by, self.today)).say(self.frame.w)
            }
            false => self.due_text(&by),
        };
        (self.due_class(&by), text, by)
    }
    /// Class and words of a state.
    fn state(&self, task: &IssueTask) -> (&'static str, String) {
        task.state.parse::<Code>().map(|c| (c.class(), c.say(self.frame.w))).unwrap_or_default()
    }
    fn severity(&self, key: &str) -> String {
        key.parse::<Severity>().map(|s| severity_text(s, self.frame.w)).unwrap_or_default()
    }
    /// What is asked for, until when.
    fn asked(&self, task: &RequestTask) -> String {
        let ask = task.ask.parse::<Ask>().map(|ask| ask.say(self.frame.w)).unwrap_or_default();
        self.frame.w.todo_decide_asked(ask, self.date(&task.until))
    }
    fn number(&self, task: &PaperTask) -> String {
        PaperNo { year: task.year, no: task.no }.say(self.frame.w)
    }
    /// What is to be done about a paper.
    fn paper_state(&self, task: &PaperTask) -> (&'static str, String, String) {
        let w = self.frame.w;
        match (task.answered, task.acknowledged) {
            (true, _) => ("closed", w.supervision_answered(), w.todo_paper_see()),
            (false, true) => ("doing", w.supervision_acknowledged(), w.todo_paper_answer()),
            (false, false) => ("todo", w.supervision_made(), w.todo_paper_acknowledge()),
        }
    }
    fn is_nudged(&self, task: &IssueTask) -> bool {
        task.nudged_on == Some(self.today)
    }
    fn due_class(&self, due: &NaiveDate) -> &'static str {
        match When::of(*due, self.today, self.soon) {
            When::Overdue => "over",
            When::Soon => "soon",
            When::Later => "ok",
        }
    }
}

/// The count in the top bar.
#[derive(Template)]
#[template(path = "overview/count.html")]
pub struct Count {
    /// How many things wait.
    pub n: i64,
}

/// How the subtree stands.
#[derive(Template)]
#[template(path = "overview/overview.html")]
pub struct Overview {
    /// Around it.
    pub frame: Frame,
    /// When it was asked.
    pub at: Moment,
    /// The figures.
    pub figures: Figures,
    /// The units right below.
    pub units: Vec<UnitFigures>,
    /// Inspections that wait for the leader's sign-off.
    pub sign: Vec<InspectionTask>,
}

impl Overview {
    fn as_of(&self) -> String {
        let time = self.at.now.with_timezone(&self.at.zone.offset()).format("%H:%M").to_string();
        self.frame.w.overview_as_of(text::date(self.at.today, self.frame.w), time)
    }
    fn year(&self) -> i32 {
        self.at.today.year()
    }
    fn percent(&self) -> String {
        self.figures.on_time_per_mille().map_or("—".into(), |p| format!("{}.{}", p / 10, p % 10))
    }
    /// Severity key, words, count, and the width of its bar out of the longest.
    fn severities(&self) -> Vec<(&'static str, String, i64)> {
        let words = |s| severity_text(s, self.frame.w);
        Figures::SEVERITIES.iter().zip(self.figures.open).map(|(s, n)| (s.key(), words(*s), n)).collect()
    }
    /// The colour of a severity's bar.
    fn fill(&self, key: &str) -> &'static str {
        match key {
            "critical" | "high" => "red",
            "medium" => "amber",
            _ => "accent",
        }
    }
    fn most_of_a_severity(&self) -> i64 {
        self.figures.open.iter().copied().max().unwrap_or(0).max(1)
    }
    fn most_of_a_unit(&self) -> i64 {
        self.units.iter().map(|u| u.open).max().unwrap_or(0).max(1)
    }
}

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap_or_default();
    let issue = |due, state: &str| IssueTask {
        id: Uuid::nil(),
        number: "WT-2026-000123".into(),
        title: "示例".into(),
        severity: "high".into(),
        state: state.into(),
        unit: "渝中区示例第一小学".into(),
        owner: "李明".into(),
        owner_id: if state == "awaiting" { Uuid::nil() } else { Uuid::max() },
        due: day(due),
        submitted_on: (state == "reviewing").then(|| day(due)),
        nudged_on: (due < 23).then(|| day(23)),
    };
    let inspection = InspectionTask {
        id: Uuid::nil(),
        title: "示例".into(),
        unit: "渝中区示例第一小学".into(),
        state: "open".into(),
        due: day(30),
        cells: 148,
        done: 61,
    };
    let todo = Todo {
        rectify: vec![issue(18, "rectifying"), issue(24, "awaiting"), issue(30, "awaiting")],
        counts: [1, 1, 1],
        verify: vec![issue(12, "reviewing"), issue(20, "reviewing")],
        verify_count: 2,
        decide: vec![RequestTask {
            id: Uuid::nil(),
            number: "WT-2026-000123".into(),
            title: "示例".into(),
            severity: "high".into(),
            unit: "渝中区示例第一小学".into(),
            ask: "risk".into(),
            until: day(30),
            due: day(25),
        }],
        papers: vec![PaperTask {
            id: Uuid::nil(),
            year: 2026,
            no: 1,
            title: "示例".into(),
            unit: "渝中区示例第一小学".into(),
            due: day(25),
            acknowledged: false,
            answered: false,
        }],
        fill: vec![inspection.clone()],
        sign: vec![inspection.clone()],
        review: vec![inspection.clone()],
        total: 9,
    };
    let page = |todo| Tasks {
        frame: Frame::sample(language, Role::Officer, Section::Todo),
        me: Uuid::nil(),
        today: day(23),
        soon: day(26),
        todo,
        calendar: Arc::new(Calendar::shipped()),
        rules: Rules::usual(Calendar::shipped()),
    };
    let at = Moment {
        now: chrono::DateTime::UNIX_EPOCH,
        today: day(23),
        zone: crate::base::calendar::Zone::default(),
    };
    let figures =
        Figures { open: [2, 12, 18, 6], overdue: 4, soon: 6, closed: 186, on_time: 170, on_time_first: 150 };
    let unit =
        UnitFigures { id: Uuid::nil(), name: "渝中区示例第一小学".into(), open: 12, overdue: 2 };
    let overview = |figures, units| Overview {
        frame: Frame::sample(language, Role::Leader, Section::Overview),
        at,
        figures,
        units,
        sign: vec![inspection.clone()],
    };
    vec![
        ("overview/todo", Box::new(page(todo))),
        ("overview/todo, empty", Box::new(page(Todo::default()))),
        ("overview/overview", Box::new(overview(figures, vec![unit]))),
        ("overview/overview, empty", Box::new(overview(Figures::default(), Vec::new()))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_where_the_sentence_means_them() {
        let page = |name: &str| {
            let all = samples(Language::ZhCN);
            all.iter().find(|(n, _)| *n == name).map(|(_, page)| page.dyn_render().unwrap()).unwrap()
        };
        assert!(page("overview/todo").contains("已答 61 / 148"));
        assert!(page("overview/overview").contains("150 / 186"));
        assert!(page("overview/overview").contains("本年销号186个，其中按期170个"));
    }
}
