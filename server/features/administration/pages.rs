//! The administration's own pages.
mod design;

use super::{
    calendar::Raw,
    store::{Facts, Mail, Try},
};
use crate::{
    access::{Frame, Role, Section},
    base::{
        calendar::{Calendar, Year},
        form::{Errors, Fault},
        ids::UnitId,
        text::{Language, Words},
    },
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
pub use design::Design;
use uuid::Uuid;

/// Where the administrator finds what is rarely needed.
#[derive(Template)]
#[template(path = "administration/hub.html")]
pub struct Hub {
    /// Around it.
    pub frame: Frame,
    /// The administrator's own unit.
    pub unit: UnitId,
}

/// A page that the hub leads to, with what it is for.
struct Link {
    href: String,
    icon: &'static str,
    title: String,
    lead: String,
}

impl Hub {
    /// What belongs together, under its heading.
    fn groups(&self) -> [(String, Vec<Link>); 3] {
        let w = self.frame.w;
        let link = |href: &str, icon, title, lead| Link { href: href.into(), icon, title, lead };
        let own = |page: &str| format!("/units/{}/{page}", self.unit);
        let organisation = vec![
            link("/units", "unit", w.menu_units(), w.hub_units()),
            link("/people", "people", w.menu_people(), w.hub_people()),
        ];
        let deadlines = vec![
            link(&own("settings"), "admin", w.setting_title(), w.hub_settings()),
            link(&own("vacations"), "calendar", w.vacation_title(), w.hub_vacations()),
            link("/admin/calendar", "calendar", w.calendar_title(), w.hub_calendar()),
        ];
        let running = vec![
            link("/admin/sign-ins", "key", w.sign_ins_title(), w.sign_ins_lead()),
            link(&own("robots"), "bell", w.robot_title(), w.hub_robots()),
            link("/admin/mails", "send", w.mails_title(), w.mails_lead()),
            link("/admin/about", "info", w.about_title(), w.about_lead()),
            link("/admin/design", "image", w.design_title(), w.design_lead()),
        ];
        [(w.hub_organisation(), organisation), (w.hub_deadlines(), deadlines), (w.hub_running(), running)]
    }
}

/// Who tried to sign in.
#[derive(Template)]
#[template(path = "administration/sign_ins.html")]
pub struct SignIns {
    /// Around it.
    pub frame: Frame,
    /// One page.
    pub tries: Vec<Try>,
    /// The query of the next page.
    pub next: Option<String>,
}

/// Which mails left, and which did not.
#[derive(Template)]
#[template(path = "administration/mails.html")]
pub struct Mails {
    /// Around it.
    pub frame: Frame,
    /// One page.
    pub mails: Vec<Mail>,
    /// The query of the next page.
    pub next: Option<String>,
}

/// Version and health.
#[derive(Template)]
#[template(path = "administration/about.html")]
pub struct About {
    /// Around it.
    pub frame: Frame,
    /// What the database says.
    pub facts: Facts,
    /// The newest migration that the program knows.
    pub newest: i64,
    /// Whether mails leave by a server.
    pub mails_by_server: bool,
}

/// The holidays of the organisation.
#[derive(Template)]
#[template(path = "administration/calendar.html")]
pub struct Holidays {
    /// Around it.
    pub frame: Frame,
    /// Each year, and whether it is the organisation's own.
    pub years: Vec<(Year, bool)>,
    /// Whether the reader may change them.
    pub keeps: bool,
    /// As entered.
    pub raw: Raw,
    /// What is wrong.
    pub errors: Errors,
}

impl Holidays {
    fn off(&self, year: &Year) -> Vec<String> {
        let one = |(from, to): &(NaiveDate, NaiveDate)| match from == to {
            true => day(from),
            false => format!("{} – {}", day(from), day(to)),
        };
        year.ranges_off().iter().map(one).collect()
    }
    fn work(&self, year: &Year) -> Vec<String> {
        year.make_up_days().map(|d| day(&d)).collect()
    }
}

fn day(day: &NaiveDate) -> String {
    day.format("%m-%d").to_string()
}

fn time(frame: &Frame, at: &DateTime<Utc>) -> String {
    at.with_timezone(&frame.zone.offset()).format("%Y-%m-%d %H:%M:%S").to_string()
}

impl Mails {
    fn about(&self, mail: &Mail) -> String {
        about(&mail.kind, self.frame.w)
    }
}

/// What a mail is about; a kind without words shows its code.
fn about(kind: &str, w: &Words) -> String {
    match kind {
        "mail.reset" => w.mail_reset_subject(),
        "mail.invite" => w.mail_invite_subject(),
        "mail.moved" => w.mail_moved_subject(),
        "mail.message" => w.mails_message(),
        "robot.message" => w.robot_message(),
        other => other.to_owned(),
    }
}

impl About {
    fn size(&self) -> String {
        format!("{} MB", self.facts.bytes / 1_048_576)
    }
    fn well(&self) -> bool {
        self.facts.schema == self.newest && self.facts.late == 0
    }
}

fn sample_design(frame: Frame) -> Design {
    Design::new(frame).unwrap_or_else(|e| panic!("{e}"))
}

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Admin, Section::Admin);
    let tried = |ok, kind: &str, name: Option<&str>| Try {
        id: Uuid::nil(),
        at: DateTime::UNIX_EPOCH,
        username: "liming".into(),
        address: "192.0.2.7".into(),
        ok,
        kind: kind.into(),
        person_name: name.map(str::to_owned),
    };
    let mail = |tries, error: Option<&str>, done, given_up| Mail {
        id: Uuid::nil(),
        kind: "mail.reset".into(),
        made_at: DateTime::UNIX_EPOCH,
        name: Some("李明".into()),
        mail: Some("t00001@example.invalid".into()),
        tries,
        last_error: error.map(str::to_owned),
        done_at: done,
        given_up_at: given_up,
    };
    let at = Some(DateTime::UNIX_EPOCH);
    let mails = vec![
        mail(0, None, None, None),
        mail(2, Some("451 later"), None, None),
        mail(1, None, at, None),
        mail(1, Some("550 no such mailbox"), None, at),
    ];
    let facts = |late| Facts { schema: 11, bytes: 52_428_800, postgres: "15.18".into(), late, given_up: 1 };
    let about = |late| About { frame: frame(), facts: facts(late), newest: 11, mails_by_server: late == 0 };
    let tries = vec![
        tried(true, "sign_in", Some("李明")),
        tried(false, "sign_in", None),
        tried(false, "reset", None),
    ];
    let more = Some("/admin/sign-ins?after=1".to_owned());
    let holidays = |keeps, errors| Holidays {
        frame: frame(),
        years: Calendar::shipped_years().into_iter().map(|y| (y, keeps)).collect(),
        keeps,
        raw: Raw::default(),
        errors,
    };
    vec![
        ("administration/calendar", Box::new(holidays(true, Errors::default()))),
        ("administration/calendar, read only", Box::new(holidays(false, Errors::default()))),
        ("administration/calendar, refused", Box::new(holidays(true, Errors::one("off", Fault::NotADate)))),
        ("administration/design", Box::new(sample_design(frame()))),
        ("administration/hub", Box::new(Hub { frame: frame(), unit: Uuid::nil().into() })),
        ("administration/sign_ins", Box::new(SignIns { frame: frame(), tries, next: more })),
        ("administration/sign_ins, empty", Box::new(SignIns { frame: frame(), tries: vec![], next: None })),
        ("administration/mails", Box::new(Mails { frame: frame(), mails, next: None })),
        ("administration/mails, empty", Box::new(Mails { frame: frame(), mails: vec![], next: None })),
        ("administration/about", Box::new(about(0))),
        ("administration/about, late", Box::new(about(3))),
    ]
}
