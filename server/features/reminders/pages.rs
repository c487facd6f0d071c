//! 提醒安排 as a page.
use super::{
    model::{About, Step, Whom, standing},
    store::Sent,
};
use crate::{
    access::{Frame, Role, Section},
    base::{
        ids::IssueId,
        text::{Language, Sentence, date},
    },
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A reminder that will go out unless the issue changes.
pub struct Coming {
    /// On which day.
    pub day: NaiveDate,
    /// What goes out.
    pub step: Step,
    /// What the date is about.
    pub about: About,
    /// The date.
    pub date: NaiveDate,
    /// The issue.
    pub issue: IssueId,
    /// 编号
    pub number: String,
    /// Its title.
    pub title: String,
    /// Who is told, with their names where they are known.
    pub names: Vec<(Whom, Vec<String>)>,
}

/// What went out and what will.
#[derive(Template)]
#[template(path = "reminders/list.html")]
pub struct Page {
    /// Around it.
    pub frame: Frame,
    /// The organisation's day.
    pub today: NaiveDate,
    /// What will, by day.
    pub coming: Vec<Coming>,
    /// Whether there is more than is shown.
    pub more: bool,
    /// What went out, the newest first.
    pub sent: Vec<Sent>,
}

impl Page {
    fn date(&self, day: &NaiveDate) -> String {
        date(*day, self.frame.w)
    }
    fn day(&self, day: &NaiveDate) -> String {
        if *day == self.today { self.frame.w.reminder_today() } else { self.date(day) }
    }
    /// Why it goes out.
    fn why(&self, coming: &Coming) -> String {
        coming.step.standing(coming.about).say(self.frame.w)
    }
    /// Who is told: the role, and the names behind a colon.
    fn whom(&self, (whom, names): &(Whom, Vec<String>)) -> String {
        let w = self.frame.w;
        match names.as_slice() {
            [] => whom.say(w),
            names => w.reminder_named(whom.say(w), names.join(w.reminder_and().as_str())),
        }
    }
    fn sent_why(&self, sent: &Sent) -> String {
        let about = sent.about.parse().unwrap_or(About::Deadline);
        standing(about, sent.offset).say(self.frame.w)
    }
    fn sent_whom(&self, sent: &Sent) -> String {
        let w = self.frame.w;
        let told: Vec<String> =
            sent.told.iter().filter_map(|key| key.parse::<Whom>().ok()).map(|whom| whom.say(w)).collect();
        told.join(w.reminder_and().as_str())
    }
    fn time(&self, sent: &Sent) -> String {
        sent.sent_at.with_timezone(&self.frame.zone.offset()).format("%Y-%m-%d %H:%M").to_string()
    }
}

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap_or_default();
    let coming = |on, offset, told: Vec<Whom>| Coming {
        day: day(on),
        about: About::Deadline,
        date: day(25),
        issue: Uuid::nil().into(),
        number: "WT-2026-000123".into(),
        title: "示例".into(),
        names: told
            .iter()
            .map(|whom| (*whom, if *whom == Whom::Owner { vec!["李明".to_owned()] } else { Vec::new() }))
            .collect(),
        step: Step { rung: offset, offset, told },
    };
    let sent = Sent {
        issue: Uuid::nil(),
        number: "WT-2026-000098".into(),
        title: "示例".into(),
        about: "deadline".into(),
        date: day(20),
        offset: 1,
        sent_at: DateTime::<Utc>::UNIX_EPOCH,
        told: vec!["owner".into(), "officer".into()],
    };
    let page = |coming, sent| Page {
        frame: Frame::sample(language, Role::Officer, Section::Todo),
        today: day(23),
        coming,
        more: false,
        sent,
    };
    let whole = vec![
        coming(23, -2, vec![Whom::Owner]),
        coming(25, 0, vec![Whom::Owner]),
        coming(26, 1, vec![Whom::Owner, Whom::Officer]),
        coming(30, 3, vec![Whom::Owner, Whom::Officer, Whom::Leader]),
    ];
    vec![
        ("reminders/list", Box::new(page(whole, vec![sent]))),
        ("reminders/list, empty", Box::new(page(Vec::new(), Vec::new()))),
    ]
}
