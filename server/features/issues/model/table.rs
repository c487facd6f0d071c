//! Every state × verb × person against the table beside this file, and the rules that a table cannot say.
use super::*;
use crate::{
    access::{Allowed, Role, can},
    base::{
        calendar::{Calendar, Zone},
        db::Moment,
        error::Error,
    },
};
use uuid::Uuid;

const UNIT: &str = "1/2/3/";

fn person(name: &str) -> PersonId {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(name.bytes()) {
        *to = from;
    }
    Uuid::from_bytes(bytes).into()
}

fn unit(path: &str) -> Place {
    Place { unit: Uuid::from_u128(path.len() as u128).into(), path: path.into() }
}

pub(super) fn at() -> Moment {
    Moment { now: "2026-11-23T02:32:00Z".parse().unwrap(), today: day("2026-11-23"), zone: Zone::default() }
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `officer^` acts from the unit above, `officer-2` is another person with the role of `officer`.
pub(super) fn actor(who: &str) -> Actor {
    let role = match who.trim_end_matches('^') {
        "other-owner" => Role::Owner,
        "officer-2" => Role::Officer,
        role => role.parse().unwrap(),
    };
    let place = unit(if who.ends_with('^') { "1/2/" } else { UNIT });
    let nil = Uuid::nil();
    Actor {
        session: nil.into(),
        person: person(who),
        name: who.into(),
        post: nil.into(),
        role,
        place,
        unit_name: String::new(),
        posts: Vec::new(),
        at: at(),
    }
}

pub(super) fn issue(code: Code, severity: Severity) -> Issue {
    let now = at().now;
    let owner = person("owner");
    let start = || Start { by: owner, at: now, on_behalf: false };
    let submission = || Submission { by: owner, at: now, measure: "已修复".into() };
    let (state, submitters) = match code {
        Code::Awaiting => (State::Awaiting, vec![]),
        Code::Rectifying => (State::Rectifying(start()), vec![]),
        Code::Reviewing => (State::Reviewing(start(), submission()), vec![owner]),
        Code::Closed => (State::Closed(start(), submission(), person("reviewer"), now), vec![owner]),
        Code::Void => (State::Void(person("reviewer"), now, "误报".into()), vec![]),
        Code::Registered => (State::Registered(day("2027-03-01")), vec![]),
    };
    Issue {
        id: Uuid::nil().into(),
        number: "WT-2026-000001".into(),
        place: unit(UNIT),
        title: "3389 端口对外开放".into(),
        description: String::new(),
        severity,
        state,
        owner,
        raised_by: person("officer"),
        raised_at: now,
        opened_at: now,
        found_on: day("2026-11-20"),
        origin: Origin::Hand,
        main_item: "NET-02".into(),
        checklist: "2019-13.2".into(),
        subject: None,
        first_due: day("2026-12-18"),
        first_days: 20,
        deadline: Deadline::kept(day("2026-12-18"), 20, true),
        interim_due: None,
        interim: None,
        first_submitted: None,
        submissions: i32::try_from(submitters.len()).unwrap(),
        returns: 0,
        submitters,
        proofs: 0,
        pending: None,
        plan: None,
        extensions: 0,
        repeats: None,
        occurrence: 1,
        nudges: 0,
        nudged_on: None,
        supervised: false,
        version: 1,
        names: Names::default(),
    }
}

fn told<T>(done: Result<Result<T, Refused>, Error>) -> char {
    match done {
        Ok(Ok(_)) => '+',
        Ok(Err(_)) => 'x',
        Err(Error::Forbidden) => '.',
        Err(other) => panic!("{other:?}"),
    }
}

fn wish(until: &str) -> Wish {
    Wish { reason: "等待补丁".into(), measure: "限制来源地址".into(), until: day(until) }
}

/// The owner has asked for it.
fn asked(issue: Issue, ask: Ask, until: &str) -> Issue {
    let request =
        Request { id: Uuid::nil().into(), ask, by: person("owner"), at: at().now, wish: wish(until) };
    Issue { pending: Some(request), ..issue }
}

/// Nothing is decided for the unit.
fn rules() -> Rules {
    Rules::usual(Calendar::shipped())
}

fn decide(by: &Actor, issue: Issue) -> char {
    let approve = |i: Allowed<can::DecideIssue, Issue>| i.approve(None, String::new(), &rules(), at());
    told(by.may::<can::DecideIssue, _>(issue).map(approve))
}

fn attempt(verb: &str, who: &str, issue: Issue) -> char {
    let (by, at, text) = (actor(who), at(), || "理由".to_owned());
    let sooner = Deadline::kept(day("2026-12-01"), 3, true);
    let other = Candidate { person: person("new"), name: "新人".into() };
    match verb {
        "assign" => told(by.may::<can::AssignIssue, _>(issue).map(|i| i.assign(other))),
        "start" => told(by.may::<can::StartIssue, _>(issue).map(|i| i.start(at))),
        "protect" => told(
            by.may::<can::ProtectIssue, _>(issue)
                .map(|i| i.protect(Interim { measure: text(), on: at.today })),
        ),
        "submit" => told(by.may::<can::SubmitIssue, _>(issue).map(|i| i.submit(text(), 1, at))),
        "withdraw" => told(by.may::<can::WithdrawIssue, _>(issue).map(|i| i.withdraw())),
        "return" => told(by.may::<can::ReturnIssue, _>(issue).map(|i| i.return_(text(), &rules()))),
        "close" => told(by.may::<can::CloseIssue, _>(issue).map(|i| i.close(text(), &rules(), at))),
        "void" => told(by.may::<can::VoidIssue, _>(issue).map(|i| i.void(text(), at))),
        "reopen" => told(by.may::<can::ReopenIssue, _>(issue).map(|i| i.reopen(text(), sooner, at))),
        "rate" => told(
            by.may::<can::RateIssue, _>(issue).map(|i| i.rate(Severity::Critical, text(), sooner, at.today)),
        ),
        "extend" => told(
            by.may::<can::AskExtension, _>(issue).map(|i| i.ask_extension(wish("2027-01-08"), &rules(), at)),
        ),
        "register" => told(by.may::<can::AskRisk, _>(issue).map(|i| i.ask_risk(wish("2027-03-01"), at))),
        "decide-extension" => decide(&by, asked(issue, Ask::Extension, "2027-01-08")),
        "decide-risk" => decide(&by, asked(issue, Ask::Risk, "2027-03-01")),
        "plan" => told(by.may::<can::PlanIssue, _>(issue).map(|i| i.draw_up(Plan::sample(None)))),
        "tick" => {
            let issue = Issue { plan: Some(Plan::sample(None)), ..issue };
            told(by.may::<can::PlanIssue, _>(issue).map(|i| i.tick(0, at.today)))
        }
        "supervise" => {
            let demand = Demand { text: text(), due: day("2026-12-01") };
            let no = PaperNo { year: 2026, no: 1 };
            told(by.may::<can::SuperviseIssue, _>(issue).map(|i| i.supervise(demand, no, at.today)))
        }
        "nudge" => told(by.may::<can::NudgeIssue, _>(issue).map(|i| i.nudge(text(), at.today))),
        "prove" => told(by.may::<can::ProveIssue, _>(issue).map(|i| i.may_protect())),
        other => panic!("{other}"),
    }
}

#[test]
fn every_state_verb_and_person_is_as_the_table_says() {
    let mut verbs: Vec<&str> = Vec::new();
    let mut severity = Severity::Medium;
    let mut wrong = Vec::new();
    for line in include_str!("table.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let mut words = line.split_whitespace();
        let first = words.next().unwrap();
        if let Ok(rated) = first.parse() {
            (severity, verbs) = (rated, words.collect());
            continue;
        }
        let cells: Vec<&str> = words.collect();
        assert_eq!(cells.len(), verbs.len(), "{line}");
        for (verb, cell) in verbs.iter().zip(cells) {
            let order = ["awaiting", "rectifying", "reviewing", "registered", "closed", "void"];
            let found: String =
                order.map(|s| attempt(verb, first, issue(s.parse().unwrap(), severity))).iter().collect();
            if found != cell {
                wrong.push(format!("{severity} {first} {verb}: {cell} in the table, {found} in fact"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_issue_of_a_sibling_does_not_exist() {
    let mut stranger = actor("officer");
    stranger.place = Place { unit: Uuid::from_u128(99).into(), path: "1/2/4/".into() };
    let found = stranger.may::<can::CloseIssue, _>(issue(Code::Reviewing, Severity::Low));
    assert!(matches!(found, Err(Error::NotFound)));
}

#[test]
fn nobody_who_ever_submitted_closes_or_returns_it() {
    for who in ["reviewer", "reviewer^", "officer-2", "supervisor^"] {
        let mut reviewed = issue(Code::Reviewing, Severity::Medium);
        reviewed.submitters.insert(0, person(who));
        let close =
            |i| actor(who).may::<can::CloseIssue, Issue>(i).unwrap().close(String::new(), &rules(), at());
        assert_eq!(close(reviewed.clone()).unwrap_err(), Refused::OwnSubmission, "{who}");
        let back = actor(who).may::<can::ReturnIssue, _>(reviewed).unwrap().return_("理由".into(), &rules());
        assert_eq!(back.unwrap_err(), Refused::OwnSubmission, "{who}");
    }
}

#[test]
fn the_owner_never_closes_whatever_their_post() {
    for who in ["officer", "reviewer", "officer^"] {
        let mut reviewed = issue(Code::Reviewing, Severity::Low);
        reviewed.owner = person(who);
        let close =
            actor(who).may::<can::CloseIssue, _>(reviewed).unwrap().close(String::new(), &rules(), at());
        assert_eq!(close.unwrap_err(), Refused::OwnIssue, "{who}");
    }
}

#[test]
fn raiser_owner_and_submitter_never_void() {
    let void = |i: Issue| {
        actor("reviewer").may::<can::VoidIssue, _>(i).unwrap().void("误报".into(), at()).unwrap_err()
    };
    let plain = || issue(Code::Rectifying, Severity::Medium);
    let me = person("reviewer");
    assert_eq!(void(Issue { raised_by: me, ..plain() }), Refused::OwnFinding);
    assert_eq!(void(Issue { owner: me, ..plain() }), Refused::OwnIssue);
    assert_eq!(void(Issue { submitters: vec![me], ..plain() }), Refused::OwnSubmission);
}

#[test]
fn at_the_root_the_units_own_reviewer_verifies_the_highest_too() {
    let mut own = issue(Code::Reviewing, Severity::Critical);
    own.place = unit("1/");
    let mut reviewer = actor("reviewer");
    reviewer.place = unit("1/");
    assert!(reviewer.may::<can::CloseIssue, _>(own).unwrap().close(String::new(), &rules(), at()).is_ok());
}

#[test]
fn a_submission_needs_evidence_except_for_low() {
    let submit = |severity| {
        let i = actor("owner").may::<can::SubmitIssue, _>(issue(Code::Rectifying, severity)).unwrap();
        i.submit("已修复".into(), 0, at())
    };
    for severity in [Severity::Critical, Severity::High, Severity::Medium] {
        assert_eq!(submit(severity).unwrap_err(), Refused::NoEvidence);
    }
    assert!(submit(Severity::Low).is_ok());
}

#[test]
fn submitting_from_awaiting_writes_the_start_and_an_officer_acts_on_behalf() {
    let submit = |who: &str| {
        let i = actor(who).may::<can::SubmitIssue, _>(issue(Code::Awaiting, Severity::Medium)).unwrap();
        i.submit("已修复".into(), 1, at()).unwrap().issue
    };
    let State::Reviewing(start, submission) = submit("officer").state else { panic!() };
    assert!(start.on_behalf && start.by == person("officer") && submission.by == person("officer"));
    let own = submit("owner");
    assert_eq!((own.submissions, own.submitters.clone()), (1, vec![person("owner")]));
    assert!(matches!(own.state, State::Reviewing(Start { on_behalf: false, .. }, _)));
}

#[test]
fn a_return_is_counted_and_a_withdrawal_is_not_and_both_keep_deadline_and_start() {
    let reviewed = issue(Code::Reviewing, Severity::Medium);
    let back = actor("reviewer")
        .may::<can::ReturnIssue, _>(reviewed.clone())
        .unwrap()
        .return_("不全".into(), &rules())
        .unwrap()
        .issue;
    assert_eq!((back.returns, back.deadline, back.state.code()), (1, reviewed.deadline, Code::Rectifying));
    let mine = actor("owner").may::<can::WithdrawIssue, _>(reviewed).unwrap().withdraw().unwrap().issue;
    assert_eq!((mine.returns, mine.state.code()), (0, Code::Rectifying));
}

#[test]
fn reopening_adds_a_deadline_and_keeps_the_first() {
    let anew = Deadline::issue(at().today, 10, &Calendar::shipped(), Severity::Medium);
    let closed = issue(Code::Closed, Severity::Medium);
    let change = actor("reviewer^").may::<can::ReopenIssue, _>(closed.clone()).unwrap().reopen(
        "复发".into(),
        anew,
        at(),
    );
    let open = change.unwrap().issue;
    assert_eq!((open.state, open.first_due, open.deadline), (State::Awaiting, closed.first_due, anew));
    assert_eq!(open.submitters, closed.submitters, "who ever submitted is kept");
}

#[test]
fn a_higher_severity_only_shortens_and_a_lower_never_lengthens() {
    let rate = |from, to, anew: &str| {
        let i = actor("officer").may::<can::RateIssue, _>(issue(Code::Rectifying, from)).unwrap();
        i.rate(to, "理由".into(), Deadline::kept(day(anew), 1, true), at().today)
            .unwrap()
            .issue
            .deadline
            .due()
    };
    assert_eq!(rate(Severity::Medium, Severity::Critical, "2026-11-26"), day("2026-11-26"));
    assert_eq!(rate(Severity::Medium, Severity::High, "2026-12-31"), day("2026-12-18"), "not lengthened");
    assert_eq!(rate(Severity::Medium, Severity::Low, "2027-01-08"), day("2026-12-18"));
    assert_eq!(rate(Severity::Medium, Severity::Low, "2026-11-24"), day("2026-12-18"), "nor shortened");
}

fn may_decide(who: &str, issue: Issue) -> Result<(), Refused> {
    let by = actor(who);
    issue.may_decide(&by)
}

#[test]
fn whoever_asked_does_not_decide_and_no_owner_registers_their_own_risk() {
    let mut own = asked(issue(Code::Rectifying, Severity::Medium), Ask::Extension, "2027-01-08");
    own.pending.as_mut().unwrap().by = person("leader");
    assert_eq!(may_decide("leader", own), Err(Refused::OwnRequest));
    let risk = |owner: &str| {
        let issue = asked(issue(Code::Rectifying, Severity::Medium), Ask::Risk, "2027-03-01");
        Issue { owner: person(owner), ..issue }
    };
    assert_eq!(may_decide("leader", risk("leader")), Err(Refused::OwnRisk));
    assert_eq!(may_decide("leader", risk("owner")), Ok(()));
}

#[test]
fn a_further_extension_is_decided_above_and_at_the_root_by_its_leader() {
    let again = || Issue {
        extensions: 1,
        ..asked(issue(Code::Rectifying, Severity::Medium), Ask::Extension, "2027-01-08")
    };
    assert_eq!(may_decide("leader", again()), Err(Refused::DecidedAbove));
    assert_eq!(may_decide("supervisor^", again()), Ok(()));
    let mut leader = actor("leader");
    leader.place = unit("1/");
    let root = Issue { place: unit("1/"), severity: Severity::Critical, ..again() };
    assert_eq!(root.may_decide(&leader), Ok(()));
}

#[test]
fn an_extension_is_asked_for_by_its_deadline_once_at_a_time_and_for_a_later_working_day() {
    let ask = |issue: Issue, until: &str, today: &str| {
        let at = Moment { today: day(today), ..at() };
        let allowed = actor("owner").may::<can::AskExtension, _>(issue).unwrap();
        allowed.ask_extension(wish(until), &rules(), at).map(drop)
    };
    let plain = || issue(Code::Rectifying, Severity::Medium);
    assert_eq!(ask(plain(), "2027-01-08", "2026-12-18"), Ok(()), "on its last day");
    assert_eq!(ask(plain(), "2027-01-08", "2026-12-19"), Err(Refused::TooLate));
    assert_eq!(ask(plain(), "2026-12-18", "2026-12-01"), Err(Refused::NotLater));
    assert_eq!(ask(plain(), "2027-01-09", "2026-12-01"), Err(Refused::DayOff), "a Saturday");
    let pending = asked(plain(), Ask::Risk, "2027-03-01");
    assert_eq!(ask(pending, "2027-01-08", "2026-12-01"), Err(Refused::Pending));
}

#[test]
fn a_setting_can_demand_the_unit_above_as_verifier_for_everything_but_not_at_the_root() {
    let above = Rules { verified_above: true, ..rules() };
    let verify = |who: &str, place: &str, severity, rules: &Rules| {
        let issue = Issue { place: unit(place), ..issue(Code::Reviewing, severity) };
        let mut by = actor(who);
        if place == "1/" {
            by.place = unit("1/");
        }
        issue.may_verify(&by, rules)
    };
    for severity in [Severity::Medium, Severity::Low] {
        assert_eq!(verify("reviewer", UNIT, severity, &rules()), Ok(()));
        assert_eq!(verify("reviewer", UNIT, severity, &above), Err(Refused::AllFromAbove));
        assert_eq!(verify("officer-2", UNIT, severity, &above), Err(Refused::AllFromAbove));
        assert_eq!(verify("reviewer^", UNIT, severity, &above), Ok(()));
        assert_eq!(verify("reviewer", "1/", severity, &above), Ok(()));
    }
    assert_eq!(verify("reviewer", UNIT, Severity::High, &above), Err(Refused::FromAbove));
}

#[test]
fn a_deadline_is_extended_as_often_as_is_set_and_no_more() {
    let ask = |extensions, most| {
        let rules = Rules { extensions: most, ..rules() };
        let issue = Issue { extensions, ..issue(Code::Rectifying, Severity::Medium) };
        let allowed = actor("owner").may::<can::AskExtension, _>(issue).unwrap();
        allowed.ask_extension(wish("2027-01-08"), &rules, at()).map(drop)
    };
    assert_eq!((ask(0, 2), ask(1, 2), ask(2, 3)), (Ok(()), Ok(()), Ok(())));
    assert_eq!(ask(2, 2), Err(Refused::ExtendedEnough(2)));
    assert_eq!(ask(3, 2), Err(Refused::ExtendedEnough(2)), "extended before it was set");
    assert_eq!(ask(0, 0), Err(Refused::ExtendedEnough(0)));
}

#[test]
fn one_extension_has_at_most_so_many_working_days_when_asked_for_and_when_granted() {
    let days = |n, off: &[&str]| {
        let calendar = Calendar::shipped().with_own_days_off(off.iter().map(|d| day(d)));
        Rules { extension_days: n, ..Rules::usual(calendar) }
    };
    let ask = |severity, until: &str, rules: &Rules| {
        let allowed = actor("owner").may::<can::AskExtension, _>(issue(Code::Rectifying, severity)).unwrap();
        allowed.ask_extension(wish(until), rules, at()).map(drop)
    };
    let three = days(3, &[]);
    assert_eq!(ask(Severity::Medium, "2026-12-23", &three), Ok(()), "Monday to Wednesday");
    let no = Err(Refused::TooFar(3, day("2026-12-23")));
    assert_eq!(ask(Severity::Medium, "2026-12-24", &three), no);
    // Days off of the unit lengthen it, but not where the issue is critical.
    let off = days(3, &["2026-12-22"]);
    assert_eq!(ask(Severity::Medium, "2026-12-24", &off), Ok(()));
    assert_eq!(ask(Severity::Critical, "2026-12-24", &off), no);
    assert_eq!(ask(Severity::Medium, "2026-12-22", &off), Err(Refused::DayOff));
    assert_eq!(ask(Severity::Critical, "2026-12-22", &off), Ok(()));
    let grant = |until: Option<&str>| {
        let asked = asked(issue(Code::Rectifying, Severity::Medium), Ask::Extension, "2027-01-08");
        let allowed = actor("leader").may::<can::DecideIssue, _>(asked).unwrap();
        allowed.approve(until.map(day), String::new(), &three, at()).map(|c| c.issue.deadline.due())
    };
    assert_eq!(grant(None), Err(Refused::TooFar(3, day("2026-12-23"))), "set since it was asked for");
    assert_eq!(grant(Some("2026-12-23")).unwrap(), day("2026-12-23"));
}

#[test]
fn an_extension_may_be_granted_shorter_but_never_longer_and_keeps_the_first_deadline() {
    let grant = |until: &str| {
        let issue = asked(issue(Code::Rectifying, Severity::Medium), Ask::Extension, "2027-01-08");
        let allowed = actor("leader").may::<can::DecideIssue, _>(issue).unwrap();
        allowed.approve(Some(day(until)), String::new(), &rules(), at()).map(|c| c.issue)
    };
    let shorter = grant("2026-12-31").unwrap();
    assert_eq!((shorter.deadline.due(), shorter.first_due), (day("2026-12-31"), day("2026-12-18")));
    assert_eq!((shorter.extensions, shorter.pending), (1, None));
    assert_eq!(grant("2027-01-11").unwrap_err(), Refused::MoreThanAsked);
    assert_eq!(grant("2026-12-18").unwrap_err(), Refused::NotLater);
}

#[test]
fn a_risk_is_registered_for_a_year_at_most_and_its_time_ends_by_the_clock_alone() {
    let ask = |until: &str| {
        let allowed = actor("owner").may::<can::AskRisk, _>(issue(Code::Awaiting, Severity::Medium)).unwrap();
        allowed.ask_risk(wish(until), at()).map(drop)
    };
    assert_eq!(ask("2026-11-23"), Err(Refused::BadExpiry), "today");
    assert_eq!((ask("2026-11-24"), ask("2027-11-23")), (Ok(()), Ok(())));
    assert_eq!(ask("2027-11-24"), Err(Refused::BadExpiry), "366 days");

    let wished = asked(issue(Code::Rectifying, Severity::Medium), Ask::Risk, "2027-03-01");
    let allowed = actor("leader").may::<can::DecideIssue, _>(wished).unwrap();
    let held = allowed.approve(None, String::new(), &rules(), at()).unwrap().issue;
    assert_eq!(held.state, State::Registered(day("2027-03-01")));
    assert_eq!(
        held.deadline.due(),
        Deadline::issue(day("2027-03-01"), 20, &Calendar::shipped(), Severity::Medium).due()
    );
    assert_eq!(held.clone().on_day(day("2027-03-01")).state, held.state);
    assert_eq!(held.clone().on_day(day("2027-03-02")).state, State::Awaiting);
    assert!(held.clone().expire(day("2027-03-01")).is_none());
    let again = held.expire(day("2027-03-02")).unwrap();
    assert_eq!((again.issue.state.code(), again.event.kind), (Code::Awaiting, "issue.expire"));
}

#[test]
fn only_what_the_owner_has_to_do_is_overdue() {
    for code in Code::ALL {
        let late = issue(code, Severity::Medium).is_overdue(day("2026-12-19"));
        assert_eq!(late, matches!(code, Code::Awaiting | Code::Rectifying), "{code:?}");
        assert!(!issue(code, Severity::Medium).is_overdue(day("2026-12-18")));
    }
}
