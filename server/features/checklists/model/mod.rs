//! The checklist as data: words, items, thresholds, editions. Pure: no await, no SQL.

mod code;
mod edition;
mod faults;
mod item;
mod params;
mod said;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use code::{BadCode, Code};
pub use edition::{Edition, Head, Meta};
pub use faults::{Fault, Faults};
pub use item::{Item, WayBox};
pub use params::{Param, ParamRefused, ParamSource, ParamUnit, Params};
pub use text::Text;
pub use words::{
    Answer, AnsweredOn, Audience, AutoLevel, AutoTool, Clause, DaysUnit, Every, FindingKey, GroupKind,
    HostKind, Kind, Layer, NaFlag, Severity, Strength, UnknownWord,
};
