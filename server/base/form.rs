//! Forms: raw text in, a command or faults out. A form that is refused comes back whole, each fault at its field.
use crate::base::{
    csrf::{self, Writer},
    error::{Error, Result},
    request::Public,
    text::{Sentence, Words},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::header,
};
use serde::de::DeserializeOwned;
use std::{borrow::Cow, sync::Arc};

/// What is wrong with one field. Features add their own by `Says`.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Nothing was entered.
    Required,
    /// More than `max` characters.
    TooLong(usize),
    /// Characters that no keyboard writes.
    Unreadable,
    /// Not a date that exists.
    NotADate,
    /// Not a whole number within the bounds.
    NotANumber(i64, i64),
    /// Not one of the choices.
    NotAChoice,
    /// Not a mail address.
    NotAMail,
    /// Not a telephone number.
    NotAPhone,
    /// Another one has it already.
    Taken,
    /// No such thing within reach.
    Unknown,
    /// A feature's own sentence.
    Says(Arc<dyn Sentence>),
}

impl Sentence for Fault {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Required => w.fault_required(),
            Self::TooLong(max) => w.fault_too_long(*max),
            Self::Unreadable => w.fault_unreadable(),
            Self::NotADate => w.fault_not_a_date(),
            Self::NotANumber(min, max) => w.fault_not_a_number(*min, *max),
            Self::NotAChoice => w.fault_not_a_choice(),
            Self::NotAMail => w.fault_not_a_mail(),
            Self::NotAPhone => w.fault_not_a_phone(),
            Self::Taken => w.fault_taken(),
            Self::Unknown => w.fault_unknown(),
            Self::Says(s) => s.say(w),
        }
    }
}

impl Fault {
    /// As [`Sentence::say`], for templates.
    pub fn say(&self, w: &Words) -> String {
        Sentence::say(self, w)
    }
    /// A feature's own sentence as a fault.
    pub fn says(what: impl Sentence + 'static) -> Self {
        Self::Says(Arc::new(what))
    }
}

/// Faults by field, in the order in which they were found.
#[derive(Debug, Clone, Default)]
pub struct Errors(Vec<(Cow<'static, str>, Fault)>);

impl Errors {
    /// One fault.
    pub fn one(field: impl Into<Cow<'static, str>>, fault: Fault) -> Self {
        Self(vec![(field.into(), fault)])
    }
    /// Notes a fault at a field.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, fault: Fault) {
        self.0.push((field.into(), fault));
    }
    /// Takes a parsed value, or notes its fault.
    pub fn take<T>(&mut self, field: &'static str, parsed: Result<T, Fault>) -> Option<T> {
        parsed.map_err(|fault| self.add(field, fault)).ok()
    }
    /// The fault at a field, to be said beside it.
    pub fn of(&self, field: &str) -> Option<&Fault> {
        self.0.iter().find(|(f, _)| f == field).map(|(_, fault)| fault)
    }
    /// What stands beside a field, empty when all is well.
    pub fn text(&self, field: &str, w: &Words) -> String {
        self.of(field).map(|f| f.say(w)).unwrap_or_default()
    }
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// All of them, for the summary above the form.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fault)> {
        self.0.iter().map(|(f, fault)| (f.as_ref(), fault))
    }
    /// `Ok` when nothing was noted.
    pub fn none(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// Readers of single fields: trimmed text in, a value or the fault out.
pub mod field {
    use super::Fault;
    use crate::base::{
        spreadsheet::{Cell, Value},
        table_import::{PartialDate, fold, value},
    };
    use chrono::NaiveDate;

    /// Read as tables are read, so that what was imported can be saved again.
    fn cell(raw: &str) -> Cell {
        Value::Text(raw.into()).into()
    }

    /// A text of 1 to `max` characters.
    pub fn text(raw: &str, max: usize) -> Result<String, Fault> {
        let text = optional(raw, max)?;
        if text.is_empty() { Err(Fault::Required) } else { Ok(text) }
    }
    /// A text of at most `max` characters, perhaps none.
    pub fn optional(raw: &str, max: usize) -> Result<String, Fault> {
        let text = raw.trim().replace("\r\n", "\n");
        let unreadable =
            |c: char| c == char::REPLACEMENT_CHARACTER || (c.is_control() && !matches!(c, '\n' | '\t'));
        match text {
            text if text.chars().any(unreadable) => Err(Fault::Unreadable),
            text if text.chars().count() > max => Err(Fault::TooLong(max)),
            text => Ok(text),
        }
    }
    /// A day: as browsers send it, `2026-11-23`, or as it is written in tables.
    pub fn date(raw: &str) -> Result<NaiveDate, Fault> {
        match value::date(&cell(raw)) {
            _ if raw.trim().is_empty() => Err(Fault::Required),
            Ok((PartialDate::Day(day), _)) => Ok(day),
            _ => Err(Fault::NotADate),
        }
    }
    /// A date, perhaps none.
    pub fn optional_date(raw: &str) -> Result<Option<NaiveDate>, Fault> {
        if raw.trim().is_empty() { Ok(None) } else { date(raw).map(Some) }
    }
    /// A whole number within bounds, in digits of either width.
    pub fn number(raw: &str, min: i64, max: i64) -> Result<i64, Fault> {
        match fold::plain(raw).parse::<i64>() {
            Ok(n) if (min..=max).contains(&n) => Ok(n),
            _ if raw.trim().is_empty() => Err(Fault::Required),
            _ => Err(Fault::NotANumber(min, max)),
        }
    }
    /// Anything that reads itself from text: an id, a code of an enum.
    pub fn choice<T: std::str::FromStr>(raw: &str) -> Result<T, Fault> {
        match raw.trim() {
            "" => Err(Fault::Required),
            code => code.parse().map_err(|_| Fault::NotAChoice),
        }
    }
    /// The same, perhaps none.
    pub fn optional_choice<T: std::str::FromStr>(raw: &str) -> Result<Option<T>, Fault> {
        if raw.trim().is_empty() { Ok(None) } else { choice(raw).map(Some) }
    }
    /// A mail address, perhaps none.
    pub fn optional_mail(raw: &str) -> Result<String, Fault> {
        match optional(raw, 200)?.as_str() {
            "" => Ok(String::new()),
            mail => value::mail(&cell(mail)).map(|(mail, _)| mail).map_err(|_| Fault::NotAMail),
        }
    }
    /// A telephone number, perhaps none.
    pub fn optional_phone(raw: &str) -> Result<String, Fault> {
        if raw.trim().is_empty() {
            return Ok(String::new());
        }
        value::phone(&cell(raw)).map(|(phone, _)| phone).map_err(|_| Fault::NotAPhone)
    }
}

/// URL-encoded text in which a NUL, which the database cannot hold, has become the mark of an unreadable character.
pub(super) fn without_nul(encoded: &str) -> Cow<'_, str> {
    if encoded.contains("%00") || encoded.contains('\0') {
        Cow::Owned(encoded.replace("%00", "%EF%BF%BD").replace('\0', "%EF%BF%BD"))
    } else {
        Cow::Borrowed(encoded)
    }
}

/// The URL-encoded body of a POST whose token was checked.
#[derive(Debug)]
pub struct Form<T> {
    /// The fields as this form knows them; all others are ignored.
    pub input: T,
    /// The right to write.
    pub writer: Writer,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let Public(ctx) = Public::from_request_parts(&mut parts, state).await?;
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Error::BadRequest);
        }
        let bytes = Bytes::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(|_| Error::TooLarge)?;
        let text = String::from_utf8_lossy(&bytes);
        let text = without_nul(&text);
        let fields: Vec<(String, String)> =
            serde_html_form::from_str(&text).map_err(|_| Error::BadRequest)?;
        let writer = csrf::check(ctx, &fields)?;
        let input = serde_html_form::from_str(&text).map_err(|_| Error::BadRequest)?;
        Ok(Self { input, writer })
    }
}

/// A form without fields of its own: a button.
#[derive(Debug, serde::Deserialize)]
pub struct Button {}

#[cfg(test)]
mod tests {
    use super::{field::*, *};

    #[test]
    fn digits_of_either_width_are_read_and_formulas_are_not() {
        assert_eq!(number(" １２ ", 1, 99).unwrap(), 12);
        assert_eq!(date("２０２６－１１－２３").unwrap(), date("2026年11月23日").unwrap());
        for bad in ["=1+1", "＝1", "1e3", "十", "99999999999999999999", "-1", "1.5"] {
            assert!(matches!(number(bad, 0, 99), Err(Fault::NotANumber(0, 99))), "{bad}");
        }
        for bad in ["2026-02-30", "2026-11", "明天", "=NOW()", "262142-01-01", "11/23/2026"] {
            assert!(matches!(date(bad), Err(Fault::NotADate)), "{bad}");
        }
        assert!(matches!(date(" "), Err(Fault::Required)));
    }

    #[test]
    fn characters_that_nobody_writes_are_told() {
        for bad in ["a\u{FFFD}b", "a\u{1b}[31m", "a\u{7f}"] {
            assert!(matches!(text(bad, 99), Err(Fault::Unreadable)), "{bad:?}");
        }
        assert_eq!(text("一\r\n\t二 ", 99).unwrap(), "一\n\t二");
        assert_eq!(without_nul("a=%00b&c=%2500"), "a=%EF%BF%BDb&c=%2500");
    }
}
