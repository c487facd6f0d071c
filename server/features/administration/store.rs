//! Every SQL statement of the administration's own pages.
use crate::{
    access::{Place, Scope},
    audit::Tx,
    base::{calendar::Year, error::Result, ids::JobId},
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A try to sign in.
pub struct Try {
    /// Its id, ordered by time.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// The name as it was typed.
    pub username: String,
    /// From where.
    pub address: String,
    /// Whether it succeeded.
    pub ok: bool,
    /// `sign_in`, or `reset`: a link was asked for.
    pub kind: String,
    /// Whose account that is.
    pub person_name: Option<String>,
}

/// Tries of the subtree's accounts, newest first.
pub async fn sign_ins(db: &mut PgConnection, before: Option<Uuid>, most: i64) -> Result<Vec<Try>> {
    let tries = sqlx::query_as!(
        Try,
        r#"select id as "id!", at as "at!", username as "username!", address as "address!", ok as "ok!", kind as "kind!", person_name
             from sign_ins($1, $2)"#,
        before,
        i32::try_from(most).unwrap_or(i32::MAX)
    );
    Ok(tries.fetch_all(db).await?)
}

/// A mail in the outbox, or a robot's message.
pub struct Mail {
    /// Its id, ordered by time.
    pub id: Uuid,
    /// What it is about.
    pub kind: String,
    /// When it was asked for.
    pub made_at: DateTime<Utc>,
    /// To whom, or by which robot.
    pub name: Option<String>,
    /// Their address, or the robot's server.
    pub mail: Option<String>,
    /// How often it was tried.
    pub tries: i32,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it left.
    pub done_at: Option<DateTime<Utc>>,
    /// When it was given up.
    pub given_up_at: Option<DateTime<Utc>>,
}

/// What leaves a subtree by mail and by robots, newest first.
pub async fn mails(
    db: &mut PgConnection,
    scope: &Scope,
    before: Option<Uuid>,
    most: i64,
) -> Result<Vec<Mail>> {
    let mails = sqlx::query_as!(
        Mail,
        r#"select j.id, j.kind, j.made_at, coalesce(p.name, r.name) as "name?", coalesce(j.data ->> 'to', p.mail, r.host) as "mail?", j.tries, j.last_error, j.done_at, j.given_up_at
             from job j left join person p on p.id = j.person_id
             left join robot r on j.kind = 'robot.message' and r.id = (j.data ->> 'robot')::uuid
            where j.path >= $1 and j.path < $2 and (starts_with(j.kind, 'mail.') or j.kind = 'robot.message') and ($3::uuid is null or j.id < $3)
            order by j.id desc limit $4"#,
        scope.from(),
        scope.to(),
        before,
        most
    );
    Ok(mails.fetch_all(db).await?)
}

/// Where a mail belongs, within reach.
pub async fn place(tx: &mut Tx, id: JobId) -> Result<Option<Place>> {
    let row = sqlx::query!(
        "select unit_id, path from job where id = $1 and (starts_with(kind, 'mail.') or kind = 'robot.message')",
        id.0
    );
    Ok(row.fetch_optional(tx.conn()).await?.map(|r| Place { unit: r.unit_id.into(), path: r.path }))
}

/// Makes it due at once; false when it has left already.
pub async fn retry(tx: &mut Tx, id: JobId) -> Result<bool> {
    let now = tx.at().now;
    let due = sqlx::query!(
        "update job set run_at = $2, given_up_at = null where id = $1 and done_at is null",
        id.0,
        now
    );
    Ok(due.execute(tx.conn()).await?.rows_affected() > 0)
}

/// How the portal is.
pub struct Facts {
    /// The newest migration that was applied.
    pub schema: i64,
    /// The database in bytes.
    pub bytes: i64,
    /// The server's version.
    pub postgres: String,
    /// Jobs within reach that are late by more than five minutes.
    pub late: i64,
    /// Those that were given up.
    pub given_up: i64,
}

/// Reads how the portal is.
pub async fn about(db: &mut PgConnection, now: DateTime<Utc>) -> Result<Facts> {
    let facts = sqlx::query_as!(
        Facts,
        r#"select migrated_to() as "schema!", pg_database_size(current_database()) as "bytes!",
                  current_setting('server_version') as "postgres!",
                  (select count(*) from job where done_at is null and given_up_at is null and run_at < $1::timestamptz - interval '5 minutes') as "late!",
                  (select count(*) from job where given_up_at is not null) as "given_up!""#,
        now
    );
    Ok(facts.fetch_one(db).await?)
}

/// Puts years of holidays in the place of what was there.
pub async fn put_years(tx: &mut Tx, years: &[Year]) -> Result<()> {
    let (now, by) = (tx.at().now, tx.actor()?.person);
    let numbers: Vec<i32> = years.iter().map(Year::year).collect();
    let bodies =
        years.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>().map_err(anyhow::Error::from)?;
    sqlx::query!(
        "insert into holiday_year (year, body, changed_by, changed_at)
         select y.year, y.body, $1, $2 from unnest($3::int[], $4::jsonb[]) as y (year, body)
         on conflict (year) do update set body = excluded.body, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        by.0,
        now,
        &numbers,
        &bodies
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
