//! The pages of people and their posts.
use crate::{
    access::{Frame, Place, Role, Section},
    audit::History,
    base::{
        form::{Errors, Fault},
        text::{Language, Sentence, Words},
    },
    features::{
        accounts::{
            forms::people::{Raw, RawEnd, RawPost, Search},
            listing::People,
            model::person::{Duties, Facts, Person, Post, Refused, SignIn, Term as Time},
            store::sign_in::OwnSession,
        },
        lists::{Listing, Tools, View},
    },
};
use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

/// A line of the list: the person and what they are today.
pub struct Line {
    /// The person.
    pub person: Person,
    /// Posts of today within reach.
    pub posts: Vec<Post>,
}

impl Line {
    /// The posts in words, with the unit where it is another than the person's own.
    pub fn posts_text(&self, w: &Words) -> String {
        let one = |o: &Post| {
            let away = o.unit_name() != self.person.unit_name();
            if away { format!("{} ({})", o.role().say(w), o.unit_name()) } else { o.role().say(w) }
        };
        self.posts.iter().map(one).collect::<Vec<_>>().join(&w.list_comma())
    }
}

/// The list.
#[derive(Template)]
#[template(path = "accounts/people.html")]
pub struct List {
    /// Around it.
    pub frame: Frame,
    /// What it is narrowed to.
    pub search: Search,
    /// One page.
    pub lines: Vec<Line>,
    /// The query of the next page.
    pub next: Option<String>,
    /// What stands around the lines.
    pub tools: Tools,
    /// Whether the reader may add and change.
    pub keeps: bool,
}

/// One person.
#[derive(Template)]
#[template(path = "accounts/person.html")]
pub struct Show {
    /// Around it.
    pub frame: Frame,
    /// The person.
    pub person: Person,
    /// Their posts within reach.
    pub posts: Vec<Post>,
    /// Whether they can sign in; told to administrators.
    pub sign_in: Option<SignIn>,
    /// Where they are signed in; told to administrators.
    pub sessions: Vec<OwnSession>,
    /// What happened to them.
    pub history: History,
    /// The day.
    pub today: NaiveDate,
    /// Whether the reader may change them.
    pub keeps: bool,
}

impl Show {
    fn agent(&self, session: &OwnSession) -> String {
        crate::features::accounts::model::agent(&session.agent, self.frame.w)
    }
    fn seen(&self, at: &chrono::DateTime<chrono::Utc>) -> String {
        at.with_timezone(&self.frame.zone.offset()).format("%Y-%m-%d %H:%M").to_string()
    }
    fn active(&self, post: &Post) -> bool {
        post.term().holds(self.today)
    }
    fn over(&self, post: &Post) -> bool {
        post.term().to.is_some_and(|to| to < self.today)
    }
    fn sign_in_text(&self, state: &SignIn) -> String {
        let w = self.frame.w;
        match state {
            SignIn::None => w.person_sign_in_none(),
            SignIn::Invited => w.person_sign_in_invited(),
            SignIn::Active => w.person_sign_in_active(),
            SignIn::Elsewhere => w.person_sign_in_elsewhere(),
        }
    }
    fn resets(&self) -> bool {
        self.keeps && matches!(self.sign_in, Some(SignIn::Active))
    }
    fn invites(&self) -> bool {
        let can = matches!(self.sign_in, Some(SignIn::None | SignIn::Invited));
        can && self.keeps && self.posts.iter().any(|p| !self.over(p))
    }
}

/// Adding or changing.
#[derive(Template)]
#[template(path = "accounts/person_form.html")]
pub struct Form {
    /// Around it.
    pub frame: Frame,
    /// The person who is changed; none when adding.
    pub person: Option<Person>,
    /// As entered.
    pub raw: Raw,
    /// What is wrong.
    pub errors: Errors,
    /// Units that they may belong to.
    pub units: Vec<(String, String)>,
}

impl Form {
    fn title(&self) -> String {
        let w = self.frame.w;
        if self.person.is_some() { w.person_edit_title() } else { w.person_new_title() }
    }
    /// Where it is sent, and where cancelling leads.
    fn action(&self) -> String {
        self.person.as_ref().map_or("/people".into(), |p| format!("/people/{}", p.id()))
    }
}

/// A new post.
#[derive(Template)]
#[template(path = "accounts/post_form.html")]
pub struct Appoint {
    /// Around it.
    pub frame: Frame,
    /// Whose.
    pub person: Person,
    /// As entered.
    pub raw: RawPost,
    /// What is wrong.
    pub errors: Errors,
    /// Units to choose from.
    pub units: Vec<(String, String)>,
}

/// The end of a post.
#[derive(Template)]
#[template(path = "accounts/post_end.html")]
pub struct End {
    /// Around it.
    pub frame: Frame,
    /// Whose.
    pub person: Person,
    /// Which.
    pub post: Post,
    /// What it leaves.
    pub duties: Duties,
    /// Who may take that over.
    pub successors: Vec<(String, String)>,
    /// As entered.
    pub raw: RawEnd,
    /// What is wrong.
    pub errors: Errors,
}

impl End {
    fn left(&self) -> Vec<String> {
        let (w, d) = (self.frame.w, self.duties);
        let each = [
            (d.issues, w.person_duty_issues(d.issues)),
            (d.systems, w.person_duty_systems(d.systems)),
            (d.inspections, w.person_duty_inspections(d.inspections)),
        ];
        each.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| text).collect()
    }
}

/// Another first or last day of a post.
#[derive(Template)]
#[template(path = "accounts/post_term.html")]
pub struct Term {
    /// Around it.
    pub frame: Frame,
    /// Whose.
    pub person: Person,
    /// Which.
    pub post: Post,
    /// As entered.
    pub raw: RawPost,
    /// What is wrong.
    pub errors: Errors,
}

/// The link, shown once.
#[derive(Template)]
#[template(path = "accounts/invited.html")]
pub struct Invited {
    /// Around it.
    pub frame: Frame,
    /// Who is invited.
    pub person: Person,
    /// Their link.
    pub link: String,
}

/// The code, shown once.
#[derive(Template)]
#[template(path = "accounts/code.html")]
pub struct ShownCode {
    /// Around it.
    pub frame: Frame,
    /// Whose.
    pub person: Person,
    /// As it is told.
    pub code: String,
}

fn roles(w: &Words) -> Vec<(String, String)> {
    Role::ALL.map(|r| (r.code().to_owned(), r.say(w))).to_vec()
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "—" } else { text }
}

pub(super) fn person() -> Person {
    Person {
        id: Uuid::nil().into(),
        place: Place { unit: Uuid::nil().into(), path: "1/2/".into() },
        unit_name: "渝中区示例第一小学".into(),
        facts: Facts {
            name: "李明".into(),
            staff_no: Some("T00001".into()),
            department: String::new(),
            mail: "t00001@example.invalid".into(),
            phone: "023-60000000".into(),
        },
    }
}

fn post(role: Role, to: Option<NaiveDate>) -> Post {
    Post {
        id: Uuid::nil().into(),
        person: Uuid::nil().into(),
        place: Place { unit: Uuid::nil().into(), path: "1/2/".into() },
        unit_name: "渝中区示例第一小学".into(),
        role,
        term: Time { from: NaiveDate::default(), to },
        acts_for: to.map(|_| "李明".to_owned()),
    }
}

pub(super) fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Admin, Section::People);
    let units = || vec![(Uuid::nil().to_string(), "渝中区示例第一小学".to_owned())];
    let list = |lines| List {
        frame: frame(),
        search: Search::default(),
        lines,
        next: Some("/people?after=1".into()),
        tools: Tools::of::<People>(&Search::default(), View::untouched(People::COLUMNS)),
        keeps: true,
    };
    let show = |state| Show {
        frame: frame(),
        person: person(),
        posts: vec![post(Role::Officer, None), post(Role::Staff, NaiveDate::default().pred_opt())],
        sign_in: Some(state),
        sessions: vec![OwnSession {
            id: Uuid::nil().into(),
            seen_at: chrono::DateTime::UNIX_EPOCH,
            address: "192.0.2.7".into(),
            agent: "Mozilla/5.0 (Windows NT 6.1) Chrome/109.0.0.0".into(),
        }],
        history: History::sample(),
        today: NaiveDate::default(),
        keeps: true,
    };
    let form = |person: Option<Person>, errors| Form {
        frame: frame(),
        raw: person.as_ref().map(Raw::of).unwrap_or_default(),
        person,
        errors,
        units: units(),
    };
    let appoint = |errors| Appoint {
        frame: frame(),
        person: person(),
        raw: RawPost::default(),
        errors,
        units: units(),
    };
    let term = |errors| Term {
        frame: frame(),
        person: person(),
        post: post(Role::Officer, None),
        raw: RawPost::default(),
        errors,
    };
    let end = |duties, errors| End {
        frame: frame(),
        person: person(),
        post: post(Role::Admin, None),
        duties,
        successors: vec![(Uuid::nil().to_string(), "李明".into())],
        raw: RawEnd::default(),
        errors,
    };
    let link = "https://portal.example.invalid/invite/0".to_owned();
    vec![
        (
            "accounts/people",
            Box::new(list(vec![Line { person: person(), posts: vec![post(Role::Officer, None)] }])),
        ),
        ("accounts/people, empty", Box::new(list(Vec::new()))),
        ("accounts/person", Box::new(show(SignIn::None))),
        ("accounts/person, elsewhere", Box::new(show(SignIn::Elsewhere))),
        ("accounts/person_form, new", Box::new(form(None, Errors::default()))),
        (
            "accounts/person_form, refused",
            Box::new(form(Some(person()), Errors::one("staff_no", Fault::Taken))),
        ),
        ("accounts/post_form", Box::new(appoint(Errors::default()))),
        (
            "accounts/post_form, refused",
            Box::new(appoint(Errors::one("role", Fault::says(Refused::Apart(Role::Admin))))),
        ),
        ("accounts/post_end", Box::new(end(Duties::default(), Errors::default()))),
        (
            "accounts/post_end, refused",
            Box::new(end(Duties::default(), Errors::one("ends_on", Fault::says(Refused::LastAdmin)))),
        ),
        (
            "accounts/post_end, with something left",
            Box::new(end(
                Duties { issues: 3, systems: 2, inspections: 1 },
                Errors::one("successor", Fault::says(Refused::LeftOver)),
            )),
        ),
        ("accounts/post_term", Box::new(term(Errors::default()))),
        (
            "accounts/post_term, refused",
            Box::new(term(Errors::one("starts_on", Fault::says(Refused::HasBegun)))),
        ),
        (
            "accounts/code",
            Box::new(ShownCode { frame: frame(), person: person(), code: "ABCD-EFGH-JKMN-PQRS".into() }),
        ),
        ("accounts/person, signs in", Box::new(show(SignIn::Active))),
        ("accounts/invited", Box::new(Invited { frame: frame(), person: person(), link })),
    ]
}
