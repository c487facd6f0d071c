//! States, refusals and subjects in words, and subjects as they stand in forms.
use super::{Refused, State, Subject, Verb, Why};
use crate::base::text::{Sentence, Words};
use std::{fmt, str::FromStr};

impl Sentence for Verb {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Submit => w.inspection_submit(),
            Self::SignOff => w.inspection_sign_off(),
            Self::AttachScan => w.inspection_attach_scan(),
            Self::SendBack => w.inspection_send_back(),
            Self::TakeBack => w.inspection_take_back(),
            Self::Accept => w.inspection_accept(),
            Self::Return => w.inspection_return(),
            Self::AskCorrection => w.inspection_ask_correction(),
            Self::GrantCorrection => w.inspection_grant_correction(),
        }
    }
}

/// The name of a state by its key.
pub fn state_name(key: &str, w: &Words) -> String {
    match key {
        "open" => w.inspection_open(),
        "awaiting_sign_off" => w.inspection_awaiting_sign_off(),
        "awaiting_review" => w.inspection_awaiting_review(),
        "returned" => w.inspection_returned(),
        "accepted" => w.inspection_accepted(),
        other => other.to_owned(),
    }
}

/// The badge of a state: its class and sign.
pub fn state_badge(key: &str) -> (&'static str, &'static str) {
    match key {
        "awaiting_sign_off" => ("signing", "state-sign"),
        "awaiting_review" => ("review", "state-review"),
        "returned" => ("returned", "state-returned"),
        "accepted" => ("accepted", "state-closed"),
        _ => ("doing", "state-doing"),
    }
}

impl State {
    /// All keys, in the order of the way.
    pub const KEYS: [&'static str; 5] =
        ["open", "awaiting_sign_off", "awaiting_review", "returned", "accepted"];
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::NotNow { verb, state } => w.inspection_not_now(state_name(state, w), verb.say(w)),
            Self::Closed { state } => w.inspection_closed(state_name(state, w)),
            Self::OpenWithoutReason(items) => w.inspection_open_without_reason(items.len()),
            Self::NothingReturned => w.inspection_nothing_returned(),
            Self::NotOnSheet(items) => w.inspection_not_on_sheet(items.len()),
            Self::ReturnedWithoutReason(items) => w.inspection_returned_without_reason(items.len()),
            Self::NoReason => w.inspection_no_reason(),
            Self::AnsweredAfterEvent => w.occasion_answered(),
            Self::OwnWork => w.inspection_own_work(),
        }
    }
}

impl Sentence for Why {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Profile(flag) => w.sheet_na_profile(flag.say(w)),
            Self::NotImportant => w.sheet_na_not_important(),
            Self::OtherHosts => w.sheet_na_other_hosts(),
            Self::Retired => w.sheet_na_retired(),
        }
    }
}

/// `unit`, `system:…`, `zone:…`, `hosts:…`, `media:…`.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit => f.write_str("unit"),
            Self::Zone(id) => write!(f, "zone:{id}"),
            Self::System(id) => write!(f, "system:{id}"),
            Self::Hosts(id) => write!(f, "hosts:{id}"),
            Self::Media(id) => write!(f, "media:{id}"),
        }
    }
}

impl FromStr for Subject {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(':').unwrap_or((text, ""));
        let id = |()| id.parse::<uuid::Uuid>().map_err(drop);
        match kind {
            "unit" => Ok(Self::Unit),
            "zone" => id(()).map(|id| Self::Zone(id.into())),
            "system" => id(()).map(|id| Self::System(id.into())),
            "hosts" => id(()).map(|id| Self::Hosts(id.into())),
            "media" => id(()).map(|id| Self::Media(id.into())),
            _ => Err(()),
        }
    }
}

impl Subject {
    /// Its id among the columns; none for the unit.
    pub fn column(self) -> Option<uuid::Uuid> {
        match self {
            Self::Unit => None,
            Self::System(id) => Some(id.0),
            Self::Zone(id) | Self::Hosts(id) | Self::Media(id) => Some(id.0),
        }
    }
}
