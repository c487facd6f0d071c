//! What a check has found: how many lines lead to what, and the pages of the preview.
use crate::{
    audit::Tx,
    base::{
        error::{Error, Result},
        ids::ImportId,
        table_import::ByHand,
    },
    features::imports::{Checked, Failure, Plan, Register, kept::Kept},
};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::PgConnection;

/// Lines of a page.
const LINES: usize = 100;
/// Pages that are sent to the database at once.
const PAGES: usize = 50;

/// Says how the columns are matched from now on: what was checked before no longer counts. Gives the number of the next check.
pub(in super::super) async fn matched(tx: &mut Tx, id: ImportId, by_hand: Option<&ByHand>) -> Result<i32> {
    let head = by_hand.map(|hand| i32::try_from(hand.head).unwrap_or_default());
    let columns: Option<Vec<String>> =
        by_hand.map(|hand| hand.columns.iter().map(|c| c.clone().unwrap_or_default()).collect());
    let check_no = sqlx::query_scalar!(
        "update table_import set head = $2, columns = $3, check_no = check_no + 1, checked = null, work = null, fault = null
          where id = $1 returning check_no",
        id.0,
        head,
        columns.as_deref()
    );
    Ok(check_no.fetch_one(tx.conn()).await?)
}

/// Keeps what a check has found, and why it was made again where it was.
pub(in super::super) async fn keep<R: Register>(
    tx: &mut Tx,
    id: ImportId,
    plan: &Plan<R>,
    why: Option<Failure>,
) -> Result<()> {
    forget(tx, id).await?;
    pages(tx, id, false, plan.kept()).await?;
    pages(tx, id, true, plan.kept().filter(Kept::is_marked)).await?;
    let checked = serde_json::to_value(Checked::of(plan)).map_err(anyhow::Error::from)?;
    sqlx::query!(
        "update table_import set checked = $2, check_no = check_no + 1, work = null, fault = $3 where id = $1",
        id.0,
        checked,
        why.map(Failure::code)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes the pages.
pub(super) async fn forget(tx: &mut Tx, id: ImportId) -> Result<()> {
    sqlx::query!("delete from import_page where import_id = $1", id.0).execute(tx.conn()).await?;
    Ok(())
}

async fn pages<T: Serialize>(
    tx: &mut Tx,
    id: ImportId,
    marked: bool,
    mut lines: impl Iterator<Item = Kept<T>>,
) -> Result<()> {
    let mut first = 1;
    loop {
        let mut pages: Vec<String> = Vec::new();
        while pages.len() < PAGES {
            let page: Vec<Kept<T>> = lines.by_ref().take(LINES).collect();
            if page.is_empty() {
                break;
            }
            pages.push(serde_json::to_string(&page).map_err(anyhow::Error::from)?);
        }
        if pages.is_empty() {
            return Ok(());
        }
        sqlx::query!(
            "insert into import_page (import_id, marked, no, lines)
             select $1, $2, $3 + p.n::integer, p.lines::json from unnest($4::text[]) with ordinality as p (lines, n)",
            id.0,
            marked,
            first - 1,
            &pages
        )
        .execute(tx.conn())
        .await?;
        first += i32::try_from(pages.len()).unwrap_or_default();
    }
}

/// One page of lines, and whether another follows.
pub(in super::super) async fn page<T: DeserializeOwned>(
    db: &mut PgConnection,
    id: ImportId,
    marked: bool,
    no: i32,
) -> Result<(Vec<Kept<T>>, bool)> {
    let row = sqlx::query!(
        r#"select lines::text as "lines!", exists (select from import_page n where n.import_id = $1 and n.marked = $2 and n.no > $3) as "more!"
             from import_page where import_id = $1 and marked = $2 and no = $3"#,
        id.0,
        marked,
        no
    );
    match row.fetch_optional(db).await? {
        Some(row) => Ok((read(&row.lines)?, row.more)),
        None => Ok((Vec::new(), false)),
    }
}

/// All lines with something to look at.
pub(in super::super) async fn marked<T: DeserializeOwned>(
    db: &mut PgConnection,
    id: ImportId,
) -> Result<Vec<Kept<T>>> {
    let pages = sqlx::query_scalar!(
        r#"select lines::text as "lines!" from import_page where import_id = $1 and marked order by no"#,
        id.0
    );
    let mut lines = Vec::new();
    for page in pages.fetch_all(db).await? {
        lines.extend(read(&page)?);
    }
    Ok(lines)
}

fn read<T: DeserializeOwned>(lines: &str) -> Result<Vec<Kept<T>>> {
    serde_json::from_str(lines).map_err(|e| Error::Internal(e.into()))
}
