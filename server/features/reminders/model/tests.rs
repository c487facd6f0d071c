//! The ladder over days that pass, stand still, and jump both ways.
use super::{ladder::offset, *};
use crate::{base::calendar::Calendar, features::checklists::model::Severity};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const USUAL: Ladder = Ladder { before: [3, 1], officer: 1, leader: 3, above: 7, again: 5 };

fn terms(ladder: Ladder) -> Terms {
    Terms { calendar: Calendar::shipped(), ladder }
}

fn case(date: &str, severity: Severity) -> Case {
    Case { about: About::Deadline, date: day(date), set_on: day("2026-01-04"), severity }
}

fn rungs(
    from: &str,
    days: usize,
    case: &Case,
    terms: &Terms,
    sent: Option<i32>,
) -> Vec<(String, i32, usize)> {
    let steps = ahead(day(from), days, case, terms, sent).into_iter();
    steps.map(|(day, s)| (day.format("%m-%d").to_string(), s.rung, s.told.len())).collect()
}

#[test]
fn three_and_one_day_before_on_the_day_after_one_three_seven_and_then_weekly() {
    // 11 September 2026 is a Friday; Sunday the 20th is worked, the 25th is off.
    let told = rungs("2026-09-01", 42, &case("2026-09-11", Severity::High), &terms(USUAL), None);
    let expected = [
        ("09-08", -3, 1),
        ("09-10", -1, 1),
        ("09-11", 0, 1),
        ("09-14", 1, 2),
        ("09-16", 3, 3),
        ("09-21", 7, 4),
        ("09-29", 12, 4),
        ("10-12", 17, 4),
    ];
    assert_eq!(told, expected.map(|(day, rung, n)| (day.to_owned(), rung, n)));
}

#[test]
fn owner_first_officer_next_the_leader_then_and_the_unit_above_last() {
    use Whom::{Above, Leader, Officer, Owner};
    assert_eq!(USUAL.told(0), [Owner]);
    assert_eq!(USUAL.told(1), [Owner, Officer]);
    assert_eq!(USUAL.told(3), [Owner, Officer, Leader]);
    assert_eq!(USUAL.told(12), [Owner, Officer, Leader, Above]);
    let hasty = Ladder { above: 1, ..USUAL };
    assert_eq!(hasty.told(1), [Owner, Officer, Above], "each from its own day on");
}

#[test]
fn a_grace_of_ten_days_with_the_worker_away_for_nine_still_goes_out_once_on_the_tenth() {
    let grace = Ladder { before: [0, 0], officer: 10, leader: 10, above: 10, again: 0 };
    let (case, terms) = (case("2026-11-02", Severity::Medium), terms(grace));
    let tenth = terms.calendar.add_working_days(case.date, 10);
    let first = step(tenth, &case, &terms, Some(0)).expect("the worker is back on the tenth day");
    assert_eq!((first.rung, first.told.len()), (10, 4));
    let later = ahead(tenth, 60, &case, &terms, Some(first.rung));
    assert_eq!(later, [], "and not again");
    // Nor is it lost when the worker comes back long after.
    let late = terms.calendar.add_working_days(case.date, 40);
    assert_eq!(step(late, &case, &terms, None).map(|s| s.rung), Some(10));
}

#[test]
fn a_worker_who_was_away_catches_up_with_one_reminder_to_everybody() {
    let (case, terms) = (case("2026-09-11", Severity::High), terms(USUAL));
    let back = step(day("2026-09-22"), &case, &terms, Some(-3)).unwrap();
    assert_eq!((back.rung, back.offset, back.told.len()), (7, 8, 4));
    assert_eq!(step(day("2026-09-22"), &case, &terms, Some(7)), None);
}

#[test]
fn what_lay_before_the_deadline_was_set_was_never_due() {
    let set = |on: &str| Case { set_on: day(on), ..case("2026-09-11", Severity::Critical) };
    let first = |case: &Case| rungs("2026-09-09", 3, case, &terms(USUAL), None)[0].1;
    assert_eq!(first(&set("2026-09-09")), -1, "found two days before: the third day before is no reminder");
    assert_eq!(first(&set("2026-09-10")), 0);
    assert_eq!(first(&set("2026-09-01")), -3, "but one that was missed is made up for");
}

#[test]
fn a_late_review_is_the_verifiers_and_comes_again_every_week() {
    let case = Case { about: About::Review, ..case("2026-11-09", Severity::High) };
    let told = ahead(day("2026-11-01"), 21, &case, &terms(USUAL), None);
    assert!(told.iter().all(|(_, s)| s.told == [Whom::Verifier]));
    let days: Vec<_> = told.iter().map(|(day, s)| (day.to_string(), s.rung)).collect();
    assert_eq!(days, [("2026-11-10".to_owned(), 1), ("2026-11-17".to_owned(), 6)]);
}

#[test]
fn a_registration_that_ends_is_told_before_and_on_its_last_day_and_never_after() {
    let case = Case { about: About::Registration, ..case("2026-11-11", Severity::Low) };
    let told = rungs("2026-11-01", 40, &case, &terms(USUAL), None);
    assert_eq!(told.iter().map(|t| t.1).collect::<Vec<_>>(), [-3, -1, 0]);
}

#[test]
fn a_paper_is_the_whole_units_matter_before_its_date_and_the_unit_aboves_when_it_is_late() {
    use Whom::{Above, Leader, Officer, Owner};
    let case = Case { about: About::Supervision, ..case("2026-09-11", Severity::High) };
    let told: Vec<_> = ahead(day("2026-09-01"), 22, &case, &terms(USUAL), None)
        .into_iter()
        .map(|(day, s)| (day.format("%m-%d").to_string(), s.told))
        .collect();
    let (unit, all) = (vec![Owner, Officer, Leader], vec![Owner, Officer, Leader, Above]);
    let days = ["09-08", "09-10", "09-11", "09-14", "09-16", "09-21"];
    let expected = days.map(|day| (day.to_owned(), if day > "09-11" { all.clone() } else { unit.clone() }));
    assert_eq!(told, expected);
}

#[test]
fn a_nudge_is_told_to_the_leader_once_in_the_next_digest() {
    let nudge =
        |on: &str| Case { about: About::Nudge, set_on: day(on) - Days::new(1), ..case(on, Severity::High) };
    let told = |on: &str| ahead(day(on), 14, &nudge(on), &terms(USUAL), None);
    let [(on, step)] = &told("2026-09-11")[..] else { panic!("once") };
    assert_eq!((*on, step.told.as_slice()), (day("2026-09-11"), &[Whom::Leader][..]));
    assert_eq!(told("2026-09-12")[0].0, day("2026-09-14"), "nudged on a Saturday: on Monday");
}

#[test]
fn on_a_day_off_only_what_is_critical_and_overdue_goes_out() {
    let saturday = day("2026-11-14");
    let due = |severity| step(saturday, &case("2026-11-13", severity), &terms(USUAL), None).map(|s| s.rung);
    assert_eq!(due(Severity::High), None);
    assert_eq!(due(Severity::Critical), Some(1));
    let not_yet = step(saturday, &case("2026-11-16", Severity::Critical), &terms(USUAL), None);
    assert_eq!(not_yet, None, "due on Monday is not urgent on Saturday");
}

#[test]
fn the_units_own_vacation_holds_back_everything_but_what_is_critical() {
    let summer = day("2026-07-06").iter_days().take(50);
    let school = Terms { calendar: Calendar::shipped().with_own_days_off(summer), ladder: USUAL };
    let told = |severity| {
        let case = Case { set_on: day("2026-06-01"), ..case("2026-07-03", severity) };
        ahead(day("2026-07-04"), 40, &case, &school, Some(0)).len()
    };
    assert_eq!((told(Severity::High), told(Severity::Critical)), (0, 7));
}

fn date() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        // Around new year, the leap day, make-up days, and years without imported holidays.
        (0_u64..90).prop_map(|n| day("2025-11-25") + Days::new(n)),
        (0_u64..60).prop_map(|n| day("2028-02-01") + Days::new(n)),
        (0_u64..1_500).prop_map(|n| day("2024-06-01") + Days::new(n)),
    ]
}

fn ladder() -> impl Strategy<Value = Ladder> {
    ([0_i32..21, 0_i32..21], 1_i32..40, 1_i32..40, 1_i32..40, 0_i32..30)
        .prop_map(|(before, officer, leader, above, again)| Ladder { before, officer, leader, above, again })
}

fn severity() -> impl Strategy<Value = Severity> {
    proptest::sample::select(Severity::ALL.to_vec())
}

fn about() -> impl Strategy<Value = About> {
    proptest::sample::select(About::ALL.to_vec())
}

proptest! {
    #[test]
    fn nothing_goes_out_twice_however_the_clock_jumps(
        (date, severity, about, ladder) in (date(), severity(), about(), ladder()),
        days in proptest::collection::vec(-60_i64..200, 1..60),
    ) {
        let terms = terms(ladder);
        let case = Case { about, date, set_on: date - Days::new(70), severity };
        let mut sent = Vec::new();
        for n in days {
            let today = date + chrono::Duration::days(n);
            if let Some(s) = step(today, &case, &terms, sent.iter().max().copied()) {
                prop_assert!(!sent.contains(&s.rung));
                sent.push(s.rung);
            }
        }
        prop_assert!(sent.is_sorted());
    }

    #[test]
    fn a_gap_of_any_length_ends_with_one_reminder_that_misses_nobody(
        (date, severity, ladder) in (date(), severity(), ladder()),
        (from, gap) in (0_u64..60, 1_u64..90),
    ) {
        let terms = terms(ladder);
        let case = Case { about: About::Deadline, date, set_on: date - Days::new(70), severity };
        let start = date - Days::new(30);
        let before: Vec<_> = ahead(start, usize::try_from(from).unwrap(), &case, &terms, None);
        let sent = before.last().map(|(_, s)| s.rung);
        let back = start + Days::new(from + gap);
        // Everybody who would have been told day by day is told by the one that makes up for it.
        let missed = ahead(start + Days::new(from), usize::try_from(gap).unwrap(), &case, &terms, sent);
        let now = ahead(back, 30, &case, &terms, sent);
        if let Some((_, last)) = missed.last() {
            let told = now.iter().flat_map(|(_, s)| s.told.clone()).collect::<Vec<_>>();
            prop_assert!(last.told.iter().all(|whom| told.contains(whom)), "{:?} of {:?}", told, last.told);
        }
        let first = now.first().map_or(back, |(day, _)| *day);
        prop_assert_eq!(now.iter().filter(|(day, _)| *day == first).count(), usize::from(!now.is_empty()));
    }

    #[test]
    fn a_day_off_brings_nothing_unless_it_is_urgent(
        (date, severity, about, ladder) in (date(), severity(), about(), ladder()),
        n in -40_i64..120,
    ) {
        let terms = terms(ladder);
        let (today, case) =
            (date + chrono::Duration::days(n), Case { about, date, set_on: date - Days::new(70), severity });
        let urgent = severity == Severity::Critical && about == About::Deadline && today > date;
        if !terms.calendar.is_working(today) && !urgent {
            prop_assert_eq!(step(today, &case, &terms, None), None);
        }
    }

    #[test]
    fn an_offset_counts_up_by_one_at_most_from_day_to_day((date, n, severity) in (date(), -60_i64..200, severity())) {
        let at = |n: i64| offset(date + chrono::Duration::days(n), date, &Calendar::shipped(), severity);
        let (one, next) = (at(n), at(n + 1));
        prop_assert!(one <= next && next - one <= 1, "{one} {next}");
    }
}
