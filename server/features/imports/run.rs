//! From the file to the rows: the same steps for the confirmation on the page and for the command line.
use super::{Counts, Note, Plan, Register, Unreadable, kept::Kept, model, shown::Told, store};
use crate::{
    access::Scope,
    audit::{Reason, Tx},
    base::{
        aside::aside,
        db::Moment,
        error::Result,
        spreadsheet::{self, Limits, Sheet},
        table_import::Matching,
        text::Words,
    },
    state::App,
};
use sqlx::PgConnection;
use std::sync::{Arc, atomic::AtomicUsize};

/// Rows with a value that are looked through for the heads, and some below them.
const TOP: usize = 40;

/// What came of a table on the command line.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How many lines lead to what.
    pub counts: Counts,
    /// What is said of cells.
    pub notes: Vec<Note>,
    /// Whether it is stored.
    pub stored: bool,
}

/// Imports a table in the program's own name. Faults keep it out unless `good_rows` lets the good lines in alone.
///
/// # Errors
/// When the database does not answer; a file that is no table is `Ok(Err(…))`.
pub async fn run<R: Register>(
    app: &App,
    file: (Vec<u8>, &str),
    dry_run: bool,
    good_rows: bool,
    w: &'static Words,
) -> Result<Result<Outcome, Unreadable>> {
    let sheet = match sheet(file.0, file.1).await? {
        Ok(sheet) => sheet,
        Err(unreadable) => return Ok(Err(unreadable)),
    };
    let mut tx = Tx::system(app, Reason::Import, None).await?;
    let plan = match locked::<R>(&mut tx, &Scope::root(), sheet, Matching::default()).await? {
        Ok(plan) => plan,
        Err(unreadable) => return Ok(Err(unreadable)),
    };
    let counts = plan.counts();
    let told = Told::<R>::new(&[], w);
    let notes = plan.kept().filter(Kept::is_marked).flat_map(|line| told.notes(&line)).collect();
    let stored = !dry_run && (good_rows || counts.refused == 0);
    if stored {
        put(&mut tx, &plan, &AtomicUsize::new(0)).await?;
        tx.commit("").await?;
    }
    Ok(Ok(Outcome { counts, notes, stored }))
}

/// Reads a file.
pub(super) async fn sheet(bytes: Vec<u8>, file_name: &str) -> Result<Result<Sheet, Unreadable>> {
    read(bytes, file_name, Limits::default()).await
}

/// Reads the first rows of a file, among which the heads must stand.
pub(super) async fn top(bytes: Vec<u8>, file_name: &str) -> Result<Result<Sheet, Unreadable>> {
    read(bytes, file_name, Limits { first: Some(TOP), ..Limits::default() }).await
}

async fn read(bytes: Vec<u8>, file_name: &str, limits: Limits) -> Result<Result<Sheet, Unreadable>> {
    let file_name = file_name.to_owned();
    let read = aside(move || spreadsheet::read(&bytes, &file_name, &limits)).await?;
    Ok(read.map_err(Unreadable::File))
}

/// Reads the table beside what is stored now; `read` counts its rows.
pub(super) async fn plan<R: Register>(
    db: &mut PgConnection,
    (scope, at): (&Scope, Moment),
    sheet: Sheet,
    matching: Matching,
    read: Arc<AtomicUsize>,
) -> Result<Result<Plan<R>, Unreadable>> {
    let known = R::known(db, scope, at).await?;
    aside(move || Plan::of(&model::table::<R>(&sheet, &matching)?.counting(&read), known)).await
}

/// The same for whoever is signed in.
pub(super) async fn read_for<R: Register>(
    tx: &mut Tx,
    sheet: Sheet,
    matching: Matching,
) -> Result<Result<Plan<R>, Unreadable>> {
    let (scope, at) = (tx.actor()?.scope(), tx.at());
    plan::<R>(tx.conn(), (&scope, at), sheet, matching, Arc::default()).await
}

/// The same while nobody else writes to the register, until the transaction ends.
pub(super) async fn locked<R: Register>(
    tx: &mut Tx,
    scope: &Scope,
    sheet: Sheet,
    matching: Matching,
) -> Result<Result<Plan<R>, Unreadable>> {
    store::keep_others_out::<R>(tx).await?;
    let at = tx.at();
    plan::<R>(tx.conn(), (scope, at), sheet, matching, Arc::default()).await
}

/// Stores the good lines; `stored` counts them.
pub(super) async fn put<R: Register>(tx: &mut Tx, plan: &Plan<R>, stored: &AtomicUsize) -> Result<()> {
    if plan.work().next().is_none() {
        tx.unchanged();
        return Ok(());
    }
    R::store(tx, plan, stored).await.map_err(store::outdated)
}
