//! Answering: one cell, or all that is left of an item, a layer, the sheet. With htmx the answer is the part below the cell.
use super::super::{
    forms::RawAnswer,
    model::{Given, Left, Refused::Closed, Sheet, Source, judge_boxes},
    pages, store,
};
use crate::{
    access::{InUnit, Section, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Errors, Fault, Form},
        ids::{AnswerId, InspectionId},
        page::{Done, html, refused},
        text::{Sentence, Words},
    },
    features::checklists::model::{Answer, Item},
    state::App,
};
use axum::{
    extract::State,
    http::HeaderValue,
    response::{IntoResponse, Response},
};

/// Why an answer is not kept.
#[derive(Debug)]
enum Refused {
    Changed { by: String, time: String },
    NotAsked,
    NothingLeft,
    NotUnchanged,
}

impl Sentence for Refused {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Changed { by, time } => w.answer_changed(by, time),
            Self::NotAsked => w.answer_not_asked(),
            Self::NothingLeft => w.answer_nothing_left(),
            Self::NotUnchanged => w.answer_not_unchanged(),
        }
    }
}

pub async fn answer(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    form: Form<RawAnswer>,
) -> Result<Response> {
    let raw = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    let head = store::lock(&mut tx, id).await?;
    let allowed = tx.may::<can::FillInspection, _>(head.inspection.clone())?;
    let single = raw.rest.is_empty();
    let mut board = if single {
        store::Board::load_for(tx.conn(), &head, raw.code.trim()).await?
    } else {
        store::Board::load(tx.conn(), &head).await?
    };
    let last = match raw.unchanged.as_str() {
        "yes" => store::Beside::default().with_last(tx.conn(), &head.inspection).await?,
        _ => store::Beside::default(),
    };
    if !head.inspection.course().is_editable() {
        return Err(Error::refused(Closed { state: head.inspection.course().state().key() }));
    }
    let given = match single {
        true => match one(&tx, &board, &last, &raw)? {
            Ok(one) => vec![one],
            Err(e) => return unsaved(&app, tx, &head, &board, raw, e).await,
        },
        false => rest(&tx, &board, &raw)?,
    };
    if let Some(named) = raw.count.parse::<usize>().ok().filter(|named| !single && *named != given.len()) {
        let frame = tx.frame(Section::Inspections)?;
        return refused(&pages::RestAgain::new(frame, &head, &raw.rest, named, given.len()));
    }
    let before = said_before(&board, &given);
    let n = given.len();
    board.put(&given, tx.actor()?, tx.at());
    if let [Given { id, source: Source::TakenOver(from), .. }] = given.as_slice() {
        board.lend(*id, last.files(*from));
    }
    let left = match (head.counted, before.as_slice(), given.as_slice()) {
        (Some(left), [from], [one]) if !board.whole => left.moved(*from, one.result),
        _ => left(&board),
    };
    let filled = allowed.answer(given.clone(), &before, left).map_err(Error::refused)?;
    let written = store::save_answers(&mut tx, filled, &board).await?;
    store::tell_below(&mut tx, &head, &board, &given, &before).await?;
    if single && tx.ctx()?.htmx {
        return part(&app, tx, &board, &head, &given, left, written).await;
    }
    let to = match given.as_slice() {
        [one] => format!("/inspections/{id}#{}", pages::dom_id(one.code.as_str(), one.subject)),
        _ => pages::place_of(&head, &raw.rest),
    };
    let said = if single { tx.words()?.saved() } else { tx.words()?.answer_rest_saved(n) };
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

/// Everything on a board, counted.
pub(super) fn left(board: &store::Board) -> Left {
    let plan = board.plan();
    Left::of(&board.sheet(&plan))
}

/// More, or less, is to be answered than before: everything is counted.
pub(super) async fn recount(tx: &mut Tx, head: &store::Head) -> Result<()> {
    let board = store::Board::load(tx.conn(), head).await?;
    store::keep(tx, head.inspection.id(), left(&board)).await
}

/// The part below the cell, and the sheet's counters, after the write is safe.
async fn part(
    app: &App,
    mut tx: Tx,
    board: &store::Board,
    head: &store::Head,
    given: &[Given],
    left: Left,
    written: store::Written,
) -> Result<Response> {
    let (at, inspection) = (tx.at(), &head.inspection);
    let store::Written { raised, unsettled } = written;
    let beside = match given {
        // Whoever may own a new issue is asked for where one is to be raised.
        [one] if matches!(one.result, Answer::Fail | Answer::Partial) && raised.is_empty() => {
            store::Beside::default().with_owners(tx.conn(), inspection, at).await?
        }
        _ => store::Beside::written(raised),
    };
    let plan = board.plan();
    let sheet = board.sheet(&plan);
    let Some(one) = given.first() else { return Err(Error::BadRequest) };
    let frame = tx.frame(Section::Inspections)?;
    let calendar = app.calendar_of(&inspection.place().path);
    let reader = (tx.actor()?, frame.language);
    let look = pages::Look::new(reader, inspection, (board, &beside, &sheet), &calendar);
    let page = pages::CellPart::new(frame, head, look, one, (left, unsettled)).ok_or(Error::BadRequest)?;
    let mut response = html(&page)?;
    let now = tx.at();
    let time = now.now.with_timezone(&now.zone.offset()).format("%H:%M").to_string();
    if let Ok(time) = HeaderValue::from_str(&time) {
        response.headers_mut().insert("x-saved-at", time);
    }
    tx.commit(&format!("/inspections/{}", inspection.id())).await?;
    Ok(response)
}

fn said_before(board: &store::Board, given: &[Given]) -> Vec<Answer> {
    given.iter().map(|g| board.at(g.code.as_str(), g.subject).map_or(Answer::Open, |k| k.result)).collect()
}

/// What is wrong, at its cell: with htmx the part below it, else the sheet.
async fn unsaved(
    app: &App,
    tx: Tx,
    head: &store::Head,
    board: &store::Board,
    raw: RawAnswer,
    e: Errors,
) -> Result<Response> {
    if !tx.ctx()?.htmx {
        return super::sheet::refuse(app, tx, head, pages::Sent::answer(raw, e)).await;
    }
    let beside = store::Beside::default();
    let plan = board.plan();
    let sheet = board.sheet(&plan);
    let frame = tx.frame(Section::Inspections)?;
    let calendar = app.calendar_of(&head.inspection.place().path);
    let reader = (tx.actor()?, frame.language);
    let look = pages::Look::new(reader, &head.inspection, (board, &beside, &sheet), &calendar);
    pages::Unsaved::new(frame, look, &raw, e).map_or_else(
        || Err(Error::refused(Refused::NotAsked)),
        |page| {
            let mut response = refused(&page)?;
            response.headers_mut().insert("hx-reswap", HeaderValue::from_static("none"));
            Ok(response)
        },
    )
}

/// The answer to one cell that a person is asked.
fn one(
    tx: &Tx,
    board: &store::Board,
    last: &store::Beside,
    raw: &RawAnswer,
) -> Result<std::result::Result<Given, Errors>> {
    let answer = match raw.parse() {
        Ok(answer) => answer,
        Err(e) => return Ok(Err(e)),
    };
    let not_asked = || Errors::one("subject", Fault::says(Refused::NotAsked));
    let plan = board.plan();
    let asked = plan.cells().find(|(item, cell)| item.code == answer.code && cell.subject == answer.subject);
    let Some((item, cell)) = asked.filter(|(_, cell)| cell.asked == super::super::model::Asked::Person)
    else {
        return Ok(Err(not_asked()));
    };
    let kept = board.at(answer.code.as_str(), answer.subject);
    if let Some(kept) = kept.filter(|k| k.version != answer.version) {
        let time = kept.at.with_timezone(&tx.at().zone.offset()).format("%H:%M").to_string();
        return Err(Error::refused(Refused::Changed { by: kept.by.clone(), time }));
    }
    let id = kept.map_or_else(|| AnswerId::new(tx.at().now), |k| k.id);
    if raw.unchanged == "yes" {
        let unchanged = last.unchanged(item, cell.subject, cell.name, tx.at().today);
        let (last, _) = unchanged.ok_or_else(|| Error::refused(Refused::NotUnchanged))?;
        return Ok(Ok(Given {
            id,
            code: answer.code,
            subject: answer.subject,
            result: Answer::Pass,
            note: if answer.note.is_empty() { last.note.clone() } else { answer.note },
            boxes: met(item, &last.boxes),
            on_the_spot: false,
            source: Source::TakenOver(last.answer),
        }));
    }
    let ways = met(item, &raw.ways);
    let judged = judge_boxes(item, &ways.iter().cloned().collect());
    let result = match (answer.result, judged) {
        (Some(Answer::Na), _) => Answer::Na,
        // A person who only opened the note of a cell with ways has not judged it yet.
        (Some(Answer::Open), Some(_)) if ways.is_empty() => Answer::Open,
        (_, Some(judged)) => judged,
        (Some(result), None) => result,
        (None, None) => return Ok(Err(Errors::one("answer", Fault::NotAChoice))),
    };
    Ok(Ok(Given {
        id,
        code: answer.code,
        subject: answer.subject,
        result,
        note: answer.note,
        boxes: ways,
        on_the_spot: answer.on_the_spot && result == Answer::Partial,
        source: Source::Person,
    }))
}

fn met(item: &Item, ways: &[String]) -> Vec<String> {
    item.boxes.iter().map(|b| b.key.clone()).filter(|key| ways.contains(key)).collect()
}

/// What is left open conforms: of an item, of a layer, of all. Rows with ways to be ticked stay, nobody can tick them unseen.
fn rest(tx: &Tx, board: &store::Board, raw: &RawAnswer) -> Result<Vec<Given>> {
    let wanted = |item: &Item| match raw.rest.split_once(':') {
        Some(("item", code)) => item.code.as_str() == code,
        Some(("layer", layer)) => item.layer.key() == layer,
        _ => raw.rest == "all",
    };
    let plan = board.plan();
    let sheet: Sheet<'_> = board.sheet(&plan);
    let now = tx.at().now;
    let mut given = Vec::new();
    for row in plan.rows().iter().filter(|row| wanted(row.item)) {
        given.extend(sheet.conformable(row).map(|cell| {
            let kept = board.at(row.item.code.as_str(), cell.subject);
            Given {
                id: kept.map_or_else(|| AnswerId::new(now), |k| k.id),
                code: row.item.code.clone(),
                subject: cell.subject,
                result: Answer::Pass,
                note: kept.map(|k| k.note.clone()).unwrap_or_default(),
                boxes: Vec::new(),
                on_the_spot: false,
                source: Source::Person,
            }
        }));
    }
    if given.is_empty() { Err(Error::refused(Refused::NothingLeft)) } else { Ok(given) }
}
