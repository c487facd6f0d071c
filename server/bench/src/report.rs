//! The table of figures, and the same as JSON.
use anyhow::Result;
use serde_json::{Value, json};
use std::path::Path;

/// Which way is better.
#[derive(Clone, Copy)]
pub enum Target {
    /// At least.
    Least(f64),
    /// At most.
    Most(f64),
    /// Only told.
    None,
}

/// All figures so far.
#[derive(Default)]
pub struct Report {
    figures: Vec<Value>,
}

impl Report {
    /// Adds a figure and tells it.
    pub fn add(&mut self, name: &str, target: Target, measured: f64, unit: &str) {
        let (said, figure, met) = match target {
            Target::Least(t) => (format!("≥ {t}"), Some(t), Some(measured >= t)),
            Target::Most(t) => (format!("≤ {t}"), Some(t), Some(measured <= t)),
            Target::None => (String::new(), None, None),
        };
        let ratio = figure.map(|t| format!("{:.2}", measured / t)).unwrap_or_default();
        let mark = met.map_or("", |met| if met { "met" } else { "MISSED" });
        println!("{name:<78} {said:>8} {measured:>10.2} {unit:<6} {ratio:>6} {mark}");
        self.figures
            .push(json!({ "name": name, "target": figure, "measured": measured, "unit": unit, "met": met }));
    }

    /// The head of the table.
    pub fn begin() -> Self {
        println!("{:<78} {:>8} {:>10} {:<6} {:>6}", "figure", "target", "measured", "", "ratio");
        Self::default()
    }

    /// Writes it.
    pub fn write(&self, file: &Path) -> Result<()> {
        Ok(std::fs::write(file, serde_json::to_string_pretty(&json!({ "figures": self.figures }))? + "\n")?)
    }
}

/// The middle one.
pub fn median(mut of: Vec<f64>) -> f64 {
    of.sort_unstable_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or(f64::NAN)
}
