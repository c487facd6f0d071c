//! The time line: words are put on the events here, in the reader's language.
use crate::{
    audit::{Entry, History},
    base::{
        calendar::Zone,
        text::{Language, Sentence, Words, date, date_and_time, words},
    },
    features::issues::model::{Ask, Code, PaperNo},
};
use chrono::NaiveDate;

/// An event as the page shows it.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its class in the time line.
    pub class: &'static str,
    /// What was done.
    pub what: String,
    /// By whom, in which role.
    pub who: String,
    /// For machines.
    pub stamp: String,
    /// For people.
    pub time: String,
    /// Reasons, measures, days.
    pub lines: Vec<String>,
}

/// The events of a history, newest first; comments stand by themselves.
pub fn steps(history: &History, language: Language, zone: Zone) -> Vec<Step> {
    history.iter().filter(|e| e.kind != "issue.comment").map(|e| step(e, language, zone)).collect()
}

fn step(e: &Entry, language: Language, zone: Zone) -> Step {
    let w = words(language);
    let local = e.at.with_timezone(&zone.offset());
    let behalf = e.data["on_behalf"].as_bool().unwrap_or_default();
    let role = e.role_text(w);
    Step {
        class: class(&e.kind),
        what: if behalf { w.issue_on_behalf(e.what(w)) } else { e.what(w) },
        who: format!("{} · {role}", e.person_name),
        stamp: e.at.to_rfc3339(),
        time: date_and_time(local.naive_local(), w),
        lines: lines(e, language),
    }
}

fn class(kind: &str) -> &'static str {
    match kind {
        "issue.raise" | "issue.import" | "issue.reopen" => "todo",
        "issue.start" | "issue.withdraw" => "doing",
        "issue.submit" => "review",
        "issue.return" => "returned",
        "issue.close" => "closed",
        "issue.void" => "void",
        "issue.protect" => "held",
        "issue.plan" | "issue.step" => "doing",
        "issue.ask-extension" | "issue.ask-risk" => "review",
        "issue.decide" => "closed",
        "issue.nudge" | "issue.supervise" => "returned",
        "supervision.acknowledge" => "doing",
        "supervision.answer" => "review",
        "issue.expire" => "todo",
        _ => "",
    }
}

/// What was decided about which request.
fn decision(ask: &str, outcome: &str, w: &Words) -> String {
    let ask = ask.parse::<Ask>().map(|ask| ask.say(w)).unwrap_or_default();
    match outcome {
        "approved" => w.issue_step_approved(ask),
        "shortened" => w.issue_step_shortened(ask),
        _ => w.issue_step_refused(ask),
    }
}

/// The number of a paper.
fn number(paper: &serde_json::Value, w: &Words) -> Option<String> {
    let part = |n: usize| paper[n].as_i64().and_then(|n| i32::try_from(n).ok());
    part(0).zip(part(1)).map(|(year, no)| PaperNo { year, no }.say(w))
}

fn lines(e: &Entry, language: Language) -> Vec<String> {
    let w = words(language);
    let text = |key: &str| e.data[key].as_str().filter(|t| !t.is_empty());
    let day = |key: &str| text(key).and_then(|t| t.parse::<NaiveDate>().ok()).map(|d| date(d, w));
    let severity = |key: &str| text(key).and_then(|t| t.parse().ok()).map(|s| super::severity_text(s, w));
    let free = ["word", "demand", "answer", "reason", "measure", "remark"]
        .into_iter()
        .filter_map(text)
        .map(str::to_owned);
    let facts = [
        number(&e.data["paper"], w),
        text("state").and_then(|s| s.parse::<Code>().ok()).map(|code| w.issue_step_state(code.say(w))),
        text("old_number").map(|number| w.issue_step_old_number(number)),
        day("found_on").map(|found| w.issue_step_found_on(found)),
        severity("from").zip(severity("severity")).map(|(old, new)| w.issue_step_severity(old, new)),
        text("owner").map(|name| w.issue_step_owner(name)),
        text("asked").zip(text("outcome")).map(|(ask, outcome)| decision(ask, outcome, w)),
        day("until").map(|until| w.issue_step_until(until)),
        day("due").map(|due| w.issue_step_due(due)),
        day("on").map(|on| w.issue_step_on(on)),
        e.data["old"]["unit"]
            .as_str()
            .zip(e.data["new"]["unit"].as_str())
            .map(|(old, new)| format!("{old} → {new}")),
        text("name").map(str::to_owned),
        e.data["occurrence"].as_i64().map(|n| w.issue_repeated_times(n)),
        text("step").map(str::to_owned),
        day("done_on").map(|done| w.issue_step_done_on(done)),
        day("taken_on").map(|taken| w.issue_step_taken(taken)),
        e.data["evidence"].as_i64().filter(|n| *n > 0).map(|n| w.issue_step_evidence(n)),
    ];
    let changed = e.changes(language).into_iter().chain(e.first(language));
    let changed = changed.map(|f| match f.old {
        Some(old) => format!("{}{}{old} → {}", f.name, w.list_colon(), f.new),
        None => format!("{}{}{}", f.name, w.list_colon(), f.new),
    });
    let changed = changed.filter(|_| e.kind == "issue.plan");
    free.chain(facts.into_iter().flatten()).chain(changed).collect()
}
