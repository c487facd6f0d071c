//! The proof of a permission: verbs consume it, so there is no change without a check.
use super::{Actor, Place, Role};
use crate::base::ids::PersonId;
use std::{marker::PhantomData, ops::Deref};

/// A line of the policy table.
pub trait Action {
    /// Its name in the audit log.
    const NAME: &'static str;
    /// Roles of the thing's own unit.
    const HERE: &'static [Role];
    /// Roles at a unit above.
    const ABOVE: &'static [Role];
    /// Roles that may do it to what is assigned to them in person.
    const ASSIGNED: &'static [Role];
}

/// Things that belong to a unit.
pub trait InUnit {
    /// The unit.
    fn place(&self) -> &Place;
    /// Whether the thing is this person's own duty.
    fn assigned_to(&self, _: PersonId) -> bool {
        false
    }
}

/// A `T` that the actor may do `A` to. Only [`Actor::may`] makes one.
#[derive(Debug)]
pub struct Allowed<A, T> {
    actor: Actor,
    thing: T,
    action: PhantomData<A>,
}

impl<A: Action, T> Allowed<A, T> {
    pub(super) fn prove(actor: Actor, thing: T) -> Self {
        Self { actor, thing, action: PhantomData }
    }
    /// Who does it.
    pub fn by(&self) -> &Actor {
        &self.actor
    }
    /// The action's name in the audit log.
    pub fn action(&self) -> &'static str {
        A::NAME
    }
    /// Gives the thing back.
    pub fn into_inner(self) -> T {
        self.thing
    }
}

impl<A, T> Deref for Allowed<A, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.thing
    }
}
