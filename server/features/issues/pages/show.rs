//! One issue, with only those forms that its reader can use now.
use super::{
    super::{
        forms::Act,
        model::{Ask, Issue, ItemRef, Origin, State, SubjectKind, Supervision},
        rules::Rules,
        store::{Around, Asked, Given, Near, Said},
    },
    Step,
};
use crate::{
    access::{Actor, Frame, can},
    base::{
        ids::PersonId,
        text::{Sentence, Words, date},
    },
    features::evidence::Evidence,
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use std::borrow::Borrow;

/// The page of an issue.
#[derive(Template)]
#[template(path = "issues/show.html")]
pub struct Show {
    /// Around it.
    pub frame: Frame,
    /// The issue.
    pub issue: Issue,
    /// What is told beside it.
    pub around: Around,
    /// Its evidence, and that of the answer that raised it.
    pub evidence: Vec<Evidence>,
    /// What was said about it, newest first.
    pub comments: Vec<Said>,
    /// The papers about it, newest first.
    pub papers: Vec<Supervision>,
    /// Everything that was asked for, newest first.
    pub asked: Vec<Asked>,
    /// What happened, newest first.
    pub steps: Vec<Step>,
    /// What the reader can do now.
    pub can: Can,
    /// The form that was refused.
    pub act: Act,
    /// Who reads it.
    pub me: PersonId,
    /// Who may own it, and who may be mentioned.
    pub people: Vec<Near>,
    /// The organisation's day.
    pub today: NaiveDate,
    /// Working days past the deadline, or left.
    pub working_days: u32,
    /// Whether the deadline is within three working days.
    pub soon: bool,
    /// Working days for opening it again.
    pub proposed_days: u16,
    /// Until when it can be extended at once.
    pub latest: NaiveDate,
}

/// The verbs that a reader can use now: those of their role that the state and the rules about persons allow.
#[derive(Debug, Clone, Copy, Default)]
pub struct Can {
    pub assign: bool,
    pub start: bool,
    pub protect: bool,
    pub submit: bool,
    pub withdraw: bool,
    pub verify: bool,
    pub void: bool,
    pub reopen: bool,
    pub rate: bool,
    pub prove: bool,
    pub extend: bool,
    pub register: bool,
    pub decide: bool,
    pub plan: bool,
    pub tick: bool,
    pub comment: bool,
    pub nudge: bool,
    pub supervise: bool,
}

impl Can {
    /// What `actor` can do to `issue`.
    pub fn of(actor: &Actor, issue: &Issue, rules: &Rules) -> Self {
        let today = actor.at.today;
        Self {
            assign: actor.could::<can::AssignIssue, _>(issue) && issue.may_assign().is_ok(),
            start: actor.could::<can::StartIssue, _>(issue) && issue.may_start().is_ok(),
            protect: actor.could::<can::ProtectIssue, _>(issue) && issue.may_protect().is_ok(),
            submit: actor.could::<can::SubmitIssue, _>(issue) && issue.may_submit().is_ok(),
            withdraw: actor.could::<can::WithdrawIssue, _>(issue) && issue.may_withdraw(actor).is_ok(),
            verify: actor.could::<can::CloseIssue, _>(issue) && issue.may_verify(actor, rules).is_ok(),
            void: actor.could::<can::VoidIssue, _>(issue) && issue.may_void(actor).is_ok(),
            reopen: actor.could::<can::ReopenIssue, _>(issue) && issue.may_reopen().is_ok(),
            rate: actor.could::<can::RateIssue, _>(issue) && issue.may_rate().is_ok(),
            prove: actor.could::<can::ProveIssue, _>(issue) && issue.may_protect().is_ok(),
            extend: actor.could::<can::AskExtension, _>(issue)
                && issue.may_ask_extension(rules, today).is_ok(),
            register: actor.could::<can::AskRisk, _>(issue) && issue.may_ask_risk().is_ok(),
            plan: actor.could::<can::PlanIssue, _>(issue) && issue.may_plan().is_ok(),
            tick: actor.could::<can::PlanIssue, _>(issue) && issue.may_tick().is_ok(),
            comment: actor.could::<can::CommentIssue, _>(issue),
            decide: actor.could::<can::DecideIssue, _>(issue) && issue.may_decide(actor).is_ok(),
            supervise: actor.could::<can::SuperviseIssue, _>(issue) && issue.may_supervise().is_ok(),
            nudge: actor.could::<can::NudgeIssue, _>(issue) && issue.may_nudge(today).is_ok(),
        }
    }
    /// Whether there is anything to do.
    pub fn any(&self) -> bool {
        let main = self.start || self.submit || self.withdraw || self.verify || self.reopen;
        let asks = self.extend || self.register || self.decide || self.plan || self.nudge || self.supervise;
        main || asks || self.assign || self.protect || self.void || self.rate || self.prove
    }
}

/// A kind of subject in words.
pub(super) fn subject_kind(kind: SubjectKind, w: &Words) -> String {
    match kind {
        SubjectKind::Unit => w.issue_subject_unit(),
        SubjectKind::System => w.issue_subject_system(),
        SubjectKind::Zone => w.issue_subject_zone(),
        SubjectKind::Hosts => w.issue_subject_hosts(),
        SubjectKind::Media => w.issue_subject_media(),
    }
}

impl Show {
    fn day(&self, day: impl Borrow<NaiveDate>) -> String {
        date(*day.borrow(), self.frame.w)
    }
    fn day_of(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        date(at.borrow().with_timezone(&self.frame.zone.offset()).date_naive(), self.frame.w)
    }
    fn state_icon(&self) -> String {
        format!("state-{}", self.issue.state().code().class())
    }
    fn severity_icon(&self) -> String {
        format!("sev-{}", self.issue.severity())
    }
    fn severity(&self) -> String {
        super::severity_text(self.issue.severity(), self.frame.w)
    }
    fn severities(&self) -> Vec<(String, String)> {
        let now = self.issue.severity().key();
        super::severities(self.frame.w).into_iter().filter(|(key, _)| key != now).collect()
    }
    fn owners(&self) -> Vec<(String, String)> {
        let others = self.people.iter().filter(|p| p.owns && p.who.person() != self.issue.owner());
        others.map(|p| (p.who.person().to_string(), p.who.name().to_owned())).collect()
    }
    fn item_title<'a>(&self, item: &'a ItemRef) -> &'a str {
        if self.frame.lang() == "en" { &item.title_en } else { &item.title_zh }
    }
    fn subject(&self) -> String {
        let Some(subject) = self.issue.subject() else { return self.frame.w.issue_subject_unit() };
        let kind = subject_kind(subject.kind, self.frame.w);
        if subject.name.is_empty() { kind } else { format!("{} · {kind}", subject.name) }
    }
    fn origin(&self) -> String {
        match self.issue.origin() {
            Origin::Hand => self.frame.w.issue_origin_hand(),
            Origin::Answer(_) => self.frame.w.issue_origin_answer(),
        }
    }
    /// What was done, once it is handed in.
    fn measure(&self) -> Option<&str> {
        match self.issue.state() {
            State::Reviewing(_, handed) | State::Closed(_, handed, ..) => Some(&handed.measure),
            _ => None,
        }
    }
    fn why(&self, given: &Given) -> String {
        match given.why.as_str() {
            "severity" => self.frame.w.issue_deadline_severity(),
            "reopened" => self.frame.w.issue_deadline_reopened(),
            "extended" => self.frame.w.issue_deadline_extended(),
            "registered" => self.frame.w.issue_deadline_registered(),
            _ => self.frame.w.issue_deadline_first(),
        }
    }
    fn paper(&self, paper: &Supervision) -> String {
        paper.no.say(self.frame.w)
    }
    /// What is asked for, in words.
    fn ask(&self, ask: &Ask) -> String {
        ask.say(self.frame.w)
    }
    /// How a request ended, in words, and the class of its badge.
    fn outcome(&self, asked: &Asked) -> (&'static str, String) {
        let w = self.frame.w;
        match asked.outcome.as_deref() {
            None => ("waiting", w.issue_request_waiting()),
            Some("approved") => ("closed", w.issue_request_approved()),
            Some("shortened") => ("closed", w.issue_request_shortened()),
            Some("refused") => ("returned", w.issue_request_refused()),
            Some(_) => ("void", w.issue_request_lapsed()),
        }
    }
    fn outcomes(&self) -> [(String, String); 2] {
        let w = self.frame.w;
        [("approve".into(), w.issue_decision_yes()), ("refuse".into(), w.issue_decision_no())]
    }
    /// Whether the day that is granted can be another than the one that was asked for.
    fn may_shorten(&self) -> bool {
        self.issue.pending().is_some_and(|request| request.ask == Ask::Extension)
    }
    /// The day in the form of the decision: as entered, else as it was asked for.
    fn granted(&self) -> String {
        match self.issue.pending() {
            Some(request) if self.act.verb != "decide" => request.wish.until.to_string(),
            _ => self.act.raw.until.clone(),
        }
    }
    /// The day in a form that asks: as entered, else none.
    fn wished(&self, verb: &str) -> &str {
        if self.act.verb == verb { &self.act.raw.until } else { "" }
    }
    /// Until when it is registered.
    fn registered_until(&self) -> Option<NaiveDate> {
        match self.issue.state() {
            State::Registered(until) => Some(*until),
            _ => None,
        }
    }
    /// The words beside a field of the form that was refused.
    fn label(&self, field: &str) -> String {
        let w = self.frame.w;
        if let Some(label) = self.step_label(field) {
            return label;
        }
        match (self.act.verb, field) {
            ("plan", "measure") => w.issue_plan_measure(),
            (_, "approach") => w.issue_plan_approach(),
            (_, "responsible") => w.issue_plan_responsible(),
            (_, "cost") => w.issue_plan_cost(),
            (_, "emergency") => w.issue_plan_emergency(),
            (_, "done") => w.issue_plan_done_step(),
            (_, "comment") => w.issue_comment(),
            (_, "mention") => w.issue_mention(),
            (_, "done_on") => w.issue_plan_done_on(),
            ("interim", "measure") => w.issue_interim_measure(),
            ("extend", "measure") => w.issue_extend_measure(),
            ("register", "measure") => w.issue_register_measure(),
            ("extend", "until") => w.issue_extend_until(),
            ("register", "until") => w.issue_register_until(),
            ("supervise", "until") => w.supervision_due(),
            (_, "until") => w.issue_grant_until(),
            (_, "demand") => w.supervision_demand(),
            (_, "word") => w.issue_nudge_word(),
            (_, "outcome") => w.issue_decision(),
            ("decide", "reason") => w.issue_decision_reason(),
            (_, "measure") => w.issue_measure(),
            (_, "on") => w.issue_interim_on(),
            (_, "taken_on") => w.evidence_taken_on(),
            (_, "note") => w.evidence_note(),
            (_, "files") => w.evidence_files(),
            ("return", "reason") => w.issue_return_reason(),
            ("close", "reason") => w.issue_remark(),
            (_, "reason") => w.issue_reason(),
            (_, "days") => w.issue_days(),
            (_, "severity") => w.issue_severity(),
            _ => w.issue_owner(),
        }
    }
    /// Whether this form is shown open: the one that was refused, else the first of the page.
    fn opens(&self, verb: &str) -> bool {
        if !self.act.verb.is_empty() {
            return self.act.verb == verb;
        }
        match verb {
            "submit" => self.can.submit,
            "close" => self.can.verify,
            "decide" => self.can.decide,
            "start" => self.can.start && !self.can.submit,
            _ => false,
        }
    }
}
