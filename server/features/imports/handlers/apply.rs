//! The confirmation: what was looked at is stored, a big table by a worker.
use super::{begin, path};
use crate::{
    audit::{Event, Subject, Tx},
    base::{
        error::{Error, Result},
        extract::Path,
        form::Form,
        ids::ImportId,
        page::Done,
    },
    features::imports::{
        Failure, Refused, Register,
        model::{Checked, State as Stored, Uploaded, Work},
        run, store, work,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use std::sync::atomic::AtomicUsize;

/// The confirmation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Confirm {
    /// `1`: the good lines go in alone.
    pub good: String,
    /// The check and the counts that the person saw.
    pub seen: String,
}

/// Stores a table that was looked at: all of it or, by choice, the good lines.
pub async fn apply<R: Register>(
    State(app): State<App>,
    Path(id): Path<ImportId>,
    form: Form<Confirm>,
) -> Result<Response> {
    let (mut tx, uploaded) = begin::<R>(&app, id, form.writer).await?;
    let Stored::Checked(checked) = &uploaded.state else { return Err(Error::refused(Refused::Outdated)) };
    if uploaded.seal(checked) != form.input.seen {
        return Err(Error::refused(Refused::Outdated));
    }
    if checked.counts.refused > 0 && form.input.good != "1" {
        return Err(Error::refused(Refused::BadLines));
    }
    if checked.counts.work() == 0 {
        return Err(Error::refused(Refused::Nothing));
    }
    let to = path::<R>(id);
    if uploaded.is_big() {
        work::hand_over::<R>(&mut tx, id, Work::Store, uploaded.check_no).await?;
        tx.record(Event {
            kind: "table.confirm",
            subject: Subject { kind: "table", id: id.0 },
            place: uploaded.place.clone(),
            data: json!({ "register": R::KIND, "file": uploaded.file_name, "rows": checked.counts.work() }),
        });
        tx.commit(&to).await?;
        return Ok(Done::to(to).into_response());
    }
    let said = tx.words()?.import_done();
    at_once::<R>(tx, &uploaded, checked, &to).await?;
    Ok(Done::to(to).say(said).into_response())
}

async fn at_once<R: Register>(mut tx: Tx, uploaded: &Uploaded, checked: &Checked, to: &str) -> Result<()> {
    let bytes = store::bytes(tx.conn(), uploaded.id).await?;
    let sheet = run::sheet(bytes, &uploaded.file_name).await?.map_err(Error::refused)?;
    let scope = tx.actor()?.scope();
    let plan = run::locked::<R>(&mut tx, &scope, sheet, checked.matching()).await?;
    let plan = plan.map_err(|_| Error::refused(Refused::Outdated))?;
    if plan.counts() != checked.counts {
        // What is so now is what the person is shown next.
        store::checks::keep(&mut tx, uploaded.id, &plan, Some(Failure::Outdated)).await?;
        tx.unchanged();
        tx.commit("").await?;
        return Err(Error::refused(Refused::Outdated));
    }
    run::put(&mut tx, &plan, &AtomicUsize::default()).await?;
    store::done(&mut tx, uploaded.id, plan.counts()).await?;
    tx.commit(to).await
}
