//! The school of the time budget: how many rows and cells its rounds ask, and how long that takes a practised officer.

use super::{
    plan::{Asked, Asking, Plan},
    sheet::Sheet,
    subjects::{Above, Column, HostGroup, Profile, Subjects, System, SystemStatus},
};
use crate::features::checklists::model::{Edition, Every, GroupKind};
use uuid::Uuid;

pub(super) fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// 8 systems (the first three important, the third and the seventh provided from above), 5 zones, 3 host groups and one register of media.
pub(super) fn school() -> Subjects {
    let column =
        |base: u128| move |(n, name): (u128, &str)| Column { id: uuid(base + n).into(), name: name.into() };
    let named = |names: &'static [&'static str]| (0_u128..).zip(names.iter().copied());
    let system = |(n, name): (u128, &str)| System {
        id: uuid(100 + n).into(),
        name: name.into(),
        status: SystemStatus::InUse,
        important: n < 3,
        above: [2, 6].contains(&n).then(|| Above { unit: "教委".into(), whole: true }),
        added_later: false,
    };
    let group = |(n, kind): (u128, &GroupKind)| HostGroup {
        id: uuid(300 + n).into(),
        name: kind.to_string(),
        kind: *kind,
    };
    Subjects {
        systems: named(&["教务", "门户网站", "统一认证", "图书", "一卡通", "邮件", "办公", "监控"])
            .map(system)
            .collect(),
        zones: named(&["出口", "服务器区", "办公区", "教学区", "监控区"]).map(column(200)).collect(),
        host_groups: (0_u128..).zip(GroupKind::ALL).map(group).collect(),
        media: named(&["移动存储介质台账"]).map(column(400)).collect(),
    }
}

/// Seconds that a practised officer needs, the evidence being at hand. "Unchanged, evidence still valid" would be quicker
/// still and is left out.
mod seconds {
    /// Reading the title and the sentence of what conforms.
    pub(super) const READ_ROW: usize = 20;
    /// One tap that is saved at once: "all conform" of a row.
    pub(super) const TAP: usize = 2;
    /// One way ticked where an item can be met in several; the answer itself is another tap.
    pub(super) const TICK: usize = TAP + TAP;
    /// Calling to mind how one column stands.
    pub(super) const LOOK_AT_CELL: usize = 4;
    /// A cell that does not conform: answer, a line of text, a photo, the proposed issue confirmed.
    pub(super) const EXCEPTION: usize = 60;
    /// Reading and confirming the block of computed rows.
    pub(super) const COMPUTED_BLOCK: usize = 120;
    /// Looking through the whole and sending it to be signed off.
    pub(super) const SUBMIT: usize = 120;
}

/// One cell in so many does not conform.
const EXCEPTION_IN: usize = 20;

/// What a round asks, and how long it takes.
#[derive(Debug, PartialEq)]
struct Workload {
    rows: usize,
    asked_rows: usize,
    cells: usize,
    asked_cells: usize,
    computed: usize,
    inherited: usize,
    not_applicable: usize,
    minutes: usize,
    /// So many exceptions in all would still fit into the budget.
    exceptions_that_fit: usize,
}

fn workload(every: Every, subjects: &Subjects, budget_minutes: usize) -> Workload {
    let asking = Asking::period(every);
    let plan = Plan::new(Edition::built_in(), &asking, &Profile::default(), subjects);
    let progress = Sheet::new(&plan, []).unwrap().progress();
    let count = |wanted: fn(Asked) -> bool| plan.cells().filter(|(_, cell)| wanted(cell.asked)).count();
    let by_ways = plan.rows().iter().filter(|row| !row.item.boxes.is_empty());
    let ticked = by_ways.flat_map(|row| &row.cells).filter(|cell| cell.asked == Asked::Person).count();
    let smooth = progress.rows * (seconds::READ_ROW + seconds::TAP)
        + progress.cells * seconds::LOOK_AT_CELL
        + ticked * seconds::TICK
        + seconds::COMPUTED_BLOCK
        + seconds::SUBMIT;
    let exceptions = progress.cells.div_ceil(EXCEPTION_IN) * seconds::EXCEPTION;
    Workload {
        rows: plan.rows().len(),
        asked_rows: progress.rows,
        cells: plan.cells().count(),
        asked_cells: progress.cells,
        computed: count(|asked| asked == Asked::Portal),
        inherited: count(|asked| asked == Asked::Above),
        not_applicable: count(|asked| matches!(asked, Asked::Nobody(_))),
        minutes: (smooth + exceptions).div_ceil(60),
        exceptions_that_fit: (budget_minutes * 60).saturating_sub(smooth) / seconds::EXCEPTION,
    }
}

#[test]
fn a_school_finishes_a_quarterly_round_in_45_minutes_and_a_yearly_one_in_75() {
    let mut nothing_provided = school();
    nothing_provided.systems.iter_mut().for_each(|system| system.above = None);
    for (name, subjects) in
        [("all systems its own", &nothing_provided), ("two provided from above", &school())]
    {
        let quarterly = workload(Every::Quarter, subjects, 45);
        let yearly = workload(Every::Year, subjects, 75);
        eprintln!("{name}\n  quarterly {quarterly:?}\n  yearly    {yearly:?}");
        assert!(quarterly.minutes <= 45 && yearly.minutes <= 75);
        assert_eq!((quarterly.rows, quarterly.asked_rows, quarterly.cells), (40, 31, 146));
        assert_eq!((yearly.rows, yearly.asked_rows, yearly.cells), (92, 82, 294));
        let asked_or_inherited = [&quarterly, &yearly].map(|load| load.asked_cells + load.inherited);
        assert_eq!(asked_or_inherited, [117, 251]);
    }
}
