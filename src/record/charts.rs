//! How the tables of a dataset are drawn, as `dataset.yaml` says it; and what is wrong with charts in texts.

use super::Text;
use super::parse::Reader;
use super::words::ChartKind;
use crate::chart::block::{self, Per};
use crate::diagnostic::{Finding, Place, rules};
use crate::yaml::Node;
use std::ops::Range;

/// A chart of a table.
#[derive(Debug, Clone, Default)]
pub struct Chart {
    /// The file of its table; the first one if not said.
    pub table: Option<Box<str>>,
    pub kind: Option<ChartKind>,
    pub reason: Option<Text>,
    /// Names of columns.
    pub x: Option<Box<str>>,
    pub y: Vec<Box<str>>,
    pub by: Option<Box<str>>,
    pub of: Option<Box<str>>,
    /// A time, as in the table.
    pub at: Option<Box<str>>,
    pub ordered: bool,
    pub log: bool,
    pub provisional_from: Option<Box<str>>,
    pub headline: Option<Text>,
    pub note: Option<Text>,
    pub annotations: Vec<Said>,
    pub breaks: Vec<Said>,
    pub names: Vec<Said>,
    /// A number to hold values against, and its name.
    pub reference: Option<Said>,
    pub tiles: Vec<Tile>,
    /// What values are divided by.
    pub per: Option<Per>,
}

/// Words about a value of the table.
#[derive(Debug, Clone)]
pub struct Said {
    pub value: Box<str>,
    pub text: Text,
}

/// Where a district lies on the grid.
#[derive(Debug, Clone)]
pub struct Tile {
    pub value: Box<str>,
    pub column: u8,
    pub row: u8,
}

/// Reads the charts of a dataset.
pub fn read(reader: &Reader<'_>, node: &Node) -> Vec<Chart> {
    node.items("charts").iter().map(|item| chart(reader, item)).collect()
}

fn chart(reader: &Reader<'_>, item: &Node) -> Chart {
    let own = |key: &str| item.text(key).map(Box::from);
    let human = |node: &Node, key: &str| reader.human(node.get(key), 0);
    let said =
        |node: &Node, value: &str, text: &str| Some(Said { value: node.text(value)?.into(), text: human(node, text)? });
    let all = |key: &str, value: &str| item.items(key).iter().filter_map(|n| said(n, value, "text")).collect();
    let tile = |node: &Node| {
        let place = |key: &str| node.int(key).and_then(|n| u8::try_from(n).ok());
        Some(Tile { value: node.text("value")?.into(), column: place("column")?, row: place("row")? })
    };
    Chart {
        table: own("table"),
        kind: item.text("kind").and_then(ChartKind::parse),
        reason: human(item, "reason"),
        x: own("x"),
        y: item.items("y").iter().filter_map(Node::as_text).map(Box::from).collect(),
        by: own("by"),
        of: own("of"),
        at: own("at"),
        ordered: item.flag("ordered").unwrap_or(false),
        log: item.flag("log").unwrap_or(false),
        provisional_from: own("provisional_from"),
        headline: human(item, "headline"),
        note: human(item, "note"),
        annotations: all("annotations", "at"),
        breaks: all("breaks", "at"),
        names: all("names", "value"),
        reference: item.get("reference").and_then(|node| said(node, "value", "name")),
        tiles: item.items("tiles").iter().filter_map(tile).collect(),
        per: item.get("per").and_then(per),
    }
}

fn per(node: &Node) -> Option<Per> {
    let own = |key: &str| node.text(key).map(Box::from);
    let each = node.int("each").and_then(|each| u64::try_from(each).ok());
    Some(Per {
        dataset: own("dataset")?,
        table: own("table"),
        key: own("key"),
        value: own("value"),
        each: each.unwrap_or(1),
    })
}

impl Reader<'_> {
    /// Reports what is wrong with the chart blocks of a text that starts at `start`; returns those that name
    /// something of the site, which only the check of all records can judge.
    pub fn chart_blocks(&mut self, blocks: &[Range<usize>], start: usize) -> Box<[(u32, Box<str>)]> {
        let mut asked = Vec::new();
        for block in blocks {
            let from = start + block.start;
            let text = &self.text[from..start + block.end];
            let (block, faults) = block::read(text);
            if faults.is_empty() && (block.data.is_none() || block.per.is_some()) {
                asked.push((u32::try_from(from).unwrap_or(u32::MAX), text.into()));
            }
            for fault in faults {
                let place = Place::Bytes(from + fault.at.start..from + fault.at.end);
                let finding = Finding::new(&rules::CHART_WRONG, self.path, place);
                self.findings.push(finding.arg("what", fault.kind.term()).arg("text", fault.text));
            }
        }
        asked.into()
    }
}
