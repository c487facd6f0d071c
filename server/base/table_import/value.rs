//! Readers of one cell: each gives the value with the form in which it was understood, or the reason why not.
use super::{
    fold,
    line::Reason,
    lookup::{Found, Lookup},
};
use crate::base::spreadsheet::{Cell, Value};

pub use super::date::date;

/// The value and how it was understood, or why it is refused.
pub type Reading<T, R = Reason> = Result<(T, String), R>;

/// From here on a spreadsheet program has lost digits of a number: it keeps 15.
const DIGITS_LOST: f64 = 1e15;
/// The longest mail address, in characters.
const MAIL_CHARS: usize = 254;
/// The longest telephone entry, in characters; it may hold two numbers.
const PHONE_CHARS: usize = 40;

/// One line of text as written, of at most `max` characters.
pub fn text(max: usize) -> impl Fn(&Cell) -> Reading<String> {
    move |cell| within(max, fold::line(&written(cell)?))
}

/// Text of several lines, of at most `max` characters.
pub fn paragraph(max: usize) -> impl Fn(&Cell) -> Reading<String> {
    move |cell| within(max, fold::paragraph(&written(cell)?))
}

/// A number or code in plain characters without spaces, of at most `max` characters.
pub fn code(max: usize) -> impl Fn(&Cell) -> Reading<String> {
    move |cell| within(max, unspaced(cell)?)
}

/// A whole number, not negative.
pub fn count(cell: &Cell) -> Reading<i32> {
    let text = unspaced(cell)?;
    let number: i32 = text.parse().ok().filter(|n| *n >= 0).ok_or(Reason::NotANumber)?;
    Ok((number, number.to_string()))
}

/// A mail address; what decides is the mail server, here only obvious slips are caught.
pub fn mail(cell: &Cell) -> Reading<String> {
    let mail = unspaced(cell)?;
    let good = mail.split_once('@').is_some_and(|(name, domain)| {
        let labels = || domain.split('.');
        let in_label = |c: char| c.is_alphanumeric() || c == '-';
        !name.is_empty()
            && name.split('.').all(|part| !part.is_empty())
            && name.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
            && labels().count() > 1
            && labels()
                .all(|l| !l.is_empty() && l.chars().all(in_label) && !l.starts_with('-') && !l.ends_with('-'))
    });
    if good && mail.chars().count() <= MAIL_CHARS { Ok((mail.clone(), mail)) } else { Err(Reason::BadMail) }
}

/// One or more telephone numbers with the marks that people write between digits.
pub fn phone(cell: &Cell) -> Reading<String> {
    let phone = fold::plain(&written(cell)?);
    let mark = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '+' | '-' | '—' | '(' | ')' | ' ' | '/' | '、' | ',' | ';' | '转' | '*' | '#')
    };
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let good = digits >= 5 && phone.chars().all(mark) && phone.chars().count() <= PHONE_CHARS;
    if good { Ok((phone.clone(), phone)) } else { Err(Reason::BadPhone) }
}

/// One of a few known words; `known` gets the word in the form of [`fold::key`].
pub fn choice<T>(known: impl Fn(&str) -> Option<T>) -> impl Fn(&Cell) -> Reading<T> {
    choice_or(move |word| known(word).ok_or(Reason::UnknownValue))
}

/// As [`choice`], with reasons of the feature's own.
pub fn choice_or<T, R: From<Reason>>(
    known: impl Fn(&str) -> Result<T, R>,
) -> impl Fn(&Cell) -> Reading<T, R> {
    move |cell| {
        let written = written(cell)?;
        Ok((known(&fold::key(&written))?, fold::line(&written)))
    }
}

/// Yes or no, in the words and ticks of both languages.
pub fn yes_no(cell: &Cell) -> Reading<bool> {
    choice(|word| match word {
        "是" | "有" | "√" | "✓" | "✔" | "y" | "yes" | "true" | "1" => Some(true),
        "否" | "不是" | "无" | "×" | "✗" | "n" | "no" | "false" | "0" => Some(false),
        _ => None,
    })(cell)
}

/// Something that the organisation knows by a name or a code.
pub fn known<I: Copy + PartialEq>(lookup: &Lookup<I>) -> impl Fn(&Cell) -> Reading<I> {
    |cell| {
        let written = written(cell)?;
        match lookup.find(&written) {
            Found::One(id) => Ok((id, fold::line(&written))),
            Found::Several => Err(Reason::Ambiguous),
            Found::None => Err(Reason::UnknownValue),
        }
    }
}

/// The cell's text, unless the spreadsheet program itself has spoilt it.
fn written(cell: &Cell) -> Result<std::borrow::Cow<'_, str>, Reason> {
    match cell.value {
        Value::Error(_) => Err(Reason::BrokenFormula),
        Value::Number(number) if number.abs() >= DIGITS_LOST => Err(Reason::DigitsLost),
        _ => Ok(cell.shown()),
    }
}

fn unspaced(cell: &Cell) -> Result<String, Reason> {
    let mut text = fold::plain(&written(cell)?);
    text.retain(|c| !c.is_whitespace());
    Ok(text)
}

fn within(max: usize, text: String) -> Reading<String> {
    if text.chars().count() > max { Err(Reason::TooLong { max }) } else { Ok((text.clone(), text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell {
        Value::Text(text.into()).into()
    }

    #[test]
    fn import_reads_mails_and_telephones() {
        for good in ["a@example.invalid", "ａ．ｂ＠example.invalid", " 张三@例子.中国 "] {
            assert!(mail(&cell(good)).is_ok(), "{good}");
        }
        for bad in ["not-an-email", "a@b", "@b.c", "a@b..c", "a@@b.c", "a@-b.c", "a..b@c.d", "a@b.c;d@e.f"] {
            assert_eq!(mail(&cell(bad)), Err(Reason::BadMail), "{bad}");
        }
        for good in
            ["13900000001", "023-12345678转801", "（023）1234 5678", "+86 139 0000 0001", "110 / 12345"]
        {
            assert!(phone(&cell(good)).is_ok(), "{good}");
        }
        for bad in ["abc", "1234", "139 0000 000x"] {
            assert_eq!(phone(&cell(bad)), Err(Reason::BadPhone), "{bad}");
        }
        assert_eq!(phone(&Value::Number(13_900_000_001.0).into()).unwrap().0, "13900000001");
    }

    #[test]
    fn import_reads_numbers_and_words() {
        assert_eq!(count(&cell("１２")).unwrap().0, 12);
        assert_eq!(count(&Value::Number(3.0).into()).unwrap().0, 3);
        for bad in [cell("-1"), cell("1.5"), cell("x"), Value::Number(0.5).into()] {
            assert_eq!(count(&bad), Err(Reason::NotANumber));
        }
        assert!(yes_no(&cell("Ｙｅｓ")).unwrap().0 && yes_no(&Value::Bool(true).into()).unwrap().0);
        assert_eq!(yes_no(&cell("也许")), Err(Reason::UnknownValue));
        assert_eq!(code(5)(&cell(" C Q－01")).unwrap().0, "CQ-01");
        assert_eq!(code(5)(&Value::Number(5.001e15).into()), Err(Reason::DigitsLost));
        assert_eq!(text(2)(&cell("一二三")), Err(Reason::TooLong { max: 2 }));
        assert_eq!(text(9)(&Value::Error("#N/A".into()).into()), Err(Reason::BrokenFormula));
        assert_eq!(paragraph(9)(&cell("=A1\r\n二 ")).unwrap().0, "=A1\n二");
    }
}
