//! What happened. Kind and data only: words are put on it where it is shown, in the reader's language.
use crate::access::Place;
use serde_json::Value;
use uuid::Uuid;

/// The thing that an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// `unit`, `person`, `system`, `issue` …
    pub kind: &'static str,
    /// Its id.
    pub id: Uuid,
}

/// One event, made in a feature's model beside the verb.
#[derive(Debug, Clone)]
pub struct Event {
    /// The action's name, such as `issue.close`.
    pub kind: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// The unit that it belongs to.
    pub place: Place,
    /// Facts: old and new values, reasons.
    pub data: Value,
}
