//! From the file to the rows: the same steps for the confirmation on the page and for the command line.
use super::{Counts, Note, Plan, Register, Unreadable, shown::Told, store};
use crate::{
    access::Scope,
    audit::{Reason, Tx},
    base::{aside::aside, db::Moment, error::Result, text::Words},
    state::App,
};
use sqlx::PgConnection;

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
    let mut tx = Tx::system(app, Reason::Import, None).await?;
    let plan = match locked::<R>(&mut tx, &Scope::root(), file.0, file.1).await? {
        Ok(plan) => plan,
        Err(unreadable) => return Ok(Err(unreadable)),
    };
    let counts = plan.counts();
    let notes = Told::new(&plan, w).notes().collect();
    let stored = !dry_run && (good_rows || counts.refused == 0);
    if stored {
        put(&mut tx, &plan).await?;
        tx.commit("").await?;
    }
    Ok(Ok(Outcome { counts, notes, stored }))
}

/// Reads the table beside what is stored now.
pub(super) async fn plan<R: Register>(
    db: &mut PgConnection,
    scope: &Scope,
    at: Moment,
    bytes: Vec<u8>,
    file_name: &str,
) -> Result<Result<Plan<R>, Unreadable>> {
    let known = R::known(db, scope, at).await?;
    let file_name = file_name.to_owned();
    aside(move || Plan::of(&bytes, &file_name, known)).await
}

/// The same while nobody else writes to the register, until the transaction ends.
pub(super) async fn locked<R: Register>(
    tx: &mut Tx,
    scope: &Scope,
    bytes: Vec<u8>,
    file_name: &str,
) -> Result<Result<Plan<R>, Unreadable>> {
    store::keep_others_out::<R>(tx).await?;
    let at = tx.at();
    plan::<R>(tx.conn(), scope, at, bytes, file_name).await
}

/// Stores the good lines.
pub(super) async fn put<R: Register>(tx: &mut Tx, plan: &Plan<R>) -> Result<()> {
    if plan.work().next().is_none() {
        tx.unchanged();
        return Ok(());
    }
    R::store(tx, plan).await.map_err(store::outdated)
}
