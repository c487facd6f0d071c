//! Every SQL statement about what people keep of lists, and about workbooks in the making.
use super::model::{Column, Export, Failure, KEPT, MOST_EXPORTS, Refused, Saved, State, View};
use crate::{
    access::Actor,
    audit::Tx,
    base::{
        error::{Error, Result},
        ids::{ExportId, PersonId, PostId},
        jobs,
        text::Language,
    },
};
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// What a person has set on a list.
pub async fn view(
    db: &mut PgConnection,
    person: PersonId,
    list: &str,
    all: &'static [Column],
) -> Result<View> {
    let row = sqlx::query!(
        "select columns, filters from list_view where person_id = $1 and list = $2",
        person.0,
        list
    );
    let Some(row) = row.fetch_optional(db).await? else { return Ok(View::untouched(all)) };
    let filters: Vec<Saved> = serde_json::from_value(row.filters).map_err(anyhow::Error::from)?;
    Ok(View { all, chosen: row.columns, filters })
}

/// The same, locked until the transaction ends.
pub async fn lock_view(tx: &mut Tx, person: PersonId, list: &str, all: &'static [Column]) -> Result<View> {
    sqlx::query!(
        "insert into list_view (person_id, list) values ($1, $2)
             on conflict (person_id, list) do update set list = excluded.list",
        person.0,
        list
    )
    .execute(tx.conn())
    .await?;
    view(tx.conn(), person, list, all).await
}

/// Writes what was set. It is nobody else's matter, so that no event tells of it.
pub async fn save_view(tx: &mut Tx, person: PersonId, list: &str, view: &View) -> Result<()> {
    let filters = serde_json::to_value(&view.filters).map_err(anyhow::Error::from)?;
    sqlx::query!(
        "update list_view set columns = $3, filters = $4 where person_id = $1 and list = $2",
        person.0,
        list,
        view.chosen.as_deref(),
        filters
    )
    .execute(tx.conn())
    .await?;
    tx.unchanged();
    Ok(())
}

struct Row {
    id: Uuid,
    file_name: String,
    made_at: DateTime<Utc>,
    lines: Option<i64>,
    written: i64,
    finished_at: Option<DateTime<Utc>>,
    failed: Option<String>,
    size: Option<i32>,
}

impl TryFrom<Row> for Export {
    type Error = Error;
    fn try_from(r: Row) -> Result<Self> {
        let state = match (r.finished_at, r.failed, r.size) {
            (None, None, None) => State::Running(r.written, r.lines),
            (Some(_), Some(why), None) => State::Failed(Failure::of(&why)),
            (Some(_), None, Some(size)) => State::Ready(r.written, i64::from(size)),
            _ => return Err(anyhow::anyhow!("torn export {}", r.id).into()),
        };
        Ok(Self { id: r.id.into(), file_name: r.file_name, made_at: r.made_at, state })
    }
}

/// The one select list; the tail is the rest of the statement, still checked at compile time.
macro_rules! exports {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            "select id, file_name, made_at, lines, written, finished_at, failed, octet_length(body) as size from export " + $tail,
            $($arg),*
        )
    };
}

/// The workbooks of a post, the newest first.
pub async fn exports(db: &mut PgConnection, post: PostId) -> Result<Vec<Export>> {
    let rows = exports!("where post_id = $1 order by made_at desc, id desc limit 50", post.0);
    rows.fetch_all(db).await?.into_iter().map(Export::try_from).collect()
}

/// One of the post's workbooks.
pub async fn export(db: &mut PgConnection, id: ExportId, post: PostId) -> Result<Export> {
    let row = exports!("where id = $1 and post_id = $2", id.0, post.0).fetch_optional(db).await?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// The bytes of a finished one.
pub async fn body(db: &mut PgConnection, id: ExportId) -> Result<Vec<u8>> {
    let body = sqlx::query_scalar!("select body from export where id = $1", id.0).fetch_optional(db).await?;
    body.flatten().ok_or(Error::NotFound)
}

/// Removes one of the post's workbooks; false when it is not there.
pub async fn remove(tx: &mut Tx, id: ExportId, post: PostId) -> Result<bool> {
    let done = sqlx::query!("delete from export where id = $1 and post_id = $2", id.0, post.0);
    Ok(done.execute(tx.conn()).await?.rows_affected() > 0)
}

/// A workbook to be made.
pub struct Wish<'a> {
    /// Which list.
    pub list: &'static str,
    /// What it is narrowed to.
    pub query: &'a str,
    /// The name of its file.
    pub file_name: &'a str,
    /// The language of its words.
    pub language: Language,
}

/// Notes a wish with the jobs that fulfil it and clear it away.
///
/// # Errors
/// `Err(Refused)` inside `Ok` when the post has too many.
pub async fn add(tx: &mut Tx, wish: Wish<'_>, job: &str) -> Result<Result<ExportId, Refused>> {
    let (actor, at) = (tx.actor()?.clone(), tx.at());
    let held = sqlx::query_scalar!(r#"select count(*) as "n!" from export where post_id = $1"#, actor.post.0)
        .fetch_one(tx.conn())
        .await?;
    if held >= MOST_EXPORTS {
        return Ok(Err(Refused::ManyExports));
    }
    let id = ExportId::new(at.now);
    let Actor { person, post, place, .. } = actor;
    sqlx::query!(
        "insert into export (id, list, unit_id, path, person_id, post_id, language, query, file_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id.0,
        wish.list,
        place.unit.0,
        place.path,
        person.0,
        post.0,
        wish.language.to_string(),
        wish.query,
        wish.file_name,
        at.now
    )
    .execute(tx.conn())
    .await?;
    let (of, data) = ((place.unit, place.path.as_str()), json!({ "export": id }));
    jobs::add(tx.conn(), at, job, of, Some(person), &data).await?;
    jobs::add_for(tx.conn(), at, at.now + KEPT, super::work::CLEAR, of, Some(person), &data).await?;
    Ok(Ok(id))
}

/// What a worker needs to know of a wish.
pub(super) struct Open {
    pub post: PostId,
    pub language: Language,
    pub query: String,
}

/// A wish that is not fulfilled yet; none when it is, or was taken back.
pub(super) async fn open(tx: &mut Tx, id: ExportId) -> Result<Option<Open>> {
    let row = sqlx::query!(
        "select post_id, language, query from export where id = $1 and finished_at is null",
        id.0
    );
    let Some(row) = row.fetch_optional(tx.conn()).await? else { return Ok(None) };
    let language = row.language.parse().map_err(|_| anyhow::anyhow!("unknown language {}", row.language))?;
    Ok(Some(Open { post: row.post_id.into(), language, query: row.query }))
}

/// Notes how far it is; false when it was taken back.
pub(super) async fn progress(tx: &mut Tx, id: ExportId, written: i64, lines: i64) -> Result<bool> {
    let done = sqlx::query!(
        "update export set written = $2, lines = $3 where id = $1 and finished_at is null",
        id.0,
        written,
        lines
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() > 0)
}

/// Ends it: with its bytes, or with why there are none.
pub(super) async fn finish(
    tx: &mut Tx,
    id: ExportId,
    written: i64,
    end: Result<Vec<u8>, Failure>,
) -> Result<()> {
    let now = tx.at().now;
    let (body, failed) = match end {
        Ok(body) => (Some(body), None),
        Err(why) => (None, Some(why.key())),
    };
    sqlx::query!(
        "update export set finished_at = $2, body = $3, failed = $4, written = $5 where id = $1 and finished_at is null",
        id.0,
        now,
        body,
        failed,
        written
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Clears one away.
pub(super) async fn clear(tx: &mut Tx, id: ExportId) -> Result<()> {
    sqlx::query!("delete from export where id = $1", id.0).execute(tx.conn()).await?;
    Ok(())
}
