//! The forms of the verbs on an issue's page. All their fields in one, each verb reads its own.
use super::{
    super::{
        model::{Demand, Interim, Wish},
        rules::Rules,
    },
    raise::{days, past_day},
};
use crate::{
    base::{
        form::{Errors, Fault, field},
        ids::PersonId,
    },
    features::{checklists::model::Severity, evidence::RawBatch},
};
use chrono::NaiveDate;
use serde::Deserialize;

/// A form as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// The version of the issue that the page showed.
    pub version: String,
    /// The new owner.
    pub owner: String,
    /// What was done.
    pub measure: String,
    /// Since when it protects.
    pub on: String,
    /// 材料日期
    pub taken_on: String,
    /// What the files show.
    pub note: String,
    /// What is said with a nudge.
    pub word: String,
    /// What a paper asks for.
    pub demand: String,
    /// Why.
    pub reason: String,
    /// Working days of a new deadline.
    pub days: String,
    /// The new severity.
    pub severity: String,
    /// The day that is asked for, or granted.
    pub until: String,
    /// `approve` or `refuse`.
    pub outcome: String,
    /// 整改方式
    pub approach: String,
    /// 责任人 of a plan.
    pub responsible: String,
    /// 所需资金 in yuan.
    pub cost: String,
    /// 应急预案
    pub emergency: String,
    /// What is to be done, row by row.
    pub step: Vec<String>,
    /// By when, row by row.
    pub step_due: Vec<String>,
    /// The step that was done, counted from 0.
    pub done: String,
    /// When it was done.
    pub done_on: String,
    /// 评论
    pub comment: String,
    /// Who is mentioned in it.
    pub mention: Vec<String>,
}

/// The form that was refused, to be shown open with its input; none on a fresh page.
#[derive(Debug, Clone, Default)]
pub struct Act {
    /// The verb, as its path says it.
    pub verb: &'static str,
    /// As entered.
    pub raw: Raw,
    /// What is wrong.
    pub errors: Errors,
}

/// What is said about a request.
#[derive(Debug, Clone)]
pub enum Saying {
    /// 同意, until the day that was asked for unless another is named.
    Yes {
        /// That other day.
        until: Option<NaiveDate>,
        /// What else is to be said.
        remark: String,
    },
    /// 不同意
    No {
        /// Why.
        reason: String,
    },
}

impl Raw {
    /// The forms as they are first shown.
    pub fn fresh(today: NaiveDate) -> Self {
        let today = today.to_string();
        Self { on: today.clone(), taken_on: today.clone(), done_on: today, ..Self::default() }
    }
    /// Whether the page showed another version than `version`.
    pub fn is_older(&self, version: i32) -> bool {
        self.version.parse().is_ok_and(|shown: i32| shown != version)
    }
    /// Whom to assign.
    pub fn owner(&self) -> Result<PersonId, Errors> {
        field::choice(&self.owner).map_err(|f| Errors::one("owner", f))
    }
    /// The interim measure.
    pub fn interim(&self, today: NaiveDate) -> Result<Interim, Errors> {
        let mut e = Errors::default();
        let measure = e.take("measure", field::text(&self.measure, 2000));
        let on = e.take("on", past_day(&self.on, today));
        measure.zip(on).map(|(measure, on)| Interim { measure, on }).ok_or(e)
    }
    /// What was done.
    pub fn measure(&self) -> Result<String, Errors> {
        field::text(&self.measure, 2000).map_err(|f| Errors::one("measure", f))
    }
    /// What stands beside files.
    pub fn batch(&self) -> RawBatch {
        RawBatch { taken_on: self.taken_on.clone(), note: self.note.clone() }
    }
    /// Why.
    pub fn reason(&self) -> Result<String, Errors> {
        field::text(&self.reason, 1000).map_err(|f| Errors::one("reason", f))
    }
    /// What is said with a nudge.
    pub fn word(&self) -> Result<String, Errors> {
        field::text(&self.word, 200).map_err(|f| Errors::one("word", f))
    }
    /// What a paper asks for, and until when.
    pub fn demand(&self) -> Result<Demand, Errors> {
        let mut e = Errors::default();
        let text = e.take("demand", field::text(&self.demand, 1000));
        let due = e.take("until", field::date(&self.until));
        text.zip(due).map(|(text, due)| Demand { text, due }).ok_or(e)
    }
    /// A remark that may be left out.
    pub fn remark(&self) -> Result<String, Errors> {
        field::optional(&self.reason, 1000).map_err(|f| Errors::one("reason", f))
    }
    /// Reason and working days of opening again.
    pub fn reopening(&self, rules: &Rules, severity: Severity) -> Result<(String, u16), Errors> {
        let mut e = Errors::default();
        let reason = e.take("reason", field::text(&self.reason, 1000));
        let days = e.take("days", days(&self.days, rules, severity));
        reason.zip(days).ok_or(e)
    }
    /// What is asked for: until when, why, and what protects meanwhile.
    pub fn wish(&self) -> Result<Wish, Errors> {
        let mut e = Errors::default();
        let until = e.take("until", field::date(&self.until));
        let reason = e.take("reason", field::text(&self.reason, 1000));
        let measure = e.take("measure", field::text(&self.measure, 2000));
        match (until, reason, measure) {
            (Some(until), Some(reason), Some(measure)) => Ok(Wish { reason, measure, until }),
            _ => Err(e),
        }
    }
    /// Whether what was asked for is granted; a refusal says why.
    pub fn decision(&self) -> Result<Saying, Errors> {
        let mut e = Errors::default();
        match self.outcome.as_str() {
            "refuse" => self.reason().map(|reason| Saying::No { reason }),
            "approve" => {
                let until = e.take("until", field::optional_date(&self.until));
                let remark = e.take("reason", field::optional(&self.reason, 1000));
                until.zip(remark).map(|(until, remark)| Saying::Yes { until, remark }).ok_or(e)
            }
            _ => Err(Errors::one("outcome", Fault::NotAChoice)),
        }
    }
    /// The new severity and why.
    pub fn rating(&self) -> Result<(Severity, String), Errors> {
        let mut e = Errors::default();
        let severity = e.take("severity", field::choice(&self.severity));
        let reason = e.take("reason", field::text(&self.reason, 1000));
        severity.zip(reason).ok_or(e)
    }
}
