//! "The rest conform", asked once more.
use super::super::store::Head;
use crate::access::Frame;
use askama::Template;

/// Asks once more whether the rest conforms: the sheet has changed since its page named a number.
#[derive(Template)]
#[template(path = "rounds/rest_again.html")]
pub struct RestAgain {
    /// Around it.
    pub frame: Frame,
    /// The inspection's path.
    pub path: String,
    /// Title of the round.
    pub title: String,
    /// The unit.
    pub unit: String,
    /// What is to conform, as sent.
    pub rest: String,
    /// Cells that were named.
    pub named: usize,
    /// Cells that are open now.
    pub now: usize,
    /// The place in the sheet to look at.
    pub back: String,
}

impl RestAgain {
    /// For what was asked of this sheet.
    pub fn new(frame: Frame, head: &Head, rest: &str, named: usize, now: usize) -> Self {
        Self {
            frame,
            path: format!("/inspections/{}", head.inspection.id()),
            title: head.round.facts().title.clone(),
            unit: head.unit_name.clone(),
            rest: rest.to_owned(),
            named,
            now,
            back: place_of(head, rest),
        }
    }
}

/// Where in the page of a sheet that stands which was asked to conform: a layer, an item, or all of it.
pub fn place_of(head: &Head, rest: &str) -> String {
    let place = rest.split_once(':').map(|(_, key)| format!("#{key}")).unwrap_or_default();
    format!("/inspections/{}{place}", head.inspection.id())
}
