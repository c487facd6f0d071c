//! What was closed before and is found again.
use super::super::model::{Earlier, NewIssue, SubjectKind};
use crate::{
    audit::Tx,
    base::{calendar::end_of_day, error::Result},
};
use chrono::{Datelike, Days};

/// The next number of the year, and the newest closed issue that the new one repeats: of the same unit, on the same subject, about
/// one of the same items, and raised on an earlier day. What is void or open again does not count.
pub async fn number_and_earlier(tx: &mut Tx, new: &NewIssue) -> Result<(String, Option<Earlier>)> {
    let at = tx.at();
    let morning = end_of_day(at.today.checked_sub_days(Days::new(1)).unwrap_or(at.today), at.zone);
    let subject = new.subject.as_ref();
    let kind = subject.map_or(SubjectKind::Unit, |s| s.kind);
    let codes: Vec<String> =
        std::iter::once(&new.main).chain(&new.related).map(|i| i.code.to_string()).collect();
    let row = sqlx::query!(
        r#"select next_issue_number($1) as "number!", e.id as "id?", e.occurrence as "occurrence?"
             from (values (1)) one left join lateral (
                  select i.id, i.occurrence from issue i
                   where i.unit_id = $2 and i.state = 'closed' and i.raised_at < $3 and coalesce(i.subject_kind, 'unit') = $4
                     and ($4 = 'unit' or i.subject_name = $5 or i.system_id = $6)
                     and exists (select from issue_item t where t.issue_id = i.id and t.code = any ($7))
                   order by i.closed_at desc limit 1) e on true"#,
        at.today.year(),
        new.place.unit.0,
        morning,
        kind.key(),
        subject.map(|s| s.name.as_str()).unwrap_or_default(),
        subject.and_then(|s| s.system).map(|s| s.0),
        &codes
    )
    .fetch_one(tx.conn())
    .await?;
    let earlier = row.id.zip(row.occurrence).map(|(id, occurrence)| Earlier { id: id.into(), occurrence });
    Ok((row.number, earlier))
}
