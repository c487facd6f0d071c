//! What is entered about a unit.
mod settings;

pub use settings::{RawDays, RawSettings, seen};

use super::model::{Facts, Unit};
use crate::base::{
    form::{Errors, field},
    ids::UnitId,
};
use serde::{Deserialize, Serialize};

/// The form as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// The unit above; only when adding.
    pub parent: String,
    /// 单位编码
    pub code: String,
    /// 单位名称
    pub name: String,
    /// 单位类别
    pub kind: String,
    /// 排序号
    pub order_no: String,
}

impl Raw {
    /// The form filled with what is known.
    pub fn of(unit: &Unit) -> Self {
        let f = unit.facts();
        Self {
            parent: String::new(),
            code: f.code.clone(),
            name: f.name.clone(),
            kind: f.kind.clone(),
            order_no: f.order_no.to_string(),
        }
    }

    /// The facts, or every fault.
    pub fn parse(&self) -> Result<Facts, Errors> {
        let mut e = Errors::default();
        let code = e.take("code", field::text(&self.code, 40));
        let name = e.take("name", field::text(&self.name, 100));
        let kind = e.take("kind", field::optional(&self.kind, 40));
        let order =
            if self.order_no.trim().is_empty() { Ok(0) } else { field::number(&self.order_no, 0, 999_999) };
        let order_no = e.take("order_no", order).and_then(|n| i32::try_from(n).ok());
        match (code, name, kind, order_no) {
            (Some(code), Some(name), Some(kind), Some(order_no)) => Ok(Facts { code, name, kind, order_no }),
            _ => Err(e),
        }
    }

    /// The unit above, of a new unit.
    pub fn parent(&self) -> Result<UnitId, Errors> {
        field::choice(&self.parent).map_err(|f| Errors::one("parent", f))
    }
}

/// The filter of the list.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Part of the name or code.
    pub q: String,
    /// The key behind which the page begins.
    pub after: String,
}

/// The unit that another goes into.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Successor {
    /// The successor.
    pub into: String,
}

/// The unit above that a form begins with, or is about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Below {
    /// The unit above.
    pub parent: String,
}
