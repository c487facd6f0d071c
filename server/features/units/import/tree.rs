//! Checks that the units of a file and those already stored make one tree.
use std::collections::{HashMap, HashSet, VecDeque};

use super::{CODE, PARENT, Reason, UnitRow};
use crate::base::table_import::{self, Found, Import, Line, Lookup, Verdict, fold};

type Units = Import<UnitRow, Reason>;

/// The good units, each after the one above it.
pub fn parents_first(import: &Units) -> Vec<&UnitRow> {
    let codes: HashSet<&str> = import.good().map(|(_, unit)| unit.code.as_str()).collect();
    let mut below: HashMap<Option<&str>, Vec<&UnitRow>> = HashMap::new();
    for (_, unit) in import.good() {
        below.entry(unit.parent.as_deref().filter(|p| codes.contains(p))).or_default().push(unit);
    }
    let mut ordered = below.remove(&None).unwrap_or_default();
    let mut next = 0;
    while let Some(unit) = ordered.get(next) {
        ordered.extend(below.remove(&Some(unit.code.as_str())).unwrap_or_default());
        next += 1;
    }
    ordered
}

/// Puts codes for what was written as the unit above, and refuses the lines that fit into no tree.
pub(super) fn check(import: &mut Units, stored: &[UnitRow]) {
    resolve(import, stored);
    one_root(import, stored);
    no_circles(import, stored);
    none_below_refused(import, stored);
}

fn resolve(import: &mut Units, stored: &[UnitRow]) {
    let mut codes: HashMap<String, String> = HashMap::new();
    for unit in stored.iter().chain(import.good().map(|(_, unit)| unit)) {
        codes.entry(fold::key(&unit.code)).or_insert_with(|| unit.code.clone());
    }
    let spelled = |code: &str| codes.get(&fold::key(code)).map(String::as_str);
    let mut names = Lookup::default();
    for unit in stored.iter().chain(import.good().map(|(_, unit)| unit)) {
        spelled(&unit.code).into_iter().for_each(|code| names.add(&unit.name, code));
    }
    let above: HashMap<&str, &str> =
        stored.iter().filter_map(|u| Some((u.code.as_str(), u.parent.as_deref()?))).collect();
    let refused: HashMap<String, u32> =
        import.refused().map(|(line, _)| (seen_code(line), line.number)).collect();
    let find = |unit: &UnitRow, parent: &str| match names.find(parent) {
        _ if spelled(parent).is_some() => Ok(spelled(parent).unwrap_or(parent).to_owned()),
        Found::One(code) => Ok(code.to_owned()),
        Found::Several => Err(table_import::Reason::Ambiguous.into()),
        // Above the highest unit that this person sees stands one that they do not: as it was is how it stays.
        Found::None => match above.get(unit.code.as_str()) {
            Some(kept) if fold::key(kept) == fold::key(parent) => Ok((*kept).to_owned()),
            _ => match refused.get(&fold::key(parent)) {
                Some(line) => Err(Reason::RefusedParent { line: *line }),
                None => Err(Reason::UnknownParent),
            },
        },
    };
    for line in &mut import.lines {
        let Verdict::Good(unit) = &mut line.verdict else { continue };
        spelled(&unit.code).into_iter().for_each(|code| code.clone_into(&mut unit.code));
        match unit.parent.as_deref().map(|parent| find(unit, parent)).transpose() {
            Ok(parent) => unit.parent = parent,
            Err(reason) => line.refuse(&PARENT, reason),
        }
    }
}

fn one_root(import: &mut Units, stored: &[UnitRow]) {
    let mut root = stored.iter().find(|u| u.parent.is_none()).map(|u| u.code.clone());
    for line in &mut import.lines {
        let Some(unit) = line.good().filter(|unit| unit.parent.is_none()) else { continue };
        if stored.is_empty() && root.is_none() {
            root = Some(unit.code.clone());
        } else if root.as_ref() != Some(&unit.code) {
            line.refuse(&PARENT, Reason::SecondRoot);
        }
    }
}

fn no_circles(import: &mut Units, stored: &[UnitRow]) {
    let mut above: HashMap<&str, Option<&str>> = HashMap::new();
    for unit in stored.iter().chain(import.good().map(|(_, unit)| unit)) {
        above.insert(&unit.code, unit.parent.as_deref());
    }
    let circling: HashSet<String> = circles(&above).into_iter().map(str::to_owned).collect();
    for line in &mut import.lines {
        if line.good().is_some_and(|unit| circling.contains(&unit.code)) {
            line.refuse(&PARENT, Reason::Circle);
        }
    }
}

/// Every unit from which the way up leads back to itself.
fn circles<'a>(above: &HashMap<&'a str, Option<&'a str>>) -> HashSet<&'a str> {
    let mut walked = HashSet::new();
    let mut circling = HashSet::new();
    for start in above.keys().copied() {
        let mut way = Vec::new();
        let mut at = Some(start);
        while let Some(unit) = at {
            if !walked.insert(unit) {
                let back = way.iter().position(|passed| *passed == unit);
                circling.extend(back.into_iter().flat_map(|from| way[from..].iter().copied()));
                break;
            }
            way.push(unit);
            at = above.get(unit).copied().flatten();
        }
    }
    circling
}

/// A unit whose line is refused may already be stored; only where it is not, those below it have nothing to hang on.
fn none_below_refused(import: &mut Units, stored: &[UnitRow]) {
    let stored: HashSet<String> = stored.iter().map(|unit| fold::key(&unit.code)).collect();
    let mut below: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in import.lines.iter().enumerate() {
        if let Some(parent) = line.good().and_then(|unit| unit.parent.as_deref()) {
            below.entry(fold::key(parent)).or_default().push(at);
        }
    }
    let good: HashSet<String> = import.good().map(|(_, unit)| fold::key(&unit.code)).collect();
    let refused = import.refused().map(|(line, _)| (seen_code(line), line.number));
    let mut refused: VecDeque<_> = refused.filter(|(code, _)| !good.contains(code)).collect();
    while let Some((code, number)) = refused.pop_front() {
        if stored.contains(&code) {
            continue;
        }
        for at in below.remove(&code).unwrap_or_default() {
            let line = &mut import.lines[at];
            line.refuse(&PARENT, Reason::RefusedParent { line: number });
            refused.push_back((seen_code(line), line.number));
        }
    }
}

/// The code on a line in the form for comparison, also where the line is refused.
fn seen_code(line: &Line<UnitRow, Reason>) -> String {
    let cell = line.cells.iter().find(|cell| cell.column == CODE.key);
    cell.map_or_else(String::new, |cell| fold::key(&cell.original))
}
