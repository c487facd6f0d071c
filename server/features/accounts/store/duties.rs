//! What a post leaves behind, and who takes it over. The administrator sees numbers alone; the database moves the rows.
use crate::{
    access::{Place, Scope},
    audit::{Event, Subject, Tx},
    base::{
        error::Result,
        ids::{PersonId, PostId, SessionId},
    },
    features::accounts::{
        model::person::{Duties, Person, Post},
        store::{people, sign_in::OwnSession},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// What the end of this post would leave.
pub async fn duties(db: &mut PgConnection, post: PostId, today: NaiveDate) -> Result<Duties> {
    let rows = sqlx::query!(r#"select what as "what!", n as "n!" from duties_of($1, $2)"#, post.0, today);
    let mut duties = Duties::default();
    for row in rows.fetch_all(db).await? {
        match row.what.as_str() {
            "issues" => duties.issues = row.n,
            "systems" => duties.systems = row.n,
            _ => duties.inspections = row.n,
        }
    }
    Ok(duties)
}

/// Who may take over in this unit: id and name of those with a post there on this day and the next.
pub async fn successors(
    db: &mut PgConnection,
    post: &Post,
    today: NaiveDate,
) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        "select p.id, p.name, p.staff_no from person p
          where p.id <> $1 and exists (select from post o where o.person_id = p.id and o.unit_id = $2
                  and o.role not in ('admin', 'auditor', 'staff') and o.starts_on <= $3 and (o.ends_on is null or o.ends_on > $3))
          order by p.name, p.id limit 500",
        post.person.0,
        post.place.unit.0,
        today
    );
    let named = rows.fetch_all(db).await?.into_iter().map(|r| {
        let no = r.staff_no.map(|n| format!(" {n}")).unwrap_or_default();
        (r.id.to_string(), format!("{}{no}", r.name))
    });
    Ok(named.collect())
}

/// Gives issues and systems to the successor, each with its event; false when that is nobody who may take them.
pub async fn hand_over(
    tx: &mut Tx,
    post: &Post,
    from: &Person,
    (successor, name): (PersonId, &str),
    witness: &str,
) -> Result<bool> {
    let today = tx.at().today;
    let given = sqlx::query!(
        r#"select what as "what!", id as "id!" from hand_over($1, $2, $3)"#,
        post.id.0,
        successor.0,
        today
    )
    .fetch_all(tx.conn())
    .await?;
    let event = |kind: &'static str, thing: &'static str, id: Uuid, place: &Place, data| Event {
        kind,
        subject: Subject { kind: thing, id },
        place: place.clone(),
        data,
    };
    let (mut issues, mut systems) = (0, 0);
    for row in &given {
        let data = json!({ "owner": name, "handed_over_by": from.facts.name });
        if row.what == "issue" {
            issues += 1;
            tx.record(event("issue.assign", "issue", row.id, &post.place, data));
        } else {
            systems += 1;
            tx.record(event("system.edit", "system", row.id, &post.place, data));
        }
    }
    let data = json!({ "from": from.facts.name, "owner": name, "witness": witness, "issues": issues, "systems": systems });
    tx.record(event("post.hand-over", "person", from.id.0, &from.place, data));
    Ok(!given.is_empty())
}

/// The only person of a subtree with this name or staff number.
pub async fn named(db: &mut PgConnection, scope: &Scope, written: &str) -> Result<Option<Person>> {
    let ids = sqlx::query_scalar!(
        "select id from person where path >= $1 and path < $2 and (name = $3 or staff_no = $3) limit 2",
        scope.from(),
        scope.to(),
        written
    )
    .fetch_all(&mut *db)
    .await?;
    match ids[..] {
        [id] => people::find(db, id.into()).await.map(Some),
        _ => Ok(None),
    }
}

/// Where a person is signed in, for the administrator who keeps their account.
pub async fn sessions(
    db: &mut PgConnection,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<OwnSession>> {
    let sessions = sqlx::query_as!(
        OwnSession,
        r#"select id as "id!: SessionId", seen_at as "seen_at!", address as "address!", agent as "agent!" from sessions_of($1, $2)"#,
        person.0,
        now
    );
    Ok(sessions.fetch_all(db).await?)
}

/// Ends one of them.
pub async fn end_session(tx: &mut Tx, person: PersonId, session: SessionId) -> Result<bool> {
    let now = tx.at().now;
    let ended =
        sqlx::query_scalar!(r#"select end_session_of($1, $2, $3) as "ended!""#, person.0, session.0, now);
    Ok(ended.fetch_one(tx.conn()).await?)
}
