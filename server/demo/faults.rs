//! What is typically found, and what is done about it.
use fastrand::Rng;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    fault: Vec<Fault>,
}

/// A typical fault.
#[derive(Debug, Clone, Deserialize)]
pub struct Fault {
    /// The item.
    pub code: String,
    /// 问题名称
    pub title: String,
    /// 情况说明
    pub seen: String,
    /// 整改措施
    pub done: String,
}

/// All of them.
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Reads the table.
    ///
    /// # Errors
    /// When it is torn.
    pub fn read() -> anyhow::Result<Self> {
        Ok(Self(toml::from_str::<Table>(include_str!("faults.toml"))?.fault))
    }

    /// A typical fault of this item, if there is one.
    pub fn of(&self, code: &str) -> Option<&Fault> {
        self.0.iter().find(|fault| fault.code == code)
    }

    /// Any.
    pub fn any(&self, rng: &mut Rng) -> &Fault {
        &self.0[rng.usize(..self.0.len())]
    }
}
