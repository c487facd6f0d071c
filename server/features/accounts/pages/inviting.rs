//! What would come of inviting many, before it is confirmed.
use super::people::person;
use crate::{
    access::{Frame, Role, Section},
    base::text::{Language, Sentence, Words},
    features::accounts::model::person::{Person, Refused},
};
use askama::Template;
use uuid::Uuid;

/// The chosen people, each with what would come of it.
#[derive(Template)]
#[template(path = "accounts/invite.html")]
pub struct Invite {
    /// Around it.
    pub frame: Frame,
    /// The list to go back to.
    pub back: String,
    /// The people, each with why they are not invited; none: they are.
    pub lines: Vec<(Person, Option<Refused>)>,
    /// Whether the filter finds more than a batch takes.
    pub many: bool,
}

impl Invite {
    fn invited(&self) -> Vec<String> {
        let invited = self.lines.iter().filter(|(_, why)| why.is_none());
        invited.map(|(person, _)| person.id().to_string()).collect()
    }
}

/// Why somebody is not invited, with what can be done about it where that is not the same as for one alone.
fn why(refused: &Refused, w: &Words) -> String {
    match refused {
        Refused::NoMail => w.person_batch_no_mail(),
        Refused::StillInvited => w.person_batch_still_invited(),
        other => other.say(w),
    }
}

pub(super) fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let someone = |n: u128, why: Option<Refused>| {
        let mut person = person();
        person.id = Uuid::from_u128(n).into();
        if why == Some(Refused::NoMail) {
            person.facts.mail = String::new();
        }
        (person, why)
    };
    let mixed = || {
        let whys = [
            None,
            Some(Refused::HasAccount),
            Some(Refused::NoMail),
            Some(Refused::StillInvited),
            Some(Refused::OnItsWay),
            Some(Refused::NoPost),
            Some(Refused::Elsewhere),
        ];
        (1..).zip(whys).map(|(n, why)| someone(n, why)).collect()
    };
    let page = |lines, many| Invite {
        frame: Frame::sample(language, Role::Admin, Section::People),
        back: "/people".into(),
        lines,
        many,
    };
    vec![
        ("accounts/invite", Box::new(page(mixed(), false))),
        ("accounts/invite, nobody", Box::new(page(vec![someone(1, Some(Refused::HasAccount))], false))),
        ("accounts/invite, too many", Box::new(page(Vec::new(), true))),
    ]
}
