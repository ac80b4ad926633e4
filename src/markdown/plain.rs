//! Bare text of a body, for summaries, search and data files.
//!
//! Takes the text and profile; gives paragraphs with an empty line between them, list items and
//! table rows on lines of their own, cells divided by tabs, numbers as written. Redactions stay visible as
//! `[redacted: category]`; footnotes stand where they are defined; raw HTML stays text.

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

/// Returns the text of an official body without markup, cut where a place begins that links can
/// name; what stands before the first has none. Anchors and `title` are those of [`super::scan`].
pub fn parts(text: &str, title: Option<&str>, label: Label<'_>) -> Vec<(Option<Anchor>, String)> {
    let source = Source::new(text, Profile::Official);
    let stream = Stream::build(&source, Profile::Official, title);
    let mut starts = vec![(0, None)];
    let out = write(&source, &stream, label, |at, anchor| starts.push((at, Some(anchor))));
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([out.len()]);
    let cut = starts.iter().zip(ends).map(|((start, anchor), end)| {
        let text = out.get(*start..end.min(out.len())).unwrap_or_default();
        (anchor.and_then(|at: usize| stream.anchors.get(at)).cloned(), text.trim().to_owned())
    });
    cut.filter(|(anchor, text)| anchor.is_some() || !text.is_empty()).collect()
}

/// Writes the bare text and tells where each anchor stands in it.
fn write(source: &Source<'_>, stream: &Stream<'_>, label: Label<'_>, mut note: impl FnMut(usize, usize)) -> String {
    let mut out = String::with_capacity(source.text.len());
    // Where the number of an item ends: its first words follow on the same line.
    let mut label_end = usize::MAX;
    let mut lists = 0_usize;
    for item in &stream.items {
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
            _ => piece_into(&mut out, item, &source.marks, label),
        }
        match &item.piece {
            Piece::Anchored { anchor } => note(out.len(), *anchor),
            Piece::Heading { anchors, .. } => note(out.len(), anchors.start),
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
