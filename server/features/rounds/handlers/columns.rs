//! Zones, host groups and registers of media, as the officer names them.
use super::super::{
    forms::{ColumnAct, RawColumn},
    model::{Left, Refused},
    store,
};
use crate::{
    access::can,
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Errors, Form},
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
    Wrong(String),
}

impl Sentence for Stays {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Answered => w.column_answered(),
            Self::Wrong(why) => w.column_wrong(why),
        }
    }
}

pub async fn change(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<RawColumn>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, form.writer).await?;
    let inspection = store::lock(&mut tx, id).await?;
    let inspection = tx.may::<can::FillInspection, _>(inspection)?.into_inner();
    if !inspection.course().is_editable() {
        return Err(Error::refused(Refused::Closed { state: inspection.course().state().key() }));
    }
    let w = tx.words()?;
    let wrong = |e: &Errors| {
        Error::refused(Stays::Wrong(e.iter().map(|(_, f)| f.say(w)).collect::<Vec<_>>().join(" ")))
    };
    let said = match form.input.parse().map_err(|e| wrong(&e))? {
        ColumnAct::Add(kind, name, group) => {
            store::add_column(&mut tx, &inspection, kind, &name, group).await?.map_err(|e| wrong(&e))?;
            w.column_added(name)
        }
        ColumnAct::Rename(column, name) => {
            store::rename_column(&mut tx, &inspection, column, &name).await?;
            w.saved()
        }
        ColumnAct::Remove(column) => {
            if !store::remove_column(&mut tx, &inspection, column).await? {
                return Err(Error::refused(Stays::Answered));
            }
            w.column_removed()
        }
    };
    recount(&mut tx, id).await?;
    let to = format!("/inspections/{id}#columns");
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

/// Another column is more, or less, to be answered.
async fn recount(tx: &mut Tx, id: InspectionId) -> Result<()> {
    let head = store::find(tx.conn(), id).await?;
    let board = store::Board::load(tx.conn(), &head.round, &head.inspection).await?;
    let plan = board.plan();
    let left = Left::of(&board.sheet(&plan));
    store::keep(tx, id, left).await
}
