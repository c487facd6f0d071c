//! 检查标准: an edition is a head and its items, whole and free of contradictions, or it is not one.

use super::{
    code::Code,
    faults::{Fault, Faults, faults_of},
    item::Item,
    params::Params,
    text::Text,
    words::{Answer, Clause, DaysUnit, FindingKey, GroupKind, Kind, Layer, Severity, Strength},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::LazyLock};

/// The form of the data that this program reads.
pub(super) const SCHEMA: u16 = 2;

const BUILT_IN: &str = include_str!("../editions/2019-13.2.toml");

/// A checked edition: its codes are unique, its references lead somewhere, its texts name known thresholds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    head: Head,
    items: Vec<Item>,
}

/// Everything of an edition but its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The form of the data.
    pub schema: u16,
    /// The edition's own name.
    pub version: String,
    /// Source and conventions.
    pub meta: Meta,
    /// Names on the screen.
    pub layers: BTreeMap<Layer, Text>,
    /// Names on the screen.
    pub severities: BTreeMap<Severity, Text>,
    /// Names on the screen.
    pub strengths: BTreeMap<Strength, Text>,
    /// Names on the screen.
    pub kinds: BTreeMap<Kind, Text>,
    /// Every threshold that texts and rules use.
    pub params: Params,
    /// Codes of earlier editions and the items that took them over.
    pub retired: BTreeMap<Code, Code>,
}

/// Source and conventions of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// Number of the paper, such as 渝网通〔2019〕13号.
    pub source: String,
    /// Date of the paper.
    pub source_date: NaiveDate,
    /// Whose the figures are; shown with the list.
    pub note_zh: String,
    /// The same in English.
    pub note_en: String,
    /// What `rectify_days` and `interim_days` count.
    pub rectify_days_unit: DaysUnit,
    /// The answers that a cell may have.
    pub answers: Vec<Answer>,
    /// The host groups that a unit may have.
    pub host_groups: Vec<GroupKind>,
    /// High-risk ports of the notice, network layer.
    pub ports_network: Vec<u16>,
    /// Remote ports of the notice, host layer.
    pub ports_host: Vec<u16>,
    /// Ports of our own, not in the notice: shown, never deciding.
    pub ports_warn_only: Vec<u16>,
    /// What makes a port finding the same finding.
    pub port_finding_key: Vec<FindingKey>,
    /// The main item of a port finding is the first of these whose rule it meets.
    pub port_main_order: Vec<Code>,
}

impl Edition {
    /// Joins a head and its items in sheet order, or tells every fault.
    pub fn new(head: Head, items: Vec<Item>) -> Result<Self, Faults> {
        let faults = faults_of(&head, &items);
        if faults.is_empty() { Ok(Self { head, items }) } else { Err(Faults(faults)) }
    }

    /// Reads an edition from its TOML file. Unknown keys and values are faults, each told with the item that it stands in.
    pub fn parse(text: &str) -> Result<Self, Faults> {
        let mut table: toml::Table =
            toml::from_str(text).map_err(|error| Faults::one(Fault::NotToml(error.to_string())))?;
        let items = match table.remove("item") {
            Some(toml::Value::Array(items)) => items,
            _ => return Err(Faults::one(Fault::NoItems)),
        };
        let mut faults = Vec::new();
        let head = table.try_into::<Head>().map_err(|error| faults.push(Fault::Head(brief(&error)))).ok();
        let items: Vec<Item> = items
            .into_iter()
            .enumerate()
            .filter_map(|(at, value)| {
                let code = value.get("code").and_then(toml::Value::as_str).unwrap_or("?").to_owned();
                value
                    .try_into()
                    .map_err(|error| faults.push(Fault::Item { place: at + 1, code, reason: brief(&error) }))
                    .ok()
            })
            .collect();
        match head {
            Some(head) if faults.is_empty() => Self::new(head, items),
            _ => Err(Faults(faults)),
        }
    }

    /// The edition that comes with the program.
    pub fn built_in() -> &'static Self {
        static EDITION: LazyLock<Edition> =
            LazyLock::new(|| Edition::parse(BUILT_IN).expect("the built-in edition is read by a test"));
        &EDITION
    }

    /// Everything but the items.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The edition's own name, such as 2019-13.2.
    pub fn version(&self) -> &str {
        &self.head.version
    }

    /// Its thresholds.
    pub fn params(&self) -> &Params {
        &self.head.params
    }

    /// The items in the order of a sheet.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item of this code.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code.as_str() == code)
    }

    /// The item that answers for this code today: itself, or the one that took it over.
    pub fn current(&self, code: &str) -> Option<&Item> {
        self.item(code).or_else(|| self.item(self.head.retired.get(code)?.as_str()))
    }

    /// The items by their own clause, in the notice's order. Each item stands once.
    pub fn by_clause(&self) -> Vec<(Clause, Vec<&Item>)> {
        self.grouped(Clause::ALL, |item| item.clause)
    }

    /// The items by layer, in the order of a sheet. Each item stands once.
    pub fn by_layer(&self) -> Vec<(Layer, Vec<&Item>)> {
        self.grouped(Layer::ALL, |item| item.layer)
    }

    fn grouped<K: Copy + Eq>(&self, keys: &[K], key_of: impl Fn(&Item) -> K) -> Vec<(K, Vec<&Item>)> {
        let group =
            |key: &K| (*key, self.items.iter().filter(|item| key_of(item) == *key).collect::<Vec<_>>());
        keys.iter().map(group).filter(|(_, items)| !items.is_empty()).collect()
    }
}

/// The message on one line, with the key it concerns.
fn brief(error: &toml::de::Error) -> String {
    error.to_string().split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
