//! The issues of a unit's older list as the import fills them in.
use super::{
    Beside, COLUMNS, DESCRIPTION, DONE, DUE, FOUND, ITEM, MEASURE, NUMBER, OWNER, Owners, Reason, Row,
    SEVERITY, STATE, SYSTEM, TITLE, UNIT, items, read,
};
use crate::{
    access::{Place, Scope, Section, can},
    audit::Tx,
    base::{
        calendar::Calendar,
        db::{Moment, holidays},
        error::Result,
        ids::{PersonId, UnitId},
        table_import::{Column, Import, Table, Verdict},
        text::{Words, language},
    },
    features::{
        checklists::model::{Edition, Item, Severity},
        imports::{Head, Plan, Register, Step, cell_reason},
        issues::{
            deadline::Deadline,
            model::{Candidate, Code, ItemRef, Listed, Progress, Subject, SubjectKind, vouches},
            pages::severity_text,
            store,
        },
        units::bulk as units,
    },
};
use sqlx::PgConnection;
use std::{
    collections::{HashMap, HashSet},
    sync::atomic::AtomicUsize,
};

/// 问题清单
pub struct Listings;

/// Units of the subtree, who can own their issues, and what was imported before.
pub struct Known {
    beside: Beside,
    places: HashMap<UnitId, Place>,
    names: HashMap<PersonId, String>,
    imported: HashSet<(UnitId, String)>,
    importer: store::Importer,
    own: String,
    calendar: Calendar,
}

impl Known {
    fn path(&self, unit: UnitId) -> &str {
        self.places.get(&unit).map_or("", |place| &place.path)
    }
}

impl Register for Listings {
    type Keep = can::ImportIssues;
    type Row = Row;
    type Reason = Reason;
    type Known = Known;
    const COLUMNS: &'static [Column] = &COLUMNS;
    const KIND: &'static str = "issues";
    const JOB: &'static str = "import.issues";
    const LIST: &'static str = "/issues";
    const SECTION: Section = Section::Issues;
    // Lists alone wait for one another: nobody who works on issues does.
    const LOCK: &'static str = "select pg_advisory_xact_lock(hashtextextended('import.issues', 0))";

    fn name(w: &Words) -> String {
        w.menu_issues()
    }

    fn columns(w: &Words) -> Vec<Head> {
        let item = |i: &Item| format!("{} {}", i.code.as_str(), i.title(language(w)));
        let states =
            [Code::Awaiting, Code::Rectifying, Code::Reviewing, Code::Closed].map(|c| c.say(w)).to_vec();
        let grades = Severity::ALL.iter().rev().map(|s| severity_text(*s, w)).collect();
        vec![
            Head::new(&NUMBER, w.issue_import_number(), "2024-017").note(w.issue_import_number_note()),
            Head::new(&UNIT, w.issue_unit(), "CQ01001").note(w.system_import_unit_note()),
            Head::new(&TITLE, w.issue_title(), &w.issue_import_title_example()),
            Head::new(&DESCRIPTION, w.issue_import_description(), ""),
            Head::new(&ITEM, w.issue_item(), "NET-02")
                .choices(items().map(item).collect())
                .note(w.issue_import_item_note()),
            Head::new(&SYSTEM, w.issue_import_system(), "").note(w.issue_import_system_note()),
            Head::new(&SEVERITY, w.issue_severity(), &w.issue_severity_high())
                .choices(grades)
                .note(w.issue_import_severity_note()),
            Head::new(&FOUND, w.issue_found_on(), "2024-03-05"),
            Head::new(&DUE, w.issue_due(), "2024-04-03").note(w.issue_import_due_note()),
            Head::new(&OWNER, w.issue_owner(), &w.system_import_person_example())
                .note(w.issue_import_owner_note()),
            Head::new(&STATE, w.issue_state(), &Code::Closed.say(w))
                .choices(states)
                .note(w.issue_import_state_note()),
            Head::new(&MEASURE, w.issue_measure(), &w.issue_import_measure_example())
                .note(w.issue_import_done_note()),
            Head::new(&DONE, w.issue_import_done(), "2024-03-28").note(w.issue_import_done_note()),
        ]
    }

    fn reason(reason: &Reason, w: &Words) -> String {
        match reason {
            Reason::Cell(cell) => cell_reason(cell, w),
            Reason::Future => w.issue_bad_future(),
            Reason::BeforeFound => w.issue_import_before_found(),
            Reason::NoDay => w.issue_import_no_day(),
            Reason::NoMeasure => w.issue_import_no_measure(),
            Reason::DecidedHere => w.issue_import_decided_here(),
            Reason::NotYours => w.issue_import_not_yours(),
            Reason::NobodyThere => w.issue_import_nobody_there(),
            Reason::OwnerAssumed => w.issue_import_owner_assumed(),
            Reason::OwnerUnknown => w.issue_import_owner_unknown(),
            Reason::SeverityAssumed => w.issue_import_severity_assumed(),
            Reason::VerifiedFirst => w.issue_import_verified_first(),
        }
    }

    async fn known(db: &mut PgConnection, scope: &Scope, at: Moment) -> Result<Known> {
        let units = units::named(db, scope).await?;
        let (mut owners, mut names) = (HashMap::<UnitId, Owners>::new(), HashMap::new());
        for (unit, candidate, officer) in store::owners_below(db, scope, at.today).await? {
            let there = owners.entry(unit).or_default();
            there.by_name.add(candidate.name(), candidate.person());
            if officer {
                there.officer.get_or_insert(candidate.person());
            }
            names.insert(candidate.person(), candidate.name().to_owned());
        }
        Ok(Known {
            beside: Beside { units: units::lookup(&units), owners, today: at.today },
            places: units.into_iter().map(|u| (u.place.unit, u.place)).collect(),
            names,
            imported: store::imported(db, scope).await?,
            importer: store::importer(db).await?,
            own: scope.from().to_owned(),
            calendar: Calendar::shipped_and(holidays(db).await?),
        })
    }

    fn read(table: &Table<'_>, known: &Known) -> Import<Row, Reason> {
        let mut import = read(table, &known.beside);
        for line in &mut import.lines {
            let Verdict::Good(row) = &line.verdict else { continue };
            let path = known.path(row.unit);
            let waits = matches!(row.progress, Progress::Closed(_))
                && !vouches(known.importer.person, &known.own, path, row.owner);
            if path == known.own && !known.importer.officer {
                line.refuse(&UNIT, Reason::NotYours);
            } else if waits {
                line.warn(&STATE, Reason::VerifiedFirst);
            }
        }
        import
    }

    fn step(row: &Row, known: &Known, _: &dyn Fn(&Column) -> bool) -> Step {
        // What was imported goes its way in the portal: a list never changes it.
        if known.imported.contains(&(row.unit, row.key())) { Step::Same } else { Step::Create }
    }

    async fn store(tx: &mut Tx, plan: &Plan<Self>, stored: &AtomicUsize) -> Result<()> {
        let rows: Vec<&Row> = plan.work().map(|(row, _)| row).collect();
        for part in rows.chunks(store::PART) {
            let numbers =
                store::numbers(tx, &part.iter().map(|row| row.found_on).collect::<Vec<_>>()).await?;
            let mut changes = Vec::new();
            for (row, number) in part.iter().zip(numbers) {
                let listed = listed(row, &plan.known);
                let allowed = tx.may::<can::RaiseIssue, _>(listed.place.clone())?;
                changes.push((allowed.take_over(listed, number, tx.at()), row.key()));
            }
            store::take_over(tx, changes, stored).await?;
        }
        Ok(())
    }
}

fn listed(row: &Row, known: &Known) -> Listed {
    let name = known.names.get(&row.owner).cloned().unwrap_or_default();
    let system = |name: &String| Subject { kind: SubjectKind::System, name: name.clone(), system: None };
    Listed {
        place: Place { unit: row.unit, path: known.path(row.unit).to_owned() },
        old_number: row.number.clone().unwrap_or_default(),
        title: row.title.clone(),
        description: row.description.clone().unwrap_or_default(),
        severity: row.severity,
        owner: Candidate::listed(row.owner, name),
        item: ItemRef::from(row.item),
        checklist: Edition::built_in().version().to_owned(),
        subject: row.system.as_ref().map(system),
        found_on: row.found_on,
        deadline: Deadline::granted(row.found_on, row.due, &known.calendar, row.severity),
        progress: row.progress.clone(),
    }
}
