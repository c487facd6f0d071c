//! The list of systems, as lists are: its columns, its filter, its workbook.
use super::{
    forms::system::Search,
    model::System,
    pages::system::{level_text, status_text},
    store::system::{self as store, Filter},
};
use crate::{
    access::{Actor, Section, can},
    base::{
        error::Result,
        search::search,
        spreadsheet::{Field, Kind, OutColumn, WriteError, Writer},
        table_import::PartialDate,
        text::Words,
    },
    features::{
        lists::{Column, Listing, Saying},
        units,
    },
    state::App,
};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// 信息系统台账
pub struct Systems;

impl Listing for Systems {
    type Search = Search;
    type Filter = Filter;
    type Row = System;
    const KEY: &'static str = "system";
    const PATH: &'static str = "/systems";
    const SECTION: Section = Section::Systems;
    const EXPORTED: &'static str = "system.export";
    const COLUMNS: &'static [Column] = &[
        Column::shown("unit", Words::system_unit),
        Column::shown("level", Words::system_level),
        Column::hidden("filing_no", Words::system_filing_no),
        Column::shown("status", Words::system_status),
        Column::shown("important", Words::system_important),
        Column::shown("accountable", Words::system_accountable),
        Column::shown("operating", Words::system_operating),
        Column::hidden("phone", Words::system_phone),
        Column::hidden("online", Words::system_online),
        Column::hidden("exposure", Words::system_exposure),
        Column::hidden("provided_by", Words::system_provided_by),
    ];

    fn may(actor: &Actor) -> Result<()> {
        actor.may::<can::ReadSystems, _>(actor.place.clone()).map(drop)
    }
    fn name(w: &Words) -> String {
        w.menu_systems()
    }
    fn file(w: &Words, today: NaiveDate) -> String {
        format!("{}-{today}.xlsx", w.system_export_file())
    }
    fn heads(w: &Words) -> Vec<OutColumn> {
        let column = |heading: String, width: f64, kind: Kind| OutColumn { heading, width, kind };
        vec![
            column(w.system_unit(), 26.0, Kind::Text),
            column(w.system_name(), 24.0, Kind::Text),
            column(w.system_level(), 10.0, Kind::Text),
            column(w.system_filing_no(), 22.0, Kind::Text),
            column(w.system_status(), 12.0, Kind::Text),
            column(w.system_important(), 12.0, Kind::Text),
            column(w.system_accountable(), 12.0, Kind::Text),
            column(w.system_operating(), 12.0, Kind::Text),
            column(w.system_phone(), 16.0, Kind::Text),
            column(w.system_online(), 13.0, Kind::Date),
            column(w.system_exposure(), 16.0, Kind::Text),
            column(w.system_provided_by(), 24.0, Kind::Text),
            column(w.system_remark(), 36.0, Kind::Text),
        ]
    }
    /// None when no unit of that code or name is within reach.
    async fn narrow(
        _: &App,
        db: &mut PgConnection,
        actor: &Actor,
        wanted: &Search,
    ) -> Result<Option<Filter>> {
        let scope = units::subtree(db, actor.scope(), &wanted.unit).await?;
        let Some(scope) = scope else { return Ok(None) };
        Ok(Some(Filter {
            found: search(db, "system", scope.from(), &wanted.q).await?,
            scope,
            level: wanted.level(),
            status: wanted.status(),
            important: wanted.important(),
        }))
    }
    async fn count(db: &mut PgConnection, filter: &Filter) -> Result<i64> {
        store::count(db, filter).await
    }
    async fn rows(
        db: &mut PgConnection,
        filter: &Filter,
        after: Option<&System>,
        limit: i64,
    ) -> Result<Vec<System>> {
        store::list(db, filter, after.map(System::id), limit).await
    }
    fn write(book: &mut Writer, _: i64, system: &System, said: &Saying) -> Result<(), WriteError> {
        let (f, w) = (system.facts(), said.w);
        let month = f.online.map(|d| d.to_string()).unwrap_or_default();
        let online = match f.online {
            Some(PartialDate::Day(day)) => Field::Date(day),
            Some(PartialDate::Month(_)) => Field::Text(&month),
            None => Field::Empty,
        };
        book.row(&[
            Field::Text(system.unit_name()),
            Field::Text(&f.name),
            Field::Text(&level_text(f.level, w)),
            Field::Text(&f.filing_no),
            Field::Text(&status_text(f.status, w)),
            Field::Text(&if f.important { w.word_yes() } else { w.word_no() }),
            Field::Text(&f.accountable),
            Field::Text(&f.operating),
            Field::Text(&f.phone),
            online,
            Field::Text(&f.exposure),
            Field::Text(f.provided_by.as_ref().map_or("", |p| &p.name)),
            Field::Text(&f.remark),
        ])
    }
}
