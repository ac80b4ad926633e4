//! Tables pasted from a word processor: lines with tabs.
//!
//! Takes the pieces; gives a table in place of each paragraph of two lines and more that all hold
//! a tab. On a page a tab is a space, and such a table would be a heap of words.
//!
//! What must hold: a tab inside emphasis or a link divides nothing, so pieces stay balanced; cells
//! before the first words of a line (tabs at its start) are kept.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::markdown::stream::{Item, Piece};

/// Makes tables of paragraphs that are ones.
pub(super) fn make(items: &mut Vec<Item<'_>>, text: &str) {
    let old = std::mem::take(items);
    let mut old = old.into_iter().peekable();
    while let Some(item) = old.next() {
        if !matches!(item.piece, Piece::Md(Event::Start(Tag::Paragraph))) {
            items.push(item);
            continue;
        }
        let is_end = |item: &Item| matches!(item.piece, Piece::Md(Event::End(TagEnd::Paragraph)));
        let mut inner = vec![];
        let mut end = None;
        while let Some(next) = old.next_if(|_| end.is_none()) {
            if is_end(&next) {
                end = Some(next);
            } else {
                inner.push(next);
            }
        }
        match columns(&inner) {
            Some(columns) => table(items, item, inner, columns, text),
            None => {
                items.push(item);
                items.append(&mut inner);
                items.extend(end);
            }
        }
    }
}

fn is_break(item: &Item<'_>) -> bool {
    matches!(item.piece, Piece::Md(Event::SoftBreak | Event::HardBreak))
}

/// Returns the number of columns, if the pieces of a paragraph are a table.
fn columns(inner: &[Item<'_>]) -> Option<usize> {
    let (mut depth, mut lines, mut tabs, mut most) = (0_usize, 1, 0, 0);
    for item in inner {
        match &item.piece {
            Piece::Md(Event::Start(_)) | Piece::Link { .. } => depth += 1,
            Piece::Md(Event::End(_)) => depth = depth.checked_sub(1)?,
            Piece::Md(Event::Text(text)) if depth == 0 => tabs += text.matches('\t').count(),
            _ if is_break(item) => {
                if tabs == 0 || depth > 0 {
                    return None;
                }
                most = most.max(tabs);
                (lines, tabs) = (lines + 1, 0);
            }
            _ => {}
        }
    }
    (lines > 1 && tabs > 0).then_some(most.max(tabs) + 1)
}

fn table<'s>(out: &mut Vec<Item<'s>>, start: Item<'s>, inner: Vec<Item<'s>>, columns: usize, text: &str) {
    let span = start.span;
    let mut push = |event: Event<'s>| out.push(Item { piece: Piece::Md(event), span: span.clone() });
    push(Event::Start(Tag::Table(vec![Alignment::None; columns])));
    push(Event::Start(Tag::TableRow));
    push(Event::Start(Tag::TableCell));
    let (mut depth, mut is_first) = (0_usize, true);
    for item in inner {
        let cell = |out: &mut Vec<Item<'s>>| {
            for event in [Event::End(TagEnd::TableCell), Event::Start(Tag::TableCell)] {
                out.push(Item { piece: Piece::Md(event), span: item.span.clone() });
            }
        };
        if std::mem::take(&mut is_first) {
            (0..leading_tabs(text, item.span.start)).for_each(|_| cell(out));
        }
        match &item.piece {
            Piece::Md(Event::Text(words)) if depth == 0 && words.contains('\t') => {
                for (at, part) in words.split('\t').enumerate() {
                    if at > 0 {
                        cell(out);
                    }
                    let part = part.trim_matches(' ').to_owned();
                    out.push(Item { piece: Piece::Md(Event::Text(part.into())), span: item.span.clone() });
                }
                continue;
            }
            Piece::Md(Event::Start(_)) | Piece::Link { .. } => depth += 1,
            Piece::Md(Event::End(_)) => depth = depth.saturating_sub(1),
            _ if is_break(&item) => {
                let ends = [Event::End(TagEnd::TableCell), Event::End(TagEnd::TableRow)];
                let starts = [Event::Start(Tag::TableRow), Event::Start(Tag::TableCell)];
                for event in ends.into_iter().chain(starts) {
                    out.push(Item { piece: Piece::Md(event), span: item.span.clone() });
                }
                is_first = true;
                continue;
            }
            _ => {}
        }
        out.push(item);
    }
    for event in [Event::End(TagEnd::TableCell), Event::End(TagEnd::TableRow), Event::End(TagEnd::Table)] {
        out.push(Item { piece: Piece::Md(event), span: span.clone() });
    }
}

/// Returns how many tabs stand between the start of a line and its first words.
fn leading_tabs(text: &str, at: usize) -> usize {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    if line.trim().is_empty() { line.matches('\t').count() } else { 0 }
}
