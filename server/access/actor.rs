//! The person who asks, acting through one active post: its unit and all below it are the scope.
use super::{Action, Allowed, InUnit, Role};
use crate::base::{
    db::{Entered, Moment},
    error::{Error, Result},
    ids::{PersonId, PostId, SessionId, UnitId},
};

/// Where a thing belongs: a unit and its path in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The unit.
    pub unit: UnitId,
    /// Its path: the numbers of all units from the root, each followed by `/`.
    pub path: String,
}

/// A subtree: the half-open range of paths that queries say themselves, so that an index serves them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    from: String,
    to: String,
}

impl Scope {
    /// The subtree below `path` (which ends with `/`); `0` follows `/` in the order of bytes.
    pub fn below(path: &str) -> Self {
        let stem = path.strip_suffix('/').unwrap_or(path);
        Self { from: path.to_owned(), to: format!("{stem}0") }
    }
    /// The whole tree.
    pub fn root() -> Self {
        Self::below("1/")
    }
    /// First path within.
    pub fn from(&self) -> &str {
        &self.from
    }
    /// First path behind it.
    pub fn to(&self) -> &str {
        &self.to
    }
    /// Whether a path lies within.
    pub fn holds(&self, path: &str) -> bool {
        !self.from.is_empty() && path.starts_with(&self.from)
    }
}

/// One of the person's active posts, for the switcher.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct PostChoice {
    /// The post.
    pub id: PostId,
    /// Its role's code.
    pub role: String,
    /// The unit's name.
    pub unit: String,
}

impl PostChoice {
    /// The role, said in the reader's language.
    pub fn role_text(&self, w: &crate::base::text::Words) -> String {
        use crate::base::text::Sentence;
        self.role.parse::<Role>().map(|r| r.say(w)).unwrap_or_default()
    }
}

/// Who asks. Made from a session, or from the post that asked for work that goes on after the request.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The session; nil in work that goes on after the request.
    pub session: SessionId,
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The active post.
    pub post: PostId,
    /// Its role.
    pub role: Role,
    /// Its unit.
    pub place: Place,
    /// The unit's name.
    pub unit_name: String,
    /// All active posts.
    pub posts: Vec<PostChoice>,
    /// Clock and day of the request.
    pub at: Moment,
}

impl Actor {
    /// Takes over what the database said of the session.
    ///
    /// # Errors
    /// When the database names a role that the program does not know.
    pub fn of(e: Entered, at: Moment) -> Result<Self> {
        let role = e.role.parse().map_err(|()| anyhow::anyhow!("unknown role {:?}", e.role))?;
        Ok(Self {
            session: e.session_id.into(),
            person: e.person_id.into(),
            name: e.person_name,
            post: e.post_id.into(),
            role,
            place: Place { unit: e.unit_id.into(), path: e.unit_path },
            unit_name: e.unit_name,
            posts: serde_json::from_value(e.posts).map_err(anyhow::Error::from)?,
            at,
        })
    }

    /// The subtree of the active post.
    pub fn scope(&self) -> Scope {
        Scope::below(&self.place.path)
    }

    /// The proof that this person may do `A` to `thing`.
    ///
    /// # Errors
    /// `NotFound` out of scope, `Forbidden` for the wrong role.
    pub fn may<A: Action, T: InUnit>(&self, thing: T) -> Result<Allowed<A, T>> {
        let place = thing.place();
        if !self.scope().holds(&place.path) {
            return Err(Error::NotFound);
        }
        let (here, own) = (place.unit == self.place.unit, thing.assigned_to(self.person));
        let by_role = if here { A::HERE } else { A::ABOVE }.contains(&self.role);
        let allowed = by_role || own && A::ASSIGNED.contains(&self.role);
        tracing::trace!(target: "access", action = A::NAME, role = self.role.code(), here, own, allowed);
        if allowed { Ok(Allowed::prove(self.clone(), thing)) } else { Err(Error::Forbidden) }
    }

    /// Whether the button for `A` is shown: the same table as [`Actor::may`].
    pub fn could<A: Action, T: InUnit>(&self, thing: &T) -> bool {
        let place = thing.place();
        let here = place.unit == self.place.unit;
        self.scope().holds(&place.path)
            && (if here { A::HERE } else { A::ABOVE }.contains(&self.role)
                || A::ASSIGNED.contains(&self.role) && thing.assigned_to(self.person))
    }
}

/// The actor's own unit is a thing as well: for verbs that make something new there.
impl InUnit for Place {
    fn place(&self) -> &Place {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn a_scope_is_a_range_of_paths() {
        let scope = Scope::below("1/5/");
        assert_eq!((scope.from(), scope.to()), ("1/5/", "1/50"));
        for inside in ["1/5/", "1/5/7/", "1/5/70/1/"] {
            assert!(scope.holds(inside) && inside >= scope.from() && inside < scope.to());
        }
        for outside in ["1/", "1/50/", "1/51/", "1/6/"] {
            let in_range = outside >= scope.from() && outside < scope.to();
            assert!(!scope.holds(outside) && !in_range);
        }
    }
}
