//! Accounts, sessions and one-time links.
use crate::{
    access::{Place, session},
    audit::Tx,
    base::{
        error::{Result, broke},
        form::{Errors, Fault},
        ids::{PersonId, PostId, SessionId, UnitId, new_uuid},
        request::Token,
    },
    features::accounts::{forms::sign_in::FirstUnit, model::WINDOW},
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What sign-in needs of an account.
pub struct Account {
    /// Whose.
    pub person: PersonId,
    /// The hash.
    pub password_hash: String,
    /// The person's language.
    pub language: String,
}

/// The account of that name, if it may sign in.
pub async fn account(tx: &mut Tx, username: &str) -> Result<Option<Account>> {
    let found = sqlx::query_as!(
        Account,
        r#"select a.person_id as "person: PersonId", a.password_hash, p.language from account a join person p on p.id = a.person_id
            where lower(a.username) = lower($1) and a.disabled_at is null"#,
        username
    );
    Ok(found.fetch_optional(tx.conn()).await?)
}

/// Failed tries within the window: of this account from this address, and from this address. A try is written as failed when
/// it begins, and once more as `ok` when it succeeds.
pub async fn failures(tx: &mut Tx, username: &str, address: &str) -> Result<(i64, i64)> {
    let since = tx.at().now - WINDOW;
    let row = sqlx::query!(
        r#"select coalesce(sum(case when ok then -1 else 1 end) filter (where lower(username) = lower($1)), 0) as "account!",
                  coalesce(sum(case when ok then -1 else 1 end), 0) as "address!"
             from sign_in_attempt where address = $2 and at > $3 and kind = 'sign_in'"#,
        username,
        address,
        since
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.account, row.address))
}

/// Notes a try that began at `moment`.
pub async fn attempt(
    tx: &mut Tx,
    moment: DateTime<Utc>,
    username: &str,
    address: &str,
    ok: bool,
) -> Result<()> {
    sqlx::query!(
        "insert into sign_in_attempt (id, at, username, address, ok) values ($1, $2, left($3, 80), $4, $5)",
        new_uuid(moment),
        moment,
        username,
        address,
        ok
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes one more wish for a link, and says how many came before it within `since`: for this account, and from this address.
pub async fn ask(tx: &mut Tx, username: &str, address: &str, since: chrono::Duration) -> Result<(i64, i64)> {
    let now = tx.at().now;
    let row = sqlx::query!(
        r#"with asked as (insert into sign_in_attempt (id, at, username, address, ok, kind) values ($1, $2, left($3, 80), $4, false, 'reset'))
           select (select count(*) from sign_in_attempt where lower(username) = lower(left($3, 80)) and at > $5 and kind = 'reset') as "account!",
                  (select count(*) from sign_in_attempt where address = $4 and at > $5 and kind = 'reset') as "address!""#,
        new_uuid(now),
        now,
        username,
        address,
        now - since
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.account, row.address))
}

/// Who signs in by this name, or alone has this mail address: the person with their place.
pub async fn forgetful(tx: &mut Tx, written: &str) -> Result<Option<(PersonId, Place)>> {
    let rows = sqlx::query!(
        "select p.id, p.unit_id, p.path, lower(a.username) = lower($1) as \"by_name!\" from account a join person p on p.id = a.person_id
          where a.disabled_at is null and (lower(a.username) = lower($1) or ($1 like '%@%' and lower(p.mail) = lower($1)))
          order by 4 desc limit 2",
        written
    )
    .fetch_all(tx.conn())
    .await?;
    let sure = rows.len() == 1 || rows.first().is_some_and(|r| r.by_name);
    let first = rows.into_iter().next().filter(|_| sure);
    Ok(first.map(|r| (r.id.into(), Place { unit: r.unit_id.into(), path: r.path })))
}

/// To whom a mail goes.
pub struct Recipient {
    /// Their name.
    pub name: String,
    /// Their address, perhaps none.
    pub mail: String,
    /// Their language.
    pub language: String,
    /// Whether they sign in.
    pub has_account: bool,
}

/// Name, address and language of a person.
pub async fn recipient(tx: &mut Tx, person: PersonId) -> Result<Option<Recipient>> {
    let found = sqlx::query_as!(
        Recipient,
        r#"select p.name, p.mail, p.language, exists (select from account a where a.person_id = p.id) as "has_account!"
             from person p where p.id = $1"#,
        person.0
    );
    Ok(found.fetch_optional(tx.conn()).await?)
}

/// Ends all sessions of this person and voids what else could set a password.
pub async fn start_anew(tx: &mut Tx, person: PersonId) -> Result<()> {
    let now = tx.at().now;
    sqlx::query!("delete from session where person_id = $1", person.0).execute(tx.conn()).await?;
    sqlx::query!(
        "update one_time_link set used_at = $2 where person_id = $1 and used_at is null and purpose in ('reset', 'code')",
        person.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A post that can be acted through today.
pub struct ActivePost {
    /// The post.
    pub id: PostId,
    /// Its role's code.
    pub role: String,
    /// Its unit.
    pub place: Place,
}

/// The person's active posts; the one used last comes first.
pub async fn active_posts(tx: &mut Tx, person: PersonId) -> Result<Vec<ActivePost>> {
    let today = tx.at().today;
    let rows = sqlx::query!(
        "select o.id, o.role, o.unit_id, o.path from post o
           left join lateral (select max(s.seen_at) as used from session s where s.post_id = o.id) s on true
          where o.person_id = $1 and o.starts_on <= $2 and (o.ends_on is null or o.ends_on >= $2)
          order by s.used desc nulls last, o.path, o.role",
        person.0,
        today
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| ActivePost {
            id: r.id.into(),
            role: r.role,
            place: Place { unit: r.unit_id.into(), path: r.path },
        })
        .collect())
}

/// Opens a session through a post, for an address and a browser; gives its secret.
pub async fn open_session(
    tx: &mut Tx,
    person: PersonId,
    post: PostId,
    (address, agent): (&str, &str),
) -> Result<Token> {
    let (token, now) = (Token::random()?, tx.at().now);
    sqlx::query!(
        "insert into session (hash, id, person_id, post_id, created_at, seen_at, idle_ends_at, ends_at, address, agent)
         values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)",
        token.hash(),
        SessionId::new(now).0,
        person.0,
        post.0,
        now,
        now + session::IDLE,
        now + session::ABSOLUTE,
        address,
        agent
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from session where person_id = $1 and (ends_at < $2 or idle_ends_at < $2)",
        person.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(token)
}

/// The person with this staff number.
pub async fn by_staff_no(tx: &mut Tx, staff_no: &str) -> Result<Option<(PersonId, Place)>> {
    let row = sqlx::query!(
        "select id, unit_id, path from person where staff_no = $1 order by id limit 1",
        staff_no
    );
    let row = row.fetch_optional(tx.conn()).await?;
    Ok(row.map(|r| (r.id.into(), Place { unit: r.unit_id.into(), path: r.path })))
}

/// Ends a session of this person.
pub async fn end_session(tx: &mut Tx, person: PersonId, session: SessionId) -> Result<bool> {
    let ended = sqlx::query!("delete from session where id = $1 and person_id = $2", session.0, person.0);
    Ok(ended.execute(tx.conn()).await?.rows_affected() > 0)
}

/// Ends all sessions of this person but one.
pub async fn end_others(tx: &mut Tx, person: PersonId, keep: SessionId) -> Result<()> {
    sqlx::query!("delete from session where person_id = $1 and id <> $2", person.0, keep.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A session as its owner sees it.
pub struct OwnSession {
    /// Its id.
    pub id: SessionId,
    /// When it was used last, to the minute.
    pub seen_at: DateTime<Utc>,
    /// From where.
    pub address: String,
    /// With which browser.
    pub agent: String,
}

/// The reader's own sessions.
pub async fn own_sessions(
    db: &mut PgConnection,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<OwnSession>> {
    let sessions = sqlx::query_as!(
        OwnSession,
        r#"select id as "id: SessionId", seen_at, address, agent from session
            where person_id = $1 and ends_at > $2 and idle_ends_at > $2 order by seen_at desc limit 50"#,
        person.0,
        now
    );
    Ok(sessions.fetch_all(db).await?)
}

/// The reader's own account.
pub struct OwnAccount {
    /// The name to sign in with.
    pub username: String,
    /// The hash.
    pub password_hash: String,
    /// The mail address, perhaps none.
    pub mail: String,
    /// The telephone number, perhaps none.
    pub phone: String,
}

/// The reader's own account with its addresses.
pub async fn own_account(db: &mut PgConnection, person: PersonId) -> Result<OwnAccount> {
    let own = sqlx::query_as!(
        OwnAccount,
        "select a.username, a.password_hash, p.mail, p.phone from account a join person p on p.id = a.person_id
          where a.person_id = $1",
        person.0
    );
    Ok(own.fetch_one(db).await?)
}

/// Sets mail address and telephone number of a person.
pub async fn set_contact(tx: &mut Tx, person: PersonId, mail: &str, phone: &str) -> Result<()> {
    sqlx::query!("update person set mail = $2, phone = $3 where id = $1", person.0, mail, phone)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Voids the links for a new password that the acting person was sent.
pub async fn void_own_links(tx: &mut Tx) -> Result<()> {
    let now = tx.at().now;
    sqlx::query!("select void_own_links($1)", now).execute(tx.conn()).await?;
    Ok(())
}

/// Sets the hash of a person's password.
pub async fn set_password(tx: &mut Tx, person: PersonId, hash: &str) -> Result<()> {
    let now = tx.at().now;
    sqlx::query!(
        "update account set password_hash = $2, changed_at = $3 where person_id = $1",
        person.0,
        hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Sets the language that a person reads.
pub async fn set_language(tx: &mut Tx, person: PersonId, language: &str) -> Result<()> {
    sqlx::query!("update person set language = $2 where id = $1", person.0, language)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Makes the account of a person.
///
/// # Errors
/// Inside: the name is taken, or the person has an account already.
pub async fn add_account(
    tx: &mut Tx,
    person: PersonId,
    username: &str,
    hash: &str,
) -> Result<Result<(), Errors>> {
    let now = tx.at().now;
    tx.mark().await?;
    let added = sqlx::query!(
        "insert into account (person_id, username, password_hash, changed_at) values ($1, $2, $3, $4)",
        person.0,
        username,
        hash,
        now
    );
    match added.execute(tx.conn()).await {
        Err(e) if broke(&e, "account_username_key") || broke(&e, "account_pkey") => {
            tx.back().await?;
            Ok(Err(Errors::one("username", Fault::Taken)))
        }
        Err(e) => Err(e.into()),
        Ok(_) => Ok(Ok(())),
    }
}

/// Whether anyone is administrator already.
pub async fn has_admin(tx: &mut Tx) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select exists (select 1 from post where role = 'admin') as "has!""#)
        .fetch_one(tx.conn())
        .await?)
}

/// Makes a link that can be used once; earlier ones for the same purpose and person are void.
pub async fn add_link(
    tx: &mut Tx,
    purpose: &str,
    person: Option<PersonId>,
    lives: chrono::Duration,
) -> Result<Token> {
    let token = Token::random()?;
    add_hash(tx, &token.hash(), purpose, person, lives).await?;
    Ok(token)
}

/// The same for a secret of another kind.
pub async fn add_hash(
    tx: &mut Tx,
    hash: &[u8],
    purpose: &str,
    person: Option<PersonId>,
    lives: chrono::Duration,
) -> Result<()> {
    let now = tx.at().now;
    sqlx::query!(
        "update one_time_link set used_at = $3 where purpose = $1 and person_id is not distinct from $2 and used_at is null",
        purpose,
        person.map(|p| p.0),
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into one_time_link (hash, purpose, person_id, created_at, expires_at) values ($1, $2, $3, $4, $5)",
        hash,
        purpose,
        person.map(|p| p.0),
        now,
        now + lives
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A link that is still good, locked until the transaction ends.
pub async fn lock_link(tx: &mut Tx, purpose: &str, token: &Token) -> Result<Option<Option<PersonId>>> {
    lock_hash(tx, purpose, &token.hash()).await
}

/// The same for a secret of another kind.
pub async fn lock_hash(tx: &mut Tx, purpose: &str, hash: &[u8]) -> Result<Option<Option<PersonId>>> {
    let now = tx.at().now;
    let row = sqlx::query!(
        "select person_id from one_time_link where hash = $1 and purpose = $2 and used_at is null and expires_at > $3 for update",
        hash,
        purpose,
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| r.person_id.map(PersonId::from)))
}

/// Uses a link up.
pub async fn use_link(tx: &mut Tx, token: &Token) -> Result<()> {
    use_hash(tx, &token.hash()).await
}

/// The same for a secret of another kind.
pub async fn use_hash(tx: &mut Tx, hash: &[u8]) -> Result<()> {
    let now = tx.at().now;
    sqlx::query!("update one_time_link set used_at = $2 where hash = $1", hash, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The person behind an invitation: name, staff number, unit's name and place.
pub async fn invited(tx: &mut Tx, person: PersonId) -> Result<(String, String, String, Place)> {
    let r = sqlx::query!(
        "select p.name, coalesce(p.staff_no, '') as \"staff_no!\", u.name as unit, u.id, u.path
           from person p join unit u on u.id = p.unit_id where p.id = $1",
        person.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((r.name, r.staff_no, r.unit, Place { unit: r.id.into(), path: r.path }))
}

/// The root unit with its first administrator.
pub async fn found(tx: &mut Tx, first: &FirstUnit) -> Result<(Place, PersonId, PostId)> {
    let (now, today) = (tx.at().now, tx.at().today);
    let place = Place { unit: UnitId::new(now), path: "1/".into() };
    let (person, post) = (PersonId::new(now), PostId::new(now));
    sqlx::query!(
        "insert into unit (id, no, path, sort_key, code, name, created_at) values ($1, 1, '1/', unit_sort_part(0, 1), $2, $3, $4)",
        place.unit.0,
        first.code,
        first.unit,
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into person (id, unit_id, path, name, created_at) values ($1, $2, '1/', $3, $4)",
        person.0,
        place.unit.0,
        first.name,
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into post (id, person_id, unit_id, path, role, starts_on, created_at) values ($1, $2, $3, '1/', 'admin', $4, $5)",
        post.0,
        person.0,
        place.unit.0,
        today,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok((place, person, post))
}

/// The place of the root, for events that belong to no other unit; none before set-up.
pub async fn root(tx: &mut Tx) -> Result<Option<Place>> {
    let id: Option<Uuid> =
        sqlx::query_scalar!("select id from unit where path = '1/'").fetch_optional(tx.conn()).await?;
    Ok(id.map(|id| Place { unit: id.into(), path: "1/".into() }))
}

/// Locks set-up against a second one at the same time.
pub async fn lock_setup(tx: &mut Tx) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(720190013)").execute(tx.conn()).await?;
    Ok(())
}
