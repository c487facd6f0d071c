//! What is asked of the school of the time budget.

use super::super::{subjects::Subject, workload::school};
use super::*;

fn plan<'a>(every: Every, profile: &Profile, subjects: &'a Subjects) -> Plan<'a> {
    Plan::new(Edition::built_in(), &Asking::period(every), profile, subjects)
}

fn cell<'p>(plan: &'p Plan, code: &str, subject: Subject) -> &'p Cell<'p> {
    plan.cells().find(|(item, cell)| item.code.as_str() == code && cell.subject == subject).unwrap().1
}

#[test]
fn a_round_asks_its_own_period_and_all_shorter_ones() {
    let subjects = school();
    for (every, rows) in [(Every::Month, 5), (Every::Quarter, 40), (Every::HalfYear, 75), (Every::Year, 92)] {
        assert_eq!(plan(every, &Profile::default(), &subjects).rows().len(), rows, "{every}");
    }
}

#[test]
fn an_event_makes_its_items_due_and_no_others() {
    let subjects = school();
    let happened = ["EMG-01", "GOV-03"].map(|code| code.parse().unwrap()).into();
    let asking = Asking { every: Every::Month, happened };
    let plan = Plan::new(Edition::built_in(), &asking, &Profile::default(), &subjects);
    let codes: Vec<_> = plan.rows().iter().map(|row| row.item.code.as_str()).collect();
    assert_eq!(codes, ["NET-02", "NET-11", "SYS-18", "HST-06", "BAK-03", "EMG-01"], "GOV-03 has no event");
    let marked: Vec<_> =
        plan.rows().iter().filter(|row| row.on_event).map(|row| row.item.code.as_str()).collect();
    assert_eq!(marked, ["EMG-01"], "SYS-18 is due every month anyway");
}

#[test]
fn the_profile_makes_items_not_applicable_once() {
    let subjects = school();
    let profile = Profile::new([NaFlag::NoOwnSystems, NaFlag::NoMachineRoom]);
    let plan = plan(Every::Year, &profile, &subjects);
    let excused: Vec<_> = plan
        .rows()
        .iter()
        .filter(|row| matches!(row.cells[..], [Cell { asked: Asked::Nobody(Why::Profile(_)), .. }]))
        .collect();
    assert_eq!(excused.len(), 23);
    assert!(excused.iter().all(|row| row.cells[0].subject == Subject::Unit && !row.asks_a_person()));
    assert!(!plan.no_important_system(), "there is no system to mark");
}

#[test]
fn systems_are_asked_by_what_they_are() {
    let mut subjects = school();
    subjects.systems[1].status = SystemStatus::Suspended;
    subjects.systems[7].status = SystemStatus::Retired;
    subjects.systems[2].added_later = true;
    let plan = plan(Every::Quarter, &Profile::default(), &subjects);
    let asked = |code, n: usize| cell(&plan, code, Subject::System(subjects.systems[n].id)).asked;
    assert_eq!(asked("SYS-02", 0), Asked::Person);
    assert_eq!(asked("SYS-02", 1), Asked::Person, "suspended systems are subjects");
    assert_eq!(asked("SYS-02", 7), Asked::Nobody(Why::Retired));
    assert_eq!(asked("BAK-01", 0), Asked::Person);
    assert_eq!(asked("BAK-01", 3), Asked::Nobody(Why::NotImportant));
    assert_eq!(asked("SYS-02", 6), Asked::Above, "provided from above");
    assert_eq!((asked("BAK-01", 2), asked("BAK-03", 2)), (Asked::Above, Asked::Above));
    assert!(cell(&plan, "SYS-02", Subject::System(subjects.systems[2].id)).supplementary);
}

#[test]
fn what_the_provider_is_not_asked_the_officer_answers_herself() {
    let mut subjects = school();
    subjects.systems[2].above.as_mut().unwrap().whole = false;
    let plan = plan(Every::Quarter, &Profile::default(), &subjects);
    let asked = |code| cell(&plan, code, Subject::System(subjects.systems[2].id)).asked;
    assert_eq!((asked("SYS-02"), asked("BAK-01")), (Asked::Above, Asked::Person), "not important there");
}

#[test]
fn items_about_terminals_do_not_ask_about_servers() {
    let subjects = school();
    let plan = plan(Every::HalfYear, &Profile::default(), &subjects);
    let asked = |code, n: usize| cell(&plan, code, Subject::Hosts(subjects.host_groups[n].id)).asked;
    assert_eq!(asked("MGT-09", 0), Asked::Nobody(Why::OtherHosts));
    assert_eq!(
        (asked("MGT-09", 1), asked("MGT-09", 2), asked("HST-01", 0)),
        (Asked::Person, Asked::Person, Asked::Person)
    );
}

#[test]
fn rows_without_subject_are_blind_spots() {
    let nothing = Subjects::default();
    let plan = plan(Every::Month, &Profile::default(), &nothing);
    assert_eq!(plan.blind().count(), 5, "every monthly item is asked of zones, hosts or systems");
    assert_eq!(plan.cells().count(), 0);
}

#[test]
fn a_unit_without_important_system_is_told_so() {
    let mut subjects = school();
    assert!(!plan(Every::Quarter, &Profile::default(), &subjects).no_important_system());
    subjects.systems.iter_mut().for_each(|system| system.important = false);
    assert!(plan(Every::Quarter, &Profile::default(), &subjects).no_important_system());
}

#[test]
fn computed_rows_stand_apart_from_the_layers() {
    let subjects = school();
    let plan = plan(Every::Year, &Profile::default(), &subjects);
    let seen: usize = plan.by_layer().iter().map(|(_, rows)| rows.len()).sum();
    assert_eq!((seen, plan.computed().count(), plan.readiness().count()), (82, 10, 6));
    assert!(plan.computed().all(|row| row.cells.iter().all(|cell| cell.asked == Asked::Portal)));
}
