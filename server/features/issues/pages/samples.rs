//! Every page with something to show, for tests and for looking at.
use super::{
    super::{
        deadline::Deadline,
        forms::{Act, Batch as RawBatch, Raw, RawIssue, Search},
        model::{
            Ask, Candidate, Change, Code, Deed, Issue, ItemRef, Names, Origin, Plan, Refused, Request, Stage,
            Start, State, Stays, Subject, SubjectKind, Submission, Verb, Wish,
        },
        store::{Around, Asked, Given, Line, Near, Said},
    },
    Batch, Can, Form, List, Show, papers, steps,
};
use crate::{
    access::{Frame, Place, Role, Section},
    audit::History,
    base::{
        form::{Errors, Fault},
        text::{Language, words},
    },
    features::{
        checklists::model::{Edition, Severity},
        evidence::Evidence,
        lists::{Listing, Saved, Tools, View},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
}

fn moment() -> DateTime<Utc> {
    day(12).and_hms_opt(2, 32, 0).unwrap_or_default().and_utc()
}

fn issue() -> Issue {
    let nil = Uuid::nil();
    let start = Start { by: nil.into(), at: moment(), on_behalf: false };
    let handed = Submission {
        by: nil.into(),
        at: moment(),
        measure: "iptables -A INPUT -p tcp --dport 3306 -s 10.20.30.0/28 -j ACCEPT".into(),
    };
    Issue {
        id: nil.into(),
        number: "WT-2026-000117".into(),
        place: Place { unit: nil.into(), path: "1/2/".into() },
        title: "TCP 3306 · 0.0.0.0/0".into(),
        description: "nmap 10.20.30.17 3306/tcp open mysql".into(),
        severity: Severity::High,
        state: State::Reviewing(start, handed),
        owner: nil.into(),
        raised_by: nil.into(),
        raised_at: moment(),
        opened_at: moment(),
        found_on: day(3),
        origin: Origin::Hand,
        main_item: "SYS-03".into(),
        checklist: "2019-13.2".into(),
        subject: Some(Subject { kind: SubjectKind::System, name: "OA".into(), system: None }),
        first_due: day(17),
        first_days: 10,
        deadline: Deadline::kept(day(17), 10, true),
        interim_due: Some(day(5)),
        interim: None,
        first_submitted: Some(moment()),
        submissions: 1,
        returns: 1,
        submitters: Vec::new(),
        proofs: 0,
        pending: None,
        plan: None,
        extensions: 0,
        repeats: Some(nil.into()),
        occurrence: 2,
        nudges: 0,
        nudged_on: None,
        supervised: false,
        version: 4,
        names: Names {
            unit: "渝中区示例第一小学".into(), owner: "李明".into(), raiser: "李明".into()
        },
    }
}

fn line(n: u32, state: &str, severity: &str) -> Line {
    Line {
        id: Uuid::from_u128(n.into()),
        number: format!("WT-2026-{n:06}"),
        title: "TCP 3389 · 0.0.0.0/0".into(),
        main_item: "SYS-11".into(),
        severity: severity.into(),
        state: state.into(),
        unit: "渝中区示例第一小学".into(),
        owner: "李明".into(),
        due: day(16 + n),
        subject: String::new(),
        found_on: day(n),
        interim_due: None,
        returns: 0,
        occurrence: if n == 3 { 2 } else { 1 },
        nudges: 0,
    }
}

fn show(language: Language, can: Can, act: Act) -> Show {
    let frame = Frame::sample(language, Role::Reviewer, Section::Issues);
    let zone = frame.zone;
    let items =
        ["SYS-03", "NET-11"].iter().filter_map(|c| Edition::built_in().item(c)).map(ItemRef::from).collect();
    Show {
        frame,
        issue: issue(),
        around: Around {
            earlier: "WT-2025-000042".into(),
            items,
            deadlines: vec![Given {
                why: "first".into(),
                deadline: Deadline::kept(day(17), 10, true),
                at: moment(),
            }],
        },
        evidence: vec![Evidence::sample()],
        comments: vec![Said {
            by: "李明".into(),
            role: Some(Role::Officer),
            at: moment(),
            body: "10.20.30.17: OK\n10.20.30.18: 3306/tcp open".into(),
            mentioned: vec!["李明".into()],
        }],
        papers: vec![papers::sample(1, Stage::Made)],
        asked: Vec::new(),
        steps: steps(&History::sample(), language, zone),
        can,
        act,
        me: Uuid::max().into(),
        people: vec![Near {
            who: Candidate { person: Uuid::nil().into(), name: "李明".into() },
            owns: true,
            sees: true,
        }],
        today: day(23),
        working_days: 4,
        soon: false,
        proposed_days: 10,
        latest: day(30),
    }
}

/// A batch at work: before anything is chosen, or with what would come of each issue.
fn batch(frame: Frame, verb: Verb, deed: Option<Deed>) -> Batch {
    let by = |state, severity, pending| Issue { state, severity, pending, ..issue() };
    let ask = Wish { reason: "x".into(), measure: "x".into(), until: day(30) };
    let nil = Uuid::nil();
    let pending = Request { id: nil.into(), ask: Ask::Extension, by: nil.into(), at: moment(), wish: ask };
    let issues = [
        by(State::Awaiting, Severity::High, None),
        by(State::Awaiting, Severity::Medium, Some(pending)),
        by(issue().state, Severity::Critical, None),
    ];
    let why = [None, Some(Refused::Pending), Some(Refused::NotNow(Code::Reviewing))];
    let line = |issue: Issue, why: Option<Refused>| {
        let done = Change::sample(issue.clone());
        let fate = why.map_or(Ok(done), |why| Err(Stays::Refused(why)));
        (issue, deed.is_some().then_some(fate))
    };
    Batch {
        frame,
        verb,
        lines: issues.into_iter().zip(why).map(|(issue, why)| line(issue, why)).collect(),
        deed: deed.clone(),
        picked: Vec::new(),
        owners: vec![(Uuid::from_u128(1).to_string(), "李明".into())],
        raw: RawBatch { back: "/issues".into(), until: "2026-11-30".into(), ..RawBatch::default() },
        errors: Errors::default(),
        many: false,
    }
}

/// A list with filters that its reader keeps.
fn kept() -> View {
    let saved = |name: &str, query: &str| Saved { name: name.into(), query: query.into() };
    let mut view = View::untouched(<super::super::Issues as Listing>::COLUMNS);
    view.filters = vec![saved("3389", "severity=high"), saved("SMB 445", "state=overdue&severity=critical")];
    view
}

/// All pages.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn askama::DynTemplate>)> {
    let frame = || Frame::sample(language, Role::Officer, Section::Issues);
    let list = |lines, next: Option<String>| List {
        frame: frame(),
        search: Search::default(),
        lines,
        units: vec![
            (Uuid::nil().to_string(), "渝中区主管部门（示例）".into()),
            (Uuid::max().to_string(), "示例小学".into()),
        ],
        previous: None,
        next,
        today: day(18),
        soon: day(22),
        raises: true,
        imports: true,
        batches: Verb::ALL.to_vec(),
        tools: Tools { path: "/issues", query: "severity=high".into(), view: kept() },
    };
    let form = |errors| Form {
        frame: frame(),
        raw: RawIssue::fresh(Uuid::nil().into(), day(23)),
        errors,
        units: vec![(Uuid::nil().to_string(), "渝中区示例第一小学".into())],
        candidates: Vec::new(),
        proposals: vec![(super::severity_text(Severity::High, words(language)), 10, "2026-12-07".into())],
        known: true,
    };
    let most = Can {
        assign: true,
        protect: true,
        verify: true,
        void: true,
        nudge: true,
        supervise: true,
        rate: true,
        prove: true,
        comment: true,
        ..Can::default()
    };
    let refused = Act { verb: "return", raw: Raw::default(), errors: Errors::one("reason", Fault::Required) };
    let wish = Wish {
        reason: "CVE-2026-31337: 2026-12".into(),
        measure: "iptables -A INPUT -s 10.20.30.0/28".into(),
        until: day(30),
    };
    let asked = |outcome: Option<&str>| Asked {
        ask: Ask::Extension,
        by: "李明".into(),
        at: moment(),
        reason: wish.reason.clone(),
        measure: wish.measure.clone(),
        until: wish.until,
        outcome: outcome.map(str::to_owned),
        decided_by: if outcome.is_some() { "李明".into() } else { String::new() },
        granted: outcome.map(|_| day(27)),
        remark: String::new(),
    };
    let deciding = |act| {
        let mut page = show(language, Can { decide: true, ..Can::default() }, act);
        let nil = Uuid::nil();
        let pending =
            Request { id: nil.into(), ask: Ask::Extension, by: nil.into(), at: moment(), wish: wish.clone() };
        let start = Start { by: nil.into(), at: moment(), on_behalf: false };
        page.issue.state = State::Rectifying(start);
        page.issue.pending = Some(pending);
        page.asked = vec![asked(None), asked(Some("shortened"))];
        page
    };
    let undecided =
        Act { verb: "decide", raw: Raw::default(), errors: Errors::one("outcome", Fault::NotAChoice) };
    let asking = Can { extend: true, register: true, ..Can::default() };
    let planning = |plan: Option<Plan>| {
        let mut page =
            show(language, Can { plan: true, tick: plan.is_some(), ..Can::default() }, Act::default());
        page.act.verb = "plan";
        page.act.raw = Raw::of_plan(plan.as_ref(), "李明");
        page.act.errors =
            if plan.is_none() { Errors::one("measure", Fault::Required) } else { Errors::default() };
        page.issue.plan = plan;
        page
    };
    let no_day = Act { verb: "extend", raw: Raw::default(), errors: Errors::one("until", Fault::Required) };
    let lines = vec![
        line(1, "awaiting", "critical"),
        line(3, "rectifying", "high"),
        line(9, "reviewing", "medium"),
        line(10, "closed", "low"),
    ];
    let wordless = Batch {
        errors: Errors::one("reason", Fault::Required),
        ..batch(frame(), Verb::Nudge, Some(Deed::Nudge))
    };
    let too_many = Batch { lines: Vec::new(), many: true, ..batch(frame(), Verb::Assign, None) };
    let mut all: Vec<(&'static str, Box<dyn askama::DynTemplate>)> = vec![
        ("issues/list", Box::new(list(lines, Some("/issues?after=1".into())))),
        ("issues/list, empty", Box::new(list(Vec::new(), None))),
        ("issues/show", Box::new(show(language, most, Act::default()))),
        ("issues/show, refused", Box::new(show(language, most, refused))),
        ("issues/show, without acts", Box::new(show(language, Can::default(), Act::default()))),
        ("issues/show, to decide", Box::new(deciding(Act::default()))),
        ("issues/show, undecided", Box::new(deciding(undecided))),
        ("issues/show, asking", Box::new(show(language, asking, no_day))),
        ("issues/show, planning", Box::new(planning(Some(Plan::sample(None))))),
        ("issues/show, planning refused", Box::new(planning(None))),
        ("issues/batch", Box::new(batch(frame(), Verb::Assign, None))),
        ("issues/batch, nudge", Box::new(batch(frame(), Verb::Nudge, Some(Deed::Nudge)))),
        ("issues/batch, extend", Box::new(batch(frame(), Verb::Extend, Some(Deed::Extend(day(30)))))),
        ("issues/batch, rate", Box::new(batch(frame(), Verb::Rate, Some(Deed::Rate(Severity::Low))))),
        ("issues/batch, refused", Box::new(wordless)),
        ("issues/batch, too many", Box::new(too_many)),
        ("issues/form", Box::new(form(Errors::default()))),
        ("issues/form, refused", Box::new(form(Errors::one("title", Fault::Required)))),
    ];
    all.extend(papers::samples(language));
    all
}
