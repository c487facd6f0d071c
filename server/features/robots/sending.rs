//! A message of a robot, sent by the worker: what it says, and where it goes.
use super::{model::Robot, services, store};
use crate::{
    audit::{Reason, Tx},
    base::{
        jobs::{Failed, Job},
        text::{Sentence, date, words},
    },
    features::messages::{
        line_text,
        model::{Kind, Line},
    },
    state::App,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The kind of the job.
pub const MESSAGE: &str = "robot.message";
/// Bytes of the lines: the services take 2,048 for a text at least.
const LINES: usize = 1500;

/// What is kept of a message until it leaves.
#[derive(Debug, Serialize, Deserialize)]
pub struct Told {
    /// The robot, as text: it is looked up by it.
    pub robot: String,
    /// Why; none to look whether it arrives.
    pub kind: Option<String>,
    /// The day of it.
    pub day: NaiveDate,
    /// The first of the issues.
    pub lines: Vec<Line>,
    /// How many there are.
    pub total: usize,
}

/// Sends a message; not when its robot is off or gone.
///
/// # Errors
/// When it was not taken; there is no other try for one that only looks whether it arrives.
pub async fn message(app: App, job: Job) -> Result<(), Failed> {
    let told: Told = serde_json::from_value(job.data).map_err(|e| Failed::ForGood(e.to_string()))?;
    let id = told.robot.parse().map_err(|_| Failed::ForGood("a message without a robot".into()))?;
    let mut tx = Tx::system(&app, Reason::Clock, None).await?;
    let now = tx.at().now;
    let Some((robot, unit, secrets)) = store::outgoing(&mut tx, id).await? else { return Ok(()) };
    tx.unchanged();
    tx.commit("").await?;
    if !robot.active {
        return Ok(());
    }
    let text = compose(&told, &robot, &unit, &app.config.public_url);
    let (address, body) = services::call(robot.service, &secrets, &text, now);
    let done = send(&app, &robot, &address, body.to_string()).await;
    let failed = |why: String| match told.kind {
        Some(_) => Failed::ForNow(secrets.hidden_in(&why)),
        None => Failed::ForGood(secrets.hidden_in(&why)),
    };
    done.map_err(failed)
}

async fn send(app: &App, robot: &Robot, address: &str, body: String) -> Result<(), String> {
    let target = app.config.webhooks.target(address, &[robot.service.host()]);
    let target = target.map_err(|_| format!("{} is not allowed any more", robot.host))?;
    let answer = app.config.webhooks.post(&target, body).await.map_err(|e| format!("{e:#}"))?;
    services::taken(answer.status, &answer.body)
}

fn compose(told: &Told, robot: &Robot, unit: &str, portal: &str) -> String {
    let w = words(robot.language);
    let day = date(told.day, w);
    let kind = told.kind.as_deref().and_then(|key| key.parse::<Kind>().ok());
    let Some(kind) = kind else {
        return format!("{}\n{portal}", w.robot_try_text(unit, day));
    };
    let mut text = w.robot_text(kind.say(w), unit, day, told.total);
    let (mut shown, mut bytes) = (0, 0);
    for line in &told.lines {
        let line = line_text(line, robot.language);
        bytes += line.len() + 1;
        if bytes > LINES {
            break;
        }
        shown += 1;
        text = text + "\n" + &line;
    }
    if told.total > shown {
        text = text + "\n" + &w.message_more(told.total - shown);
    }
    let link = match told.lines.as_slice() {
        [one] if told.total == 1 => format!("{portal}/issues/{}", one.issue),
        _ => format!("{portal}/todo"),
    };
    text + "\n" + &link
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::text::Language, features::robots::pages::robot};
    use uuid::Uuid;

    fn told(n: usize, kind: Option<&str>) -> Told {
        let line = |n: usize| Line {
            issue: Uuid::nil().into(),
            number: format!("WT-2026-{n:06}"),
            title_zh: "互联网出口关闭高危端口".into(),
            title_en: "Close dangerous ports at the way out".into(),
            due: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap(),
            standing: None,
        };
        let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        Told {
            robot: String::new(),
            kind: kind.map(str::to_owned),
            day,
            lines: (1..=n).map(line).collect(),
            total: n,
        }
    }

    #[test]
    fn a_message_has_unit_number_title_of_the_item_date_and_link() {
        let robot = robot(Language::ZhCN);
        let text = compose(&told(1, Some("reminder")), &robot, "示例小学", "https://portal.example");
        assert_eq!(
            text,
            format!(
                "【期限提醒】示例小学，2026年11月26日，1个问题隐患\nWT-2026-000001 互联网出口关闭高危端口，期限2026年11月30日\nhttps://portal.example/issues/{}",
                Uuid::nil()
            )
        );
        let text = compose(&told(0, None), &robot, "示例小学", "https://portal.example");
        assert!(text.contains("测试") && text.ends_with("\nhttps://portal.example"), "{text}");
    }

    #[test]
    fn a_long_one_fits_into_what_every_service_takes() {
        for language in [Language::ZhCN, Language::En] {
            let text =
                compose(&told(50, Some("nudge")), &robot(language), "示例小学", "https://portal.example");
            let shown = text.lines().filter(|l| l.starts_with("WT-")).count();
            assert!(text.len() <= 2048 && shown >= 10, "{} {shown}", text.len());
            assert!(text.contains(&(50 - shown).to_string()) && text.ends_with("/todo"), "{text}");
        }
    }
}
