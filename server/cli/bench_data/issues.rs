//! Issues of three years with all that hangs on them; one in five is open.
use super::{
    organisation::{Organisation, Post},
    rows::{Dice, Maybe, Of, Table, id},
};
use crate::{
    base::text::Language,
    features::checklists::model::{Edition, Item},
};
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use serde_json::json;
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// Issues that are gathered before they are sent.
const AT_ONCE: usize = 10_000;
/// The time over which they were raised.
const DAYS: i64 = 3 * 365;

const PLACES: [&str; 8] =
    ["办公网", "生产网", "机房", "门户网站", "财务终端", "教学终端", "数据库服务器", "外联区"];

struct Tables {
    issue: Table,
    item: Table,
    deadline: Table,
    submitter: Table,
    audit: Table,
}

/// Writes `count` issues; gives how many numbers each year has used.
pub(super) async fn send(
    db: &mut PgConnection,
    organisation: &Organisation,
    count: usize,
    now: DateTime<Utc>,
) -> anyhow::Result<BTreeMap<i32, i64>> {
    let mut t = Tables::new();
    let (mut dice, mut numbers) = (Dice(42), BTreeMap::new());
    for n in 0..count {
        t.issue(organisation, n, count, now, &mut dice, &mut numbers);
        if (n + 1).is_multiple_of(AT_ONCE) || n + 1 == count {
            for table in [&mut t.issue, &mut t.item, &mut t.deadline, &mut t.submitter, &mut t.audit] {
                table.send(db).await?;
            }
        }
    }
    Ok(numbers)
}

fn severity(dice: &mut Dice) -> (&'static str, i64) {
    match dice.below(100) {
        0..5 => ("critical", 3),
        5..30 => ("high", 10),
        30..75 => ("medium", 20),
        _ => ("low", 30),
    }
}

/// The newer ones are mostly open still.
fn state(dice: &mut Dice, age: Duration) -> &'static str {
    let open = if age.num_days() < DAYS * 3 / 10 { 550 } else { 50 };
    match (dice.below(1000) < open, dice.below(100)) {
        (true, 0..40) => "awaiting",
        (true, 40..70) => "rectifying",
        (true, 70..90) => "reviewing",
        (true, _) => "registered",
        (false, 0..97) => "closed",
        (false, _) => "void",
    }
}

fn item(dice: &mut Dice) -> &'static Item {
    let items = Edition::built_in().items();
    &items[dice.below(items.len())]
}

impl Tables {
    fn new() -> Self {
        Self {
            issue: Table::new(
                "issue",
                "id, number, unit_id, path, title, description, severity, state, owner_id, raised_by, raised_at, opened_at, found_on,
                 main_item, checklist, subject_name, first_due, due, due_days, due_known, started_by, started_at, started_for,
                 submitted_by, submitted_at, submitted_on, measure, closed_by, closed_at, closed_on, voided_by, voided_at, void_reason,
                 registered_until, submissions, returns, version",
            ),
            item: Table::new("issue_item", "issue_id, unit_id, path, code, main, clause, title_zh, title_en"),
            deadline: Table::new(
                "deadline",
                "id, issue_id, unit_id, path, why, counted_from, due, days, calendar_known, made_by, made_at",
            ),
            submitter: Table::new("issue_submitter", "issue_id, no, unit_id, path, person_id, at, measure"),
            audit: Table::new(
                "audit",
                "id, at, person_id, person_name, role, unit_id, path, kind, subject_kind, subject_id, data",
            ),
        }
    }

    fn issue(
        &mut self,
        organisation: &Organisation,
        n: usize,
        count: usize,
        now: DateTime<Utc>,
        dice: &mut Dice,
        numbers: &mut BTreeMap<i32, i64>,
    ) {
        let back = Duration::days(DAYS).num_seconds() * i64::try_from(count - n).unwrap_or_default()
            / i64::try_from(count).unwrap_or(1);
        let raised = now - Duration::seconds(back);
        let (unit, (severity, days)) = (organisation.somewhere(dice), severity(dice));
        let (u, district) = (&organisation.units[unit], organisation.district(unit));
        let (state, main) = (state(dice, now - raised), item(dice));
        let post = dice.any(&[Post::Owner, Post::Officer]);
        let owner = organisation.person(unit, post);
        let raiser = organisation.person(unit, Post::Officer);
        let verifier = organisation.person(district, Post::Reviewer);
        let issue = id(Of::Issue, n, raised);
        let found = raised.date_naive();
        let number = numbers.entry(found.year()).or_insert(0);
        *number += 1;
        let number = format!("WT-{}-{number:06}", found.year());
        let title = format!("{}{}段{}", dice.any(&PLACES), dice.below(250), main.title(Language::ZhCN));
        let first = found + Duration::days(days * 7 / 5 + 1);
        // What has been open for long was given a further deadline, that lies around today.
        let open = !["closed", "void"].contains(&state);
        let again = open && now - raised > Duration::days(90);
        let due = match again {
            true => {
                now.date_naive() + Duration::days(i64::try_from(dice.below(110)).unwrap_or_default() - 30)
            }
            false => first,
        };
        let starts = ["rectifying", "reviewing", "closed"].contains(&state);
        let hands_in = ["reviewing", "closed"].contains(&state);
        let later = |days: usize, most: DateTime<Utc>| {
            (raised + Duration::days(i64::try_from(days).unwrap_or(1))).min(most)
        };
        let started = later(1 + dice.below(3), now - Duration::minutes(3));
        let submitted = later(4 + dice.below(30), now - Duration::minutes(2));
        let ended = later(35 + dice.below(10), now - Duration::minutes(1));
        let measure = "已按要求整改并复查";
        let submissions = usize::from(hands_in) * (1 + usize::from(dice.below(10) == 0));
        let when = |is: bool, at: DateTime<Utc>| Maybe(is.then_some(at));
        let (closed, void) = (state == "closed", state == "void");
        self.issue.row(&[
            &issue,
            &number,
            &u.id,
            &u.path,
            &title,
            &"",
            &severity,
            &state,
            &owner,
            &raiser,
            &raised,
            &raised,
            &found,
            &main.code.as_str(),
            &Edition::built_in().version(),
            &"",
            &first,
            &due,
            &days,
            &true,
            &Maybe(starts.then_some(owner)),
            &when(starts, started),
            &Maybe(starts.then_some(false)),
            &Maybe(hands_in.then_some(owner)),
            &when(hands_in, submitted),
            &Maybe(hands_in.then(|| submitted.date_naive())),
            &Maybe(hands_in.then_some(measure)),
            &Maybe(closed.then_some(verifier)),
            &when(closed, ended),
            &Maybe(closed.then(|| ended.date_naive())),
            &Maybe(void.then_some(verifier)),
            &when(void, ended),
            &Maybe(void.then_some("误报")),
            &Maybe((state == "registered").then(|| now.date_naive() + Duration::days(200))),
            &submissions,
            &submissions.saturating_sub(1),
            &(1 + usize::from(starts) + 2 * submissions),
        ]);
        self.item(&[&issue, &u.id, &u.path], main, true);
        let other = item(dice);
        if dice.below(4) == 0 && other.code != main.code {
            self.item(&[&issue, &u.id, &u.path], other, false);
        }
        self.deadline.row(&[
            &id(Of::Deadline, n * 2, raised),
            &issue,
            &u.id,
            &u.path,
            &"first",
            &found,
            &first,
            &days,
            &true,
            &raiser,
            &raised,
        ]);
        if again {
            let given = now - Duration::days(60);
            self.deadline.row(&[
                &id(Of::Deadline, n * 2 + 1, given),
                &issue,
                &u.id,
                &u.path,
                &"reopened",
                &given.date_naive(),
                &due,
                &days,
                &true,
                &verifier,
                &given,
            ]);
        }
        for no in 1..=submissions {
            self.submitter.row(&[&issue, &no, &u.id, &u.path, &owner, &submitted, &measure]);
        }
        let (name, officer) = (Organisation::name(unit, post), Organisation::name(unit, Post::Officer));
        let judge = Organisation::name(district, Post::Reviewer);
        let data = json!({ "number": number, "severity": severity, "owner": name, "due": first, "item": main.code.as_str() });
        let mut event = |step: usize,
                         at: DateTime<Utc>,
                         who: &str,
                         person,
                         role: &str,
                         kind: &str,
                         data: serde_json::Value| {
            let id = id(Of::Event, n * 4 + step, at);
            self.audit.row(&[&id, &at, &person, &who, &role, &u.id, &u.path, &kind, &"issue", &issue, &data]);
        };
        let role = if matches!(post, Post::Owner) { "owner" } else { "officer" };
        event(0, raised, &officer, raiser, "officer", "issue.raise", data);
        if starts && !hands_in {
            event(1, started, &name, owner, role, "issue.start", json!({ "on_behalf": false }));
        }
        if hands_in {
            let data = json!({ "measure": measure, "evidence": 1, "on_behalf": false });
            event(2, submitted, &name, owner, role, "issue.submit", data);
        }
        match state {
            "closed" => event(3, ended, &judge, verifier, "reviewer", "issue.close", json!({ "remark": "" })),
            "void" => {
                event(3, ended, &judge, verifier, "reviewer", "issue.void", json!({ "reason": "误报" }))
            }
            _ => {}
        }
    }

    fn item(&mut self, place: &[&dyn std::fmt::Display; 3], item: &Item, main: bool) {
        let [issue, unit, path] = *place;
        let (zh, en) = (item.title(Language::ZhCN), item.title(Language::En));
        self.item.row(&[issue, unit, path, &item.code.as_str(), &main, &item.clause.key(), &zh, &en]);
    }
}

/// The last day of the data.
pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default()
}
