//! The register of units as the import fills it.
use super::{CODE, KIND, NAME, ORDER, PARENT, Reason, UnitRow, parents_first};
use crate::{
    access::{Place, Scope, Section, can},
    audit::{Event, Subject, Tx},
    base::{
        db::Moment,
        error::Result,
        ids::UnitId,
        table_import::{Column, Import, Table, Verdict, fold},
        text::Words,
    },
    features::{
        imports::{Head, Plan, Register, Step, cell_reason},
        units::{
            model::Facts,
            store::bulk::{self, Changed, New, Stored},
        },
    },
};
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::{collections::HashMap, sync::atomic::AtomicUsize};

/// 单位
pub struct Units;

/// The units of the subtree, found by their codes.
pub struct Known {
    rows: Vec<UnitRow>,
    stored: Vec<Stored>,
    by_code: HashMap<String, usize>,
}

impl Known {
    fn of(stored: Vec<Stored>) -> Self {
        let row = |s: &Stored| UnitRow {
            code: s.facts.code.clone(),
            name: s.facts.name.clone(),
            parent: s.parent.clone(),
            kind: Some(s.facts.kind.clone()).filter(|k| !k.is_empty()),
            order: Some(s.facts.order_no),
        };
        let by_code = stored.iter().enumerate().map(|(at, s)| (fold::key(&s.facts.code), at)).collect();
        Self { rows: stored.iter().map(row).collect(), stored, by_code }
    }
    fn find(&self, code: &str) -> Option<usize> {
        self.by_code.get(&fold::key(code)).copied()
    }
}

impl Register for Units {
    type Keep = can::KeepUnits;
    type Row = UnitRow;
    type Reason = Reason;
    type Known = Known;
    const COLUMNS: &'static [Column] = &super::COLUMNS;
    const KIND: &'static str = "units";
    const JOB: &'static str = "import.units";
    const LIST: &'static str = "/units";
    const SECTION: Section = Section::Units;
    const LOCK: &'static str = "lock table unit in share row exclusive mode";

    fn name(w: &Words) -> String {
        w.menu_units()
    }

    fn columns(w: &Words) -> Vec<Head> {
        vec![
            Head::new(&CODE, w.unit_code(), "CQ01001").note(w.unit_import_code_note()),
            Head::new(&NAME, w.unit_import_name(), &w.unit_import_name_example()),
            Head::new(&PARENT, w.unit_import_parent(), "CQ01").note(w.unit_import_parent_note()),
            Head::new(&KIND, w.unit_kind(), &w.unit_import_kind_example()),
            Head::new(&ORDER, w.unit_order_no(), "1").note(w.unit_order_note()),
        ]
    }

    fn reason(reason: &Reason, w: &Words) -> String {
        match reason {
            Reason::Cell(cell) => cell_reason(cell, w),
            Reason::UnknownParent => w.unit_import_unknown_parent(),
            Reason::RefusedParent { line } => w.unit_import_refused_parent(*line),
            Reason::Circle => w.unit_import_circle(),
            Reason::SecondRoot => w.unit_import_second_root(),
        }
    }

    async fn known(db: &mut PgConnection, scope: &Scope, _: Moment) -> Result<Known> {
        Ok(Known::of(bulk::all(db, scope).await?))
    }

    fn read(table: &Table<'_>, known: &Known) -> Import<UnitRow, Reason> {
        let mut import = super::read(table, &known.rows);
        for line in &mut import.lines {
            // A blank order number says nothing.
            if let Verdict::Good(unit) = &mut line.verdict {
                unit.order
                    .get_or_insert(known.find(&unit.code).map_or(0, |at| known.stored[at].facts.order_no));
            }
        }
        import
    }

    fn step(row: &UnitRow, known: &Known, given: &dyn Fn(&Column) -> bool) -> Step {
        match known.find(&row.code) {
            None => Step::Create,
            Some(at) => match row.changes(&known.rows[at], given) {
                keys if keys.is_empty() => Step::Same,
                keys => Step::Change(keys),
            },
        }
    }

    async fn store(tx: &mut Tx, plan: &Plan<Self>, stored: &AtomicUsize) -> Result<()> {
        let steps: HashMap<&str, &Step> = plan.work().map(|(row, step)| (row.code.as_str(), step)).collect();
        let count = steps.values().filter(|s| ***s == Step::Create).count();
        let mut numbers = bulk::numbers(tx, count).await?.into_iter();
        let at = tx.at();
        let mut places: HashMap<&str, Place> =
            plan.known.stored.iter().map(|s| (s.facts.code.as_str(), s.place.clone())).collect();
        let (mut new, mut changed, mut data) = (Vec::new(), Vec::new(), Vec::new());
        for row in parents_first(&plan.import) {
            let Some(step) = steps.get(row.code.as_str()) else { continue };
            let above = row.parent.as_deref().and_then(|code| places.get(code));
            match (step, plan.known.find(&row.code)) {
                (Step::Change(keys), Some(known)) => {
                    let stored = &plan.known.stored[known];
                    let parent = above.filter(|_| keys.contains(&PARENT.key)).map(|p| p.unit);
                    let facts = merged(row, &stored.facts, keys);
                    let (old, news) =
                        (told(&stored.facts, stored.parent.as_deref()), told(&facts, row.parent.as_deref()));
                    data.push((stored.place.unit, json!({ "old": old, "new": news })));
                    changed.push(Changed { id: stored.place.unit, parent, facts });
                }
                _ => {
                    // The root is number 1.
                    let no = above.map_or(Some(1), |_| numbers.next()).unwrap_or_default();
                    let path = format!("{}{no}/", above.map_or("", |p| p.path.as_str()));
                    let place = Place { unit: UnitId::new(at.now), path };
                    let facts = fresh(row);
                    data.push((place.unit, json!({ "new": told(&facts, row.parent.as_deref()) })));
                    new.push(New { place: place.clone(), no, parent: above.map(|p| p.unit), facts });
                    places.insert(&row.code, place);
                }
            }
        }
        bulk::put(tx, &new, &changed, stored).await?;
        record(tx, data).await
    }
}

fn fresh(row: &UnitRow) -> Facts {
    Facts {
        code: row.code.clone(),
        name: row.name.clone(),
        kind: row.kind.clone().unwrap_or_default(),
        order_no: row.order.unwrap_or_default(),
    }
}

/// What is stored, with the columns that differ.
fn merged(row: &UnitRow, stored: &Facts, keys: &[&str]) -> Facts {
    let given = fresh(row);
    let text = |column: &Column, new: String, old: &String| {
        if keys.contains(&column.key) { new } else { old.clone() }
    };
    Facts {
        code: stored.code.clone(),
        name: text(&NAME, given.name, &stored.name),
        kind: text(&KIND, given.kind, &stored.kind),
        order_no: if keys.contains(&ORDER.key) { given.order_no } else { stored.order_no },
    }
}

fn told(facts: &Facts, parent: Option<&str>) -> Value {
    json!({ "code": facts.code, "name": facts.name, "kind": facts.kind, "order_no": facts.order_no, "parent": parent })
}

/// One event for each unit, at the place where it stands now.
async fn record(tx: &mut Tx, data: Vec<(UnitId, Value)>) -> Result<()> {
    let ids: Vec<_> = data.iter().map(|(id, _)| id.0).collect();
    let mut places = bulk::places(tx, &ids).await?;
    for (id, data) in data {
        let Some(place) = places.remove(&id.0) else { continue };
        tx.record(Event { kind: "unit.import", subject: Subject { kind: "unit", id: id.0 }, place, data });
    }
    Ok(())
}
