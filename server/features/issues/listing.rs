//! The list of issues, as lists are: its columns, its filter, its workbook.
use super::{
    forms::Search,
    handlers::path_of,
    model::{Code, Own},
    pages::severity_text,
    store::{self, Filter, Listed},
};
use crate::{
    access::{Actor, Section, can},
    base::{
        calendar::today,
        error::Result,
        spreadsheet::{Field, Kind, OutColumn, WriteError, Writer},
        text::Words,
    },
    features::{
        checklists::model::Severity,
        lists::{Column, Listing, Saying},
    },
    state::App,
};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// 问题隐患清单
pub struct Issues;

impl Listing for Issues {
    type Search = Search;
    type Filter = Filter;
    type Row = Listed;
    const KEY: &'static str = "issue";
    const PATH: &'static str = "/issues";
    const SECTION: Section = Section::Issues;
    const EXPORTED: &'static str = "issue.export";
    const COLUMNS: &'static [Column] = &[
        Column::shown("severity", Words::issue_severity),
        Column::shown("state", Words::issue_state),
        Column::shown("unit", Words::issue_unit_and_owner),
        Column::hidden("subject", Words::issue_column_system),
        Column::hidden("found", Words::issue_found_on),
        Column::hidden("interim", Words::issue_interim_due),
        Column::hidden("repeats", Words::issue_repeated),
        Column::hidden("returns", Words::issue_column_returns),
        Column::hidden("nudges", Words::issue_column_nudges),
        Column::shown("due", Words::issue_due),
    ];

    fn may(actor: &Actor) -> Result<()> {
        actor.may::<can::ReadIssues, _>(Own(actor.place.clone())).map(drop)
    }
    fn name(w: &Words) -> String {
        w.issue_export_sheet()
    }
    fn file(w: &Words, today: NaiveDate) -> String {
        w.issue_export_file(today.to_string())
    }
    fn heads(w: &Words) -> Vec<OutColumn> {
        heads(w)
    }
    async fn narrow(
        app: &App,
        db: &mut PgConnection,
        actor: &Actor,
        search: &Search,
    ) -> Result<Option<Filter>> {
        let (path, _) = path_of(db, actor, search).await?;
        let filter = search.filter(path, actor, &app.calendar());
        store::find_word(db, filter, &search.q).await.map(Some)
    }
    async fn count(db: &mut PgConnection, filter: &Filter) -> Result<i64> {
        store::count(db, filter).await
    }
    async fn rows(
        db: &mut PgConnection,
        filter: &Filter,
        after: Option<&Listed>,
        limit: i64,
    ) -> Result<Vec<Listed>> {
        store::listed(db, filter, after.map(Listed::key), limit).await
    }
    fn write(book: &mut Writer, n: i64, row: &Listed, said: &Saying) -> Result<(), WriteError> {
        let w = said.w;
        let optional = |d: Option<NaiveDate>| d.map_or(Field::Empty, Field::Date);
        let state: Option<Code> = row.state.parse().ok();
        let severity = row.severity.parse::<Severity>().map(|s| severity_text(s, w)).unwrap_or_default();
        let clause = [row.clause.as_deref().unwrap_or_default(), row.main_item.as_str()].join(" ");
        let matter = if row.description.is_empty() {
            row.title.clone()
        } else {
            format!("{}\n{}", row.title, row.description)
        };
        let done_on = row.submitted_at.filter(|_| state == Some(Code::Closed)).map(|at| today(at, said.zone));
        let returned = match (&row.void_reason, row.returns) {
            (Some(reason), _) => reason.clone(),
            (None, 0) => String::new(),
            (None, n) => w.issue_returned_times(n),
        };
        let repeated = (row.occurrence > 1).then(|| w.issue_repeated_times(row.occurrence));
        let remark = repeated.into_iter().chain(Some(returned).filter(|r| !r.is_empty()));
        let remark = remark.collect::<Vec<_>>().join(&w.list_comma());
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
    }
}

fn heads(w: &Words) -> Vec<OutColumn> {
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
