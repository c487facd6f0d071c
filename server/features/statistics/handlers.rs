//! One function per route.
use super::{
    forms::Search,
    model::{self, By, Line, Period},
    pages::{Figures, Page},
    store, workbook,
};
use crate::{
    access::{Actor, Reading, Section, can},
    audit::{Event, Subject, Tx},
    base::{
        aside::aside,
        download as leave,
        error::{Error, Result},
        extract::Query,
        form::Errors,
        page::{html, refused},
        paging,
    },
    state::App,
};
use axum::{extract::State, response::Response};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Units that are read at once for the workbook.
const AT_ONCE: i64 = 200;

/// The unit at the top, those right below it, and its path.
type Place = (Vec<(Uuid, String)>, String);

async fn place(db: &mut PgConnection, actor: &Actor, search: &Search) -> Result<Place> {
    let top = search.unit(actor);
    let units = store::units(db, &actor.scope(), top).await?;
    let path = units.iter().find(|(id, ..)| *id == top.0).map(|(.., path)| path.clone());
    let units = units.into_iter().map(|(id, name, _)| (id, name)).collect();
    path.map(|path| (units, path)).ok_or(Error::NotFound)
}

pub(super) async fn show(
    State(_): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
) -> Result<Response> {
    r.must::<can::ReadOverview>()?;
    let actor = r.actor.clone();
    let (units, path) = place(r.db(), &actor, &search).await?;
    let frame = r.frame(Section::Statistics);
    let period = match search.period(actor.at.today) {
        Ok(period) => period,
        Err(errors) => {
            return refused(&Page { frame, at: actor.at, search, errors, units, figures: None });
        }
    };
    let rows = store::rows(r.db(), &path, &["severity"], period).await?;
    let (lines, next) = lines(r.db(), &search, &actor, &path, period, &rows).await?;
    let figures = Figures {
        period,
        total: model::total(&rows),
        months: model::by_month(&rows, period),
        ages: model::ages(&rows, actor.at.today),
        by: search.by(),
        lines,
        next,
    };
    html(&Page { frame, at: actor.at, search, errors: Errors::default(), units, figures: Some(figures) })
}

/// One page of the breakdown that is asked for, and the address of the next.
async fn lines(
    db: &mut PgConnection,
    search: &Search,
    actor: &Actor,
    path: &str,
    period: Period,
    rows: &[model::Row],
) -> Result<(Vec<Line>, Option<String>)> {
    let lines = match search.by() {
        By::Severity => model::by_severity(rows),
        By::Month => model::by_month(rows, period),
        By::Layer => model::by_layer(&store::rows(db, path, &["item"], period).await?),
        By::Clause => model::by_clause(&store::rows(db, path, &["item"], period).await?),
        By::Unit => {
            let top = search.unit(actor);
            let mut lines = store::by_unit(db, top, search.after(), period, paging::SIZE + 1).await?;
            let next = match paging::cut(&mut lines).map(|l| &l.what) {
                Some(model::What::Unit(id, _)) => {
                    Some(search.link("/statistics", &[("after", &id.to_string())]))
                }
                _ => None,
            };
            return Ok((lines, next));
        }
    };
    Ok((lines, None))
}

/// Every breakdown as a workbook, with what its figures mean.
pub(super) async fn download(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
) -> Result<Response> {
    r.must::<can::ReadOverview>()?;
    let actor = r.actor.clone();
    let (units, path) = place(r.db(), &actor, &search).await?;
    let period = match search.period(actor.at.today) {
        Ok(period) => period,
        Err(errors) => {
            let frame = r.frame(Section::Statistics);
            return refused(&Page { frame, at: actor.at, search, errors, units, figures: None });
        }
    };
    let top = search.unit(&actor);
    let all = store::rows(r.db(), &path, &["severity", "item"], period).await?;
    let (rows, items) = all.into_iter().partition(|r| r.month.is_some());
    let mut below: Vec<Line> = Vec::new();
    loop {
        let after = below.last().and_then(|l| match &l.what {
            model::What::Unit(id, _) => Some(*id),
            _ => None,
        });
        let more = store::by_unit(r.db(), top, after, period, AT_ONCE).await?;
        let full = i64::try_from(more.len()).unwrap_or_default() == AT_ONCE;
        below.extend(more);
        if !full {
            break;
        }
    }
    let unit = units.into_iter().find(|(id, _)| *id == top.0).map(|(_, name)| name).unwrap_or_default();
    let book = workbook::Book { unit, period, at: actor.at, rows, items, units: below };
    let (w, language) = (r.words(), r.ctx.language);
    let name = w.statistics_file(actor.at.today.to_string());
    let event = Event {
        kind: "statistics.export",
        subject: Subject { kind: "unit", id: actor.place.unit.0 },
        place: actor.place.clone(),
        data: json!({ "filter": search.link("", &[("by", "")]) }),
    };
    Tx::note(&app, &r.ctx, event).await?;
    let bytes = aside(move || book.write(w, language));
    Ok(leave::workbook(&name, bytes.await?.map_err(anyhow::Error::from)?))
}
