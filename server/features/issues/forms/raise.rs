//! A new issue, entered by hand.
use super::super::model::{ItemRef, Subject, SubjectKind};
use crate::{
    base::{
        form::{Errors, Fault, field},
        ids::{PersonId, UnitId},
        text::{Sentence, Words},
    },
    features::{
        checklists::model::{Edition, Item, Severity},
        issues::{deadline::Deadline, rules::Rules},
    },
};
use chrono::NaiveDate;
use serde::Deserialize;

/// The form as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawIssue {
    /// 责任单位
    pub unit: String,
    /// 问题名称
    pub title: String,
    /// 问题描述
    pub description: String,
    /// 严重程度
    pub severity: String,
    /// 整改责任人; empty for the unit's officer.
    pub owner: String,
    /// 检查项
    pub main: String,
    /// 关联检查项: codes.
    pub related: String,
    /// 检查对象类别
    pub subject_kind: String,
    /// 检查对象
    pub subject_name: String,
    /// 发现日期
    pub found_on: String,
    /// 整改期限 in working days; empty for the table's.
    pub days: String,
}

/// What the form says, before unit and owner are looked up.
#[derive(Debug)]
pub struct Entered {
    pub(in super::super) unit: UnitId,
    pub(in super::super) title: String,
    pub(in super::super) description: String,
    pub(in super::super) severity: Severity,
    pub(in super::super) owner: Option<PersonId>,
    pub(in super::super) main: ItemRef,
    pub(in super::super) related: Vec<ItemRef>,
    pub(in super::super) subject: Option<Subject>,
    pub(in super::super) found_on: NaiveDate,
    pub(in super::super) deadline: Deadline,
    pub(in super::super) interim_due: Option<NaiveDate>,
}

#[derive(Debug)]
pub(super) enum Bad {
    Item(String),
    Future,
    Past,
}

impl Sentence for Bad {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Item(code) => w.issue_bad_item(code.as_str()),
            Self::Future => w.issue_bad_future(),
            Self::Past => w.issue_bad_past(),
        }
    }
}

/// A day that has come already.
pub(super) fn past_day(raw: &str, today: NaiveDate) -> Result<NaiveDate, Fault> {
    match field::date(raw)? {
        day if day > today => Err(Fault::says(Bad::Future)),
        day => Ok(day),
    }
}

/// A number of working days; those of the table when nothing is entered.
pub(super) fn days(raw: &str, rules: &Rules, severity: Severity) -> Result<u16, Fault> {
    if raw.trim().is_empty() {
        return Ok(rules.days(severity));
    }
    field::number(raw, 1, 365).map(|n| u16::try_from(n).unwrap_or(365))
}

impl RawIssue {
    /// The form as it is first shown.
    pub fn fresh(unit: UnitId, today: NaiveDate) -> Self {
        Self {
            unit: unit.to_string(),
            found_on: today.to_string(),
            severity: Severity::Medium.key().into(),
            ..Self::default()
        }
    }

    /// What it says, or every fault. Codes are those of `edition`; the deadline counts from the day of finding.
    pub fn parse(&self, edition: &Edition, rules: &Rules, today: NaiveDate) -> Result<Entered, Errors> {
        let mut e = Errors::default();
        let unit = e.take("unit", field::choice(&self.unit));
        let title = e.take("title", field::text(&self.title, 100));
        let description = e.take("description", field::optional(&self.description, 4000));
        let severity = e.take("severity", field::choice::<Severity>(&self.severity));
        let owner = e.take("owner", field::optional_choice(&self.owner));
        let main = e.take("main", field::text(&self.main, 20).and_then(|code| item(edition, &code)));
        let related = e.take("related", self.related(edition));
        let subject = self.subject(&mut e);
        let found_on = e.take("found_on", past_day(&self.found_on, today));
        let days = e.take("days", days(&self.days, rules, severity.unwrap_or(Severity::Low)));
        let deadline = match (found_on, days, severity) {
            (Some(found), Some(days), Some(severity)) => match rules.deadline(found, days, severity) {
                late if late.due() < today => e.take("days", Err(Fault::says(Bad::Past))),
                deadline => Some(deadline),
            },
            _ => None,
        };
        match (unit, title, description, severity, owner, main, related, found_on, deadline, e.is_empty()) {
            (
                Some(unit),
                Some(title),
                Some(description),
                Some(severity),
                Some(owner),
                Some(main),
                Some(related),
                Some(found_on),
                Some(deadline),
                true,
            ) => {
                let days = main.interim_days.map(|d| rules.deadline(found_on, d, severity).due().max(today));
                let (main, related) = (ItemRef::from(main), related.into_iter().map(ItemRef::from).collect());
                Ok(Entered {
                    unit,
                    title,
                    description,
                    severity,
                    owner,
                    main,
                    related,
                    subject,
                    found_on,
                    deadline,
                    interim_due: days,
                })
            }
            _ => Err(e),
        }
    }

    fn related<'a>(&self, edition: &'a Edition) -> Result<Vec<&'a Item>, Fault> {
        let related = field::optional(&self.related, 400)?;
        let codes =
            related.split(|c: char| c.is_whitespace() || ",，、;；".contains(c)).filter(|c| !c.is_empty());
        codes.take(20).map(|code| item(edition, code)).collect()
    }

    fn subject(&self, e: &mut Errors) -> Option<Subject> {
        let kind = e.take("subject_kind", field::optional_choice::<SubjectKind>(&self.subject_kind))?;
        let name = e.take("subject_name", field::optional(&self.subject_name, 100))?;
        match kind {
            None if name.is_empty() => None,
            None => e.take("subject_kind", Err(Fault::Required)),
            Some(SubjectKind::Unit) => Some(Subject { kind: SubjectKind::Unit, name, system: None }),
            Some(_) if name.is_empty() => e.take("subject_name", Err(Fault::Required)),
            Some(kind) => Some(Subject { kind, name, system: None }),
        }
    }
}

fn item<'a>(edition: &'a Edition, code: &str) -> Result<&'a Item, Fault> {
    let code = code.trim().to_uppercase();
    edition.item(&code).ok_or_else(|| Fault::says(Bad::Item(code.chars().take(20).collect())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::calendar::Calendar;

    fn parse(change: impl FnOnce(&mut RawIssue)) -> Result<Entered, Errors> {
        let today = "2026-11-23".parse().unwrap();
        let mut raw = RawIssue::fresh(UnitId(uuid::Uuid::nil()), today);
        raw.title = "3389 端口对外开放".into();
        raw.main = "net-02".into();
        change(&mut raw);
        raw.parse(Edition::built_in(), &Rules::usual(Calendar::shipped()), today)
    }

    #[test]
    fn the_first_deadline_is_proposed_by_severity_and_counts_from_the_day_of_finding() {
        let due =
            |severity: &str| parse(|r| r.severity = severity.into()).unwrap().deadline.due().to_string();
        assert_eq!(
            ["critical", "high", "medium", "low"].map(due),
            ["2026-11-26", "2026-12-07", "2026-12-21", "2027-01-05"]
        );
        let earlier = parse(|r| r.found_on = "2026-11-20".into()).unwrap().deadline.due().to_string();
        assert_eq!(earlier, "2026-12-18");
    }

    #[test]
    fn faults_stand_at_their_fields() {
        let at = |change: fn(&mut RawIssue)| {
            parse(change).unwrap_err().iter().map(|(f, _)| f.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(at(|r| r.title = " ".into()), ["title"]);
        assert_eq!(at(|r| r.main = "XX-99".into()), ["main"]);
        assert_eq!(at(|r| r.related = "NET-03、坏".into()), ["related"]);
        assert_eq!(at(|r| r.found_on = "2026-11-24".into()), ["found_on"]);
        assert_eq!(at(|r| r.days = "0".into()), ["days"]);
        assert_eq!(at(|r| r.severity = "urgent".into()), ["severity"]);
        assert_eq!(at(|r| r.subject_name = "教务系统".into()), ["subject_kind"]);
        assert_eq!(
            at(|r| (r.found_on, r.days) = ("2026-10-01".into(), "3".into())),
            ["days"],
            "past already"
        );
        assert_eq!(at(|r| r.unit = "nowhere".into()), ["unit"]);
    }
}
