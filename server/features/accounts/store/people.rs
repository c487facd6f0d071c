//! People and their posts: one, a page of the list, changes.
use crate::{
    access::{Place, Role, Scope},
    audit::Tx,
    base::{
        error::{Error, Result, broke},
        form::{Errors, Fault},
        ids::{PersonId, PostId},
        jobs,
        request::Token,
        search::Found,
    },
    features::accounts::{
        letters::INVITE,
        model::{
            CODE_LIVES, INVITE_LIVES,
            code::Code,
            person::{Change, Facts, Held, Person, Post, Refused, SignIn, Term, What},
        },
        store::sign_in::{add_hash, add_link},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

struct Row {
    id: Uuid,
    unit_id: Uuid,
    path: String,
    unit_name: String,
    name: String,
    staff_no: Option<String>,
    department: String,
    mail: String,
    phone: String,
}

impl From<Row> for Person {
    fn from(r: Row) -> Self {
        Self {
            id: r.id.into(),
            place: Place { unit: r.unit_id.into(), path: r.path },
            unit_name: r.unit_name,
            facts: Facts {
                name: r.name,
                staff_no: r.staff_no,
                department: r.department,
                mail: r.mail,
                phone: r.phone,
            },
        }
    }
}

struct PostRow {
    id: Uuid,
    person_id: Uuid,
    unit_id: Uuid,
    path: String,
    unit_name: String,
    role: String,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
    acts_for: Option<String>,
}

impl TryFrom<PostRow> for Post {
    type Error = Error;
    fn try_from(r: PostRow) -> Result<Self> {
        Ok(Self {
            id: r.id.into(),
            person: r.person_id.into(),
            place: Place { unit: r.unit_id.into(), path: r.path },
            unit_name: r.unit_name,
            role: role(&r.role)?,
            term: Term { from: r.starts_on, to: r.ends_on },
            acts_for: r.acts_for,
        })
    }
}

fn role(code: &str) -> Result<Role> {
    code.parse().map_err(|()| anyhow::anyhow!("unknown role {code:?}").into())
}

/// The one select list; the tail is the rest of the statement, still checked at compile time.
macro_rules! people {
    ($($tail:literal)+, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            "select p.id, p.unit_id, p.path, u.name as unit_name, p.name, p.staff_no, p.department, p.mail, p.phone
               from person p join unit u on u.id = p.unit_id " $(+ $tail)+,
            $($arg),*
        )
    };
}

macro_rules! posts {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            PostRow,
            "select o.id, o.person_id, o.unit_id, o.path, u.name as unit_name, o.role, o.starts_on, o.ends_on,
                    person_name(o.acts_for) as acts_for
               from post o join unit u on u.id = o.unit_id " + $tail,
            $($arg),*
        )
    };
}

macro_rules! counted {
    ($($tail:literal)+, $($arg:expr),*) => {
        sqlx::query_scalar!(r#"select count(*) as "n!" from person p join unit u on u.id = p.unit_id "# $(+ $tail)+, $($arg),*)
    };
}

/// The one reading of a filter, for the lines and for how many there are.
macro_rules! narrowed {
    ($read:ident, $f:expr, $tail:literal $(, $arg:expr)*) => {
        $read!(
            "where p.path >= $1 and p.path < $2 and u.path >= $1 and u.path < $2
               and ($3::text is null or position(lower($3) in lower(p.name)) > 0 or starts_with(lower(p.staff_no), lower($3)))
               and ($4::text is null or exists (select from post o where o.person_id = p.id and o.role = $4
                                                    and o.starts_on <= $5 and (o.ends_on is null or o.ends_on >= $5)))
               and ($6::uuid[] is null or p.id = any($6)) "
            $tail,
            $f.scope.from(),
            $f.scope.to(),
            $f.found.text,
            $f.role.map(Role::code),
            $f.today,
            $f.found.ids.as_deref()
            $(, $arg)*
        )
    };
}

/// What a list of people is narrowed to.
#[derive(Debug)]
pub struct Filter {
    /// The subtree.
    pub scope: Scope,
    /// By a part of the name or the beginning of the staff number.
    pub found: Found,
    /// A role that they hold today.
    pub role: Option<Role>,
    /// The day.
    pub today: NaiveDate,
}

impl Filter {
    /// These alone.
    pub fn only(people: Vec<Uuid>, scope: Scope, today: NaiveDate) -> Self {
        Self { scope, found: Found { ids: Some(people), text: None }, role: None, today }
    }
}

/// People behind one in tree order, then by name; at most `limit`.
pub async fn list(
    db: &mut PgConnection,
    f: &Filter,
    after: Option<PersonId>,
    limit: i64,
) -> Result<Vec<Person>> {
    let rows = narrowed!(
        people,
        f,
        "and ($7::uuid is null or u.sort_key >= (select v.sort_key from person q join unit v on v.id = q.unit_id where q.id = $7)
              and (u.sort_key, p.name, p.id) > (select v.sort_key, q.name, q.id from person q join unit v on v.id = q.unit_id where q.id = $7))
         order by u.sort_key, p.name, p.id limit $8",
        after.map(|id| id.0),
        limit
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Person::from).collect())
}

/// How many there are.
pub async fn count(db: &mut PgConnection, f: &Filter) -> Result<i64> {
    Ok(narrowed!(counted, f, "").fetch_one(db).await?)
}

/// The posts of these people on this day, as far as they are within reach.
pub async fn posts_on(db: &mut PgConnection, people: &[Uuid], day: NaiveDate) -> Result<Vec<Post>> {
    let rows = posts!(
        "where o.person_id = any($1) and o.starts_on <= $2 and (o.ends_on is null or o.ends_on >= $2) order by u.sort_key, o.role",
        people,
        day
    );
    rows.fetch_all(db).await?.into_iter().map(Post::try_from).collect()
}

/// One person, absent when out of scope.
pub async fn find(db: &mut PgConnection, id: PersonId) -> Result<Person> {
    let row = people!("where p.id = $1", id.0).fetch_optional(db).await?;
    row.map(Person::from).ok_or(Error::NotFound)
}

/// One person, locked until the transaction ends; whoever may only read locks nothing.
pub async fn lock(tx: &mut Tx, id: PersonId) -> Result<Person> {
    sqlx::query!("select from person where id = $1 for update", id.0).fetch_optional(tx.conn()).await?;
    find(tx.conn(), id).await
}

/// All posts of a person within reach, the newest first.
pub async fn posts(db: &mut PgConnection, person: PersonId) -> Result<Vec<Post>> {
    let rows =
        posts!("where o.person_id = $1 order by o.starts_on desc, o.id desc", person.0).fetch_all(db).await?;
    rows.into_iter().map(Post::try_from).collect()
}

/// One post of a person.
pub async fn post(db: &mut PgConnection, person: PersonId, id: PostId) -> Result<Post> {
    let row = posts!("where o.person_id = $1 and o.id = $2", person.0, id.0).fetch_optional(db).await?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// The posts of a person that may exclude others, wherever they are.
pub async fn held(tx: &mut Tx, person: PersonId) -> Result<Vec<Held>> {
    let rows = sqlx::query!(
        r#"select role as "role!", path as "path!", starts_on as "starts_on!", ends_on from posts_kept_apart($1)"#,
        &[person.0]
    );
    let held = rows.fetch_all(tx.conn()).await?.into_iter().map(|r| {
        Ok(Held { role: role(&r.role)?, path: r.path, term: Term { from: r.starts_on, to: r.ends_on } })
    });
    held.collect()
}

/// Whether a person can sign in; an administrator of theirs asks.
pub async fn sign_in(db: &mut PgConnection, person: PersonId, now: DateTime<Utc>) -> Result<SignIn> {
    let state = sqlx::query_scalar!("select sign_in_of($1, $2)", person.0, now).fetch_one(db).await?;
    Ok(SignIn::of(state.as_deref()))
}

/// What a saved change leaves: the person, and an invitation's secret.
pub struct Saved {
    /// Whose page shows it.
    pub person: PersonId,
    /// The secret of the link, to be shown once.
    pub link: Option<Token>,
    /// A code for a new password, to be shown once.
    pub code: Option<Code>,
}

/// Writes a change with its event.
///
/// # Errors
/// `Err(Errors)` inside `Ok` when a rule of the table stands against a field.
pub async fn save(tx: &mut Tx, change: Change) -> Result<Result<Saved, Errors>> {
    let Change { what, event } = change;
    let (now, mut link, mut code) = (tx.at().now, None, None);
    tx.mark().await?;
    let (person, done) = match what {
        What::Add { id, place, facts: f } => {
            let add = sqlx::query!(
                "insert into person (id, unit_id, path, staff_no, name, department, mail, phone, created_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                id.0,
                place.unit.0,
                place.path,
                f.staff_no,
                f.name,
                f.department,
                f.mail,
                f.phone,
                now
            );
            (id, add.execute(tx.conn()).await)
        }
        What::Edit { id, facts: f } => {
            let edit = sqlx::query!(
                "update person set staff_no = $2, name = $3, department = $4, mail = $5, phone = $6 where id = $1",
                id.0,
                f.staff_no,
                f.name,
                f.department,
                f.mail,
                f.phone
            );
            (id, edit.execute(tx.conn()).await)
        }
        What::Appoint { id, person, place, role, term, acts_for } => {
            let appoint = sqlx::query!(
                "insert into post (id, person_id, unit_id, path, role, starts_on, ends_on, created_at, acts_for)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                id.0,
                person.0,
                place.unit.0,
                place.path,
                role.code(),
                term.from,
                term.to,
                now,
                acts_for.map(|p| p.0)
            );
            (person, appoint.execute(tx.conn()).await)
        }
        What::Reschedule { id, person, term } => {
            let edit = sqlx::query!(
                "update post set starts_on = $2, ends_on = $3 where id = $1",
                id.0,
                term.from,
                term.to
            );
            (person, edit.execute(tx.conn()).await)
        }
        What::End { id, person, to } => {
            let end = sqlx::query!("update post set ends_on = $2 where id = $1", id.0, to);
            (person, end.execute(tx.conn()).await)
        }
        What::Invite { id } => {
            link = Some(add_link(tx, "invite", Some(id), INVITE_LIVES).await?);
            (id, Ok(sqlx::postgres::PgQueryResult::default()))
        }
        What::InviteByMail { id, place } => {
            let whose = (place.unit, place.path.as_str());
            let at = tx.at();
            jobs::add(tx.conn(), at, INVITE, whose, Some(id), &serde_json::json!({})).await?;
            (id, Ok(sqlx::postgres::PgQueryResult::default()))
        }
        What::Code { id } => {
            let made = Code::random()?;
            add_hash(tx, &made.hash(id), "code", Some(id), CODE_LIVES).await?;
            code = Some(made);
            (id, Ok(sqlx::postgres::PgQueryResult::default()))
        }
    };
    match done {
        Err(e) => match fault(&e) {
            Some(errors) => {
                tx.back().await?;
                Ok(Err(errors))
            }
            None => Err(e.into()),
        },
        Ok(_) => {
            tx.record(event);
            Ok(Ok(Saved { person, link, code }))
        }
    }
}

fn fault(e: &sqlx::Error) -> Option<Errors> {
    if broke(e, "person_staff_no_key") {
        Some(Errors::one("staff_no", Fault::Taken))
    } else if broke(e, "posts_kept_apart") {
        Some(Errors::one("starts_on", Fault::Taken))
    } else if broke(e, "post_once") {
        Some(Errors::one("role", Fault::Taken))
    } else if broke(e, "root_keeps_an_admin") {
        Some(Errors::one("ends_on", Fault::says(Refused::LastAdmin)))
    } else if broke(e, "unit_is_closed") {
        Some(Errors::one("unit", Fault::Unknown))
    } else {
        None
    }
}
