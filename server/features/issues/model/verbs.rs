//! The verbs of the workflow. Each consumes the proof of a permission and gives a change, or says why not. What can be asked
//! before a form is shown stands in the `may_…` of [`Issue`]; the verbs ask the same.
use super::{
    super::{deadline::Deadline, rules::Rules},
    Also, Candidate, Change, Code, Interim, Issue, Refused, Start, State, Submission, Why,
};
use crate::{
    access::{Action, Actor, Allowed, can},
    base::db::Moment,
    features::{checklists::model::Severity, messages::model::Kind},
};
use chrono::NaiveDate;
use serde_json::{Value, json};

impl Issue {
    pub(super) fn when(&self, states: &[Code]) -> Result<(), Refused> {
        let now = self.state.code();
        if states.contains(&now) { Ok(()) } else { Err(Refused::NotNow(now)) }
    }
    pub(super) fn when_open(&self) -> Result<(), Refused> {
        let now = self.state.code();
        if now.is_open() { Ok(()) } else { Err(Refused::NotNow(now)) }
    }
    /// Row 2.
    pub(in super::super) fn may_assign(&self) -> Result<(), Refused> {
        self.when(&[Code::Awaiting, Code::Rectifying])
    }
    /// Row 3.
    pub(in super::super) fn may_start(&self) -> Result<(), Refused> {
        self.when(&[Code::Awaiting])
    }
    /// Row 3, interim protection; the same for evidence.
    pub(in super::super) fn may_protect(&self) -> Result<(), Refused> {
        self.when_open()
    }
    /// Row 4.
    pub(in super::super) fn may_submit(&self) -> Result<(), Refused> {
        self.when(&[Code::Awaiting, Code::Rectifying, Code::Registered])
    }
    /// Row 5.
    pub(in super::super) fn may_withdraw(&self, by: &Actor) -> Result<(), Refused> {
        match &self.state {
            State::Reviewing(_, submission) if submission.by == by.person => Ok(()),
            State::Reviewing(..) => Err(Refused::NotTheSubmitter),
            other => Err(Refused::NotNow(other.code())),
        }
    }
    /// Rows 6 and 7.
    pub(in super::super) fn may_verify(&self, by: &Actor, rules: &Rules) -> Result<(), Refused> {
        self.when(&[Code::Reviewing])?;
        self.verified_by(by, rules)
    }
    /// Row 8.
    pub(in super::super) fn may_void(&self, by: &Actor) -> Result<(), Refused> {
        self.when_open()?;
        if self.submitted(by.person) {
            Err(Refused::OwnSubmission)
        } else if self.owner == by.person {
            Err(Refused::OwnIssue)
        } else if self.raised_by == by.person {
            Err(Refused::OwnFinding)
        } else {
            Ok(())
        }
    }
    /// Row 9.
    pub(in super::super) fn may_reopen(&self) -> Result<(), Refused> {
        self.when(&[Code::Void, Code::Closed])
    }
    /// Row 14.
    pub(in super::super) fn may_rate(&self) -> Result<(), Refused> {
        self.when_open()
    }
}

impl Allowed<can::AssignIssue, Issue> {
    /// 分派: a new owner; deadlines stay.
    pub fn assign(self, to: Candidate) -> Result<Change, Refused> {
        self.may_assign()?;
        if self.owner == to.person {
            return Err(Refused::SameOwner);
        }
        let data = json!({ "owner": to.name });
        let change = self.changes(Also::Nothing, data, |issue| issue.owner = to.person);
        Ok(change.tell(Kind::Assigned, &[to.person]))
    }
}

impl Allowed<can::StartIssue, Issue> {
    /// 开始整改; by an officer in the owner's place it is recorded as 代.
    pub fn start(self, at: Moment) -> Result<Change, Refused> {
        self.may_start()?;
        let start = self.started(at);
        let data = json!({ "on_behalf": start.on_behalf });
        Ok(self.changes(Also::Nothing, data, |issue| issue.state = State::Rectifying(start)))
    }
}

impl Allowed<can::ProtectIssue, Issue> {
    /// 临时处置, with its own date.
    pub fn protect(self, interim: Interim) -> Result<Change, Refused> {
        self.may_protect()?;
        let data = json!({ "measure": interim.measure, "on": interim.on });
        Ok(self.changes(Also::Nothing, data, |issue| issue.interim = Some(interim)))
    }
}

impl Allowed<can::SubmitIssue, Issue> {
    /// 提交复核 with so many new files; before the start it writes the start too.
    pub fn submit(self, measure: String, files: usize, at: Moment) -> Result<Change, Refused> {
        self.may_submit()?;
        if self.lacks_proof(files) {
            return Err(Refused::NoEvidence);
        }
        let start = match &self.state {
            State::Rectifying(start) => start.clone(),
            _ => self.started(at),
        };
        let (by, proofs) = (self.by().person, self.proofs + i64::try_from(files).unwrap_or_default());
        let data = json!({ "measure": measure, "evidence": proofs, "on_behalf": by != self.owner });
        let submission = Submission { by, at: at.now, measure };
        Ok(self.changes(Also::Submitted, data, |issue| {
            issue.state = State::Reviewing(start, submission);
            issue.submissions += 1;
            issue.submitters.push(by);
        }))
    }
}

impl Allowed<can::WithdrawIssue, Issue> {
    /// 撤回, before it is reviewed.
    pub fn withdraw(self) -> Result<Change, Refused> {
        self.may_withdraw(self.by())?;
        self.back_to_work(Value::Null, 0)
    }
}

impl Allowed<can::ReturnIssue, Issue> {
    /// 退回: counted; deadlines stay.
    pub fn return_(self, reason: String, rules: &Rules) -> Result<Change, Refused> {
        self.may_verify(self.by(), rules)?;
        let owner = self.owner;
        let submitter = match &self.state {
            State::Reviewing(_, submission) => submission.by,
            _ => owner,
        };
        Ok(self.back_to_work(json!({ "reason": reason }), 1)?.tell(Kind::Returned, &[owner, submitter]))
    }
}

impl Allowed<can::CloseIssue, Issue> {
    /// 销号
    pub fn close(self, remark: String, rules: &Rules, at: Moment) -> Result<Change, Refused> {
        self.may_verify(self.by(), rules)?;
        let State::Reviewing(start, submission) = self.state.clone() else {
            return Err(Refused::NotNow(self.state.code()));
        };
        let by = self.by().person;
        let state = State::Closed(start, submission, by, at.now);
        Ok(self.changes(Also::Nothing, json!({ "remark": remark }), |issue| issue.state = state))
    }
}

impl Allowed<can::VoidIssue, Issue> {
    /// 误报撤销
    pub fn void(self, reason: String, at: Moment) -> Result<Change, Refused> {
        self.may_void(self.by())?;
        let data = json!({ "reason": reason });
        let state = State::Void(self.by().person, at.now, reason);
        Ok(self.changes(Also::Nothing, data, |issue| issue.state = state))
    }
}

impl Allowed<can::ReopenIssue, Issue> {
    /// 重新打开: a new deadline is added, the first is kept.
    pub fn reopen(self, reason: String, deadline: Deadline, at: Moment) -> Result<Change, Refused> {
        self.may_reopen()?;
        let data = json!({ "reason": reason, "due": deadline.due() });
        Ok(self.changes(Also::Deadline(Why::Reopened, at.today), data, |issue| {
            issue.state = State::Awaiting;
            issue.opened_at = at.now;
            issue.deadline = deadline;
        }))
    }
}

impl Allowed<can::RateIssue, Issue> {
    /// 调整严重程度. `anew` is the deadline that the new severity would have from today; a higher one may only shorten the
    /// current deadline, a lower one never lengthens it.
    pub fn rate(
        self,
        severity: Severity,
        reason: String,
        anew: Deadline,
        today: NaiveDate,
    ) -> Result<Change, Refused> {
        self.may_rate()?;
        if severity == self.severity {
            return Err(Refused::SameSeverity);
        }
        let deadline = if severity > self.severity { self.deadline.sooner(anew) } else { self.deadline };
        let also =
            if deadline == self.deadline { Also::Nothing } else { Also::Deadline(Why::Severity, today) };
        let (old, due) = (self.severity.key(), deadline.due());
        let data = json!({ "from": old, "severity": severity.key(), "reason": reason, "due": due });
        Ok(self.changes(also, data, |issue| (issue.severity, issue.deadline) = (severity, deadline)))
    }
}

impl<A: Action> Allowed<A, Issue> {
    fn started(&self, at: Moment) -> Start {
        let by = self.by().person;
        Start { by, at: at.now, on_behalf: by != self.owner }
    }

    fn back_to_work(self, data: Value, returns: i32) -> Result<Change, Refused> {
        let State::Reviewing(start, _) = self.state.clone() else {
            return Err(Refused::NotNow(self.state.code()));
        };
        Ok(self.changes(Also::Nothing, data, |issue| {
            issue.state = State::Rectifying(start);
            issue.returns += returns;
        }))
    }

    /// A change by a person: its kind is the action's name.
    pub(super) fn changes(self, also: Also, data: Value, alter: impl FnOnce(&mut Issue)) -> Change {
        let kind = self.action();
        Change::of(self.into_inner(), kind, also, data, alter)
    }
}
