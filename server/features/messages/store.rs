//! Every SQL statement about messages.
use super::{
    letters,
    model::{KEPT, Kind, Line, MOST_LINES, Message, Topic},
};
use crate::{
    access::Place,
    audit::Tx,
    base::{
        error::{Error, Result},
        ids::{MessageId, PersonId},
        jobs,
    },
};
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

/// Where the count stops: the page says 99+.
const ENOUGH: i64 = 100;

/// Writes the same message to everybody, with a mail for those who want one.
pub async fn add(tx: &mut Tx, to: &[PersonId], kind: Kind, place: &Place, lines: &[Line]) -> Result<()> {
    let at = tx.at();
    let people: Vec<Uuid> = to.iter().map(|p| p.0).collect();
    let ids: Vec<Uuid> = people.iter().map(|_| MessageId::new(at.now).0).collect();
    let kept = serde_json::to_value(&lines[..lines.len().min(MOST_LINES)]).map_err(anyhow::Error::from)?;
    let wanting = sqlx::query_scalar!(
        r#"with added as (
            insert into message (id, person_id, unit_id, path, kind, lines, total, made_at)
            select m.id, m.person, $3, $4, $5, $6, $7, $8 from unnest($1::uuid[], $2::uuid[]) as m (id, person))
         select w as "w!" from wanting_mail($2, $9) w"#,
        &ids,
        &people,
        place.unit.0,
        place.path,
        kind.key(),
        kept,
        i32::try_from(lines.len()).unwrap_or(i32::MAX),
        at.now,
        kind.topic().key()
    );
    let wanting = wanting.fetch_all(tx.conn()).await?;
    for (id, person) in ids.iter().zip(people).filter(|(_, person)| wanting.contains(person)) {
        let whose = (place.unit, place.path.as_str());
        let data = json!({ "message": id });
        jobs::add(tx.conn(), at, letters::MESSAGE, whose, Some(person.into()), &data).await?;
    }
    Ok(())
}

struct Row {
    id: Uuid,
    kind: String,
    unit_id: Uuid,
    path: String,
    unit: Option<String>,
    lines: Value,
    total: i32,
    made_at: DateTime<Utc>,
    read: bool,
}

impl TryFrom<Row> for Message {
    type Error = Error;
    fn try_from(r: Row) -> Result<Self> {
        let kind = r.kind.parse().map_err(|()| anyhow::anyhow!("torn message {}", r.id))?;
        Ok(Self {
            id: r.id.into(),
            kind,
            place: Place { unit: r.unit_id.into(), path: r.path },
            unit: r.unit.unwrap_or_default(),
            lines: serde_json::from_value(r.lines).map_err(anyhow::Error::from)?,
            total: usize::try_from(r.total).unwrap_or_default(),
            made_at: r.made_at,
            read: r.read,
        })
    }
}

/// The one select list; the tail is the rest of the statement, still checked at compile time.
macro_rules! messages {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            r#"select m.id, m.kind, m.unit_id, m.path, unit_name(m.unit_id) as unit, m.lines, m.total, m.made_at,
                      m.read_at is not null as "read!" from message m "# + $tail,
            $($arg),*
        )
    };
}

/// A page of a person's messages, the newest first.
pub async fn list(
    db: &mut PgConnection,
    person: PersonId,
    unread: bool,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Message>> {
    let rows = messages!(
        "where m.person_id = $1 and ($2::uuid is null or m.id < $2) and (not $3 or m.read_at is null) order by m.id desc limit $4",
        person.0,
        before,
        unread,
        limit
    );
    rows.fetch_all(db).await?.into_iter().map(Message::try_from).collect()
}

/// One message of a person.
pub async fn find(db: &mut PgConnection, person: PersonId, id: MessageId) -> Result<Message> {
    let row = messages!("where m.id = $1 and m.person_id = $2", id.0, person.0).fetch_optional(db).await?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// How many a person has not read, counted up to a hundred.
pub async fn unread(db: &mut PgConnection, person: PersonId) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "n!" from (select from message where person_id = $1 and read_at is null limit $2) m"#,
        person.0,
        ENOUGH
    );
    Ok(count.fetch_one(db).await?)
}

/// Marks one message as read, or all of them.
pub async fn mark_read(tx: &mut Tx, person: PersonId, id: Option<MessageId>) -> Result<()> {
    let now = tx.at().now;
    sqlx::query!(
        "update message set read_at = $3 where person_id = $1 and ($2::uuid is null or id = $2) and read_at is null",
        person.0,
        id.map(|id| id.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// About what a person wants mails.
pub async fn topics(db: &mut PgConnection, person: PersonId) -> Result<Vec<Topic>> {
    let kept = sqlx::query_scalar!("select mails from person where id = $1", person.0).fetch_one(db).await?;
    Ok(Topic::ALL.into_iter().filter(|t| kept.iter().any(|key| key == t.key())).collect())
}

/// Keeps what a person wants mails about.
pub async fn choose(tx: &mut Tx, person: PersonId, topics: &[Topic]) -> Result<()> {
    let keys: Vec<String> = topics.iter().map(|t| t.key().to_owned()).collect();
    sqlx::query!("update person set mails = $2 where id = $1", person.0, &keys).execute(tx.conn()).await?;
    Ok(())
}

/// A message that is to leave as a mail, with its reader's address and language; none when either is gone.
pub async fn outgoing(tx: &mut Tx, id: MessageId) -> Result<Option<(Message, String, String)>> {
    let Some(row) = messages!("where m.id = $1", id.0).fetch_optional(tx.conn()).await? else {
        return Ok(None);
    };
    let message = Message::try_from(row)?;
    let reader = sqlx::query!(
        "select p.mail, p.language from person p join message m on m.person_id = p.id where m.id = $1 and p.mail <> ''",
        id.0
    );
    let reader = reader.fetch_optional(tx.conn()).await?;
    Ok(reader.map(|r| (message, r.mail, r.language)))
}

/// Clears away what is older than half a year, some at a time.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    let until = tx.at().now - Duration::days(KEPT);
    sqlx::query!(
        "delete from message where id in (select id from message where made_at < $1 order by made_at limit 5000)",
        until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
