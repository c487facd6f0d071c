//! 评论: what whoever may read an issue says about it, and whom they mention.
use super::{Candidate, Issue};
use crate::{
    access::{Allowed, Place, Role, can},
    audit::{Event, Subject},
    base::{
        db::Moment,
        ids::{CommentId, IssueId, PersonId},
    },
};
use chrono::{DateTime, Utc};
use serde_json::json;

/// A comment as the store keeps it. Only the verb makes one.
#[derive(Debug)]
pub struct Comment {
    pub(in super::super) id: CommentId,
    pub(in super::super) issue: IssueId,
    pub(in super::super) place: Place,
    pub(in super::super) by: PersonId,
    pub(in super::super) role: Role,
    pub(in super::super) at: DateTime<Utc>,
    pub(in super::super) body: String,
    pub(in super::super) mentioned: Vec<PersonId>,
    pub(in super::super) event: Event,
}

impl Allowed<can::CommentIssue, Issue> {
    /// 评论, in whatever state the issue is. The event says who was mentioned, and leaves the words to the comment.
    pub fn comment(&self, body: String, mentioned: &[Candidate], at: Moment) -> Comment {
        let names: Vec<&str> = mentioned.iter().map(Candidate::name).collect();
        let subject = Subject { kind: "issue", id: self.id.0 };
        let event = Event {
            kind: self.action(),
            subject,
            place: self.place.clone(),
            data: json!({ "mentioned": names }),
        };
        Comment {
            id: CommentId::new(at.now),
            issue: self.id,
            place: self.place.clone(),
            by: self.by().person,
            role: self.by().role,
            at: at.now,
            body,
            mentioned: mentioned.iter().map(|c| c.person).collect(),
            event,
        }
    }
}
