//! What of a text does not arrive on the page.
//!
//! Takes the finished stream; gives a problem for every stretch of the text that holds letters or
//! digits and that no piece shows: definitions of links nobody uses, cells beyond the last column
//! of a table, words behind a fence, classes of headings. And for notes without a reference, and
//! references without a note.
//!
//! How: pieces are in the order of the text, each with its range. What lies between two that are
//! shown is markup: signs and spaces. Markup that is made of letters and digits is known: numbers
//! of list items, labels of notes, addresses of links, names of alerts and of code. What remains
//! was dropped.
//!
//! What must hold: time is linear; nothing here changes what is shown.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::source::Source;
use super::stream::{Item, Piece, Stream, is_chart, is_escaped};
use super::text::all_restored;
use super::{Problem, Profile};

/// Reports what does not arrive.
pub(super) fn check(
    source: &Source<'_>,
    stream: &Stream<'_>,
    profile: Profile,
    problems: &mut Vec<(Problem, Range<usize>)>,
) {
    let mut left_out = stream.left_out.clone();
    left_out.sort_by_key(|range| range.start);
    let mut reader = Reader { text: &source.text, at: 0, left_out: &left_out, heading: None, images: 0, problems };
    for item in &stream.items {
        reader.read(item);
    }
    reader.shown(source.text.len()..source.text.len());
    notes(source, stream, profile, problems);
}

struct Reader<'a> {
    text: &'a str,
    /// All before was shown, known as markup, or reported.
    at: usize,
    /// Stretches that are left out with a reason, in order.
    left_out: &'a [Range<usize>],
    /// Where the heading that is open ends.
    heading: Option<usize>,
    /// How many images are open.
    images: usize,
    problems: &'a mut Vec<(Problem, Range<usize>)>,
}

impl Reader<'_> {
    fn read(&mut self, item: &Item<'_>) {
        let span = &item.span;
        match &item.piece {
            Piece::Md(Event::Start(tag)) => self.start(tag, span),
            Piece::Link { image: true, .. } => self.images += 1,
            Piece::Md(Event::End(TagEnd::Image)) => {
                self.images = self.images.saturating_sub(1);
                self.end_link(span.end);
            }
            Piece::Md(Event::End(TagEnd::Link)) => self.end_link(span.end),
            Piece::Md(Event::End(TagEnd::Heading(_))) => self.end_heading(),
            Piece::Md(Event::End(_)) | Piece::Link { .. } | Piece::Ordered { .. } | Piece::Anchored { .. } => {}
            Piece::Heading { .. } => self.heading = Some(span.end),
            Piece::Item { label, .. } => {
                self.shown(label.start..label.start);
                self.known(label.end);
            }
            Piece::Md(_) | Piece::Raw(_) | Piece::Numbered { .. } | Piece::Join => self.shown(span.clone()),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: &Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.heading = Some(span.end),
            Tag::FootnoteDefinition(_) => self.known_line(span, "]:"),
            Tag::BlockQuote(Some(_)) => self.known_line(span, "]"),
            Tag::CodeBlock(kind) => {
                if let CodeBlockKind::Fenced(info) = kind {
                    self.fence(kind, info, span);
                }
            }
            _ => {}
        }
    }

    /// The words behind a fence: one name is the language, others have no place.
    fn fence(&mut self, kind: &CodeBlockKind<'_>, info: &str, span: &Range<usize>) {
        self.shown(span.start..span.start);
        let end = self.text.get(span.clone()).unwrap_or_default().find('\n').map_or(span.end, |at| span.start + at);
        let is_name = info.chars().all(|c| c.is_ascii_alphanumeric() || "+-_#".contains(c));
        if !is_name && !is_chart(kind) {
            self.report(span.start..end);
        }
        self.known(end);
    }

    /// Markup up to a sign on the first line.
    fn known_line(&mut self, span: &Range<usize>, sign: &str) {
        self.shown(span.start..span.start);
        if let Some(at) = self.text.get(span.clone()).unwrap_or_default().find(sign) {
            self.known(span.start + at + sign.len());
        }
    }

    /// The id of a heading stands behind its words; classes and the like are dropped.
    fn end_heading(&mut self) {
        let Some(end) = self.heading.take() else { return };
        let rest = self.text.get(self.at..end).unwrap_or_default();
        let rest = rest.trim_end().trim_end_matches('#').trim();
        let inner = rest.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        if inner.is_some_and(|inner| inner.split_whitespace().all(|word| word.starts_with('#'))) {
            self.known(end);
        }
    }

    /// The address is in the page, but for a link inside the words of an image.
    fn end_link(&mut self, end: usize) {
        if self.images > 0 {
            self.shown(end..end);
        }
        self.known(end);
    }

    fn known(&mut self, end: usize) {
        self.at = self.at.max(end);
    }

    /// Judges what stands before a piece that is shown.
    fn shown(&mut self, span: Range<usize>) {
        while self.at < span.start {
            let next = self.left_out.first();
            let end = next.map_or(span.start, |range| range.start.clamp(self.at, span.start));
            self.gap(self.at..end);
            self.at = end;
            if end == span.start {
                break;
            }
            if let Some(range) = next {
                self.at = self.at.max(range.end);
                self.left_out = &self.left_out[1..];
            }
        }
        self.known(span.end);
        while self.left_out.first().is_some_and(|range| range.end <= self.at) {
            self.left_out = &self.left_out[1..];
        }
    }

    fn gap(&mut self, gap: Range<usize>) {
        let Some(text) = self.text.get(gap.clone()) else { return };
        let is_content = |c: char| c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace());
        if !text.contains(is_content) {
            return;
        }
        let is_edge = |c: char| c.is_whitespace() || c == '|';
        let start = gap.start + text.len() - text.trim_start_matches(is_edge).len();
        self.report(start..gap.start + text.trim_end_matches(is_edge).len());
    }

    fn report(&mut self, range: Range<usize>) {
        const LONGEST: usize = 60;
        let text = all_restored(self.text.get(range.clone()).unwrap_or_default());
        let line = text.lines().next().unwrap_or_default();
        let mut text: String = line.chars().take(LONGEST).collect();
        if text.len() < line.len() {
            text.push('…');
        }
        self.problems.push((Problem::NotShown { text }, range));
    }
}

/// Reports notes without a reference and references without a note. In a letter `[^1]` is text.
fn notes(source: &Source<'_>, stream: &Stream<'_>, profile: Profile, problems: &mut Vec<(Problem, Range<usize>)>) {
    if !source.text.contains("[^") {
        return;
    }
    let mut unused: BTreeMap<String, (String, Range<usize>)> = BTreeMap::new();
    let mut in_code = false;
    for item in &stream.items {
        match &item.piece {
            Piece::Md(Event::Start(Tag::FootnoteDefinition(label))) => {
                let known = (label.to_string(), item.span.clone());
                unused.entry(label.to_lowercase()).or_insert(known);
            }
            Piece::Md(Event::Start(Tag::CodeBlock(_))) => in_code = true,
            Piece::Md(Event::End(TagEnd::CodeBlock)) => in_code = false,
            Piece::Md(Event::Text(_)) | Piece::Numbered { .. } if !in_code && profile == Profile::Official => {
                undefined(&source.text, &item.span, problems);
            }
            _ => {}
        }
    }
    for item in &stream.items {
        if let Piece::Md(Event::FootnoteReference(label)) = &item.piece {
            unused.remove(&label.to_lowercase());
        }
    }
    for (label, span) in unused.into_values() {
        problems.push((Problem::UnusedFootnote { label }, span));
    }
}

/// Reports `[^label]` in text that starts in `span`: the parser makes references of those that
/// have a note.
fn undefined(text: &str, span: &Range<usize>, problems: &mut Vec<(Problem, Range<usize>)>) {
    for (at, _) in text[span.clone()].match_indices('[') {
        let at = span.start + at;
        let Some(label) = text[at..].strip_prefix("[^") else { continue };
        let Some(end) = label.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']')) else { continue };
        if end > 0 && label[end..].starts_with(']') && !is_escaped(text.as_bytes(), at) {
            let label = label[..end].to_owned();
            let end = at + 2 + end + 1;
            problems.push((Problem::UndefinedFootnote { label }, at..end));
        }
    }
}
