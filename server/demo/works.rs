//! When offices work: moments on working days between nine and half past five.
use crate::base::{calendar::Calendar, db::Moment};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use fastrand::Rng;

/// Days before today on which the story begins.
pub const BEGINS: i64 = 230;

/// A working day `days` before today or soon after it, at nine and `minutes`.
pub fn hours(now: Moment, calendar: &Calendar, days: i64, minutes: i64) -> DateTime<Utc> {
    let mut day = now.today - Duration::days(days);
    while !calendar.is_working(day) {
        day += Duration::days(1);
    }
    moment(now, day, minutes)
}

/// `days` working days after `from`, at some time of the day.
pub fn later(
    now: Moment,
    calendar: &Calendar,
    from: DateTime<Utc>,
    days: u32,
    rng: &mut Rng,
) -> DateTime<Utc> {
    let day = from.with_timezone(&now.zone.offset()).date_naive();
    let next = moment(now, calendar.add_working_days(day, days), rng.i64(0..500));
    if next > from { next } else { from + Duration::minutes(rng.i64(11..40)) }
}

fn moment(now: Moment, day: NaiveDate, minutes: i64) -> DateTime<Utc> {
    let nine = day.and_time(NaiveTime::MIN) + Duration::minutes(9 * 60 + minutes);
    now.zone.offset().from_local_datetime(&nine).earliest().map_or(now.now, |t| t.to_utc())
}
