//! The list of units, as lists are: its columns, its filter, its workbook.
use super::{
    forms::Search,
    store::{self, Filter, Line},
};
use crate::{
    access::{Actor, Section, can},
    base::{
        error::Result,
        spreadsheet::{Field, Kind, OutColumn, WriteError, Writer},
        text::Words,
    },
    features::lists::{Column, Listing, Saying},
    state::App,
};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// 单位台账
pub struct Units;

impl Listing for Units {
    type Search = Search;
    type Filter = Filter;
    type Row = Line;
    const KEY: &'static str = "unit";
    const PATH: &'static str = "/units";
    const SECTION: Section = Section::Units;
    const EXPORTED: &'static str = "unit.export";
    const COLUMNS: &'static [Column] = &[
        Column::shown("code", Words::unit_code),
        Column::shown("kind", Words::unit_kind),
        Column::hidden("above", Words::unit_parent),
        Column::shown("order", Words::unit_order_no),
    ];

    fn may(actor: &Actor) -> Result<()> {
        actor.may::<can::ReadUnits, _>(actor.place.clone()).map(drop)
    }
    fn name(w: &Words) -> String {
        w.menu_units()
    }
    fn file(w: &Words, today: NaiveDate) -> String {
        format!("{}-{today}.xlsx", w.unit_export_file())
    }
    fn heads(w: &Words) -> Vec<OutColumn> {
        let column = |heading: String, width: f64, kind: Kind| OutColumn { heading, width, kind };
        vec![
            column(w.unit_name(), 30.0, Kind::Text),
            column(w.unit_code(), 18.0, Kind::Text),
            column(w.unit_kind(), 14.0, Kind::Text),
            column(w.unit_parent(), 30.0, Kind::Text),
            column(w.unit_order_no(), 10.0, Kind::Integer),
            column(w.unit_state(), 10.0, Kind::Text),
        ]
    }
    async fn narrow(_: &App, _: &mut PgConnection, actor: &Actor, wanted: &Search) -> Result<Option<Filter>> {
        Ok(Some(Filter { scope: actor.scope(), text: wanted.q.trim().to_owned() }))
    }
    async fn count(db: &mut PgConnection, filter: &Filter) -> Result<i64> {
        store::count(db, filter).await
    }
    async fn rows(
        db: &mut PgConnection,
        filter: &Filter,
        after: Option<&Line>,
        limit: i64,
    ) -> Result<Vec<Line>> {
        store::list(db, filter, after.map_or("", |l| &l.sort_key), limit).await
    }
    fn write(book: &mut Writer, _: i64, line: &Line, said: &Saying) -> Result<(), WriteError> {
        let (f, w) = (line.unit.facts(), said.w);
        book.row(&[
            Field::Text(&f.name),
            Field::Text(&f.code),
            Field::Text(&f.kind),
            Field::Text(line.above.as_deref().unwrap_or_default()),
            Field::Integer(i64::from(f.order_no)),
            Field::Text(&if line.unit.closed().is_some() { w.unit_closed() } else { w.unit_open() }),
        ])
    }
}
