//! 申请延期, 申请挂账 and the decision about either: rows 10 to 13 of the workflow. Whoever asks never decides.
use super::{
    super::{deadline::Deadline, rules::Rules},
    Also, Ask, Change, Code, Decision, Issue, LONGEST, Outcome, Refused, Request, State, Why, Wish,
};
use crate::{
    access::{Action, Actor, Allowed, InUnit, can},
    base::{db::Moment, ids::RequestId},
    features::{checklists::model::Severity, messages::model::Kind},
};
use chrono::{Days, NaiveDate};
use serde_json::json;

impl Issue {
    fn may_ask(&self) -> Result<(), Refused> {
        self.when(&[Code::Awaiting, Code::Rectifying])?;
        if self.pending.is_some() { Err(Refused::Pending) } else { Ok(()) }
    }
    /// Row 10: on or before the current deadline, and not more often than is set.
    pub(in super::super) fn may_ask_extension(&self, rules: &Rules, today: NaiveDate) -> Result<(), Refused> {
        self.may_ask()?;
        if self.deadline.is_overdue(today) {
            Err(Refused::TooLate)
        } else if self.extensions >= rules.extensions {
            Err(Refused::ExtendedEnough(rules.extensions))
        } else {
            Ok(())
        }
    }
    /// Row 12.
    pub(in super::super) fn may_ask_risk(&self) -> Result<(), Refused> {
        self.may_ask()
    }
    /// Rows 11 and 12: the unit's leader decides a first extension and registers what is medium or low; the unit above decides
    /// further extensions, those of critical issues, and registers what is high or critical. The root has no unit above.
    pub(in super::super) fn may_decide(&self, by: &Actor) -> Result<(), Refused> {
        let request = self.pending.as_ref().ok_or(Refused::NothingAsked)?;
        self.when(&[Code::Awaiting, Code::Rectifying])?;
        let (here, root) = (by.place.unit == self.place().unit, self.place().path == "1/");
        let above = match request.ask {
            Ask::Extension => self.extensions > 0 || self.severity == Severity::Critical,
            Ask::Risk => matches!(self.severity, Severity::Critical | Severity::High),
        };
        if request.by == by.person {
            Err(Refused::OwnRequest)
        } else if request.ask == Ask::Risk && self.owner == by.person {
            Err(Refused::OwnRisk)
        } else if above && here && !root {
            Err(Refused::DecidedAbove)
        } else if !above && !here {
            Err(Refused::DecidedByTheLeader)
        } else {
            Ok(())
        }
    }

    /// Whether this day can be its next deadline: later than the current one, one on which people work, and not further away than
    /// one extension goes.
    pub(in super::super) fn may_last_until(&self, day: NaiveDate, rules: &Rules) -> Result<(), Refused> {
        let latest = rules.latest(self.deadline, self.severity);
        if day <= self.deadline.due() {
            Err(Refused::NotLater)
        } else if day > latest {
            Err(Refused::TooFar(rules.extension_days, latest))
        } else if !Deadline::counted(rules.calendar(), self.severity).is_working(day) {
            Err(Refused::DayOff)
        } else {
            Ok(())
        }
    }
    /// Whether a risk can be registered until this day: for at most a year.
    pub(in super::super) fn may_be_registered_until(day: NaiveDate, today: NaiveDate) -> Result<(), Refused> {
        let longest = today.checked_add_days(Days::new(LONGEST)).unwrap_or(NaiveDate::MAX);
        if day > today && day <= longest { Ok(()) } else { Err(Refused::BadExpiry) }
    }
    /// Until when what was asked for can be granted: an extension as asked or shorter, a registration as asked.
    pub(in super::super) fn may_grant(
        &self,
        day: Option<NaiveDate>,
        rules: &Rules,
        today: NaiveDate,
    ) -> Result<NaiveDate, Refused> {
        let request = self.pending.as_ref().ok_or(Refused::NothingAsked)?;
        let wished = request.wish.until;
        match (request.ask, day.unwrap_or(wished)) {
            (Ask::Extension, day) if day > wished => Err(Refused::MoreThanAsked),
            (Ask::Extension, day) => self.may_last_until(day, rules).map(|()| day),
            (Ask::Risk, _) => Self::may_be_registered_until(wished, today).map(|()| wished),
        }
    }

    /// The issue as it stands on this day: a registration whose last day has passed is over, whether or not anybody has
    /// written so yet. Its new deadline was issued when the risk was registered.
    pub(in super::super) fn on_day(mut self, today: NaiveDate) -> Self {
        if let State::Registered(until) = self.state
            && until < today
        {
            self.state = State::Awaiting;
        }
        self
    }

    /// Row 13, by the clock: none while the registration lasts, or where there is none.
    pub(in super::super) fn expire(self, today: NaiveDate) -> Option<Change> {
        let State::Registered(until) = self.state else { return None };
        if until >= today {
            return None;
        }
        let data = json!({ "until": until, "due": self.deadline.due() });
        Some(Change::of(self, "issue.expire", Also::Nothing, data, |issue| issue.state = State::Awaiting))
    }
}

impl Allowed<can::AskExtension, Issue> {
    /// 申请延期. Until it is decided the old deadline counts.
    pub fn ask_extension(self, wish: Wish, rules: &Rules, at: Moment) -> Result<Change, Refused> {
        self.may_ask_extension(rules, at.today)?;
        self.may_last_until(wish.until, rules)?;
        Ok(self.ask(Ask::Extension, wish, at))
    }
}

impl Allowed<can::AskRisk, Issue> {
    /// 申请挂账
    pub fn ask_risk(self, wish: Wish, at: Moment) -> Result<Change, Refused> {
        self.may_ask_risk()?;
        Issue::may_be_registered_until(wish.until, at.today)?;
        Ok(self.ask(Ask::Risk, wish, at))
    }
}

impl<A: Action> Allowed<A, Issue> {
    fn ask(self, ask: Ask, wish: Wish, at: Moment) -> Change {
        let data = json!({ "reason": wish.reason, "measure": wish.measure, "until": wish.until });
        let request = Request { id: RequestId::new(at.now), ask, by: self.by().person, at: at.now, wish };
        self.changes(Also::Asked, data, |issue| issue.pending = Some(request))
    }
}

impl Allowed<can::DecideIssue, Issue> {
    /// 同意: an extension as asked or until an earlier day, a registration as asked.
    pub fn approve(
        self,
        until: Option<NaiveDate>,
        remark: String,
        rules: &Rules,
        at: Moment,
    ) -> Result<Change, Refused> {
        self.may_decide(self.by())?;
        let day = self.may_grant(until, rules, at.today)?;
        let Some(request) = self.pending.clone() else { return Err(Refused::NothingAsked) };
        let outcome = if day < request.wish.until { Outcome::Shortened(day) } else { Outcome::Approved(day) };
        Ok(match request.ask {
            Ask::Extension => {
                let deadline = Deadline::granted(at.today, day, rules.calendar(), self.severity);
                let given = Some((Why::Extended, at.today));
                self.decided(&request, outcome, remark, given, at, |issue| {
                    issue.deadline = deadline;
                    issue.extensions += 1;
                })
            }
            Ask::Risk => {
                // The deadline for the time behind it: by the days of the item, as at first.
                let deadline = rules.deadline(day, self.first_days, self.severity);
                let given = Some((Why::Registered, day));
                self.decided(&request, outcome, remark, given, at, |issue| {
                    issue.state = State::Registered(day);
                    issue.deadline = deadline;
                })
            }
        })
    }

    /// 不同意, with the reason. The deadline stays.
    pub fn refuse(self, remark: String, at: Moment) -> Result<Change, Refused> {
        self.may_decide(self.by())?;
        let Some(request) = self.pending.clone() else { return Err(Refused::NothingAsked) };
        Ok(self.decided(&request, Outcome::Refused, remark, None, at, |_| ()))
    }

    fn decided(
        self,
        request: &Request,
        outcome: Outcome,
        remark: String,
        given: Option<(Why, NaiveDate)>,
        at: Moment,
        alter: impl FnOnce(&mut Issue),
    ) -> Change {
        let data = json!({
            "asked": request.ask.key(), "outcome": outcome.key(), "until": outcome.until(), "remark": remark,
        });
        let decision = Decision { id: request.id, by: self.by().person, at: at.now, outcome, remark };
        let change = self.changes(Also::Decided(decision, given), data, |issue| {
            issue.pending = None;
            alter(issue);
        });
        change.tell(Kind::Decided, &[request.by])
    }
}
