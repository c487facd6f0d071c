//! 节假日: the years of the organisation, entered or taken in from a file of the usual form. A deadline that was issued stays.
use super::{pages, store};
use crate::{
    access::{Place, Reading, Section, can},
    audit::{Event, Subject, Tx},
    base::{
        calendar::{BadHolidays, Calendar, Year, parse},
        error::{Error, Result},
        form::{Errors, Fault, Form, field},
        page::{Done, html, refused},
        text::{Sentence, Words, date},
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

/// The form of a year as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// 年份
    pub year: String,
    /// Ranges off, one in a line: first and last day, or a single day.
    pub off: String,
    /// 调休 weekend days that are worked, one in a line.
    pub work: String,
    /// A file of years, pasted.
    pub table: String,
}

/// Why a table of holidays is not taken.
#[derive(Debug)]
struct Bad(BadHolidays);

impl Sentence for Bad {
    fn say(&self, w: &Words) -> String {
        match &self.0 {
            BadHolidays::Unreadable(_) => w.calendar_unreadable(),
            BadHolidays::Twice(year) => w.calendar_twice(year.to_string()),
            BadHolidays::Range { from, to, .. } => w.calendar_bad_range(date(*from, w), date(*to, w)),
            BadHolidays::MakeUp { day, .. } => w.calendar_bad_make_up(date(*day, w)),
        }
    }
}

impl Raw {
    fn parse(&self) -> Result<Year, Errors> {
        let mut e = Errors::default();
        let year = e.take("year", field::number(&self.year, 2000, 2999)).and_then(|y| i32::try_from(y).ok());
        let off = e.take("off", lines(&self.off, range));
        let work = e.take("work", lines(&self.work, field::date));
        let (Some(year), Some(off), Some(work)) = (year, off, work) else { return Err(e) };
        Year::new(year, off, work).map_err(|bad| {
            let at = if matches!(bad, BadHolidays::MakeUp { .. }) { "work" } else { "off" };
            Errors::one(at, Fault::says(Bad(bad)))
        })
    }
}

fn lines<T>(text: &str, one: impl Fn(&str) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(one).collect()
}

/// Two days with anything but digits and dashes between them, or one.
fn range(line: &str) -> Result<(NaiveDate, NaiveDate), Fault> {
    let mut days = line
        .split(|c: char| c.is_whitespace() || "\u{81f3}\u{5230}\u{ff0c}\u{3001}~,/".contains(c))
        .filter(|d| !d.is_empty());
    let from = field::date(days.next().unwrap_or_default())?;
    let to = days.next().map_or(Ok(from), field::date)?;
    if days.next().is_some() { Err(Fault::NotADate) } else { Ok((from, to)) }
}

/// The years as they count: those of the organisation in place of those that the program ships.
async fn years(db: &mut sqlx::PgConnection) -> Result<Vec<(Year, bool)>> {
    let own = crate::base::db::holidays(db).await?;
    let shipped = Calendar::shipped_years().into_iter().filter(|y| own.iter().all(|o| o.year() != y.year()));
    let mut all: Vec<(Year, bool)> = shipped.map(|y| (y, false)).collect();
    all.extend(own.into_iter().map(|y| (y, true)));
    all.sort_by_key(|(y, _)| std::cmp::Reverse(y.year()));
    Ok(all)
}

pub(crate) async fn page(mut r: Reading) -> Result<Response> {
    r.must::<can::KeepUnits>()?;
    let years = years(r.db()).await?;
    let keeps = r.actor.place.path == "1/";
    let frame = r.frame(Section::Admin);
    html(&pages::Holidays { frame, years, keeps, raw: Raw::default(), errors: Errors::default() })
}

/// The calendar is that of the whole organisation: its root's administrator keeps it.
async fn begin(app: &App, writer: crate::base::csrf::Writer) -> Result<(Tx, Place)> {
    let tx = Tx::begin(app, writer).await?;
    let place = tx.may_here::<can::KeepUnits>()?.into_inner();
    if place.path == "1/" { Ok((tx, place)) } else { Err(Error::Forbidden) }
}

pub(crate) async fn keep(State(app): State<App>, form: Form<Raw>) -> Result<Response> {
    let raw = form.input;
    let (mut tx, place) = begin(&app, form.writer).await?;
    match raw.parse() {
        Ok(year) => {
            put(&mut tx, &place, &[year]).await?;
            finish(tx).await
        }
        Err(errors) => again(tx, raw, errors).await,
    }
}

pub(crate) async fn import(State(app): State<App>, form: Form<Raw>) -> Result<Response> {
    let raw = form.input;
    let (mut tx, place) = begin(&app, form.writer).await?;
    if raw.table.trim().is_empty() {
        return again(tx, raw, Errors::one("table", Fault::Required)).await;
    }
    match parse(&raw.table) {
        Ok(years) => {
            put(&mut tx, &place, &years).await?;
            finish(tx).await
        }
        Err(bad) => again(tx, raw, Errors::one("table", Fault::says(Bad(bad)))).await,
    }
}

async fn put(tx: &mut Tx, place: &Place, years: &[Year]) -> Result<()> {
    store::put_years(tx, years).await?;
    for year in years {
        let days = |n: usize| u64::try_from(n).unwrap_or_default();
        let data = json!({ "year": year.year(), "off": days(year.days_off().count()), "work": days(year.make_up_days().count()) });
        let subject = Subject { kind: "calendar", id: place.unit.0 };
        tx.record(Event { kind: "calendar.keep", subject, place: place.clone(), data });
    }
    if years.is_empty() {
        tx.unchanged();
    }
    Ok(())
}

async fn finish(tx: Tx) -> Result<Response> {
    let said = tx.words()?.saved();
    tx.commit("/admin/calendar").await?;
    Ok(Done::to("/admin/calendar").say(said).into_response())
}

async fn again(mut tx: Tx, raw: Raw, errors: Errors) -> Result<Response> {
    let years = years(tx.conn()).await?;
    refused(&pages::Holidays { frame: tx.frame(Section::Admin)?, years, keeps: true, raw, errors })
}
