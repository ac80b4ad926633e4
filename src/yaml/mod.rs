//! YAML as a tree, and the tree held against a table of fields.
//!
//! [`parse`] gives a [`Node`] or one finding in our own words; [`schema`] reports everything
//! in the tree that its table does not allow. Decoding is then a matter of asking the tree:
//! the getters give `None` for what was reported already. What must hold: a value that the
//! tables allow is never lost, and a key given twice stays visible in the tree; and no text costs
//! more to read than it is long ([`bounds`]).

pub mod bounds;
pub mod dates;
pub mod node;
mod retyped;
pub mod schema;
mod slips;
mod subset;

pub use node::Node;

use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Place};
use crate::source::text::line_and_column;
use bounds::Depth;

/// Parses YAML that starts at byte `offset` of the text of `file`.
///
/// What is written as nearly all records are is read by `subset`, the rest by the library.
/// The parser's messages are replaced by ours: the slips that staff make most (`slips`) are looked
/// for first, and where the parser gives up, what would let it go on is tried.
pub fn parse(yaml: &str, file: &str, whole: &str, offset: usize) -> Result<Node, Box<Finding>> {
    if yaml.trim().is_empty() {
        return Ok(Node::Map(Vec::new()));
    }
    if let Some(node) = subset::read(yaml) {
        return Ok(node);
    }
    if let Some(slip) = slips::find(yaml, file, offset) {
        return Err(Box::new(slip));
    }
    let before = line_and_column(whole, offset).0 - 1;
    let at = |rule, line, column| Err(Box::new(Finding::new(rule, file, Place::Line(before + line, column))));
    match bounds::depth(yaml) {
        Depth::Fine => {}
        Depth::TooDeep(line, column) => return at(&rules::YAML_BOMB, line, column),
        Depth::Unknown(line, column) => return at(&rules::YAML_SYNTAX, line, column),
    }
    let read = |yaml: &str| Node::read(yaml, bounds::weight(yaml));
    read(yaml).map_err(|e| {
        let finding = explain(&e, file, whole, offset);
        let told = finding.rule == &rules::YAML_BOMB;
        let cause = if told { None } else { slips::cause(yaml, file, offset, &e, &read) };
        Box::new(cause.unwrap_or(finding))
    })
}

/// Cuts the lists of a file's tree that are too long to go on with, and reports them.
pub fn cuts(node: &mut Node, file: &str) -> Vec<Finding> {
    let cut =
        |(path, most): bounds::Cut| Finding::new(&rules::LIST_TOO_LONG, file, Place::Value(path)).arg("most", most);
    bounds::shorten(node).into_iter().map(cut).collect()
}

/// Reads YAML whose faults are reported elsewhere, or are nobody's.
pub fn read(yaml: &str) -> Option<Node> {
    parse(yaml, "", yaml, 0).ok()
}

fn explain(error: &serde_yaml::Error, file: &str, whole: &str, offset: usize) -> Finding {
    let text = error.to_string();
    let place = error.location().map_or(Place::File, |location| {
        let at = (offset + location.index()).min(whole.len());
        let (line, column) = line_and_column(whole, at);
        Place::Line(line, column)
    });
    let bomb = text.contains("repetition limit") || text.contains("recursion limit");
    let rule = if bomb { &rules::YAML_BOMB } else { &rules::YAML_SYNTAX };
    Finding::new(rule, file, place)
}
