//! Many people at once, for the import: one statement each, however many lines.
use crate::{
    access::{Place, Role, Scope},
    audit::Tx,
    base::{
        error::Result,
        ids::{PersonId, PostId},
    },
    features::accounts::model::person::{Facts, Held, Term},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use std::{
    collections::{HashMap, HashSet},
    sync::atomic::{AtomicUsize, Ordering},
};
use uuid::Uuid;

/// A person with a staff number, as the import compares them.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Who.
    pub id: PersonId,
    /// Their unit.
    pub place: Place,
    /// What is known.
    pub facts: Facts,
    /// Roles in their own unit, today or later.
    pub roles: Vec<Role>,
}

/// Everybody of the subtree who has a staff number.
pub async fn people(db: &mut PgConnection, scope: &Scope, today: NaiveDate) -> Result<Vec<Stored>> {
    let rows = sqlx::query!(
        r#"select p.id, p.unit_id, p.path, p.staff_no, p.name, p.department, p.mail, p.phone,
                  array_remove(array_agg(o.role), null) as "roles!"
             from person p left join post o on o.person_id = p.id and o.unit_id = p.unit_id and (o.ends_on is null or o.ends_on >= $3)
            where p.path >= $1 and p.path < $2 and p.staff_no is not null group by p.id"#,
        scope.from(),
        scope.to(),
        today
    )
    .fetch_all(db)
    .await?;
    let stored = rows.into_iter().map(|r| Stored {
        id: r.id.into(),
        place: Place { unit: r.unit_id.into(), path: r.path },
        facts: Facts {
            name: r.name,
            staff_no: r.staff_no,
            department: r.department,
            mail: r.mail,
            phone: r.phone,
        },
        roles: r.roles.iter().filter_map(|code| code.parse().ok()).collect(),
    });
    Ok(stored.collect())
}

/// The posts of these people that may exclude others, wherever they are.
pub async fn held(db: &mut PgConnection, people: &[Uuid]) -> Result<HashMap<Uuid, Vec<Held>>> {
    let rows = sqlx::query!(
        r#"select person_id as "person_id!", role as "role!", path as "path!", starts_on as "starts_on!", ends_on
             from posts_kept_apart($1)"#,
        people
    );
    let mut held: HashMap<Uuid, Vec<Held>> = HashMap::new();
    for r in rows.fetch_all(db).await? {
        let Ok(role) = r.role.parse() else { continue };
        let term = Term { from: r.starts_on, to: r.ends_on };
        held.entry(r.person_id).or_default().push(Held { role, path: r.path, term });
    }
    Ok(held)
}

/// Those of these people who hold a post out of the administrator's reach.
pub async fn elsewhere(db: &mut PgConnection, people: &[Uuid], now: DateTime<Utc>) -> Result<HashSet<Uuid>> {
    let found = sqlx::query_scalar!(
        r#"select p as "id!" from unnest($1::uuid[]) p where sign_in_of(p, $2) = 'elsewhere'"#,
        people,
        now
    );
    Ok(found.fetch_all(db).await?.into_iter().collect())
}

/// How many go into one statement, so that whoever waits sees it move.
const PART: usize = 2_000;

/// Adds people; `stored` counts them.
pub async fn add(tx: &mut Tx, new: &[(PersonId, Place, Facts)], stored: &AtomicUsize) -> Result<()> {
    for part in new.chunks(PART) {
        add_part(tx, part).await?;
        stored.fetch_add(part.len(), Ordering::Relaxed);
    }
    Ok(())
}

async fn add_part(tx: &mut Tx, new: &[(PersonId, Place, Facts)]) -> Result<()> {
    let now = tx.at().now;
    let ids: Vec<Uuid> = new.iter().map(|(id, ..)| id.0).collect();
    let units: Vec<Uuid> = new.iter().map(|(_, place, _)| place.unit.0).collect();
    let paths: Vec<&str> = new.iter().map(|(_, place, _)| place.path.as_str()).collect();
    let c = columns(new.iter().map(|(_, _, f)| f));
    sqlx::query!(
        "insert into person (id, unit_id, path, staff_no, name, department, mail, phone, created_at)
         select n.*, $1 from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) as n",
        now,
        &ids,
        &units,
        &paths as &[&str],
        &c.0 as &[Option<&str>],
        &c.1 as &[&str],
        &c.2 as &[&str],
        &c.3 as &[&str],
        &c.4 as &[&str]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Changes people; their numbers and units stay; `stored` counts them.
pub async fn change(tx: &mut Tx, changed: &[(PersonId, Facts)], stored: &AtomicUsize) -> Result<()> {
    for part in changed.chunks(PART) {
        change_part(tx, part).await?;
        stored.fetch_add(part.len(), Ordering::Relaxed);
    }
    Ok(())
}

async fn change_part(tx: &mut Tx, changed: &[(PersonId, Facts)]) -> Result<()> {
    let ids: Vec<Uuid> = changed.iter().map(|(id, _)| id.0).collect();
    let c = columns(changed.iter().map(|(_, f)| f));
    sqlx::query!(
        "update person p set name = n.name, department = n.department, mail = n.mail, phone = n.phone
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as n (id, name, department, mail, phone)
          where p.id = n.id",
        &ids,
        &c.1 as &[&str],
        &c.2 as &[&str],
        &c.3 as &[&str],
        &c.4 as &[&str]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives posts from today on.
pub async fn appoint(tx: &mut Tx, posts: &[(PersonId, Place, Role)]) -> Result<()> {
    let at = tx.at();
    let ids: Vec<Uuid> = posts.iter().map(|_| PostId::new(at.now).0).collect();
    let people: Vec<Uuid> = posts.iter().map(|(person, ..)| person.0).collect();
    let units: Vec<Uuid> = posts.iter().map(|(_, place, _)| place.unit.0).collect();
    let paths: Vec<&str> = posts.iter().map(|(_, place, _)| place.path.as_str()).collect();
    let roles: Vec<&str> = posts.iter().map(|(_, _, role)| role.code()).collect();
    sqlx::query!(
        "insert into post (id, person_id, unit_id, path, role, starts_on, created_at)
         select n.*, $1, $2 from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[]) as n",
        at.today,
        at.now,
        &ids,
        &people,
        &units,
        &paths as &[&str],
        &roles as &[&str]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

type Columns<'a> = (Vec<Option<&'a str>>, Vec<&'a str>, Vec<&'a str>, Vec<&'a str>, Vec<&'a str>);

fn columns<'a>(facts: impl Iterator<Item = &'a Facts> + Clone) -> Columns<'a> {
    let text = |of: fn(&Facts) -> &str| facts.clone().map(of).collect();
    let numbers = facts.clone().map(|f| f.staff_no.as_deref()).collect();
    (numbers, text(|f| &f.name), text(|f| &f.department), text(|f| &f.mail), text(|f| &f.phone))
}
