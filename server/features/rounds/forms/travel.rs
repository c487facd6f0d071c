//! What is written on the way of a sheet: reasons, and who took part.
use super::super::model::{Parties, Refused};
use crate::{
    base::form::{Errors, Fault, field},
    features::checklists::model::Code,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The most characters of a reason.
const REASON: usize = 500;

/// A form with a reason alone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Reason {
    /// Why.
    pub reason: String,
}

impl Reason {
    /// The reason, or what is wrong with it.
    pub fn parse(&self) -> Result<String, Errors> {
        field::text(&self.reason, REASON).map_err(|f| Errors::one("reason", f))
    }
}

/// Fields named `reason-NET-02`, with their codes.
fn reasons(fields: &[(String, String)]) -> impl Iterator<Item = (&String, Code, &String)> {
    fields.iter().filter_map(|(name, text)| {
        let code = name.strip_prefix("reason-")?.parse().ok()?;
        Some((name, code, text))
    })
}

/// Items that go back, from fields named `reason-NET-02`; empty ones are left out.
#[derive(Debug, Clone, Default)]
pub struct Returning {
    /// As entered, by code.
    pub entered: BTreeMap<String, String>,
}

impl Returning {
    /// From the fields of the form.
    pub fn of(fields: &[(String, String)]) -> Self {
        Self { entered: reasons(fields).map(|(_, code, text)| (code.into(), text.clone())).collect() }
    }
    /// The items, or what is wrong at which.
    pub fn parse(&self) -> Result<BTreeMap<Code, String>, Errors> {
        let (mut items, mut e) = (BTreeMap::new(), Errors::default());
        for (code, text) in &self.entered {
            match (code.parse(), field::optional(text, REASON)) {
                (Ok(code), Ok(text)) if !text.is_empty() => drop(items.insert(code, text)),
                (_, Err(fault)) => e.add(format!("reason-{code}"), fault),
                _ => {}
            }
        }
        e.none().map(|()| items)
    }
    /// What the verb said no to, at its field; none where it is no matter of what was entered.
    pub fn faults(no: &Refused) -> Option<Errors> {
        matches!(no, Refused::NothingReturned | Refused::NotOnSheet(_))
            .then(|| Errors::one("items", Fault::says(no.clone())))
    }
}

/// The first field of a name, at most 500 characters.
fn said(fields: &[(String, String)], name: &str) -> String {
    let field = fields.iter().find(|(n, _)| n == name);
    field.map(|(_, text)| text.trim().chars().take(REASON).collect()).unwrap_or_default()
}

/// What is sent with a sheet that is handed in.
#[derive(Debug, Clone, Default)]
pub struct Handing {
    /// Reasons of single items.
    pub own: BTreeMap<Code, String>,
    /// The reason of all other open items.
    pub common: String,
    /// Who took part.
    pub parties: Parties,
}

impl Handing {
    /// From fields named `reason-NET-02`, `common` and `party-…`.
    pub fn of(fields: &[(String, String)]) -> Self {
        let parties = Parties {
            security: said(fields, "party-security"),
            operations: said(fields, "party-operations"),
            support: said(fields, "party-support"),
        };
        let own = reasons(fields).map(|(name, code, _)| (code, said(fields, name)));
        let own = own.filter(|(_, reason)| !reason.is_empty()).collect();
        Self { own, common: said(fields, "common"), parties }
    }
    /// The reason of each open item: its own, else the common one.
    pub fn reasons(&self, open: &BTreeSet<Code>) -> BTreeMap<Code, String> {
        let of = |code: &Code| (code.clone(), self.own.get(code).unwrap_or(&self.common).clone());
        open.iter().map(of).collect()
    }
}
