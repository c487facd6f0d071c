//! Changes are written and told in one transaction; whoever is concerned by many of a unit gets one message about them.
use super::{
    model::{Change, Paper, Stage, Told},
    store,
};
use crate::{
    access::{InUnit, Place},
    audit::Tx,
    base::{
        error::Result,
        ids::{IssueId, PersonId},
    },
    features::{
        messages::{
            self,
            model::{Kind, Line},
        },
        robots,
    },
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Something that people are told of.
struct News {
    issue: IssueId,
    place: Place,
    told: Told,
    line: Option<Line>,
}

/// Writes the changes and tells whom they concern.
///
/// # Errors
/// As [`store::save`].
pub async fn carry_out(tx: &mut Tx, changes: Vec<Change>) -> Result<()> {
    let mut news = Vec::new();
    for change in changes {
        if let Some(told) = change.told.clone() {
            let (issue, place) = (change.issue.id(), change.issue.place().clone());
            news.push(News { issue, place, told, line: change.line() });
        }
        store::save(tx, change).await?;
    }
    tell(tx, news).await
}

/// Writes how far a paper is, and tells whoever made it of the answer.
///
/// # Errors
/// When the database does not answer.
pub async fn save_paper(tx: &mut Tx, changed: Paper) -> Result<()> {
    let Paper { paper, event } = changed;
    store::save_paper(tx, &paper).await?;
    tx.record(event);
    if !matches!(paper.stage, Stage::Answered(.., None)) {
        return Ok(());
    }
    let lines = store::news(tx.conn(), &[paper.issue.0]).await?;
    let lines: Vec<_> = lines.into_iter().map(|line| Line { due: paper.demand.due, ..line }).collect();
    messages::tell(tx, &[paper.made.by], Kind::Supervision, &paper.place, &lines).await
}

async fn tell(tx: &mut Tx, mut news: Vec<News>) -> Result<()> {
    if news.is_empty() {
        return Ok(());
    }
    add_officers(tx, &mut news).await?;
    let mut lines: Vec<Line> = news.iter().filter_map(|n| n.line.clone()).collect();
    let ids: Vec<Uuid> = news.iter().filter(|n| n.line.is_none()).map(|n| n.issue.0).collect();
    if !ids.is_empty() {
        lines.extend(store::news(tx.conn(), &ids).await?);
    }
    for ((_, kind), news) in by_unit(&news) {
        let told = |line: &Line| {
            let due = news.iter().find(|n| n.issue == line.issue)?.told.due;
            Some(Line { due: due.unwrap_or(line.due), ..line.clone() })
        };
        let lines: Vec<_> = lines.iter().filter_map(told).collect();
        for (issues, people) in by_issues(&news) {
            let lines: Vec<_> = lines.iter().filter(|l| issues.contains(&l.issue.0)).cloned().collect();
            messages::tell(tx, &people, kind, &news[0].place, &lines).await?;
        }
        robots::tell(tx, &news[0].place, kind, &lines, None).await?;
    }
    Ok(())
}

async fn add_officers(tx: &mut Tx, news: &mut [News]) -> Result<()> {
    let units: Vec<Uuid> = news.iter().filter(|n| n.told.officers).map(|n| n.place.unit.0).collect();
    if units.is_empty() {
        return Ok(());
    }
    let today = tx.at().today;
    let officers = store::officers(tx.conn(), &units, today).await?;
    for n in news.iter_mut().filter(|n| n.told.officers) {
        n.told.people.extend(officers.iter().filter(|(unit, _)| *unit == n.place.unit).map(|(_, who)| *who));
    }
    Ok(())
}

fn by_unit(news: &[News]) -> Vec<((Uuid, Kind), Vec<&News>)> {
    let mut units: Vec<((Uuid, Kind), Vec<&News>)> = Vec::new();
    for n in news {
        let key = (n.place.unit.0, n.told.kind);
        match units.iter_mut().find(|(known, _)| *known == key) {
            Some((_, all)) => all.push(n),
            None => units.push((key, vec![n])),
        }
    }
    units
}

/// People who are told of the same issues, together.
fn by_issues(news: &[&News]) -> BTreeMap<Vec<Uuid>, Vec<PersonId>> {
    let mut of: BTreeMap<PersonId, Vec<Uuid>> = BTreeMap::new();
    for n in news {
        for person in &n.told.people {
            let issues = of.entry(*person).or_default();
            if !issues.contains(&n.issue.0) {
                issues.push(n.issue.0);
            }
        }
    }
    let mut by = BTreeMap::<Vec<Uuid>, Vec<PersonId>>::new();
    for (person, issues) in of {
        by.entry(issues).or_default().push(person);
    }
    by
}
