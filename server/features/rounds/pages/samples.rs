//! Every page with something to show, for tests and for looking at.
use super::super::{
    forms::{RawRound, Search},
    model::{
        Asked, Asking, Column, Course, Facts, HostGroup, Inspection, Occasion, Parties, Plan, Profile,
        Refused, Round, Source, Subject, Subjects, System, SystemStatus,
    },
    store::{Beside, Board, Counts, Head, Kept, Line, RoundLine, UnitLine},
};
use super::{HandIn, Inspections, List, Look, New, RestAgain, Rights, SheetPage, Show, sheet::Items};
use crate::{
    access::{Frame, Place, Role, Section},
    audit::History,
    base::{
        calendar::{Calendar, Zone},
        db::Moment,
        form::{Errors, Fault},
        page::Part,
        text::Language,
    },
    features::checklists::model::{Answer, Code, Edition, Every, GroupKind},
};
use askama::{DynTemplate, Template};
use chrono::{DateTime, NaiveDate, Utc};
use std::sync::Arc;
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    "2026-11-23T02:32:00Z".parse().unwrap_or_default()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default()
}

fn round() -> Round {
    Round {
        id: Uuid::nil().into(),
        number: "ZC-2026-0001".into(),
        place: Place { unit: Uuid::nil().into(), path: "1/".into() },
        facts: Facts {
            title: "2026年第四季度网络安全自查".into(),
            checklist: Uuid::nil().into(),
            every: Every::Quarter,
            starts_on: day(),
            due_on: day(),
            needs_sign_off: true,
            events: [Occasion::Alert].into(),
        },
        opened_by: Uuid::nil().into(),
        opened_at: now(),
    }
}

fn head() -> Head {
    let inspection = Inspection {
        id: Uuid::nil().into(),
        round: Uuid::nil().into(),
        place: Place { unit: Uuid::nil().into(), path: "1/2/".into() },
        submissions: 0,
        course: Course::open(day(), true),
        events: None,
    };
    Head {
        inspection,
        round: round(),
        unit_name: "渝中区示例第一小学".into(),
        parties: Parties { security: "李明".into(), ..Parties::default() },
        closed: false,
        counted: None,
        provides: false,
    }
}

fn subjects() -> Subjects {
    let column = |n: u128, name: &str| Column { id: Uuid::from_u128(n).into(), name: name.into() };
    Subjects {
        systems: vec![System {
            id: Uuid::from_u128(1).into(),
            name: "教务系统".into(),
            status: SystemStatus::InUse,
            important: true,
            above: None,
            added_later: true,
        }],
        zones: vec![column(2, "办公网"), column(3, "教学网")],
        host_groups: vec![HostGroup {
            id: Uuid::from_u128(4).into(),
            name: "办公终端".into(),
            kind: GroupKind::OfficeTerminal,
        }],
        media: vec![],
    }
}

fn kept(code: Code, subject: Subject, result: Answer, note: &str) -> Kept {
    Kept {
        id: Uuid::nil().into(),
        code,
        subject,
        result,
        note: note.into(),
        boxes: Vec::new(),
        on_the_spot: false,
        source: Source::Person,
        by: "李明".into(),
        at: now(),
        version: 1,
        files: Vec::new(),
    }
}

fn on(kept: Vec<Kept>) -> Board {
    let edition = Arc::new(Edition::built_in().clone());
    Board::sample(edition, Asking::period(Every::Quarter), Profile::default(), subjects(), kept)
}

/// A sheet that has been begun.
fn board() -> Board {
    let zone = |n: u128, result| {
        Some(kept("NET-02".parse().ok()?, Subject::Zone(Uuid::from_u128(n).into()), result, "未限制来源地址"))
    };
    on([zone(2, Answer::Fail), zone(3, Answer::Pass)].into_iter().flatten().collect())
}

/// The same filled in: one fault, one answer that does not apply, the rest conforms.
fn filled(plan: &Plan<'_>) -> Board {
    let mut cells: Vec<Kept> = plan
        .cells()
        .filter(|(_, cell)| matches!(cell.asked, Asked::Person | Asked::Portal))
        .map(|(item, cell)| kept(item.code.clone(), cell.subject, Answer::Pass, ""))
        .collect();
    for (code, result, note) in [("NET-02", Answer::Fail, "未限制来源地址"), ("SYS-03", Answer::Na, "")]
    {
        if let Some(one) = cells.iter_mut().find(|k| k.code.as_str() == code) {
            (one.result, one.note) = (result, note.into());
        }
    }
    on(cells)
}

fn rendered(page: &impl Template) -> Box<dyn DynTemplate> {
    #[derive(Template)]
    #[template(source = "{{ page }}", ext = "html")]
    struct Done {
        page: Part,
    }
    Part::of(page)
        .map(|page| -> Box<dyn DynTemplate> { Box::new(Done { page }) })
        .unwrap_or_else(|e| panic!("{e}"))
}

/// An item of a sheet as its officer sees it, with a fault and its proposed issue.
///
/// # Errors
/// A template that cannot be rendered.
pub fn sample_item(language: Language) -> askama::Result<Part> {
    let (head, board, beside, calendar) = (head(), board(), Beside::default(), Calendar::shipped());
    let plan = board.plan();
    let sheet = board.sheet(&plan);
    let at = Moment { now: now(), today: day(), zone: Zone::default() };
    let rights = Rights { fill: true, ..Rights::default() };
    let (board, beside, sheet, calendar) = (&board, &beside, &sheet, &calendar);
    let look = Look { language, board, beside, sheet, records: None, rights, at, calendar, sent: None };
    let frame = Frame::sample(language, Role::Officer, Section::Inspections);
    let page = SheetPage::new(frame, &head, look, History::default());
    let rows = page.layers.into_iter().flat_map(|layer| layer.rows);
    let rows = rows.filter(|row| row.item.code() == "NET-02").collect();
    Part::of(&Items { frame: page.frame, path: page.path, rights, rows })
}

/// Every page with something to show, for tests and for looking at.
pub fn samples(language: Language) -> Vec<(&'static str, Box<dyn DynTemplate>)> {
    let frame = |role, section| Frame::sample(language, role, section);
    let rounds = |lines: Vec<RoundLine>| List {
        frame: frame(Role::Supervisor, Section::Rounds),
        lines,
        next: None,
        opens: true,
    };
    let new = |errors| New {
        frame: frame(Role::Supervisor, Section::Rounds),
        raw: RawRound::default(),
        errors,
        units: vec![(Uuid::nil().to_string(), "渝中区主管部门（示例）".into())],
        checklists: Vec::new(),
    };
    let unit = UnitLine {
        id: Uuid::nil().into(),
        name: "渝中区示例第一小学".into(),
        path: "1/2/".into(),
        sort_key: String::new(),
        state: "open".into(),
        excused: false,
        started: true,
        late: None,
        submitted_at: None,
        cells: 148,
        cells_done: 61,
        pass: 55,
        applies: 148,
        below: 1,
        below_submitted: 0,
    };
    let counts = |pending| Counts { units: 1, open: 1, pending, pass: 55, applies: 148, ..Counts::default() };
    let show = |lines: Vec<UnitLine>, pending| Show {
        frame: frame(Role::Supervisor, Section::Rounds),
        round: round(),
        version: "2019-13.2".into(),
        counts: counts(pending),
        lines,
        next: None,
        search: Search::default(),
        base: 1,
    };
    let line = Line {
        id: Uuid::nil().into(),
        number: "ZC-2026-0001".into(),
        title: "2026年第四季度网络安全自查".into(),
        unit_name: "渝中区示例第一小学".into(),
        state: "open".into(),
        excused: false,
        due_on: day(),
        late: None,
        cells: 148,
        cells_done: 61,
        faults: 1,
        submitted_at: None,
    };
    let inspections = |lines| Inspections {
        frame: frame(Role::Officer, Section::Inspections),
        lines,
        next: None,
        search: Search::default(),
        today: day(),
    };
    let (head, board, beside, calendar) = (head(), board(), Beside::default(), Calendar::shipped());
    let plan = board.plan();
    let sheet = board.sheet(&plan);
    let at = Moment { now: now(), today: day(), zone: Zone::default() };
    let look = |rights| Look {
        language,
        board: &board,
        beside: &beside,
        sheet: &sheet,
        records: None,
        rights,
        at,
        calendar: &calendar,
        sent: None,
    };
    let fill = Rights { fill: true, ..Rights::default() };
    let review = Rights { review: true, ..Rights::default() };
    let officer = || frame(Role::Officer, Section::Inspections);
    let page = |look| SheetPage::new(officer(), &head, look, History::default());
    let filled = filled(&plan);
    let filled_plan = filled.plan();
    let filled_sheet = filled.sheet(&filled_plan);
    let under_review = Look { board: &filled, sheet: &filled_sheet, ..look(review) };
    let hand_in =
        HandIn::new(officer(), &head, look(fill), Some((Default::default(), Some(Refused::NoReason))));
    let one = RoundLine { round: round(), units: 42, submitted: 29, pending: 0 };
    let opening = RoundLine { submitted: 0, pending: 9_958, ..one.clone() };
    vec![
        ("rounds/list", Box::new(rounds(vec![opening, one]))),
        ("rounds/list, empty", Box::new(rounds(Vec::new()))),
        ("rounds/new", Box::new(new(Errors::default()))),
        ("rounds/new, refused", Box::new(new(Errors::one("title", Fault::Required)))),
        ("rounds/show", Box::new(show(vec![unit.clone()], 0))),
        ("rounds/show, being handed out", Box::new(show(vec![unit], 9_999))),
        ("rounds/show, empty", Box::new(show(Vec::new(), 0))),
        ("rounds/inspections", Box::new(inspections(vec![line]))),
        ("rounds/inspections, empty", Box::new(inspections(Vec::new()))),
        ("rounds/sheet, being filled in", rendered(&page(look(fill)))),
        ("rounds/sheet, under review", rendered(&page(under_review))),
        ("rounds/hand_in", rendered(&hand_in)),
        ("rounds/rest_again", rendered(&RestAgain::new(officer(), &head, "layer:network", 12, 11))),
    ]
}
