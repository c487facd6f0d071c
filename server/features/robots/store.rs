//! Every SQL statement about robots.
use super::{
    model::{Change, Entered, Last, Robot, Secrets, TOPICS, What},
    sending::{MESSAGE, Told},
};
use crate::{
    access::Place,
    audit::Tx,
    base::{
        error::{Error, Result, broke},
        ids::{PersonId, RobotId, UnitId},
        jobs,
        text::Language,
    },
    features::messages::model::{Kind, Line, MOST_LINES},
};
use sqlx::PgConnection;
use uuid::Uuid;

struct Row {
    id: Uuid,
    unit_id: Uuid,
    path: String,
    kind: String,
    name: String,
    host: String,
    hint: String,
    language: String,
    topics: Vec<String>,
    active: bool,
}

impl TryFrom<Row> for Robot {
    type Error = Error;
    fn try_from(r: Row) -> Result<Self> {
        Ok(Self {
            id: r.id.into(),
            place: Place { unit: r.unit_id.into(), path: r.path },
            service: r.kind.parse().map_err(|()| anyhow::anyhow!("torn robot {}", r.id))?,
            name: r.name,
            host: r.host,
            hint: r.hint,
            language: r.language.parse().unwrap_or(Language::ZhCN),
            topics: TOPICS.into_iter().filter(|t| r.topics.iter().any(|key| key == t.key())).collect(),
            active: r.active,
        })
    }
}

/// The one select list; the tail is the rest of the statement, still checked at compile time.
macro_rules! robots {
    ($tail:literal, $($arg:expr),*) => {
        sqlx::query_as!(
            Row,
            "select r.id, r.unit_id, r.path, r.kind, r.name, r.host, r.hint, r.language, r.topics, r.active from robot r " + $tail,
            $($arg),*
        )
    };
}

/// The robots of a unit, each with how its last message went.
pub async fn of_unit(db: &mut PgConnection, unit: UnitId) -> Result<Vec<(Robot, Last)>> {
    let rows = robots!("where r.unit_id = $1 order by r.name, r.id", unit.0).fetch_all(&mut *db).await?;
    let ids: Vec<String> = rows.iter().map(|r| r.id.to_string()).collect();
    let jobs = sqlx::query!(
        r#"select w.robot as "robot!", j.tries, j.last_error, j.done_at, j.given_up_at
             from unnest($1::text[]) w (robot)
            cross join lateral (select * from job j where j.kind = 'robot.message' and j.data ->> 'robot' = w.robot
                                 order by j.id desc limit 1) j"#,
        &ids
    );
    let jobs = jobs.fetch_all(db).await?;
    let last = |id: Uuid| {
        let job = jobs.iter().find(|j| j.robot == id.to_string());
        job.map_or(Last::Nothing, |j| match (j.done_at, j.given_up_at, &j.last_error) {
            (Some(at), ..) => Last::Sent(at),
            (None, Some(_), why) => Last::Failed(why.clone().unwrap_or_default()),
            (None, None, Some(why)) => Last::Failing(j.tries, why.clone()),
            (None, None, None) => Last::Waiting,
        })
    };
    let robot = |row: Row| {
        let last = last(row.id);
        Ok((Robot::try_from(row)?, last))
    };
    rows.into_iter().map(robot).collect()
}

/// A robot of a unit, for a change.
pub async fn lock(tx: &mut Tx, unit: UnitId, id: RobotId) -> Result<Robot> {
    let row = robots!("where r.id = $1 and r.unit_id = $2 for update", id.0, unit.0);
    row.fetch_optional(tx.conn()).await?.ok_or(Error::NotFound)?.try_into()
}

/// A robot that is to tell, its unit's name, and what calls it; none when it is gone. For the worker alone.
pub async fn outgoing(tx: &mut Tx, id: RobotId) -> Result<Option<(Robot, String, Secrets)>> {
    let Some(row) = robots!("where r.id = $1", id.0).fetch_optional(tx.conn()).await? else {
        return Ok(None);
    };
    let robot = Robot::try_from(row)?;
    let target = sqlx::query!(
        r#"select t.address as "address!", t.secret as "secret!", unit_name($2) as unit from robot_target($1) t"#,
        id.0,
        robot.place.unit.0
    );
    let target = target.fetch_optional(tx.conn()).await?;
    Ok(target.map(|t| (robot, t.unit.unwrap_or_default(), Secrets { address: t.address, secret: t.secret })))
}

/// Writes a message for each robot of the unit that tells about it.
pub async fn tell(tx: &mut Tx, place: &Place, kind: Kind, lines: &[Line], cause: Option<&str>) -> Result<()> {
    let robots = sqlx::query_scalar!(
        "select id from robot where unit_id = $1 and active and $2 = any(topics)",
        place.unit.0,
        kind.topic().key()
    );
    for robot in robots.fetch_all(tx.conn()).await? {
        let cause = cause.map(|cause| format!("{robot} {cause}"));
        write(tx, place, robot.into(), Some(kind), lines, cause.as_deref()).await?;
    }
    Ok(())
}

async fn write(
    tx: &mut Tx,
    place: &Place,
    robot: RobotId,
    kind: Option<Kind>,
    lines: &[Line],
    cause: Option<&str>,
) -> Result<()> {
    let at = tx.at();
    let told = Told {
        robot: robot.to_string(),
        kind: kind.map(|kind| kind.key().to_owned()),
        day: at.today,
        lines: lines.iter().take(MOST_LINES).cloned().collect(),
        total: lines.len(),
    };
    let data = serde_json::to_value(told).map_err(anyhow::Error::from)?;
    let whose = (place.unit, place.path.as_str());
    match cause {
        Some(cause) => jobs::add_once(tx.conn(), at, MESSAGE, whose, cause, &data).await,
        None => jobs::add(tx.conn(), at, MESSAGE, whose, None, &data).await.map(drop),
    }
}

/// Whether a change could be written, or the unit has a robot of this name.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    /// It was.
    Done,
    /// It was not.
    NameTaken,
}

/// Writes a change with its event.
pub async fn save(tx: &mut Tx, change: Change) -> Result<Saved> {
    let place = change.place.clone();
    match change.what {
        What::Add(id, robot) => {
            tx.mark().await?;
            let by = (tx.actor()?.person, tx.ctx()?.language);
            match insert(tx, &place, id, &robot, by).await {
                Err(e) if broke(&e, "robot_name") => {
                    tx.back().await?;
                    return Ok(Saved::NameTaken);
                }
                done => done?,
            }
        }
        What::Try(id) => write(tx, &place, id, None, &[], None).await?,
        What::Turn(id, active) => {
            sqlx::query!("update robot set active = $2 where id = $1", id.0, active)
                .execute(tx.conn())
                .await?;
        }
        What::Remove(id) => {
            sqlx::query!("delete from robot where id = $1", id.0).execute(tx.conn()).await?;
        }
    }
    tx.record(change.event);
    Ok(Saved::Done)
}

async fn insert(
    tx: &mut Tx,
    place: &Place,
    id: RobotId,
    robot: &Entered,
    (by, language): (PersonId, Language),
) -> Result<(), sqlx::Error> {
    let now = tx.at().now;
    let topics: Vec<String> = robot.topics.iter().map(|t| t.key().to_owned()).collect();
    let language: &str = &language;
    sqlx::query!(
        "insert into robot (id, unit_id, path, kind, name, host, hint, address, secret, language, topics, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        id.0,
        place.unit.0,
        place.path,
        robot.service.key(),
        robot.name,
        robot.host,
        robot.secrets.hint(),
        robot.secrets.address,
        robot.secrets.secret,
        language,
        &topics,
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
