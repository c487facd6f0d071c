//! Two rounds of the whole city: one that is over, one that is going on. Every fifth unit has answered.
use super::{
    organisation::{Organisation, Post},
    rows::{Dice, Maybe, Of, Table, id},
};
use crate::features::checklists::model::{AnsweredOn, Edition, Item};
use chrono::{DateTime, Duration, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Writes both rounds with their inspections and answers.
pub(super) async fn send(
    db: &mut PgConnection,
    organisation: &Organisation,
    checklist: Uuid,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut rounds = Table::new(
        "round",
        "id, number, title, unit_id, path, kind, checklist_id, every, starts_on, due_on, needs_sign_off, opened_by, opened_at",
    );
    let mut inspections = Table::new(
        "inspection",
        "id, round_id, unit_id, path, state, version, late, submissions, submitted_by, submitted_at, sign_off, reviewed_by, reviewed_at,
         started_at, cells, cells_done, pass, fail",
    );
    let mut answers = Table::new(
        "answer",
        "id, inspection_id, unit_id, path, code, result, source, answered_by, answered_at, version",
    );
    let asked: Vec<&Item> =
        Edition::built_in().items().iter().filter(|i| i.answered_on == AnsweredOn::Unit).collect();
    let (city, mut dice) = (&organisation.units[0], Dice(7));
    let opener = organisation.person(0, Post::Supervisor);
    for (no, (title, days)) in [("第三季度自查", 120), ("第四季度自查", 20)].into_iter().enumerate()
    {
        let opened = now - Duration::days(days);
        let (round, first) = (id(Of::Round, no, opened), opened.date_naive());
        let last = first + Duration::days(30);
        let number = format!("ZC-2026-{:04}", no + 1);
        rounds.row(&[
            &round,
            &number,
            &title,
            &city.id,
            &city.path,
            &"self",
            &checklist,
            &"quarterly",
            &first,
            &last,
            &false,
            &opener,
            &opened,
        ]);
        for (n, u) in organisation.units.iter().enumerate() {
            let inspection = id(Of::Inspection, no * organisation.units.len() + n, opened);
            let answered = n.is_multiple_of(5);
            let state = match (answered, no) {
                (false, _) => "open",
                (true, 0) => "accepted",
                (true, _) => dice.any(&["awaiting_review", "awaiting_review", "accepted"]),
            };
            let at = opened + Duration::days(10);
            let officer = organisation.person(n, Post::Officer);
            let above = organisation.above(n);
            let reviewer =
                organisation.person(if n == 0 { 0 } else { organisation.district(above) }, Post::Reviewer);
            let (mut pass, mut fail) = (0, 0);
            for (k, item) in asked.iter().enumerate().filter(|_| answered) {
                let result = if dice.below(10) == 0 { "fail" } else { "pass" };
                if result == "fail" {
                    fail += 1
                } else {
                    pass += 1
                }
                let answer = id(Of::Answer, (no * organisation.units.len() + n) * asked.len() + k, at);
                answers.row(&[
                    &answer,
                    &inspection,
                    &u.id,
                    &u.path,
                    &item.code.as_str(),
                    &result,
                    &"person",
                    &officer,
                    &at,
                    &1,
                ]);
            }
            let done = |at: DateTime<Utc>| Maybe(answered.then_some(at));
            let reviewed = state == "accepted";
            inspections.row(&[
                &inspection,
                &round,
                &u.id,
                &u.path,
                &state,
                &1,
                &Maybe(answered.then_some(false)),
                &i32::from(answered),
                &Maybe(answered.then_some(officer)),
                &done(at),
                &Maybe(answered.then_some("off")),
                &Maybe(reviewed.then_some(reviewer)),
                &Maybe(reviewed.then(|| at + Duration::days(2))),
                &done(at),
                &(pass + fail),
                &(pass + fail),
                &pass,
                &fail,
            ]);
        }
    }
    for table in [&mut rounds, &mut inspections, &mut answers] {
        table.send(db).await?;
    }
    Ok(())
}
