//! What a faulty answer leads to: an issue raised in place, evidence, and the scan of a signed sheet.
use super::super::{
    forms::{Raise, RawProof, RawRaise},
    model::{Inspection, Refused, Source, Subject, Verb, raises_issue},
    pages::{Sent, dom_id},
    store,
};
use crate::{
    access::{Allowed, InUnit, can},
    audit::Tx,
    base::{
        error::{Error, Result},
        extract::Path,
        form::{Errors, Fault},
        ids::InspectionId,
        page::Done,
        text::{Sentence, Words},
        upload::Upload,
    },
    features::{
        checklists::model::Item,
        evidence::{self, On, RawBatch},
        issues::{
            self,
            model::{ItemRef, NewIssue, Origin, Subject as About, SubjectKind},
        },
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

/// Why nothing is raised or attached.
#[derive(Debug)]
enum Not {
    Faulty,
    Twice(String),
    Answered,
}

impl Sentence for Not {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Faulty => w.raise_not_a_fault(),
            Self::Twice(number) => w.raise_twice(number),
            Self::Answered => w.answer_not_asked(),
        }
    }
}

/// The inspection while it may be written in.
async fn open_sheet(
    tx: &mut Tx,
    id: InspectionId,
) -> Result<(store::Head, Allowed<can::FillInspection, Inspection>)> {
    let head = store::lock(tx, id).await?;
    let allowed = tx.may::<can::FillInspection, _>(head.inspection.clone())?;
    if allowed.course().is_editable() {
        Ok((head, allowed))
    } else {
        Err(Error::refused(Refused::Closed { state: allowed.course().state().key() }))
    }
}

pub async fn raise(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    upload: Upload<RawRaise>,
) -> Result<Response> {
    let raw = upload.input;
    let mut tx = Tx::begin(&app, upload.writer).await?;
    let (head, allowed) = open_sheet(&mut tx, id).await?;
    let (inspection, at) = (&head.inspection, tx.at());
    let board = store::Board::load(tx.conn(), &head).await?;
    let beside = store::Beside::load(tx.conn(), inspection, &board, at).await?;
    let cell = match raw.cell() {
        Ok(cell) => cell,
        Err(e) => return super::sheet::refuse(&app, tx, &head, Sent::raise(String::new(), raw, e)).await,
    };
    let kept = board.at(cell.0.as_str(), cell.1).ok_or_else(|| Error::refused(Not::Answered))?;
    let item = board.edition.item(cell.0.as_str()).ok_or_else(|| Error::refused(Not::Answered))?;
    // A fault above has its issue above.
    if !raises_issue(item, kept.result, false) || matches!(kept.source, Source::Above(_)) {
        return Err(Error::refused(Not::Faulty));
    }
    if let Some(known) = beside.raised(kept.id).into_iter().find(|r| r.state != "void") {
        return Err(Error::refused(Not::Twice(known.number.clone())));
    }
    let dom = dom_id(cell.0.as_str(), cell.1);
    let (said, photos) = match (raw.parse(item), raw.batch().parse(upload.files, at.today)) {
        (Ok(said), Ok(photos)) => (said, photos),
        (said, photos) => {
            let mut e = said.err().unwrap_or_default();
            photos
                .err()
                .unwrap_or_default()
                .iter()
                .for_each(|(field, fault)| e.add(field.to_owned(), fault.clone()));
            return super::sheet::refuse(&app, tx, &head, Sent::raise(dom, raw, e)).await;
        }
    };
    let place = inspection.place().clone();
    let owner = issues::candidate(tx.conn(), place.unit, said.owner, at.today).await?;
    let Some(owner) = owner else {
        let e = Errors::one("owner", Fault::NotAChoice);
        return super::sheet::refuse(&app, tx, &head, Sent::raise(dom, raw, e)).await;
    };
    let name = board.subject_name(cell.1);
    let rules = issues::Rules::of(&app, &place.path);
    let deadline = |days, severity| rules.deadline(at.today, days, severity);
    let due = deadline(days(item, &said, &rules), said.severity);
    let new = NewIssue {
        title: said.title,
        description: said.description,
        severity: said.severity,
        owner,
        main: ItemRef::from(item),
        related: said
            .related
            .iter()
            .filter_map(|code| board.edition.item(code.as_str()))
            .map(ItemRef::from)
            .collect(),
        checklist: board.edition.version().to_owned(),
        subject: about(cell.1, name),
        found_on: at.today,
        deadline: due,
        interim_due: said.interim.map(|days| deadline(days, said.severity).due()),
        origin: Origin::Answer(kept.id),
        place,
    };
    evidence::attach(&app, &mut tx, &allowed, On::Answer(kept.id), &photos).await?;
    let issue = issues::raise(&mut tx, new).await?;
    let issue = issues::find(tx.conn(), issue, at.today).await?;
    let to = format!("/inspections/{id}#{dom}");
    let said = tx.words()?.raise_done(issue.number());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

/// The item's days, unless the person says otherwise; rated higher, the table may only shorten them.
fn days(item: &Item, said: &Raise, rules: &issues::Rules) -> u16 {
    let days = said.days.unwrap_or(item.rectify_days);
    let proposed = days == item.rectify_days && said.severity > item.severity;
    if proposed { days.min(rules.days(said.severity)) } else { days }
}

fn about(subject: Subject, name: String) -> Option<About> {
    let on = |kind, system| Some(About { kind, name, system });
    match subject {
        Subject::Unit => None,
        Subject::System(id) => on(SubjectKind::System, Some(id)),
        Subject::Zone(_) => on(SubjectKind::Zone, None),
        Subject::Hosts(_) => on(SubjectKind::Hosts, None),
        Subject::Media(_) => on(SubjectKind::Media, None),
    }
}

pub async fn attach(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    upload: Upload<RawProof>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, upload.writer).await?;
    let (head, allowed) = open_sheet(&mut tx, id).await?;
    let board = store::Board::load(tx.conn(), &head).await?;
    let (code, subject) = match upload.input.cell() {
        Ok(cell) => cell,
        Err(e) => {
            let sent = Sent::proof(String::new(), upload.input.taken_on, e);
            return super::sheet::refuse(&app, tx, &head, sent).await;
        }
    };
    let kept = board.at(code.as_str(), subject).ok_or_else(|| Error::refused(Not::Answered))?;
    let batch = match upload.input.batch().parse_some(upload.files, tx.at().today) {
        Ok(batch) => batch,
        Err(e) => {
            let sent = Sent::proof(dom_id(code.as_str(), subject), upload.input.taken_on, e);
            return super::sheet::refuse(&app, tx, &head, sent).await;
        }
    };
    evidence::attach(&app, &mut tx, &allowed, On::Answer(kept.id), &batch).await?;
    let to = format!("/inspections/{id}#{}", dom_id(code.as_str(), subject));
    let said = tx.words()?.sheet_attached(batch.len());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

pub async fn scan(
    State(app): State<App>,
    Path(id): Path<InspectionId>,
    upload: Upload<RawBatch>,
) -> Result<Response> {
    let mut tx = Tx::begin(&app, upload.writer).await?;
    let head = store::lock(&mut tx, id).await?;
    let allowed = tx.may::<can::FillInspection, _>(head.inspection.clone())?;
    let course = head.inspection.course();
    if !course.offers(Verb::AttachScan) {
        return Err(Error::refused(Refused::NotNow { verb: Verb::AttachScan, state: course.state().key() }));
    }
    let batch = match upload.input.parse_some(upload.files, tx.at().today) {
        Ok(batch) => batch,
        Err(e) => {
            return super::sheet::refuse(&app, tx, &head, Sent::scan(upload.input.taken_on, e)).await;
        }
    };
    let files = evidence::attach(&app, &mut tx, &allowed, On::Inspection(id), &batch).await?;
    let Some(file) = files.first() else { return Err(Error::BadRequest) };
    let change = allowed.attach_scan(*file, tx.at()).map_err(Error::refused)?;
    let (to, said) = (format!("/inspections/{id}"), tx.words()?.inspection_to_above());
    store::save(&mut tx, change).await?;
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
