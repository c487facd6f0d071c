//! The list of systems as a workbook, as filtered.
use super::system::{filter, scope};
use crate::{
    access::{Reading, can},
    audit::{Event, Subject, Tx},
    base::{
        aside::aside,
        download,
        error::{Error, Result},
        extract::Query,
        spreadsheet::{Field, Kind, OutColumn, WriteError, Writer},
        table_import::PartialDate,
        text::Words,
    },
    features::registers::{
        forms::system::Search,
        model::System,
        pages::system::{level_text, status_text},
        store::system as store,
    },
    state::App,
};
use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use serde_json::json;

/// Rows of a workbook at most; nobody reads more in one.
const MOST: i64 = 100_000;

pub(crate) async fn export(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
) -> Result<Response> {
    r.must::<can::ReadSystems>()?;
    let search = Search { after: String::new(), ..search };
    let systems = match scope(&mut r, &search).await? {
        Some(scope) => store::list(r.db(), &scope, &filter(&search), MOST).await?,
        None => Vec::new(),
    };
    let place = r.actor.place.clone();
    Tx::note(
        &app,
        &r.ctx,
        Event {
            kind: "system.export",
            subject: Subject { kind: "unit", id: place.unit.0 },
            place,
            data: json!({ "rows": systems.len(), "filter": search.pairs() }),
        },
    )
    .await?;
    let (w, at) = (r.words(), r.actor.at);
    let book = aside(move || book(&systems, w, at.now)).await?.map_err(|e| Error::Internal(e.into()))?;
    Ok(download::workbook(&format!("{}-{}.xlsx", w.system_export_file(), at.today), book))
}

fn book(systems: &[System], w: &Words, now: DateTime<Utc>) -> Result<Vec<u8>, WriteError> {
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
    let mut writer = Writer::new(&w.menu_systems(), &heads.map(column), now)?;
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
    writer.finish()
}
