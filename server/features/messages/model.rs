//! What a person is told: never free text, for a message may leave the portal as a mail.
use crate::{
    access::Place,
    base::{
        ids::{IssueId, MessageId},
        text::{Sentence, Words},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Lines that a message keeps; it tells how many there are beyond.
pub const MOST_LINES: usize = 50;
/// Days after which a message is cleared away.
pub const KEPT: i64 = 180;

/// Why somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 分派: the reader is the new owner.
    Assigned,
    /// 退回
    Returned,
    /// 延期 or 挂账 was decided.
    Decided,
    /// 催办
    Nudge,
    /// 督办, its reply too.
    Supervision,
    /// @ in a comment.
    Mention,
    /// A deadline of what the reader works on.
    Reminder,
    /// What has passed its deadline, for those who see to it that others work on it.
    Digest,
}

/// What a person chooses mails about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Deadlines.
    Deadline,
    /// What others did to one's issues.
    Work,
    /// 催办 and 督办.
    Urge,
    /// Being mentioned.
    Mention,
}

impl Topic {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Deadline, Self::Work, Self::Urge, Self::Mention];
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Work => "work",
            Self::Urge => "urge",
            Self::Mention => "mention",
        }
    }
}

impl Sentence for Topic {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Deadline => w.message_topic_deadline(),
            Self::Work => w.message_topic_work(),
            Self::Urge => w.message_topic_urge(),
            Self::Mention => w.message_topic_mention(),
        }
    }
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Assigned,
        Self::Returned,
        Self::Decided,
        Self::Nudge,
        Self::Supervision,
        Self::Mention,
        Self::Reminder,
        Self::Digest,
    ];
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Returned => "returned",
            Self::Decided => "decided",
            Self::Nudge => "nudge",
            Self::Supervision => "supervision",
            Self::Mention => "mention",
            Self::Reminder => "reminder",
            Self::Digest => "digest",
        }
    }
    /// The topic that it belongs to.
    pub fn topic(self) -> Topic {
        match self {
            Self::Assigned | Self::Returned | Self::Decided => Topic::Work,
            Self::Nudge | Self::Supervision => Topic::Urge,
            Self::Mention => Topic::Mention,
            Self::Reminder | Self::Digest => Topic::Deadline,
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = ();
    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.key() == key).ok_or(())
    }
}

impl Sentence for Kind {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Assigned => w.message_assigned(),
            Self::Returned => w.message_returned(),
            Self::Decided => w.message_decided(),
            Self::Nudge => w.message_nudge(),
            Self::Supervision => w.message_supervision(),
            Self::Mention => w.message_mention(),
            Self::Reminder => w.message_reminder(),
            Self::Digest => w.message_digest(),
        }
    }
}

/// How a date stands on the day of the message, in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// So many are left.
    Left(u32),
    /// It is today.
    Today,
    /// It passed so many ago.
    Over(u32),
    /// 复核超时, for so many.
    Review(u32),
    /// A registered risk ends in so many; 0 is today.
    Ends(u32),
    /// The answer to a 督办单 is due: so many after its date, negative before it, 0 today.
    Reply(i32),
    /// 催办
    Nudged,
}

impl Sentence for Standing {
    fn say(&self, w: &Words) -> String {
        match *self {
            Self::Left(n) => w.due_left(n),
            Self::Today => w.message_due_today(),
            Self::Over(n) => w.due_over(n),
            Self::Review(n) => w.message_review_over(n),
            Self::Ends(0) => w.message_ends_today(),
            Self::Ends(n) => w.message_ends(n),
            Self::Reply(0) => w.message_reply_today(),
            Self::Reply(n) if n < 0 => w.message_reply_left(n.unsigned_abs()),
            Self::Reply(n) => w.message_reply_over(n.unsigned_abs()),
            Self::Nudged => w.message_nudged(),
        }
    }
}

/// One issue of a message: its number and the checklist's title of its main item, never its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The issue.
    pub issue: IssueId,
    /// 编号
    pub number: String,
    /// Title of the item in Chinese; empty for an issue without one.
    pub title_zh: String,
    /// The same in English.
    pub title_en: String,
    /// The date that counts.
    pub due: NaiveDate,
    /// How it stands.
    pub standing: Option<Standing>,
}

/// A message as its reader finds it.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Why.
    pub kind: Kind,
    /// The unit that it is about.
    pub place: Place,
    /// That unit's name.
    pub unit: String,
    /// The first of what it tells.
    pub lines: Vec<Line>,
    /// How many there are.
    pub total: usize,
    /// When it was written.
    pub made_at: DateTime<Utc>,
    /// Whether it was read.
    pub read: bool,
}

impl Message {
    /// Where it leads: to its one issue, else to the page with all of them.
    pub fn target(&self) -> String {
        match self.lines.as_slice() {
            [one] => format!("/issues/{}", one.issue),
            _ => format!("/messages/{}", self.id),
        }
    }
}
