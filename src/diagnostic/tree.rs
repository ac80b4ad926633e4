//! Where every key and item of a YAML text stands.
//!
//! Takes the text, gives a [`Tree`] of byte ranges, made in one pass over the events of a parser
//! that knows positions (granit-parser). What must hold: a key or an
//! item is found without going through those before it, so that a file with thousands of
//! findings costs no more to show than to read.

use super::Step;
use granit_parser::{Event, Parser, Span};
use std::collections::HashMap;
use std::ops::Range;

/// The nodes of a YAML text, by the order in which they begin.
#[derive(Debug, Default)]
pub struct Tree {
    /// The bytes of what begins a node: all of a scalar, the first mark of a map or a list.
    spans: Vec<Range<usize>>,
    /// For each node, the place of the one that follows it and all it holds.
    next: Vec<usize>,
    /// Where a node ends.
    ends: Vec<usize>,
    /// The keys of each map that are text, in their order; one given twice has two places.
    keys: HashMap<(usize, String), Vec<usize>>,
    /// The items of each list.
    items: HashMap<usize, Vec<usize>>,
}

/// What of an entry is looked for.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    Value,
    /// The key itself, the n-th of those that are alike.
    Key(usize),
}

/// A map or list that is still open while the events are gone through.
struct Open {
    node: usize,
    is_map: bool,
    /// The next node of a map is a key.
    at_key: bool,
}

impl Tree {
    /// Reads a text up to its first fault.
    pub fn of(yaml: &str) -> Self {
        let offsets: Vec<usize> = yaml.char_indices().map(|(at, _)| at).chain([yaml.len()]).collect();
        let byte = |index: usize| offsets[index.min(offsets.len() - 1)];
        let bytes = |span: &Span| byte(span.start.index())..byte(span.end.index());
        let mut tree = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut parser = Parser::new_from_str(yaml);
        while let Some(Ok((event, span))) = parser.next_event() {
            match &event {
                Event::Scalar(..) | Event::Alias(..) => {
                    tree.begin(&event, bytes(&span), &mut open);
                }
                Event::MappingStart(..) | Event::SequenceStart(..) => {
                    let node = tree.begin(&event, bytes(&span), &mut open);
                    let is_map = matches!(event, Event::MappingStart(..));
                    open.push(Open { node, is_map, at_key: true });
                }
                Event::MappingEnd | Event::SequenceEnd => tree.end(open.pop(), bytes(&span).end),
                _ => {}
            }
        }
        while let Some(unfinished) = open.pop() {
            let end = tree.ends.last().copied().unwrap_or_default();
            tree.end(Some(unfinished), end);
        }
        tree
    }

    fn begin(&mut self, event: &Event<'_>, span: Range<usize>, open: &mut [Open]) -> usize {
        let node = self.spans.len();
        if let Some(parent) = open.last_mut() {
            if !parent.is_map {
                self.items.entry(parent.node).or_default().push(node);
            } else if let (true, Some((key, _))) = (parent.at_key, event.scalar()) {
                self.keys.entry((parent.node, key.to_owned())).or_default().push(node);
            }
            parent.at_key = !parent.at_key;
        }
        self.ends.push(span.end);
        self.spans.push(span);
        self.next.push(node + 1);
        node
    }

    fn end(&mut self, closed: Option<Open>, end: usize) {
        if let Some(Open { node, .. }) = closed {
            self.next[node] = self.spans.len();
            self.ends[node] = end.max(self.ends[node]);
        }
    }

    /// Follows steps from the root; where one leads nowhere, gives the deepest place that there
    /// is, `outside` if there is none.
    pub fn find(&self, steps: &[Step], part: Part, outside: Range<usize>) -> Range<usize> {
        let mut at = 0;
        let mut best = outside;
        for (i, step) in steps.iter().enumerate() {
            let named = match part {
                Part::Key(nth) if i + 1 == steps.len() => Some(nth),
                _ => None,
            };
            match step {
                Step::Key(key) => {
                    let places = self.keys.get(&(at, key.clone()));
                    let Some(key) = places.and_then(|places| places.get(named.unwrap_or(0))) else { return best };
                    best = self.spans[*key].clone();
                    if named.is_some() {
                        return best;
                    }
                    at = self.next[*key];
                }
                Step::Index(index) => {
                    let item = self.items.get(&at).and_then(|items| items.get(*index));
                    let Some(item) = item else { return best };
                    at = *item;
                    best = self.node(at).unwrap_or(best);
                }
            }
        }
        self.node(at).unwrap_or(best)
    }

    /// The bytes of a node with all it holds; `None` when it has none.
    fn node(&self, at: usize) -> Option<Range<usize>> {
        let from = self.spans.get(at)?.start;
        (from < self.ends[at]).then(|| from..self.ends[at])
    }
}
