//! 申请: what whoever rectifies asks for, and somebody else decides: 延期, or 挂账管控.
use crate::base::{
    ids::{PersonId, RequestId},
    text::{Sentence, Words},
};
use chrono::{DateTime, NaiveDate, Utc};

/// The longest time for which a risk is registered, in days from the day of asking.
pub const LONGEST: u64 = 365;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// 延期: a later deadline.
    Extension,
    /// 挂账管控: the risk stays, registered, until a day.
    Risk,
}

impl Ask {
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Extension => "extension",
            Self::Risk => "risk",
        }
    }
}

impl std::str::FromStr for Ask {
    type Err = ();
    fn from_str(key: &str) -> Result<Self, ()> {
        match key {
            "extension" => Ok(Self::Extension),
            "risk" => Ok(Self::Risk),
            _ => Err(()),
        }
    }
}

impl Sentence for Ask {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Extension => w.issue_ask_extension(),
            Self::Risk => w.issue_ask_risk(),
        }
    }
}

/// What a person enters who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Why.
    pub reason: String,
    /// What protects meanwhile.
    pub measure: String,
    /// The deadline, or the last day of the registration, that is asked for.
    pub until: NaiveDate,
}

/// A request that waits for its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// What for.
    pub ask: Ask,
    /// Who asked.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// The wish.
    pub wish: Wish,
}

/// How a request ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 同意, until this day.
    Approved(NaiveDate),
    /// 同意, until an earlier day than was asked for.
    Shortened(NaiveDate),
    /// 不同意
    Refused,
}

impl Outcome {
    /// As stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Approved(_) => "approved",
            Self::Shortened(_) => "shortened",
            Self::Refused => "refused",
        }
    }
    /// Until when, where it was granted.
    pub fn until(self) -> Option<NaiveDate> {
        match self {
            Self::Approved(day) | Self::Shortened(day) => Some(day),
            Self::Refused => None,
        }
    }
}

/// A decision as the store keeps it.
#[derive(Debug)]
pub(in super::super) struct Decision {
    pub id: RequestId,
    pub by: PersonId,
    pub at: DateTime<Utc>,
    pub outcome: Outcome,
    pub remark: String,
}
