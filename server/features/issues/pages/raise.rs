//! Registering an issue by hand.
use super::super::{
    forms::RawIssue,
    model::{Candidate, SubjectKind},
};
use crate::{access::Frame, base::form::Errors, features::checklists::model::Edition};
use askama::Template;

/// The form.
#[derive(Template)]
#[template(path = "issues/form.html")]
pub struct Form {
    /// Around it.
    pub frame: Frame,
    /// As entered.
    pub raw: RawIssue,
    /// What is wrong.
    pub errors: Errors,
    /// Units within reach; one alone is not asked for.
    pub units: Vec<(String, String)>,
    /// Who may own an issue of the chosen unit.
    pub candidates: Vec<Candidate>,
    /// Working days that are proposed, by severity, with the deadline they give.
    pub proposals: Vec<(String, u16, String)>,
    /// Whether all those days lie in years with imported holidays.
    pub known: bool,
}

impl Form {
    fn owners(&self) -> Vec<(String, String)> {
        self.candidates.iter().map(|c| (c.person().to_string(), c.name().to_owned())).collect()
    }
    fn severities(&self) -> Vec<(String, String)> {
        super::severities(self.frame.w)
    }
    fn items(&self) -> Vec<(String, String)> {
        let text = |i: &crate::features::checklists::model::Item| {
            format!("{} {}", i.code, i.title(self.frame.language))
        };
        Edition::built_in().items().iter().map(|i| (i.code.to_string(), text(i))).collect()
    }
    fn kinds(&self) -> Vec<(String, String)> {
        SubjectKind::ALL
            .iter()
            .map(|k| (k.key().to_owned(), super::show::subject_kind(*k, self.frame.w)))
            .collect()
    }
}
