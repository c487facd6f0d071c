//! 导入: a table that people made becomes rows of a register: template, upload, preview with every bad cell, confirmation.
//! Each register says what it knows and how it stores; everything else is the same for all of them.
mod forms;
mod handlers;
mod kept;
mod model;
mod pages;
mod run;
mod shown;
mod store;
mod work;
mod workbook;

use crate::{
    access::{Action, Scope, Section},
    audit::Tx,
    base::{
        db::Moment,
        error::Result,
        table_import::{self, Column, Import, Table},
        text::Words,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::PgConnection;
use std::sync::atomic::AtomicUsize;

pub use handlers::{apply, columns, faults, forget, match_columns, preview, start, template, upload};
pub use kept::Mark;
use model::{Checked, Failure};
pub use model::{Counts, Plan, Refused, Step, Unreadable};
pub use pages::samples;
pub use run::{Outcome, run};
pub use shown::Note;
pub use work::{CLEAR, carry_out, clear};

/// A register that can be filled from a table.
pub trait Register: Sized + Send + Sync + 'static {
    /// Who may import.
    type Keep: Action + Send;
    /// A good line.
    type Row: Send + Sync + 'static;
    /// Why a line is refused or warned of.
    type Reason: Clone + Serialize + DeserializeOwned + Send + Sync + 'static;
    /// What is stored already, as far as the lines may speak of it.
    type Known: Send + Sync + 'static;
    /// Its columns, in the order of the template.
    const COLUMNS: &'static [Column];
    /// Its name in the database.
    const KIND: &'static str;
    /// The kind of the jobs that read and store its tables.
    const JOB: &'static str;
    /// The path of its list.
    const LIST: &'static str;
    /// Its entry of the menu.
    const SECTION: Section;
    /// Keeps others from writing these tables between reading what is known and storing.
    const LOCK: &'static str;

    /// Its name on the page.
    fn name(w: &Words) -> String;
    /// The columns of the template, in order.
    fn columns(w: &Words) -> Vec<Head>;
    /// Why, in words.
    fn reason(reason: &Self::Reason, w: &Words) -> String;
    /// Reads what is stored within the scope.
    fn known(
        db: &mut PgConnection,
        scope: &Scope,
        at: Moment,
    ) -> impl Future<Output = Result<Self::Known>> + Send;
    /// Reads the table beside it.
    fn read(table: &Table<'_>, known: &Self::Known) -> Import<Self::Row, Self::Reason>;
    /// What a good line leads to.
    fn step(row: &Self::Row, known: &Self::Known, given: &dyn Fn(&Column) -> bool) -> Step;
    /// Stores all good lines of the plan with their events; `stored` counts them for whoever waits.
    fn store(tx: &mut Tx, plan: &Plan<Self>, stored: &AtomicUsize)
    -> impl Future<Output = Result<()>> + Send;
}

/// A column as a template and a preview show it.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its key.
    pub key: &'static str,
    /// Its words.
    pub text: String,
    /// Whether every line needs it.
    pub required: bool,
    /// The values to choose from; none when empty.
    pub choices: Vec<String>,
    /// A value as it could be.
    pub example: String,
    /// What to know when filling it in.
    pub note: String,
}

impl Head {
    /// A column of free text.
    pub fn new(column: &Column, text: String, example: &str) -> Self {
        Self {
            key: column.key,
            text,
            required: column.required,
            choices: Vec::new(),
            example: example.into(),
            note: String::new(),
        }
    }
    /// Offers values.
    pub fn choices(mut self, choices: Vec<String>) -> Self {
        self.choices = choices;
        self
    }
    /// Explains it.
    pub fn note(mut self, note: String) -> Self {
        self.note = note;
        self
    }
}

/// The routes of one register's import, below its list's path.
#[macro_export]
macro_rules! import_routes {
    ($routes:expr, $list:literal, $register:ty) => {
        $routes
            .get(concat!($list, "/import"), $crate::features::imports::start::<$register>)
            .post(concat!($list, "/import"), $crate::features::imports::upload::<$register>)
            .get(concat!($list, "/import/template.xlsx"), $crate::features::imports::template::<$register>)
            .get(concat!($list, "/import/{id}"), $crate::features::imports::preview::<$register>)
            .get(concat!($list, "/import/{id}/columns"), $crate::features::imports::columns::<$register>)
            .post(
                concat!($list, "/import/{id}/columns"),
                $crate::features::imports::match_columns::<$register>,
            )
            .post(
                concat!($list, "/import/{id}/columns/forget"),
                $crate::features::imports::forget::<$register>,
            )
            .get(concat!($list, "/import/{id}/faults.xlsx"), $crate::features::imports::faults::<$register>)
            .post(concat!($list, "/import/{id}/apply"), $crate::features::imports::apply::<$register>)
    };
}

/// What can be wrong with a cell of any table.
pub fn cell_reason(reason: &table_import::Reason, w: &Words) -> String {
    use table_import::Reason as R;
    match reason {
        R::Required => w.import_cell_required(),
        R::TooLong { max } => w.fault_too_long(*max),
        R::NotADate => w.import_cell_not_a_date(),
        R::NotANumber => w.import_cell_not_a_number(),
        R::UnknownValue => w.import_cell_unknown(),
        R::Ambiguous => w.import_cell_ambiguous(),
        R::Repeated { first } => w.import_cell_repeated(*first),
        R::BadMail => w.fault_not_a_mail(),
        R::BadPhone => w.fault_not_a_phone(),
        R::BrokenFormula => w.import_cell_formula(),
        R::DigitsLost => w.import_cell_digits(),
    }
}
