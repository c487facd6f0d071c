//! The form of a plan of rectification, and the day on which one of its steps was done.
use super::{act::Raw, raise::past_day};
use crate::{
    base::{
        form::{Errors, Fault, field},
        table_import::fold,
        text::{Sentence, Words},
    },
    features::issues::model::{Fen, Plan, PlanStep},
};
use chrono::NaiveDate;

/// The most steps that a plan has.
const MOST: usize = 12;
/// Rows for steps on a fresh form.
const ROWS: usize = 3;

#[derive(Debug)]
struct BadMoney;

impl Sentence for BadMoney {
    fn say(&self, w: &Words) -> String {
        w.issue_plan_bad_cost()
    }
}

fn cost(raw: &str) -> Result<Fen, Fault> {
    match fold::plain(raw).parse() {
        Ok(cost) => Ok(cost),
        Err(()) if raw.trim().is_empty() => Err(Fault::Required),
        Err(()) => Err(Fault::says(BadMoney)),
    }
}

/// A row for a step as the form shows it.
#[derive(Debug, Clone)]
pub struct StepRow {
    /// Counted from 1.
    pub no: usize,
    /// What is to be done.
    pub what: String,
    /// By when.
    pub due: String,
}

impl StepRow {
    /// What tells this row's field of that name from those of the other rows.
    pub fn key(&self, name: &str) -> String {
        format!("{name}-{}", self.no)
    }
}

impl Raw {
    /// The form as it is opened: the plan that counts, or an empty one with the owner as responsible.
    pub fn of_plan(plan: Option<&Plan>, owner: &str) -> Self {
        let Some(plan) = plan else {
            return Self { responsible: owner.to_owned(), cost: Fen(0).to_string(), ..Self::default() };
        };
        Self {
            approach: plan.approach.key().into(),
            measure: plan.measure.clone(),
            responsible: plan.responsible.clone(),
            cost: plan.cost.to_string(),
            emergency: plan.emergency.clone(),
            step: plan.steps.iter().map(|s| s.what.clone()).collect(),
            step_due: plan.steps.iter().map(|s| s.due.to_string()).collect(),
            ..Self::default()
        }
    }

    /// The rows for steps: those that are filled, and empty ones to go on with.
    pub fn step_rows(&self) -> Vec<StepRow> {
        let at = |list: &[String], n: usize| list.get(n).cloned().unwrap_or_default();
        let row = |n| StepRow { no: n + 1, what: at(&self.step, n), due: at(&self.step_due, n) };
        let filled = (0..MOST).map(row).rposition(|r| !(r.what.is_empty() && r.due.is_empty()));
        let rows = filled.map_or(ROWS, |last| (last + 2).clamp(ROWS, MOST));
        (0..rows).map(row).collect()
    }

    /// 整改方案; steps end by `due` where the plan says so.
    pub fn plan(&self, due: NaiveDate) -> Result<Plan, Errors> {
        let mut e = Errors::default();
        let approach = e.take("approach", field::choice(&self.approach));
        let measure = e.take("measure", field::text(&self.measure, 2000));
        let responsible = e.take("responsible", field::text(&self.responsible, 40));
        let cost = e.take("cost", cost(&self.cost));
        let emergency = e.take("emergency", field::optional(&self.emergency, 2000));
        let (rows, steps) = self.steps(&mut e);
        let (Some(approach), Some(measure), Some(responsible), Some(cost), Some(emergency), true) =
            (approach, measure, responsible, cost, emergency, e.is_empty())
        else {
            return Err(e);
        };
        let plan = Plan { approach, measure, responsible, cost, emergency, steps };
        match plan.fits(due) {
            Ok(()) => Ok(plan),
            Err((step, why)) => {
                let field = match rows.get(step) {
                    Some(row) => format!("step_due-{row}"),
                    None => "step-1".into(),
                };
                Err(Errors::one(field, Fault::says(why)))
            }
        }
    }

    /// The steps with the rows in which they stand; a row without words and day is none.
    fn steps(&self, e: &mut Errors) -> (Vec<usize>, Vec<PlanStep>) {
        let (mut rows, mut steps) = (Vec::new(), Vec::new());
        for row in self.step_rows() {
            if row.what.trim().is_empty() && row.due.trim().is_empty() {
                continue;
            }
            let what = field::text(&row.what, 200).map_err(|f| e.add(row.key("step"), f));
            let due = field::date(&row.due).map_err(|f| e.add(row.key("step_due"), f));
            if let (Ok(what), Ok(due)) = (what, due) {
                rows.push(row.no);
                steps.push(PlanStep { what, due, done_on: None });
            }
        }
        (rows, steps)
    }

    /// Which step was done, counted from 0, and when.
    pub fn tick(&self, today: NaiveDate) -> Result<(usize, NaiveDate), Errors> {
        let mut e = Errors::default();
        let step = e.take("done", field::choice(&self.done));
        let on = e.take("done_on", past_day(&self.done_on, today));
        step.zip(on).ok_or(e)
    }
}
