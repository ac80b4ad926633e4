//! Bare text of a body, for summaries, search and data files.
//!
//! Takes the text and profile; gives paragraphs with an empty line between them, list items and
//! table rows on lines of their own, cells divided by tabs, numbers as written. Redactions stay visible as
//! `[redacted: category]`; footnotes stand where they are defined; raw HTML stays text; a chart of a dataset is none.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::source::{Mark, Source};
use super::stream::{Item, Piece, Stream};
use super::text::clean_into;
use super::{Anchor, Profile};

/// Returns the text of a body without markup.
pub fn plain(text: &str, profile: Profile) -> String {
    plain_with(text, profile, None)
}

/// What a redaction reads like, from its category and basis; without it, its category stands in brackets.
pub type Label<'a> = Option<&'a dyn Fn(&str, &str) -> String>;

/// Returns the same, with redactions as a reader of the site sees them.
pub fn plain_with(text: &str, profile: Profile, label: Label<'_>) -> String {
    let source = Source::new(text, profile);
    let stream = Stream::build(&source, profile, None);
    write(&source, &stream, label, |_, _| {})
}

/// A stretch of a text: from a place that links can name to the next; what stands before the first
/// has no anchors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// Its own, and those of the other numbers of a range.
    pub anchors: Vec<Anchor>,
    /// Its bare text.
    pub text: String,
    /// Where it begins in the text given; none inside a list or a quotation, where nothing can be cut.
    pub from: Option<usize>,
    /// About how many bytes it will be on a page, with what stands inside it and is no place to cut at.
    pub weight: usize,
    /// Of a large one, where its blocks begin, and how much each is.
    pub blocks: Vec<(usize, usize)>,
}

/// Weight of a stretch that may have to be cut.
const LARGE: usize = 100_000;

impl Stretch {
    /// Returns the place at which it begins.
    pub fn anchor(&self) -> Option<&Anchor> {
        self.anchors.first()
    }
}

/// Returns the text of an official body without markup, cut where a place begins that links can
/// name. Anchors and `title` are those of [`super::scan`].
pub fn parts(text: &str, title: Option<&str>, label: Label<'_>) -> Vec<Stretch> {
    let source = Source::new(text, Profile::Official);
    let stream = Stream::build(&source, Profile::Official, title);
    stretches(&source, &stream, label)
}

/// The same of a text that is parsed.
pub(super) fn stretches(source: &Source<'_>, stream: &Stream<'_>, label: Label<'_>) -> Vec<Stretch> {
    let mut starts = vec![(0, 0..0)];
    let out = write(source, stream, label, |at, anchors| starts.push((at, anchors)));
    let blocks = blocks(stream);
    let from: HashMap<usize, usize> = blocks.iter().filter_map(|(from, anchor)| Some(((*anchor)?, *from))).collect();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([out.len()]);
    let cut = starts.iter().zip(ends).map(|((start, anchors), end)| {
        let text = out.get(*start..end.min(out.len())).unwrap_or_default();
        Stretch {
            anchors: stream.anchors.get(anchors.clone()).unwrap_or_default().to_vec(),
            text: text.trim().to_owned(),
            from: if anchors.is_empty() { Some(0) } else { from.get(&anchors.start).copied() },
            ..Stretch::default()
        }
    });
    let mut all: Vec<Stretch> = cut.filter(|s| !s.anchors.is_empty() || !s.text.is_empty()).collect();
    let mut end = source.text.len();
    for stretch in all.iter_mut().rev() {
        let Some(from) = stretch.from else { continue };
        stretch.weight = weight(source.text.get(from..end).unwrap_or_default());
        if stretch.weight > LARGE {
            let inside = blocks.iter().map(|(at, _)| *at).filter(|at| (from..end).contains(at));
            let ends = inside.clone().skip(1).chain([end]);
            let sizes = inside.zip(ends).map(|(at, to)| (at, weight(source.text.get(at..to).unwrap_or_default())));
            stretch.blocks = sizes.collect();
        }
        end = from;
    }
    all
}

/// Returns where the blocks of the text itself begin, and which of them is the first anchor of a place.
fn blocks(stream: &Stream<'_>) -> Vec<(usize, Option<usize>)> {
    let blocks = stream.blocks().into_iter().map(|at| {
        let item = &stream.items[at];
        let anchor = match &item.piece {
            Piece::Anchored { anchor } => Some(*anchor),
            Piece::Heading { anchors, .. } => Some(anchors.start),
            _ => None,
        };
        (item.span.start, anchor)
    });
    blocks.collect()
}

/// Returns how much a stretch of text will be on a page, in bytes: a cell of a table is more there than its
/// bar, and a place has its markup, and lines beside it.
fn weight(text: &str) -> usize {
    const CELL: usize = 12;
    const PLACE: usize = 300;
    text.len() + CELL * text.bytes().filter(|byte| *byte == b'|').count() + PLACE
}

/// Writes the bare text and tells where each anchor stands in it.
fn write(
    source: &Source<'_>,
    stream: &Stream<'_>,
    redaction: Label<'_>,
    mut note: impl FnMut(usize, Range<usize>),
) -> String {
    let mut out = String::with_capacity(source.text.len());
    // Where the number of an item ends: its first words follow on the same line.
    let mut label_end = usize::MAX;
    let mut lists = 0_usize;
    // A block that names a dataset draws its figures, and is no text: they may not be public yet.
    let named: Vec<&Range<usize>> =
        stream.charts.iter().filter(|block| super::chart_links(&source.text, block).is_some()).collect();
    for item in &stream.items {
        let inside = |block: &&Range<usize>| block.start <= item.span.start && item.span.end <= block.end;
        if matches!(item.piece, Piece::Md(Event::Text(_))) && named.iter().any(inside) {
            continue;
        }
        match &item.piece {
            Piece::Md(Event::Start(Tag::List(_))) | Piece::Ordered { .. } => lists += 1,
            Piece::Md(Event::End(TagEnd::List(_))) => lists = lists.saturating_sub(1),
            _ => {}
        }
        match &item.piece {
            // A list inside an item ends with its last line.
            Piece::Md(Event::End(TagEnd::List(_))) if lists > 0 => break_to(&mut out, "\n"),
            Piece::Md(Event::End(tag)) => end(&mut out, tag),
            Piece::Md(Event::Start(tag)) if is_block(&tag.to_end()) && out.len() == label_end => {}
            Piece::Anchored { .. } | Piece::Heading { .. } | Piece::Ordered { .. } if out.len() == label_end => {}
            Piece::Md(Event::Start(tag)) if is_block(&tag.to_end()) => break_to(&mut out, "\n"),
            Piece::Anchored { .. } | Piece::Heading { .. } | Piece::Ordered { .. } => break_to(&mut out, "\n"),
            Piece::Item { label, .. } => {
                if out.len() != label_end {
                    break_to(&mut out, "\n");
                }
                out.push_str(&source.text[label.clone()]);
                out.push(' ');
                label_end = out.len();
            }
            Piece::Md(Event::HardBreak) => out.push('\n'),
            _ => piece_into(&mut out, item, &source.marks, redaction),
        }
        match &item.piece {
            Piece::Anchored { anchor } => note(out.len(), *anchor..*anchor + 1),
            Piece::Heading { anchors, .. } => note(out.len(), anchors.clone()),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Returns the text of inline pieces on one line.
pub(super) fn inline_text(items: &[Item<'_>], marks: &[Mark<'_>]) -> String {
    let mut out = String::new();
    for item in items {
        match &item.piece {
            Piece::Md(Event::HardBreak) => out.push(' '),
            _ => piece_into(&mut out, item, marks, None),
        }
    }
    out
}

/// Writes the text of one inline piece.
fn piece_into(out: &mut String, item: &Item<'_>, marks: &[Mark<'_>], label: Label<'_>) {
    match &item.piece {
        Piece::Md(Event::Text(text) | Event::Code(text)) => text_into(out, text, marks, label),
        Piece::Raw(text) | Piece::Numbered { text, .. } => text_into(out, text, marks, label),
        Piece::Md(Event::SoftBreak) => out.push(' '),
        _ => {}
    }
}

fn text_into(out: &mut String, text: &str, marks: &[Mark<'_>], label: Label<'_>) {
    clean_into(out, text, |out, number| {
        if let Some(mark) = marks.get(number) {
            out.push('[');
            match label {
                Some(label) => clean_into(out, &label(mark.category, mark.basis), |_, _| {}),
                None => {
                    out.push_str("redacted: ");
                    clean_into(out, mark.category, |_, _| {});
                }
            }
            out.push(']');
        }
    });
}

fn is_block(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
    )
}

fn end(out: &mut String, tag: &TagEnd) {
    match tag {
        TagEnd::TableCell => out.push('\t'),
        TagEnd::TableHead | TagEnd::TableRow => {
            out.truncate(out.trim_end_matches('\t').len());
            out.push('\n');
        }
        TagEnd::Item | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {
            break_to(out, "\n");
        }
        tag if is_block(tag) => break_to(out, "\n\n"),
        _ => {}
    }
}

/// Makes the text end in at least `lines`, unless it is empty.
fn break_to(out: &mut String, lines: &str) {
    while !out.is_empty() && !out.ends_with(lines) {
        out.push('\n');
    }
}
