//! What holds for every date and every number of days: imported and unknown years, year ends, leap days, own days off.

use super::*;
use proptest::prelude::*;

/// Dates around the imported years, with unknown ones on both sides and two leap days (2024, 2028).
fn date() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2023, 12, 1).unwrap();
    prop_oneof![
        (0_u64..1_900).prop_map(move |n| first + chrono::Days::new(n)),
        (2023_i32..2030).prop_map(|year| NaiveDate::from_ymd_opt(year, 12, 31).unwrap()),
        prop_oneof![Just(2024), Just(2028)].prop_map(|year| NaiveDate::from_ymd_opt(year, 2, 29).unwrap()),
    ]
}

/// With and without a vacation of up to two months.
fn calendar() -> impl Strategy<Value = Calendar> {
    (date(), 0_usize..60)
        .prop_map(|(from, n)| Calendar::shipped().with_own_days_off(from.iter_days().take(n)))
}

proptest! {
    #[test]
    fn it_lands_on_a_working_day_after_the_start(calendar in calendar(), from in date(), n in 1_u32..120) {
        let to = calendar.add_working_days(from, n);
        prop_assert!(to > from && calendar.is_working(to));
    }

    #[test]
    fn a_later_start_and_more_days_never_end_earlier(calendar in calendar(), a in date(), b in date(), n in 0_u32..120) {
        let (early, late) = (a.min(b), a.max(b));
        prop_assert!(calendar.add_working_days(early, n) <= calendar.add_working_days(late, n));
        prop_assert!(calendar.add_working_days(a, n) < calendar.add_working_days(a, n + 1));
    }

    #[test]
    fn n_days_and_then_m_are_n_plus_m(calendar in calendar(), from in date(), n in 0_u32..60, m in 0_u32..60) {
        let in_two_steps = calendar.add_working_days(calendar.add_working_days(from, n), m);
        prop_assert_eq!(in_two_steps, calendar.add_working_days(from, n + m));
    }

    #[test]
    fn counting_between_undoes_adding(calendar in calendar(), from in date(), n in 0_u32..120) {
        prop_assert_eq!(calendar.working_days_between(from, calendar.add_working_days(from, n)), n);
    }

    #[test]
    fn adding_what_lies_between_never_passes_the_end(calendar in calendar(), from in date(), to in date()) {
        let n = calendar.working_days_between(from, to);
        let reached = calendar.add_working_days(from, n);
        prop_assert!(reached <= to.max(from));
        prop_assert_eq!(calendar.working_days_between(reached, to), 0);
    }

    #[test]
    fn own_days_off_never_bring_a_day_forward(calendar in calendar(), from in date(), n in 0_u32..120) {
        prop_assert!(calendar.without_own_days_off().add_working_days(from, n) <= calendar.add_working_days(from, n));
    }

    #[test]
    fn an_unknown_year_works_on_weekdays_except_the_fixed_days(year in 2027_i32..2100) {
        let calendar = Calendar::shipped();
        let new_year = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let days = new_year.iter_days().take_while(|day| day.year() == year);
        let weekdays = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
        let (off, working): (Vec<_>, Vec<_>) = weekdays.partition(|day| is_fixed_holiday(*day));
        prop_assert!(off.len() <= 6 && off.iter().all(|day| !calendar.is_working(*day)));
        prop_assert!(working.iter().all(|day| calendar.is_working(*day)));
        prop_assert!(!calendar.year_known(year));
    }
}
