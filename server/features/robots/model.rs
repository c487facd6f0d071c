//! A robot and its verbs. What calls it is a secret: it goes into the database and to the worker that sends, and is never shown again.
use crate::{
    access::{Allowed, InUnit, Place, can},
    audit::{Event, Subject},
    base::{
        db::Moment,
        ids::RobotId,
        text::{Language, Sentence, Words},
        webhook,
    },
    features::{messages::model::Topic, units::model::Unit},
};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// What a robot can tell about.
pub const TOPICS: [Topic; 2] = [Topic::Deadline, Topic::Urge];
/// Robots of one unit.
pub const MOST: usize = 10;

/// Whose group chats they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// 企业微信
    WeCom,
    /// 钉钉
    DingTalk,
    /// 飞书
    Feishu,
}

impl Service {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::WeCom, Self::DingTalk, Self::Feishu];
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::WeCom => "wecom",
            Self::DingTalk => "dingtalk",
            Self::Feishu => "feishu",
        }
    }
    /// Where its robots are called.
    pub fn host(self) -> &'static str {
        match self {
            Self::WeCom => "qyapi.weixin.qq.com",
            Self::DingTalk => "oapi.dingtalk.com",
            Self::Feishu => "open.feishu.cn",
        }
    }
    /// Whether its calls can be signed.
    pub fn signs(self) -> bool {
        self != Self::WeCom
    }
}

impl std::str::FromStr for Service {
    type Err = ();
    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|service| service.key() == key).ok_or(())
    }
}

impl Sentence for Service {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::WeCom => w.robot_wecom(),
            Self::DingTalk => w.robot_dingtalk(),
            Self::Feishu => w.robot_feishu(),
        }
    }
}

/// What calls a robot: its address, which carries a key, and the secret that signs.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    /// The address.
    pub address: String,
    /// The secret; empty without one.
    pub secret: String,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

impl Secrets {
    /// The last characters of the address, to tell it by.
    pub fn hint(&self) -> String {
        let tail: Vec<char> = self.address.chars().rev().take(4).collect();
        tail.into_iter().rev().collect()
    }
    /// A text without them, should the other side repeat them.
    pub fn hidden_in(&self, text: &str) -> String {
        let parts = self.address.split(['/', '=', '&', '?']).chain([self.secret.as_str()]);
        // Shorter ones are no keys.
        parts.filter(|part| part.len() >= 16).fold(text.to_owned(), |text, part| text.replace(part, "…"))
    }
}

/// A robot as entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Whose.
    pub service: Service,
    /// What it is called here.
    pub name: String,
    /// Where its address leads.
    pub host: String,
    /// What calls it.
    pub secrets: Secrets,
    /// What it tells about.
    pub topics: Vec<Topic>,
}

/// A robot as it stands.
#[derive(Debug, Clone)]
pub struct Robot {
    /// Its id.
    pub id: RobotId,
    /// Its unit.
    pub place: Place,
    /// Whose.
    pub service: Service,
    /// What it is called here.
    pub name: String,
    /// Where its address leads.
    pub host: String,
    /// The last characters of the address.
    pub hint: String,
    /// The language that it tells in.
    pub language: Language,
    /// What it tells about.
    pub topics: Vec<Topic>,
    /// Whether it tells at all.
    pub active: bool,
}

impl InUnit for Robot {
    fn place(&self) -> &Place {
        &self.place
    }
}

/// How the last message of a robot went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Last {
    /// Nothing was sent yet.
    Nothing,
    /// It waits for its first try.
    Waiting,
    /// It was sent at that time.
    Sent(DateTime<Utc>),
    /// So many tries failed, the last one for this reason; there will be another.
    Failing(i32, String),
    /// It was given up for this reason.
    Failed(String),
}

/// Why an address is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadAddress {
    /// No web address that begins with `https://`.
    NotHttps,
    /// Another host than these.
    Foreign(String),
    /// Copied without the key that belongs to it.
    NoKey(&'static str),
}

impl BadAddress {
    /// Why an address is refused; with the hosts that are not.
    pub fn of(refused: webhook::Refused, hosts: &[&str]) -> Self {
        match refused {
            webhook::Refused::NotHttps => Self::NotHttps,
            webhook::Refused::Foreign => Self::Foreign(hosts.join(" ")),
        }
    }
}

impl Sentence for BadAddress {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::NotHttps => w.robot_not_https(),
            Self::Foreign(hosts) => w.robot_foreign(hosts.as_str()),
            Self::NoKey(name) => w.robot_no_key(*name),
        }
    }
}

/// Why a secret or the topics are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// The service knows no secret.
    Secret,
    /// It would tell nothing.
    Topics,
}

impl Sentence for Unfit {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Secret => w.robot_without_secret(),
            Self::Topics => w.robot_without_topics(),
        }
    }
}

/// Why a robot stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The unit is closed.
    Closed,
    /// The unit has as many as it may.
    Enough,
    /// It is off.
    Off,
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Closed => w.robot_unit_closed(),
            Self::Enough => w.robot_enough(MOST),
            Self::Off => w.robot_is_off(),
        }
    }
}

/// An accepted change.
#[derive(Debug)]
pub struct Change {
    pub(super) place: Place,
    pub(super) what: What,
    pub(super) event: Event,
}

#[derive(Debug)]
pub(super) enum What {
    Add(RobotId, Entered),
    Try(RobotId),
    Turn(RobotId, bool),
    Remove(RobotId),
}

impl Change {
    fn new(place: &Place, kind: &'static str, data: Value, what: What) -> Self {
        let subject = Subject { kind: "unit", id: place.unit.0 };
        Self { place: place.clone(), what, event: Event { kind, subject, place: place.clone(), data } }
    }
}

impl Allowed<can::KeepSettings, Unit> {
    /// A robot from now on, beside so many.
    ///
    /// # Errors
    /// When the unit is closed, or has enough of them.
    pub fn add_robot(self, robot: Entered, beside: usize, at: Moment) -> Result<Change, Refused> {
        if self.closed().is_some() {
            return Err(Refused::Closed);
        }
        if beside >= MOST {
            return Err(Refused::Enough);
        }
        let topics: Vec<&str> = robot.topics.iter().map(|t| t.key()).collect();
        let new = json!({ "robot": robot.name, "service": robot.service.key(), "host": robot.host, "topics": topics });
        let what = What::Add(RobotId::new(at.now), robot);
        Ok(Change::new(self.place(), "robot.add", json!({ "old": {}, "new": new }), what))
    }
}

impl Allowed<can::KeepSettings, Robot> {
    /// A message to look whether it arrives.
    ///
    /// # Errors
    /// When the robot is off.
    pub fn try_out(self) -> Result<Change, Refused> {
        if !self.active {
            return Err(Refused::Off);
        }
        Ok(Change::new(&self.place, "robot.try", json!({ "robot": self.name }), What::Try(self.id)))
    }
    /// It tells again.
    pub fn enable(self) -> Change {
        Change::new(&self.place, "robot.enable", json!({ "robot": self.name }), What::Turn(self.id, true))
    }
    /// It tells nothing; what waits is not sent either.
    pub fn disable(self) -> Change {
        Change::new(&self.place, "robot.disable", json!({ "robot": self.name }), What::Turn(self.id, false))
    }
    /// It is forgotten, with what waits for it.
    pub fn remove(self) -> Change {
        let old = json!({ "robot": self.name, "service": self.service.key(), "host": self.host });
        let new = json!({ "robot": null, "service": null, "host": null });
        Change::new(&self.place, "robot.remove", json!({ "old": old, "new": new }), What::Remove(self.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_calls_a_robot_is_hidden_wherever_it_is_repeated() {
        let secrets = Secrets {
            address: "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef0123".into(),
            secret: "SEC0123456789abcdef".into(),
        };
        assert_eq!(secrets.hint(), "0123");
        let said = secrets.hidden_in("token 0123456789abcdef0123 with SEC0123456789abcdef is not exist");
        assert_eq!(said, "token … with … is not exist");
        assert_eq!(format!("{secrets:?}"), "Secrets");
    }
}
