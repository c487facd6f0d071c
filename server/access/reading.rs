//! A GET by a signed-in person: who asks, and a connection that sees what they may see.
use super::{Action, Actor, Frame, InUnit, Section};
use crate::{
    base::{
        db::Reader,
        error::{Error, Result},
        request::{Ctx, Public},
        text::Words,
    },
    state::App,
};
use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};
use chrono::Duration;
use sqlx::PgConnection;
use std::sync::Arc;

/// How long a session lives.
pub mod session {
    use super::Duration;
    /// Without being used.
    pub const IDLE: Duration = Duration::minutes(60);
    /// In any case.
    pub const ABSOLUTE: Duration = Duration::hours(12);
}

/// The reader of a page.
pub struct Reading {
    /// Who asks.
    pub actor: Actor,
    /// The request.
    pub ctx: Arc<Ctx>,
    reader: Reader,
}

impl Reading {
    /// The connection, within the actor's scope; it can write nothing.
    pub fn db(&mut self) -> &mut PgConnection {
        self.reader.conn()
    }
    /// The frame of the page.
    pub fn frame(&self, section: Section) -> Frame {
        Frame::new(&self.actor, &self.ctx, section)
    }
    /// The messages in the reader's language.
    pub fn words(&self) -> &'static Words {
        self.ctx.words()
    }
    /// Refuses the page unless the role may do `A` to what is here.
    pub fn must<A: Action>(&self) -> Result<()> {
        self.actor.may::<A, _>(self.actor.place.clone()).map(drop)
    }
    /// Refuses the page unless the role may do `A` to `thing`; gives the thing back.
    pub fn allowed<A: Action, T: InUnit>(&self, thing: T) -> Result<T> {
        self.actor.may::<A, T>(thing).map(super::Allowed::into_inner)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reading
where
    App: FromRef<S>,
{
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let app = App::from_ref(state);
        let Public(ctx) = Public::from_request_parts(parts, state).await?;
        let token = ctx.token.as_ref().ok_or(Error::SignIn(None))?;
        let at = app.at();
        let (mut reader, entered) = app.db.enter(token, at).await?.ok_or(Error::SignIn(None))?;
        app.follow(entered.calendar, reader.conn()).await?;
        if entered.stale {
            app.db.touch(entered.session_id, at, session::IDLE).await?;
        }
        Ok(Self { actor: Actor::of(entered, at)?, ctx, reader })
    }
}
