//! The list as a workbook, whole as filtered, noted before its first byte leaves.
use super::{
    super::{
        forms::Search,
        model::{Code, Own},
        pages::severity_text,
        store::{self, Listed},
    },
    list::narrow,
};
use crate::{
    access::{Reading, can},
    audit::{Event, Subject, Tx},
    base::{
        aside::aside,
        download,
        error::Result,
        extract::Query,
        spreadsheet::{Field, Kind, OutColumn, Writer},
        text::Words,
    },
    features::checklists::model::Severity,
    state::App,
};
use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use serde_json::json;

/// Rows that are read at a time.
const AT_ONCE: i64 = 2000;

pub(in super::super) async fn export(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<Search>,
) -> Result<Response> {
    r.allowed::<can::ReadIssues, _>(Own(r.actor.place.clone()))?;
    let (filter, _) = narrow(&app, &mut r, &search).await?;
    let (w, at) = (r.words(), r.actor.at);
    let mut book = Writer::new(&w.issue_export_sheet(), &columns(w), at.now).map_err(anyhow::Error::from)?;
    let (mut after, mut count) = (None, 0);
    loop {
        let rows = store::listed(r.db(), &filter, after, AT_ONCE).await?;
        after = rows.last().map(Listed::key);
        for row in &rows {
            count += 1;
            write(&mut book, count, row, w, &|at| crate::base::calendar::today(at, r.actor.at.zone))?;
        }
        if rows.len() < usize::try_from(AT_ONCE).unwrap_or_default() {
            break;
        }
    }
    let data = json!({ "rows": count, "filter": search.link("/issues", &[]) });
    let (place, unit) = (r.actor.place.clone(), r.actor.place.unit.0);
    Tx::note(
        &app,
        &r.ctx,
        Event { kind: "issue.export", subject: Subject { kind: "unit", id: unit }, place, data },
    )
    .await?;
    let bytes = aside(move || book.finish()).await?.map_err(anyhow::Error::from)?;
    let name = w.issue_export_file(at.today.to_string());
    Ok(download::workbook(&name, bytes))
}

fn columns(w: &Words) -> Vec<OutColumn> {
    let column = |heading: String, width: f64, kind: Kind| OutColumn { heading, width, kind };
    vec![
        column(w.issue_column_no(), 6.0, Kind::Integer),
        column(w.issue_number(), 17.0, Kind::Text),
        column(w.issue_unit(), 24.0, Kind::Text),
        column(w.issue_column_system(), 20.0, Kind::Text),
        column(w.issue_column_clause(), 18.0, Kind::Text),
        column(w.issue_description(), 50.0, Kind::Text),
        column(w.issue_severity(), 10.0, Kind::Text),
        column(w.issue_column_owner(), 12.0, Kind::Text),
        column(w.issue_found_on(), 12.0, Kind::Date),
        column(w.issue_interim_due(), 14.0, Kind::Date),
        column(w.issue_due(), 12.0, Kind::Date),
        column(w.issue_state(), 10.0, Kind::Text),
        column(w.issue_measure(), 40.0, Kind::Text),
        column(w.issue_column_done_on(), 12.0, Kind::Date),
        column(w.issue_column_verifier(), 12.0, Kind::Text),
        column(w.issue_column_remark(), 24.0, Kind::Text),
    ]
}

fn write(
    book: &mut Writer,
    n: i64,
    row: &Listed,
    w: &Words,
    day: &dyn Fn(chrono::DateTime<chrono::Utc>) -> NaiveDate,
) -> Result<()> {
    let optional = |d: Option<NaiveDate>| d.map_or(Field::Empty, Field::Date);
    let state: Option<Code> = row.state.parse().ok();
    let severity = row.severity.parse::<Severity>().map(|s| severity_text(s, w)).unwrap_or_default();
    let clause = [row.clause.as_deref().unwrap_or_default(), row.main_item.as_str()].join(" ");
    let matter = if row.description.is_empty() {
        row.title.clone()
    } else {
        format!("{}\n{}", row.title, row.description)
    };
    let done_on = row.submitted_at.filter(|_| state == Some(Code::Closed)).map(day);
    let remark = match (&row.void_reason, row.returns) {
        (Some(reason), _) => reason.clone(),
        (None, 0) => String::new(),
        (None, n) => w.issue_returned_times(n),
    };
    book.row(&[
        Field::Integer(n),
        Field::Text(&row.number),
        Field::Text(&row.unit),
        Field::Text(&row.subject),
        Field::Text(clause.trim()),
        Field::Text(&matter),
        Field::Text(&severity),
        Field::Text(&row.owner),
        Field::Date(row.found_on),
        optional(row.interim_due),
        Field::Date(row.due),
        Field::Text(&state.map(|s| s.say(w)).unwrap_or_default()),
        Field::Text(row.measure.as_deref().unwrap_or_default()),
        optional(done_on),
        Field::Text(row.verifier.as_deref().unwrap_or_default()),
        Field::Text(&remark),
    ])
    .map_err(|e| anyhow::Error::from(e).into())
}
