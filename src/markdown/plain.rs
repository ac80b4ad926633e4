//! Bare text of a body, for summaries, search and data files.
//!
//! Takes the text and profile; gives paragraphs with an empty line between them, list items and
//! table rows on lines of their own, cells divided by tabs, numbers as written. Redactions stay visible as
//! `[redacted: category]`; footnotes stand where they are defined; raw HTML stays text.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Profile;
use super::source::{Mark, Source};
use super::stream::{Item, Piece, Stream};
use super::text::clean_into;

/// Returns the text of a body without markup.
pub fn plain(text: &str, profile: Profile) -> String {
    let source = Source::new(text, profile);
    let stream = Stream::build(&source, profile, None);
    let mut out = String::with_capacity(text.len());
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
            _ => piece_into(&mut out, item, &source.marks),
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
            _ => piece_into(&mut out, item, marks),
        }
    }
    out
}

/// Writes the text of one inline piece.
fn piece_into(out: &mut String, item: &Item<'_>, marks: &[Mark<'_>]) {
    match &item.piece {
        Piece::Md(Event::Text(text) | Event::Code(text)) => text_into(out, text, marks),
        Piece::Raw(text) | Piece::Numbered { text, .. } => text_into(out, text, marks),
        Piece::Md(Event::SoftBreak) => out.push(' '),
        _ => {}
    }
}

fn text_into(out: &mut String, text: &str, marks: &[Mark<'_>]) {
    clean_into(out, text, |out, number| {
        if let Some(mark) = marks.get(number) {
            out.push_str("[redacted: ");
            clean_into(out, mark.category, |_, _| {});
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
