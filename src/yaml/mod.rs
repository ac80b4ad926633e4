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
pub mod schema;
mod subset;

pub use node::Node;

use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Place};
use crate::source::text::line_and_column;
use bounds::Depth;

/// Parses YAML that starts at byte `offset` of the text of `file`.
///
/// What is written as nearly all records are is read by `subset`, the rest by the library.
/// The parser's messages are replaced by ours: the three slips that staff make most (a tab,
/// a full-width colon, a stray quote) are looked for first.
pub fn parse(yaml: &str, file: &str, whole: &str, offset: usize) -> Result<Node, Box<Finding>> {
    if yaml.trim().is_empty() {
        return Ok(Node::Map(Vec::new()));
    }
    if let Some(node) = subset::read(yaml) {
        return Ok(node);
    }
    if let Some(slip) = find_slip(yaml, file, offset) {
        return Err(Box::new(slip));
    }
    let before = line_and_column(whole, offset).0 - 1;
    let at = |rule, line, column| Err(Box::new(Finding::new(rule, file, Place::Line(before + line, column))));
    match bounds::depth(yaml) {
        Depth::Fine => {}
        Depth::TooDeep(line, column) => return at(&rules::YAML_BOMB, line, column),
        Depth::Unknown(line, column) => return at(&rules::YAML_SYNTAX, line, column),
    }
    Node::read(yaml, bounds::weight(yaml)).map_err(|e| Box::new(explain(&e, file, whole, offset)))
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

/// Returns the finding for a slip that the parser would report in its own jargon.
fn find_slip(yaml: &str, file: &str, offset: usize) -> Option<Finding> {
    let mut start = 0;
    let mut block_indent = None;
    for line in yaml.split_inclusive('\n') {
        let trimmed = line.trim_start_matches(' ');
        let indent = line.len() - trimmed.len();
        let in_block = block_indent.is_some_and(|b| indent > b || trimmed.trim().is_empty());
        if !in_block {
            block_indent = opens_block(trimmed).then_some(indent);
            if let Some(finding) = slip_in_line(line, trimmed, file, offset + start) {
                return Some(finding);
            }
        }
        start += line.len();
    }
    None
}

/// A line that ends in `|` or `>` (with an indicator) opens a block of literal text.
fn opens_block(line: &str) -> bool {
    let end = line.trim_end();
    let end = end.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
    end.ends_with(": |") || end.ends_with(": >") || end.ends_with("- |") || end.ends_with("- >")
}

fn slip_in_line(line: &str, trimmed: &str, file: &str, at: usize) -> Option<Finding> {
    let indent = line.len() - trimmed.len();
    if trimmed.starts_with('\t') && !trimmed.trim().is_empty() {
        let place = Place::Bytes(at + indent..at + indent + 1);
        return Some(Finding::new(&rules::YAML_TAB, file, place));
    }
    full_width_mark(trimmed).map(|(position, mark)| {
        let from = at + indent + position;
        Finding::new(&rules::YAML_FULL_WIDTH_MARK, file, Place::Bytes(from..from + mark.len_utf8()))
            .arg("mark", mark)
            .arg("plain", if mark == '：' { ": " } else { "\"" })
            // Of a pair of quotation marks only one is a finding at a time.
            .certain((mark == '：').then_some(": "))
    })
}

/// Finds `key：value`, a key followed by a full-width colon, or `key: “value”`.
fn full_width_mark(line: &str) -> Option<(usize, char)> {
    let bare = line.trim_start_matches("- ");
    let skipped = line.len() - bare.len();
    let key_end = bare.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))?;
    if key_end == 0 {
        return None;
    }
    let rest = &bare[key_end..];
    if rest.starts_with('：') {
        return Some((skipped + key_end, '：'));
    }
    let value = rest.strip_prefix(':')?.trim_start();
    let quoted = value.starts_with('“') && value.trim_end().ends_with('”') && value.contains(": ");
    quoted.then(|| (line.len() - value.len(), '“'))
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
