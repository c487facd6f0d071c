//! A write: a transaction that has entered, and commits only together with its events.
use super::{Event, Subject};
use crate::{
    access::{Action, Actor, Allowed, Frame, InUnit, Place, Section},
    base::{
        csrf::Writer,
        db::Moment,
        error::{Error, Result},
        ids::{PostId, new_uuid},
        request::Ctx,
        text::Words,
    },
    state::App,
};
use serde_json::json;
use sqlx::{PgConnection, Postgres, Transaction};
use std::sync::Arc;
use uuid::Uuid;

/// Why the program writes in its own name. The list is short on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Someone signs in or out, or sets a password by a link.
    SignIn,
    /// The first unit and administrator.
    SetUp,
    /// A table given on the command line.
    Import,
    /// Data that the program ships.
    BuiltIn,
    /// What the clock brings about.
    Clock,
    /// The sample organisation.
    Sample,
}

impl Reason {
    /// The name in the audit log.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::SetUp => "set-up",
            Self::Import => "import",
            Self::BuiltIn => "built-in",
            Self::Clock => "clock",
            Self::Sample => "sample",
        }
    }
}

enum By {
    Person(Box<Actor>, Arc<Ctx>, Option<Uuid>),
    Behalf(Box<Actor>),
    System(Reason, Option<Arc<Ctx>>),
}

/// An open write.
pub struct Tx {
    inner: Transaction<'static, Postgres>,
    by: By,
    at: Moment,
    events: Vec<Event>,
    unchanged: bool,
}

impl Tx {
    /// Begins in the name of the signed-in person.
    ///
    /// # Errors
    /// `SignIn` with what was sent when the session has ended; `Repeated` when this form was carried out already; a refusal when
    /// it was opened through another post.
    pub async fn begin(app: &App, writer: Writer) -> Result<Self> {
        let Some(tx) = Self::enter(app, writer.ctx(), writer.key()).await? else {
            return Err(Error::SignIn(writer.into_resume()));
        };
        writer.opened_through(tx.actor()?.post)?;
        Ok(tx)
    }

    /// None when there is no session, or one that has ended.
    async fn enter(app: &App, ctx: &Arc<Ctx>, key: Option<Uuid>) -> Result<Option<Self>> {
        let at = app.at();
        let Some(token) = &ctx.token else { return Ok(None) };
        let Some((mut inner, mut entered)) = app.db.begin(token, at, key).await? else { return Ok(None) };
        app.follow(entered.calendar, &mut inner).await?;
        if let Some(outcome) = entered.earlier.take() {
            return Err(Error::Repeated(outcome));
        }
        let by = By::Person(Box::new(Actor::of(entered, at)?), ctx.clone(), key);
        Ok(Some(Self { inner, by, at, events: Vec::new(), unchanged: false }))
    }

    /// Begins in the name of whoever asked for work that goes on after the request; none when their post has ended.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn on_behalf(app: &App, post: PostId) -> Result<Option<Self>> {
        let at = app.at();
        let Some((mut inner, entered)) = app.db.begin_post(post, at).await? else { return Ok(None) };
        app.follow(entered.calendar, &mut inner).await?;
        let by = By::Behalf(Box::new(Actor::of(entered, at)?));
        Ok(Some(Self { inner, by, at, events: Vec::new(), unchanged: false }))
    }

    /// Begins in the program's own name, for the whole tree.
    pub async fn system(app: &App, reason: Reason, ctx: Option<Arc<Ctx>>) -> Result<Self> {
        let inner = app.db.begin_system().await?;
        Ok(Self { inner, by: By::System(reason, ctx), at: app.at(), events: Vec::new(), unchanged: false })
    }

    /// Writes the event of a download, before its first byte leaves.
    ///
    /// # Errors
    /// `SignIn` when the session has ended in the meantime.
    pub async fn note(app: &App, ctx: &Arc<Ctx>, event: Event) -> Result<()> {
        let mut tx = Self::enter(app, ctx, None).await?.ok_or(Error::SignIn(None))?;
        tx.record(event);
        tx.commit("").await
    }

    /// Writes that a signed-in person asked for what their role may not do.
    ///
    /// # Errors
    /// `SignIn` when the session has ended in the meantime.
    pub async fn refused(app: &App, ctx: &Arc<Ctx>) -> Result<()> {
        let mut tx = Self::enter(app, ctx, None).await?.ok_or(Error::SignIn(None))?;
        let (subject, place) =
            (Subject { kind: "person", id: tx.actor()?.person.0 }, tx.actor()?.place.clone());
        let path = ctx.path.split('?').next().unwrap_or_default();
        let data = json!({ "method": ctx.method.as_str(), "path": path });
        tx.record(Event { kind: "access.refused", subject, place, data });
        tx.commit("").await
    }

    /// The connection.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.inner
    }
    /// Clock and day of this write.
    pub fn at(&self) -> Moment {
        self.at
    }
    /// The person who writes.
    ///
    /// # Errors
    /// `Forbidden` for the program itself, which may do nothing that asks for a person.
    pub fn actor(&self) -> Result<&Actor> {
        match &self.by {
            By::Person(actor, ..) | By::Behalf(actor) => Ok(actor),
            By::System(..) => Err(Error::Forbidden),
        }
    }
    /// The proof that this person may do `A` to `thing`.
    ///
    /// # Errors
    /// As [`Actor::may`].
    pub fn may<A: Action, T: InUnit>(&self, thing: T) -> Result<Allowed<A, T>> {
        self.actor()?.may(thing)
    }
    /// The same for something new in the actor's own unit.
    ///
    /// # Errors
    /// As [`Actor::may`].
    pub fn may_here<A: Action>(&self) -> Result<Allowed<A, Place>> {
        self.may(self.actor()?.place.clone())
    }
    /// The messages in the writer's language.
    ///
    /// # Errors
    /// As [`Tx::actor`].
    pub fn words(&self) -> Result<&'static Words> {
        Ok(self.ctx()?.words())
    }
    /// The request.
    ///
    /// # Errors
    /// As [`Tx::actor`].
    pub fn ctx(&self) -> Result<&Arc<Ctx>> {
        match &self.by {
            By::Person(_, ctx, _) => Ok(ctx),
            By::Behalf(..) | By::System(..) => Err(Error::Forbidden),
        }
    }
    /// The frame of a page that shows a refused form.
    ///
    /// # Errors
    /// As [`Tx::actor`].
    pub fn frame(&self, section: Section) -> Result<Frame> {
        Ok(Frame::new(self.actor()?, self.ctx()?, section))
    }
    /// Marks a point to come back to with [`Tx::back`] when a statement may fail by a rule of the table.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn mark(&mut self) -> Result<()> {
        sqlx::raw_sql("savepoint mark").execute(&mut *self.inner).await?;
        Ok(())
    }
    /// Undoes what came after the mark, so that the transaction can be read from again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn back(&mut self) -> Result<()> {
        sqlx::raw_sql("rollback to savepoint mark").execute(&mut *self.inner).await?;
        Ok(())
    }
    /// Notes what happens; written at the end with the rows.
    pub fn record(&mut self, event: Event) {
        self.events.push(event);
    }
    /// Says that nothing had to change, so that `commit` needs no event.
    pub fn unchanged(&mut self) {
        self.unchanged = true;
    }

    /// Writes the events and ends the transaction. `outcome` is the path that answers, also when the same form comes again.
    ///
    /// # Errors
    /// A write without an event is a fault of ours and is rolled back.
    pub async fn commit(mut self, outcome: &str) -> Result<()> {
        if self.events.is_empty() && !self.unchanged {
            return Err(anyhow::anyhow!("a write without an audit event").into());
        }
        self.write_events(outcome).await?;
        self.inner.commit().await.map_err(Error::from)
    }

    async fn write_events(&mut self, outcome: &str) -> Result<()> {
        let (person, name, role, ctx, key) = match &self.by {
            By::Person(a, ctx, key) => (Some(a.person.0), a.name.clone(), a.role.code(), Some(ctx), *key),
            By::Behalf(a) => (Some(a.person.0), a.name.clone(), a.role.code(), None, None),
            By::System(reason, ctx) => (None, reason.name().to_owned(), "system", ctx.as_ref(), None),
        };
        let events = std::mem::take(&mut self.events);
        let ids: Vec<Uuid> = events.iter().map(|_| new_uuid(self.at.now)).collect();
        let units: Vec<Uuid> = events.iter().map(|e| e.place.unit.0).collect();
        let paths: Vec<String> = events.iter().map(|e| e.place.path.clone()).collect();
        let kinds: Vec<String> = events.iter().map(|e| e.kind.to_owned()).collect();
        let subject_kinds: Vec<String> = events.iter().map(|e| e.subject.kind.to_owned()).collect();
        let subjects: Vec<Uuid> = events.iter().map(|e| e.subject.id).collect();
        let data: Vec<serde_json::Value> = events.into_iter().map(|e| e.data).collect();
        sqlx::query!(
            "insert into audit (id, at, person_id, person_name, role, unit_id, path, kind, subject_kind, subject_id, data,
                                key, outcome, request_id, address)
             select e.id, $1, $2, $3, $4, e.unit_id, e.path, e.kind, e.subject_kind, e.subject_id, e.data,
                    case when e.n = 1 then $5::uuid end, case when e.n = 1 and $5 is not null then $6 end, $7, $8
               from unnest($9::uuid[], $10::uuid[], $11::text[], $12::text[], $13::text[], $14::uuid[], $15::jsonb[])
                    with ordinality as e (id, unit_id, path, kind, subject_kind, subject_id, data, n)",
            self.at.now,
            person,
            name,
            role,
            key,
            outcome,
            ctx.map(|c| c.id),
            ctx.map(|c| c.address_text()).unwrap_or_default(),
            &ids,
            &units,
            &paths,
            &kinds,
            &subject_kinds,
            &subjects,
            &data
        )
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }
}
