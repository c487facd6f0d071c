//! The merger of two units: one function of the database, which moves everything and tells what; here each thing gets its event.
use super::super::{
    merger::{Merger, Toll},
    model::Refused,
};
use crate::{
    audit::{Event, Subject, Tx},
    base::{
        error::{Error, Result, broke},
        ids::UnitId,
    },
};
use chrono::NaiveDate;
use serde_json::{Value, json};
use sqlx::PgConnection;

/// What a merger would take along and what stands in its way.
pub async fn merger_of(db: &mut PgConnection, gone: UnitId, stays: UnitId, today: NaiveDate) -> Result<Toll> {
    let rows = sqlx::query!(
        r#"select what as "what!", n as "n!" from merger_of($1, $2, $3)"#,
        gone.0,
        stays.0,
        today
    );
    Ok(Toll(rows.fetch_all(db).await?.into_iter().map(|r| (r.what, r.n)).collect()))
}

/// What the function calls a thing that it moved: the event's kind, and what that is about.
fn event_of(what: &str) -> Option<(&'static str, &'static str)> {
    Some(match what {
        "post.end" => ("post.end", "person"),
        "post.move" => ("post.move", "person"),
        "person.move" => ("person.move", "person"),
        "system.rename" => ("system.edit", "system"),
        "system.move" => ("system.move", "system"),
        "issue.move" => ("issue.move", "issue"),
        "inspection.move" => ("inspection.move", "inspection"),
        "inspection.excuse" => ("inspection.excuse", "inspection"),
        "profile.lapse" => ("profile.lapse", "profile"),
        "unit.move" => ("unit.move", "unit"),
        _ => return None,
    })
}

/// Carries a merger out, with an event for each thing and for both units.
pub async fn merge(tx: &mut Tx, merger: Merger) -> Result<()> {
    let Merger { gone: (gone, old), stays: (stays, new), on } = merger;
    let done = sqlx::query!(
        r#"select what as "what!", id as "id!", there as "there!", data as "data!" from merge_units($1, $2, $3)"#,
        gone.unit.0,
        stays.unit.0,
        on
    )
    .fetch_all(tx.conn())
    .await;
    let went = match done {
        Err(e) if broke(&e, "posts_kept_apart") => return Err(Error::refused(Refused::Apart)),
        done => done?,
    };
    for thing in went {
        let (kind, about) =
            event_of(&thing.what).ok_or_else(|| anyhow::anyhow!("a merger moved {:?}", thing.what))?;
        let mut data = thing.data;
        if let (true, Value::Object(facts)) = (kind.ends_with(".move"), &mut data) {
            let field = if about == "unit" { "parent" } else { "unit" };
            facts.insert("old".into(), json!({ field: old }));
            facts.insert("new".into(), json!({ field: new }));
        } else if let Value::Object(facts) = &mut data {
            facts.insert("merged_into".into(), json!(new));
        }
        let place = if thing.there { stays.clone() } else { gone.clone() };
        tx.record(Event { kind, subject: Subject { kind: about, id: thing.id }, place, data });
    }
    let unit = |id: UnitId| Subject { kind: "unit", id: id.0 };
    let (into, from) = (json!({ "merged_into": new, "closed_on": on }), json!({ "merged_from": old }));
    tx.record(Event { kind: "unit.merge", subject: unit(gone.unit), place: gone, data: into });
    tx.record(Event { kind: "unit.merge", subject: unit(stays.unit), place: stays, data: from });
    Ok(())
}
