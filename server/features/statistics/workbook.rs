//! The statistics as a workbook: a sheet for each breakdown, one for the ages, and one that says what the figures mean.
use super::{
    model::{self, By, Line, Period, Row},
    pages::{definitions, written_period},
};
use crate::base::{
    db::Moment,
    spreadsheet::{Field, Kind, OutColumn, WriteError, Writer},
    text::{self, Language, Sentence, Words},
};

/// What goes into it.
pub struct Book {
    /// Name of the unit at the top.
    pub unit: String,
    /// The months.
    pub period: Period,
    /// When it was asked for.
    pub at: Moment,
    /// Sums by severity and month.
    pub rows: Vec<Row>,
    /// Sums by main item.
    pub items: Vec<Row>,
    /// The units right below.
    pub units: Vec<Line>,
}

fn column(heading: String, width: f64, kind: Kind) -> OutColumn {
    OutColumn { heading, width, kind }
}

/// The columns of a breakdown; what is open belongs to no month of closing.
fn heads(by: By, w: &Words) -> Vec<OutColumn> {
    let mut heads = vec![
        column(by.say(w), 28.0, Kind::Text),
        column(w.statistics_closed(), 10.0, Kind::Integer),
        column(w.statistics_on_time(), 14.0, Kind::Integer),
        column(w.statistics_on_time_percent(), 14.0, Kind::Decimal),
        column(w.statistics_on_time_first(), 14.0, Kind::Integer),
        column(w.statistics_on_time_first_percent(), 14.0, Kind::Decimal),
        column(w.statistics_mean_days(), 14.0, Kind::Decimal),
        column(w.statistics_returns(), 10.0, Kind::Integer),
        column(w.statistics_extensions(), 10.0, Kind::Integer),
        column(w.statistics_repeats(), 10.0, Kind::Integer),
    ];
    if by != By::Month {
        heads.push(column(w.statistics_open(), 10.0, Kind::Integer));
        heads.push(column(w.statistics_mean_age(), 14.0, Kind::Decimal));
    }
    heads
}

fn tenths(n: Option<i64>) -> Field<'static> {
    n.map_or(Field::Empty, |n| Field::Decimal(n as f64 / 10.0))
}

impl Book {
    /// The workbook in the words of one language.
    ///
    /// # Errors
    /// When a cell cannot hold its text.
    pub fn write(&self, w: &'static Words, language: Language) -> Result<Vec<u8>, WriteError> {
        let [first, rest @ ..] = By::ALL;
        let mut book = Writer::new(&first.say(w), &heads(first, w), self.at.now)?;
        self.breakdown(&mut book, first, w, language)?;
        for by in rest {
            book.sheet(&by.say(w), &heads(by, w))?;
            self.breakdown(&mut book, by, w, language)?;
        }
        let ages =
            [column(w.statistics_ages(), 28.0, Kind::Text), column(w.statistics_open(), 10.0, Kind::Integer)];
        book.sheet(&w.statistics_ages(), &ages)?;
        for age in model::ages(&self.rows, self.at.today) {
            book.row(&[Field::Text(&age.say(w)), Field::Integer(age.issues)])?;
        }
        self.meanings(&mut book, w)?;
        book.finish()
    }

    /// The lines of a breakdown, and their total.
    fn breakdown(&self, book: &mut Writer, by: By, w: &Words, language: Language) -> Result<(), WriteError> {
        for line in self.lines(by).iter().chain([&model::total(&self.rows)]) {
            self.row(book, by, &line.what.say(w, language), line)?;
        }
        Ok(())
    }

    fn lines(&self, by: By) -> Vec<Line> {
        match by {
            By::Severity => model::by_severity(&self.rows),
            By::Layer => model::by_layer(&self.items),
            By::Clause => model::by_clause(&self.items),
            By::Unit => self.units.clone(),
            By::Month => model::by_month(&self.rows, self.period),
        }
    }

    fn row(&self, book: &mut Writer, by: By, name: &str, line: &Line) -> Result<(), WriteError> {
        let Line { closed, open, .. } = line;
        let mut fields = vec![
            Field::Text(name),
            Field::Integer(closed.issues),
            Field::Integer(closed.on_time),
            tenths(closed.per_mille(closed.on_time)),
            Field::Integer(closed.on_time_first),
            tenths(closed.per_mille(closed.on_time_first)),
            tenths(closed.mean_days()),
            Field::Integer(closed.returns),
            Field::Integer(closed.extensions),
            Field::Integer(closed.repeats),
        ];
        if by != By::Month {
            fields.push(Field::Integer(open.issues));
            fields.push(tenths(open.mean_age(self.at.today)));
        }
        book.row(&fields)
    }

    /// Of what, of when, and what each figure means.
    fn meanings(&self, book: &mut Writer, w: &Words) -> Result<(), WriteError> {
        let heads = [
            column(w.statistics_figure(), 24.0, Kind::Text),
            column(w.statistics_meaning(), 100.0, Kind::Text),
        ];
        book.sheet(&w.statistics_meanings(), &heads)?;
        let facts = [
            (w.statistics_unit(), self.unit.clone()),
            (w.statistics_period(), written_period(self.period, w)),
            (w.statistics_made_on(), text::date(self.at.today, w)),
        ];
        for (name, meaning) in facts.into_iter().chain(definitions(w)) {
            book.row(&[Field::Text(&name), Field::Text(&meaning)])?;
        }
        Ok(())
    }
}
