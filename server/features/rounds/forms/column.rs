//! Zones, host groups and registers of media.
use crate::{
    base::{
        form::{Errors, Fault, field},
        ids::SubjectId,
    },
    features::checklists::model::GroupKind,
};
use serde::Deserialize;

/// A change of the columns, as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawColumn {
    /// `add`, `rename` or `remove`.
    #[serde(rename = "do")]
    pub act: String,
    /// `zone`, `hosts` or `media`, when adding.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The kind of a host group.
    pub group: String,
    /// The column, when not adding.
    pub id: String,
}

/// What is to be done with a column.
#[derive(Debug)]
pub enum ColumnAct {
    /// A new one.
    Add(&'static str, String, Option<GroupKind>),
    /// Another name.
    Rename(SubjectId, String),
    /// Away with it.
    Remove(SubjectId),
}

impl RawColumn {
    /// The act, or what is wrong.
    pub fn parse(&self) -> Result<ColumnAct, Errors> {
        let mut e = Errors::default();
        let name = || field::text(&self.name, 60);
        match self.act.as_str() {
            "remove" => field::choice(&self.id).map(ColumnAct::Remove).map_err(|f| Errors::one("id", f)),
            "rename" => match (e.take("id", field::choice(&self.id)), e.take("name", name())) {
                (Some(id), Some(name)) => Ok(ColumnAct::Rename(id, name)),
                _ => Err(e),
            },
            _ => {
                let kind = match self.kind.as_str() {
                    "zone" => "zone",
                    "hosts" => "hosts",
                    "media" => "media",
                    _ => return Err(Errors::one("kind", Fault::NotAChoice)),
                };
                let group = if kind == "hosts" {
                    e.take("group", field::choice::<GroupKind>(&self.group)).map(Some)
                } else {
                    Some(None)
                };
                match (e.take("name", name()), group) {
                    (Some(name), Some(group)) => Ok(ColumnAct::Add(kind, name, group)),
                    _ => Err(e),
                }
            }
        }
    }
}
