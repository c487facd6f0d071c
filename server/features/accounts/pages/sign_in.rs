//! Pages around signing in.
use crate::{
    access::{Frame, Role, Section},
    base::{
        csrf::Resume,
        form::{Errors, Fault},
        ids::SessionId,
        page::Front,
        text::Language,
    },
    features::accounts::{forms::sign_in as forms, model::BadPassword, store::sign_in::OwnSession},
};
use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Sign-in.
#[derive(Template)]
#[template(path = "accounts/login.html")]
pub struct Login {
    /// Around it.
    pub front: Front,
    /// As entered, without the password.
    pub input: forms::SignIn,
    /// Whether it was refused.
    pub refused: bool,
}

/// Signed in again: the form that waited.
#[derive(Template)]
#[template(path = "accounts/resumed.html")]
pub struct Resumed {
    /// Around it.
    pub front: Front,
    /// The form.
    pub r: Resume,
}

/// First unit and administrator.
#[derive(Template)]
#[template(path = "accounts/setup.html")]
pub struct SetUp {
    /// Around it.
    pub front: Front,
    /// As entered, without passwords.
    pub input: forms::SetUp,
    /// What is wrong.
    pub errors: Errors,
}

/// A forgotten password.
#[derive(Template)]
#[template(path = "accounts/forgot.html")]
pub struct Forgot {
    /// Around it.
    pub front: Front,
    /// Whether a link was asked for.
    pub asked: bool,
    /// Whether a code was refused.
    pub refused: bool,
    /// As entered beside the code.
    pub username: String,
}

/// A new password by a link.
#[derive(Template)]
#[template(path = "accounts/reset.html")]
pub struct Reset {
    /// Around it.
    pub front: Front,
    /// Whose.
    pub name: String,
    /// What is wrong.
    pub errors: Errors,
}

/// Accepting an invitation.
#[derive(Template)]
#[template(path = "accounts/invitation.html")]
pub struct Invitation {
    /// Around it.
    pub front: Front,
    /// Who is invited.
    pub name: String,
    /// By which unit.
    pub unit: String,
    /// As entered, without passwords.
    pub input: forms::Accept,
    /// What is wrong.
    pub errors: Errors,
}

/// One's own account.
#[derive(Template)]
#[template(path = "accounts/own.html")]
pub struct Own {
    /// Around it.
    pub frame: Frame,
    /// The name to sign in with.
    pub username: String,
    /// Mail address and telephone number, as kept or as entered.
    pub contact: forms::Contact,
    /// Own sessions.
    pub sessions: Vec<OwnSession>,
    /// The one that reads this.
    pub current: SessionId,
    /// What is wrong with the form that was sent.
    pub errors: Errors,
}

impl Own {
    fn agent(&self, session: &OwnSession) -> String {
        crate::features::accounts::model::agent(&session.agent, self.frame.w)
    }
    fn time(&self, at: &DateTime<Utc>) -> String {
        at.with_timezone(&self.frame.zone.offset()).format("%Y-%m-%d %H:%M").to_string()
    }
}

pub(super) fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let front = || Front::sample(language);
    let at: DateTime<Utc> = DateTime::UNIX_EPOCH;
    let session = OwnSession {
        id: Uuid::nil().into(),
        seen_at: at,
        address: "192.0.2.7".into(),
        agent: "Mozilla/5.0 (Windows NT 6.1) Chrome/109.0.0.0".into(),
    };
    let resume = Resume {
        action: "/units".into(),
        fields: vec![("name".into(), "渝中区示例第一小学".into())],
    };
    let setup =
        forms::SetUp { unit: "市网络安全通报中心（示例）".into(), ..forms::SetUp::default() };
    let refused = Errors::one("code", Fault::Required);
    let invitation = Invitation {
        front: front(),
        name: "李明".into(),
        unit: "示例小学".into(),
        input: forms::Accept::default(),
        errors: Errors::default(),
    };
    let own = |session: Option<OwnSession>, errors| Own {
        frame: Frame::sample(language, Role::Officer, Section::Own),
        username: "liming".into(),
        contact: forms::Contact { mail: "liming@example.invalid".into(), ..forms::Contact::default() },
        sessions: session.into_iter().collect(),
        current: Uuid::nil().into(),
        errors,
    };
    let wrong = Errors::one("contact_password", Fault::says(BadPassword::Wrong));
    let forgot = |asked, refused| Forgot { front: front(), asked, refused, username: String::new() };
    let reset = |errors| Reset { front: front(), name: "李明".into(), errors };
    vec![
        ("accounts/forgot", Box::new(forgot(false, false))),
        ("accounts/forgot, asked", Box::new(forgot(true, false))),
        ("accounts/forgot, refused", Box::new(forgot(false, true))),
        ("accounts/reset", Box::new(reset(Errors::default()))),
        ("accounts/reset, refused", Box::new(reset(Errors::one("password", Fault::Required)))),
        (
            "accounts/login",
            Box::new(Login { front: front(), input: forms::SignIn::default(), refused: false }),
        ),
        (
            "accounts/login, refused",
            Box::new(Login { front: front(), input: forms::SignIn::default(), refused: true }),
        ),
        ("accounts/resumed", Box::new(Resumed { front: front(), r: resume })),
        (
            "accounts/setup",
            Box::new(SetUp { front: front(), input: setup.clone(), errors: Errors::default() }),
        ),
        ("accounts/setup, refused", Box::new(SetUp { front: front(), input: setup, errors: refused })),
        ("accounts/invitation", Box::new(invitation)),
        ("accounts/own", Box::new(own(Some(session), Errors::default()))),
        ("accounts/own, refused", Box::new(own(None, wrong))),
    ]
}
