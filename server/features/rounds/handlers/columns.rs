//! Zones, host groups and registers of media, as the officer names them.
use super::super::{
    forms::{ColumnAct, RawColumn},
    model::Refused,
    pages::Sent,
    store,
};
use crate::{
    access::can,
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Path,
        form::Form,
        ids::InspectionId,
        page::Done,
        text::{Sentence, Words},
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

/// Why the columns stay as they are.
#[derive(Debug)]
enum Stays {
    Answered,
}

impl Sentence for Stays {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Answered => w.column_answered(),
        }
    }
}

pub async fn change(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<RawColumn>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let head = store::lock(&mut tx, id).await?;
    let inspection = tx.may::<can::FillInspection, _>(head.inspection.clone())?.into_inner();
    if !inspection.course().is_editable() {
        return Err(Error::refused(Refused::Closed { state: inspection.course().state().key() }));
    }
    let act = match form.input.parse() {
        Ok(act) => act,
        Err(e) => return super::sheet::refuse(&app, tx, &head, Sent::column(form.input, e)).await,
    };
    let w = tx.words()?;
    let done = match act {
        ColumnAct::Add(kind, name, group) => {
            store::add_column(&mut tx, &inspection, kind, &name, group).await?.map(|()| w.column_added(name))
        }
        ColumnAct::Rename(column, name) => {
            store::rename_column(&mut tx, &inspection, column, &name).await?.map(|()| w.saved())
        }
        ColumnAct::Remove(column) => {
            if !store::remove_column(&mut tx, &inspection, column).await? {
                return Err(Error::refused(Stays::Answered));
            }
            Ok(w.column_removed())
        }
    };
    let said = match done {
        Ok(said) => said,
        Err(e) => return super::sheet::refuse(&app, tx, &head, Sent::column(form.input, e)).await,
    };
    // Another column is more, or less, to be answered.
    super::answers::recount(&mut tx, &head).await?;
    let to = format!("/inspections/{id}#columns");
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
