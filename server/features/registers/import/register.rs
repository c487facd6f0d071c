//! The register of systems as the import fills it.
use super::{
    ACCOUNTABLE, EXPOSURE, FILING, IMPORTANT, LEVEL, NAME, ONLINE, OPERATING, PHONE, REMARK, Reason, STATUS,
    SystemRow, UNIT,
};
use crate::{
    access::{InUnit, Place, Scope, Section, can},
    audit::Tx,
    base::{
        db::Moment,
        error::Result,
        ids::{SystemId, UnitId},
        table_import::{Column, Import, Lookup, Table, Verdict, fold},
        text::Words,
    },
    features::{
        imports::{Head, Plan, Register, Step, cell_reason},
        registers::{
            model::{Facts, MlpsLevel, System, SystemStatus, event},
            pages::system::{level_text, status_text},
            store::bulk,
        },
        units::bulk as units,
    },
};
use serde_json::json;
use sqlx::PgConnection;
use std::{collections::HashMap, sync::atomic::AtomicUsize};

/// 信息系统
pub struct Systems;

/// Units and systems of the subtree; unit and name together tell systems apart.
pub struct Known {
    units: Lookup<UnitId>,
    places: HashMap<UnitId, Place>,
    systems: HashMap<(UnitId, String), System>,
}

impl Known {
    fn find(&self, row: &SystemRow<UnitId>) -> Option<&System> {
        self.systems.get(&(row.unit, fold::key(&row.name)))
    }
}

impl Register for Systems {
    type Keep = can::KeepSystems;
    type Row = SystemRow<UnitId>;
    type Reason = Reason;
    type Known = Known;
    const COLUMNS: &'static [Column] = &super::COLUMNS;
    const KIND: &'static str = "systems";
    const JOB: &'static str = "import.systems";
    const LIST: &'static str = "/systems";
    const SECTION: Section = Section::Systems;
    const LOCK: &'static str = "lock table system in share row exclusive mode";

    fn name(w: &Words) -> String {
        w.menu_systems()
    }

    fn columns(w: &Words) -> Vec<Head> {
        let levels = [None].into_iter().chain(MlpsLevel::ALL.map(Some)).map(|l| level_text(l, w)).collect();
        let states = SystemStatus::ALL.map(|s| status_text(s, w)).to_vec();
        vec![
            Head::new(&UNIT, w.system_unit(), "CQ01001").note(w.system_import_unit_note()),
            Head::new(&NAME, w.system_name(), &w.system_import_name_example())
                .note(w.system_import_name_note()),
            Head::new(&LEVEL, w.system_level(), &w.system_level_2())
                .choices(levels)
                .note(w.system_import_level_note()),
            Head::new(&FILING, w.system_filing_no(), "50010600001-22001"),
            Head::new(&STATUS, w.system_status(), &w.system_in_use()).choices(states),
            Head::new(&ACCOUNTABLE, w.system_accountable(), &w.system_import_person_example()),
            Head::new(&OPERATING, w.system_operating(), &w.system_import_person_example()),
            Head::new(&PHONE, w.system_phone(), "023-60000000"),
            Head::new(&ONLINE, w.system_online(), "2022-01-05").note(w.system_import_online_note()),
            Head::new(&IMPORTANT, w.system_important(), &w.word_no())
                .choices(vec![w.word_yes(), w.word_no()])
                .note(w.system_import_important_note()),
            Head::new(&EXPOSURE, w.system_exposure(), &w.system_import_exposure_example()),
            Head::new(&REMARK, w.system_remark(), ""),
        ]
    }

    fn reason(reason: &Reason, w: &Words) -> String {
        match reason {
            Reason::Cell(cell) => cell_reason(cell, w),
            Reason::NoOwner => w.system_import_no_owner(),
            Reason::OwnerNoPerson => w.system_import_owner_no_person(),
            Reason::SharedFiling { lines } => w.system_import_shared_filing(*lines),
            Reason::StatusAssumed => w.system_import_status_assumed(),
        }
    }

    async fn known(db: &mut PgConnection, scope: &Scope, _: Moment) -> Result<Known> {
        let units = units::named(db, scope).await?;
        let systems = bulk::all(db, scope).await?;
        let key = |s: &System| (s.place().unit, fold::key(&s.facts().name));
        Ok(Known {
            units: units::lookup(&units),
            places: units.into_iter().map(|u| (u.place.unit, u.place)).collect(),
            systems: systems.into_iter().map(|s| (key(&s), s)).collect(),
        })
    }

    fn read(table: &Table<'_>, known: &Known) -> Import<Self::Row, Reason> {
        let mut import = super::read(table, &known.units);
        for line in &mut import.lines {
            // A blank cell says nothing on importance.
            if let Verdict::Good(row) = &mut line.verdict {
                row.important.get_or_insert(known.find(row).is_some_and(|s| s.facts().important));
            }
        }
        import
    }

    fn step(row: &Self::Row, known: &Known, given: &dyn Fn(&Column) -> bool) -> Step {
        match known.find(row) {
            None => Step::Create,
            Some(stored) => match row.changes(&as_row(stored), given) {
                keys if keys.is_empty() => Step::Same,
                keys => Step::Change(keys),
            },
        }
    }

    async fn store(tx: &mut Tx, plan: &Plan<Self>, stored: &AtomicUsize) -> Result<()> {
        let (now, mut new, mut changed) = (tx.at().now, Vec::new(), Vec::new());
        for (row, step) in plan.work() {
            match (step, plan.known.find(row)) {
                (Step::Change(keys), Some(stored)) => {
                    let facts = merged(row, stored.facts(), keys);
                    let data = json!({ "old": stored.facts().told(), "new": facts.told() });
                    tx.record(event("system.import", stored.id(), stored.place(), data));
                    changed.push((stored.id(), stored.place().clone(), facts));
                }
                _ => {
                    let Some(place) = plan.known.places.get(&row.unit).cloned() else { continue };
                    let (id, facts) = (SystemId::new(now), fresh(row));
                    tx.record(event("system.import", id, &place, json!({ "new": facts.told() })));
                    new.push((id, place, facts));
                }
            }
        }
        bulk::add(tx, &new, stored).await?;
        bulk::change(tx, &changed, stored).await
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|t| !t.is_empty())
}

/// A stored system as a table would say it.
fn as_row(stored: &System) -> SystemRow<UnitId> {
    let f = stored.facts();
    SystemRow {
        unit: stored.place().unit,
        name: f.name.clone(),
        level: f.level,
        filing: some(&f.filing_no),
        status: f.status,
        accountable: some(&f.accountable),
        operating: some(&f.operating),
        phone: some(&f.phone),
        online: f.online,
        important: Some(f.important),
        exposure: some(&f.exposure),
        remark: some(&f.remark),
    }
}

fn fresh(row: &SystemRow<UnitId>) -> Facts {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Facts {
        name: row.name.clone(),
        level: row.level,
        filing_no: text(&row.filing),
        status: row.status,
        important: row.important.unwrap_or_default(),
        accountable: text(&row.accountable),
        operating: text(&row.operating),
        phone: text(&row.phone),
        online: row.online,
        exposure: text(&row.exposure),
        remark: text(&row.remark),
        provided_by: None,
    }
}

/// What is stored, with the columns that differ.
fn merged(row: &SystemRow<UnitId>, stored: &Facts, keys: &[&str]) -> Facts {
    let (given, mut facts) = (fresh(row), stored.clone());
    for key in keys {
        match *key {
            k if k == LEVEL.key => facts.level = given.level,
            k if k == FILING.key => facts.filing_no.clone_from(&given.filing_no),
            k if k == STATUS.key => facts.status = given.status,
            k if k == ACCOUNTABLE.key => facts.accountable.clone_from(&given.accountable),
            k if k == OPERATING.key => facts.operating.clone_from(&given.operating),
            k if k == PHONE.key => facts.phone.clone_from(&given.phone),
            k if k == ONLINE.key => facts.online = given.online,
            k if k == IMPORTANT.key => facts.important = given.important,
            k if k == EXPOSURE.key => facts.exposure.clone_from(&given.exposure),
            k if k == REMARK.key => facts.remark.clone_from(&given.remark),
            _ => {}
        }
    }
    facts
}
