//! A revision of published figures: why, which cells, and the file as it was before.
//!
//! Cells are named one by one (`changes`), or by columns and times (`scope`) where there are many. The check
//! holds both against the earlier file, if one is kept ([`crate::check`]).

use super::dataset::TableFacts;
use super::parse::Reader;
use super::words::{ReasonClass, RevisionKind};
use super::{Id, Text};
use crate::yaml::Node;
use jiff::civil::Date;

/// A revision.
#[derive(Debug, Clone)]
pub struct Revision {
    pub id: Option<Id>,
    pub on: Date,
    pub kind: RevisionKind,
    pub note: Text,
    pub changes: Vec<Change>,
    pub scope: Vec<Scope>,
    pub earlier: Vec<Earlier>,
    pub class: Option<ReasonClass>,
    /// A department's id, or words.
    pub by: Option<Text>,
    pub basis: Option<Text>,
}

/// A cell that was changed. Of a table without a name the first of the dataset is meant.
#[derive(Debug, Clone)]
pub struct Change {
    pub table: Option<Box<str>>,
    /// Its row: the values of the columns that tell rows apart.
    pub row: Box<[Box<str>]>,
    pub column: Box<str>,
    pub old: Box<str>,
    pub new: Box<str>,
    pub reason: Option<Text>,
}

/// Cells that were changed, by column and time: all of what is not said.
#[derive(Debug, Clone)]
pub struct Scope {
    pub table: Option<Box<str>>,
    pub columns: Box<[Box<str>]>,
    pub from: Option<Box<str>>,
    pub to: Option<Box<str>>,
}

/// A table as it was before a revision.
#[derive(Debug, Clone)]
pub struct Earlier {
    pub table: Option<Box<str>>,
    pub file: Box<str>,
    /// Filled in by the check.
    pub facts: Option<TableFacts>,
}

/// Reads the revisions of a dataset.
pub fn read(reader: &Reader<'_>, node: &Node) -> Vec<Revision> {
    let text = |node: &Node, key: &str| node.text(key).map(Box::<str>::from);
    let cell = |node: &Node, key: &str| node.get(key).and_then(written);
    let change = |item: &Node| {
        Some(Change {
            table: text(item, "table"),
            row: item.items("row").iter().filter_map(written).collect(),
            column: text(item, "column")?,
            old: cell(item, "old")?,
            new: cell(item, "new")?,
            reason: reader.human(item.get("reason"), 0),
        })
    };
    let scope = |item: &Node| Scope {
        table: text(item, "table"),
        columns: item.texts("columns").map(Into::into).collect(),
        from: cell(item, "from"),
        to: cell(item, "to"),
    };
    let earlier = |item: &Node| Some(Earlier { table: text(item, "table"), file: text(item, "file")?, facts: None });
    let revision = |item: &Node| {
        let kind = item.text("kind").and_then(RevisionKind::parse)?;
        Some(Revision {
            id: item.text("id").map(Into::into),
            on: item.date("on")?,
            kind,
            note: reader.human(item.get("note"), 0)?,
            changes: item.items("changes").iter().filter_map(change).collect(),
            scope: item.items("scope").iter().map(scope).collect(),
            earlier: item.items("earlier").iter().filter_map(earlier).collect(),
            class: item.text("class").and_then(ReasonClass::parse),
            by: reader.human(item.get("by"), 0),
            basis: reader.human(item.get("basis"), 0),
        })
    };
    node.items("revisions").iter().filter_map(revision).collect()
}

/// Returns what stands in a cell, as `dataset.yaml` has it; YAML takes some words for truth values.
fn written(node: &Node) -> Option<Box<str>> {
    match node {
        Node::Bool(flag) => Some(flag.to_string().into()),
        Node::Null => Some("".into()),
        node => node.amount(),
    }
}

impl Revision {
    /// Returns its name in addresses: its id, else its day.
    pub fn anchor(&self) -> String {
        self.id.as_deref().map_or_else(|| self.on.to_string(), str::to_owned)
    }
}
