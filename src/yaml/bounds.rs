//! What a YAML text may cost, and trees kept to it.
//!
//! Three things in YAML cost more than their length: brackets inside brackets (the parser looks
//! at all that are open with each sign it reads), marks that repeat what stands elsewhere, and
//! lists so long that whatever compares their items never ends. Each has a bound here, counted
//! and not timed: the same text is refused on every machine. What must hold: no text that people
//! write comes near a bound.

use super::Node;
use crate::diagnostic::{KeyPath, Step};
use granit_parser::{ErrorKind, Event, Parser, Span};

/// Levels of brackets; the library itself goes no deeper into a tree.
pub const DEPTH: usize = 128;

/// Signs times brackets that are read without a look at the depth: a tenth of a second.
const WORK: usize = 1 << 26;

/// Items of one list: ten times the departments of any city.
pub const ITEMS: usize = 10_000;

/// Events of one case: ten times what the longest on record has. Each may ask where the term
/// stood then, which goes through those before it.
pub const EVENTS: usize = 1_000;

/// Languages of a site: each makes every page once more, and has the words of the theme. The
/// European Union has 24.
pub const LANGUAGES: usize = 32;

/// Further words for one kind of heading: each heading is compared with all.
pub const LABELS: usize = 100;

/// Editions of one policy: the page of each lists all.
pub const EDITIONS: usize = 1_000;

/// What a look at the depth of a text found, with the line and column of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    Fine,
    TooDeep(usize, usize),
    /// The text cannot be read here, so the depth of the rest is unknown.
    Unknown(usize, usize),
}

/// Looks whether the brackets of a text lie too deep in each other to be read.
pub fn depth(yaml: &str) -> Depth {
    let brackets = yaml.bytes().filter(|b| matches!(b, b'[' | b'{')).count();
    if brackets <= DEPTH || brackets.saturating_mul(yaml.len()) <= WORK {
        return Depth::Fine;
    }
    let at = |span: &Span| (span.start.line(), span.start.col() + 1);
    let mut depth = 0_usize;
    let mut last = (1, 1);
    let mut parser = Parser::new_from_str(yaml);
    while let Some(event) = parser.next_event() {
        let (event, span) = match event {
            Ok(event) => event,
            // It looks ahead, and has a bound of its own.
            Err(e) if matches!(e.kind(), ErrorKind::RecursionLimitExceeded) => {
                return Depth::TooDeep(e.marker().line(), e.marker().col() + 1);
            }
            Err(_) => return Depth::Unknown(last.0, last.1),
        };
        last = at(&span);
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return Depth::TooDeep(last.0, last.1);
        }
    }
    Depth::Fine
}

/// What a tree may weigh: twice the text it is written in, for escapes, and a little more.
/// Only repeated texts weigh more than they are long.
pub fn weight(yaml: &str) -> usize {
    yaml.len() * 2 + 10_000
}

/// A list that was cut: where, and how many items it may have.
pub type Cut = (KeyPath, usize);

/// Cuts the lists of a tree that are too long; gives the first item that was left out of each.
pub fn shorten(node: &mut Node) -> Vec<Cut> {
    let mut cuts = Vec::new();
    if is_long(node, ITEMS) {
        cut(node, ITEMS, &mut Vec::new(), &mut cuts);
    }
    cuts
}

fn most(key: &str) -> usize {
    match key {
        "events" => EVENTS,
        "languages" => LANGUAGES,
        "question" | "reply" | "correction" => LABELS,
        _ => ITEMS,
    }
}

fn is_long(node: &Node, most_here: usize) -> bool {
    match node {
        Node::List(items) => items.len() > most_here || items.iter().any(|item| is_long(item, ITEMS)),
        Node::Map(entries) => entries.iter().any(|(key, value)| is_long(value, most(key))),
        _ => false,
    }
}

fn cut(node: &mut Node, most_here: usize, path: &mut Vec<Step>, cuts: &mut Vec<Cut>) {
    match node {
        Node::List(items) => {
            if items.len() > most_here {
                cuts.push((KeyPath(path.clone()).index(most_here), most_here));
                items.truncate(most_here);
            }
            for (i, item) in items.iter_mut().enumerate() {
                path.push(Step::Index(i));
                cut(item, ITEMS, path, cuts);
                path.pop();
            }
        }
        Node::Map(entries) => {
            for (key, value) in entries {
                path.push(Step::Key(key.clone()));
                cut(value, most(key), path, cuts);
                path.pop();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_looked_at_where_it_could_cost_much() {
        assert_eq!(depth(&"[".repeat(DEPTH)), Depth::Fine);
        assert!(matches!(depth(&format!("a: {}", "[".repeat(20_000))), Depth::TooDeep(1, DEPTH..300)));
        let lines = format!("a:\n{}", "  [\n".repeat(20_000));
        assert!(matches!(depth(&lines), Depth::TooDeep(DEPTH..300, _)));
        assert_eq!(depth(&format!("a: \"{}\"", "[".repeat(20_000))), Depth::Fine);
        assert_eq!(depth(&"- {a: [b]}\n".repeat(20_000)), Depth::Fine);
        assert_eq!(depth(&format!("a: b: c\n{}", "[".repeat(20_000))), Depth::Unknown(1, 4));
    }

    #[test]
    fn long_lists_are_cut_where_they_become_too_long() {
        let list = |n: usize| Node::List(vec![Node::Null; n]);
        let mut node = Node::Map(vec![("events".into(), list(EVENTS + 1)), ("topics".into(), list(EVENTS + 1))]);
        assert_eq!(shorten(&mut node), [(KeyPath::of("events").index(EVENTS), EVENTS)]);
        assert_eq!((node.items("events").len(), node.items("topics").len()), (EVENTS, EVENTS + 1));
        assert_eq!(shorten(&mut node), []);
    }
}
