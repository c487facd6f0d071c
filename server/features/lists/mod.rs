//! 清单: what every list has beside its lines: columns to choose, filters to keep, the whole of it as a workbook.
//! Each list says what its columns are and how it is read; everything else is the same for all of them.
mod forms;
mod handlers;
mod model;
mod pages;
mod store;
pub mod work;

use crate::{
    access::{Actor, Reading, Section},
    base::{
        calendar::Zone,
        error::Result,
        spreadsheet::{OutColumn, WriteError, Writer},
        text::Words,
    },
    routes::Routes,
    state::App,
};
use chrono::NaiveDate;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::PgConnection;

pub use forms::{MOST_PICKS, Picks};
pub use handlers::{
    export::{ask, download},
    own::{columns, forget, keep},
};
pub use model::{Column, Saved, View};
pub use pages::{Tools, samples};

/// A list of the portal.
pub trait Listing: Sized + Send + Sync + 'static {
    /// What it is narrowed to, as the query string says.
    type Search: DeserializeOwned + Serialize + Send + Sync + 'static;
    /// The same for the store.
    type Filter: Send + Sync;
    /// A line of the workbook.
    type Row: Send + Sync + 'static;
    /// Its name in the database; its export's event is this name and `.export`.
    const KEY: &'static str;
    /// Its path.
    const PATH: &'static str;
    /// Its entry of the menu.
    const SECTION: Section;
    /// The kind of the event of an export.
    const EXPORTED: &'static str;
    /// Columns of the page that can be left out.
    const COLUMNS: &'static [Column];

    /// Refuses whoever may not read it.
    ///
    /// # Errors
    /// As [`Actor::may`].
    fn may(actor: &Actor) -> Result<()>;
    /// Its name on the page and of the workbook's sheet.
    fn name(w: &Words) -> String;
    /// The name of the workbook's file.
    fn file(w: &Words, today: NaiveDate) -> String;
    /// The columns of the workbook.
    fn heads(w: &Words) -> Vec<OutColumn>;
    /// Reads the filter; none when nothing can be found by it.
    fn narrow(
        app: &App,
        db: &mut PgConnection,
        actor: &Actor,
        search: &Self::Search,
    ) -> impl Future<Output = Result<Option<Self::Filter>>> + Send;
    /// How many lines there are. Only asked apart from a request: it may take its time.
    fn count(db: &mut PgConnection, filter: &Self::Filter) -> impl Future<Output = Result<i64>> + Send;
    /// At most `limit` lines behind one.
    fn rows(
        db: &mut PgConnection,
        filter: &Self::Filter,
        after: Option<&Self::Row>,
        limit: i64,
    ) -> impl Future<Output = Result<Vec<Self::Row>>> + Send;
    /// Writes a line, the `n`th from 1.
    ///
    /// # Errors
    /// When a cell cannot hold it.
    fn write(book: &mut Writer, n: i64, row: &Self::Row, said: &Saying) -> Result<(), WriteError>;
}

/// In which language and zone a workbook speaks.
#[derive(Clone, Copy)]
pub struct Saying {
    /// The messages.
    pub w: &'static Words,
    /// The zone of its days.
    pub zone: Zone,
}

/// What the reader has set on a list, for its page.
///
/// # Errors
/// When the database does not answer.
pub async fn view<L: Listing>(r: &mut Reading) -> Result<View> {
    let person = r.actor.person;
    store::view(r.db(), person, L::KEY, L::COLUMNS).await
}

/// The routes of one list beside its page, below its path.
#[macro_export]
macro_rules! list_routes {
    ($routes:expr, $path:literal, $list:ty) => {
        $routes
            .get(concat!($path, ".xlsx"), $crate::features::lists::download::<$list>)
            .post(concat!($path, "/export"), $crate::features::lists::ask::<$list>)
            .post(concat!($path, "/columns"), $crate::features::lists::columns::<$list>)
            .post(concat!($path, "/filters"), $crate::features::lists::keep::<$list>)
            .post(concat!($path, "/filters/forget"), $crate::features::lists::forget::<$list>)
    };
}

pub(crate) fn routes(r: Routes) -> Routes {
    use handlers::exports;
    r.get("/exports", exports::list)
        .get("/exports/{id}", exports::fetch)
        .post("/exports/{id}/remove", exports::remove)
}
