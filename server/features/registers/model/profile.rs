//! 单位画像: what a unit does not have, so that nobody asks about it. It counts once the unit above has confirmed it.
use super::Refused;
use crate::{
    access::{Allowed, InUnit, Place, can},
    audit::{Event, Subject},
    base::text::Words,
};
use chrono::{DateTime, Utc};
use serde_json::json;

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident = $code:literal $word:ident;)+) => {
        /// Something that a unit does not have.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Flag { $($(#[$doc])* $name),+ }

        impl Flag {
            /// All of them, in the order of the page.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            /// The code, as stored and as checklists name it.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
            /// In words.
            pub fn say(self, w: &Words) -> String {
                match self { $(Self::$name => w.$word()),+ }
            }
        }

        impl std::str::FromStr for Flag {
            type Err = ();
            fn from_str(code: &str) -> Result<Self, ()> {
                match code { $($code => Ok(Self::$name),)+ _ => Err(()) }
            }
        }
    };
}

flags! {
    /// 无机房
    NoMachineRoom = "no_machine_room" profile_no_machine_room;
    /// 无自有信息系统
    NoOwnSystems = "no_own_systems" profile_no_own_systems;
    /// 无专网
    NoPrivateNetwork = "no_private_network" profile_no_private_network;
    /// 无软件开发
    NoDevelopment = "no_development" profile_no_development;
    /// 无数据库系统
    NoDbms = "no_dbms" profile_no_dbms;
    /// 不使用移动存储介质
    NoRemovableMedia = "no_removable_media" profile_no_removable_media;
    /// 无终端
    NoTerminals = "no_terminals" profile_no_terminals;
}

/// A unit's profile; a unit that never declared one has everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub(in crate::features::registers) place: Place,
    pub(in crate::features::registers) flags: Vec<Flag>,
    /// By whom and when.
    pub(in crate::features::registers) confirmed: Option<(String, DateTime<Utc>)>,
}

impl Profile {
    /// What the unit says it does not have, in the order of [`Flag::ALL`].
    pub fn flags(&self) -> &[Flag] {
        &self.flags
    }
    /// Whether it is that of the root, which has no unit above.
    pub fn is_root(&self) -> bool {
        self.place.path == "1/"
    }
    /// Whether it says so of this.
    pub fn has(&self, flag: &Flag) -> bool {
        self.flags.contains(flag)
    }
    /// By whom and when it was confirmed.
    pub fn confirmed(&self) -> Option<&(String, DateTime<Utc>)> {
        self.confirmed.as_ref()
    }
    /// What makes items not applicable: nothing before it is confirmed.
    pub fn effective(&self) -> &[Flag] {
        if self.confirmed.is_some() { &self.flags } else { &[] }
    }
}

impl InUnit for Profile {
    fn place(&self) -> &Place {
        &self.place
    }
}

/// An accepted change of a profile.
#[derive(Debug)]
pub struct ProfileChange {
    pub(in crate::features::registers) place: Place,
    pub(in crate::features::registers) what: ProfileWhat,
    pub(in crate::features::registers) event: Event,
}

#[derive(Debug)]
pub(in crate::features::registers) enum ProfileWhat {
    Declare(Vec<Flag>),
    Confirm,
}

impl Allowed<can::KeepProfile, Profile> {
    /// Declares what the unit does not have; a confirmation of something else is void.
    ///
    /// # Errors
    /// When nothing differs.
    pub fn declare(self, mut flags: Vec<Flag>) -> Result<ProfileChange, Refused> {
        flags.sort();
        flags.dedup();
        if flags == self.flags {
            return Err(Refused::Unchanged);
        }
        let codes = |flags: &[Flag]| flags.iter().map(|f| f.code()).collect::<Vec<_>>();
        let data = json!({ "old": { "flags": codes(&self.flags) }, "new": { "flags": codes(&flags) } });
        let event = event("profile.declare", &self.place, data);
        Ok(ProfileChange { place: self.place.clone(), what: ProfileWhat::Declare(flags), event })
    }
}

impl Allowed<can::ConfirmProfile, Profile> {
    /// Confirms it for the unit above.
    ///
    /// # Errors
    /// When there is nothing that waits.
    pub fn confirm(self) -> Result<ProfileChange, Refused> {
        confirm(&self)
    }
}

impl Allowed<can::ConfirmRoot, Profile> {
    /// Confirms the root's own.
    ///
    /// # Errors
    /// When there is nothing that waits.
    pub fn confirm(self) -> Result<ProfileChange, Refused> {
        confirm(&self)
    }
}

fn confirm(profile: &Profile) -> Result<ProfileChange, Refused> {
    if profile.confirmed.is_some() || profile.flags.is_empty() {
        return Err(Refused::NothingToConfirm);
    }
    let event = event("profile.confirm", &profile.place, json!({}));
    Ok(ProfileChange { place: profile.place.clone(), what: ProfileWhat::Confirm, event })
}

fn event(kind: &'static str, place: &Place, data: serde_json::Value) -> Event {
    Event { kind, subject: Subject { kind: "profile", id: place.unit.0 }, place: place.clone(), data }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unconfirmed_profile_excuses_nothing() {
        let place = Place { unit: uuid::Uuid::nil().into(), path: "1/".into() };
        let mut profile = Profile { place, flags: vec![Flag::NoDbms], confirmed: None };
        assert!(profile.has(&Flag::NoDbms) && profile.effective().is_empty());
        profile.confirmed = Some(("周敏".into(), DateTime::UNIX_EPOCH));
        assert_eq!(profile.effective(), [Flag::NoDbms]);
        assert!(Flag::ALL.iter().all(|f| f.code().parse() == Ok(*f)));
    }
}
