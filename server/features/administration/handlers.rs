//! One function per route.
use super::{pages, store};
use crate::{
    MIGRATOR,
    access::{Reading, Section, can},
    audit::{Event, Subject, Tx},
    base::{
        error::{Error, Result},
        extract::{Path, Query},
        form::{Button, Form},
        ids::JobId,
        page::{Done, html},
        paging,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// Where a page begins.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct After {
    after: String,
}

impl After {
    fn id(&self) -> Option<Uuid> {
        self.after.parse().ok()
    }
}

pub(crate) async fn hub(r: Reading) -> Result<Response> {
    r.must::<can::KeepPeople>()?;
    html(&pages::Hub { frame: r.frame(Section::Admin), unit: r.actor.place.unit })
}

pub(crate) async fn sign_ins(mut r: Reading, Query(after): Query<After>) -> Result<Response> {
    r.must::<can::KeepPeople>()?;
    let mut tries = store::sign_ins(r.db(), after.id(), paging::SIZE + 1).await?;
    let last = paging::cut(&mut tries).map(|t| t.id.to_string());
    let next = last.map(|id| paging::link("/admin/sign-ins", &[("after", &id)]));
    html(&pages::SignIns { frame: r.frame(Section::Admin), tries, next })
}

pub(crate) async fn mails(mut r: Reading, Query(after): Query<After>) -> Result<Response> {
    r.must::<can::KeepPeople>()?;
    let scope = r.actor.scope();
    let mut mails = store::mails(r.db(), &scope, after.id(), paging::SIZE + 1).await?;
    let last = paging::cut(&mut mails).map(|m| m.id.to_string());
    let next = last.map(|id| paging::link("/admin/mails", &[("after", &id)]));
    html(&pages::Mails { frame: r.frame(Section::Admin), mails, next })
}

/// Sends a mail again that is waiting for its next try, or was given up.
pub(crate) async fn retry(
    State(app): State<App>,
    Path(id): Path<JobId>,
    form: Form<Button>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let place = store::place(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let place = tx.may::<can::KeepPeople, _>(place)?.into_inner();
    if store::retry(&mut tx, id).await? {
        let subject = Subject { kind: "mail", id: id.0 };
        tx.record(Event { kind: "mail.retry", subject, place, data: json!({}) });
    } else {
        // Delivered in the meantime.
        tx.unchanged();
    }
    let said = tx.words()?.mails_retried();
    tx.commit("/admin/mails").await?;
    Ok(Done::to("/admin/mails").say(said).into_response())
}

pub(crate) async fn design(r: Reading) -> Result<Response> {
    r.must::<can::KeepPeople>()?;
    html(&pages::Design::new(r.frame(Section::Admin))?)
}

pub(crate) async fn about(State(app): State<App>, mut r: Reading) -> Result<Response> {
    r.must::<can::KeepPeople>()?;
    let now = r.actor.at.now;
    let facts = store::about(r.db(), now).await?;
    let newest = MIGRATOR.iter().map(|m| m.version).max().unwrap_or(0);
    let mails_by_server = app.config.mailer.by_server();
    html(&pages::About { frame: r.frame(Section::Admin), facts, newest, mails_by_server })
}
