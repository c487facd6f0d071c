//! The form of a comment.
use super::act::Raw;
use crate::{
    base::{
        form::{Errors, Fault, field},
        ids::PersonId,
    },
    features::issues::{model::Candidate, store::Near},
};

impl Raw {
    /// What is said, and who is mentioned: anybody but `me` of those who see the issue.
    pub fn comment(&self, people: &[Near], me: PersonId) -> Result<(String, Vec<Candidate>), Errors> {
        let mut e = Errors::default();
        let body = e.take("comment", field::text(&self.comment, 1000));
        let known = |id: &String| {
            let person = id.parse::<PersonId>().ok()?;
            people.iter().find(|p| p.sees && p.who.person() == person && person != me).map(|p| p.who.clone())
        };
        let mentioned: Option<Vec<Candidate>> = self.mention.iter().map(known).collect();
        let mentioned = e.take("mention", mentioned.ok_or(Fault::NotAChoice));
        body.zip(mentioned).ok_or(e)
    }
}
