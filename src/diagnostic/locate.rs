//! From a [`Place`] to bytes, line and column, by reading the one file again.
//!
//! A key path is looked up in the tree (`diagnostic::tree`) of the file's YAML; a path that leads
//! nowhere ends at the deepest block that exists, which is where an absent key belongs. What must
//! hold: the indexes are made once, and no place costs a walk through the text, however many
//! there are.

use super::tree::{Part, Tree};
use super::{KeyPath, Place};
use crate::source::front_matter;
use crate::source::text::floor_boundary;
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
    /// Where the YAML begins, and its keys; read when the first key is looked for.
    yaml: OnceCell<Option<(usize, Tree)>>,
}

/// Bytes between two counts of characters.
const STRIDE: usize = 64;

/// Characters of a word that are marked: more carets than fit a line help nobody.
const WORD: usize = 100;

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
        let bytes = self.first_line_of(bytes);
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

    /// The byte at which the n-th character of the text begins.
    fn character(&self, n: usize) -> usize {
        let chunk = self.characters.partition_point(|before| *before <= n).saturating_sub(1);
        let from = (chunk * STRIDE..self.text.len()).find(|at| self.text.is_char_boundary(*at));
        let Some(from) = from else { return self.text.len() };
        let skipped = n - self.characters[chunk].min(n);
        self.text[from..].char_indices().nth(skipped).map_or(self.text.len(), |(at, _)| from + at)
    }

    fn at_line(&self, line: usize, column: usize) -> Range<usize> {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = self.lines.get(line).map_or(self.text.len(), |next| next - 1).max(start);
        let from = self.character(self.characters_before(start) + column.saturating_sub(1)).clamp(start, end);
        let rest = &self.text[from..end];
        let word = rest.chars().take(WORD).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
        from..from + word.max(rest.chars().next().map_or(0, char::len_utf8))
    }

    /// Cuts a range at the end of its first line that has text: carets over many lines help nobody.
    fn first_line_of(&self, range: Range<usize>) -> Range<usize> {
        let slice = &self.text[range.clone()];
        let skipped = slice.len() - slice.trim_start().len();
        let start = if skipped == slice.len() { range.start } else { range.start + skipped };
        let next = self.lines.partition_point(|line| *line <= start);
        let line = self.lines.get(next).map_or(self.text.len(), |next| next - 1);
        let end = range.end.min(line).max(start);
        start..start + self.text[start..end].trim_end().len()
    }

    fn find_key(&self, key: &KeyPath, part: Part) -> Range<usize> {
        let yaml = self.yaml.get_or_init(|| {
            let range =
                if self.path.ends_with(".md") { front_matter::split(self.text)?.yaml } else { 0..self.text.len() };
            Some((range.start, Tree::of(&self.text[range])))
        });
        let Some((offset, tree)) = yaml else { return first_line(self.text) };
        let first = self.text[*offset..].find('\n').unwrap_or(self.text.len() - offset);
        let found = tree.find(&key.0, part, 0..first);
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
