//! The six states and what is known in each.
use crate::base::{
    ids::PersonId,
    text::{Sentence, Words},
};
use chrono::{DateTime, NaiveDate, Utc};

/// Who began to rectify, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// 代: an officer in the owner's place.
    pub on_behalf: bool,
}

/// The rectification that waits for its verifier, or was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Who handed it in.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// 整改措施: what was done.
    pub measure: String,
}

/// Where an issue stands, with the facts of that state and no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// 待整改
    Awaiting,
    /// 整改中
    Rectifying(Start),
    /// 待复核
    Reviewing(Start, Submission),
    /// 已销号, by whom and when.
    Closed(Start, Submission, PersonId, DateTime<Utc>),
    /// 误报撤销: by whom, when, why.
    Void(PersonId, DateTime<Utc>, String),
    /// 挂账管控, until this day.
    Registered(NaiveDate),
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal $word:ident $class:literal;)+) => {
        /// The name of a state, as stored, shown and filtered by.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $name),+ }

        impl Code {
            /// All of them, in the order of the loop.
            pub const ALL: [Code; 6] = [$(Code::$name),+];
            /// As stored.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
            /// The class of its badge.
            pub fn class(self) -> &'static str {
                match self { $(Self::$name => $class),+ }
            }
        }

        impl std::str::FromStr for Code {
            type Err = ();
            fn from_str(code: &str) -> Result<Self, ()> {
                match code { $($code => Ok(Self::$name),)+ _ => Err(()) }
            }
        }

        impl Sentence for Code {
            fn say(&self, w: &Words) -> String {
                match self { $(Self::$name => w.$word()),+ }
            }
        }
    };
}

codes! {
    /// 待整改
    Awaiting = "awaiting" issue_state_awaiting "todo";
    /// 整改中
    Rectifying = "rectifying" issue_state_rectifying "doing";
    /// 待复核
    Reviewing = "reviewing" issue_state_reviewing "review";
    /// 已销号
    Closed = "closed" issue_state_closed "closed";
    /// 误报撤销
    Void = "void" issue_state_void "void";
    /// 挂账管控
    Registered = "registered" issue_state_registered "held";
}

impl Code {
    /// Whether it counts as open.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Void)
    }
    /// Whether the next step is the owner's, so that it can be overdue.
    pub fn is_for_the_owner(self) -> bool {
        matches!(self, Self::Awaiting | Self::Rectifying)
    }
    /// As [`Sentence::say`], for templates.
    pub fn say(self, w: &Words) -> String {
        Sentence::say(&self, w)
    }
}

impl State {
    /// Its name.
    pub fn code(&self) -> Code {
        match self {
            Self::Awaiting => Code::Awaiting,
            Self::Rectifying(..) => Code::Rectifying,
            Self::Reviewing(..) => Code::Reviewing,
            Self::Closed(..) => Code::Closed,
            Self::Void(..) => Code::Void,
            Self::Registered(..) => Code::Registered,
        }
    }
}
