//! 督办单: the list, and one paper as it is printed.
use super::super::{
    forms::{Answer, Papers as Search},
    model::{Demand, Mark, PaperNo, Stage, Supervision},
};
use crate::{
    access::{Actor, Frame, Place, Role, Section, can},
    base::{
        form::{Errors, Fault},
        text::{Language, Sentence, date},
    },
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use std::borrow::Borrow;
use uuid::Uuid;

/// One page of the list, the newest first.
#[derive(Template)]
#[template(path = "issues/papers.html")]
pub struct Papers {
    /// Around it.
    pub frame: Frame,
    /// What it is narrowed to.
    pub search: Search,
    /// Its lines.
    pub papers: Vec<Supervision>,
    /// The next page.
    pub next: Option<String>,
    /// The organisation's day.
    pub today: NaiveDate,
}

impl Papers {
    fn number(&self, paper: &Supervision) -> String {
        paper.no.say(self.frame.w)
    }
}

/// What a reader can do to a paper now.
#[derive(Debug, Clone, Copy, Default)]
pub struct PaperCan {
    pub acknowledge: bool,
    pub answer: bool,
    pub see: bool,
}

impl PaperCan {
    /// What `actor` can do to `paper`.
    pub fn of(actor: &Actor, paper: &Supervision) -> Self {
        let me = actor.person;
        Self {
            acknowledge: actor.could::<can::AcknowledgePaper, _>(paper) && paper.may_acknowledge(me).is_ok(),
            answer: actor.could::<can::AnswerPaper, _>(paper) && paper.may_answer(me).is_ok(),
            see: actor.could::<can::SeePaper, _>(paper) && paper.may_see(me).is_ok(),
        }
    }
}

/// One paper.
#[derive(Template)]
#[template(path = "issues/paper.html")]
pub struct Paper {
    /// Around it.
    pub frame: Frame,
    /// The paper.
    pub paper: Supervision,
    /// What the reader can do now.
    pub can: PaperCan,
    /// The organisation's day.
    pub today: NaiveDate,
    /// The answer as entered.
    pub raw: Answer,
    /// What is wrong with it.
    pub errors: Errors,
}

impl Paper {
    fn number(&self) -> String {
        self.paper.no.say(self.frame.w)
    }
    fn day(&self, day: impl Borrow<NaiveDate>) -> String {
        date(*day.borrow(), self.frame.w)
    }
    fn mark(&self, mark: &Mark) -> String {
        let day = mark.at.with_timezone(&self.frame.zone.offset()).date_naive();
        format!("{} · {}", mark.name, date(day, self.frame.w))
    }
    fn signed(&self) -> Option<String> {
        match &self.paper.stage {
            Stage::Made => None,
            Stage::Acknowledged(mark) | Stage::Answered(mark, ..) => Some(self.mark(mark)),
        }
    }
    fn answered(&self) -> Option<(&str, String)> {
        match &self.paper.stage {
            Stage::Answered(_, mark, answer, _) => Some((answer, self.mark(mark))),
            _ => None,
        }
    }
}

/// A paper at this stage, as pages are tried with.
pub(super) fn sample(n: i32, stage: Stage) -> Supervision {
    let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap_or_default();
    let nil = Uuid::nil();
    Supervision {
        id: nil.into(),
        no: PaperNo { year: 2026, no: n },
        issue: nil.into(),
        issue_number: "WT-2026-000117".into(),
        issue_title: "TCP 3306 · 0.0.0.0/0".into(),
        owner: nil.into(),
        place: Place { unit: nil.into(), path: "1/2/".into() },
        unit: "渝中区示例第一小学".into(),
        demand: Demand { text: "TCP 3306 → 10.20.30.0/28".into(), due: day(25) },
        made: sample_mark(),
        stage,
    }
}

fn sample_mark() -> Mark {
    Mark { by: Uuid::nil().into(), name: "李明".into(), at: DateTime::<Utc>::UNIX_EPOCH }
}

/// The pages of papers.
pub(super) fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Officer, Section::Issues);
    let today = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap_or_default();
    let answered = |seen| {
        Stage::Answered(sample_mark(), sample_mark(), "iptables -A INPUT -s 10.20.30.0/28".into(), seen)
    };
    let list =
        |papers| Papers { frame: frame(), search: Search::default(), papers, next: None, today: today(26) };
    let page = |stage, can, errors| Paper {
        frame: frame(),
        paper: sample(1, stage),
        can,
        today: today(23),
        raw: Answer::default(),
        errors,
    };
    let both = PaperCan { acknowledge: true, answer: true, see: false };
    let all = vec![
        sample(3, Stage::Made),
        sample(2, Stage::Acknowledged(sample_mark())),
        sample(1, answered(None)),
    ];
    vec![
        ("issues/papers", Box::new(list(all))),
        ("issues/papers, empty", Box::new(list(Vec::new()))),
        ("issues/paper", Box::new(page(Stage::Made, both, Errors::default()))),
        ("issues/paper, refused", Box::new(page(Stage::Made, both, Errors::one("answer", Fault::Required)))),
        (
            "issues/paper, answered",
            Box::new(page(answered(None), PaperCan { see: true, ..PaperCan::default() }, Errors::default())),
        ),
    ]
}
