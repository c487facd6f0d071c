//! An answer to a cell, or to all that is left.
use super::super::model::Subject;
use crate::{
    base::form::{Errors, Fault, field},
    features::checklists::model::{Answer, Code},
};
use serde::Deserialize;

/// An answer, as sent: to one cell, or to the rest of an item, a layer or all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawAnswer {
    /// The item.
    pub code: String,
    /// What it is about.
    pub subject: String,
    /// Key of the answer; `ways` when the ticked ways decide.
    pub answer: String,
    /// A person's words.
    pub note: String,
    /// Keys of the ways that are met.
    #[serde(rename = "way")]
    pub ways: Vec<String>,
    /// `yes` for 当场整改.
    pub spot: String,
    /// The version that the person saw; 0 for an empty cell.
    pub version: String,
    /// `item:NET-02`, `layer:network` or `all`: the cells left open conform.
    pub rest: String,
    /// How many cells the page named for `rest`; whoever asks without a page names none.
    pub count: String,
    /// `yes` for 情况未变，佐证有效: what was answered last is taken over.
    pub unchanged: String,
}

/// An answer to one cell.
#[derive(Debug, Clone)]
pub struct CellAnswer {
    /// The item.
    pub code: Code,
    /// What it is about.
    pub subject: Subject,
    /// What it says; none when the ticked ways decide.
    pub result: Option<Answer>,
    /// A person's words.
    pub note: String,
    /// 当场整改
    pub on_the_spot: bool,
    /// The version that the person saw.
    pub version: i32,
}

impl RawAnswer {
    /// The answer, or what is wrong.
    pub fn parse(&self) -> Result<CellAnswer, Errors> {
        let mut e = Errors::default();
        let code = e.take("code", field::choice::<Code>(&self.code));
        let subject = e.take("subject", self.subject.parse::<Subject>().map_err(|()| Fault::NotAChoice));
        let result = match self.answer.as_str() {
            "ways" => Some(None),
            // No radio is chosen: a note alone was saved.
            "" => Some(Some(Answer::Open)),
            key => e.take("answer", field::choice::<Answer>(key)).map(Some),
        };
        let note = e.take("note", field::optional(&self.note, 1000));
        match (code, subject, result, note) {
            (Some(code), Some(subject), Some(result), Some(note)) => Ok(CellAnswer {
                code,
                subject,
                result,
                note,
                on_the_spot: self.spot == "yes" && result == Some(Answer::Partial),
                version: self.version.parse().unwrap_or_default(),
            }),
            _ => Err(e),
        }
    }
}
