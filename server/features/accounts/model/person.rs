//! A person, their posts, and the verbs of whoever keeps them.
use crate::{
    access::{Allowed, InUnit, Place, Role, can},
    audit::{Event, Subject},
    base::{
        db::Moment,
        ids::{PersonId, PostId},
        text::{Sentence, Words},
    },
};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

/// A person as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub(in crate::features::accounts) id: PersonId,
    pub(in crate::features::accounts) place: Place,
    pub(in crate::features::accounts) unit_name: String,
    pub(in crate::features::accounts) facts: Facts,
}

/// What is entered about a person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Facts {
    /// 姓名
    pub name: String,
    /// 工号, unique in the unit.
    pub staff_no: Option<String>,
    /// 部门
    pub department: String,
    /// 邮箱
    pub mail: String,
    /// 电话
    pub phone: String,
}

/// 任职: a role in a unit for a time. A deputy's has an end from the beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    pub(in crate::features::accounts) id: PostId,
    pub(in crate::features::accounts) person: PersonId,
    pub(in crate::features::accounts) place: Place,
    pub(in crate::features::accounts) unit_name: String,
    pub(in crate::features::accounts) role: Role,
    pub(in crate::features::accounts) term: Term,
    /// 代理: in whose place; the name is unknown where that person is out of reach.
    pub(in crate::features::accounts) acts_for: Option<String>,
}

/// From which day to which, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, when it is known.
    pub to: Option<NaiveDate>,
}

impl Term {
    /// Whether a day lies within.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
    /// Whether both have a day in common.
    pub fn meets(self, other: Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }
}

/// What a post leaves behind when it ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Duties {
    /// Issues of the person in the unit.
    pub issues: i64,
    /// Systems that name the person.
    pub systems: i64,
    /// Inspections to be filled in, when there is no other officer.
    pub inspections: i64,
}

impl Duties {
    /// Nothing at all.
    pub fn none(self) -> bool {
        self == Self::default()
    }
    /// Whether somebody has to take over.
    pub fn to_hand_over(self) -> bool {
        self.issues > 0 || self.systems > 0
    }
}

/// A post that may exclude another, wherever it is: of one out of scope no more is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its role.
    pub role: Role,
    /// The path of its unit.
    pub path: String,
    /// Its time.
    pub term: Term,
}

impl Held {
    /// 三员分立: whether the two exclude each other: at the same time, in one line of units.
    pub fn excludes(&self, role: Role, path: &str, term: Term) -> bool {
        let line = self.path.starts_with(path) || path.starts_with(&self.path);
        self.role.excludes(role) && line && self.term.meets(term)
    }
}

/// Whether a person can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// Not yet.
    None,
    /// A link is on its way.
    Invited,
    /// With an account.
    Active,
    /// They hold a post out of the administrator's reach, who therefore has no say in it.
    Elsewhere,
}

impl SignIn {
    /// As the database says it; of those out of reach it says nothing.
    pub fn of(state: Option<&str>) -> Self {
        match state {
            Some("active") => Self::Active,
            Some("invited") => Self::Invited,
            Some("none") => Self::None,
            _ => Self::Elsewhere,
        }
    }
}

impl Person {
    /// Their id.
    pub fn id(&self) -> PersonId {
        self.id
    }
    /// The name of their unit.
    pub fn unit_name(&self) -> &str {
        &self.unit_name
    }
    /// What was entered.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }
}

impl Post {
    /// Its id.
    pub fn id(&self) -> PostId {
        self.id
    }
    /// The name of its unit.
    pub fn unit_name(&self) -> &str {
        &self.unit_name
    }
    /// Its role.
    pub fn role(&self) -> Role {
        self.role
    }
    /// Its time.
    pub fn term(&self) -> Term {
        self.term
    }
    /// In whose place, of a deputy.
    pub fn acts_for(&self) -> Option<&str> {
        self.acts_for.as_deref()
    }
    fn told(&self) -> Value {
        told(self.role, &self.unit_name, self.term)
    }
}

impl InUnit for Person {
    fn place(&self) -> &Place {
        &self.place
    }
}

impl InUnit for Post {
    fn place(&self) -> &Place {
        &self.place
    }
}

/// An accepted change.
#[derive(Debug)]
pub struct Change {
    pub(in crate::features::accounts) what: What,
    pub(in crate::features::accounts) event: Event,
}

#[derive(Debug)]
pub(in crate::features::accounts) enum What {
    Add { id: PersonId, place: Place, facts: Facts },
    Edit { id: PersonId, facts: Facts },
    Appoint { id: PostId, person: PersonId, place: Place, role: Role, term: Term, acts_for: Option<PersonId> },
    Reschedule { id: PostId, person: PersonId, term: Term },
    End { id: PostId, person: PersonId, to: NaiveDate },
    Invite { id: PersonId },
    InviteByMail { id: PersonId, place: Place },
    Code { id: PersonId },
}

/// Why nothing is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Nothing differs.
    Unchanged,
    /// 三员分立: the person holds this role already.
    Apart(Role),
    /// The root would be without administrator.
    LastAdmin,
    /// A deputy's post has an end.
    DeputyWithoutEnd,
    /// Nobody is their own deputy.
    OwnDeputy,
    /// A post that has begun cannot begin later.
    HasBegun,
    /// Something is left that nobody takes over.
    LeftOver,
    /// Whoever takes over has no post in the unit.
    NoSuccessor,
    /// Another officer comes first.
    NoOfficer,
    /// The post has ended.
    Ended,
    /// The last day lies before the first.
    EndsBeforeStart,
    /// The person signs in already.
    HasAccount,
    /// The person has no post to sign in for.
    NoPost,
    /// The person holds a post out of reach.
    Elsewhere,
    /// The same; links for a new password go to their mail address.
    MailElsewhere,
    /// There is no address to write to.
    NoMail,
    /// They were invited, and the link is still good.
    StillInvited,
    /// Their invitation waits to be sent.
    OnItsWay,
    /// None of those chosen is to be invited.
    NobodyInvited,
    /// The person has no password yet.
    NoAccount,
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Unchanged => w.unit_unchanged(),
            Self::Apart(role) => w.person_apart(role.say(w)),
            Self::LastAdmin => w.person_last_admin(),
            Self::DeputyWithoutEnd => w.person_deputy_without_end(),
            Self::OwnDeputy => w.person_own_deputy(),
            Self::HasBegun => w.person_has_begun(),
            Self::LeftOver => w.person_left_over(),
            Self::NoSuccessor => w.person_no_successor(),
            Self::NoOfficer => w.person_no_officer(),
            Self::Ended => w.person_post_ended(),
            Self::EndsBeforeStart => w.person_ends_before_start(),
            Self::HasAccount => w.person_has_account(),
            Self::NoPost => w.person_no_post(),
            Self::Elsewhere => w.person_elsewhere(),
            Self::MailElsewhere => w.person_mail_elsewhere(),
            Self::NoMail => w.person_no_mail(),
            Self::StillInvited => w.person_still_invited(),
            Self::OnItsWay => w.person_on_its_way(),
            Self::NobodyInvited => w.person_batch_nobody(),
            Self::NoAccount => w.person_no_account(),
        }
    }
}

impl Allowed<can::KeepPeople, Place> {
    /// Adds a person to the unit; without post and sign-in.
    pub fn add_person(self, facts: Facts, at: Moment) -> Change {
        let (id, place) = (PersonId::new(at.now), Place::clone(&self));
        let event = event("person.add", id, &place, json!({ "new": facts }));
        Change { what: What::Add { id, place, facts }, event }
    }

    /// Gives a person a post in this unit. `held` are their posts that may exclude it.
    ///
    /// # Errors
    /// When the person holds another of the three in the same line of units at the same time.
    pub fn appoint(
        self,
        person: &Person,
        unit_name: &str,
        (role, term): (Role, Term),
        acts_for: Option<&Person>,
        held: &[Held],
        at: Moment,
    ) -> Result<Change, Refused> {
        if acts_for.is_some() && term.to.is_none() {
            return Err(Refused::DeputyWithoutEnd);
        }
        if acts_for.is_some_and(|other| other.id == person.id) {
            return Err(Refused::OwnDeputy);
        }
        if term.to.is_some_and(|to| to < term.from) {
            return Err(Refused::EndsBeforeStart);
        }
        if let Some(other) = held.iter().find(|h| h.excludes(role, &self.path, term)) {
            return Err(Refused::Apart(other.role));
        }
        let mut new = told(role, unit_name, term);
        new["acts_for"] = json!(acts_for.map(|p| &p.facts.name));
        let data = json!({ "old": {}, "new": new });
        let event = event("post.add", person.id, &person.place, data);
        let id = PostId::new(at.now);
        Ok(Change {
            what: What::Appoint {
                id,
                person: person.id,
                place: Place::clone(&self),
                role,
                term,
                acts_for: acts_for.map(|p| p.id),
            },
            event,
        })
    }
}

impl Allowed<can::KeepPeople, Person> {
    /// Changes what is known of them. Whoever holds a post out of reach keeps their mail address: links for a new password
    /// go there.
    ///
    /// # Errors
    /// When nothing differs, or the address is not the administrator's to change.
    pub fn edit(self, facts: Facts, state: SignIn) -> Result<Change, Refused> {
        if facts == self.facts {
            return Err(Refused::Unchanged);
        }
        if state == SignIn::Elsewhere && facts.mail != self.facts.mail {
            return Err(Refused::MailElsewhere);
        }
        let event = event("person.edit", self.id, &self.place, json!({ "old": self.facts, "new": facts }));
        Ok(Change { what: What::Edit { id: self.id, facts }, event })
    }
}

impl Allowed<can::KeepPeople, Post> {
    /// Changes first and last day. `held` are the person's posts that may exclude it, this one among them.
    ///
    /// # Errors
    /// When it has ended, began already, ends too early, is a deputy's without an end, or would exclude another.
    pub fn reschedule(
        self,
        term: Term,
        person: &Person,
        held: &[Held],
        today: NaiveDate,
    ) -> Result<Change, Refused> {
        if term == self.term {
            return Err(Refused::Unchanged);
        }
        if self.term.to.is_some_and(|to| to < today) {
            return Err(Refused::Ended);
        }
        if self.term.from <= today && term.from > today {
            return Err(Refused::HasBegun);
        }
        // An end in the past, or an earlier one of what is left over, goes by way of the hand-over.
        if term.to.is_some_and(|to| to < term.from || to < today) {
            return Err(Refused::EndsBeforeStart);
        }
        if self.acts_for.is_some() && term.to.is_none() {
            return Err(Refused::DeputyWithoutEnd);
        }
        let own = |h: &Held| h.role == self.role && h.path == self.place.path && h.term == self.term;
        if let Some(other) = held.iter().find(|h| !own(h) && h.excludes(self.role, &self.place.path, term)) {
            return Err(Refused::Apart(other.role));
        }
        let mut after = (*self).clone();
        after.term = term;
        let event =
            event("post.edit", person.id, &person.place, json!({ "old": self.told(), "new": after.told() }));
        Ok(Change { what: What::Reschedule { id: self.id, person: person.id, term }, event })
    }

    /// Ends the post after its last day; without one at once.
    ///
    /// # Errors
    /// When it has ended, or would end before it began.
    pub fn end(self, last: Option<NaiveDate>, person: &Person, today: NaiveDate) -> Result<Change, Refused> {
        let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
        if self.term.to.is_some_and(|to| to < today) {
            return Err(Refused::Ended);
        }
        let to = last.unwrap_or(yesterday);
        // A post that began today and ends at once never counted.
        if self.term.from.pred_opt().is_some_and(|before| to < before) {
            return Err(Refused::EndsBeforeStart);
        }
        let mut after = (*self).clone();
        after.term.to = Some(to);
        let event =
            event("post.end", person.id, &person.place, json!({ "old": self.told(), "new": after.told() }));
        Ok(Change { what: What::End { id: self.id, person: person.id, to }, event })
    }
}

fn told(role: Role, unit: &str, term: Term) -> Value {
    json!({ "role": role.code(), "unit": unit, "starts_on": term.from, "ends_on": term.to })
}

pub(in crate::features::accounts) fn event(
    kind: &'static str,
    id: PersonId,
    place: &Place,
    data: Value,
) -> Event {
    Event { kind, subject: Subject { kind: "person", id: id.0 }, place: place.clone(), data }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
    }

    fn held(role: Role, path: &str, to: Option<u32>) -> Held {
        Held { role, path: path.into(), term: Term { from: day(1), to: to.map(day) } }
    }

    #[test]
    fn the_three_are_kept_apart_in_one_line_of_units() {
        let open = Term { from: day(10), to: None };
        let admin = held(Role::Admin, "1/2/", None);
        for path in ["1/", "1/2/", "1/2/4/"] {
            assert!(
                admin.excludes(Role::Officer, path, open) && admin.excludes(Role::Auditor, path, open),
                "{path}"
            );
            assert!(!admin.excludes(Role::Leader, path, open) && !admin.excludes(Role::Admin, path, open));
        }
        assert!(!admin.excludes(Role::Officer, "1/3/", open), "another district");
        assert!(!admin.excludes(Role::Officer, "1/20/", open), "a longer number");
    }

    #[test]
    fn posts_of_different_times_do_not_exclude_each_other() {
        let until = held(Role::Admin, "1/", Some(9));
        assert!(!until.excludes(Role::Officer, "1/", Term { from: day(10), to: None }));
        assert!(until.excludes(Role::Officer, "1/", Term { from: day(9), to: None }));
        let later = Held { term: Term { from: day(20), to: None }, ..until };
        assert!(!later.excludes(Role::Officer, "1/", Term { from: day(9), to: Some(day(19)) }));
    }
}
