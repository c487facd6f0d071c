//! How people stand who may be invited.
use crate::{
    audit::Tx,
    base::{db::Moment, error::Result, ids::PersonId},
    features::accounts::{
        letters::INVITE,
        model::{inviting::Standing, person::SignIn},
    },
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Locks these people until the transaction ends, all in one order, so that two batches wait for one another.
pub async fn lock(tx: &mut Tx, people: &[Uuid]) -> Result<()> {
    sqlx::query!("select from person where id = any($1) order by id for update", people)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// How each of them stands; an administrator of theirs asks.
pub async fn standings(
    db: &mut PgConnection,
    people: &[Uuid],
    at: Moment,
) -> Result<HashMap<Uuid, Standing>> {
    let rows = sqlx::query!(
        r#"select p.id as "id!", sign_in_of(p.id, $2) as state,
                  exists (select from post o where o.person_id = p.id and (o.ends_on is null or o.ends_on >= $3)) as "has_post!",
                  exists (select from job j where j.person_id = p.id and j.kind = $4 and j.done_at is null and j.given_up_at is null) as "on_its_way!"
             from unnest($1::uuid[]) as p (id)"#,
        people,
        at.now,
        at.today,
        INVITE
    );
    let standing = |state: Option<String>, has_post, on_its_way| Standing {
        sign_in: SignIn::of(state.as_deref()),
        has_post,
        on_its_way,
    };
    let rows = rows.fetch_all(db).await?.into_iter();
    Ok(rows.map(|r| (r.id, standing(r.state, r.has_post, r.on_its_way))).collect())
}

/// How one of them stands.
pub async fn standing(db: &mut PgConnection, person: PersonId, at: Moment) -> Result<Standing> {
    let mut found = standings(db, &[person.0], at).await?;
    found.remove(&person.0).ok_or_else(|| anyhow::anyhow!("nobody stands anywhere").into())
}
