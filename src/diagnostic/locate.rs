//! From a [`Place`] to bytes, line and column, by reading the one file again.
//!
//! A key path is followed through the events of a YAML parser that knows positions
//! (granit-parser, which serde-saphyr brings); a path that leads nowhere ends at the deepest
//! block that exists, which is where an absent key belongs.

use super::{KeyPath, Place, Step};
use crate::record::front_matter;
use crate::source::text::floor_boundary;
use serde_saphyr::granit_parser::{Event, Parser, Span};
use std::cell::OnceCell;
use std::ops::Range;

/// A place found in the text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub line: usize,
    pub column: usize,
    pub bytes: Range<usize>,
}

/// The text of a file (decoded, `\n` line ends), read once for all its findings: each place is
/// found without going through the whole text again.
pub struct Indexed<'a> {
    text: &'a str,
    path: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
    /// Characters before every so many bytes.
    characters: Vec<usize>,
    /// Where the YAML begins, and its events; read when the first key is looked for.
    yaml: OnceCell<Option<(usize, Vec<Spanned<'a>>)>>,
}

/// Bytes between two counts of characters.
const STRIDE: usize = 64;

impl<'a> Indexed<'a> {
    /// Indexes the text of a file.
    pub fn new(text: &'a str, path: &'a str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let begins = |b: &u8| (*b as i8) >= -0x40;
        let mut count = 0;
        let mut characters = Vec::with_capacity(text.len() / STRIDE + 1);
        for chunk in text.as_bytes().chunks(STRIDE) {
            characters.push(count);
            count += chunk.iter().filter(|b| begins(b)).count();
        }
        characters.push(count);
        Self { text, path, lines, characters, yaml: OnceCell::new() }
    }

    /// Finds a place.
    pub fn locate(&self, place: &Place) -> Found {
        let text = self.text;
        let bytes = match place {
            Place::File => first_line(text),
            Place::Bytes(range) => floor_boundary(text, range.start)..floor_boundary(text, range.end),
            Place::Line(line, column) => self.at_line(*line, *column),
            Place::Value(key) => self.find_key(key, Part::Value),
            Place::Key(key, nth) => self.find_key(key, Part::Key(*nth)),
        };
        let bytes = first_line_of(text, bytes);
        let (line, column) = self.line_and_column(bytes.start);
        Found { line, column, bytes }
    }

    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let offset = floor_boundary(self.text, offset);
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line - 1];
        (line, self.characters_before(offset) - self.characters_before(start) + 1)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let chunk = (offset / STRIDE).min(self.characters.len() - 1);
        let from = floor_boundary(self.text, chunk * STRIDE);
        // A character that lies across the border is counted where it begins.
        let across = usize::from(from < chunk * STRIDE);
        self.characters[chunk] + self.text[from..offset.max(from)].chars().count()
            - across.min(usize::from(offset > from))
    }

    fn at_line(&self, line: usize, column: usize) -> Range<usize> {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = self.lines.get(line).map_or(self.text.len(), |next| next - 1).max(start);
        let rest = &self.text[start..end];
        let skip: usize = rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
        let from = start + skip;
        let word = rest[skip..].chars().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
        from..from + word.max(rest[skip..].chars().next().map_or(0, char::len_utf8))
    }

    fn find_key(&self, key: &KeyPath, part: Part) -> Range<usize> {
        let yaml = self.yaml.get_or_init(|| {
            let range =
                if self.path.ends_with(".md") { front_matter::split(self.text)?.yaml } else { 0..self.text.len() };
            Some((range.start, collect_events(&self.text[range])))
        });
        let Some((offset, events)) = yaml else { return first_line(self.text) };
        let first = self.text[*offset..].find('\n').unwrap_or(self.text.len() - offset);
        let mut walk = Walk { events, at: 0, best: 0..first };
        let found = walk.find(&key.0, part);
        found.start + offset..found.end + offset
    }
}

/// Finds one place in the text of a file.
#[cfg(test)]
fn locate(text: &str, path: &str, place: &Place) -> Found {
    Indexed::new(text, path).locate(place)
}

fn first_line(text: &str) -> Range<usize> {
    0..text.find('\n').unwrap_or(text.len())
}

/// Cuts a range at the end of its first line that has text: carets over many lines help nobody.
fn first_line_of(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let skipped = slice.len() - slice.trim_start().len();
    let start = if skipped == slice.len() { range.start } else { range.start + skipped };
    let end = text[start..range.end.max(start)].find('\n').map_or(range.end, |at| start + at);
    let end = start + text[start..end.max(start)].trim_end().len();
    start..end
}

#[derive(Clone, Copy)]
enum Part {
    Value,
    Key(usize),
}

type Spanned<'a> = (Event<'a>, Range<usize>);

fn collect_events(yaml: &str) -> Vec<Spanned<'_>> {
    let offsets: Vec<usize> = yaml.char_indices().map(|(at, _)| at).chain([yaml.len()]).collect();
    let byte = |index: usize| offsets[index.min(offsets.len() - 1)];
    let range = |span: &Span| byte(span.start.index())..byte(span.end.index());
    let mut parser = Parser::new_from_str(yaml);
    let mut events = Vec::new();
    while let Some(Ok((event, span))) = parser.next_event() {
        let node = matches!(
            event,
            Event::Scalar(..)
                | Event::Alias(..)
                | Event::MappingStart(..)
                | Event::MappingEnd
                | Event::SequenceStart(..)
                | Event::SequenceEnd
        );
        if node {
            let bytes = range(&span);
            events.push((event, bytes));
        }
    }
    events
}

struct Walk<'a> {
    events: &'a [Spanned<'a>],
    at: usize,
    best: Range<usize>,
}

impl Walk<'_> {
    /// Follows the steps from the node at `self.at`; ends at the deepest one that exists.
    fn find(&mut self, steps: &[Step], part: Part) -> Range<usize> {
        let Some((step, rest)) = steps.split_first() else {
            return self.span_of_node();
        };
        let entered = match step {
            Step::Key(key) => self.enter_key(key, rest.is_empty(), part),
            Step::Index(index) => self.enter_item(*index),
        };
        match entered {
            Entered::Found(range) => range,
            Entered::Down => self.find(rest, part),
            Entered::Absent => self.best.clone(),
        }
    }

    fn enter_key(&mut self, wanted: &str, last: bool, part: Part) -> Entered {
        if !matches!(self.event(), Some(Event::MappingStart(..))) {
            return Entered::Absent;
        }
        self.at += 1;
        let nth = if let (true, Part::Key(nth)) = (last, part) { nth } else { 0 };
        let mut seen = 0;
        while let Some((event, span)) = self.events.get(self.at) {
            if matches!(event, Event::MappingEnd) {
                break;
            }
            let is_wanted = event.scalar().is_some_and(|(text, _)| text == wanted);
            let key_span = span.clone();
            self.skip_node();
            if is_wanted && seen == nth {
                if last && matches!(part, Part::Key(_)) {
                    return Entered::Found(key_span);
                }
                self.best = key_span;
                return Entered::Down;
            }
            seen += usize::from(is_wanted);
            self.skip_node();
        }
        Entered::Absent
    }

    fn enter_item(&mut self, index: usize) -> Entered {
        if !matches!(self.event(), Some(Event::SequenceStart(..))) {
            return Entered::Absent;
        }
        self.at += 1;
        for _ in 0..index {
            if matches!(self.event(), None | Some(Event::SequenceEnd)) {
                return Entered::Absent;
            }
            self.skip_node();
        }
        if matches!(self.event(), None | Some(Event::SequenceEnd)) {
            return Entered::Absent;
        }
        self.best = self.span_of_node();
        Entered::Down
    }

    fn event(&self) -> Option<&Event<'_>> {
        self.events.get(self.at).map(|(event, _)| event)
    }

    /// Steps over the node that starts here, with all it holds.
    fn skip_node(&mut self) {
        let mut depth = 0usize;
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
                Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }

    fn span_of_node(&mut self) -> Range<usize> {
        let start = self.at;
        let Some((_, first)) = self.events.get(start) else { return self.best.clone() };
        let from = first.start;
        self.skip_node();
        let last = self.events.get(self.at.saturating_sub(1)).map_or(first.end, |(_, s)| s.end);
        self.at = start;
        if from == last { self.best.clone() } else { from..last.max(first.end) }
    }
}

enum Entered {
    Found(Range<usize>),
    Down,
    Absent,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: &Place, expected: &str) {
        let text = "---\ntitle: 路灯\nevents:\n  - {on: 2026-03-03, type: assigned}\n  - on: 2026-03-04\n    type: replied\ntitle: again\n---\nBody\n";
        let found = locate(text, "a.md", place);
        assert_eq!(&text[found.bytes.clone()], expected, "{place:?}");
    }

    #[test]
    fn key_paths_lead_to_their_bytes() {
        let events = KeyPath::of("events");
        check(&Place::Value(KeyPath::of("title")), "路灯");
        check(&Place::Key(KeyPath::of("title"), 1), "title");
        check(&Place::Value(events.index(0).key("type")), "assigned");
        check(&Place::Value(events.index(1).key("on")), "2026-03-04");
        check(&Place::Key(events.index(1).key("type"), 0), "type");
    }

    #[test]
    fn columns_count_characters_wherever_they_lie() {
        let text = format!("{}\n{}x\n", "路".repeat(100), "灯a".repeat(60));
        let indexed = Indexed::new(&text, "a.csv");
        for (at, _) in text.char_indices() {
            let expected = crate::source::text::line_and_column(&text, at);
            assert_eq!(indexed.line_and_column(at), expected, "{at}");
        }
    }

    #[test]
    fn an_absent_key_points_at_its_block() {
        let text = "---\nevents:\n  - {on: 2026-03-03}\n---\n";
        let found = locate(text, "a.md", &Place::Value(KeyPath::of("events").index(0).key("type")));
        assert_eq!(&text[found.bytes], "{on: 2026-03-03}");
        assert_eq!(found.line, 3);
    }
}
