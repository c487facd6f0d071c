//! What is entered about people and posts, and what their list is narrowed to.
use crate::{
    access::Role,
    base::{
        form::{Errors, field},
        page::own_path,
    },
    features::{
        accounts::model::person::{Facts, Person, Post, Term},
        lists::MOST_PICKS,
    },
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The form of a person as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// Their unit; only when adding.
    pub unit: String,
    /// 姓名
    pub name: String,
    /// 工号
    pub staff_no: String,
    /// 部门
    pub department: String,
    /// 邮箱
    pub mail: String,
    /// 电话
    pub phone: String,
}

impl Raw {
    /// The form filled with what is known.
    pub fn of(person: &Person) -> Self {
        let f = person.facts();
        Self {
            unit: String::new(),
            name: f.name.clone(),
            staff_no: f.staff_no.clone().unwrap_or_default(),
            department: f.department.clone(),
            mail: f.mail.clone(),
            phone: f.phone.clone(),
        }
    }

    /// The facts, or every fault.
    pub fn parse(&self) -> Result<Facts, Errors> {
        let mut e = Errors::default();
        let name = e.take("name", field::text(&self.name, 50));
        let staff_no = e.take("staff_no", field::optional(&self.staff_no, 40));
        let department = e.take("department", field::optional(&self.department, 100));
        let mail = e.take("mail", field::optional_mail(&self.mail));
        let phone = e.take("phone", field::optional_phone(&self.phone));
        match (name, staff_no, department, mail, phone) {
            (Some(name), Some(staff_no), Some(department), Some(mail), Some(phone)) => {
                let staff_no = Some(staff_no).filter(|n| !n.is_empty());
                Ok(Facts { name, staff_no, department, mail, phone })
            }
            _ => Err(e),
        }
    }
}

/// The form of a new post as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawPost {
    /// In which unit.
    pub unit: String,
    /// 角色
    pub role: String,
    /// The first day.
    pub starts_on: String,
    /// The last day, when it is known.
    pub ends_on: String,
    /// Name or staff number of the person in whose place this one acts.
    pub acts_for: String,
}

impl RawPost {
    /// The form filled with a post.
    pub fn of(post: &Post) -> Self {
        let term = post.term();
        Self {
            starts_on: term.from.to_string(),
            ends_on: term.to.map(|to| to.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The time alone, or every fault.
    pub fn term(&self) -> Result<Term, Errors> {
        let mut e = Errors::default();
        let from = e.take("starts_on", field::date(&self.starts_on));
        let to = e.take("ends_on", field::optional_date(&self.ends_on));
        from.zip(to).map(|(from, to)| Term { from, to }).ok_or(e)
    }

    /// Role and time, or every fault.
    pub fn parse(&self) -> Result<(Role, Term), Errors> {
        let mut e = Errors::default();
        let role = e.take("role", field::choice::<RoleCode>(&self.role));
        let from = e.take("starts_on", field::date(&self.starts_on));
        let to = e.take("ends_on", field::optional_date(&self.ends_on));
        match (role, from, to) {
            (Some(role), Some(from), Some(to)) => Ok((role.0, Term { from, to })),
            _ => Err(e),
        }
    }
}

struct RoleCode(Role);

impl std::str::FromStr for RoleCode {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        code.parse().map(Self)
    }
}

/// The end of a post.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawEnd {
    /// The last day; at once when blank.
    pub ends_on: String,
    /// 接交人: who takes over what is left.
    pub successor: String,
    /// 监交人: who was present.
    pub witness: String,
}

impl RawEnd {
    /// The last day, or what is wrong with it.
    pub fn parse(&self) -> Result<Option<NaiveDate>, Errors> {
        field::optional_date(&self.ends_on).map_err(|fault| Errors::one("ends_on", fault))
    }
}

/// The filter of the list.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Part of the name or the beginning of the staff number.
    pub q: String,
    /// Code or name of a unit: it and all below.
    pub unit: String,
    /// A role's code.
    pub role: String,
    /// The person behind whom the page begins.
    pub after: String,
}

impl Search {
    /// As a query string's pairs, without the page.
    pub fn pairs(&self) -> [(&'static str, &str); 3] {
        [("q", &self.q), ("unit", &self.unit), ("role", &self.role)]
    }
}

/// Who is invited, as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Invitees {
    /// Those who would be, as they were shown.
    pub person: Vec<String>,
    /// The list to go back to.
    pub back: String,
}

impl Invitees {
    /// The people, each once.
    pub fn people(&self) -> Vec<Uuid> {
        let mut ids: Vec<Uuid> = self.person.iter().filter_map(|id| id.parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(MOST_PICKS);
        ids
    }
    /// Where to go on: the list, narrowed as it was.
    pub fn back(&self) -> String {
        own_path(&self.back).filter(|p| p.starts_with("/people")).unwrap_or("/people").to_owned()
    }
}
