//! The robots of a unit as a page.
use super::{
    forms::RawRobot,
    model::{Last, Robot, Service, TOPICS},
};
use crate::{
    access::{Frame, Role, Section},
    base::{
        form::{Errors, Fault},
        text::{Language, Sentence, date_and_time},
    },
    features::{messages::model::Topic, robots::model::BadAddress, units::model::Unit},
};
use askama::Template;
use chrono::DateTime;
use uuid::Uuid;

/// The robots of a unit, and one more.
#[derive(Template)]
#[template(path = "robots/list.html")]
pub struct List {
    /// Around it.
    pub frame: Frame,
    /// Whose.
    pub unit: Unit,
    /// Each with how its last message went.
    pub robots: Vec<(Robot, Last)>,
    /// As entered.
    pub raw: RawRobot,
    /// What is wrong.
    pub errors: Errors,
}

impl List {
    fn services(&self) -> Vec<(String, String)> {
        Service::ALL.map(|s| (s.key().to_owned(), s.say(self.frame.w))).into()
    }
    /// Key, name, and whether it is chosen.
    fn topics(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = |t: Topic| self.raw.topics.iter().any(|key| key == t.key());
        TOPICS.map(|t| (t.key(), t.say(self.frame.w), chosen(t))).into()
    }
    fn service(&self, robot: &Robot) -> String {
        robot.service.say(self.frame.w)
    }
    fn about(&self, robot: &Robot) -> String {
        let w = self.frame.w;
        robot.topics.iter().map(|t| t.say(w)).collect::<Vec<_>>().join(&w.list_comma())
    }
    /// How the last message went: the badge's colour, icon and word, and what belongs to it.
    fn last(&self, last: &Last) -> (&'static str, &'static str, String, String) {
        let w = self.frame.w;
        match last {
            Last::Nothing => ("void", "clock", w.robot_nothing_sent(), String::new()),
            Last::Waiting => ("waiting", "clock", w.mails_waiting(), String::new()),
            Last::Sent(at) => {
                let local = at.with_timezone(&self.frame.zone.offset()).naive_local();
                ("closed", "check", w.mails_done(), date_and_time(local, w))
            }
            Last::Failing(tries, why) => ("waiting", "clock", w.robot_failing(*tries), why.clone()),
            Last::Failed(why) => ("failed", "warn", w.mails_given_up(), why.clone()),
        }
    }
}

/// A robot for looking at.
pub(super) fn robot(language: Language) -> Robot {
    Robot {
        id: Uuid::nil().into(),
        place: crate::access::InUnit::place(&Unit::sample()).clone(),
        service: Service::WeCom,
        name: match language {
            Language::ZhCN => "信息科值班群".into(),
            Language::En => "On duty".into(),
        },
        host: Service::WeCom.host().into(),
        hint: "3f2a".into(),
        language,
        topics: TOPICS.into(),
        active: true,
    }
}

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let page = |robots, raw, errors| List {
        frame: Frame::sample(language, Role::Admin, Section::Units),
        unit: Unit::sample(),
        robots,
        raw,
        errors,
    };
    let first = robot(language);
    let other = |service: Service, active, topics: &[Topic]| Robot {
        service,
        name: service.say(crate::base::text::words(language)),
        host: service.host().into(),
        active,
        topics: topics.into(),
        ..first.clone()
    };
    let robots = vec![
        (first.clone(), Last::Sent(DateTime::UNIX_EPOCH)),
        (
            other(Service::DingTalk, true, &[Topic::Deadline]),
            Last::Failing(3, "HTTP 200: 310000 sign not match".into()),
        ),
        (other(Service::Feishu, false, &[Topic::Urge]), Last::Nothing),
    ];
    let typed =
        [("service", "feishu"), ("name", first.name.as_str()), ("address", "https://example.org/hook/3f2a")];
    let typed = RawRobot::sent(&typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let mut errors = Errors::one("address", Fault::says(BadAddress::Foreign(Service::Feishu.host().into())));
    errors.add("topic", Fault::says(super::model::Unfit::Topics));
    vec![
        ("robots/list", Box::new(page(robots, RawRobot::blank(), Errors::default()))),
        ("robots/list, empty", Box::new(page(Vec::new(), RawRobot::blank(), Errors::default()))),
        ("robots/list, refused", Box::new(page(Vec::new(), typed, errors))),
    ]
}
