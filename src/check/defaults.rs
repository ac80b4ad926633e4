//! A fault in `defaults` is said once, where it stands, and not in every record it is filled into.
//!
//! Takes all findings; those that a default causes (the same key, the same value) become one
//! about `site-config.yaml`. What must hold: no finding of another cause goes.

use crate::config::{self, Config};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place, Step};
use crate::record::kind::{self, FileKind};
use crate::yaml::Node;

/// Moves the faults of defaults to their place.
pub(super) fn settle(findings: &mut Vec<Finding>, config: &Config) {
    if config.defaults.is_empty() {
        return;
    }
    findings.retain_mut(|finding| {
        let Some(place) = cause(finding, config) else { return true };
        finding.file = config::FILE.to_owned();
        finding.place = place;
        // Keys that nobody knows are told when the configuration is read.
        finding.rule.name != rules::UNKNOWN_KEY.name
    });
}

/// Words of a finding that say what could stand there, not what does.
const PROPOSED: [&str; 5] = ["nearest", "allowed", "expected", "suggestion", "plain"];

/// Returns where the default stands that a finding is about.
fn cause(finding: &Finding, config: &Config) -> Option<Place> {
    let kind = kind_of(&finding.file)?;
    let (Place::Value(path) | Place::Key(path, 0)) = &finding.place else { return None };
    let Some(Step::Key(key)) = path.0.first() else { return None };
    let (_, defaults) = config.defaults.iter().find(|(of, _)| of == kind)?;
    let value = defaults.get(key)?;
    let of_key = matches!(finding.place, Place::Key(..));
    // What is no plain value is told by what it is.
    let shape = crate::yaml::schema::found(value);
    let mut said = finding.args.iter().filter(|(name, _)| !PROPOSED.contains(&&**name));
    if !said.any(|(_, said)| (of_key && said == key) || *said == shape || holds(value, said)) {
        return None;
    }
    let above = [Step::Key("defaults".to_owned()), Step::Key(kind.to_owned())];
    let path = KeyPath(above.into_iter().chain(path.0.iter().cloned()).collect());
    Some(match finding.place {
        Place::Key(..) => Place::Key(path, 0),
        _ => Place::Value(path),
    })
}

/// The kind of record that a file is, as `defaults` names it.
fn kind_of(file: &str) -> Option<&'static str> {
    Some(match kind::of(file) {
        FileKind::Case { .. } => "reply",
        FileKind::Policy { .. } => "policy",
        FileKind::Dataset { .. } => "dataset",
        FileKind::Digest { .. } => "digest",
        FileKind::Page { .. } => "page",
        _ => return None,
    })
}

/// Returns whether a value is, or holds, a word.
fn holds(value: &Node, word: &str) -> bool {
    match value {
        Node::Map(entries) => entries.iter().any(|(key, value)| key == word || holds(value, word)),
        Node::List(items) => items.iter().any(|item| holds(item, word)),
        Node::Text(text) => text == word,
        Node::Int(number) => number.to_string() == word,
        Node::Float(number) => number.to_string() == word,
        Node::Bool(flag) => flag.to_string() == word,
        Node::Null => false,
    }
}
