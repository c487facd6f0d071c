//! How a person comes to sign in: by an invitation, alone or among many, and by a code for a new password.
use super::person::{Change, Person, Refused, SignIn, What, event};
use crate::access::{Allowed, can};
use serde_json::json;

/// What decides whether somebody is invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whether they can sign in.
    pub sign_in: SignIn,
    /// Whether they have a post within reach, today or later.
    pub has_post: bool,
    /// Whether an invitation waits to be sent.
    pub on_its_way: bool,
}

impl Standing {
    /// Whether a link could be made.
    fn invitable(self) -> Result<(), Refused> {
        match self.sign_in {
            SignIn::Active => Err(Refused::HasAccount),
            SignIn::Elsewhere => Err(Refused::Elsewhere),
            SignIn::None | SignIn::Invited if !self.has_post => Err(Refused::NoPost),
            SignIn::None | SignIn::Invited => Ok(()),
        }
    }

    /// The same for one of many, who keeps an invitation that is still good: another one would void its link.
    fn uninvited(self) -> Result<(), Refused> {
        self.invitable()?;
        match (self.on_its_way, self.sign_in) {
            (true, _) => Err(Refused::OnItsWay),
            (false, SignIn::Invited) => Err(Refused::StillInvited),
            (false, _) => Ok(()),
        }
    }
}

impl Allowed<can::KeepPeople, Person> {
    /// Makes the link by which they set a password.
    ///
    /// # Errors
    /// When they sign in already, have nothing to sign in for, or stand out of reach.
    pub fn invite(self, now: Standing) -> Result<Change, Refused> {
        now.invitable()?;
        let event = event("person.invite", self.id, &self.place, json!({}));
        Ok(Change { what: What::Invite { id: self.id }, event })
    }

    /// The same, sent to their address.
    ///
    /// # Errors
    /// As [`Self::invite`], and without an address.
    pub fn invite_by_mail(self, now: Standing) -> Result<Change, Refused> {
        let (id, place, no_mail) = (self.id, self.place.clone(), self.facts.mail.is_empty());
        let change = self.invite(now)?;
        if no_mail {
            return Err(Refused::NoMail);
        }
        Ok(Change { what: What::InviteByMail { id, place }, ..change })
    }

    /// The same for one of many.
    ///
    /// # Errors
    /// As [`Self::invite_by_mail`], and when an invitation of theirs is still good or waits to be sent.
    pub fn invite_among_many(self, now: Standing) -> Result<Change, Refused> {
        now.uninvited()?;
        self.invite_by_mail(now)
    }

    /// Makes a code by which they set a new password.
    ///
    /// # Errors
    /// When they do not sign in yet, or stand out of reach.
    pub fn code(self, state: SignIn) -> Result<Change, Refused> {
        match state {
            SignIn::Active => {}
            SignIn::Elsewhere => return Err(Refused::Elsewhere),
            SignIn::None | SignIn::Invited => return Err(Refused::NoAccount),
        }
        let event = event("person.code", self.id, &self.place, json!({}));
        Ok(Change { what: What::Code { id: self.id }, event })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn among_many_nobody_is_invited_whose_invitation_is_good() {
        use Refused::{Elsewhere, HasAccount, NoPost, OnItsWay, StillInvited};
        let now = |sign_in, has_post, on_its_way| Standing { sign_in, has_post, on_its_way };
        for (standing, alone, among_many) in [
            (now(SignIn::None, true, false), Ok(()), Ok(())),
            (now(SignIn::None, true, true), Ok(()), Err(OnItsWay)),
            (now(SignIn::Invited, true, false), Ok(()), Err(StillInvited)),
            (now(SignIn::Invited, false, false), Err(NoPost), Err(NoPost)),
            (now(SignIn::None, false, true), Err(NoPost), Err(NoPost)),
            (now(SignIn::Active, true, false), Err(HasAccount), Err(HasAccount)),
            (now(SignIn::Elsewhere, true, true), Err(Elsewhere), Err(Elsewhere)),
        ] {
            assert_eq!((standing.invitable(), standing.uninvited()), (alone, among_many), "{standing:?}");
        }
    }
}
