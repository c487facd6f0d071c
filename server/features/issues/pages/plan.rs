//! The plan of rectification on an issue's page.
use super::{
    super::{
        forms::Raw,
        model::{Approach, Plan},
    },
    Show,
};
use crate::base::text::Sentence;

impl Show {
    /// 整改方式, to choose from.
    pub(super) fn approaches(&self) -> Vec<(String, String)> {
        Approach::ALL.iter().map(|a| (a.key().to_owned(), a.say(self.frame.w))).collect()
    }
    pub(super) fn approach(&self, plan: &Plan) -> String {
        plan.approach.say(self.frame.w)
    }
    /// The form of the plan: as it was refused, else what counts.
    pub(super) fn draft(&self) -> Raw {
        match self.act.verb {
            "plan" => self.act.raw.clone(),
            _ => Raw::of_plan(self.issue.plan(), &self.issue.names().owner),
        }
    }
    /// The steps that are not done: place in the plan, words.
    pub(super) fn open_steps(&self) -> Vec<(String, String)> {
        let steps = self.issue.plan().into_iter().flat_map(|plan| plan.steps.iter().enumerate());
        let open = steps.filter(|(_, step)| step.done_on.is_none());
        open.map(|(n, step)| (n.to_string(), step.what.clone())).collect()
    }
    /// The words beside a field of a row for a step; none for other fields.
    pub(super) fn step_label(&self, field: &str) -> Option<String> {
        let (name, no) = field.split_once('-')?;
        let (no, w) = (no.parse::<usize>().ok()?, self.frame.w);
        match name {
            "step" => Some(w.issue_plan_step(no)),
            _ => Some(w.issue_plan_step_due(no)),
        }
    }
}
