//! The facts of an event as a person reads them: the field's name, its value before, its value after.
use super::read::Entry;
use crate::{
    access::Role,
    base::text::{Language, Sentence, Words, date, words},
};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use uuid::Uuid;

/// One fact of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The field's name; empty where the value speaks for itself.
    pub name: String,
    /// The value before, where there was one.
    pub old: Option<String>,
    /// The value.
    pub new: String,
}

/// What only programs read.
const HIDDEN: &[&str] = &["old", "new", "key", "from", "sha256", "method", "session", "column", "paper"];

impl Entry {
    /// What differs, in the reader's language.
    pub fn changes(&self, language: impl std::borrow::Borrow<Language>) -> Vec<Fact> {
        let say = Say::in_language(*language.borrow());
        let (Some(old), Some(new)) = (self.data["old"].as_object(), self.data["new"].as_object()) else {
            return Vec::new();
        };
        let differs = new.iter().filter(|(k, v)| old.get(*k) != Some(v));
        differs
            .map(|(k, v)| say.fact(k, old.get(k).map(|v| say.value(k, v)), say.value(k, v)))
            .filter(|f| f.old.as_ref() != Some(&f.new) && !(f.old.is_none() && f.new == NOTHING))
            .collect()
    }

    /// What was there for the first time.
    pub fn first(&self, language: Language) -> Vec<Fact> {
        match (self.data.get("old"), self.data["new"].as_object()) {
            (None, Some(new)) => Say::in_language(language).each(new).collect(),
            _ => Vec::new(),
        }
    }

    /// Everything that is known of the event.
    pub fn facts(&self, language: Language) -> Vec<Fact> {
        let say = Say::in_language(language);
        let mut facts = self.changes(language);
        facts.extend(self.first(language));
        if let Some(data) = self.data.as_object() {
            if let (Some(old), Some(new)) = (data.get("from"), data.get("severity")) {
                facts.push(say.fact(
                    "severity",
                    Some(say.value("severity", old)),
                    say.value("severity", new),
                ));
            }
            facts.extend(
                say.each(data)
                    .filter(|f| !facts.iter().any(|known| known.name == f.name))
                    .collect::<Vec<_>>(),
            );
        }
        facts
    }
}

/// Settings: one that a unit leaves to those above has no value.
const SETTINGS: &[&str] = &[
    "days_critical",
    "days_high",
    "days_medium",
    "days_low",
    "verified_above",
    "extensions",
    "extension_days",
];

/// What tells which thing it is.
const NAMES: &[&str] = &["number", "code", "name", "title", "username"];

/// What stands for an empty value.
const NOTHING: &str = "—";
/// Entries of a list that are told one by one.
const ENTRIES: usize = 5;

struct Say {
    w: &'static Words,
}

impl Say {
    fn in_language(language: Language) -> Self {
        Self { w: words(language) }
    }

    fn fact(&self, key: &str, old: Option<String>, new: String) -> Fact {
        Fact { name: self.field(key), old: old.filter(|o| o != NOTHING), new }
    }

    /// The fields that say something: no ids, no blanks, nothing that only programs read.
    fn each<'a>(&'a self, data: &'a Map<String, Value>) -> impl Iterator<Item = Fact> + 'a {
        // What names the thing comes first.
        let (names, others): (Vec<_>, Vec<_>) = data.iter().partition(|(k, _)| NAMES.contains(&k.as_str()));
        names
            .into_iter()
            .chain(others)
            .filter(|(k, v)| !HIDDEN.contains(&k.as_str()) && **v != Value::Bool(false))
            .map(|(k, v)| self.fact(k, None, self.value(k, v)))
            .filter(|f| f.new != NOTHING && !f.new.is_empty())
    }

    /// The name of a field in an event's data; one without words shows its code, so that nothing is hidden.
    fn field(&self, code: &str) -> String {
        let w = self.w;
        match code {
            "code" => w.field_code(),
            "name" => w.field_name(),
            "kind" => w.field_kind(),
            "order_no" => w.field_order_no(),
            "staff_no" => w.field_staff_no(),
            "department" => w.field_department(),
            "mail" => w.field_mail(),
            "phone" => w.field_phone(),
            "parent" => w.unit_parent(),
            "level" => w.system_level(),
            "filing_no" => w.system_filing_no(),
            "status" => w.system_status(),
            "important" => w.system_important(),
            "accountable" => w.system_accountable(),
            "operating" => w.system_operating(),
            "online" => w.system_online(),
            "exposure" => w.system_exposure(),
            "remark" => w.system_remark(),
            "provided_by" => w.system_provided_by(),
            "flags" => w.profile_legend(),
            "role" => w.field_role(),
            "unit" => w.system_unit(),
            "acts_for" => w.person_acts_for(),
            "handed_over_by" => w.person_handed_over_by(),
            "witness" => w.person_witness(),
            "issues" => w.menu_issues(),
            "systems" => w.menu_systems(),
            "year" => w.calendar_year(),
            "off" => w.calendar_off(),
            "work" => w.calendar_work(),
            "merged_into" => w.unit_merged_into(),
            "merged_from" => w.unit_merged_from(),
            "closed_on" => w.unit_closed_on(),
            "starts_on" => w.person_starts_on(),
            "ends_on" => w.person_ends_on(),
            "username" => w.login_username(),
            "number" => w.issue_number(),
            "old_number" => w.issue_import_number(),
            "state" => w.issue_state(),
            "found_on" => w.issue_found_on(),
            "title" => w.round_title(),
            "severity" => w.issue_severity(),
            "owner" => w.issue_owner(),
            "due" => w.issue_due(),
            "item" => w.issue_item(),
            "reason" => w.issue_reason(),
            "demand" => w.supervision_demand(),
            "answer" => w.supervision_answer(),
            "word" => w.issue_nudge_word(),
            "measure" => w.issue_measure(),
            "on" => w.issue_interim_on(),
            "occurrence" => w.issue_repeated(),
            "mentioned" => w.issue_mention(),
            "approach" => w.issue_plan_approach(),
            "responsible" => w.issue_plan_responsible(),
            "cost" => w.issue_plan_cost(),
            "emergency" => w.issue_plan_emergency(),
            "steps" => w.issue_plan_steps(),
            "step" => w.issue_plan_done_step(),
            "done_on" => w.issue_plan_done_on(),
            "on_behalf" => w.field_on_behalf(),
            "evidence" => w.evidence_title(),
            "taken_on" => w.evidence_taken_on(),
            "note" => w.evidence_note(),
            "size" => w.field_size(),
            "due_on" => w.round_due_on(),
            "every" => w.round_every(),
            "needs_sign_off" => w.field_needs_sign_off(),
            "answers" => w.field_answers(),
            "open" => w.field_open_items(),
            "items" => w.field_returned_items(),
            "late" => w.field_late(),
            "version" => w.field_version(),
            "rows" => w.field_rows(),
            "units" => w.field_units(),
            "heads" => w.import_column_head(),
            "filter" => w.field_filter(),
            "register" => w.field_register(),
            "file" => w.import_file(),
            "path" => w.field_path(),
            "about" => w.audit_about(),
            "days_critical" => w.setting_days_critical(),
            "days_high" => w.setting_days_high(),
            "days_medium" => w.setting_days_medium(),
            "days_low" => w.setting_days_low(),
            "verified_above" => w.setting_verified_above_all(),
            "extensions" => w.setting_extensions(),
            "extension_days" => w.setting_extension_days(),
            "first_day" => w.vacation_from(),
            "last_day" => w.vacation_to(),
            "robot" => w.robot_name(),
            "service" => w.robot_service(),
            "host" => w.field_host(),
            "topics" => w.robot_topics(),
            other => other.to_owned(),
        }
    }

    fn value(&self, field: &str, value: &Value) -> String {
        match value {
            Value::Null if SETTINGS.contains(&field) => self.w.setting_not_own(),
            Value::Null => NOTHING.into(),
            Value::Bool(true) => self.w.word_yes(),
            Value::Bool(false) => self.w.word_no(),
            Value::Number(n) if field == "size" => {
                format!("{} KB", n.as_u64().unwrap_or_default().div_ceil(1024))
            }
            Value::Number(n) => n.to_string(),
            Value::String(text) => self.word(field, text),
            Value::Array(list) if field == "filter" => self.pairs(list),
            Value::Array(list) if field == "answers" => self.list(list.iter().map(|a| self.answer(a))),
            Value::Array(list) => self.list(list.iter().map(|v| self.value(field, v))),
            Value::Object(map) => {
                self.list(map.iter().map(|(k, v)| format!("{k}{}{}", self.w.list_colon(), self.value("", v))))
            }
        }
    }

    fn list(&self, each: impl ExactSizeIterator<Item = String>) -> String {
        let n = each.len();
        let shown: Vec<String> = each.take(ENTRIES).filter(|t| t != NOTHING && !t.is_empty()).collect();
        match (shown.is_empty(), n > ENTRIES) {
            (true, _) => NOTHING.into(),
            (false, false) => shown.join(&self.w.list_comma()),
            (false, true) => self.w.field_and_more(shown.join(&self.w.list_comma()), n),
        }
    }

    /// A filter as it was set: the values, without their codes.
    fn pairs(&self, list: &[Value]) -> String {
        let set = list.iter().filter_map(|pair| Some((pair[0].as_str()?, pair[1].as_str()?)));
        let set: Vec<String> = set.map(|(k, v)| self.word(k, v)).filter(|t| t != NOTHING).collect();
        self.list(set.into_iter())
    }

    /// `NET-02 未检查 → 不符合`
    fn answer(&self, answer: &Value) -> String {
        let said = |key: &str| self.word("answer", answer[key].as_str().unwrap_or_default());
        format!("{} {} → {}", answer["item"].as_str().unwrap_or_default(), said("old"), said("new"))
    }

    fn word(&self, field: &str, text: &str) -> String {
        let w = self.w;
        if text.parse::<Uuid>().is_ok() {
            return NOTHING.into();
        }
        if let Ok(day) = text.parse::<NaiveDate>() {
            return date(day, self.w);
        }
        match (field, text) {
            (_, "") => NOTHING.into(),
            ("service", "wecom") => w.robot_wecom(),
            ("service", "dingtalk") => w.robot_dingtalk(),
            ("service", "feishu") => w.robot_feishu(),
            ("topics", "deadline") => w.message_topic_deadline(),
            ("topics", "urge") => w.message_topic_urge(),
            ("status", "in_use") => w.system_in_use(),
            ("status", "suspended") => w.system_suspended(),
            ("status", "retired") => w.system_retired(),
            ("flags", "no_machine_room") => w.profile_no_machine_room(),
            ("flags", "no_own_systems") => w.profile_no_own_systems(),
            ("flags", "no_private_network") => w.profile_no_private_network(),
            ("flags", "no_development") => w.profile_no_development(),
            ("flags", "no_dbms") => w.profile_no_dbms(),
            ("flags", "no_removable_media") => w.profile_no_removable_media(),
            ("flags", "no_terminals") => w.profile_no_terminals(),
            ("role", code) => code.parse::<Role>().map_or_else(|()| code.to_owned(), |r| r.say(w)),
            ("severity", "critical") => w.issue_severity_critical(),
            ("severity", "high") => w.issue_severity_high(),
            ("severity", "medium") => w.issue_severity_medium(),
            ("severity", "low") => w.issue_severity_low(),
            ("answer", "pass") => w.answer_pass(),
            ("answer", "partial") => w.answer_partial(),
            ("answer", "fail") => w.answer_fail(),
            ("answer", "na") => w.answer_na(),
            ("answer", "open") => w.answer_open(),
            ("every", "monthly") => w.every_month(),
            ("every", "quarterly") => w.every_quarter(),
            ("every", "half_yearly") => w.every_half_year(),
            ("every", "yearly") => w.every_year(),
            ("kind", "zone") => w.subject_zone(),
            ("kind", "hosts") => w.subject_hosts(),
            ("kind", "media") => w.subject_media(),
            ("register" | "about", kind) => super::words::about(kind, w),
            ("filter", said) => {
                // A query string; older events hold the whole address, or pairs.
                let query = said.split_once('?').map_or(said, |(_, query)| query);
                let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
                self.list(pairs.iter().map(|(k, v)| self.word(k, v)))
            }
            ("state", "awaiting") => w.issue_state_awaiting(),
            ("state", "rectifying") => w.issue_state_rectifying(),
            ("state", "reviewing") => w.issue_state_reviewing(),
            ("state", "registered") => w.issue_state_registered(),
            ("state", "closed") => w.issue_state_closed(),
            ("state", "void") => w.issue_state_void(),
            ("state", "open") => w.issue_view_open(),
            ("state", "overdue") => w.issue_view_overdue(),
            ("state", "soon") => w.issue_view_soon(),
            ("state", "all") => w.issue_view_all(),
            ("owner", "me") => w.issue_owner_me(),
            ("approach", "at_once") => w.issue_plan_at_once(),
            ("approach", "by_deadline") => w.issue_plan_by_deadline(),
            ("approach", "long_term") => w.issue_plan_long_term(),
            _ => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(kind: &str, data: Value) -> Vec<(String, String, String)> {
        let entry = Entry {
            kind: kind.into(),
            data,
            ..super::super::History::sample().iter().next().unwrap().clone()
        };
        let fact = |f: Fact| (f.name, f.old.unwrap_or_default(), f.new);
        let mut told: Vec<_> = entry.facts(Language::ZhCN).into_iter().map(fact).collect();
        // The order of the fields is that of the stored data.
        told.sort();
        told
    }

    fn one(name: &str, old: &str, new: &str) -> (String, String, String) {
        (name.into(), old.into(), new.into())
    }

    #[test]
    fn a_person_reads_what_changed_from_what_to_what() {
        let id = "01990000-0000-7000-8000-000000000000";
        assert_eq!(
            told(
                "issue.rate",
                json!({ "from": "medium", "severity": "critical", "reason": "可从互联网访问", "due": "2026-11-26" })
            ),
            [
                one("严重程度", "中", "严重"),
                one("原因", "", "可从互联网访问"),
                one("整改期限", "", "2026年11月26日")
            ]
        );
        assert_eq!(
            told(
                "system.edit",
                json!({ "old": { "status": "in_use", "remark": "", "name": "a" }, "new": { "status": "suspended", "remark": "停", "name": "a" } })
            ),
            [one("备注", "", "停"), one("系统状态", "在用", "停用未下线")]
        );
        assert_eq!(
            told("post.end", json!({ "old": { "ends_on": null }, "new": { "ends_on": "2026-11-23" } })),
            [one("结束日期", "", "2026年11月23日")]
        );
        assert_eq!(
            told("evidence.download", json!({ "name": "a.pdf", "sha256": "0" })),
            [one("名称", "", "a.pdf")]
        );
        assert_eq!(told("session.out", json!({ "session": id })), []);
        assert_eq!(
            told(
                "issue.export",
                json!({ "rows": 3, "filter": format!("/issues?state=overdue&unit={id}&q=端口") })
            ),
            [one("筛选条件", "", "已逾期、端口"), one("行数", "", "3")]
        );
        assert_eq!(
            told("system.export", json!({ "rows": 3, "filter": "q=%E5%8F%B0&status=retired" })),
            [one("筛选条件", "", "台、已下线"), one("行数", "", "3")]
        );
        assert_eq!(
            told("system.export", json!({ "rows": 3, "filter": [["q", ""], ["status", "retired"]] })),
            [one("筛选条件", "", "已下线"), one("行数", "", "3")]
        );
        assert_eq!(
            told(
                "inspection.answer",
                json!({ "answers": [{ "item": "NET-02", "subject": "unit", "old": "open", "new": "fail", "note": "" }] })
            ),
            [one("检查结果", "", "NET-02 未检查 → 不符合")]
        );
        assert_eq!(
            told("inspection.submit", json!({ "open": { "NET-02": "设备送修" }, "late": false })),
            [one("未检查说明", "", "NET-02：设备送修")]
        );
        assert_eq!(told("audit.read", json!({ "about": "issue" })), [one("对象", "", "问题隐患")]);
    }
}
