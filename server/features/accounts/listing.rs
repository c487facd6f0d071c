//! The list of people, as lists are: its columns, its filter, its workbook.
use super::{
    forms::people::Search,
    pages::people::Line,
    store::people::{self as store, Filter},
};
use crate::{
    access::{Actor, Section, can},
    base::{
        error::Result,
        ids::PersonId,
        search::search,
        spreadsheet::{Field, Kind, OutColumn, WriteError, Writer},
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
use std::collections::HashMap;

/// 人员台账
pub struct People;

impl Listing for People {
    type Search = Search;
    type Filter = Filter;
    type Row = Line;
    const KEY: &'static str = "person";
    const PATH: &'static str = "/people";
    const SECTION: Section = Section::People;
    const EXPORTED: &'static str = "person.export";
    const COLUMNS: &'static [Column] = &[
        Column::shown("staff_no", Words::field_staff_no),
        Column::shown("unit", Words::system_unit),
        Column::shown("department", Words::field_department),
        Column::shown("posts", Words::person_posts),
        Column::hidden("phone", Words::field_phone),
        Column::hidden("mail", Words::field_mail),
    ];

    fn may(actor: &Actor) -> Result<()> {
        actor.may::<can::ReadPeople, _>(actor.place.clone()).map(drop)
    }
    fn name(w: &Words) -> String {
        w.menu_people()
    }
    fn file(w: &Words, today: NaiveDate) -> String {
        format!("{}-{today}.xlsx", w.person_export_file())
    }
    fn heads(w: &Words) -> Vec<OutColumn> {
        let column = |heading: String, width: f64| OutColumn { heading, width, kind: Kind::Text };
        vec![
            column(w.person_name(), 14.0),
            column(w.field_staff_no(), 14.0),
            column(w.system_unit(), 26.0),
            column(w.field_department(), 18.0),
            column(w.person_posts(), 30.0),
            column(w.field_phone(), 18.0),
            column(w.field_mail(), 28.0),
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
        let found = search(db, "person", scope.from(), &wanted.q).await?;
        Ok(Some(Filter { found, scope, role: wanted.role.parse().ok(), today: actor.at.today }))
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
        lines(db, filter, after.map(|l| l.person.id()), limit).await
    }
    fn write(book: &mut Writer, _: i64, line: &Line, said: &Saying) -> Result<(), WriteError> {
        let f = line.person.facts();
        book.row(&[
            Field::Text(&f.name),
            Field::Text(f.staff_no.as_deref().unwrap_or_default()),
            Field::Text(line.person.unit_name()),
            Field::Text(&f.department),
            Field::Text(&line.posts_text(said.w)),
            Field::Text(&f.phone),
            Field::Text(&f.mail),
        ])
    }
}

/// People behind one with their posts of today; at most `limit`.
pub(super) async fn lines(
    db: &mut PgConnection,
    filter: &Filter,
    after: Option<PersonId>,
    limit: i64,
) -> Result<Vec<Line>> {
    let people = store::list(db, filter, after, limit).await?;
    let ids: Vec<_> = people.iter().map(|p| p.id().0).collect();
    let mut posts: HashMap<_, Vec<_>> = HashMap::new();
    for post in store::posts_on(db, &ids, filter.today).await? {
        posts.entry(post.person.0).or_default().push(post);
    }
    let line = |person: super::model::person::Person| Line {
        posts: posts.remove(&person.id().0).unwrap_or_default(),
        person,
    };
    Ok(people.into_iter().map(line).collect())
}
