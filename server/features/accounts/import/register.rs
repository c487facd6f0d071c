//! The register of people as the import fills it: a person and a post, never a sign-in.
use super::{DEPARTMENT, ImportRole, MAIL, NAME, NUMBER, PHONE, ROLE, Reason, StaffRow, UNIT};
use crate::{
    access::{Place, Role, Scope, Section, can},
    audit::Tx,
    base::{
        db::Moment,
        error::Result,
        ids::{PersonId, UnitId},
        table_import::{Column, Import, Lookup, Table, fold},
        text::{Sentence, Words},
    },
    features::{
        accounts::{
            model::person::{Facts, Held, Term, event},
            store::bulk::{self, Stored},
        },
        imports::{Head, Plan, Register, Step, cell_reason},
        units::bulk as units,
    },
};
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::{
    collections::{HashMap, HashSet},
    sync::atomic::AtomicUsize,
};
use uuid::Uuid;

/// 人员
pub struct Staff;

/// Units and people of the subtree; unit and staff number together tell people apart.
pub struct Known {
    units: Lookup<UnitId>,
    places: HashMap<UnitId, Place>,
    people: HashMap<(UnitId, String), Stored>,
    held: HashMap<Uuid, Vec<Held>>,
    elsewhere: HashSet<Uuid>,
    at: Moment,
}

impl Known {
    fn find(&self, row: &StaffRow<UnitId>) -> Option<&Stored> {
        self.people.get(&(row.unit, fold::key(&row.number)))
    }

    /// Whether the line would turn the mail address of someone with a post out of reach.
    fn keeps_mail(&self, row: &StaffRow<UnitId>) -> bool {
        let given = row.mail.as_deref().unwrap_or_default();
        self.find(row).is_some_and(|p| p.facts.mail != given && self.elsewhere.contains(&p.id.0))
    }

    /// The role that stands against the one that the line gives.
    fn against(&self, row: &StaffRow<UnitId>) -> Option<Role> {
        let (stored, place) = (self.find(row)?, self.places.get(&row.unit)?);
        let term = Term { from: self.at.today, to: None };
        let held = self.held.get(&stored.id.0).into_iter().flatten();
        held.filter(|h| h.excludes(row.role.role(), &place.path, term)).map(|h| h.role).next()
    }
}

/// Whether the line's role is a new one. Whoever holds any post in the unit is of its staff.
fn appoints(row: &StaffRow<UnitId>, stored: &Stored) -> bool {
    let staff = row.role == ImportRole::Staff && !stored.roles.is_empty();
    !staff && !stored.roles.contains(&row.role.role())
}

impl Register for Staff {
    type Keep = can::KeepPeople;
    type Row = StaffRow<UnitId>;
    type Reason = Reason;
    type Known = Known;
    const COLUMNS: &'static [Column] = &super::COLUMNS;
    const KIND: &'static str = "people";
    const JOB: &'static str = "import.people";
    const LIST: &'static str = "/people";
    const SECTION: Section = Section::People;
    const LOCK: &'static str = "lock table person, post in share row exclusive mode";

    fn name(w: &Words) -> String {
        w.menu_people()
    }

    fn columns(w: &Words) -> Vec<Head> {
        let roles = ImportRole::ALL.map(|r| r.role().say(w)).to_vec();
        vec![
            Head::new(&NUMBER, w.field_staff_no(), "T00001").note(w.person_import_number_note()),
            Head::new(&NAME, w.person_name(), &w.system_import_person_example()),
            Head::new(&UNIT, w.person_import_unit(), "CQ01001").note(w.person_import_unit_note()),
            Head::new(&DEPARTMENT, w.field_department(), &w.person_import_department_example()),
            Head::new(&MAIL, w.field_mail(), "t00001@example.invalid"),
            Head::new(&PHONE, w.field_phone(), "023-60000000"),
            Head::new(&ROLE, w.field_role(), &w.role_staff())
                .choices(roles)
                .note(w.person_import_role_note()),
        ]
    }

    fn reason(reason: &Reason, w: &Words) -> String {
        match reason {
            Reason::Cell(cell) => cell_reason(cell, w),
            Reason::RoleByHandOnly => w.person_import_by_hand(),
            Reason::Apart(role) => w.person_apart(role.say(w)),
            Reason::MailElsewhere => w.person_mail_elsewhere(),
        }
    }

    async fn known(db: &mut PgConnection, scope: &Scope, at: Moment) -> Result<Known> {
        let units = units::named(db, scope).await?;
        let people = bulk::people(db, scope, at.today).await?;
        let ids: Vec<Uuid> = people.iter().map(|p| p.id.0).collect();
        let held = bulk::held(db, &ids).await?;
        let key = |p: &Stored| (p.place.unit, fold::key(p.facts.staff_no.as_deref().unwrap_or_default()));
        Ok(Known {
            units: units::lookup(&units),
            places: units.into_iter().map(|u| (u.place.unit, u.place)).collect(),
            people: people.into_iter().map(|p| (key(&p), p)).collect(),
            held,
            elsewhere: bulk::elsewhere(db, &ids, at.now).await?,
            at,
        })
    }

    fn read(table: &Table<'_>, known: &Known) -> Import<Self::Row, Reason> {
        let mut import = super::read(table, &known.units);
        let gives_mail = import.has(&MAIL);
        for line in &mut import.lines {
            if gives_mail && line.good().is_some_and(|row| known.keeps_mail(row)) {
                line.refuse(&MAIL, Reason::MailElsewhere);
            }
            if let Some(other) = line.good().and_then(|row| known.against(row)) {
                line.refuse(&ROLE, Reason::Apart(other));
            }
        }
        import
    }

    fn step(row: &Self::Row, known: &Known, given: &dyn Fn(&Column) -> bool) -> Step {
        let Some(stored) = known.find(row) else { return Step::Create };
        let mut keys = row.changes(&as_row(stored, row), given);
        if given(&ROLE) && appoints(row, stored) {
            keys.push(ROLE.key);
        }
        if keys.is_empty() { Step::Same } else { Step::Change(keys) }
    }

    async fn store(tx: &mut Tx, plan: &Plan<Self>, stored: &AtomicUsize) -> Result<()> {
        let now = tx.at().now;
        let (mut new, mut changed, mut posts) = (Vec::new(), Vec::new(), Vec::new());
        for (row, step) in plan.work() {
            let Some(place) = plan.known.places.get(&row.unit).cloned() else { continue };
            let role = row.role.role();
            match (step, plan.known.find(row)) {
                (Step::Change(keys), Some(stored)) => {
                    let facts = merged(row, &stored.facts, keys);
                    let appoints = keys.contains(&ROLE.key);
                    let data = json!({ "old": told(&stored.facts, None), "new": told(&facts, appoints.then_some(role)) });
                    tx.record(event("person.import", stored.id, &place, data));
                    if appoints {
                        posts.push((stored.id, place, role));
                    }
                    changed.push((stored.id, facts));
                }
                _ => {
                    let (id, facts) = (PersonId::new(now), fresh(row));
                    tx.record(event("person.import", id, &place, json!({ "new": told(&facts, Some(role)) })));
                    posts.push((id, place.clone(), role));
                    new.push((id, place, facts));
                }
            }
        }
        bulk::add(tx, &new, stored).await?;
        bulk::change(tx, &changed, stored).await?;
        bulk::appoint(tx, &posts).await
    }
}

/// A stored person as a table would say it; the role is compared apart, because a person may hold several.
fn as_row(stored: &Stored, row: &StaffRow<UnitId>) -> StaffRow<UnitId> {
    let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    let f = &stored.facts;
    StaffRow {
        number: row.number.clone(),
        name: f.name.clone(),
        unit: stored.place.unit,
        department: some(&f.department),
        mail: some(&f.mail),
        phone: some(&f.phone),
        role: row.role,
    }
}

fn fresh(row: &StaffRow<UnitId>) -> Facts {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Facts {
        name: row.name.clone(),
        staff_no: Some(row.number.clone()),
        department: text(&row.department),
        mail: text(&row.mail),
        phone: text(&row.phone),
    }
}

/// What is stored, with the columns that differ.
fn merged(row: &StaffRow<UnitId>, stored: &Facts, keys: &[&str]) -> Facts {
    let given = fresh(row);
    let text = |column: &Column, new: String, old: &String| {
        if keys.contains(&column.key) { new } else { old.clone() }
    };
    Facts {
        name: text(&NAME, given.name, &stored.name),
        staff_no: stored.staff_no.clone(),
        department: text(&DEPARTMENT, given.department, &stored.department),
        mail: text(&MAIL, given.mail, &stored.mail),
        phone: text(&PHONE, given.phone, &stored.phone),
    }
}

fn told(facts: &Facts, role: Option<Role>) -> Value {
    let mut told = json!(facts);
    told["role"] = json!(role.map(Role::code));
    told
}
