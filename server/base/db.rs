//! The only module that holds connections. Every one acts as a role that owns nothing, and none keeps a scope from one
//! use to the next: it is cleared when it is taken out of the pool, in place of the pool's ping.
#![expect(clippy::disallowed_types, reason = "the one place that holds the pool")]

use crate::base::{
    calendar::{Year, Zone},
    error::{Error, Result},
    ids::{PostId, UnitId},
    kept::{DaysOff, Kept, Number},
    request::Token,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{
    Executor, PgConnection, Postgres, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
};
use std::time::Duration;
use uuid::Uuid;

/// The powerless role of the program; made by the first migration.
const ROLE: &str = "set role zicha_app";
const FORGET: &str = "set zicha.scope = ''; set zicha.role = ''; set zicha.person = ''";

/// Two pools on one database: reads are read-only for Postgres itself.
#[derive(Clone)]
pub struct Db {
    read: PgPool,
    write: PgPool,
}

/// Who a session belongs to and through which post they act, as the function `enter` of the database says.
#[derive(Debug, Clone)]
pub struct Entered {
    /// The session's public id; nil where there is none, in work that goes on after the request.
    pub session_id: Uuid,
    /// The person.
    pub person_id: Uuid,
    /// Their name.
    pub person_name: String,
    /// Their language, `zh-CN` or `en`.
    pub language: String,
    /// The active post.
    pub post_id: Uuid,
    /// Its role's code.
    pub role: String,
    /// Its unit.
    pub unit_id: Uuid,
    /// The unit's path: the scope.
    pub unit_path: String,
    /// The unit's name.
    pub unit_name: String,
    /// All active posts: `[{id, role, unit}]`.
    pub posts: serde_json::Value,
    /// Whether the session's time of last use should be written.
    pub stale: bool,
    /// The number of the last change of what is held in memory: holidays, settings, days off.
    pub calendar: i64,
    /// What the form that is being sent led to when it was sent before.
    pub earlier: Option<String>,
}

/// The moment of a request: the clock and the organisation's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The clock.
    pub now: DateTime<Utc>,
    /// The day in the organisation's zone.
    pub today: NaiveDate,
    /// The organisation's zone.
    pub zone: Zone,
}

impl Db {
    /// Pools for `options`; connects lazily. `size` is the most connections of each pool.
    pub fn new(options: PgConnectOptions, size: u32) -> Self {
        let pool = || {
            PgPoolOptions::new()
                .max_connections(size)
                .acquire_timeout(Duration::from_secs(5))
                .test_before_acquire(false)
                .after_connect(|conn, _| Box::pin(async move { conn.execute(ROLE).await.map(drop) }))
                .before_acquire(|conn, _| Box::pin(async move { conn.execute(FORGET).await.map(|_| true) }))
        };
        // A list's conditions may be absent, and its range is a school or a city: planned anew for the values of each request.
        let read = options
            .clone()
            .options([("plan_cache_mode", "force_custom_plan"), ("default_transaction_read_only", "on")]);
        // A write looks things up by their keys: planning its statements once saves two thirds of the database's time.
        let write = options.options([("plan_cache_mode", "force_generic_plan")]);
        Self { read: pool().connect_lazy_with(read), write: pool().connect_lazy_with(write) }
    }

    /// Pools of their own on the same database, whose commits do not wait for the disk: for what can be made again.
    #[must_use]
    pub fn hurried(&self) -> Self {
        let options = (*self.write.connect_options()).clone().options([("synchronous_commit", "off")]);
        Self::new(options, self.write.options().get_max_connections())
    }

    /// Takes a connection for reading and enters with the session's token: one round trip gives the person and the scope.
    pub async fn enter(&self, token: &Token, at: Moment) -> Result<Option<(Reader, Entered)>> {
        let mut conn = self.read.acquire().await?;
        let entered = enter(&mut conn, token, at, None, false).await?;
        Ok(entered.map(|e| (Reader(conn), e)))
    }

    /// Begins a transaction within the session's scope. With the key of a form it waits for a twin that is under way.
    pub async fn begin(
        &self,
        token: &Token,
        at: Moment,
        form: Option<Uuid>,
    ) -> Result<Option<(Transaction<'static, Postgres>, Entered)>> {
        let mut tx = self.write.begin().await?;
        let entered = enter(&mut tx, token, at, form, true).await?;
        Ok(entered.map(|e| (tx, e)))
    }

    /// Takes a connection for reading through a post, for work that goes on after the request; none when the post has ended.
    pub async fn enter_post(&self, post: PostId, at: Moment) -> Result<Option<(Reader, Entered)>> {
        let mut conn = self.read.acquire().await?;
        let entered = enter_post(&mut conn, post, at, false).await?;
        Ok(entered.map(|e| (Reader(conn), e)))
    }

    /// Begins a transaction through a post, as [`Db::enter_post`].
    pub async fn begin_post(
        &self,
        post: PostId,
        at: Moment,
    ) -> Result<Option<(Transaction<'static, Postgres>, Entered)>> {
        let mut tx = self.write.begin().await?;
        let entered = enter_post(&mut tx, post, at, true).await?;
        Ok(entered.map(|e| (tx, e)))
    }

    /// Begins a transaction as the system itself, seeing the tree below the root. For sign-in, set-up, jobs and imports.
    pub async fn begin_system(&self) -> Result<Transaction<'static, Postgres>> {
        let mut tx = self.write.begin().await?;
        tx.execute("set local zicha.role = 'system'; set local zicha.scope = '1/'").await?;
        Ok(tx)
    }

    /// Whether the database answers and knows the newest migration.
    pub async fn ready(&self, newest: i64) -> Result<bool> {
        let mut conn = self.read.acquire().await?;
        let done = sqlx::query_scalar!(r#"select migrated_to() as "version!""#).fetch_one(&mut *conn).await?;
        Ok(done >= newest)
    }

    /// Notes that a session was used, at most once a minute.
    pub async fn touch(&self, session: Uuid, at: Moment, idle: chrono::Duration) -> Result<()> {
        let mut tx = self.begin_system().await?;
        sqlx::query!(
            "update session set seen_at = $2, idle_ends_at = $3 where id = $1",
            session,
            at.now,
            at.now + idle
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await.map_err(Error::from)
    }

    /// The scope that a connection fresh from the pool carries: empty, whoever used it before.
    pub async fn scope_at_rest(&self) -> Result<String> {
        let mut conn = self.read.acquire().await?;
        let scope =
            sqlx::query_scalar!(r#"select coalesce(current_setting('zicha.scope', true), '') as "scope!""#);
        Ok(scope.fetch_one(&mut *conn).await?)
    }

    /// Per pool its name, how many connections it has, and how many of them wait for work.
    pub fn connections(&self) -> [(&'static str, usize, usize); 2] {
        [("read", &self.read), ("write", &self.write)]
            .map(|(name, pool)| (name, usize::try_from(pool.size()).unwrap_or_default(), pool.num_idle()))
    }

    /// Ends all connections, waiting for those in use.
    pub async fn close(&self) {
        tokio::join!(self.read.close(), self.write.close());
    }
}

/// How often the holidays, and what units keep, have changed.
///
/// # Errors
/// When the database does not answer.
pub async fn calendar_version(conn: &mut PgConnection) -> Result<i64> {
    Ok(sqlx::query_scalar!("select version from calendar_version").fetch_one(conn).await?)
}

/// The holidays that the organisation keeps itself; what cannot be read is left out and told in the log.
///
/// # Errors
/// When the database does not answer.
pub async fn holidays(conn: &mut PgConnection) -> Result<Vec<Year>> {
    let kept = sqlx::query_scalar!("select body from holiday_year order by year").fetch_all(conn).await?;
    let read = kept.into_iter().filter_map(|body| match serde_json::from_value(body) {
        Ok(year) => Some(year),
        Err(e) => {
            tracing::error!("a year of holidays that cannot be read: {e}");
            None
        }
    });
    Ok(read.collect())
}

/// What units keep for themselves and those below.
///
/// # Errors
/// When the database does not answer.
pub async fn kept_by_units(conn: &mut PgConnection) -> Result<Kept> {
    let rows = sqlx::query!(
        r#"select unit_id as "unit_id!", path as "path!", key, value, name, starts_on, ends_on from kept_by_units()"#
    );
    let mut kept = Kept::default();
    for r in rows.fetch_all(conn).await? {
        let unit = UnitId::from(r.unit_id);
        if let (Some(key), Some(value)) = (r.key, r.value) {
            kept.put(r.path, key, Number { unit, value });
        } else if let (Some(name), Some(from), Some(to)) = (r.name, r.starts_on, r.ends_on) {
            kept.put_off(r.path, DaysOff { unit, name, from, to });
        }
    }
    Ok(kept)
}

async fn enter(
    conn: &mut PgConnection,
    token: &Token,
    at: Moment,
    form: Option<Uuid>,
    local: bool,
) -> Result<Option<Entered>> {
    let entered = sqlx::query_as!(
        Entered,
        r#"select session_id as "session_id!", person_id as "person_id!", person_name as "person_name!",
                  language as "language!", post_id as "post_id!", role as "role!", unit_id as "unit_id!",
                  unit_path as "unit_path!", unit_name as "unit_name!", posts as "posts!", stale as "stale!",
                  (select version from calendar_version) as "calendar!", form_before(person_id, $5) as earlier
             from enter($1, $2, $3, $4)"#,
        token.hash(),
        at.now,
        at.today,
        local,
        form
    )
    .fetch_optional(conn)
    .await?;
    Ok(entered)
}

async fn enter_post(
    conn: &mut PgConnection,
    post: PostId,
    at: Moment,
    local: bool,
) -> Result<Option<Entered>> {
    let entered = sqlx::query_as!(
        Entered,
        r#"select session_id as "session_id!", person_id as "person_id!", person_name as "person_name!",
                  language as "language!", post_id as "post_id!", role as "role!", unit_id as "unit_id!",
                  unit_path as "unit_path!", unit_name as "unit_name!", posts as "posts!", stale as "stale!",
                  (select version from calendar_version) as "calendar!", null::text as earlier
             from enter_post($1, $2, $3)"#,
        post.0,
        at.today,
        local
    )
    .fetch_optional(conn)
    .await?;
    Ok(entered)
}

/// A connection that has entered: it sees what the person may see, and can write nothing.
pub struct Reader(PoolConnection<Postgres>);

impl Reader {
    /// The connection.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.0
    }
}
