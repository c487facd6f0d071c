//! The list of systems as a workbook, as filtered.
use super::system::{filter, scope};
use crate::{
    access::{Reading, can},
    audit::{Event, Subject, Tx},
    base::{
        aside::aside,
        download,
        error::Result,
        extract::Query,
        spreadsheet::{Field, Kind, OutColumn, WriteError, Writer},
        table_import::PartialDate,
        text::Words,
    },
    features::registers::{
        forms::system::Search,
        model::System,
        pages::system::{level_text, status_text},
        store::system::{self as store, Filter},
    },
    state::App,
};
use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use serde_json::json;

/// Rows that are read at a time.
const AT_ONCE: i64 = 2000;

pub(crate) async fn export(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
) -> Result<Response> {
    r.must::<can::ReadSystems>()?;
    let (w, at, place) = (r.words(), r.actor.at, r.actor.place.clone());
    let (mut book, mut rows) = (begin(w, at.now).map_err(anyhow::Error::from)?, 0);
    if let Some(scope) = scope(&mut r, &search).await? {
        let mut filter = Filter { after: None, ..filter(&search) };
        loop {
            let systems = store::list(r.db(), &scope, &filter, AT_ONCE).await?;
            write(&mut book, &systems, w).map_err(anyhow::Error::from)?;
            rows += systems.len();
            filter.after = systems.last().map(System::id);
            if systems.len() < usize::try_from(AT_ONCE).unwrap_or_default() {
                break;
            }
        }
    }
    let event = Event {
        kind: "system.export",
        subject: Subject { kind: "unit", id: place.unit.0 },
        place,
        data: json!({ "rows": rows, "filter": search.pairs() }),
    };
    Tx::note(&app, &r.ctx, event).await?;
    let book = aside(move || book.finish()).await?.map_err(anyhow::Error::from)?;
    Ok(download::workbook(&format!("{}-{}.xlsx", w.system_export_file(), at.today), book))
}

fn begin(w: &Words, now: DateTime<Utc>) -> Result<Writer, WriteError> {
    let heads = [
        (w.system_unit(), 26.0),
        (w.system_name(), 24.0),
        (w.system_level(), 10.0),
        (w.system_filing_no(), 22.0),
        (w.system_status(), 12.0),
        (w.system_important(), 12.0),
        (w.system_accountable(), 12.0),
        (w.system_operating(), 12.0),
        (w.system_phone(), 16.0),
        (w.system_online(), 13.0),
        (w.system_exposure(), 16.0),
        (w.system_provided_by(), 24.0),
        (w.system_remark(), 36.0),
    ];
    let date = |heading: &str| heading == w.system_online();
    let column = |(heading, width): (String, f64)| {
        let kind = if date(&heading) { Kind::Date } else { Kind::Text };
        OutColumn { heading, width, kind }
    };
    Writer::new(&w.menu_systems(), &heads.map(column), now)
}

fn write(writer: &mut Writer, systems: &[System], w: &Words) -> Result<(), WriteError> {
    let yes_no = [w.word_no(), w.word_yes()];
    for system in systems {
        let f = system.facts();
        let (level, status) = (level_text(f.level, w), status_text(f.status, w));
        let month = f.online.map(|d| d.to_string()).unwrap_or_default();
        let online = match f.online {
            Some(PartialDate::Day(day)) => Field::Date(day),
            Some(PartialDate::Month(_)) => Field::Text(&month),
            None => Field::Empty,
        };
        let provider = f.provided_by.as_ref().map_or("", |p| &p.name);
        let text = Field::Text;
        writer.row(&[
            text(system.unit_name()),
            text(&f.name),
            text(&level),
            text(&f.filing_no),
            text(&status),
            text(&yes_no[usize::from(f.important)]),
            text(&f.accountable),
            text(&f.operating),
            text(&f.phone),
            online,
            text(&f.exposure),
            text(provider),
            text(&f.remark),
        ])?;
    }
    Ok(())
}
